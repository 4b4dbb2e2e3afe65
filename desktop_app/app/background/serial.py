"""Long work on model files: one piece after the other, in a thread of its own, each stoppable."""

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

# Ten a second look continuous, and more would only fill the GUI thread's event queue.
REPORT_INTERVAL_S = 0.1


class TaskKind(StrEnum):
    """What is done."""

    DOWNLOAD = "download"
    IMPORT = "import"
    VERIFY = "verify"
    EXPORT = "export"
    MOVE = "move"


def at_once(begin: Callable[[], None]) -> None:
    """Begins without getting anything ready."""
    begin()


@dataclass(frozen=True, slots=True, eq=False)
class ModelTask:
    """One piece of work.

    Attributes:
        model_id: whose files; empty for all of them.
        run: does it, in the work thread.
        done: takes what `run` returned, in the GUI thread.
        before: gets things ready in the GUI thread when the work's turn has come, then calls what
            it is given; may raise AppError.
    """

    model_id: str
    kind: TaskKind
    run: Callable[[CancelToken, Report], Any]
    done: Callable[[Any], None]
    before: Callable[[Callable[[], None]], None] = at_once
    cancel: CancelToken = field(default_factory=CancelToken)


class TaskQueue(QObject):
    """Does one piece of work after the other.

    Args:
        clock: seconds that only grow.

    Signals:
        reported: a ModelTask and a ModelProgress, at most ten a second for each phase.
        ended: a ModelTask, and the AppError or None; it was done, failed or stopped.
    """

    reported = Signal(object, object)
    ended = Signal(object, object)
    # Emitted in the work thread; the connection to a slot of this object crosses back.
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
        """What is being done now."""
        return self._active

    def find(self, model_id: str) -> ModelTask | None:
        """The work on this model that is being done or waits."""
        works = [self._active, *self._waiting] if self._active else list(self._waiting)
        return next((work for work in works if work.model_id == model_id), None)

    def add(self, work: ModelTask) -> None:
        """Do it when all before it has ended."""
        self._waiting.append(work)
        self._begin_next()

    def cancel(self, model_id: str) -> None:
        """Stop the work on a model; what only waits leaves the queue at once."""
        work = self.find(model_id)
        if work is None:
            return
        work.cancel.cancel()
        if work is not self._active:
            self._waiting.remove(work)
            self.ended.emit(work, None)

    def hurry(self, model_id: str) -> None:
        """End a pause in the work on a model."""
        if self._active is not None and self._active.model_id == model_id:
            self._active.cancel.hurry()

    def cancel_all(self) -> None:
        """Stop everything for good, without waiting."""
        self._is_closed = True
        self._waiting.clear()
        if self._active is not None:
            self._active.cancel.cancel()

    def shutdown(self, timeout_s: float) -> bool:
        """Stop everything and wait.

        Returns:
            Whether the thread is free.
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
