"""Choose the chunks of a batch: as many as memory allows, of similar length."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.core.request import DeviceChoice

# More would only delay the first text: short chunks are as fast by 16 as by 8.
MOST_CHUNKS = 32
# Fixed cost of a batch, in seconds of sound. Measured, 0.6B architecture, int8: 1 x 2 s took 0.33 s
# and 8 x 2 s 1.29 s, so 0.19 s for the batch or some 2 s of sound; the starter model: 25 ms, or 5 s
# of sound.
ONCE_S = 4.0
# The decoder processes all chunks together, token by token, for the length of the longest.
# Measured: about 2.5 ms per second with the starter model, 20 ms with the 0.6B one.
DECODING_SHARE = 0.3

# Attention makes each second of a long chunk more expensive. Measured, 0.6B architecture in int8,
# one thread: 4 x 15 s 10.3 times real time, 4 x 30 s 7.8 times; 1 x 15 s 7.0 and 1 x 30 s 6.0
# times.
CPU_CHUNK_S = 20.0


def longest_chunk_s(model_s: float, device: DeviceChoice) -> float:
    """Return the longest chunk to use, in seconds.

    Args:
        model_s: the longest that the model accepts, in seconds.
        device: where the model runs.
    """
    return min(model_s, CPU_CHUNK_S) if device is DeviceChoice.CPU else model_s


def choose(lengths_s: Sequence[float], budget_s: float, most: int) -> list[int]:
    """Choose the chunks of the next batch.

    Args:
        lengths_s: lengths of the waiting chunks, oldest first; at least one.
        budget_s: how many seconds the batch may hold, padding included.
        most: the maximum number of chunks.

    Returns:
        Their indices in `lengths_s`, including the oldest, in ascending order.
    """
    by_length = sorted(range(len(lengths_s)), key=lambda i: (lengths_s[i], i))
    low = high = by_length.index(0)
    best = _Batch((lengths_s[0],))
    while len(best.lengths_s) < most:
        wider = [(low - 1, high)] if low else []
        wider += [(low, high + 1)] if high + 1 < len(by_length) else []
        found = [
            (batch.worth, -max(by_length[first], by_length[last]), first, last, batch)
            for first, last in wider
            if (batch := _Batch(tuple(lengths_s[i] for i in by_length[first : last + 1]))).cost_s
            <= budget_s
        ]
        if not found:
            break
        worth, _, first, last, batch = max(found, key=lambda one: one[:2])
        if worth < best.worth:
            break
        low, high, best = first, last, batch
    return sorted(by_length[low : high + 1])


@dataclass(frozen=True, slots=True)
class _Batch:
    """Try chunks in ascending length; each costs as much as the longest."""

    lengths_s: tuple[float, ...]

    @property
    def cost_s(self) -> float:
        return self.lengths_s[-1] * len(self.lengths_s)

    @property
    def worth(self) -> float:
        """Seconds of sound per second of cost."""
        return sum(self.lengths_s) / (self.cost_s + ONCE_S + DECODING_SHARE * self.lengths_s[-1])
