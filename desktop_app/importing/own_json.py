"""Aviary's own JSON, versions 1 and 2, as `export/json_document.py` writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Word
from desktop_app.importing.checking import converted, one_line, refuse_version, speaker_of
from desktop_app.importing.imported import Imported
from desktop_app.importing.times import is_right, readable

VERSIONS = (1, 2)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: float | None
    end: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class _Segment:
    start: float | None
    end: float | None
    text: str
    speaker: str | None
    words: list[_Word]
    language: str | None = None  # from version 2 on, as what follows
    begins_paragraph: bool | None = None
    overlapped: bool = False


@dataclass(frozen=True, slots=True)
class _Media:
    path: str
    duration: float | None


@dataclass(frozen=True, slots=True)
class _Speaker:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class _Span:
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Incomplete:
    expected: float | None
    decoded: float


@dataclass(frozen=True, slots=True)
class _Document:
    version: int
    media: _Media
    model: str
    language: str | None
    segments: list[_Segment]
    speakers: list[_Speaker] = field(default_factory=list)
    gaps: list[_Span] = field(default_factory=list)
    incomplete: _Incomplete | None = None


def is_own(content: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a JSON value is of Aviary, in whatever version."""
    return isinstance(content, Mapping) and "version" in content and "media" in content


def read_own(content: Mapping[str, object], name: str) -> Imported:
    """Read a JSON value for which `is_own` holds.

    Raises:
        TranscriptDamaged: something in it is not as the schema says.
        NotATranscript: a newer Aviary wrote it.
    """
    if content["version"] not in VERSIONS:
        refuse_version(content["version"], name)
    document = converted(content, _Document, name)
    names = {speaker.id: speaker.name for speaker in document.speakers}
    return Imported(
        segments=tuple(_segment(one, names) for one in document.segments if one.text.strip()),
        language=document.language,
        duration_s=readable(document.media.duration),
        model=document.model,
        media=document.media.path,
        gaps=tuple(
            SpeechGap(gap.start, gap.end)
            for gap in document.gaps
            if is_right((readable(gap.start), readable(gap.end))) and gap.start <= gap.end
        ),
        incomplete=_incomplete(document.incomplete),
    )


def _segment(one: _Segment, names: Mapping[str, str]) -> Segment:
    words = tuple(
        Word(one_line(word.text), *_times(word.start, word.end), readable(word.confidence))
        for word in one.words
        if one_line(word.text).strip()
    )
    start_s, end_s = _times(one.start, one.end)
    if words and words[0].start_s is not None:
        start_s = words[0].start_s
    if start_s is not None and end_s is not None:
        end_s = max(start_s, end_s)
    speaker = speaker_of(names.get(one.speaker, one.speaker) if one.speaker else None)
    text = one_line(one.text)
    return Segment(
        text, start_s, end_s, words, speaker, one.language, one.begins_paragraph, one.overlapped
    )


def _times(start: float | None, end: float | None) -> tuple[float | None, float | None]:
    start_s, end_s = readable(start), readable(end)
    if start_s is not None and end_s is not None:
        end_s = max(start_s, end_s)
    return start_s, end_s


def _incomplete(found: _Incomplete | None) -> Incomplete | None:
    if found is None:
        return None
    decoded_s = readable(found.decoded) or 0.0
    return Incomplete(readable(found.expected), decoded_s, decoded_s)
