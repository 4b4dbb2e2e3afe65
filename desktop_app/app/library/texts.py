"""Read transcripts when they are selected, and keep few of them in memory."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.library.door import LibraryDoor
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.transcript import Transcript

Work = Callable[[], Any]
Done = Callable[[Any], None]

if TYPE_CHECKING:
    from desktop_app.library.library import Library

# A transcript of an hour takes about 3 MB: each of its 9,000 words is an object.
MOST_KEPT = 8


class TextsOnDemand(QObject):
    """Give the selected row its text, from a side thread; drop those not looked at for long.

    Only texts that are in the library are ever dropped.

    Args:
        is_needed: whether the text of the transcript with this key must not be dropped, as the
            library does not have all of it.

    Signals:
        failed: the number of a job and the AppError why its text cannot be read.
    """

    failed = Signal(int, object)

    def __init__(
        self,
        controller: TranscriptionController,
        queue: JobQueue,
        door: LibraryDoor,
        is_needed: Callable[[str], bool],
        most_kept: int = MOST_KEPT,
    ) -> None:
        super().__init__()
        self._is_needed = is_needed
        self._controller = controller
        self._queue = queue
        self._door = door
        self._lane = SideTasks(self)  # nothing else keeps them busy
        self._most_kept = most_kept
        # The numbers of jobs whose texts are in memory, those looked at last at the end.
        self._kept: OrderedDict[int, None] = OrderedDict()
        self._reading: set[int] = set()
        controller.selection_changed.connect(self._on_selected)
        controller.job_ended.connect(self._on_job_ended)

    def read(self, job_id: int) -> None:
        """Read a job's text, unless it is there or being read."""
        record, library = self._queue.get(job_id), self._door.library
        if record is None or library is None or job_id in self._reading:
            return
        if record.state is JobState.DONE:
            if record.transcript is None and record.summary is not None:
                work = partial(library.transcript, record.summary.key)
                self._begin(record, partial(self._on_transcript, job_id), work)
            else:
                self._keep(job_id)
        elif record.heard_s and not record.segments and not record.state.is_active:
            self._begin(
                record, partial(self._on_partial, job_id), partial(_so_far, library, record)
            )

    def shutdown(self, timeout_s: float) -> bool:
        """Read no more.

        Returns:
            Whether the threads have ended their work.
        """
        return self._lane.shutdown(timeout_s)

    def _begin(self, record: JobRecord, done: Done, work: Work) -> None:
        self._reading.add(record.id)
        self._lane.run(work, done, partial(self._on_failed, record.id))

    def _on_selected(self, job_id: int) -> None:
        self.read(job_id)

    def _on_job_ended(self, record: JobRecord) -> None:
        if record.summary is not None:
            self._keep(record.id)

    def _on_transcript(self, job_id: int, transcript: Transcript) -> None:
        self._reading.discard(job_id)
        record = self._queue.get(job_id)
        if record is not None and record.state is JobState.DONE and record.transcript is None:
            self._controller.show_transcript(job_id, transcript)
            self._keep(job_id)

    def _on_partial(self, job_id: int, so_far: Transcript | None) -> None:
        self._reading.discard(job_id)
        record = self._queue.get(job_id)
        if so_far is not None and record is not None and not record.segments:
            self._controller.show_partial(job_id, so_far.segments)

    def _on_failed(self, job_id: int, error: AppError) -> None:
        self._reading.discard(job_id)
        self.failed.emit(job_id, error)

    def _keep(self, job_id: int) -> None:
        """Note that a text was looked at; drop the one not looked at for longest."""
        self._kept[job_id] = None
        self._kept.move_to_end(job_id)
        for old_id in list(self._kept)[: -self._most_kept]:
            record = self._queue.get(old_id)
            if record is None or record.summary is None or record.state is not JobState.DONE:
                del self._kept[old_id]
            elif self._can_drop(record):
                del self._kept[old_id]
                self._controller.show_transcript(old_id, None)

    def _can_drop(self, record: JobRecord) -> bool:
        is_used = record is self._controller.selected or self._is_needed(record.key)
        return not is_used and not self._queue.parts_of(record.id)


def _so_far(library: "Library", record: JobRecord) -> Transcript | None:
    """Return the text of a job that was interrupted, as far as its journal goes."""
    from desktop_app.engine.resume import text_so_far

    point = library.resume_point(record.key)
    return text_so_far(record.job.request, point) if point is not None else None
