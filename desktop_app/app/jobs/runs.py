"""Detect when the queue starts to work and when all of it has ended."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
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
        self._is_running = False
        self._status = controller.status
        # The job's last state before the run's end tells who ended the run.
        self._last_state: JobState | None = None
        self._states: dict[int, JobState] = {}
        controller.states_changed.connect(self._on_states_changed)
        controller.jobs_removed.connect(self._on_removed)
        controller.status_changed.connect(self._on_status_changed)

    @property
    def is_running(self) -> bool:
        """Whether a job is active or about to start."""
        return self._is_running

    def _on_states_changed(self, records: list[JobRecord]) -> None:
        for record in records:
            self._states[record.id] = self._last_state = record.state

    def _on_removed(self, records: list[JobRecord]) -> None:
        self._last_state = JobState.STOPPED
        for record in records:
            self._states.pop(record.id, None)

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
