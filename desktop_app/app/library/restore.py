"""Open the library at the start, and bring back the queue and the transcripts."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.keeper import Keeper
from desktop_app.app.library.opening import OpenedLibrary
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.library.records import StoredJob, TranscriptSummary

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

OpenLibrary = Callable[[], OpenedLibrary]
DAY_S = 24 * 3600.0
# Opening takes some tens of milliseconds.
SLOW_MS = 3000
# How many transcripts are shown before the window's other work has its turn: some 30 ms.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Contents:
    """What was found in the library.

    Attributes:
        jobs: of the queue, in its order, without those that another program works on.
        transcripts: newest first.
        notes: sentences about what is amiss.
    """

    opened: OpenedLibrary
    jobs: tuple[StoredJob, ...]
    transcripts: tuple[TranscriptSummary, ...]
    notes: tuple[str, ...]


class Restore(QObject):
    """Open the library in a side thread, and show what is in it; nothing starts by itself.

    Args:
        open_library: opens it; None if there is none, as in some tests.

    Signals:
        restored: sentences about what was amiss; the controller has everything.
        noted: a sentence about what was amiss later.
        placed: the folder of the library from the next start on; this one is open.
        slow: opening it takes a while, such as after an update.
        refused: the AppError why the library cannot be opened; Aviary works without it.
        ended: one of both, last.
    """

    restored = Signal(object)
    noted = Signal(str)
    placed = Signal(object)
    slow = Signal()
    refused = Signal(object)
    ended = Signal()

    def __init__(
        self,
        controller: TranscriptionController,
        keeper: Keeper,
        door: LibraryDoor,
        preferences: Preferences,
        open_library: OpenLibrary | None,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._keeper = keeper
        self._door = door
        self._preferences = preferences
        self._open_library = open_library
        self._lane = SideTasks(self, max_threads=1)
        self._opened: OpenedLibrary | None = None  # set in the side thread
        self._is_opening = False
        # What opening it had to say, until everything is shown; and what is still to be shown.
        self._notes: tuple[str, ...] | None = None
        self._coming: deque[TranscriptSummary] = deque()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._show_more)
        self._patience = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._patience.timeout.connect(self.slow)
        # What the user removed since it was read.
        self._gone: set[str] = set()
        controller.jobs_removed.connect(self._on_jobs_removed)
        self._unfinished: tuple[StoredJob, ...] = ()
        self._seen: tuple[Library, int] | None = None  # in the side thread

    @property
    def unfinished(self) -> tuple[StoredJob, ...]:
        """The jobs that came back and did not end by themselves."""
        return self._unfinished

    @property
    def is_busy(self) -> bool:
        """Whether the library is being opened or read."""
        return self._is_opening or self._lane.is_busy or bool(self._coming)

    def promise(self) -> None:
        """Let recordings wait for the library, which `begin` will open very soon."""
        if self._open_library is not None:
            self._door.promise()

    def begin(self) -> None:
        """Open the library, at the start or again after it was refused."""
        if self._open_library is None:
            self._door.refuse()
            self.ended.emit()
        elif self._door.library is None and not self._is_opening:
            self._is_opening = True
            self._door.promise()
            self._patience.start()
            self._lane.run(partial(self._read, self._open_library), self._on_read, self._on_refused)

    def move_to(self, folder: Path) -> None:
        """Open the library in another folder from now on.

        If one is open, which can only be read, from the next start on: its transcripts are shown.
        """

        def saved(_result: None) -> None:
            self._preferences.change(library_folder=str(folder))
            if self._door.library is None:
                self.begin()
            else:
                self.placed.emit(folder)

        def save() -> None:
            self._preferences.keep(library_folder=str(folder))

        is_open = self._door.library is not None
        self._lane.run(save, saved, self._on_not_read if is_open else self._on_refused)

    def refresh(self, newest: int | None = None) -> None:
        """Show what others have put into the library meanwhile: a merged backup, a terminal.

        Args:
            newest: look only at so many transcripts, the newest ones; None for all.
        """
        library = self._door.library
        if library is None or (newest is not None and self._lane.is_busy):
            return
        self._gone.clear()

        self._lane.run(partial(self._reread, library, newest), self._show, self._on_not_read)

    def look(self, newest: int) -> None:
        """Do as `refresh` if anything has changed; costs nothing otherwise."""
        library = self._door.library
        if library is None or self.is_busy:
            return

        self._gone.clear()

        def work() -> Contents | None:
            if self._seen == (library, library.version()):
                return None
            return self._reread(library, newest)

        def show(contents: Contents | None) -> None:
            if contents is not None:
                self._show(contents)

        self._lane.run(work, show, _done)

    def let_go(self) -> None:
        """Let nobody wait for a library that is not open yet: the program ends."""
        self._door.refuse()

    def shutdown(self, timeout_s: float) -> bool:
        """Write what is pending, and close the library.

        Returns:
            Whether everything was written and every thread has ended.
        """
        is_idle = self._lane.shutdown(timeout_s, drops=not self._is_opening)
        if self._is_opening and self._opened is not None:  # its callback comes no more
            self._door.open_with(self._opened.library)
        self._keeper.catch_up()
        is_closed = self._door.close(timeout_s)
        return is_idle and is_closed

    def _read(self, open_library: OpenLibrary) -> Contents:
        opened = open_library()
        self._opened = opened
        return _contents(opened)

    def _reread(self, library: "Library", newest: int | None) -> Contents:
        library.trash(()).result()  # what was removed before is written before it
        self._seen = (library, library.version())
        return _contents(OpenedLibrary(library), newest)

    def _on_read(self, contents: Contents) -> None:
        self._is_opening = False
        self._patience.stop()
        # First what happened meanwhile: the engine may be waiting to begin one of these jobs.
        self._door.open_with(contents.opened.library)
        self._keeper.catch_up()
        self._unfinished = tuple(j for j in contents.jobs if j.state is not JobState.FAILED)
        self._notes = (*contents.opened.notes, *contents.notes)
        library = contents.opened.library
        days = self._preferences.current.keep_trash_days
        self._lane.run(partial(_tidy, library, days), _done, self._on_not_read)
        logger.info(
            "the library has %d jobs and %d transcripts",
            len(contents.jobs),
            len(contents.transcripts),
        )
        self._show(contents)

    def _show(self, contents: Contents) -> None:
        self._controller.supersede(contents.transcripts)
        self._controller.restore([job for job in contents.jobs if job.key not in self._gone])
        self._coming.extend(contents.transcripts)
        self._show_more()

    def _show_more(self) -> None:
        """Show some more transcripts, so that thousands leave no gap."""
        if self._coming:
            count = min(AT_ONCE, len(self._coming))
            some = [self._coming.popleft() for _ in range(count)]
            self._controller.restore((), [one for one in some if one.key not in self._gone])
        if self._coming:
            self._more.start()
        elif self._notes is not None:
            notes, self._notes = self._notes, None
            self.restored.emit(notes)
            self.ended.emit()

    def _on_jobs_removed(self, records: Sequence[JobRecord]) -> None:
        self._gone.update(record.key for record in records)

    def _on_refused(self, error: AppError) -> None:
        logger.warning("the library cannot be opened: %s", error.message)
        self._is_opening = False
        self._patience.stop()
        self._door.refuse()
        self.refused.emit(error)
        self.ended.emit()

    def _on_not_read(self, error: AppError) -> None:
        self.noted.emit(error.sentence)


def _contents(opened: OpenedLibrary, newest: int | None = None) -> Contents:
    """Read the lists; what cannot be read is a note, and the rest works."""
    notes: list[str] = []
    jobs: list[StoredJob] = []
    transcripts: list[TranscriptSummary] = []
    try:
        # Not those at work, of this program or another one.
        jobs = [job for job in opened.library.jobs() if not job.state.is_active]
    except AppError as error:
        notes.append(error.sentence)
    try:
        transcripts = opened.library.transcripts(limit=newest)
    except AppError as error:
        notes.append(error.sentence)
    return Contents(opened, tuple(jobs), tuple(transcripts), tuple(notes))


def _tidy(library: "Library", days: int) -> None:
    """Delete what was removed long ago; 0 days keep the trash for ever."""
    if days:
        library.empty_trash(days * DAY_S).result()
    library.forget_removed(DAY_S).result()


def _done(_result: object) -> None:
    """Take a result that nobody needs."""
