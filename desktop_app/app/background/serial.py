"""Run long tasks on model files one at a time in a separate thread, each cancellable."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.model_progress import ModelProgress, Phase, Report

# Ten per second look continuous; more would only fill the GUI thread's event queue.
REPORT_INTERVAL_S = 0.1


class TaskKind(StrEnum):
    """The kind of a task."""

    DOWNLOAD = "download"
    IMPORT = "import"
    VERIFY = "verify"
    EXPORT = "export"
    MOVE = "move"


def at_once(begin: Callable[[], None]) -> None:
    """Begin without preparation."""
    begin()


@dataclass(frozen=True, slots=True, eq=False)
class ModelTask:
    """One task.

    Attributes:
        model_id: the model whose files it uses; empty for all of them.
        run: called in the worker thread.
        done: called with the result of `run`, in the GUI thread.
        before: prepares the task in the GUI thread when its turn has come, then calls its argument;
            may raise AppError.
    """

    model_id: str
    kind: TaskKind
    run: Callable[[CancelToken, Report], Any]
    done: Callable[[Any], None]
    before: Callable[[Callable[[], None]], None] = at_once
    cancel: CancelToken = field(default_factory=CancelToken)


class TaskQueue(QObject):
    """Run tasks one at a time, first in first out.

    Args:
        clock: a monotonic clock in seconds.

    Signals:
        reported: a ModelTask and a ModelProgress, at most ten per second for each phase.
        ended: a ModelTask, and the AppError or None; it is done, failed or was cancelled.
    """

    reported = Signal(object, object)
    ended = Signal(object, object)
    # Emitted in the worker thread; the connection to a slot of this object queues it to this
    # thread.
    _reported_there = Signal(object, object)

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._tasks = SideTasks(self, max_threads=1)
        self._waiting: deque[ModelTask] = deque()
        self._active: ModelTask | None = None
        self._is_closed = False
        self._reported_there.connect(self._on_reported)

    @property
    def active(self) -> ModelTask | None:
        """The running task."""
        return self._active

    def find(self, model_id: str) -> ModelTask | None:
        """Return the running or waiting task on this model."""
        works = [self._active, *self._waiting] if self._active else list(self._waiting)
        return next((work for work in works if work.model_id == model_id), None)

    def add(self, work: ModelTask) -> None:
        """Add a task to the end of the queue."""
        self._waiting.append(work)
        self._begin_next()

    def cancel(self, model_id: str) -> None:
        """Cancel the task on a model; a waiting one leaves the queue at once."""
        work = self.find(model_id)
        if work is None:
            return
        work.cancel.cancel()
        if work is not self._active:
            self._waiting.remove(work)
            self.ended.emit(work, None)

    def hurry(self, model_id: str) -> None:
        """End a pause of the task on a model."""
        if self._active is not None and self._active.model_id == model_id:
            self._active.cancel.hurry()

    def cancel_all(self) -> None:
        """Cancel everything for good, without waiting."""
        self._is_closed = True
        self._waiting.clear()
        if self._active is not None:
            self._active.cancel.cancel()

    def shutdown(self, timeout_s: float) -> bool:
        """Cancel everything and wait.

        Returns:
            Whether the thread has ended its work.
        """
        self.cancel_all()
        return self._tasks.shutdown(timeout_s)

    def _begin_next(self) -> None:
        if self._is_closed or self._active is not None or not self._waiting:
            return
        work = self._active = self._waiting.popleft()
        try:
            work.before(lambda: self._run(work))
        except AppError as error:
            self._on_failed(error)

    def _run(self, work: ModelTask) -> None:
        report = self._reporter(work)

        def run() -> tuple[bool, object]:
            try:
                work.cancel.raise_if_cancelled()
                return True, work.run(work.cancel, report)
            except Cancelled:
                return False, None

        self._tasks.run(run, self._on_done, self._on_failed)

    def _reporter(self, work: ModelTask) -> Report:
        last_s = float("-inf")
        last_phase: Phase | None = None

        def report(progress: ModelProgress) -> None:
            nonlocal last_s, last_phase
            now_s = self._clock()
            if progress.phase is last_phase and now_s - last_s < REPORT_INTERVAL_S:
                return
            last_s, last_phase = now_s, progress.phase
            self._reported_there.emit(work, progress)

        return report

    @Slot(object, object)
    def _on_reported(self, work: ModelTask, progress: ModelProgress) -> None:
        if work is self._active and not work.cancel.is_cancelled:
            self.reported.emit(work, progress)

    def _on_done(self, outcome: tuple[bool, Any]) -> None:
        work = self._take_active()
        is_done, result = outcome
        if is_done:
            work.done(result)
        self._end(work, None)

    def _on_failed(self, error: AppError) -> None:
        self._end(self._take_active(), error)

    def _take_active(self) -> ModelTask:
        work, self._active = self._active, None
        if work is None:
            raise RuntimeError("no work was being done")
        return work

    def _end(self, work: ModelTask, error: AppError | None) -> None:
        self.ended.emit(work, error)
        self._begin_next()
