"""Hear conversations as the program will, chunk by chunk, and say how wrong the model is.

The model's outputs are its places. Which true speaker belongs to which place is decided by what it
did so far: in the first chunk by the order of arrival, later by who was put where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from tools.starter_diarizer.network import CONTEXT, SPEAKERS, SUBSAMPLING

if TYPE_CHECKING:
    from nemo.collections.asr.models import SortformerEncLabelModel
    from torch import Tensor

# Weight of the arrival order in the choice of places: decides only where nothing else does.
ARRIVAL: Final = 1e-3
# Of the first chunk's loss: the order of arrival, and whichever order fits best.
FIRST_WEIGHTS: Final = (0.5, 0.5)
# Weight of what was kept in the cache in the loss.
CACHE_WEIGHT: Final = 0.2
ACTIVE: Final = 0.5
# A voice is compared with itself where it speaks alone for so many frames, in two halves; how like
# voices are counts by this much.
LEAST_FRAMES: Final = 24
TEMPERATURE: Final = 0.1
# How sure the truth is made to look when it fills the cache: of activity, and of silence.
SUREST: Final = (0.75, 1.0)
FAINTEST: Final = (0.0, 0.04)
# Probabilities nearer to 0 and 1 than this are not told apart.
CLOSEST: Final = 1e-5


@dataclass(frozen=True)
class Heard:
    """One chunk: [batch, frames, …] of the cache and then the chunk with its surroundings."""

    # Frames for the cache, as the encoder's first part leaves them: of the chunk alone.
    frames: Tensor
    # What the encoder makes of them, and of the cache before them.
    encoded: Tensor
    # Probabilities of every place; the places of the cache are put in their order again.
    believed: Tensor
    # Where each speaker was found in the cache: NeMo shuffles it in training.
    order: Tensor
    cached: int
    left: int
    right: int


class Listener:
    """A model that hears a batch of conversations."""

    def __init__(self, model: SortformerEncLabelModel, sound: Tensor, truth: Tensor) -> None:
        """Prepare to hear ``sound`` [batch, samples].

        ``truth`` [batch, frames, speakers] is in the order of arrival.
        """
        import torch

        lengths = torch.full((len(sound),), sound.shape[1])
        with torch.no_grad(), torch.autocast("cpu", enabled=False):
            self._features, _ = model.preprocessor(input_signal=sound, length=lengths)
        self._model = model
        self._truth = truth
        self._unsure = unsure(truth)
        self._state: Any = model.sortformer_modules.init_streaming_state(batch_size=len(sound))
        self._matched = torch.zeros(len(sound), SPEAKERS, SPEAKERS)

    def hear(self, first: int, last: int) -> Heard:
        """What the model believes of the frames from ``first`` to ``last``."""
        import torch

        state, model = self._state, self._model
        left, right = min(CONTEXT, first), min(CONTEXT, self._truth.shape[1] - last)
        span = slice((first - left) * SUBSAMPLING, (last + right) * SUBSAMPLING)
        features = self._features[:, :, span].transpose(1, 2)
        lengths = torch.full((len(features),), features.shape[1])
        frames, counts = model.encoder.pre_encode(x=features, lengths=lengths)
        cached = state.spkcache.shape[1]
        encoded, encoded_counts = model.frontend_encoder(
            processed_signal=torch.cat([state.spkcache, frames], 1),
            processed_signal_length=counts + cached,
            bypass_pre_encode=True,
        )
        believed = model.forward_infer(encoded, encoded_counts)
        order = torch.arange(SPEAKERS).expand(len(features), SPEAKERS)
        if state.spk_perm is not None:
            order = torch.argsort(state.spk_perm, 1)
        return Heard(frames, encoded, reordered(believed, order), order, cached, left, right)

    def loss(self, heard: Heard, first: int, last: int) -> Tensor:
        """How wrong the model is about a chunk and about its cache."""
        wanted = self._truth[:, first - heard.left : last + heard.right]
        believed = heard.believed[:, heard.cached :]
        loss = cross_entropy(believed, reordered(wanted, places(self._matched)))
        if not first:
            fitting = places(match(believed.detach(), wanted))
            by_arrival, by_fit = FIRST_WEIGHTS
            loss = by_arrival * loss + by_fit * cross_entropy(believed, reordered(wanted, fitting))
        if self._state.spkcache_preds is not None:
            kept = (self._state.spkcache_preds > ACTIVE).float()
            loss = loss + CACHE_WEIGHT * cross_entropy(heard.believed[:, : heard.cached], kept)
        return loss

    def confusion(self, heard: Heard, first: int, last: int) -> Tensor:
        """How like one another the encoder makes the voices of a chunk, of all conversations."""
        truth = self._truth[:, first - heard.left : last + heard.right]
        return confusion(heard.encoded[:, heard.cached :], truth)

    def remember(self, heard: Heard, first: int, last: int, *, told: bool) -> None:
        """Fill the cache by what the model believes or, ``told``, by the truth."""
        import torch

        believed = heard.believed.detach()
        if told:
            # NeMo asks about the cache only while it still holds all that was heard.
            cache = self._unsure[:, first - heard.cached : first]
            chunk = self._unsure[:, first - heard.left : last + heard.right]
            believed = torch.cat([cache, chunk], 1)
        now = believed[:, heard.cached + heard.left :][:, : last - first]
        self._matched += match(now, self._truth[:, first:last])
        self._state, _ = self._model.sortformer_modules.streaming_update(
            streaming_state=self._state,
            chunk=heard.frames.detach(),
            preds=reordered(believed, heard.order.argsort(1)),
            lc=heard.left,
            rc=heard.right,
        )


def cross_entropy(believed: Tensor, wanted: Tensor) -> Tensor:
    """The mean over all frames and places."""
    import torch

    believed = believed.float().clamp(CLOSEST, 1 - CLOSEST)
    with torch.autocast("cpu", enabled=False):
        return torch.nn.functional.binary_cross_entropy(believed, wanted)


def confusion(encoded: Tensor, truth: Tensor) -> Tensor:
    """How like one another voices are made: of ``truth`` [batch, frames, speakers], all of them.

    Each is there twice, as the means of two halves of what it says alone in ``encoded`` [batch,
    frames, width], and has to find itself among all others (InfoNCE: van den Oord and others,
    "Representation Learning with Contrastive Predictive Coding", 2018).
    """
    import torch

    alone = truth * (truth.sum(2, keepdim=True) == 1)
    halves = []
    for frames, told in zip(encoded, alone, strict=True):
        for speaker in range(told.shape[1]):
            own = frames[told[:, speaker] > 0].float()
            if len(own) >= LEAST_FRAMES:
                middle = len(own) // 2
                halves.append(torch.stack([own[:middle].mean(0), own[middle:].mean(0)]))
    if not halves:
        return encoded.sum() * 0
    with torch.autocast("cpu", enabled=False):
        voices = torch.nn.functional.normalize(torch.stack(halves), dim=2)
        like = voices[:, 0] @ voices[:, 1].T / TEMPERATURE
        numbers = torch.arange(len(like))
        entropy = torch.nn.functional.cross_entropy
        return (entropy(like, numbers) + entropy(like.T, numbers)) / 2


def match(believed: Tensor, truth: Tensor) -> Tensor:
    """How well each true speaker fits each place: [batch, places, speakers]."""
    import torch

    return torch.einsum("bfp,bfs->bps", believed.float(), truth).float()


def places(matched: Tensor) -> Tensor:
    """For each place [batch, places], the true speaker; without evidence, in order of arrival."""
    import torch

    arrival = ARRIVAL * np.eye(SPEAKERS)
    found = [linear_sum_assignment(table + arrival, maximize=True)[1] for table in matched.numpy()]
    return torch.from_numpy(np.stack(found))


def reordered(table: Tensor, order: Tensor) -> Tensor:
    """The columns of ``table`` [batch, frames, speakers] in ``order`` [batch, speakers]."""
    import torch

    return torch.gather(table, 2, order[:, None].expand_as(table))


def unsure(truth: Tensor) -> Tensor:
    """The truth, as unsure as a model would be."""
    import torch

    active = torch.empty_like(truth).uniform_(*SUREST)
    silent = torch.empty_like(truth).uniform_(*FAINTEST)
    return torch.where(truth > 0, active, silent)
