"""Plans for the rows that wait, and the speed of finished jobs that later plans learn from."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.item_model import JobListModel, JobRole
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.planning.history import SpeedHistory
from desktop_app.app.planning.stopwatch import Stopwatch
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionEvent
from desktop_app.core.transcript import Transcript
from desktop_app.system.hardware import Gpu, load_nvml, nvidia_gpus

if TYPE_CHECKING:  # the window does not wait for what a row needs
    from desktop_app.app.planning.plans import Planning
    from desktop_app.engine.planner import ComputerFacts


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


class RowPlans(QObject):
    """Says how a waiting job will be done.

    The driver is asked for GPUs once, in a side thread; until it answers there are no plans.

    Args:
        history: the earlier runs.
        file_bytes: the size of a model's files, known without looking.
        tasks: where the driver is asked.
    """

    def __init__(
        self,
        history: SpeedHistory,
        file_bytes: Callable[[ModelSpec], int | None],
        tasks: SideTasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._file_bytes = file_bytes
        self._gpus: tuple[Gpu, ...] | None = None
        tasks.run(lambda: nvidia_gpus(load_nvml()), self._on_gpus, self._on_failed)

    def lines(self, record: JobRecord) -> tuple[str, ...]:
        """Two or three lines for a row; none where nothing is known yet or it does not wait."""
        if record.state is not JobState.WAITING or record.info is None or self._gpus is None:
            return ()
        from desktop_app.app.planning.plans import plan_lines

        request = record.job.request
        return plan_lines(self._planning.plan(request, record.total_s), request.model.title)

    @cached_property
    def _planning(self) -> "Planning":
        from desktop_app.app.planning.plans import Planning

        return Planning(self._history, self._computer, self._file_bytes)

    def _computer(self) -> "ComputerFacts":
        from desktop_app.app.planning.plans import this_computer

        return this_computer(self._gpus or ())

    def _on_gpus(self, gpus: tuple[Gpu, ...]) -> None:
        self._gpus = gpus

    def _on_failed(self, _error: AppError) -> None:
        self._gpus = ()


def plan_rows(
    engine: EngineThread,
    jobs: JobListModel,
    file_bytes: Callable[[ModelSpec], int | None],
    tasks: SideTasks,
    history: SpeedHistory,
) -> None:
    """Have the waiting rows of `jobs` tell their plans, and their runs kept for later ones."""
    SpeedWatch(engine, jobs, history, tasks)
    jobs.plan_with(RowPlans(history, file_bytes, tasks, jobs).lines)
