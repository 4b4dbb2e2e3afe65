"""The rules for subtitles: a preset, and its values, each of which can be another."""

from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from desktop_app.core.sentences import tr
from desktop_app.export.options import ExportOptions
from desktop_app.export.subtitle_rules import PRESETS, SubtitleRules, preset_by_id
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ChoiceBox, label, wrapped

LEAST_CHARACTERS = 10
COLUMNS = 2
# Of films and television; None for the recording's own.
FRAME_RATES = (None, 23.976, 24.0, 25.0, 29.97, 30.0, 50.0, 59.94, 60.0)
RATE_DIGITS = 5
# By the fields of `SubtitleRules`: the least (0 for no limit), the greatest, the decimals.
RANGES = {
    "line_chars": (7, 200, 0),
    "lines": (1, 4, 0),
    "chars_per_s": (0, 99, 1),
    "least_s": (0, 10, 2),
    "most_s": (0, 60, 2),
    "gap_frames": (0, 50, 0),
}
# What the least value of these stands for.
NO_LIMIT = ("line_chars", "chars_per_s", "most_s")
# By so much the greatest duration is longer than the least, where the user makes it shorter.
LEAST_MORE_S = 0.5


class RulesForm(QWidget):
    """Edit `ExportOptions.preset`, `rules` and `frame_rate`.

    Signals:
        changed: something was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._options: ExportOptions | None = None
        self.preset_box = ChoiceBox(texts.RULES, LEAST_CHARACTERS)
        for preset in PRESETS:
            self.preset_box.addItem(tr(preset.title), preset.id)
        self.note = wrapped(kind="muted")
        self.rate_box = ChoiceBox(texts.FRAME_RATE, LEAST_CHARACTERS)
        for rate in FRAME_RATES:
            shown = QLocale().toString(rate, "g", RATE_DIGITS) if rate else texts.OWN_FRAME_RATE
            self.rate_box.addItem(shown, rate)
        self.own_box = CheckBox(texts.OWN_VALUES)
        self.values = QWidget()
        self.fields = {name: _number(name) for name in RANGES}
        self._lay_out()
        self.preset_box.activated.connect(self._on_preset_chosen)
        self.rate_box.activated.connect(self._on_rate_chosen)
        self.own_box.toggled.connect(self._on_own_toggled)
        for field in self.fields.values():
            field.valueChanged.connect(self._on_value_changed)
            field.editingFinished.connect(self._on_editing_finished)

    def show_options(self, options: ExportOptions) -> None:
        """Show what is chosen."""
        self._options = None  # what follows chooses nothing
        preset = preset_by_id(options.preset)
        self.preset_box.setCurrentIndex(self.preset_box.findData(preset.id))
        self.note.setText(tr(preset.note))
        self.note.setVisible(options.rules is None)  # it tells the preset's values
        self.rate_box.setCurrentIndex(max(0, self.rate_box.findData(options.frame_rate)))
        self.own_box.setChecked(options.rules is not None)
        self.values.setVisible(options.rules is not None)
        rules = options.rules or preset.rules
        for name, field in self.fields.items():
            value = getattr(rules, name)
            field.setValue(field.minimum() if value is None else value)
        self._options = options

    def taken_into(self, options: ExportOptions) -> ExportOptions:
        """Return the options with what is chosen here."""
        mine = self._options
        if mine is None:
            return options
        return replace(options, preset=mine.preset, rules=mine.rules, frame_rate=mine.frame_rate)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID_PX)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(label(texts.RULES), 0, 0)
        grid.addWidget(self.preset_box, 0, 1)
        grid.addWidget(label(texts.FRAME_RATE), 0, 2)
        grid.addWidget(self.rate_box, 0, 3)
        grid.addWidget(self.note, 1, 0, 1, 4)
        grid.addWidget(self.own_box, 2, 0, 1, 4)
        grid.addWidget(self.values, 3, 0, 1, 4)
        inner = QGridLayout(self.values)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID_PX)
        for number, (name, field) in enumerate(self.fields.items()):
            row, column = divmod(number, COLUMNS)
            inner.addWidget(label(texts.RULE_TITLES[name]), row, 2 * column)
            inner.addWidget(field, row, 2 * column + 1)

    def _choose(self, options: ExportOptions) -> None:
        self.show_options(options)
        self.changed.emit()

    def _on_preset_chosen(self, _index: int) -> None:
        if self._options is not None:
            preset = self.preset_box.currentData()
            self._choose(replace(self._options, preset=preset, rules=None))

    def _on_rate_chosen(self, _index: int) -> None:
        if self._options is not None:
            self._choose(replace(self._options, frame_rate=self.rate_box.currentData()))

    def _on_own_toggled(self, is_wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._options is not None:
            rules = preset_by_id(self._options.preset).rules if is_wanted else None
            self._choose(replace(self._options, rules=rules))

    def _on_value_changed(self, _value: float) -> None:
        options = self._options
        if options is None or options.rules is None:
            return
        # Not shown anew: the user is typing.
        self._options = replace(options, rules=self._edited(options.rules))
        self.changed.emit()

    def _on_editing_finished(self) -> None:
        """Show what holds: the longest duration is never below the least."""
        if self._options is not None:
            self.show_options(self._options)

    def _edited(self, rules: SubtitleRules) -> SubtitleRules:
        values: dict[str, float | int | None] = {}
        for name, field in self.fields.items():
            value = field.value() if field.decimals() else int(field.value())
            is_none = name in NO_LIMIT and field.value() == field.minimum()
            values[name] = None if is_none else value
        least_s, most_s = values["least_s"], values["most_s"]
        if least_s is not None and most_s is not None and most_s <= least_s:
            values["most_s"] = least_s + LEAST_MORE_S
        return replace(rules, **values)  # type: ignore[arg-type] # by the names of its fields


def _number(name: str) -> QDoubleSpinBox:
    least, most, decimals = RANGES[name]
    field = QDoubleSpinBox()
    field.setAccessibleName(texts.RULE_TITLES[name])
    field.setDecimals(decimals)
    field.setRange(least, most)
    if decimals:
        field.setSingleStep(0.1)
    if name in NO_LIMIT:
        field.setSpecialValueText(texts.NO_LIMIT)
    return field
