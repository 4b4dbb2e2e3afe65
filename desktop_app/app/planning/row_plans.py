"""Plans for waiting rows, and recording the speed of finished jobs for later plans."""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.planning.history import SpeedHistory
from desktop_app.app.planning.stopwatch import Stopwatch
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionEvent

if TYPE_CHECKING:  # the window must not wait for these imports
    from desktop_app.app.planning.plans import Planning
    from desktop_app.engine.planner import ComputerFacts
    from desktop_app.system.hardware import Gpu


class SpeedWatch(QObject):
    """Record runs from the engine's events; reads and writes the history in side threads.

    Args:
        engine: emits the jobs' events.
        controller: reports the end of jobs.
        queue: has the jobs' requests.
        history: stores the runs; read now.
        tasks: reads and writes the history.
        clock: a monotonic clock in seconds.
    """

    def __init__(
        self,
        engine: EngineThread,
        controller: TranscriptionController,
        queue: JobQueue,
        history: SpeedHistory,
        tasks: SideTasks,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._queue = queue
        self._history = history
        self._tasks = tasks
        self._clock = clock
        self._running: dict[int, Stopwatch] = {}
        engine.reported.connect(self._on_reported)
        controller.job_ended.connect(self._on_job_ended)
        tasks.run(history.load, _ignore, _ignore)

    def _on_reported(self, job_id: int, event: TranscriptionEvent) -> None:
        if job_id not in self._running:
            record = self._queue.get(job_id)
            if record is None:
                return
            self._running[job_id] = Stopwatch(record.job.request, self._clock)
        self._running[job_id].take(event)

    def _on_job_ended(self, record: JobRecord) -> None:
        watch = self._running.pop(record.id, None)
        if watch is None or record.transcript is None:
            return
        run = watch.run(record.transcript, self._history.machine)
        if run is not None:
            self._tasks.run(lambda: self._history.note(run), _ignore, _ignore)


def _ignore(_answer: object) -> None:
    """A no-op callback; failures are logged."""


class RowPlans(QObject):
    """Provide the plans of waiting jobs.

    There are no plans until `take_gpus`.

    Args:
        history: the earlier runs.
        file_bytes: returns the size of a model's files, without disk access.
    """

    def __init__(
        self,
        history: SpeedHistory,
        file_bytes: Callable[[ModelSpec], int | None],
    ) -> None:
        super().__init__()
        self._history = history
        self._file_bytes = file_bytes
        self._gpus: Sequence[Gpu] | None = None

    def take_gpus(self, gpus: "Sequence[Gpu]") -> None:
        """Plan with these GPUs from now on."""
        self._gpus = gpus

    def lines(self, record: JobRecord) -> tuple[str, ...]:
        """Return two or three lines for a row; none if unknown yet or not waiting."""
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

        return this_computer(tuple(self._gpus or ()))


class GpuQuery(QObject):
    """Ask the driver for its GPUs once the engine is prepared, and plan with them.

    Not earlier: NVIDIA's library is large, and no job starts before that.

    Args:
        engine: tells when.
        gpus: asks the driver; called in a side thread.
        plans: get the answer.
        tasks: for that call.
    """

    def __init__(
        self,
        engine: EngineThread,
        gpus: "Callable[[], Sequence[Gpu]]",
        plans: RowPlans,
        tasks: SideTasks,
    ) -> None:
        super().__init__()
        self._gpus = gpus
        self._plans = plans
        self._tasks = tasks
        engine.prepared.connect(self._ask)
        engine.preparation_failed.connect(self._ask)

    def _ask(self) -> None:
        self._tasks.run(self._gpus, self._plans.take_gpus, self._on_failed)

    def _on_failed(self, _error: object) -> None:
        self._plans.take_gpus(())
