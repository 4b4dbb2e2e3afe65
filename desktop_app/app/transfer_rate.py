"""How fast bytes come, smoothed, and how long the rest will take."""

import math
import time
from collections.abc import Callable

# A younger rate is mostly chance; an older burst should be forgotten by now.
FIRST_S = 1.0
SMOOTHING_S = 5.0


class TransferRate:
    """An exponentially smoothed rate.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._bytes = 0
        self._at_s: float | None = None
        self._per_s: float | None = None

    @property
    def bytes_per_s(self) -> float | None:
        """The rate, or None in the first second."""
        return self._per_s

    def update(self, done_bytes: int) -> None:
        """Take note of how many bytes there are by now; fewer than before starts anew."""
        now_s = self._clock()
        is_before_the_first = self._per_s is None and done_bytes == self._bytes  # connecting
        if self._at_s is None or done_bytes < self._bytes or is_before_the_first:
            self._bytes, self._at_s, self._per_s = done_bytes, now_s, None
            return
        passed_s = now_s - self._at_s
        if passed_s <= 0 or (self._per_s is None and passed_s < FIRST_S):
            return
        latest = (done_bytes - self._bytes) / passed_s
        if self._per_s is None:
            self._per_s = latest
        else:
            weight = 1 - math.exp(-passed_s / SMOOTHING_S)
            self._per_s += weight * (latest - self._per_s)
        self._bytes, self._at_s = done_bytes, now_s

    def left_s(self, total_bytes: int) -> float | None:
        """Seconds until `total_bytes` are there, or None where nobody knows."""
        if not self._per_s or not total_bytes:
            return None
        return max(0, total_bytes - self._bytes) / self._per_s
