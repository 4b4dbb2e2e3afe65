"""The list of keys, made from the menus as they are, and searchable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.commands.entries import entries_of, rank
from desktop_app.ui.strings.program import help as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingDialog

FIRST_SIZE_PX = (680, 560)


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What keys do.

    Attributes:
        keys: the keys, as the user reads them.
        what: what they do.
    """

    keys: str
    what: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together, such as those of a menu."""

    title: str
    lines: tuple[KeyLine, ...]


def groups_of(menus: QMenuBar) -> list[KeyGroup]:
    """Return the keys of the menus of a menu bar; of those without any nothing."""
    groups: dict[str, list[KeyLine]] = {}
    for entry in entries_of(menus):
        if entry.keys:
            groups.setdefault(entry.path[0], []).append(KeyLine(entry.keys, entry.title))
    return [KeyGroup(title, tuple(lines)) for title, lines in groups.items()]


class Row(NamedTuple):
    """A row of the list."""

    item: QTreeWidgetItem
    group: KeyGroup
    line: KeyLine

    def has(self, asked: str) -> bool:
        """Whether it has all these words, in any order."""
        return rank(asked, self.line.what, self.group.title, self.line.keys) is not None


class SearchLine(QLineEdit):
    """A field from which Down leads to the list."""

    def __init__(self, below: QWidget) -> None:
        super().__init__()
        self._below = below
        self.setPlaceholderText(texts.SEARCH)
        self.setAccessibleName(texts.SEARCH)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the list, or clear the field before Escape closes the dialog."""
        if event.key() == Qt.Key.Key_Down:
            self._below.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ShortcutsDialog(FittingDialog):
    """Show groups of keys, those that match the field. Not modal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(texts.SHORTCUTS_TITLE)
        self._rows: list[tuple[QTreeWidgetItem, list[Row]]] = []
        self.list = QTreeWidget()
        self.list.setAccessibleName(texts.SHORTCUTS_LIST)
        self.list.setHeaderLabels([texts.COMMAND, texts.KEYS])
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(2 * GRID_PX)
        self.list.setItemsExpandable(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.field = SearchLine(self.list)
        self.none = label(texts.NONE_FOUND, "muted")
        self.change_button = button(texts.CHANGE_KEYS)
        self.close_button = button(texts.CLOSE, "primary")
        self.close_button.clicked.connect(self.close)
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(self.field)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.change_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        self.lay_out(column, buttons)
        self.field.textChanged.connect(self._filter)

    def open_with(self, groups: Sequence[KeyGroup]) -> None:
        """Show the dialog with these keys."""
        self.list.clear()
        self._rows = []
        for group in groups:
            top = QTreeWidgetItem([group.title])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            rows = [
                Row(QTreeWidgetItem([line.what, line.keys]), group, line) for line in group.lines
            ]
            top.addChildren([row.item for row in rows])
            self.list.addTopLevelItem(top)
            self._rows.append((top, rows))
        self.list.expandAll()
        self._filter(self.field.text())
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _filter(self, text: str) -> None:
        is_any = False
        for top, rows in self._rows:
            shown = [row.has(text) for row in rows]
            for row, is_shown in zip(rows, shown, strict=True):
                row.item.setHidden(not is_shown)
            top.setHidden(not any(shown))
            is_any |= any(shown)
        self.none.setVisible(not is_any)
