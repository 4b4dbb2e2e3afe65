"""Write what changes in the queue to the library, as it happens."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.door import LibraryDoor
from desktop_app.core.errors import AppError, UnexpectedError
from desktop_app.core.job import JobState
from desktop_app.library.records import StoredJob

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

# How soon to try again what could not be written: somebody frees space, or a lock ends.
AGAIN_MS = 15_000

Write = Callable[["Library"], "Future[None]"]


@dataclass(frozen=True, slots=True)
class _About:
    """What a write is about: jobs or transcripts by their keys, or the order of the jobs.

    `restarts` are jobs whose journals are dropped.
    """

    jobs: tuple[str, ...] = ()
    restarts: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    is_order: bool = False

    def __bool__(self) -> bool:
        return bool(self.jobs or self.restarts or self.transcripts or self.is_order)


def stored(record: JobRecord) -> StoredJob:
    """Return a job of the queue as the library keeps it; an active one as waiting."""
    # What was known of a file before it is probed again finds it where it was moved.
    info = record.info or record.known
    return StoredJob(
        key=record.key,
        request=replace(record.job.request, info=info, resume=None),
        state=JobState.WAITING if record.state.is_active else record.state,
        is_interrupted=record.is_interrupted,
        error=record.error,
        heard_s=record.heard_s,
        transcript=record.again_of,
    )


class Keeper(QObject):
    """Keep the library equal to the queue.

    Writes are queued at once, in the order of the changes, so that a job is in the library before
    the engine gets it. What could not be written stays noted by its key, and is written anew, as it
    then is, by and by and at the end. Finished texts are not kept here: the journal does that.

    Args:
        restart: has the journal begin a job anew, even if the library cannot.

    Signals:
        failed: the AppError of a write; only the first since everything was written.
        caught_up: everything is written again.
    """

    failed = Signal(object)
    caught_up = Signal()
    # Emitted in the library's thread; the connection to a slot of this object queues it to this
    # thread.
    _written = Signal(object, object)

    def __init__(
        self,
        controller: TranscriptionController,
        door: LibraryDoor,
        restart: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._restart = restart
        self._controller = controller
        self._door = door
        self._jobs: set[str] = set()
        self._restarts: set[str] = set()
        self._transcripts: set[str] = set()
        self._is_order_unwritten = False
        self._is_in_trouble = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.catch_up)
        self._written.connect(self._on_written)
        controller.jobs_added.connect(self._on_added)
        controller.jobs_probed.connect(self._on_added)
        controller.jobs_changed.connect(self._on_changed)
        controller.jobs_placed.connect(self._on_placed)
        controller.jobs_removed.connect(self._on_removed)
        controller.jobs_put_back.connect(self._on_put_back)
        controller.jobs_restarted.connect(self._on_restarted)

    @property
    def is_behind(self) -> bool:
        """Whether something could not be written so far."""
        return self._is_order_unwritten or bool(self._jobs or self._restarts or self._transcripts)

    def find(self, key: str) -> JobRecord | None:
        """Return the row with this key, or None."""
        return self._controller.find(key)

    @Slot()
    def catch_up(self) -> None:
        """Write what could not be written when it happened, as it is now."""
        library = self._door.library
        if library is None or not self.is_behind:
            return
        keys, self._jobs = self._jobs, set()
        restarts, self._restarts = self._restarts, set()
        texts, self._transcripts = self._transcripts, set()
        self._is_order_unwritten = False
        find = self._controller.find
        present = [record for key in keys if (record := find(key)) is not None]
        jobs = tuple(stored(record) for record in present if record.state is not JobState.DONE)
        gone = tuple(keys - {record.key for record in present})
        trashed = tuple(key for key in texts if find(key) is None)
        restored = tuple(texts - set(trashed))
        self._begin(_About(tuple(job.key for job in jobs)), lambda lib: lib.add_jobs(jobs))
        for key in restarts - set(gone):
            self._begin(_About(restarts=(key,)), partial(_restart, key))
        self._begin(_About(gone), lambda lib: lib.remove_jobs(gone))
        self._begin(_About(transcripts=trashed), lambda lib: lib.trash(trashed))
        self._begin(_About(transcripts=restored), lambda lib: lib.restore(restored))
        order = self._controller.keys_in_order()
        self._begin(_About(is_order=True), lambda lib: lib.place_jobs(order))

    def _on_added(self, records: Sequence[JobRecord]) -> None:
        jobs = tuple(stored(record) for record in records if record.state is not JobState.DONE)
        self._write(_About(tuple(job.key for job in jobs)), lambda lib: lib.add_jobs(jobs))

    def _on_changed(self, records: Sequence[JobRecord]) -> None:
        for record in records:
            # An active one belongs to the journal, and was written when it was added.
            if not record.state.is_active and record.state is not JobState.DONE:
                self._write(_About((record.key,)), partial(_change, stored(record)))

    def _on_placed(self, keys: Sequence[str]) -> None:
        order = tuple(keys)
        self._write(_About(is_order=True), lambda lib: lib.place_jobs(order))

    def _on_removed(self, records: Sequence[JobRecord]) -> None:
        jobs = tuple(record.key for record in records if record.summary is None)
        texts = tuple(record.summary.key for record in records if record.summary is not None)
        self._write(_About(jobs), lambda lib: lib.remove_jobs(jobs))
        self._write(_About(transcripts=texts), lambda lib: lib.trash(texts))

    def _on_put_back(self, records: Sequence[JobRecord]) -> None:
        self._on_added([record for record in records if record.summary is None])
        texts = tuple(record.summary.key for record in records if record.summary is not None)
        self._write(_About(transcripts=texts), lambda lib: lib.restore(texts))

    def _on_restarted(self, records: Sequence[JobRecord]) -> None:
        for record in records:
            self._restart(record.key)
            self._write(_About(restarts=(record.key,)), partial(_restart, record.key))

    def _write(self, about: _About, begin: Write) -> None:
        """Begin a write; if earlier ones have to be made up for, first those."""
        if not about:
            return
        if self._door.library is None or self.is_behind:
            self._note(about)
            self.catch_up()
        else:
            self._begin(about, begin)

    def _begin(self, about: _About, begin: Write) -> None:
        library = self._door.library
        if library is None or not about:
            return
        try:
            begin(library).add_done_callback(partial(self._tell, about))
        except AppError as error:
            self._on_written(about, error)

    def _tell(self, about: _About, written: "Future[None]") -> None:
        """Tell this object's thread how a write ended; called in the library's thread."""
        try:
            error = written.exception()
        except CancelledError as cancelled:
            error = cancelled
        if error is None and not self._is_in_trouble:
            return
        if error is not None and not isinstance(error, AppError):
            error = UnexpectedError.wrap(error)
        with suppress(RuntimeError):  # Qt has deleted this object: the program ends
            self._written.emit(about, error)

    @Slot(object, object)
    def _on_written(self, about: _About, error: AppError | None) -> None:
        if error is None:
            if self._is_in_trouble and not self.is_behind:
                self._is_in_trouble = False
                self._again.stop()
                self.caught_up.emit()
            return
        logger.warning("the library did not take a change: %s", error.message)
        self._note(about)
        self._again.start()
        if not self._is_in_trouble:
            self._is_in_trouble = True
            self.failed.emit(error)

    def _note(self, about: _About) -> None:
        self._jobs.update(about.jobs)
        self._restarts.update(about.restarts)
        self._transcripts.update(about.transcripts)
        self._is_order_unwritten |= about.is_order


def _change(job: StoredJob, library: "Library") -> "Future[None]":
    return library.change_job(job)


def _restart(key: str, library: "Library") -> "Future[None]":
    return library.restart_job(key)
