"""Do work on thousands of things a little at a time, so that it does not block the window."""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

# How long to work before returning to the event loop, in seconds: half a frame, as the rows are
# shown in the other half.
SLICE_S = 0.008
MANY = 50
# How many things to take before looking at the clock.
STEP = 20

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Slices(QObject):
    """Do work in the order in which it was asked for: the first slice at once, others soon."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Iterator[bool]] = deque()
        self._is_working = False
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._do_some)

    @property
    def is_busy(self) -> bool:
        """Whether some work is left."""
        return bool(self._waiting)

    def run(
        self,
        things: Iterable[Thing],
        do: Callable[[Thing], Result | None],
        then: Callable[[list[Result]], None],
    ) -> None:
        """Call `do` with each thing.

        Args:
            things: what to work on.
            do: returns None where nothing is to be done.
            then: called with the results of each slice, at least one.
        """
        self._waiting.append(_sliced(things, do, then))
        if not self._more.isActive() and not self._is_working:
            self._do_some()

    def _do_some(self) -> None:
        self._is_working = True  # `then` may ask for more work
        try:
            if self._waiting and next(self._waiting[0], None) is None:
                self._waiting.popleft()
        finally:  # an error ends its own work only
            self._is_working = False
            if self._waiting:
                self._more.start()


def _sliced(
    things: Iterable[Thing],
    do: Callable[[Thing], Result | None],
    then: Callable[[list[Result]], None],
) -> Iterator[bool]:
    """Yield True after each slice but the last one."""
    left = iter(things)
    while True:
        until_s = time.monotonic() + SLICE_S
        results: list[Result] = []
        is_done = False
        while True:  # at least one step
            taken = list(islice(left, STEP))
            is_done = len(taken) < STEP
            results += [result for thing in taken if (result := do(thing)) is not None]
            if is_done or time.monotonic() >= until_s:
                break
        if results:
            then(results)
        if len(results) >= MANY:
            # They stay: let no garbage collection look at thousands of rows again and again, which
            # takes a tenth of a second at ten thousand. What is removed goes all the same, as only
            # circles need a collection.
            gc.freeze()
        if is_done:
            return
        yield True
