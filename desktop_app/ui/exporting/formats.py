"""The formats of an export: which are wanted, what each is for, and what can be chosen of it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.exporting.formats import as_chosen
from desktop_app.app.settings import ExportChoices
from desktop_app.core.sentences import tr
from desktop_app.export.options import ExportOptions, Layout, Option, TimesShown, stored_choices
from desktop_app.export.registry import ExportFormat
from desktop_app.ui.exporting.rules import RulesForm
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ChoiceBox, label, tip, wrapped

Cursor = QAbstractItemView.CursorAction
E = TypeVar("E", bound=StrEnum)
# Room for half a dozen formats; more scroll.
LEAST_LIST_PX = QSize(200, 132)
USUAL_LIST_PX = QSize(260, 160)
LEAST_CHARACTERS = 10
_FIELDS = frozenset(field.name for field in fields(ExportOptions))
_ID = Qt.ItemDataRole.UserRole


class FormatList(QListWidget):
    """The formats under headings: Space and a click on the box choose, arrows and letters go there.

    A click on the words of a format that is not chosen chooses it, too: who sees its row lit takes
    it for chosen. On one that is chosen it takes nothing back.

    Args:
        formats: the available formats.

    Signals:
        chosen_changed: a format was chosen, or is no longer.
        looked_at: the id of the format that is looked at.
    """

    chosen_changed = Signal()
    looked_at = Signal(str)

    def __init__(self, formats: Sequence[ExportFormat]) -> None:
        super().__init__()
        self.setObjectName("formats")
        self.setAccessibleName(texts.FORMATS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
        self._pressed: QListWidgetItem | None = None
        kind = None
        for one in formats:
            if one.kind is not kind:
                kind = one.kind
                self._add_heading(texts.KINDS[kind])
            self._add(one)
        self.itemChanged.connect(self._on_item_changed)
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the formats that are wanted."""
        checked = Qt.CheckState.Checked
        return tuple(each for each, item in self._items.items() if item.checkState() == checked)

    @property
    def current(self) -> str:
        """The id of the format that is looked at, "" for none."""
        row = self.currentRow()
        return str(self.item(row).data(_ID) or "") if row >= 0 else ""

    def choose(self, ids: Sequence[str]) -> None:
        """Want these formats and no others; look at the first of them."""
        state = Qt.CheckState
        with QSignalBlocker(self):
            for each, item in self._items.items():
                item.setCheckState(state.Checked if each in ids else state.Unchecked)
        first = next((each for each in self._items if each in ids), next(iter(self._items), ""))
        if first:
            self.look_at(first)
        self.chosen_changed.emit()

    def look_at(self, format_id: str) -> None:
        """Go to a format."""
        self.setCurrentItem(self._items[format_id])

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go to the next format where Qt would go to a heading, which takes no keys."""
        found = super().moveCursor(action, modifiers)
        is_up = action in (Cursor.MoveUp, Cursor.MovePrevious, Cursor.MovePageUp, Cursor.MoveEnd)
        rows = range(found.row(), -1, -1) if is_up else range(found.row(), self.count())
        # Above the first heading is nothing: then it is the first format.
        for row in (*rows, *range(self.count())) if found.isValid() else ():
            if self.item(row).data(_ID):
                return self.indexFromItem(self.item(row))
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember a format that is not chosen yet: the click may be meant to choose it."""
        self._remember_pressed(event)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of a double click as a press of its own, as the boxes do."""
        self._remember_pressed(event)
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the format that was clicked, unless the click on its box has done so."""
        pressed, self._pressed = self._pressed, None
        super().mouseReleaseEvent(event)
        if pressed is not None and pressed is self.itemAt(event.position().toPoint()):
            pressed.setCheckState(Qt.CheckState.Checked)

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return USUAL_LIST_PX

    def minimumSizeHint(self) -> QSize:
        """Return the size that shows some."""
        return LEAST_LIST_PX

    def _add_heading(self, title: str) -> None:
        item = QListWidgetItem(title, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)  # keys pass over it
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)

    def _add(self, one: ExportFormat) -> None:
        item = QListWidgetItem(texts.format_line(one), self)
        item.setData(_ID, one.id)
        flag = Qt.ItemFlag
        item.setFlags(flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        purpose = tr(one.purpose)
        item.setToolTip(tip("\n".join(filter(None, (item.text(), purpose)))))
        about = " ".join(filter(None, (texts.KINDS[one.kind], purpose)))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, about)
        self._items[one.id] = item

    def _remember_pressed(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        is_left = event.button() is Qt.MouseButton.LeftButton
        is_new = item is not None and str(item.data(_ID) or "") not in ("", *self.chosen)
        self._pressed = item if is_left and is_new else None

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        if item is not self.currentItem():
            self.setCurrentItem(item)
        self.chosen_changed.emit()

    def _on_current_changed(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.looked_at.emit(str(item.data(_ID)))


class OptionsForm(QWidget):
    """What can be chosen of one format: only what it listens to is shown.

    Signals:
        changed: something was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: ExportFormat | None = None
        self.times_box = _choice(texts.TIMES, texts.TIMES_CHOICES)
        self.layout_box = _choice(texts.LAYOUT, texts.LAYOUT_CHOICES)
        self.rules = RulesForm()
        self.speakers_box = CheckBox(texts.NAME_SPEAKERS)
        self._rows = {
            Option.TIMES: (label(texts.TIMES), self.times_box),
            Option.LAYOUT: (label(texts.LAYOUT), self.layout_box),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID_PX)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self._rows.values()):
            for column, widget in enumerate(row):
                grid.addWidget(widget, number, column)
        grid.addWidget(self.rules, len(self._rows), 0, 1, 2)
        grid.addWidget(self.speakers_box, len(self._rows) + 1, 0, 1, 2)
        self.times_box.activated.connect(self._on_changed)
        self.layout_box.activated.connect(self._on_changed)
        self.speakers_box.toggled.connect(self._on_changed)
        self.rules.changed.connect(self._on_rules_changed)

    @property
    def options(self) -> ExportOptions:
        """What is chosen; raises LookupError before a format is shown."""
        if self._shown is None:
            raise LookupError("no format is shown")
        chosen: dict[str, Any] = {}
        if Option.TIMES in self._shown.options:
            chosen[Option.TIMES] = TimesShown(self.times_box.currentData())
        if Option.LAYOUT in self._shown.options:
            chosen[Option.LAYOUT] = Layout(self.layout_box.currentData())
        if Option.SPEAKERS in self._shown.options:
            chosen[Option.SPEAKERS] = self.speakers_box.isChecked()
        made = replace(self._shown.defaults, **chosen)
        return self.rules.taken_into(made) if Option.PRESET in self._shown.options else made

    def show_format(self, one: ExportFormat) -> None:
        """Show a format's options as they are chosen."""
        self._shown = None  # what follows chooses nothing
        for option, row in self._rows.items():
            for widget in row:
                widget.setVisible(option in one.options)
        self.speakers_box.setVisible(Option.SPEAKERS in one.options)
        self.rules.setVisible(Option.PRESET in one.options)
        self.rules.show_options(one.defaults)
        self.times_box.setCurrentIndex(self.times_box.findData(one.defaults.times))
        self.layout_box.setCurrentIndex(self.layout_box.findData(one.defaults.layout))
        self.speakers_box.setChecked(one.defaults.has_speakers)
        self.setVisible(bool(one.options))
        self._shown = one

    def _on_changed(self, _value: object) -> None:
        if self._shown is not None:
            self.changed.emit()

    def _on_rules_changed(self) -> None:
        self._on_changed(None)


class FormatPicker(QWidget):
    """Choose formats and what can be chosen of each, with room for a preview below.

    Args:
        formats: the available formats.

    Signals:
        changed: another choice was made.
        looked_at: the ExportFormat that is looked at, as it is chosen now.
    """

    changed = Signal()
    looked_at = Signal(object)

    def __init__(self, formats: Sequence[ExportFormat]) -> None:
        super().__init__()
        self._usual = {one.id: one for one in formats}
        self._formats = dict(self._usual)
        self._kept: Mapping[str, Mapping[str, Any]] = {}
        self.list = FormatList(formats)
        self.title = label(kind="heading")
        self.purpose = wrapped()
        self.keeps = wrapped(kind="muted")
        self.options = OptionsForm()
        self.below = QVBoxLayout()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID_PX)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 5)
        about = QVBoxLayout()
        about.setSpacing(GRID_PX // 2)
        for widget in (self.title, self.purpose, self.keeps):
            about.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(GRID_PX)
        right.addLayout(about)
        right.addWidget(self.options)
        right.addLayout(self.below, 1)
        grid.addWidget(self.list, 0, 0)
        grid.addLayout(right, 0, 1)
        self.list.chosen_changed.connect(self.changed)
        self.list.looked_at.connect(self._on_looked_at)
        self.options.changed.connect(self._on_options_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the formats that are wanted."""
        return self.list.chosen

    @property
    def current(self) -> ExportFormat | None:
        """The format that is looked at, as it is chosen now."""
        return self._formats.get(self.list.current)

    @property
    def stored_options(self) -> dict[str, dict[str, Any]]:
        """What is chosen of the formats, as `ExportChoices` keeps it."""
        stored = {each: dict(kept) for each, kept in self._kept.items()}
        for each, usual in self._usual.items():
            newer = {k: v for k, v in stored.pop(each, {}).items() if k not in _FIELDS}
            mine = newer | stored_choices(self._formats[each].defaults, usual.defaults)
            if mine:
                stored[each] = mine
        return stored

    def show_choices(self, choices: ExportChoices) -> None:
        """Show these choices."""
        self._kept = choices.options
        self._formats = {each: as_chosen(choices, one) for each, one in self._usual.items()}
        self.list.choose(choices.formats)
        if self.list.current:
            self._on_looked_at(self.list.current)

    def _on_looked_at(self, format_id: str) -> None:
        shown = self._formats[format_id]
        self.title.setText(texts.format_line(shown))
        self.purpose.setText(tr(shown.purpose))
        self.purpose.setVisible(bool(shown.purpose))
        self.keeps.setText(texts.keeps_line(shown))
        self.options.show_format(shown)
        self.looked_at.emit(shown)

    def _on_options_changed(self) -> None:
        shown = self.current
        if shown is not None:
            self._formats[shown.id] = changed = shown.with_options(self.options.options)
            self.keeps.setText(texts.keeps_line(changed))
            self.changed.emit()
            self.looked_at.emit(changed)


def _choice(name: str, titles: Mapping[E, str]) -> ChoiceBox:
    box = ChoiceBox(name, LEAST_CHARACTERS)
    for choice, title in titles.items():
        box.addItem(title, choice)
    return box
