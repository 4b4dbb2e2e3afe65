"""The token-and-duration-transducer loss (arXiv 2304.06795) on a processor, along known word times.

NeMo's own loss needs a GPU. This one computes the exact loss and gradient of the lattice whose
nodes lie in a band: at frame ``t`` only the token counts ``first[t] ... first[t] + width - 1`` are
allowed. A band as wide as the text is the whole lattice; a narrow one around the times at which a
synthesiser spoke the words costs a tenth and keeps the time stamps true.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

IMPOSSIBLE = -1e30
# Anything below is as good as impossible.
NEARLY_IMPOSSIBLE = -1e29


@numba.njit(cache=True, fastmath=True)
def _log_add(one: float, other: float) -> float:
    if one < other:
        one, other = other, one
    if other < NEARLY_IMPOSSIBLE:
        return one
    return one + math.log1p(math.exp(other - one))


@numba.njit(cache=True, fastmath=True)
def _value(
    scores: Floats, first: Integers, frame: int, tokens: int, frames: int, last_token: int
) -> float:
    """The score of a node; the end of the text at the end of the sound has a score of 0."""
    if frame == frames:
        return 0.0 if tokens == last_token else IMPOSSIBLE
    if frame > frames:
        return IMPOSSIBLE
    column = tokens - first[frame]
    if column < 0 or column >= scores.shape[1]:
        return IMPOSSIBLE
    return float(scores[frame, column])


@numba.njit(cache=True, fastmath=True)
def _backward_scores(
    blank: Floats, label: Floats, duration: Floats, first: Integers, frames: int, last_token: int
) -> Floats:
    """For every node, the log-probability of all ways from it to the end."""
    scores = np.full((frames, blank.shape[1]), IMPOSSIBLE, np.float32)
    for frame in range(frames - 1, -1, -1):
        for column in range(blank.shape[1] - 1, -1, -1):
            tokens = first[frame] + column
            total = IMPOSSIBLE
            for step in range(duration.shape[2]):
                cost = duration[frame, column, step]
                if step > 0:
                    rest = _value(scores, first, frame + step, tokens, frames, last_token)
                    if rest > NEARLY_IMPOSSIBLE:
                        total = _log_add(total, blank[frame, column] + cost + rest)
                if tokens < last_token and frame + step < frames:
                    rest = _value(scores, first, frame + step, tokens + 1, frames, last_token)
                    if rest > NEARLY_IMPOSSIBLE:
                        total = _log_add(total, label[frame, column] + cost + rest)
            scores[frame, column] = total
    return scores


@numba.njit(cache=True, fastmath=True)
def _pass(
    scores: Floats,
    reached: Floats,
    first: Integers,
    target: tuple[int, int],
    ends: tuple[int, int],
    arc: float,
) -> float:
    """Go along an arc to ``target`` (frame, tokens); returns the share of ways that take it."""
    frame, tokens = target
    rest = _value(scores, first, frame, tokens, ends[0], ends[1])
    if rest < NEARLY_IMPOSSIBLE:
        return 0.0
    if frame < ends[0]:
        column = tokens - first[frame]
        reached[frame, column] = _log_add(reached[frame, column], arc)
    return math.exp(min(0.0, arc + rest - scores[0, 0]))


@numba.njit(cache=True, fastmath=True)
def _visit(
    blank: Floats,
    label: Floats,
    duration: Floats,
    first: Integers,
    ends: tuple[int, int],
    gradients: tuple[Floats, Floats, Floats],
) -> float:
    """Loss of one utterance; writes how often each arc is taken, negated, into ``gradients``."""
    frames, last_token = ends
    scores = _backward_scores(blank, label, duration, first, frames, last_token)
    if scores[0, 0] < NEARLY_IMPOSSIBLE or first[0] != 0:
        return 0.0
    blanks, labels, durations = gradients
    reached = np.full((frames, blank.shape[1]), IMPOSSIBLE, np.float32)
    reached[0, 0] = 0.0
    for frame in range(frames):
        for column in range(blank.shape[1]):
            here = reached[frame, column]
            if here < NEARLY_IMPOSSIBLE:
                continue
            tokens = first[frame] + column
            for step in range(duration.shape[2]):
                cost = here + duration[frame, column, step]
                later = frame + step
                if step > 0:
                    arc = cost + blank[frame, column]
                    share = _pass(scores, reached, first, (later, tokens), ends, arc)
                    blanks[frame, column] -= share
                    durations[frame, column, step] -= share
                if tokens < last_token and later < frames:
                    arc = cost + label[frame, column]
                    share = _pass(scores, reached, first, (later, tokens + 1), ends, arc)
                    labels[frame, column] -= share
                    durations[frame, column, step] -= share
    return -float(scores[0, 0])


@numba.njit(cache=True, fastmath=True)
def _visit_all(
    scores: tuple[Floats, Floats, Floats],
    first: Integers,
    lengths: tuple[Integers, Integers],
    gradients: tuple[Floats, Floats, Floats],
) -> Floats:
    losses = np.zeros(first.shape[0], np.float32)
    for index in range(first.shape[0]):
        losses[index] = _visit(
            scores[0][index],
            scores[1][index],
            scores[2][index],
            first[index],
            (lengths[0][index], lengths[1][index]),
            (gradients[0][index], gradients[1][index], gradients[2][index]),
        )
    return losses


def band_starts(token_frames: Integers, frames: int, width: int, lag: int) -> Integers:
    """Where the band begins at each frame, given the frame at which each token begins.

    The band lets the model be ``lag`` tokens late and ``width - lag - 1`` tokens early.
    """
    begun = np.searchsorted(token_frames, np.arange(frames), side="right")
    return np.clip(begun - lag, 0, max(0, len(token_frames) + 1 - width)).astype(np.int64)


def tdt_losses(
    outputs: Tensor,
    labels: Tensor,
    first: Tensor,
    lengths: tuple[Tensor, Tensor],
    *,
    durations: int,
    sigma: float,
) -> Tensor:
    """The loss of every utterance of a batch.

    ``outputs``: the joint network's raw output [batch, frames, width, tokens + blank + durations]
    inside the band; ``labels`` [batch, frames, width]: the token that each node waits for;
    ``first`` [batch, frames]: the band's first token count; ``lengths``: frames and tokens of each
    utterance; ``durations``: how many there are (0, 1, 2 ... frames); ``sigma``: logit
    under-normalisation, as in NeMo.
    """
    import torch

    tokens = torch.log_softmax(outputs[..., :-durations], -1) - sigma
    scores = (
        tokens[..., -1],
        torch.gather(tokens, -1, labels[..., None]).squeeze(-1),
        torch.log_softmax(outputs[..., -durations:], -1),
    )
    arrays: Any = tuple(score.detach().contiguous().numpy() for score in scores)
    gradients: Any = tuple(np.zeros_like(array) for array in arrays)
    counts = (lengths[0].numpy().astype(np.int64), lengths[1].numpy().astype(np.int64))
    losses = torch.from_numpy(_visit_all(arrays, first.numpy(), counts, gradients))
    # Linear in the scores with the exact gradient as its slope: autograd does the rest.
    slopes = [
        (score * torch.from_numpy(gradient)).flatten(1).sum(1)
        for score, gradient in zip(scores, gradients, strict=True)
    ]
    linear = torch.stack(slopes).sum(0)
    return losses + linear - linear.detach()
