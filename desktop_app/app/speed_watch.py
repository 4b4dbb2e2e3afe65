"""Notes how fast the window's jobs were, for the plans of later ones."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.item_model import JobListModel, JobRole
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.speed_history import SpeedHistory
from desktop_app.app.stopwatch import Stopwatch
from desktop_app.core.errors import AppError
from desktop_app.core.request import TranscriptionEvent
from desktop_app.core.transcript import Transcript


class SpeedWatch(QObject):
    """Listens to the engine; reads and writes the history in side threads.

    Args:
        history: where runs are kept; read now.
    """

    def __init__(
        self,
        engine: EngineThread,
        jobs: JobListModel,
        history: SpeedHistory,
        tasks: SideTasks,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._history = history
        self._tasks = tasks
        self._clock = clock
        self._running: dict[int, Stopwatch] = {}
        engine.reported.connect(self._on_reported)
        engine.done.connect(self._on_done)
        engine.failed.connect(self._forget)
        engine.stopped.connect(self._forget)
        tasks.run(history.load, _ignore, _ignore)

    def _on_reported(self, job_id: int, event: TranscriptionEvent) -> None:
        if job_id not in self._running:
            record = self._jobs.index(self._jobs.row_of(job_id)).data(JobRole.RECORD)
            if not isinstance(record, JobRecord):
                return
            self._running[job_id] = Stopwatch(record.job.request, self._clock)
        self._running[job_id].take(event)

    def _on_done(self, job_id: int, transcript: Transcript) -> None:
        watch = self._running.pop(job_id, None)
        run = watch.run(transcript, self._history.machine) if watch else None
        if run is not None:
            self._tasks.run(lambda: self._history.note(run), _ignore, _ignore)

    def _forget(self, job_id: int, _error: AppError | None = None) -> None:
        self._running.pop(job_id, None)


def _ignore(_answer: object) -> None:
    """Nobody waits for it, and what goes wrong is logged."""
