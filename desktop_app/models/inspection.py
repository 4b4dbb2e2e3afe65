"""Inspect a .nemo file or a model's folder by its configuration, without loading it."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config import nemotron
from desktop_app.core.model_config.nemotron import WEIGHTS_FILE, open_nemotron
from desktop_app.core.model_config.parts import KINDS
from desktop_app.core.model_config.reader import (
    ALIGNER_PREFIX,
    CONFIG_NAME,
    WEIGHTS_NAME,
    class_of,
    open_config,
)
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.catalog import (
    CANARY_1B_LANGUAGES,
    EUROPEAN_LANGUAGES,
    NO_CANARY_1B_TIMES,
)
from desktop_app.models.contents import FOLDER_NAMES
from desktop_app.models.folders import check_weights, folder_of, look_into_folder
from desktop_app.system.files import open_regular

if TYPE_CHECKING:
    from desktop_app.models.archive import Contents

LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(-[a-zA-Z]{2,4})?")
ALIGNER_CONFIG = f"{ALIGNER_PREFIX}{CONFIG_NAME}"
CONFIGS = (CONFIG_NAME, ALIGNER_CONFIG)
# Torch's weights are a zip archive with a CRC-32 of each record.
ZIP_MAGIC = b"PK\x03\x04"
BLOCK_BYTES = 1 << 22  # the interval between two checks of `cancel`
# What zipfile raises on damaged archives; the last ones for fields that make no sense.
UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
# NeMo's default of `SortformerModules`.
SORTFORMER_SPEAKERS = 4


@dataclass(frozen=True, slots=True)
class ModelFile:
    """Facts about a model's file or folder, shown before it is added.

    Attributes:
        class_name: its class in NeMo or transformers.
    """

    path: Path
    spec: ModelSpec
    class_name: str
    sample_rate_hz: int
    bytes: int


def inspect(path: Path) -> ModelFile:
    """Describe a local model; its id is the absolute path.

    Args:
        path: a .nemo file, an offline pack, a folder, or one of the files in a model's folder.

    Raises:
        ModelUnsafe: loading it would run code, or touch other files.
        ModelInvalid: it is none of these, damaged, another kind of model, or not supported, each
            with its reason.
    """
    path = path.absolute()
    if (folder := folder_of(path)) is not None:
        contents = look_into_folder(folder, ModelKind.NEMOTRON_DIARIZER)
        found = _nemotron(folder, contents.texts, contents.bytes)
        check_weights(contents.paths[WEIGHTS_FILE], folder.name)
        return found
    from desktop_app.models.archive import look_into  # the window starts without it

    archive = look_into(path, (*CONFIGS, *FOLDER_NAMES - {WEIGHTS_FILE}))
    if CONFIG_NAME not in archive.configs and WEIGHTS_FILE in archive.names:
        return _nemotron(path, archive.configs, path.stat().st_size)
    return _nemo(path, archive)


def _nemotron(path: Path, texts: Mapping[str, bytes], size: int) -> ModelFile:
    speakers = open_nemotron(texts, path.name).config.most_speakers
    spec = replace(_plain(path, ModelKind.NEMOTRON_DIARIZER), most_speakers=speakers)
    return ModelFile(path, spec, nemotron.CLASS, SAMPLE_RATE_HZ, size)


def _nemo(path: Path, contents: "Contents") -> ModelFile:
    if CONFIG_NAME not in contents.configs:
        raise ModelInvalid(
            "“{name}” is not a NeMo model: it contains no {missing}.",
            name=path.name,
            missing=CONFIG_NAME,
        )
    configs = {name: text for name, text in contents.configs.items() if name in CONFIGS}
    opened = {name: open_config(text, path.name, contents.names) for name, text in configs.items()}
    config = opened[CONFIG_NAME]
    _check_sample_rate(path, config)
    class_name = class_of(config)
    kind = KINDS[class_name]
    if kind is ModelKind.CANARY2 and config.get("prompt_format") == "canary":
        kind = ModelKind.CANARY
    has_aligner = f"{ALIGNER_PREFIX}{WEIGHTS_NAME}" in contents.names
    spec = _spec(path, kind, config, has_aligner=has_aligner)
    return ModelFile(path, spec, class_name, SAMPLE_RATE_HZ, path.stat().st_size)


def check_folder(folder: Path, spec: ModelSpec) -> None:
    """Check a model's files as `inspect` and the loader do.

    Args:
        folder: where they are, with all that its kind needs.
        spec: what the model is said to be.

    Raises:
        ModelInvalid: as `inspect`; or it is for another task.
    """
    if spec.kind.is_folder:
        contents = look_into_folder(folder, spec.kind)
        open_nemotron(contents.texts, spec.title)
        check_weights(contents.paths[WEIGHTS_FILE], spec.title)
        return
    names = {file.name for file in folder.iterdir() if file.is_file()}
    opened = {
        config: open_config((folder / config).read_bytes(), spec.title, names)
        for config in names.intersection(CONFIGS)
    }
    if KINDS[class_of(opened[CONFIG_NAME])].task is not spec.kind.task:
        raise ModelInvalid(
            "“{name}” is another kind of model than it should be: it is not “{kind}”.",
            name=spec.title,
            kind=spec.kind.family,
        )


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
    plain = _plain(path, kind)
    if kind.is_diarizer:
        return replace(plain, most_speakers=_most_speakers(path, config))
    if not kind.recognizes:
        return plain
    languages = _languages(kind, config)
    all_modes = (TimestampMode.NONE, TimestampMode.SEGMENT, TimestampMode.WORD)
    modes: tuple[TimestampMode, ...] = all_modes
    why_not = ""
    if kind is ModelKind.CANARY:
        modes, why_not = (TimestampMode.NONE,), NO_CANARY_1B_TIMES
    elif kind is ModelKind.CANARY2 and not has_aligner:
        modes = (TimestampMode.NONE,)
        why_not = tr("This Canary file contains no timestamps model, so it gives no times.")
    return replace(
        plain,
        languages=languages,
        target_languages=languages,
        timestamps=modes,
        timestamps_why_not=why_not,
    )


def _plain(path: Path, kind: ModelKind) -> ModelSpec:
    """Describe a local model without what it can do."""
    return ModelSpec(
        id=str(path),
        title=path.name if path.is_dir() else path.stem,
        kind=kind,
        summary=f"{kind.family}; from {path.name}",
        timestamps=(),
        path=path,
    )


def _most_speakers(path: Path, config: Mapping[str, Any]) -> int:
    speakers = config["sortformer_modules"].get("num_spks", SORTFORMER_SPEAKERS)
    if not isinstance(speakers, int) or speakers < 1:
        raise ModelInvalid(
            "“{name}” is damaged: its configuration describes no Sortformer.",
            f"num_spks: {speakers!r}",
            name=path.name,
        )
    return speakers


def _languages(kind: ModelKind, config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages that a prompt may name; only aggregate tokenizers list them."""
    if not kind.is_prompted:
        return ()
    tokenizer = config.get("tokenizer") or {}
    named = [str(n) for n in tokenizer.get("langs") or {} if LANGUAGE_PATTERN.fullmatch(str(n))]
    if named:
        return tuple(named)
    return CANARY_1B_LANGUAGES if kind is ModelKind.CANARY else EUROPEAN_LANGUAGES


def check_records(path: Path, name: str, cancel: CancelToken, report: Report = unreported) -> None:
    """Compare the records of a file of torch's weights with their checksums.

    Neither tar nor torch's mapped loading looks at them, so flipped bytes would be used unseen.
    A file that is no zip archive, as of torch before 1.6, has none; nor has a record whose
    checksum is 0, which torch writes when it is told to compute none. What is compressed is not
    torch's, and could grow without end.

    Args:
        path: the file.
        name: the model's file for messages.
        cancel: checked between blocks.
        report: called with the progress.

    Raises:
        ModelInvalid: it is damaged.
        OSError: it cannot be read.
        Cancelled: `cancel` was set.
    """
    with open_regular(path) as file:
        if file.read(len(ZIP_MAGIC)) != ZIP_MAGIC:
            return
        size = path.stat().st_size
        try:
            with zipfile.ZipFile(file) as archive:
                records = [one for one in archive.infolist() if one.CRC and _is_stored(one)]
                if sum(one.file_size for one in records) > size:
                    raise zipfile.BadZipFile("records overlap")
                for record in records:
                    with archive.open(record) as content:
                        while content.read(BLOCK_BYTES):
                            cancel.raise_if_cancelled()
                            report(ModelProgress(Phase.VERIFYING, file.tell(), size))
        except UNSOUND as error:
            raise ModelInvalid(
                "“{name}” is damaged: its weights are not what they were when it was made.",
                repr(error),
                name=name,
            ) from error


def _is_stored(record: zipfile.ZipInfo) -> bool:
    return record.compress_type == zipfile.ZIP_STORED and record.file_size == record.compress_size
