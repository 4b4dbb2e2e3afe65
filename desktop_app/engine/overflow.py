"""Tells whether a model's numbers grew out of what its precision can hold."""

import contextlib
import math
from collections.abc import Iterator, Sequence

from desktop_app.engine.recognizer import Hypothesis, NemoModel


class Overflow:
    """What was seen of one call of the model; kept on the device until it is asked for."""

    def __init__(self) -> None:
        self._seen: list[object] = []

    def look(self, _module: object, _inputs: object, output: object) -> None:
        """Note whether an encoder's output is finite, shape (batch, features, frames).

        Frames beyond a chunk's end are left out: what stands there is nobody's.
        """
        import torch

        encoded, *lengths = output if isinstance(output, (tuple, list)) else (output,)
        if not isinstance(encoded, torch.Tensor) or not encoded.is_floating_point():
            return
        finite = torch.isfinite(encoded)
        if encoded.dim() == 3 and lengths and isinstance(lengths[0], torch.Tensor):  # noqa: PLR2004
            frames = torch.arange(encoded.shape[-1], device=encoded.device)
            beyond = frames[None, :] >= lengths[0].to(encoded.device)[:, None]
            finite = finite | beyond[:, None, :]
        self._seen.append(finite.all())

    def has_happened(self, hypotheses: Sequence[Hypothesis]) -> bool:
        """Whether anything was not finite, in the encoder or in what the decoder made of it."""
        if not all(map(bool, self._seen)):
            return True
        scores = (getattr(hypothesis, "score", None) for hypothesis in hypotheses)
        return any(score is not None and math.isnan(float(score)) for score in scores)


@contextlib.contextmanager
def watched(model: NemoModel) -> Iterator[Overflow]:
    """Look at what the model's encoder gives, inside the block."""
    overflow = Overflow()
    encoder = getattr(model, "encoder", None)
    handle = encoder.register_forward_hook(overflow.look) if encoder is not None else None
    try:
        yield overflow
    finally:
        if handle is not None:
            handle.remove()
