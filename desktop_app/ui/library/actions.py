"""The window's commands on the library, and what it tells of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.library_services import LibraryServices
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import Action, AppError
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryError, TextChanged
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.library.menu import LibraryMenus
from desktop_app.ui.library.set_aside import SetAsideTexts
from desktop_app.ui.strings import library as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.controls import open_path
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.ui.library.describe import DescribeDialog
    from desktop_app.ui.library.trash import TrashDialog
    from desktop_app.ui.library.versions import VersionsDialog

# How many transcripts are looked at when the window is used again.
NEWEST = 100
# How often to look whether a terminal has changed the library, while the window can be seen.
LOOK_MS = 3000


@dataclass(frozen=True, slots=True)
class GoOn:
    """A notice's action: go on with what is unfinished."""


@dataclass(frozen=True, slots=True)
class OpenAgain:
    """A notice's action: try again to open the library."""


@dataclass(frozen=True, slots=True)
class WriteAgain:
    """A notice's action: try again to write what is waiting."""


@dataclass(frozen=True, slots=True)
class PlaceLibrary:
    """A notice's action: choose another folder for the library."""


class LibraryCommands(QObject):
    """Connect menus, notices and dialogs with the library.

    Args:
        window: the parent of dialogs.
        menus: its actions.
        library: what they act on.
        controller: provides the selected row.
        preferences: where the library lies, and how long the trash keeps.
        dialogs: asks the user.
        theme: the application's colours.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        menus: LibraryMenus,
        library: LibraryServices,
        controller: TranscriptionController,
        preferences: Preferences,
        dialogs: Dialogs,
        theme: Theme,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._library = library
        self._controller = controller
        self._preferences = preferences
        self._dialogs = dialogs
        self._theme = theme
        self._notice = notice
        self._trashed = 0
        # The state and the end of each row that a notice offers to continue, by key.
        self._unfinished: dict[str, tuple[JobState, float]] = {}
        self.trash: TrashDialog | None = None
        self.versions: VersionsDialog | None = None
        self.describe: DescribeDialog | None = None
        SetAsideTexts(self, controller, library.versions, notice)
        self._connect_menus()
        self._connect_library()
        self._show_state()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application_state_changed)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._look.start()

    def trashed_line(self) -> str:
        """Tell how many of the rows that left the list last are in the trash; "" if none."""
        days = self._preferences.current.keep_trash_days
        return texts.trashed(self._trashed, days) if self._trashed else ""

    def locate(self, record: JobRecord) -> None:
        """Ask where a recording is now."""
        path = self._dialogs.file_to_locate(record.job.request.media_path)
        if path is not None:
            self._library.moved.locate(record.id, path)

    def _connect_menus(self) -> None:
        menus = self._menus
        menus.trash.triggered.connect(self._on_trash)
        menus.back_up.triggered.connect(self._on_back_up)
        menus.merge.triggered.connect(self._on_merge)
        menus.show_folder.triggered.connect(self._on_show_folder)
        menus.erase.triggered.connect(self._on_erase)
        menus.describe.triggered.connect(self._on_describe)
        menus.versions.triggered.connect(self._on_versions)
        self._notice.action_wanted.connect(self._on_action_wanted)
        self._notice.closed.connect(self._on_notice_closed)
        self._controller.jobs_removed.connect(self._on_jobs_removed)
        self._controller.states_changed.connect(self._on_states_changed)
        self._controller.selection_changed.connect(self._on_selection_changed)
        self._controller.selected_job_changed.connect(self._on_selected_job_changed)

    def _connect_library(self) -> None:
        library = self._library
        library.restore.restored.connect(self._on_restored)
        library.restore.noted.connect(self._on_noted)
        library.restore.refused.connect(self._on_refused)
        library.restore.placed.connect(self._on_placed)
        library.keeper.failed.connect(self._on_not_kept)
        library.keeper.caught_up.connect(self._on_caught_up)
        library.editor.failed.connect(self._on_edit_not_kept)
        library.editor.caught_up.connect(self._on_caught_up)
        library.later.changed.connect(self._on_kept_changed)
        library.changes.failed.connect(self._on_failed)
        library.changes.gone.connect(self._on_gone)
        library.moved.found.connect(self._on_found)
        library.moved.differs.connect(self._on_differs)
        library.moved.failed.connect(self._on_failed)
        library.care.busy_changed.connect(self._on_busy_changed)
        library.care.stopped.connect(self._on_stopped)
        library.care.backed_up.connect(self._on_backed_up)
        library.care.merged.connect(self._on_merged)
        library.care.replaced.connect(self._on_replaced)
        library.restore.slow.connect(self._on_slow)
        library.care.erased.connect(self._on_erased)
        library.care.failed.connect(self._on_failed)

    def _show_state(self) -> None:
        care = self._library.care
        self._menus.show_library(is_open=self._library.is_open, is_busy=care.is_busy)
        self._menus.show_record(self._controller.selected)

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        # A terminal may have worked on the library meanwhile.
        if state == Qt.ApplicationState.ApplicationActive:
            self._library.restore.refresh(NEWEST)

    def _on_look(self) -> None:
        if self._window.isVisible() and not self._window.isMinimized():
            self._library.restore.look(NEWEST)

    def _on_jobs_removed(self, records: Sequence[JobRecord]) -> None:
        self._trashed = sum(record.summary is not None for record in records)
        self._on_states_changed(records)

    def _on_selection_changed(self, _job_id: int) -> None:
        self._menus.show_record(self._controller.selected)

    def _on_selected_job_changed(self) -> None:
        self._menus.show_record(self._controller.selected)

    def _on_action_wanted(self, action: object) -> None:
        match action:
            case GoOn():
                self._unfinished.clear()
                self._controller.start()
            case OpenAgain():
                self._library.restore.begin()
            case WriteAgain():
                self._library.write_again()
            case PlaceLibrary():
                self.place()

    def _on_restored(self, notes: tuple[str, ...]) -> None:
        self._show_state()
        unfinished = (self._controller.find(one.key) for one in self._library.restore.unfinished)
        self._unfinished = {row.key: (row.state, row.heard_s) for row in unfinished if row}
        self._tell_of_unfinished()
        refusal = self._library.refusal
        for note in notes:
            is_refused = refusal is not None and refusal.message in note
            offer = _offer(refusal) if refusal is not None and is_refused else ("", None)
            self._notice.tell(note, *offer, kind=NoticeKind.WARNING)

    def _tell_of_unfinished(self) -> None:
        """Tell of the rows that are as they came back from the library."""
        left = self._still_unfinished()
        self._unfinished = {record.key: self._unfinished[record.key] for record in left}
        if len(left) == 1 and left[0].heard_s:
            name, record = left[0].job.request.media_path.name, left[0]
            is_interrupted = record.is_interrupted
            text = texts.unfinished_at(name, record.heard_s, is_interrupted=is_interrupted)
            self._notice.tell(text, texts.CONTINUE, GoOn())
        elif left:
            self._notice.tell(texts.unfinished(len(left)), texts.CONTINUE, GoOn())

    def _still_unfinished(self) -> list[JobRecord]:
        """Return the rows that nobody has continued, changed or removed since the start."""
        is_running = self._controller.status.is_running
        rows = [(self._controller.find(key), was) for key, was in self._unfinished.items()]
        return [
            row
            for row, was in rows
            if row is not None
            and (row.state, row.heard_s) == was
            and not (is_running and row.state is JobState.WAITING)
        ]

    def _on_states_changed(self, records: Sequence[JobRecord]) -> None:
        if not any(record.key in self._unfinished for record in records):
            return
        if len(self._still_unfinished()) == len(self._unfinished):
            return
        if self._notice.withdraw(GoOn()):
            self._tell_of_unfinished()
        else:  # newer news has taken its place
            self._unfinished.clear()

    def _on_notice_closed(self, action: object) -> None:
        if isinstance(action, GoOn):
            self._unfinished.clear()

    def _on_noted(self, note: str) -> None:
        self._notice.tell(note, kind=NoticeKind.WARNING)

    def _on_refused(self, error: AppError) -> None:
        self._show_state()
        offer = _offer(error, (texts.TRY_AGAIN, OpenAgain()))
        text = texts.WITHOUT_LIBRARY.format(reason=error.sentence)
        self._notice.tell(text, *offer, kind=NoticeKind.ERROR)

    def place(self) -> None:
        """Ask for another folder for the library, and go there."""
        folder = self._dialogs.folder_for_library(self._preferences.current.library_folder)
        if folder is not None:
            self._library.restore.move_to(folder)

    def _on_not_kept(self, error: AppError) -> None:
        text = texts.NOT_KEPT.format(reason=error.sentence)
        self._withdraw_not_kept()  # one notice is enough, with the newest reason
        offer = _offer(error, (texts.TRY_AGAIN, WriteAgain()))
        self._notice.tell(text, *offer, kind=NoticeKind.ERROR)

    def _on_edit_not_kept(self, error: AppError) -> None:
        if isinstance(error, TextChanged):
            self._notice.tell(error.sentence, kind=NoticeKind.WARNING)
        else:
            self._on_not_kept(error)

    def _withdraw_not_kept(self) -> None:
        self._notice.withdraw(WriteAgain())
        self._notice.withdraw(PlaceLibrary())

    def _on_kept_changed(self, refusal: AppError | None) -> None:
        # Without a library, another notice tells why.
        if refusal is None:
            self._on_caught_up()
        elif self._library.is_open:
            self._on_not_kept(refusal)

    def _on_caught_up(self) -> None:
        if not self._library.is_behind:
            self._withdraw_not_kept()
            self._notice.tell(texts.CAUGHT_UP, kind=NoticeKind.SUCCESS)

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, *_offer(error), kind=NoticeKind.ERROR)

    def _on_placed(self, folder: Path) -> None:
        self._notice.withdraw(PlaceLibrary())
        text = texts.PLACED.format(folder=folder)
        self._notice.tell(text, kind=NoticeKind.WARNING)

    def _on_gone(self, title: str) -> None:
        self._notice.tell(texts.GONE.format(name=title), kind=NoticeKind.WARNING)

    def _on_found(self, record: JobRecord, path: Path) -> None:
        name = record.job.request.media_path.name
        text = texts.FOUND_AGAIN.format(name=name, folder=path.parent)
        self._notice.tell(text, kind=NoticeKind.SUCCESS)

    def _on_differs(self, job_id: int, path: Path) -> None:
        if self._dialogs.may_use_instead(path):
            self._library.moved.use(job_id, path)

    def _on_trash(self) -> None:
        from desktop_app.ui.library.trash import TrashDialog

        if self.trash is None:
            self.trash = TrashDialog(self._library.changes, self._preferences, self._window)
        self.trash.show()
        self.trash.raise_()
        self.trash.activateWindow()

    def _on_describe(self) -> None:
        from desktop_app.ui.library.describe import DescribeDialog

        record = self._controller.selected
        if record is not None and record.summary is not None:
            changes = self._library.changes
            self.describe = DescribeDialog(record.summary, changes, self._window)
            self.describe.open()

    def _on_versions(self) -> None:
        from desktop_app.ui.library.versions import VersionsDialog

        record = self._controller.selected
        if record is not None and record.summary is not None:
            key, title = record.summary.key, record.summary.title
            versions = self._library.versions
            self.versions = VersionsDialog(key, title, versions, self._theme, self._window)
            self.versions.show()

    def _on_show_folder(self) -> None:
        folder = self._library.care.folder
        if folder is not None:
            open_path(folder)

    def _on_back_up(self) -> None:
        date = time.strftime("%Y-%m-%d")
        path = self._dialogs.place_for_backup(texts.BACKUP_NAME.format(date=date))
        if path is not None:
            self._library.care.back_up(path)
            self._show_care(texts.BACKING_UP)

    def _on_merge(self) -> None:
        path = self._dialogs.backup_to_merge()
        answer = self._dialogs.how_to_take(path) if path is not None else ""
        if path is None or answer == texts.CANCEL:
            return
        if answer == texts.MERGE:
            self._library.care.merge(path)
            self._show_care(texts.MERGING)
        elif self._library.care.replace(path):
            self._show_care(texts.REPLACING, can_stop=False)
        else:
            self._notice.tell(texts.STOP_FIRST, kind=NoticeKind.WARNING)

    def _on_erase(self) -> None:
        self._library.care.measure(self._on_measured)

    def _on_measured(self, bytes_: int) -> None:
        folder = self._library.care.folder
        if folder is None or not self._dialogs.may_erase_library(bytes_, folder):
            return
        if self._library.care.erase():
            self._show_care(texts.ERASING, can_stop=False)
        else:
            self._notice.tell(texts.STOP_FIRST, kind=NoticeKind.WARNING)

    def _show_care(self, text: str, *, can_stop: bool = True) -> None:
        from desktop_app.ui.library.progress import CareDialog

        if self._library.care.is_busy:
            CareDialog(text, self._library.care, self._window, can_stop=can_stop).show()

    def _on_stopped(self) -> None:
        self._notice.tell(texts.STOPPED)

    def _on_busy_changed(self, _is_busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._show_state()

    def _on_backed_up(self, path: Path) -> None:
        text = texts.BACKED_UP.format(path=path)
        self._notice.tell(text, texts.OPEN_FOLDER, path.parent, kind=NoticeKind.SUCCESS)

    def _on_merged(self, count: int) -> None:
        self._notice.tell(texts.merged(count), kind=NoticeKind.SUCCESS)

    def _on_replaced(self, aside: Path | None) -> None:
        text = texts.REPLACED.format(path=aside) if aside is not None else texts.REPLACED_NOTHING
        self._notice.tell(text, kind=NoticeKind.SUCCESS)

    def _on_slow(self) -> None:
        self._notice.tell(texts.OPENING_SLOWLY)

    def _on_erased(self) -> None:
        self._notice.tell(texts.ERASED, kind=NoticeKind.SUCCESS)


def _offer(error: AppError, otherwise: tuple[str, object] = ("", None)) -> tuple[str, object]:
    """Return the button of the notice about an error, and its action."""
    if isinstance(error, LibraryError) and error.action is Action.CHOOSE_FOLDER:
        return texts.CHOOSE_FOLDER, PlaceLibrary()
    return otherwise
