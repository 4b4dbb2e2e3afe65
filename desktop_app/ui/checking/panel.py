"""What is to check of the shown transcript: a button with their number, and the list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop_app.app.checking.checking import Checking
from desktop_app.app.checking.items import Item
from desktop_app.app.list_model import AnyIndex, ListModel
from desktop_app.ui.strings import checking as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.panel_list import PanelList


class CheckingModel(ListModel[Item]):
    """A line for each thing to check, with a box that is ticked once it was checked."""

    def __init__(self, checking: Checking) -> None:
        super().__init__(checking.items)
        self._checking = checking
        checking.changed.connect(self._on_changed)

    def item(self, row: int) -> Item:
        """Return the item of a row."""
        return self._rows[row]

    def row_of(self, item: Item) -> int:
        """Return the row of an item; -1 if it is gone."""
        return next((row for row, one in enumerate(self._rows) if one == item), -1)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let Space and a click tick it."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Note what was ticked."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        is_done = Qt.CheckState(value) is Qt.CheckState.Checked
        self._checking.set_done(self._rows[index.row()], is_done=is_done)
        return True

    def _answer(self, row: Item, role: int) -> object:
        is_done = self._checking.is_done(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.item_line(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = texts.item_line(row)
            return texts.SPOKEN_DONE.format(row=line) if is_done else line
        if role == Qt.ItemDataRole.FontRole and is_done:
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if is_done else Qt.CheckState.Unchecked
        return None

    def _on_changed(self) -> None:
        items: Sequence[Item] = self._checking.items
        # Also where they are the same: an edit may have moved them.
        if list(items) != self._rows:
            self._reset(items)
            return
        self._rows = list(items)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


class CheckingList(PanelList):
    """The lines; Enter goes to the one that the keyboard is at.

    Signals:
        go_wanted: an Item.
    """

    go_wanted = Signal(object)

    def __init__(self, model: CheckingModel) -> None:
        super().__init__()
        self._items = model
        self.setModel(model)
        self.setAccessibleName(texts.LIST_NAME)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._on_clicked)

    def on_enter(self) -> None:
        """Go to the current line."""
        self._on_clicked(self.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.go_wanted.emit(self._items.item(index.row()))


class CheckingPanel(QFrame):
    """The list of what is to check, with its buttons; hidden at first."""

    def __init__(self, checking: Checking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName(texts.PANEL_NAME)
        self._checking = checking
        self.model = CheckingModel(checking)
        self.model.setParent(self)
        self.title = label(kind="heading")
        self.previous_button = button(texts.PREVIOUS)
        self.next_button = button(texts.NEXT)
        self.right_button = button(texts.RIGHT)
        self.close_button = button(texts.CLOSE)
        self.list = CheckingList(self.model)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addWidget(self.title, 1)
        for one in (self.previous_button, self.next_button, self.right_button, self.close_button):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addLayout(row)
        column.addWidget(self.list)
        self.list.selectionModel().currentChanged.connect(self.refresh)
        self.right_button.clicked.connect(self._on_right)
        self.hide()
        self.refresh()

    @property
    def current(self) -> Item | None:
        """The item of the line that the keyboard is at."""
        index = self.list.currentIndex()
        return self.model.item(index.row()) if index.isValid() else None

    def show_item(self, item: Item) -> None:
        """Put the list's cursor on an item."""
        row = self.model.row_of(item)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def refresh(self) -> None:
        """Say how much is left."""
        left = self._checking.left
        self.title.setText(texts.to_check(left))
        for one in (self.previous_button, self.next_button):
            one.setEnabled(left > 0)
        current = self.current
        is_done = current is not None and self._checking.is_done(current)
        self.right_button.setText(texts.AGAIN if is_done else texts.RIGHT)
        self.right_button.setAccessibleName(self.right_button.text())
        self.right_button.setEnabled(current is not None)
        self.list.updateGeometry()

    def _on_right(self) -> None:
        if self.current is not None:
            is_done = self._checking.is_done(self.current)
            self._checking.set_done(self.current, is_done=not is_done)
