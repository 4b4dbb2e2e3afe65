"""The list widget: several rows selected, buttons in rows, and the keys that act on them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem

from desktop_app.app.list_model import AnyIndex
from desktop_app.ui.queue.delegate import QueueDelegate
from desktop_app.ui.queue.rows import JobAction, QueueRows, actions_of, heading_at, record_at

TAKE_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
Cursor = QAbstractItemView.CursorAction


class JobList(QListView):
    """The list. Space or Enter takes the current row's action, Delete removes what is selected.

    The current row is the one whose page is shown; several may be selected.

    Args:
        rows: what is shown.
        delegate: paints it, and knows where the buttons are.

    Signals:
        current_job_changed: the current job's number.
        action_chosen: a job's number, 0 for a heading, and the JobAction.
        remove_wanted: remove what is selected.
        hit_wanted: go to the current row's next hit; with True to the previous one.
        row_clicked: a row was clicked, also the current one.
    """

    current_job_changed = Signal(int)
    action_chosen = Signal(int, object)
    remove_wanted = Signal()
    hit_wanted = Signal(bool)
    row_clicked = Signal()

    def __init__(self, rows: QueueRows, delegate: QueueDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self._pressed: tuple[QPersistentModelIndex, JobAction] | None = None
        self.setObjectName("queue")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)  # thousands of rows are laid out again at each insertion
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # A view asks a model for each index, and Python is slow to answer for thousands: in
        # between is one that answers in C++, row for row.
        quick = QSortFilterProxyModel(self)
        quick.setSourceModel(rows)
        self.setModel(quick)
        self.setItemDelegate(delegate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row's action, or remove what is selected."""
        record = record_at(self.currentIndex())
        if record is not None and event.key() in TAKE_KEYS:
            for action in actions_of(record):
                self.action_chosen.emit(record.id, action)
            if not actions_of(record):
                self.hit_wanted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a row's button, which selects nothing; a heading has nothing to select."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        action = self._action_at(index, place)
        self._pressed = None
        if event.button() is Qt.MouseButton.LeftButton and action is not None:
            self._pressed = QPersistentModelIndex(index), action
        elif heading_at(index) is None:
            super().mousePressEvent(event)
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if index.isValid() and is_plain and event.button() is Qt.MouseButton.LeftButton:
                self.row_clicked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the action of the button that was pressed, unless the mouse left it."""
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        (index, action), self._pressed = self._pressed, None
        if index.isValid() and self._action_at(index, event.position().toPoint()) is action:
            record = record_at(index)
            self.action_chosen.emit(record.id if record is not None else 0, action)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select no rows while a button is held down."""
        if self._pressed is None:
            super().mouseMoveEvent(event)

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over headings."""
        index = super().moveCursor(action, modifiers)
        if heading_at(index) is None:
            return index
        is_up = action in (Cursor.MoveUp, Cursor.MovePrevious, Cursor.MovePageUp, Cursor.MoveEnd)
        beyond = index.siblingAtRow(index.row() + (-1 if is_up else 1))
        return beyond if beyond.isValid() else self.currentIndex()

    def dataChanged(
        self, top_left: AnyIndex, bottom_right: AnyIndex, roles: Sequence[int] = ()
    ) -> None:
        """Repaint rows only, as their height stays; QListView would lay out all rows again."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Emit the current job."""
        super().currentChanged(current, previous)
        record = record_at(current)
        if record is not None:
            self.current_job_changed.emit(record.id)

    def index_of(self, row: int) -> QModelIndex:
        """Return the index of a row; an invalid one for -1."""
        return self.model().index(row, 0)

    def option_of(self, index: AnyIndex) -> QStyleOptionViewItem:
        """Return how a row is painted."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return option

    def _action_at(self, index: AnyIndex, place: QPoint) -> JobAction | None:
        if not index.isValid():
            return None
        return self._delegate.action_at(self.option_of(index), index, place)
