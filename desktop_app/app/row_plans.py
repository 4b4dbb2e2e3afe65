"""Plans for the rows that wait, made while they are looked at."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.item_model import JobListModel
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.speed_history import SpeedHistory
from desktop_app.app.speed_watch import SpeedWatch
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.system.dll_facts import Gpu, load_nvml, nvidia_gpus

if TYPE_CHECKING:  # the window does not wait for what a row needs
    from desktop_app.app.planning import Planning
    from desktop_app.engine.planner import MachineFacts


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
        from desktop_app.app.planning import plan_lines

        request = record.job.request
        return plan_lines(self._planning.plan(request, record.total_s), request.model.title)

    @cached_property
    def _planning(self) -> "Planning":
        from desktop_app.app.planning import Planning

        return Planning(self._history, self._machine, self._file_bytes)

    def _machine(self) -> "MachineFacts":
        from desktop_app.app.planning import this_machine

        return this_machine(self._gpus or ())

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
