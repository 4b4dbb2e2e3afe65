"""What is changed in the libraries while a model is built, and put back afterwards.

Each is one class or function of a library, replaced for the length of a block: the libraries offer
no switch for it.
"""

import contextlib
from collections.abc import Iterator, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sentencepiece
    import torch
    from torch import nn

RANDOM_INITIALISERS = (
    "uniform_",
    "normal_",
    "trunc_normal_",
    "xavier_uniform_",
    "xavier_normal_",
    "kaiming_uniform_",
    "kaiming_normal_",
    "orthogonal_",
)


@contextlib.contextmanager
def without_vocabularies() -> Iterator[None]:
    """Build models without lists of their vocabulary, of which only the length is used.

    NeMo puts the tokenizer's 8192 pieces into two lists of the configuration and copies them over
    and over, an object a piece. With those that lie in the file, that was 7 of the 7.8 s of a load
    (measured, 0.6B architecture). A text is as long, and one object.
    """
    from nemo.collections.asr.models import (
        ctc_bpe_models,
        ctc_models,
        hybrid_rnnt_ctc_bpe_models,
        rnnt_bpe_models,
    )
    from omegaconf import OmegaConf

    class AlsoOfText(OmegaConf):
        """Gives a list of a text too: before it has its tokenizer's, a CTC model wants one."""

        @staticmethod
        def to_container(cfg: Any, **keywords: Any) -> Any:  # noqa: ANN401 - as there
            return list(cfg) if isinstance(cfg, str) else OmegaConf.to_container(cfg, **keywords)

    replaced: list[tuple[Any, str, object]] = [
        (module, "ListConfig", _as_long_a_text)
        for module in (rnnt_bpe_models, hybrid_rnnt_ctc_bpe_models, ctc_bpe_models)
    ]
    replaced.append((ctc_models, "OmegaConf", AlsoOfText))
    before = [getattr(module, name) for module, name, _ in replaced]
    for module, name, ours in replaced:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for (module, name, _), theirs in zip(replaced, before, strict=True):
            setattr(module, name, theirs)


def _as_long_a_text(pieces: Sized) -> str:
    return " " * len(pieces)


@contextlib.contextmanager
def without_random_weights() -> Iterator[None]:
    """Build modules without drawing weights; the checkpoint sets every one (strict loading)."""
    import torch

    drawing = {name: getattr(torch.nn.init, name) for name in RANDOM_INITIALISERS}
    for name in drawing:
        setattr(torch.nn.init, name, _leave_as_it_is)
    try:
        yield
    finally:
        for name, function in drawing.items():
            setattr(torch.nn.init, name, function)


def _leave_as_it_is(tensor: "torch.Tensor", *_args: object, **_keywords: object) -> "torch.Tensor":
    return tensor


@contextlib.contextmanager
def tokenizers_by_bytes() -> Iterator[None]:
    """Read a tokenizer's file in Python and hand SentencePiece its content.

    SentencePiece opens files by Windows' code page, and so finds none below a folder with other
    letters, such as a user's name in another alphabet.
    """
    import sentencepiece

    kind: Any = sentencepiece.SentencePieceProcessor
    by_name = kind.LoadFromFile
    kind.LoadFromFile = _load_content
    try:
        yield
    finally:
        kind.LoadFromFile = by_name


def _load_content(processor: "sentencepiece.SentencePieceProcessor", name: str) -> bool:
    return bool(processor.LoadFromSerializedProto(Path(name).read_bytes()))


def tied_weights(model: "nn.Module") -> list[list[str]]:
    """The names of every weight that a model has under more than one, in its own order."""
    names: dict[int, list[str]] = {}
    for name, weight in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(weight), []).append(name)
    return [several for several in names.values() if len(several) > 1]


def tie(model: "nn.Module", tied: list[list[str]]) -> None:
    """Make one weight of several again, after each name was assigned its own.

    Canary's words in and out are one matrix. Assigned apart they would be in memory twice, and
    counted twice. As where NeMo copies into the one, the last name's values count.
    """
    for names in tied:
        weight = model.get_parameter(names[-1])
        for name in names[:-1]:
            owner, _, last = name.rpartition(".")
            setattr(model.get_submodule(owner), last, weight)
