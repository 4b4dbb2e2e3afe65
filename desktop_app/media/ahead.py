"""Run an iterator ahead in its own thread, as one stage of a pipeline.

Stages nest: `Ahead(chunks(Ahead(decode(path), 60)), 16)` decodes, cuts and is read in three
threads, each at most that many items ahead of the next.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from desktop_app.core.cancel import CancelToken

T = TypeVar("T")

POLL_S = 0.1  # the longest delay before a cancellation is noticed


class Ahead(Generic[T]):
    """Iterate in order over items that another thread produces.

    The thread waits while the buffer is full, so memory is bounded. An exception of the iterator is
    raised here, after the items before it. Read from one thread only; `close` may be called from
    any.

    Args:
        items: iterated in the thread, and closed there at the end if it has `close`.
        size: capacity of the buffer; the item that reaches it still fits.
        name: the thread's name.
        weigh: an item's size; 1 unless given.
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
        # A daemon, so that the program's end does not wait for a network drive.
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
        """Whether there are no more items."""
        with self._changed:
            return self._is_closed or (self._has_ended and not self._ready and self._error is None)

    def take(self, timeout_s: float | None = 0.0) -> T | None:
        """Return the next item, or None on timeout or at the end; see `has_ended`.

        Args:
            timeout_s: how long to wait, in seconds; None for no limit.

        Raises:
            BaseException: the iterator's exception, once.
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
        """Stop the thread after its current item, and drop the buffer."""
        with self._changed:
            self._is_closed = True
            self._ready.clear()
            self._changed.notify_all()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; return whether it ended in time."""
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
    """Run `work` in its own thread, which is abandoned on cancellation.

    A drive that does not respond blocks whoever opens a file there, for minutes or for ever.

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
