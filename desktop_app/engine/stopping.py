"""Stops a model in the middle of its work."""

import contextlib
from collections.abc import Iterator

from desktop_app.core.cancel import CancelToken
from desktop_app.engine.recognizer import NemoModel

# What a model's time goes into: the encoder's layers take seconds each with a large batch, and the
# decoders are called for each token. (NeMo's names, in its transducer, CTC and multi-task models.)
PARTS = ("encoder", "decoder", "transf_encoder", "transf_decoder")


@contextlib.contextmanager
def stoppable(model: NemoModel, cancel: CancelToken) -> Iterator[None]:
    """Look at the token whenever a part of the model is about to compute.

    Raises:
        Cancelled: inside the block, from within the model's call, soon after somebody asked.
    """

    def look(*_: object) -> None:
        cancel.raise_if_cancelled()

    handles = [module.register_forward_pre_hook(look) for module in _parts(model)]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _parts(model: NemoModel) -> Iterator[NemoModel]:
    models = (model, getattr(model, "timestamps_asr_model", None))
    for part in (getattr(one, name, None) for one in models if one is not None for name in PARTS):
        if part is not None and hasattr(part, "modules"):
            yield from part.modules()
