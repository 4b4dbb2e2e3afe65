"""Find ways to redo a span, from the installed models; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.app.choices.requests import language_for
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.timecode import Span


class RedoKind(StrEnum):
    """The kind of an offer."""

    AGAIN = "again"  # the same model and options
    WITH_MODEL = "with model"
    GET_MODEL = "get model"  # it is not installed


@dataclass(frozen=True, slots=True)
class RedoOffer:
    """One way to redo a span; `language` is the code for a prompted model, None for others."""

    kind: RedoKind
    model: ModelSpec
    language: str | None = None


def offers_for_gap(
    request: TranscriptionRequest, installed: Sequence[ModelSpec], wanted_language: str
) -> tuple[RedoOffer, ...]:
    """Return offers for speech without text, likeliest first.

    Args:
        request: the whole file's request.
        installed: the installed models, in catalogue order.
        wanted_language: the user's language for models that need it.
    """
    others = [
        RedoOffer(RedoKind.WITH_MODEL, spec, language_for(wanted_language, spec.languages))
        for spec in installed
    ]
    again = _again(request, installed)
    return (*again, *(offer for offer in others if not _is_same(offer, request)))


def offers_for_passage(
    request: TranscriptionRequest,
    catalog: Sequence[ModelSpec],
    installed: Sequence[ModelSpec],
    language: str,
) -> tuple[RedoOffer, ...]:
    """Return offers for a passage that seems to be in another language, likeliest first.

    Args:
        request: the whole file's request.
        catalog: all models.
        installed: the installed models.
        language: the code of the passage's language.
    """
    asked_for = [spec for spec in installed if language in spec.languages]
    finding = [
        spec
        for spec in installed
        if not spec.languages and spec.facts is not None and language in spec.facts.hears
    ]
    found = [RedoOffer(RedoKind.WITH_MODEL, spec, language) for spec in asked_for]
    if not asked_for:
        # Prefer one with times and a licence for any use.
        missing = sorted(
            (spec for spec in catalog if language in spec.languages),
            key=lambda spec: (len(spec.timestamps) == 1, spec.note != ""),
        )
        found = [RedoOffer(RedoKind.GET_MODEL, spec, language) for spec in missing[:1]]
    others = [RedoOffer(RedoKind.WITH_MODEL, spec) for spec in finding]
    again = _again(request, installed)
    return (*found, *again, *(offer for offer in others if not _is_same(offer, request)))


def redo_request(whole: TranscriptionRequest, offer: RedoOffer, span: Span) -> TranscriptionRequest:
    """Make the request for a span: the whole file's, with the offer's changes."""
    whole = replace(whole, speakers=None)  # of a part alone nobody knows who is who
    if offer.kind is RedoKind.AGAIN:
        return replace(whole, span=span)
    return replace(
        whole,
        span=span,
        model=offer.model,
        language=offer.language,
        target_language=offer.language if offer.model.target_languages else None,
        timestamps=offer.model.best_timestamps,
    )


def _again(request: TranscriptionRequest, installed: Sequence[ModelSpec]) -> tuple[RedoOffer, ...]:
    """Return the offer of the same model, unless that was removed since."""
    is_there = any(spec.id == request.model.id for spec in installed)
    return (RedoOffer(RedoKind.AGAIN, request.model, request.language),) if is_there else ()


def _is_same(offer: RedoOffer, request: TranscriptionRequest) -> bool:
    return offer.model.id == request.model.id and offer.language == request.language
