"""How a part of a transcript can be done again, by the models that are there; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.app.choices.requests import language_for, timestamps_for
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.span import Span


class RedoKind(StrEnum):
    """What an offer does."""

    AGAIN = "again"  # the same model, as it was asked before
    WITH_MODEL = "with model"
    GET_MODEL = "get model"  # it is not on this computer


@dataclass(frozen=True, slots=True)
class RedoOffer:
    """One way; `language` is the code to ask a prompted model for, None for the others."""

    kind: RedoKind
    model: ModelSpec
    language: str | None = None


def offers_for_gap(
    request: TranscriptionRequest, installed: Sequence[ModelSpec], wanted_language: str
) -> tuple[RedoOffer, ...]:
    """The ways for speech without text, the likeliest first.

    Args:
        request: how the whole file was transcribed.
        installed: the models on this computer, in the catalogue's order.
        wanted_language: what the user chose for models that must be told.
    """
    others = [
        RedoOffer(RedoKind.WITH_MODEL, spec, language_for(wanted_language, spec.languages))
        for spec in installed
    ]
    return (_again(request), *(offer for offer in others if not _is_same(offer, request)))


def offers_for_passage(
    request: TranscriptionRequest,
    catalog: Sequence[ModelSpec],
    installed: Sequence[ModelSpec],
    language: str,
) -> tuple[RedoOffer, ...]:
    """The ways for a passage that seems to be in another language, the likeliest first.

    Args:
        request: how the whole file was transcribed.
        catalog: all models on offer.
        installed: those on this computer.
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
        # With times, and free for every use, where there is one like that.
        missing = sorted(
            (spec for spec in catalog if language in spec.languages),
            key=lambda spec: (len(spec.timestamps) == 1, spec.note != ""),
        )
        found = [RedoOffer(RedoKind.GET_MODEL, spec, language) for spec in missing[:1]]
    others = [RedoOffer(RedoKind.WITH_MODEL, spec) for spec in finding]
    return (*found, _again(request), *(offer for offer in others if not _is_same(offer, request)))


def redo_request(whole: TranscriptionRequest, offer: RedoOffer, span: Span) -> TranscriptionRequest:
    """The request for a part: as for the whole file, in what the offer does not change."""
    if offer.kind is RedoKind.AGAIN:
        return replace(whole, span=span)
    return replace(
        whole,
        span=span,
        model=offer.model,
        language=offer.language,
        target_language=offer.language if offer.model.target_languages else None,
        timestamps=timestamps_for(whole.timestamps, offer.model),
    )


def _again(request: TranscriptionRequest) -> RedoOffer:
    return RedoOffer(RedoKind.AGAIN, request.model, request.language)


def _is_same(offer: RedoOffer, request: TranscriptionRequest) -> bool:
    return offer.model.id == request.model.id and offer.language == request.language
