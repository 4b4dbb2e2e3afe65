"""Batches of about equally long utterances, with everything that the losses need."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.starter_model.model import SUBSAMPLING
from tools.starter_model.shards import FRAMES_PER_S, MEL_BANDS
from tools.starter_model.tdt_loss import band_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from tools.starter_model.shards import Example

ENCODED_FRAME_S: Final = SUBSAMPLING / FRAMES_PER_S
# The band of the loss: how many token counts at a frame, and how many tokens late at most.
BAND_WIDTH: Final = 10
BAND_LAG: Final = 6
# Marks frames of the padding for torch's cross-entropy.
IGNORED: Final = -100
# Masks of 10 ms frames and mel bands, gentler than usual: the data never repeats exactly.
BAND_MASKS: Final = 1
BAND_MASK_WIDTH: Final = 12
TIME_MASK_EVERY: Final = 400
TIME_MASK_FRAMES: Final = 20
# Lengths may differ by this many frames within a batch, so that batches differ in every pass.
LENGTH_JITTER_FRAMES: Final = 60


@dataclass(frozen=True)
class Target:
    """The tokens of an example and the encoded frame at which each begins and ends."""

    tokens: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Tensors of one step; see ``tdt_losses`` for the band."""

    frames: Tensor
    frame_counts: Tensor
    tokens: Tensor
    token_counts: Tensor
    frame_tokens: Tensor
    band: Tensor


def target(example: Example, encode: Callable[[str], list[int]]) -> Target:
    """Spread the tokens of each word evenly over its time."""
    tokens: list[int] = []
    edges: list[tuple[float, float]] = []
    for word in example.words:
        pieces = encode(word.text)
        times_s = np.linspace(word.start_s, word.end_s, len(pieces) + 1)
        tokens += pieces
        edges += pairwise(times_s)
    limits = np.round(np.array(edges).reshape(-1, 2) / ENCODED_FRAME_S).astype(np.int64)
    return Target(
        np.array(tokens, np.int64), limits[:, 0], np.maximum(limits[:, 0] + 1, limits[:, 1])
    )


def plan(
    lengths: Sequence[int], longest_frames: int, generator: np.random.Generator
) -> Iterator[list[int]]:
    """Indices of the examples of each batch: at most ``longest_frames`` with their padding."""
    keys = np.array(lengths) + generator.integers(0, LENGTH_JITTER_FRAMES, len(lengths))
    batches: list[list[int]] = [[]]
    longest = 0
    for index in np.argsort(keys):
        longest = max(longest, lengths[index])
        if batches[-1] and longest * (len(batches[-1]) + 1) > longest_frames:
            batches.append([])
            longest = lengths[index]
        batches[-1].append(int(index))
    for place in generator.permutation(len(batches)):
        yield batches[place]


def masked(frames: NDArray[np.float16], generator: np.random.Generator) -> NDArray[np.float32]:
    """A copy with a few bands and moments set to the mean."""
    copy = frames.astype(np.float32)
    for _ in range(BAND_MASKS):
        width = generator.integers(0, BAND_MASK_WIDTH)
        first = generator.integers(0, MEL_BANDS - width)
        copy[:, first : first + width] = 0
    for _ in range(len(copy) // TIME_MASK_EVERY):
        width = generator.integers(0, TIME_MASK_FRAMES)
        first = generator.integers(0, len(copy) - width)
        copy[first : first + width] = 0
    return copy


def collate(
    examples: Sequence[Example],
    targets: Sequence[Target],
    blank: int,
    generator: np.random.Generator,
) -> Batch:
    """Pad and stack."""
    import torch

    counts = [len(example.frames) for example in examples]
    encoded = [-(-count // SUBSAMPLING) for count in counts]
    texts = [len(one.tokens) for one in targets]
    shape = (len(examples), max(encoded) + 1)
    frames = np.zeros((len(examples), max(counts), MEL_BANDS), np.float32)
    tokens = np.zeros((len(examples), max(texts) + BAND_WIDTH + 1), np.int64)
    frame_tokens = np.full(shape, IGNORED, np.int64)
    band = np.zeros(shape, np.int64)
    for row, (example, one) in enumerate(zip(examples, targets, strict=True)):
        frames[row, : counts[row]] = masked(example.frames, generator)
        tokens[row, : texts[row]] = one.tokens
        frame_tokens[row, : encoded[row]] = blank
        for token, begin, end in zip(one.tokens, one.begins, one.ends, strict=True):
            frame_tokens[row, begin : min(end, encoded[row])] = token
        band[row] = band_starts(one.begins, shape[1], BAND_WIDTH, BAND_LAG)
    return Batch(
        torch.from_numpy(frames).transpose(1, 2).contiguous(),
        torch.tensor(counts),
        torch.from_numpy(tokens),
        torch.tensor(texts),
        torch.from_numpy(frame_tokens),
        torch.from_numpy(band),
    )
