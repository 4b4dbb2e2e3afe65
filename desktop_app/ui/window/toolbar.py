"""The toolbar: add files, the model and its options, Start or Stop."""

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.app.choices.installed import ChoiceRole, ModelListModel
from desktop_app.app.choices.requests import language_for, target_language_for, targets_for
from desktop_app.app.jobs.status import Status
from desktop_app.app.list_model import AnyIndex
from desktop_app.app.settings import Preferences, Settings
from desktop_app.core.model import ModelSpec
from desktop_app.core.sentences import tr
from desktop_app.ui.strings import speakers as speaker_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import ChoiceBox, ListBox, button, label, tip

CAPTIONS_FROM_PX = 1040


class ModelTitles(QSortFilterProxyModel):
    """A proxy with the models' titles, marking those not installed."""

    def data(
        self,
        index: AnyIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title or the tooltip; the rest comes from the source."""
        installed = super().data(index, ChoiceRole.INSTALLED)
        if role == Qt.ItemDataRole.DisplayRole and not installed:
            return strings.NOT_INSTALLED.format(title=super().data(index, role))
        if role == Qt.ItemDataRole.ToolTipRole:
            spec = super().data(index, ChoiceRole.SPEC)
            if isinstance(spec, ModelSpec):
                return tip(tr(spec.summary)) if installed else strings.NOT_INSTALLED_TIP
        if role == Qt.ItemDataRole.ForegroundRole and not installed:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        return super().data(index, role)


class Toolbar(QWidget):
    """The options for new recordings.

    Signals:
        add_wanted: "Add files" was pressed.
        manage_wanted: the id of a model that is not installed was picked.
        start_wanted, stop_wanted: the button on the right was pressed.
    """

    add_wanted = Signal()
    manage_wanted = Signal(str)
    start_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, models: ModelListModel, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._models = models
        self._preferences = preferences
        self._is_working = False
        self._captions: list[tuple[QLabel, QComboBox]] = []
        self.add_button = button(f"+  {strings.ADD}")
        self.add_button.setAccessibleName(strings.ADD_FILES)
        self.model_box = ListBox(strings.MODEL, 14)
        self.language_box = ChoiceBox(strings.LANGUAGE, 8)
        self.target_box = ChoiceBox(strings.TARGET, 8)
        self.run_button = button(strings.START, "primary")
        self.run_button.setMinimumWidth(96)
        self.hint = label(kind="muted")
        self.hint.setWordWrap(True)
        self._lay_out()
        titles = ModelTitles(self)
        titles.setSourceModel(models)
        self.model_box.setModel(titles)
        self._show_choices(preferences.current)
        self.add_button.clicked.connect(self.add_wanted)
        self.run_button.clicked.connect(self._on_run_clicked)
        self.model_box.activated.connect(self._on_model_activated)
        self.language_box.activated.connect(self._on_language_activated)
        self.target_box.activated.connect(self._on_target_activated)
        preferences.changed.connect(self._show_choices)
        models.modelReset.connect(self._on_models_changed)

    def show_status(self, status: Status) -> None:
        """Set the button to Start or Stop."""
        self._is_working = status.is_working or status.is_running
        text = strings.PAUSE if self._is_working else strings.START
        self.run_button.setText(text)
        self.run_button.setAccessibleName(text)
        self.run_button.setEnabled(self._is_working or status.has_startable)

    def open_model_list(self) -> None:
        """Set the models to choose from."""
        self.model_box.setFocus()
        self.model_box.showPopup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the captions when there is no room; accessible names and tooltips stay."""
        super().resizeEvent(event)
        self._show_captions()

    def _show_captions(self) -> None:
        has_room = self.width() >= CAPTIONS_FROM_PX
        for caption, box in self._captions:
            caption.setVisible(has_room and not box.isHidden())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addWidget(self.add_button)
        row.addSpacing(GRID_PX)
        for text, box in (
            (strings.MODEL, self.model_box),
            (strings.LANGUAGE, self.language_box),
            (strings.TARGET, self.target_box),
        ):
            self._add_captioned(row, label(text, "muted"), box)
        row.addStretch(1)
        row.addWidget(self.run_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.hint)

    def _add_captioned(self, row: QHBoxLayout, caption: QLabel, box: QComboBox) -> None:
        caption.setBuddy(box)
        self._captions.append((caption, box))
        row.addWidget(caption)
        row.addWidget(box, 2 if box is self.model_box else 1)
        row.addSpacing(GRID_PX)

    def _show_choices(self, settings: Settings) -> None:
        spec = self._models.chosen(settings.model_id)
        self.model_box.setCurrentIndex(self._models.row_of(spec.id) if spec else -1)
        self._show_hint(self._hint_about(spec, settings))
        if spec is None:
            return
        language = language_for(settings.language, spec.languages)
        _fill_languages(self.language_box, spec.languages, language)
        target = target_language_for(settings.target_language, spec, language)
        targets = targets_for(spec, language)
        _fill_languages(self.target_box, targets, target)
        # Most models find out themselves: nothing is to be chosen then.
        self.language_box.setVisible(bool(spec.languages))
        self.target_box.setVisible(len(targets) > 1)
        self._show_captions()

    def _hint_about(self, spec: ModelSpec | None, settings: Settings) -> str:
        """Return what will be missing in new texts, in a sentence; "" for nothing."""
        if spec is None:
            return strings.NO_MODEL_HINT
        finds_none = settings.speakers.way.needs_model and not self._models.diarizers()
        return tr(spec.timestamps_why_not) or (speaker_strings.NOT_FOUND_HINT if finds_none else "")

    def _show_hint(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _on_run_clicked(self) -> None:
        if self._is_working:
            self.stop_wanted.emit()
        else:
            self.start_wanted.emit()

    def _on_models_changed(self) -> None:
        self._show_choices(self._preferences.current)

    def _on_model_activated(self, row: int) -> None:
        spec = self._models.specs()[row]
        if self._models.is_installed(row):
            self._preferences.change(model_id=spec.id)
        else:
            self._show_choices(self._preferences.current)
            self.manage_wanted.emit(spec.id)

    def _on_language_activated(self, _row: int) -> None:
        self._preferences.change(language=self.language_box.currentData() or "")

    def _on_target_activated(self, _row: int) -> None:
        self._preferences.change(target_language=self.target_box.currentData() or "")


def _fill_languages(box: QComboBox, codes: Sequence[str], chosen: str | None) -> None:
    box.clear()
    for name, code in sorted((strings.language_name(code), code) for code in codes):
        box.addItem(name, code)
    box.setCurrentIndex(box.findData(chosen))
