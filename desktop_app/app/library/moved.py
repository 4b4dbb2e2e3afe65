"""Go on with recordings that were moved: found by themselves, or by the user."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.finding import Wanted, find, likely_folders
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, MediaMissing
from desktop_app.core.job import JobState
from desktop_app.system.file_samples import sample_hash

if TYPE_CHECKING:
    from desktop_app.library.library import Library


class MovedRecordings(QObject):
    """Look for the recordings of failed jobs, and take the user's word for where they are.

    Signals:
        found: the JobRecord of a job that goes on, and where its recording is now.
        differs: the number of a job, and a file that is not its recording.
        failed: the AppError why a file cannot be looked at.
    """

    found = Signal(object, object)
    differs = Signal(int, object)
    failed = Signal(object)

    def __init__(
        self, controller: TranscriptionController, queue: JobQueue, door: LibraryDoor
    ) -> None:
        super().__init__()
        self._door = door
        self._controller = controller
        self._queue = queue
        self._lane = SideTasks(self, max_threads=1)  # looking may take long
        self._cancel = CancelToken()
        controller.job_failed.connect(self._on_job_failed)

    def locate(self, job_id: int, path: Path) -> None:
        """Go on with this file if it is the job's recording; otherwise emit `differs`.

        Of a job that is done, the text gets its recording again.
        """
        record = self._queue.get(job_id)
        if record is None:
            return
        wanted, key = _wanted(record), record.key
        library = self._door.library if record.state is JobState.DONE else None

        def is_it() -> bool:
            try:
                if wanted is None and library is not None:
                    return _is_outlined(library, key, path)
                return wanted is None or wanted.is_at(path)
            except OSError as error:
                raise MediaMissing("“{path}” cannot be read.", repr(error), path=path) from error

        self._lane.run(is_it, partial(self._on_checked, job_id, path), self.failed.emit)

    def use(self, job_id: int, path: Path) -> None:
        """Go on with another file, from its start; a text that is done stays as it is."""
        if self._is_done(job_id):
            self._go_on(job_id, path)
        elif self._is_missing(job_id):
            self._controller.move_media(job_id, path)
            self._controller.start_over([job_id])

    def shutdown(self, timeout_s: float) -> bool:
        """Stop looking.

        Returns:
            Whether the thread has ended its work.
        """
        self._cancel.cancel()
        return self._lane.shutdown(timeout_s)

    def _on_job_failed(self, record: JobRecord) -> None:
        if not isinstance(record.error, MediaMissing):
            return
        path, key, known = record.job.request.media_path, record.key, self._controller.recordings()
        wanted = _wanted(record)

        def found() -> Path | None:
            sought = wanted or self._journaled(key, path)
            folders = likely_folders(known)
            return find(sought, folders, self._cancel) if sought is not None else None

        self._lane.run(
            found,
            partial(self._on_found, record.id),
            _not_found,
        )

    def _journaled(self, key: str, path: Path) -> Wanted | None:
        """Return what the journal of a job knows of its recording; in the side thread."""
        library = self._door.library
        point = library.resume_point(key) if library is not None and key else None
        return Wanted.stamped(path, point.cutting.stamp) if point is not None else None

    def _on_found(self, job_id: int, path: Path | None) -> None:
        if path is not None:
            self._go_on(job_id, path)

    def _on_checked(self, job_id: int, path: Path, is_it: bool) -> None:  # noqa: FBT001 - an answer
        if is_it:
            self._go_on(job_id, path)
        else:
            self.differs.emit(job_id, path)

    def _go_on(self, job_id: int, path: Path) -> None:
        if self._is_done(job_id):
            self._take(job_id, path)
            return
        if not self._is_missing(job_id):  # removed, or restarted, meanwhile
            return
        self._controller.move_media(job_id, path)
        self._controller.continue_jobs([job_id])
        record = self._queue.get(job_id)
        if record is None:
            return
        if record.part_of:  # the text that it is for is of the same recording
            self._take(record.part_of, path)
        self.found.emit(record, path)

    def _take(self, job_id: int, path: Path) -> None:
        """Note where the recording of a text is, here and in the library."""
        self._controller.move_media(job_id, path)
        record, library = self._queue.get(job_id), self._door.library
        if record is not None and record.summary is not None and library is not None:
            move = partial(_move, library, record.summary.key, path)
            self._lane.run(move, _moved, self.failed.emit)

    def _is_done(self, job_id: int) -> bool:
        record = self._queue.get(job_id)
        return record is not None and record.state is JobState.DONE

    def _is_missing(self, job_id: int) -> bool:
        record = self._queue.get(job_id)
        return (
            record is not None
            and record.state is JobState.FAILED
            and isinstance(record.error, MediaMissing)
        )


def _wanted(record: JobRecord) -> Wanted | None:
    path = record.job.request.media_path
    return Wanted.of(path, record.info) or Wanted.of(path, record.known)


def _not_found(_error: AppError) -> None:
    """Leave the row's error as it is; it offers to locate the file."""


def _is_outlined(library: "Library", key: str, path: Path) -> bool:
    """Whether a file is that of which the library has the outline; in the side thread.

    Where it has none, the user's word counts.
    """
    kept = library.peaks(key, "", None)
    return kept is None or kept[0].rpartition(":")[0] == sample_hash(path)


def _move(library: "Library", key: str, path: Path) -> None:
    library.move_recording(key, path).result()


def _moved(_result: None) -> None:
    """Nothing more is to be done."""
