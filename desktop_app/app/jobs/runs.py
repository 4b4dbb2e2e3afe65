"""Detect when the queue starts to work and when all of it has ended."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, Signal

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.item_model import JobRole
from desktop_app.app.jobs.status import Status
from desktop_app.core.job import JobState


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended.

    Attributes:
        done: number of recordings transcribed.
        failed: number of recordings that failed.
        by_itself: whether nothing was left; otherwise the user stopped or removed the rest.
    """

    done: int = 0
    failed: int = 0
    by_itself: bool = False


class RunWatch(QObject):
    """Track runs: a run lasts from the first job that starts until none is left.

    Signals:
        began: the first job is about to start.
        ended: a RunEnd.
    """

    began = Signal()
    ended = Signal(object)

    def __init__(self, controller: TranscriptionController) -> None:
        super().__init__()
        self._jobs = controller.jobs
        self._is_running = False
        self._status = controller.status
        # The job's last state before the run's end tells who ended the run.
        self._last_state: JobState | None = None
        self._states: dict[int, JobState] = {}
        self._jobs.dataChanged.connect(self._on_job_changed)
        self._jobs.rowsAboutToBeRemoved.connect(self._on_removing)
        controller.status_changed.connect(self._on_status_changed)

    @property
    def is_running(self) -> bool:
        """Whether a job is active or about to start."""
        return self._is_running

    def _on_job_changed(self, first: QModelIndex, _last: QModelIndex) -> None:
        state = JobState(first.data(JobRole.STATE))
        job_id = int(first.data(JobRole.ID))
        if self._states.get(job_id) is not state:
            self._states[job_id] = self._last_state = state

    def _on_removing(self, _parent: QModelIndex, first: int, _last: int) -> None:
        self._last_state = JobState.STOPPED
        self._states.pop(int(self._jobs.index(first).data(JobRole.ID)), None)

    def _on_status_changed(self, status: Status) -> None:
        before, self._status = self._status, status
        if status.is_busy and not self._is_running:
            self._is_running = True
            self._states = {k: v for k, v in self._states.items() if not v.is_terminal}
            self.began.emit()
        elif self._is_running and not status.is_busy:
            self._is_running = False
            counted = list(self._states.values())
            is_natural = self._last_state in (JobState.DONE, JobState.FAILED)
            self.ended.emit(
                RunEnd(
                    counted.count(JobState.DONE),
                    counted.count(JobState.FAILED),
                    # After "Stop all" a job may still have finished.
                    by_itself=is_natural and before.is_running and not status.has_unfinished,
                )
            )
