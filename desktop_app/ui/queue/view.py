"""The left pane: the search field and the list of jobs."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.list_model import AnyIndex
from desktop_app.ui.queue.delegate import (
    JobAction,
    QueueDelegate,
    QueueProxy,
    action_for,
    record_at,
)
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme

TAKE_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JobList(QListView):
    """The list. Space or Enter takes a row's action, Delete removes the row.

    Signals:
        current_job_changed: the current job's number, 0 for none.
        action_chosen: a job's number and its JobAction.
        remove_wanted: a job's number.
    """

    current_job_changed = Signal(int)
    action_chosen = Signal(int, object)
    remove_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row's action, or remove the row."""
        record = record_at(self.currentIndex())
        if record is not None and event.key() in TAKE_KEYS:
            action = action_for(record)
            if action is not JobAction.NOTHING:
                self.action_chosen.emit(record.id, action)
            return
        if record is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(record.id)
            return
        super().keyPressEvent(event)

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


class QueueView(QWidget):
    """Show the controller's jobs and pass on the user's actions.

    Signals:
        details_wanted: show and focus the current job's error.
        filter_changed: the visible rows have changed.
        menu_wanted: the position on screen for the job menu.
    """

    details_wanted = Signal()
    filter_changed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, controller: TranscriptionController, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self.search = QLineEdit()
        self.search.setPlaceholderText(strings.SEARCH)
        self.search.setAccessibleName(strings.SEARCH_NAME)
        # The window accepts all drops.
        self.search.setAcceptDrops(False)
        self.proxy = QueueProxy(controller.jobs, self)
        self.list = JobList()
        self.list.setObjectName("queue")
        self.list.setAccessibleName(strings.QUEUE_NAME)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setModel(self.proxy)
        self.delegate = QueueDelegate(self.proxy, theme, self)
        self.list.setItemDelegate(self.delegate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID_PX + 4, 0, 0)
        layout.setSpacing(4)
        field = QVBoxLayout()
        field.setContentsMargins(GRID_PX + 4, 0, GRID_PX + 4, 0)
        field.addWidget(self.search)
        layout.addLayout(field)
        layout.addWidget(self.list)
        self.search.textChanged.connect(self._on_search)
        self.list.current_job_changed.connect(controller.select)
        self.list.action_chosen.connect(self._on_action_chosen)
        self.list.remove_wanted.connect(self._on_remove_wanted)
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        self.delegate.action_chosen.connect(self._on_action_chosen)
        controller.selection_changed.connect(self._on_selection_changed)
        # A row that changes its section moves the headings.
        self.proxy.layoutChanged.connect(self.list.scheduleDelayedItemsLayout)
        self.proxy.rowsRemoved.connect(self.list.scheduleDelayedItemsLayout)
        theme.changed.connect(self.list.viewport().update)

    def shown_ended_ids(self) -> list[int]:
        """The numbers of the visible ended jobs."""
        return self._controller.ended_ids(
            self.proxy.shown_ids() if self.proxy.is_filtered else None
        )

    def _on_action_chosen(self, job_id: int, action: JobAction) -> None:
        match action:
            case JobAction.STOP:
                self._controller.stop(job_id)
            case JobAction.RETRY:
                self._controller.retry(job_id)
            case JobAction.DETAILS:
                self._controller.select(job_id)
                self.details_wanted.emit()
            case JobAction.NOTHING:
                pass

    def _on_remove_wanted(self, job_id: int) -> None:
        self._controller.remove([job_id])

    def _on_search(self, text: str) -> None:
        # Searching its icon in all the desktop's themes takes a tenth of the start; and without a
        # text there is nothing to clear.
        self.search.setClearButtonEnabled(True)
        self.proxy.filter_by(text)
        self.filter_changed.emit()

    def _on_selection_changed(self, job_id: int) -> None:
        row = self._controller.jobs.row_of(job_id)
        index = self.proxy.mapFromSource(self._controller.jobs.index(row))
        if index.isValid() and index != self.list.currentIndex():
            self.list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _on_menu_requested(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid():
            self.menu_wanted.emit(self.list.viewport().mapToGlobal(place))
