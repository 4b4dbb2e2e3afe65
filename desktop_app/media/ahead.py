"""One stage of a pipeline: an iterator that is run ahead in a thread of its own.

Stages are put one into another: `Ahead(chunks(Ahead(decode(path), 60)), 16)` decodes, cuts and is
read in three threads, each at most that many items ahead of the next.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from desktop_app.core.cancel import CancelToken

T = TypeVar("T")

POLL_S = 0.1  # how soon a stop is obeyed


class Ahead(Generic[T]):
    """Iterates over what another thread makes, in order.

    The thread waits while as much as may lies here, so that memory does not depend on how much
    there is. What the iterator raises is raised here, after the items before it. To be read from
    one thread; `close` may come from any.

    Args:
        items: run in the thread, and closed there in the end if it can be.
        size: how much may lie ready; the item that reaches it is the last.
        name: the thread's.
        weigh: how much an item is; each one counts 1 unless given.
    """

    def __init__(
        self,
        items: Iterator[T],
        size: float,
        name: str,
        weigh: Callable[[T], float] = lambda _item: 1,
    ) -> None:
        self._items = items
        self._size = size
        self._weigh = weigh
        self._ready: deque[T] = deque()
        self._error: BaseException | None = None
        self._has_ended = False
        self._is_closed = False
        self._changed = threading.Condition()
        # A daemon: a program that ends does not wait for a network drive.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def __iter__(self) -> "Ahead[T]":
        return self

    def __next__(self) -> T:
        while (item := self.take(None)) is None:
            if self.has_ended:
                raise StopIteration
        return item

    @property
    def has_ended(self) -> bool:
        """Whether nothing more comes."""
        with self._changed:
            return self._is_closed or (self._has_ended and not self._ready and self._error is None)

    def take(self, timeout_s: float | None = 0.0) -> T | None:
        """The next item, or None where there is none in time; ask `has_ended` then.

        Args:
            timeout_s: how long to wait for one; None for as long as it takes.

        Raises:
            BaseException: what the iterator raised, once.
        """
        with self._changed:
            if timeout_s != 0.0:
                self._changed.wait_for(self._is_worth_waking, timeout_s)
            if self._ready:
                item = self._ready.popleft()
                self._changed.notify_all()
                return item
            if self._error is not None:
                error, self._error = self._error, None
                raise error
            return None

    def close(self) -> None:
        """Have the thread stop after the item that it is at; drop what lies ready."""
        with self._changed:
            self._is_closed = True
            self._ready.clear()
            self._changed.notify_all()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread to end; whether it did in time."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _is_worth_waking(self) -> bool:
        return bool(self._ready) or self._has_ended or self._is_closed

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            for item in self._items:
                if not self._put(item):
                    break
        except BaseException as raised:  # noqa: BLE001 - it is raised in the reader's thread
            error = raised
        finally:
            close = getattr(self._items, "close", None)
            if close is not None:
                close()
            with self._changed:
                self._error = None if self._is_closed else error
                self._has_ended = True
                self._changed.notify_all()

    def _put(self, item: T) -> bool:
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_closed or sum(map(self._weigh, self._ready)) < self._size
            )
            if self._is_closed:
                return False
            self._ready.append(item)
            self._changed.notify_all()
            return True


def until_cancelled(work: Callable[[], T], cancel: CancelToken) -> T:
    """Do something in a thread of its own, which is left behind when `cancel` is set.

    A drive that does not answer keeps whoever opens a file there, for minutes or for ever.

    Raises:
        Cancelled: `cancel` was set.
        BaseException: what `work` raises.
    """
    answer = Ahead((work() for _once in range(1)), 1, "waited for")
    try:
        while (found := answer.take(POLL_S)) is None:
            cancel.raise_if_cancelled()
    finally:
        answer.close()
    return found
