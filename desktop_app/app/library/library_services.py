"""Everything about the library that the window uses, built in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
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
from desktop_app.core.sentences import plural, tr

if TYPE_CHECKING:
    from desktop_app.app.library.journal import JobJournal


class KeptLater(QObject):
    """Tell this object's thread of transcripts that the journal kept later than it should.

    Signals:
        kept: a TranscriptSummary; emitted in any thread.
    """

    kept = Signal(object)


class LaterTries(QObject):
    """Try again to keep finished transcripts that the library could not take.

    Args:
        lane: the side thread of changes.
    """

    def __init__(
        self, journal: "JobJournal", controller: TranscriptionController, lane: SideTasks
    ) -> None:
        super().__init__(lane)
        self._journal = journal
        self._lane = lane
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.keep)
        controller.job_ended.connect(self._on_job_ended)

    def keep(self) -> None:
        """Try it now."""
        if self._journal.unkept:
            self._lane.run(self._journal.keep_again, self._on_tried, self._on_failed)

    def _on_job_ended(self, record: JobRecord) -> None:
        if record.state is JobState.DONE and record.key and record.summary is None:
            self._again.start()

    def _on_tried(self, _result: None) -> None:
        if self._journal.unkept:
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
    """

    door: LibraryDoor
    journal: "JobJournal"
    later: KeptLater
    tries: LaterTries
    keeper: Keeper
    restore: Restore
    texts: TextsOnDemand
    versions: Versions
    changes: LibraryChanges
    care: LibraryCare
    moved: MovedRecordings

    @property
    def is_open(self) -> bool:
        """Whether what is in the queue goes on at the next start."""
        return self.door.library is not None

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Describe what the end of the program would lose."""
        found = []
        if count := len(self.journal.unkept) + self.versions.unkept:
            text = plural(
                count,
                "{count} transcript could not be kept in the library; export it first.",
                "{count} transcripts could not be kept in the library; export them first.",
            )
            found.append(text)
        if self.is_open and self.keeper.is_behind:
            found.append(tr("Changes to the list could not be kept in the library."))
        if self.care.unwritten:
            found.append(tr("The backup of the library is still being written."))
        return tuple(found)

    def write_again(self) -> None:
        """Try again to write all that could not be written."""
        self.keeper.catch_up()
        self.versions.keep_again()
        self.tries.keep()

    def shutdown(self, timeout_s: float) -> bool:
        """Write what is pending and close the library; the engine has ended before.

        Returns:
            Whether everything was written, and every thread has ended.
        """
        moved_ended = self.moved.shutdown(timeout_s)
        texts_ended = self.texts.shutdown(timeout_s)
        kept = self.versions.shutdown(timeout_s)
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
    return LibraryServices(
        door=door,
        journal=journal,
        later=later,
        tries=LaterTries(journal, controller, changes),
        keeper=keeper,
        restore=restore,
        texts=TextsOnDemand(controller, queue, door),
        versions=Versions(controller, door, changes),
        changes=made,
        care=LibraryCare(controller, door, restore),
        moved=MovedRecordings(controller, queue, door),
    )
