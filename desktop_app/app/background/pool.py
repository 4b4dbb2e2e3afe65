"""Run short work outside the GUI thread, with callbacks in the GUI thread."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from desktop_app.core.errors import AppError, UnexpectedError

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Two, so that one file on a sleeping network drive does not block all others. Work that may come in
# thousands, or must not wait behind that, gets its own SideTasks.
MAX_THREADS = 2


class SideTasks(QObject):
    """A small thread pool with callbacks in this object's thread."""

    # Emitted in a pool thread; the connection to a slot of this object queues it to this thread.
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, max_threads: int = MAX_THREADS) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(max_threads)
        self._answers: dict[int, tuple[Callable[[Any], None], Callable[[AppError], None]]] = {}
        self._last_ticket = 0
        self._ended.connect(self._on_ended)

    @property
    def is_busy(self) -> bool:
        """Whether a callback is pending."""
        return bool(self._answers)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None],
    ) -> None:
        """Run `work` in the pool, then exactly one of `done` and `failed` in this thread."""
        self._last_ticket += 1
        ticket = self._last_ticket
        self._answers[ticket] = (done, failed)

        def task() -> None:
            try:
                result = work()
            except AppError as error:
                self._ended.emit(ticket, None, error)
            except Exception as error:
                logger.exception("a side task failed unexpectedly")
                self._ended.emit(ticket, None, UnexpectedError.wrap(error))
            else:
                self._ended.emit(ticket, result, None)

        self._pool.start(task)

    def shutdown(self, timeout_s: float, *, drops: bool = True) -> bool:
        """Wait for running work; no callback is called any more.

        Args:
            timeout_s: how long to wait, in seconds.
            drops: whether to drop work that has not begun, rather than wait for it.

        Returns:
            Whether all threads have ended their work.
        """
        if drops:
            self._pool.clear()
        self._answers.clear()
        return self._pool.waitForDone(round(timeout_s * 1000))

    @Slot(int, object, object)
    def _on_ended(self, ticket: int, result: object, error: AppError | None) -> None:
        answer = self._answers.pop(ticket, None)
        if answer is None:
            return
        done, failed = answer
        if error is None:
            done(result)
        else:
            failed(error)
