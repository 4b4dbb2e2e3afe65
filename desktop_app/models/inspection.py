"""What a .nemo file is, read from its configuration without loading it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.archive import open_archive, read_config
from desktop_app.models.catalog import (
    CANARY_1B_LANGUAGES,
    EUROPEAN_LANGUAGES,
    NO_CANARY_1B_TIMES,
)

LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(-[a-zA-Z]{2,4})?")

# The speech recognition classes of nemo.collections.asr.models, NeMo 3.0.0.
KINDS = {
    "EncDecRNNTModel": ModelKind.TRANSDUCER,
    "EncDecRNNTBPEModel": ModelKind.TRANSDUCER,
    "EncDecCTCModel": ModelKind.CTC,
    "EncDecCTCModelBPE": ModelKind.CTC,
    "EncDecHybridRNNTCTCModel": ModelKind.HYBRID,
    "EncDecHybridRNNTCTCBPEModel": ModelKind.HYBRID,
    "EncDecMultiTaskModel": ModelKind.CANARY2,
}
# Its other ones, which want more than a recording, or write more than words.
NOT_DRIVEN = {
    "EncDecRNNTBPEModelWithPrompt": "it must be told a prompt with each recording",
    "EncDecHybridRNNTCTCBPEModelWithPrompt": "it must be told a prompt with each recording",
    "EncDecRNNTBPEEOUModel": "it is made for live speech and marks the ends of turns",
    "EncDecHybridRNNTCTCBPEEOUModel": "it is made for live speech and marks the ends of turns",
    "EncDecMultiTalkerRNNTBPEModel": "it must be told who speaks when",
    "EncDecTransfModelBPE": "NeMo gives no times and no confidence for it",
}


# nemo.core.classes.common.ALLOWED_TARGET_PREFIXES, NeMo 3.0.0, less its tests: what a
# configuration may name to be built. NeMo refuses the rest when it loads; here, before the model
# is added. (A test compares the two.)
ALLOWED_TARGETS = (
    "nemo.collections.",
    "nemo.core.",
    "nemo.utils.",
    "nemo.lightning.",
    "nemo_text_processing.text_normalization.normalize.Normalizer",
    "torch.nn.",
    "torch.distributed.fsdp.",
    "torch.optim.",
    "torch.utils.data.",
    "torchmetrics.",
    "lightning.pytorch.callbacks.",
    "lightning.pytorch.loggers.",
    "lightning.pytorch.strategies.",
    "lightning.pytorch.accelerators.",
    "omegaconf.",
    "megatron.",
)


@dataclass(frozen=True, slots=True)
class NemoFile:
    """What the user is told of a .nemo file before it is added.

    Attributes:
        class_name: NeMo's class.
    """

    path: Path
    spec: ModelSpec
    class_name: str
    sample_rate_hz: int
    bytes: int


def inspect(path: Path) -> NemoFile:
    """Describe a local .nemo file; its model's id is its absolute path.

    Raises:
        ModelInvalid: no .nemo, damaged, not a speech recognition model, or one that Aviary
            cannot drive, each with its reason.
    """
    import yaml  # 50 ms that the window need not wait for

    path = path.absolute()
    try:
        config = yaml.safe_load(read_config(path))
    except yaml.YAMLError as error:
        raise ModelInvalid(
            f"“{path.name}” is damaged: its configuration cannot be read.", repr(error)
        ) from error
    if not isinstance(config, Mapping):
        raise ModelInvalid(f"“{path.name}” is damaged: its configuration is empty.")
    config = config.get("model", config)
    class_name = str(config.get("target", "")).rpartition(".")[2]
    kind = KINDS.get(class_name)
    if class_name in NOT_DRIVEN:
        raise ModelInvalid(
            f"“{path.name}” is a speech recogniser of a kind that Aviary cannot drive yet: "
            f"{NOT_DRIVEN[class_name]}.",
            class_name,
        )
    if kind is None:
        raise ModelInvalid(
            f"“{path.name}” is a NeMo model, but not a speech recogniser that Aviary can run.",
            class_name,
        )
    _check_targets(path, config)
    _check_sample_rate(path, config)
    if kind is ModelKind.CANARY2 and config.get("prompt_format") == "canary":
        kind = ModelKind.CANARY
    spec = _spec(path, kind, config)
    return NemoFile(path, spec, class_name, SAMPLE_RATE_HZ, path.stat().st_size)


def _check_targets(path: Path, part: object) -> None:
    """Refuse a configuration that would have something else built than a model."""
    if isinstance(part, Mapping):
        target = part.get("_target_")
        if target is not None and not str(target).startswith(ALLOWED_TARGETS):
            raise ModelInvalid(
                f"“{path.name}” is not safe to load: its configuration would run “{target}”."
            )
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            _check_targets(path, inner)


def _check_sample_rate(path: Path, config: Mapping[str, Any]) -> None:
    preprocessor = config.get("preprocessor") or {}
    rate = preprocessor.get("sample_rate", config.get("sample_rate", SAMPLE_RATE_HZ))
    if rate != SAMPLE_RATE_HZ:
        raise ModelInvalid(
            f"“{path.name}” works on {rate} Hz audio; Aviary runs models of {SAMPLE_RATE_HZ} Hz."
        )


def _spec(path: Path, kind: ModelKind, config: Mapping[str, Any]) -> ModelSpec:
    languages = _languages(kind, config)
    all_modes = (TimestampMode.NONE, TimestampMode.SEGMENT, TimestampMode.WORD)
    modes: tuple[TimestampMode, ...] = all_modes
    why_not = ""
    if kind is ModelKind.CANARY:
        modes, why_not = (TimestampMode.NONE,), NO_CANARY_1B_TIMES
    elif kind is ModelKind.CANARY2 and not _has_aligner(path):
        modes = (TimestampMode.NONE,)
        why_not = "This Canary file holds no timestamps model, so it gives no times."
    return ModelSpec(
        id=str(path),
        title=path.stem,
        kind=kind,
        summary=f"{kind.family}; from {path.name}",
        languages=languages,
        target_languages=languages,
        timestamps=modes,
        timestamps_why_not=why_not,
        path=path,
    )


def _languages(kind: ModelKind, config: Mapping[str, Any]) -> tuple[str, ...]:
    """Languages that a prompt may name; the tokenizer lists them only in aggregate ones."""
    if not kind.is_prompted:
        return ()
    tokenizer = config.get("tokenizer") or {}
    named = [str(n) for n in tokenizer.get("langs") or {} if LANGUAGE_PATTERN.fullmatch(str(n))]
    if named:
        return tuple(named)
    return CANARY_1B_LANGUAGES if kind is ModelKind.CANARY else EUROPEAN_LANGUAGES


def _has_aligner(path: Path) -> bool:
    with open_archive(path) as archive:
        return any("timestamps_asr_model_weights" in name for name in archive.getnames())
