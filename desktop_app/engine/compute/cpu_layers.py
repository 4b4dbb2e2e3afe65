"""Compute three parts of NeMo's encoders on a CPU in blocks that fit its cache.

Results are equal up to the last bits. NeMo computes these parts for a GPU: a whole batch at once,
in tensors of tens of megabytes, which a CPU has to reload from memory repeatedly. Measured,
Parakeet v3's architecture in int8, 4 x 30 s, one thread: of 13.6 s the convolutions before the
conformer took 2.2 s (0.4 s here), and attention, without its linear layers, 3.1 s (1.5 s here).
The 18 layers of a Sortformer's second encoder take a quarter of NeMo's time for 949 frames.
"""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.engine.recognizer import NemoModel

if TYPE_CHECKING:
    import torch
    from torch import nn

    Tensors = tuple[torch.Tensor, ...]

# Frames after the convolutions, 80 ms each, that are computed at once: with Parakeet's 256
# channels 5 MB between the layers. Measured: 8 and 16 are fastest, 64 takes twice as long.
FRAMES_AT_ONCE = 16
# Rows of attention, one a frame, that are computed at once. Measured with 949 frames, a conformer
# layer in int8: 64 and 128 are fastest, all rows take a quarter longer.
ROWS_AT_ONCE = 64


def suit_cpu(model: NemoModel) -> None:
    """Replace these parts in a model, also in Canary's aligner and a Sortformer's second encoder.

    Weights and their names stay. Parts of other kinds (streaming, local attention) are not changed.
    """
    encoders = [
        getattr(part, name, None)
        for part in (model, getattr(model, "timestamps_asr_model", None))
        for name in ("encoder", "transformer_encoder")
    ]
    for encoder in encoders:
        for module in encoder.modules() if encoder is not None else ():
            module.__class__ = _suited_classes().get(type(module), type(module))


@functools.cache
def _suited_classes() -> dict[type, Any]:
    """Define our classes in place of NeMo's; in a function, as NeMo is imported late."""
    import torch
    from nemo.collections.asr.modules.transformer.transformer_modules import MultiHeadAttention
    from nemo.collections.asr.parts.submodules.multi_head_attention import (
        RelPositionMultiHeadAttention,
    )
    from nemo.collections.asr.parts.submodules.subsampling import MaskedConvSequential
    from torch import nn
    from torch.nn import functional

    class SuitedAttention(RelPositionMultiHeadAttention):  # type: ignore[misc] # NeMo has no types
        """Attention with relative positions, one recording at a time."""

        def forward(
            self,
            query: torch.Tensor,
            key: torch.Tensor,
            value: torch.Tensor,
            mask: torch.Tensor | None,
            pos_emb: torch.Tensor,
            cache: torch.Tensor | None = None,
        ) -> "torch.Tensor | Tensors":
            """Like NeMo's: (batch, time, width) in and out; True in `mask` means ignored."""
            if cache is not None or key.shape[1] != query.shape[1]:
                streamed: Tensors = super().forward(query, key, value, mask, pos_emb, cache)
                return streamed
            shape = (*query.shape[:2], self.h, self.d_k)
            queries = self.linear_q(query).view(shape)
            keys = self.linear_k(key).view(shape).transpose(1, 2)
            values = self.linear_v(value).view(shape).transpose(1, 2)
            positions = self._positions(pos_emb)
            by_content = ((queries + self.pos_bias_u) / self.s_d_k).transpose(1, 2)
            by_position = ((queries + self.pos_bias_v) / self.s_d_k).transpose(1, 2)
            heard = [
                _attended(by_content[i], keys[i], values[i], by_position[i], positions, one)
                for i, one in enumerate(mask if mask is not None else [None] * len(query))
            ]
            attended: torch.Tensor = self.linear_out(torch.stack(heard).flatten(2))
            return attended

        def _positions(self, pos_emb: torch.Tensor) -> torch.Tensor:
            """Return what `_attended` takes; they are kept when the same come twice in a row.

            A diarizer's chunks are all of one length, and so have the same positions. A
            recogniser's are of many, and keep nothing.
            """
            # By address: the tensor is held with it, so that no other one can get it.
            asked = (pos_emb.data_ptr(), pos_emb.shape, self.linear_pos)
            last, _held, kept = getattr(self, "_last_positions", (None, None, None))
            if isinstance(kept, torch.Tensor) and asked == last:
                return kept
            made: torch.Tensor = self.linear_pos(pos_emb)
            made = made.view(-1, self.h, self.d_k).permute(1, 2, 0)
            self._last_positions = (asked, pos_emb, made if asked == last else None)
            return made

    class SuitedPlainAttention(MultiHeadAttention):  # type: ignore[misc] # NeMo has no types
        """Attention without positions, in one operation that keeps no scores."""

        def forward(
            self,
            queries: torch.Tensor,
            keys: torch.Tensor,
            values: torch.Tensor,
            attention_mask: torch.Tensor | None,
        ) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
            """Like NeMo's: (batch, time, width) in and out; `attention_mask` is added."""
            if self.return_xatt_scores:
                given: tuple[torch.Tensor, dict[str, torch.Tensor]] = super().forward(
                    queries, keys, values, attention_mask
                )
                return given
            nothing = attention_mask is None or not bool(attention_mask.any())
            attended = functional.scaled_dot_product_attention(
                self.transpose_for_scores(self.query_net(queries)),
                self.transpose_for_scores(self.key_net(keys)),
                self.transpose_for_scores(self.value_net(values)),
                None if nothing else attention_mask,
            )
            return self.out_projection(attended.transpose(1, 2).flatten(2)), {}

    class SuitedConvolutions(MaskedConvSequential):  # type: ignore[misc] # NeMo has no types
        """The convolutions before the conformer, a second of one recording at a time."""

        def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> "Tensors":
            """Like NeMo's: (batch, time, features) in, (batch, channels, time, features) out."""
            layers = list(self)
            if not all(type(layer) in (nn.Conv2d, nn.ReLU) for layer in layers):
                masked: Tensors = super().forward(x, lengths)
                return masked
            return _convolved(layers, x, lengths)

    return {
        RelPositionMultiHeadAttention: SuitedAttention,
        MultiHeadAttention: SuitedPlainAttention,
        MaskedConvSequential: SuitedConvolutions,
    }


def _attended(
    queries: "torch.Tensor",
    keys: "torch.Tensor",
    values: "torch.Tensor",
    by_position: "torch.Tensor",
    positions: "torch.Tensor",
    mask: "torch.Tensor | None",
) -> "torch.Tensor":
    """One recording: (heads, time, width of a head) in, (time, heads, width) out.

    `positions` are (heads, width, distances): one for each distance, the farthest before first.
    """
    import torch
    from torch.nn import functional

    heads, time, _ = queries.shape
    ignored = mask if mask is not None and bool(mask.any()) else None
    attended = []
    for start in range(0, time, ROWS_AT_ONCE):
        stop = min(start + ROWS_AT_ONCE, time)
        rows, width = stop - start, time + stop - start - 1
        # NeMo computes all distances for all rows, twice as many as there are, and copies them to
        # shift them: row i begins at distance time - 1 - i.
        near = by_position[:, start:stop] @ positions[:, :, time - stop : 2 * time - 1 - start]
        scores = near.as_strided((heads, rows, time), (rows * width, width - 1, 1), rows - 1)
        if ignored is not None:
            scores = scores.masked_fill(ignored[start:stop], torch.finfo(scores.dtype).min)
        attended.append(
            functional.scaled_dot_product_attention(
                queries[None, :, start:stop], keys[None], values[None], scores[None], scale=1.0
            )[0]
        )
    whole = torch.cat(attended, dim=1)
    if ignored is not None:
        whole = whole.masked_fill(ignored.all(dim=1)[:, None], 0.0)
    return whole.transpose(0, 1)


def _convolved(layers: "list[nn.Module]", x: "torch.Tensor", lengths: "torch.Tensor") -> "Tensors":
    """Apply the layers to recordings, (batch, time, features); return the result and its lengths.

    A recording is cut to its length, where NeMo pads it with zeros again before each layer.
    """
    import torch

    longest = _sizes(layers, x.shape[1])[-1]
    heard: torch.Tensor | None = None
    heard_lengths = []
    for number, (recording, length) in enumerate(zip(x, lengths.tolist(), strict=True)):
        sizes = _sizes(layers, max(1, length))
        own = _sizes(layers, length)[-1]
        for at in range(0, sizes[-1], FRAMES_AT_ONCE):
            stop = min(at + FRAMES_AT_ONCE, sizes[-1])
            piece = _piece(layers, recording[None, None], sizes, at, stop)[0, :, : own - at]
            if heard is None:
                # Time first, as the linear layer that follows reads it: it would be copied else.
                shape = (len(x), longest, len(piece), piece.shape[2])
                heard = piece.new_zeros(shape).transpose(1, 2)
            heard[number, :, at : at + piece.shape[1]] = piece
        heard_lengths.append(own)
    if heard is None:
        raise ValueError("no recording")
    return heard, torch.tensor(heard_lengths, device=lengths.device)


def _in_time(layers: "Sequence[nn.Module]") -> list[tuple[int, int, int]]:
    """Return kernel, stride and padding of each convolution along time."""
    convolutions: list[Any] = [layer for layer in layers if hasattr(layer, "kernel_size")]
    return [(one.kernel_size[0], one.stride[0], one.padding[0]) for one in convolutions]


def _sizes(layers: "Sequence[nn.Module]", length: int) -> list[int]:
    """Return the number of frames into each convolution, and out of the last."""
    sizes = [length]
    for kernel, stride, padding in _in_time(layers):
        sizes.append((sizes[-1] + 2 * padding - kernel) // stride + 1)
    return sizes


def _piece(
    layers: "Sequence[nn.Module]",
    sound: "torch.Tensor",
    sizes: Sequence[int],
    start: int,
    stop: int,
) -> "torch.Tensor":
    """Compute the output frames from `start` to `stop`."""
    from torch.nn import functional

    around = []
    # From the last layer back: the frames that each needs, and the zeros beyond the ends.
    steps = zip(_in_time(layers), sizes[:-1], strict=True)
    for (kernel, stride, padding), size in reversed(list(steps)):
        first, end = start * stride - padding, (stop - 1) * stride - padding + kernel
        start, stop = max(0, first), min(size, end)
        around.append((start - first, end - stop))
    made = sound[:, :, start:stop]
    for layer in layers:
        if not hasattr(layer, "kernel_size"):
            made = made.relu_()  # the first layer is a convolution: this is no longer the sound
            continue
        conv: Any = layer
        zeros = around.pop()
        made = functional.conv2d(
            functional.pad(made, (0, 0, *zeros)) if any(zeros) else made,
            conv.weight,
            conv.bias,
            conv.stride,
            (0, conv.padding[1]),
            groups=conv.groups,
        )
    return made
