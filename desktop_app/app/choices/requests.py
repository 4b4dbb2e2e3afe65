"""Make a request from the settings that the chosen model can fulfil."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.app.settings import Settings
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.speaker_choice import diarizer_for

DEFAULT_LANGUAGE = "en"


def language_for(wanted: str, offered: Sequence[str]) -> str | None:
    """Return the wanted language if the model has it, else English or its first, or None."""
    if not offered:
        return None
    if wanted in offered:
        return wanted
    return DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in offered else offered[0]


def targets_for(spec: ModelSpec, source: str | None) -> tuple[str, ...]:
    """Return the languages that the model can write from `source`: itself and its translations.

    All its languages if its translation pairs are unknown.
    """
    pairs = spec.facts.translation_pairs if spec.facts else ()
    if not pairs:
        return spec.target_languages
    return tuple(t for t in spec.target_languages if t == source or (source, t) in pairs)


def target_language_for(wanted: str, spec: ModelSpec, source: str | None) -> str | None:
    """Return the language to write: the wanted one if possible, else the spoken one."""
    offered = targets_for(spec, source)
    return wanted if wanted in offered else language_for(source or "", offered)


def request_for(
    path: Path, spec: ModelSpec, settings: Settings, diarizers: Sequence[ModelSpec]
) -> TranscriptionRequest:
    """Make the request for one file from the current settings.

    Args:
        path: the file.
        spec: the model.
        settings: the current settings.
        diarizers: the installed models that tell speakers apart.
    """
    language = language_for(settings.language, spec.languages)
    return TranscriptionRequest(
        media_path=path,
        model=spec,
        language=language,
        target_language=target_language_for(settings.target_language, spec, language),
        timestamps=spec.best_timestamps,
        device=settings.device,
        precision=settings.precision,
        batch_size=settings.batch_size,
        speakers=settings.speakers.search(diarizer_for(settings.diarizer_id, diarizers)),
    )


def with_model(
    before: TranscriptionRequest, spec: ModelSpec, settings: Settings
) -> TranscriptionRequest:
    """Return a request with another model, and its languages as far as that has them."""
    language = language_for(before.language or settings.language, spec.languages)
    target = before.target_language or settings.target_language
    return replace(
        before,
        model=spec,
        language=language,
        target_language=target_language_for(target, spec, language),
        timestamps=spec.best_timestamps,
    )


def with_language(before: TranscriptionRequest, language: str) -> TranscriptionRequest:
    """Return a request with another spoken language, one of its model's.

    It is written in that language, unless it is translated.
    """
    is_translated = before.target_language != before.language
    wanted = before.target_language if is_translated else language
    target = target_language_for(wanted or "", before.model, language)
    return replace(before, language=language, target_language=target)


def request_again(
    before: TranscriptionRequest,
    spec: ModelSpec | None,
    settings: Settings,
    diarizers: Sequence[ModelSpec],
) -> TranscriptionRequest:
    """Make the request to transcribe a file again, from the current settings.

    A span keeps its model and languages, which were chosen for it, as do sentences that are told.

    Args:
        before: the previous request.
        spec: the currently chosen model, or None.
        settings: the current settings.
        diarizers: the installed models that tell speakers apart.
    """
    fresh = request_for(before.media_path, spec or before.model, settings, diarizers)
    if before.span is None and not before.told:
        return replace(fresh, audio_track=before.audio_track)
    return replace(
        before,
        device=fresh.device,
        precision=fresh.precision,
        batch_size=fresh.batch_size,
    )
