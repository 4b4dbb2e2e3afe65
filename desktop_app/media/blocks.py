"""Regroup samples into blocks of one size."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray


def in_blocks(
    pieces: Iterable[NDArray[np.float32]], block_samples: int
) -> Iterator[NDArray[np.float32]]:
    """Regroup a stream of samples into equal blocks.

    Args:
        pieces: float32, shape (n,) of any length, zero included.
        block_samples: how many samples a block holds.

    Yields:
        float32, shape (block_samples,); only the last block is shorter, and none is empty.
    """
    held: list[NDArray[np.float32]] = []
    held_samples = 0
    for piece in pieces:
        if not len(piece):
            continue
        held.append(piece)
        held_samples += len(piece)
        if held_samples < block_samples:
            continue
        joined = np.concatenate(held)
        whole = held_samples - held_samples % block_samples
        for start in range(0, whole, block_samples):
            yield joined[start : start + block_samples].copy()
        held, held_samples = [joined[whole:]], held_samples - whole
    if held_samples:
        yield np.concatenate(held)
