"""Which chunks go through the model together: as many as memory holds, of like length."""

from collections.abc import Sequence

from desktop_app.core.request import DeviceChoice

# In a batch every chunk costs as much as the longest: a quarter of the work may be for nothing.
FULLEST_WASTE = 1 / 4
# More would bring nothing and hold up the first text: short chunks are as fast by 16 as by 8.
MOST_CHUNKS = 32

# Attention makes a long chunk dearer for each second. Measured, 0.6B architecture in int8, one
# thread: 4 x 15 s 10.3 times real time, 4 x 30 s 7.8 times; 1 x 15 s 7.0 and 1 x 30 s 6.0 times.
CPU_CHUNK_S = 20.0


def longest_chunk_s(model_s: float, device: DeviceChoice) -> float:
    """How long a chunk may be, in seconds.

    Args:
        model_s: the longest that the model takes.
        device: where it is.
    """
    return min(model_s, CPU_CHUNK_S) if device is DeviceChoice.CPU else model_s


def choose(lengths_s: Sequence[float], budget_s: float, most: int) -> list[int]:
    """The chunks of the next batch.

    Args:
        lengths_s: of the chunks that wait, the oldest first; at least one.
        budget_s: how many seconds the batch may hold, all chunks made as long as the longest.
        most: how many chunks it may hold.

    Returns:
        Their places in `lengths_s`, the oldest among them, in rising order.
    """
    by_length = sorted(range(len(lengths_s)), key=lambda i: (lengths_s[i], i))
    low = high = by_length.index(0)
    while high - low + 1 < most:
        wider = [
            (low - 1, high) if low else None,
            (low, high + 1) if high + 1 < len(by_length) else None,
        ]
        fitting = [
            ends
            for ends in wider
            if ends and _fits([lengths_s[i] for i in by_length[ends[0] : ends[1] + 1]], budget_s)
        ]
        if not fitting:
            break
        # The one that leaves least unused; of equals the older.
        low, high = min(
            fitting,
            key=lambda ends: (
                _waste([lengths_s[i] for i in by_length[ends[0] : ends[1] + 1]]),
                by_length[ends[0]] if ends[0] < low else by_length[ends[1]],
            ),
        )
    return sorted(by_length[low : high + 1])


def _fits(lengths_s: Sequence[float], budget_s: float) -> bool:
    return lengths_s[-1] * len(lengths_s) <= budget_s and _waste(lengths_s) <= FULLEST_WASTE


def _waste(lengths_s: Sequence[float]) -> float:
    """Which share of the work is for nothing; the lengths rise."""
    return 1.0 - sum(lengths_s) / (lengths_s[-1] * len(lengths_s))
