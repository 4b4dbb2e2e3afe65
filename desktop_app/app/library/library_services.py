"""Everything about the library that the window uses, built in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.library.care import LibraryCare
from desktop_app.app.library.changes import LibraryChanges
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.keeper import AGAIN_MS, Keeper
from desktop_app.app.library.moved import MovedRecordings
from desktop_app.app.library.restore import OpenLibrary, Restore
from desktop_app.app.library.texts import TextsOnDemand
from desktop_app.app.library.versions import Versions
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.sentences import marked, plural, tr
from desktop_app.core.timecode import clock

if TYPE_CHECKING:
    from desktop_app.app.library.journal import JobJournal


NOT_KEPT_AFTER = marked(
    "What was heard of {name} after {time} is not kept yet ({reason}) and would be lost."
)


class KeptLater(QObject):
    """Tell this object's thread of what the journal could not keep, or kept later than it should.

    Signals, emitted in any thread:
        kept: a TranscriptSummary.
        changed: the AppError why the library takes nothing; None once it has everything.
    """

    kept = Signal(object)
    changed = Signal(object)


class LaterTries(QObject):
    """Try again to keep the chunks and transcripts that the library could not take.

    Args:
        lane: the side thread of changes.
    """

    def __init__(
        self,
        journal: "JobJournal",
        later: KeptLater,
        controller: TranscriptionController,
        lane: SideTasks,
    ) -> None:
        super().__init__(lane)
        self._journal = journal
        self._lane = lane
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.keep)
        self._controller = controller
        controller.job_ended.connect(self._on_job_ended)
        later.changed.connect(self._on_changed)

    def keep(self) -> None:
        """Try it now."""
        if self._journal.is_behind:
            self._lane.run(self._journal.keep_again, self._on_tried, self._on_failed)

    def _on_job_ended(self, record: JobRecord) -> None:
        if record.state is JobState.DONE and record.key and record.summary is None:
            self._again.start()

    @Slot(object)
    def _on_changed(self, refusal: AppError | None) -> None:
        if refusal is not None:
            self._again.start()
        else:
            self._controller.withdraw_notices()

    def _on_tried(self, _result: None) -> None:
        if self._journal.is_behind:
            self._again.start()

    def _on_failed(self, _error: AppError) -> None:
        self._again.start()


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryServices:
    """The library, and what the window does with it.

    Attributes:
        door: hands out the library to other features; never use it in the GUI thread but for calls
            that return a future.
        journal: keeps what the engine hears.
        later: tells what the journal kept later.
        tries: tries again to keep it.
        editor: the only door to a change of a finished text.
    """

    door: LibraryDoor
    journal: "JobJournal"
    later: KeptLater
    tries: LaterTries
    keeper: Keeper
    restore: Restore
    texts: TextsOnDemand
    versions: Versions
    editor: Editor
    changes: LibraryChanges
    care: LibraryCare
    moved: MovedRecordings

    @property
    def is_open(self) -> bool:
        """Whether what is in the queue goes on at the next start."""
        return self.door.library is not None

    @property
    def refusal(self) -> AppError | None:
        """Why the open library can only be read; None if it can be written, or none is open."""
        library = self.door.library
        return library.refusal if library is not None else None

    @property
    def is_behind(self) -> bool:
        """Whether the library does not have everything that it should."""
        is_behind = self.keeper.is_behind or self.journal.refusal is not None
        return is_behind or bool(self.editor.unkept)

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Describe what the end of the program would lose."""
        found = []
        unkept = {*self.journal.unkept, *self.editor.unkept}
        if count := len(unkept):
            text = plural(
                count,
                "{count} transcript could not be kept in the library; export it first.",
                "{count} transcripts could not be kept in the library; export them first.",
            )
            found.append(text)
        found += self._unheard
        if self.is_open and self.keeper.is_behind:
            found.append(tr("Changes to the list could not be kept in the library."))
        if self.care.unwritten:
            found.append(tr("The backup of the library is still being written."))
        return tuple(found)

    @property
    def _unheard(self) -> list[str]:
        """Name the recordings of which something that was heard would be lost."""
        refusal, find = self.journal.refusal, self.keeper.find
        reason = refusal.message.removesuffix(".") if refusal is not None else tr("it is busy")
        return [
            tr(NOT_KEPT_AFTER).format(
                name=record.job.request.media_path.name, time=clock(start_s), reason=reason
            )
            for key, start_s in self.journal.pending.items()
            if (record := find(key)) is not None
        ]

    def write_again(self) -> None:
        """Try again to write all that could not be written."""
        self.keeper.catch_up()
        self.editor.keep_again()
        self.tries.keep()

    def shutdown(self, timeout_s: float) -> bool:
        """Write what is pending and close the library; the engine has ended before.

        Returns:
            Whether everything was written, and every thread has ended.
        """
        moved_ended = self.moved.shutdown(timeout_s)
        texts_ended = self.texts.shutdown(timeout_s)
        self.editor.keep_again()
        kept = self.versions.shutdown(timeout_s)  # and of the editor, in the same lane
        self.journal.keep_again()
        care_ended = self.care.shutdown(timeout_s)
        is_closed = self.restore.shutdown(timeout_s)
        return all((moved_ended, texts_ended, kept, care_ended, is_closed))


def build_library_services(
    door: LibraryDoor,
    journal: "JobJournal",
    later: KeptLater,
    controller: TranscriptionController,
    queue: JobQueue,
    preferences: Preferences,
    open_library: OpenLibrary | None,
) -> LibraryServices:
    """Build them; `restore.begin` opens the library.

    `open_library` is called in a side thread; None to work without a library.
    """
    keeper = Keeper(controller, door, journal.restart)
    restore = Restore(controller, keeper, door, preferences, open_library)
    # Changes in one lane, in their order; nobody waits there behind a backup or a search for files.
    changes = SideTasks(keeper, max_threads=1)
    made = LibraryChanges(controller, door, changes)
    later.kept.connect(made.show)
    editor = Editor(controller, lambda: door.library, changes)
    return LibraryServices(
        door=door,
        journal=journal,
        later=later,
        tries=LaterTries(journal, later, controller, changes),
        keeper=keeper,
        restore=restore,
        texts=TextsOnDemand(controller, queue, door, editor.holds),
        versions=Versions(controller, door, changes),
        editor=editor,
        changes=made,
        care=LibraryCare(controller, door, restore),
        moved=MovedRecordings(controller, queue, door),
    )
