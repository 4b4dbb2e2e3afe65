"""The list widget: several rows selected, buttons in rows, and the keys that act on them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem

from desktop_app.app.jobs.item_model import Section, section_of
from desktop_app.app.list_model import AnyIndex
from desktop_app.ui.queue.delegate import QueueDelegate
from desktop_app.ui.queue.rows import JobAction, QueueRows, actions_of, heading_at, record_at

TAKE_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
Cursor = QAbstractItemView.CursorAction

# The mark of dragged rows; only this program's are taken.
ROWS = "application/x-aviary-rows"


class JobList(QListView):
    """The list. Space or Enter takes the current row's action, Delete removes what is selected.

    Of a row without one Space plays the recording, and Enter goes to what was searched.

    The current row is the one whose page is shown; several may be selected.

    Args:
        rows: what is shown.
        delegate: paints it, and knows where the buttons are.

    Signals:
        current_job_changed: the current job's number.
        action_chosen: a job's number, 0 for a heading, and the JobAction.
        remove_wanted: remove what is selected.
        dropped: the selected jobs were dragged before the job with this number; 0 for the end.
        hit_wanted: go to the current row's next hit; with True to the previous one.
        play_wanted: play the current row's recording, or pause.
        row_clicked: a row was clicked, also the current one.
    """

    current_job_changed = Signal(int)
    action_chosen = Signal(int, object)
    remove_wanted = Signal()
    dropped = Signal(int)
    hit_wanted = Signal(bool)
    play_wanted = Signal()
    row_clicked = Signal()

    def __init__(self, rows: QueueRows, delegate: QueueDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self._drop_line_px: int | None = None
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
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setItemDelegate(delegate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row's action, or remove what is selected."""
        record = record_at(self.currentIndex())
        if record is not None and event.key() in TAKE_KEYS:
            for action in actions_of(record):
                self.action_chosen.emit(record.id, action)
            if actions_of(record):
                pass
            elif event.key() == Qt.Key.Key_Space:
                self.play_wanted.emit()
            else:
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
        """Step over headings; a page up from near the top leads to the first recording."""
        index = super().moveCursor(action, modifiers)
        if heading_at(index) is None:
            return index
        is_up = action in (Cursor.MoveUp, Cursor.MovePrevious, Cursor.MovePageUp, Cursor.MoveEnd)
        is_top = action is Cursor.MovePageUp and index.row() == 0
        beyond = index.siblingAtRow(index.row() + (-1 if is_up and not is_top else 1))
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

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected rows of the queue to another place in it."""
        if any(_is_placeable(index) for index in self.selectedIndexes()):
            data = QMimeData()
            data.setData(ROWS, _own_mark())
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)
            self._show_drop_line(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take rows of this list; files are for the window."""
        if _are_own_rows(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the rows would go, and scroll at the edges."""
        super().dragMoveEvent(event)
        if _are_own_rows(event.mimeData()):
            self._show_drop_line(self._drop_place(event.position().toPoint())[1])
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place."""
        super().dragLeaveEvent(event)
        self._show_drop_line(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the rows were dropped."""
        self._show_drop_line(None)
        if _are_own_rows(event.mimeData()):
            event.acceptProposedAction()
            self.setState(QAbstractItemView.State.NoState)
            self.dropped.emit(self._drop_place(event.position().toPoint())[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and a line where dragged ones would go."""
        super().paintEvent(event)
        if self._drop_line_px is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawLine(0, self._drop_line_px, self.viewport().width(), self._drop_line_px)

    def _show_drop_line(self, line_px: int | None) -> None:
        if line_px != self._drop_line_px:
            self._drop_line_px = line_px
            self.viewport().update()

    def _drop_place(self, place: QPoint) -> tuple[int, int]:
        """Return the number of the job before which rows would go, 0 for the end, and where."""
        index = self.indexAt(place)
        area = self.visualRect(index)
        row = index.row() if index.isValid() else self.model().rowCount()
        if index.isValid() and place.y() > area.center().y():
            row += 1
        heading = heading_at(self.index_of(0))  # the queue is the first part
        last = heading.count if heading is not None and heading.section is Section.QUEUE else 0
        if row > last:
            return 0, self.visualRect(self.index_of(last)).bottom()
        below = self.index_of(max(row, 1))
        record = record_at(below)
        return (record.id if record is not None else 0), self.visualRect(below).top()

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


def _is_placeable(index: AnyIndex) -> bool:
    record = record_at(index)
    return record is not None and section_of(record) is Section.QUEUE


def _own_mark() -> bytes:
    return str(QCoreApplication.applicationPid()).encode("ascii")


def _are_own_rows(data: QMimeData) -> bool:
    return data.hasFormat(ROWS) and data.data(ROWS).data() == _own_mark()
