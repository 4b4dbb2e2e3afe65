"""Inspect a .nemo file by its configuration, without loading it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config.parts import KINDS
from desktop_app.core.model_config.reader import (
    ALIGNER_PREFIX,
    CONFIG_NAME,
    WEIGHTS_NAME,
    class_of,
    open_config,
)
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.catalog import (
    CANARY_1B_LANGUAGES,
    EUROPEAN_LANGUAGES,
    NO_CANARY_1B_TIMES,
)

LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(-[a-zA-Z]{2,4})?")
ALIGNER_CONFIG = f"{ALIGNER_PREFIX}{CONFIG_NAME}"
CONFIGS = (CONFIG_NAME, ALIGNER_CONFIG)
# NeMo's default of `SortformerModules`.
SORTFORMER_SPEAKERS = 4


@dataclass(frozen=True, slots=True)
class NemoFile:
    """Facts about a .nemo file, shown before it is added.

    Attributes:
        class_name: its NeMo class.
    """

    path: Path
    spec: ModelSpec
    class_name: str
    sample_rate_hz: int
    bytes: int


def inspect(path: Path) -> NemoFile:
    """Describe a local .nemo file; its model id is the absolute path.

    Raises:
        ModelUnsafe: loading it would run code, or touch other files.
        ModelInvalid: not a .nemo, damaged, not a speech recognition model, or not supported, each
            with its reason.
    """
    path = path.absolute()
    from desktop_app.models.archive import look_into  # the window starts without it

    contents = look_into(path, CONFIGS)
    opened = {
        name: open_config(text, path.name, contents.names)
        for name, text in contents.configs.items()
    }
    config = opened[CONFIG_NAME]
    _check_sample_rate(path, config)
    class_name = class_of(config)
    kind = KINDS[class_name]
    if kind is ModelKind.CANARY2 and config.get("prompt_format") == "canary":
        kind = ModelKind.CANARY
    has_aligner = f"{ALIGNER_PREFIX}{WEIGHTS_NAME}" in contents.names
    spec = _spec(path, kind, config, has_aligner=has_aligner)
    return NemoFile(path, spec, class_name, SAMPLE_RATE_HZ, path.stat().st_size)


def check_folder(folder: Path, name: str) -> None:
    """Check an unpacked model as `inspect` and the loader do.

    Raises:
        ModelInvalid: as `inspect`.
    """
    names = {file.name for file in folder.iterdir() if file.is_file()}
    for config in names.intersection(CONFIGS):
        open_config((folder / config).read_bytes(), name, names)


def _check_sample_rate(path: Path, config: Mapping[str, Any]) -> None:
    preprocessor = config.get("preprocessor") or {}
    rate = preprocessor.get("sample_rate", config.get("sample_rate", SAMPLE_RATE_HZ))
    if rate != SAMPLE_RATE_HZ:
        if not isinstance(rate, (int, float)):
            raise ModelInvalid(
                "“{name}” needs another kind of audio; Aviary runs models for {usable} Hz audio.",
                name=path.name,
                usable=SAMPLE_RATE_HZ,
            )
        raise ModelInvalid(
            "“{name}” needs {rate} Hz audio; Aviary runs models for {usable} Hz audio.",
            name=path.name,
            rate=rate,
            usable=SAMPLE_RATE_HZ,
        )


def _spec(
    path: Path, kind: ModelKind, config: Mapping[str, Any], *, has_aligner: bool
) -> ModelSpec:
    if kind.is_diarizer:
        return ModelSpec(
            id=str(path),
            title=path.stem,
            kind=kind,
            summary=f"{kind.family}; from {path.name}",
            timestamps=(),
            path=path,
            most_speakers=int(config["sortformer_modules"].get("num_spks", SORTFORMER_SPEAKERS)),
        )
    languages = _languages(kind, config)
    all_modes = (TimestampMode.NONE, TimestampMode.SEGMENT, TimestampMode.WORD)
    modes: tuple[TimestampMode, ...] = all_modes
    why_not = ""
    if kind is ModelKind.CANARY:
        modes, why_not = (TimestampMode.NONE,), NO_CANARY_1B_TIMES
    elif kind is ModelKind.CANARY2 and not has_aligner:
        modes = (TimestampMode.NONE,)
        why_not = tr("This Canary file contains no timestamps model, so it gives no times.")
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
    """Return the languages that a prompt may name; only aggregate tokenizers list them."""
    if not kind.is_prompted:
        return ()
    tokenizer = config.get("tokenizer") or {}
    named = [str(n) for n in tokenizer.get("langs") or {} if LANGUAGE_PATTERN.fullmatch(str(n))]
    if named:
        return tuple(named)
    return CANARY_1B_LANGUAGES if kind is ModelKind.CANARY else EUROPEAN_LANGUAGES
