"""A transcript as a document: facts, paragraphs with times, notes where something is missing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from typing import NamedTuple

from desktop_app.core.editing.paragraphs import Paragraph, joint, paragraphs_of
from desktop_app.core.sentences import listed, tr
from desktop_app.core.timecode import Span, clock
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.options import ExportOptions, TimesShown

SECONDS_PER_MINUTE = 60
# How many speakers the facts name.
MOST_SPEAKERS = 20
# What XML 1.0 cannot hold (section 2.2) and HTML forbids: control characters, halves of characters
# and noncharacters.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
INSTEAD = "\ufffd"
# What str.strip takes away, but for spaces that hold words together or have a width of their own.
_BREAKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_RIGHT_TO_LEFT = ("R", "AL")


class Fact(NamedTuple):
    """A line of the table below a document's title."""

    title: str
    value: str


class Sentence(NamedTuple):
    """A sentence of a passage.

    Attributes:
        joint: what stands between it and the one before: a space, or nothing.
        text: its words.
        span: start and end in seconds from the start of the file; None if unknown.
        shown_s: the time that is shown before it, in seconds; None for none.
    """

    joint: str
    text: str
    span: Span | None
    shown_s: float | None


class Stretch(NamedTuple):
    """Text up to the next time that is shown.

    Attributes:
        shown_s: the time that is shown before it, in seconds; None for none.
        text: its sentences.
    """

    shown_s: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as a document shows it.

    Attributes:
        speaker: the name to show; "" for none.
        language: the code of its language if it is another than the rest of the file's.
        sentences: at least one.
    """

    speaker: str
    language: str | None
    sentences: tuple[Sentence, ...]

    @property
    def shown_s(self) -> float | None:
        """The time that is shown at its beginning, in seconds; None for none."""
        return self.sentences[0].shown_s

    @property
    def text(self) -> str:
        """All of its sentences."""
        return "".join(each.joint + each.text for each in self.sentences)

    def stretches(self) -> Iterator[Stretch]:
        """Yield its text in pieces, each with the time before it; only the first may have none."""
        text, shown_s = "", self.shown_s
        for number, each in enumerate(self.sentences):
            if number and each.shown_s is not None:
                yield Stretch(shown_s, text)
                text, shown_s = each.text, each.shown_s
            else:
                text += each.joint + each.text
        yield Stretch(shown_s, text)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is missing.

    Attributes:
        text: one sentence for the reader.
        span: where, in seconds from the start of the file; None if unknown.
    """

    text: str
    span: Span | None


def title_of(transcript: Transcript) -> str:
    """Return what the user calls it, or the recording's name without its extension."""
    return cleaned(transcript.title or transcript.media_path.stem)


def facts_of(transcript: Transcript, options: ExportOptions) -> list[Fact]:
    """Return what is known of the recording and its text, in the language of the program."""
    recorded_on = transcript.recorded_on
    facts = [
        Fact(tr("Recording"), transcript.media_path.name),
        *([Fact(tr("Recorded"), f"{recorded_on:%Y-%m-%d}")] if recorded_on else []),
        Fact(tr("Length"), clock(transcript.duration_s)),
        Fact(tr("Model"), transcript.model_title or transcript.model),
    ]
    if transcript.language:
        facts.append(Fact(tr("Language"), transcript.language))
    if options.has_speakers and transcript.speakers:
        facts.append(Fact(tr("Speakers"), first_of(transcript.speakers, MOST_SPEAKERS)))
    return [Fact(title, cleaned(value)) for title, value in facts]


def interview_heads(transcript: Transcript, options: ExportOptions) -> tuple[str, str]:
    """Return the heads of an interview's two columns: who speaks or when, and the text."""
    is_named = options.has_speakers and bool(transcript.speakers)
    return (tr("Speaker") if is_named else tr("Time"), tr("Text"))


def first_of(names: Sequence[str], most: int) -> str:
    """Return the names, and how many there are beyond so many of them."""
    if len(names) <= most:
        return listed(names)
    return tr("{first} and {count} more").format(
        first=", ".join(names[:most]), count=len(names) - most
    )


def cleaned(text: str) -> str:
    """Return a text in which replacement characters stand for what no document can hold."""
    return _NOT_TEXT.sub(INSTEAD, text)


def one_line(text: str) -> str:
    """Return a text as `cleaned` does, with a space for tabs and for whatever breaks lines.

    Spaces that hold words together stay, and those as wide as an ideograph.
    """
    return cleaned(_BREAKS.sub(" ", text)).strip(" ")


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in ("L", *_RIGHT_TO_LEFT)), "L") != "L"


def lost_in(transcript: Transcript) -> list[Note]:
    """Return where sound is missing, in the order of the file."""
    places = transcript.incomplete.places if transcript.incomplete else ()
    return [Note(place.text, place.span) for place in places]


def in_order(transcript: Transcript, notes: Sequence[Note]) -> Iterator[Segment | Note]:
    """Yield sentences and notes in the order of the file.

    Notes come last whose place is unknown, and all of them where the text has no times.
    """
    left = sorted(notes, key=lambda note: note.span[0] if note.span else inf)
    for segment in transcript.segments:
        while left and _is_before(left[0], segment):
            yield left.pop(0)
        yield segment
    yield from left


def _is_before(note: Note, segment: Segment) -> bool:
    if note.span is None or segment.start_s is None:
        return False
    return note.span[0] <= segment.start_s


def passages_of(transcript: Transcript, options: ExportOptions) -> Iterator[Passage | Note]:
    """Yield paragraphs and notes in the order of the file; a note ends a paragraph.

    Speakers and times are those that were asked for. Notes tell of missing sound, and of speech
    for which no word was written.
    """
    clocked = _Clock(options.times)
    gaps = [Note(str(gap), (gap.start_s, gap.end_s)) for gap in transcript.gaps]
    ordered = in_order(transcript, [*lost_in(transcript), *gaps])
    for is_note, run in groupby(ordered, lambda one: isinstance(one, Note)):
        if is_note:
            yield from (one for one in run if isinstance(one, Note))
            continue
        for part in paragraphs_of([one for one in run if isinstance(one, Segment)]):
            speaker = part.speaker if options.has_speakers else None
            yield Passage(one_line(speaker or ""), part.language, tuple(clocked.sentences(part)))


class _Clock:
    """Says which sentences have their time shown."""

    def __init__(self, shown: TimesShown) -> None:
        self._shown = shown
        self._minute = -1

    def sentences(self, paragraph: Paragraph) -> Iterator[Sentence]:
        """Yield the sentences of the next paragraph."""
        before = ""
        for number, segment in enumerate(paragraph.segments):
            start_s, end_s = segment.start_s, segment.end_s
            span = None if start_s is None or end_s is None else (start_s, end_s)
            between = joint(before, segment.text) if number else ""
            shown_s = start_s if self._is_shown(number, start_s) else None
            yield Sentence(between, cleaned(segment.text), span, shown_s)
            before = segment.text

    def _is_shown(self, number: int, start_s: float | None) -> bool:
        if start_s is None or self._shown is TimesShown.NONE:
            return False
        if self._shown is TimesShown.MINUTE:
            minute = int(start_s // SECONDS_PER_MINUTE)
            is_new, self._minute = minute > self._minute, max(minute, self._minute)
            return is_new
        return not number or self._shown is TimesShown.SENTENCE
