"""From what the user chose to a request that the chosen model can fulfil."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.app.settings import Settings
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import TimestampMode

DEFAULT_LANGUAGE = "en"


def language_for(wanted: str, offered: Sequence[str]) -> str | None:
    """The wanted language if the model has it, else English or its first; None where none is."""
    if not offered:
        return None
    if wanted in offered:
        return wanted
    return DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in offered else offered[0]


def target_language_for(wanted: str, spec: ModelSpec, source: str | None) -> str | None:
    """The language to write: the wanted one if the model has it, else the spoken one."""
    if not spec.target_languages:
        return None
    if wanted in spec.target_languages:
        return wanted
    return language_for(source or "", spec.target_languages)


def timestamps_for(wanted: TimestampMode, spec: ModelSpec) -> TimestampMode:
    """The wanted times, or the finest that the model gives where it cannot give those."""
    return wanted if wanted in spec.timestamps else spec.best_timestamps


def request_for(path: Path, spec: ModelSpec, settings: Settings) -> TranscriptionRequest:
    """The request for one file by the present settings."""
    language = language_for(settings.language, spec.languages)
    return TranscriptionRequest(
        media_path=path,
        model=spec,
        language=language,
        target_language=target_language_for(settings.target_language, spec, language),
        timestamps=timestamps_for(settings.timestamps, spec),
        device=settings.device,
        precision=settings.precision,
        batch_size=settings.batch_size,
    )
