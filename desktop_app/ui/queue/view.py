"""The left pane: the search field and the list of jobs, or what is said in its place."""

from collections.abc import Collection
from itertools import chain

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.item_model import section_of
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.search import LibrarySearch, RowHits, key_of
from desktop_app.core.job import JobState
from desktop_app.ui.queue.delegate import QueueDelegate
from desktop_app.ui.queue.job_list import JobList
from desktop_app.ui.queue.rows import JobAction, QueueRows, record_at
from desktop_app.ui.queue.search_field import NothingFound, SearchField
from desktop_app.ui.strings import search as search_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import label

Select = QItemSelectionModel.SelectionFlag


class QueueView(QWidget):
    """Show the controller's jobs and pass on the user's actions.

    Args:
        controller: the jobs.
        search: what the field looks for, and what it finds.
        theme: the colours.

    Signals:
        details_wanted: show and focus the current job's error.
        filter_changed: the visible rows have changed.
        menu_wanted: the position on screen for the job menu.
        selection_changed: other jobs are selected.
    """

    details_wanted = Signal()
    filter_changed = Signal()
    menu_wanted = Signal(QPoint)
    selection_changed = Signal()

    def __init__(
        self, controller: TranscriptionController, search: LibrarySearch, theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._search = search
        self.search = SearchField()
        self.found = label(kind="muted")
        self.found.hide()
        self.nothing = NothingFound(search)
        self.shown = QueueRows(controller.jobs, self.hits_of)
        self.shown.setParent(self)
        self.delegate = QueueDelegate(theme, search, self)
        self.list = JobList(self.shown, self.delegate)
        self.list.setAccessibleName(strings.QUEUE_NAME)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID_PX + 4, 0, 0)
        layout.setSpacing(4)
        field = QVBoxLayout()
        field.setContentsMargins(GRID_PX + 4, 0, GRID_PX + 4, 0)
        field.addWidget(self.search)
        field.addWidget(self.found)
        layout.addLayout(field)
        self.body = QStackedWidget()
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        layout.addWidget(self.body)
        self._selected_before: list[int] = []
        self.search.textChanged.connect(search.look_for)
        self.search.list_wanted.connect(self._on_list_wanted)
        self.nothing.show_all.clicked.connect(self.search.clear)
        search.found.connect(self._on_found)
        search.changed.connect(self._show_body)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.list.current_job_changed.connect(controller.select)
        self.list.action_chosen.connect(self._on_action_chosen)
        self.list.remove_wanted.connect(self._on_remove_wanted)
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        self.list.selectionModel().selectionChanged.connect(self.selection_changed)
        self.list.model().modelAboutToBeReset.connect(self._on_resetting)
        self.list.model().modelReset.connect(self._on_reset)
        self.shown.rowsInserted.connect(self._show_body)
        self.shown.rowsRemoved.connect(self._show_body)
        controller.selection_changed.connect(self._on_selection_changed)
        controller.files_added.connect(self._on_files_added)
        theme.changed.connect(self._on_theme_changed)

    def take_over(self, before: "QueueView") -> None:
        """Look for the same as another view of the same jobs, and select the same."""
        self._selected_before = before.selected_ids()
        self.search.setText(before.search.text())
        self._on_found()
        self._show_body()
        self._on_reset()

    def take_focus(self) -> None:
        """Give the list the keyboard."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected_ids(self) -> list[int]:
        """The numbers of the selected jobs, in the order of the list."""
        # By ranges: an index for each of thousands of rows takes long.
        selection = self.list.selectionModel().selection()
        ranges = sorted((one.top(), one.bottom()) for one in selection.toList())
        chosen = chain.from_iterable(self.shown.rows(*one) for one in ranges)
        return [row.id for row in chosen if isinstance(row, JobRecord)]

    def shown_ids(self, *states: JobState) -> list[int]:
        """The numbers of the jobs that are shown, in these states, in the order of the list."""
        return [record.id for record in self.shown.records() if record.state in states]

    def remove(self, job_ids: Collection[int]) -> None:
        """Remove jobs; the selection goes to a neighbour in the same part of the list."""
        chosen = self._controller.selected
        if chosen is not None and chosen.id in job_ids and not chosen.state.is_active:
            neighbour = self._neighbour_of(chosen, frozenset(job_ids))
            if neighbour is not None:
                self._controller.select(neighbour.id)
        self._controller.remove(job_ids)

    def retry_failed(self) -> None:
        """Retry all failed jobs that are shown."""
        self._controller.continue_jobs(self.shown_ids(JobState.FAILED))

    def remove_failed(self) -> None:
        """Remove all failed jobs that are shown."""
        self.remove(self.shown_ids(JobState.FAILED))

    def hits_of(self, record: JobRecord) -> RowHits | None:
        """Return what was found in a job; None if nothing was, or nothing is looked for."""
        return self._search.hits_of(key_of(record), record.id)

    def _on_action_chosen(self, job_id: int, action: JobAction) -> None:
        controller = self._controller
        match action:
            case JobAction.STOP:
                controller.stop(job_id)
            case JobAction.REMOVE:
                self.remove([job_id])
            case JobAction.CONTINUE | JobAction.RETRY:
                controller.retry(job_id)
            case JobAction.DETAILS:
                controller.select(job_id)
                self.details_wanted.emit()
            case JobAction.RETRY_ALL:
                self.retry_failed()
            case JobAction.REMOVE_ALL:
                self.remove_failed()

    def _on_remove_wanted(self) -> None:
        self.remove(self.selected_ids())

    def _neighbour_of(self, record: JobRecord, gone: Collection[int]) -> JobRecord | None:
        """Return the row that stays below a row, or above; of its part as long as it has any."""
        records = self.shown.records()
        at = next((n for n, each in enumerate(records) if each.id == record.id), 0)
        stay = [each for each in (*records[at:], *records[:at][::-1]) if each.id not in gone]
        own = (each for each in stay if section_of(each) is section_of(record))
        return next(chain(own, stay), None)

    def _on_found(self) -> None:
        """Show only what was found, or all when nothing is looked for."""
        self.shown.show_only(self._is_found if self._search.has_answer else None)
        self.filter_changed.emit()

    def _on_scrolled(self, value: int) -> None:
        if self._search.is_resting and value == self.list.verticalScrollBar().maximum():
            self._search.go_on()

    def _is_found(self, record: JobRecord) -> bool:
        return self._search.accepts(key_of(record), record.id)

    def _show_body(self) -> None:
        """Say how much was found, and that nothing was in place of the list."""
        line = search_strings.found_line(self._search)
        if line != self.found.text() and self._search.has_answer and not self._search.is_busy:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.found, line))
        self.found.setText(line)
        self.found.setVisible(bool(line))
        is_over = self._search.has_answer and not self._search.is_busy
        has_nothing = is_over and self.shown.rowCount() == 0
        if has_nothing:
            self.nothing.refresh()
        self.body.setCurrentWidget(self.nothing if has_nothing else self.list)

    def _on_list_wanted(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_files_added(self, first: JobRecord) -> None:
        """Show what the user has added; a search may have been forgotten."""
        self.search.clear()
        self._on_selection_changed(first.id)
        self.take_focus()

    def _on_selection_changed(self, job_id: int) -> None:
        index = self.list.index_of(self.shown.row_of(job_id))
        model = self.list.selectionModel()
        # A list that gets the keyboard makes its first row the current one, and selects none.
        is_there = index == self.list.currentIndex() and model.hasSelection()
        if index.isValid() and not is_there:
            model.setCurrentIndex(index, Select.ClearAndSelect)

    def _on_theme_changed(self) -> None:
        self.list.viewport().update()

    def _on_resetting(self) -> None:
        self._selected_before = self.selected_ids()

    def _on_reset(self) -> None:
        model, chosen = self.list.selectionModel(), QItemSelection()
        shown = self._controller.selected
        shown_id = shown.id if shown is not None else 0
        for job_id in dict.fromkeys([*self._selected_before, shown_id]):
            index = self.list.index_of(self.shown.row_of(job_id))
            if index.isValid():
                chosen.select(index, index)
        current = self.list.index_of(self.shown.row_of(shown_id))
        if current.isValid():
            model.setCurrentIndex(current, Select.NoUpdate)
        model.select(chosen, Select.ClearAndSelect)

    def _on_menu_requested(self, place: QPoint) -> None:
        if record_at(self.list.indexAt(place)) is not None:
            self.menu_wanted.emit(self.list.viewport().mapToGlobal(place))
