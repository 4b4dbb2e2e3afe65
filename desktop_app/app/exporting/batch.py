"""Export many transcripts, in several formats, without transcribing again."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError, UnexpectedError
from desktop_app.core.transcript import Transcript

if TYPE_CHECKING:
    from desktop_app.app.exporting.plan import BatchReport, ExportedItem, ExportItem, ExportPlan
    from desktop_app.export.files import ExportFiles, Written

logger = logging.getLogger(__name__)

# Ten per second look continuous; more would only fill the GUI thread's event queue.
REPORT_INTERVAL_S = 0.1

# Loads a transcript by its key, in the side thread; raises AppError if it cannot.
Load = Callable[[str], Transcript]


class BatchExport(QObject):
    """Export one batch at a time in a side thread; a failure does not prevent the others.

    Signals:
        progressed: how many are done, and of how many; at most ten a second.
        ended: the BatchReport.
        written: a tuple of the keys of transcripts that were exported whole.
    """

    progressed = Signal(int, int)
    ended = Signal(object)
    written = Signal(object)
    # Emitted in the side thread; the connection to a slot of this object queues it to this thread.
    _progressed_there = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = SideTasks(self, max_threads=1)
        self._stop = threading.Event()
        self._count = self._done = 0
        self._progressed_there.connect(self._on_progressed)

    @property
    def is_busy(self) -> bool:
        """Whether a batch is being written."""
        return self._count > 0

    @property
    def unwritten(self) -> int:
        """How many transcripts are left."""
        return self._count - self._done

    def begin(
        self,
        items: "Sequence[ExportItem]",
        plan: "ExportPlan",
        load: Load,
        recordings: Iterable[Path] = (),
    ) -> None:
        """Export these transcripts; no-op while another batch is being written.

        Args:
            items: the transcripts, in order.
            plan: how.
            load: loads one of them; called in the side thread, for one at a time.
            recordings: files never replaced, beside the transcripts' own recordings.
        """
        if self.is_busy or not items:
            return
        given, kept = tuple(items), (*(item.media_path for item in items), *recordings)
        self._stop.clear()
        self._count, self._done = len(given), 0

        def work() -> "BatchReport":
            # The window starts without what follows.
            from desktop_app.app.exporting.plan import BatchReport
            from desktop_app.export.files import ExportFiles

            files = ExportFiles(kept, names=plan.names)
            return BatchReport(plan, len(given), tuple(self._exported(given, plan, load, files)))

        self._tasks.run(work, self._on_done, self._on_failed)

    def stop(self) -> None:
        """Stop after the transcript that is being written."""
        self._stop.set()

    def shutdown(self, timeout_s: float) -> bool:
        """Stop and wait; return whether the thread has ended its work."""
        self.stop()
        return self._tasks.shutdown(timeout_s)

    def _exported(
        self,
        items: "tuple[ExportItem, ...]",
        plan: "ExportPlan",
        load: Load,
        files: "ExportFiles",
    ) -> "Iterable[ExportedItem]":
        from desktop_app.app.exporting.plan import ExportedItem

        told_s = float("-inf")
        for number, item in enumerate(items, 1):
            if self._stop.is_set():
                return
            yield ExportedItem(item, _written(item, plan, load, files))
            now_s = time.monotonic()
            if now_s - told_s >= REPORT_INTERVAL_S:
                told_s = now_s
                self._progressed_there.emit(number, len(items))

    @Slot(int, int)
    def _on_progressed(self, done: int, count: int) -> None:
        if self.is_busy:
            self._done = done
            self.progressed.emit(done, count)

    def _on_done(self, report: "BatchReport") -> None:
        self._count = self._done = 0
        keys = tuple(each.item.key for each in report.done if each.written.paths)
        if keys:
            self.written.emit(keys)
        self.ended.emit(report)

    def _on_failed(self, error: AppError) -> None:
        self._count = self._done = 0
        logger.error("a batch of exports failed as a whole: %s", error.message)
        raise error  # a bug, as each transcript's failure is caught: the window shows it


def _written(item: "ExportItem", plan: "ExportPlan", load: Load, files: "ExportFiles") -> "Written":
    from desktop_app.app.exporting.plan import local_time
    from desktop_app.export.files import Written

    try:
        transcript, made = load(item.key), local_time(item.created_s)
        folder = plan.folder_of(transcript.media_path)
        return files.write(transcript, plan.formats, folder, made=made, name=item.name)
    except AppError as error:
        return Written(errors=(error,))
    except Exception as error:  # the boundary of one transcript: the others are written
        logger.exception("%s could not be exported", item.title)
        return Written(errors=(UnexpectedError.wrap(error),))
