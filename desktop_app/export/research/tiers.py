"""Sentences and words in tiers, as ELAN and Praat have them: one speaker each, without overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.document import cleaned, one_line
from desktop_app.export.word_times import TimedWord, has_word_times, span_ms, timed_words

# Start and end in milliseconds.
Span: TypeAlias = tuple[int, int]
# The tier of sentences of which nobody knows who speaks.
NOBODY = "speech"
# As ELAN's users name the tiers of a speaker.
WORDS_OF = "words@{name}"


class Interval(NamedTuple):
    """A text and its time in milliseconds from the start of the file, `start_ms < end_ms`."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Tier:
    """What one speaker says.

    Attributes:
        name: the speaker's name in one line; unique.
        words_name: the name of the tier of words; unique.
        is_known: whether there is a speaker.
        sentences: in order, without overlap.
        words: of each sentence, in order and within it; none of any where words have no times.
    """

    name: str
    words_name: str
    is_known: bool
    sentences: tuple[Interval, ...]
    words: tuple[tuple[Interval, ...], ...]

    @property
    def has_words(self) -> bool:
        """Whether there is a word with a time."""
        return any(self.words)


def tiers_of(transcript: Transcript) -> list[Tier]:
    """Return a tier for each speaker, in the order in which they begin; at least one.

    A tier holds one thing at a time: a sentence ends where the same speaker's next one begins. What
    takes no time gets a millisecond, and all after it as much as it needs.
    """
    said: dict[str | None, list[Segment]] = {}
    for segment in transcript.segments:
        if segment.text.strip():
            said.setdefault(segment.speaker or None, []).append(segment)
    taken: set[str] = set()
    has_words = has_word_times(transcript)
    return [
        _tier(speaker, segments, taken, has_words=has_words)
        for speaker, segments in (said or {None: []}).items()
    ]


def unique(name: str, taken: set[str], ending: str) -> str:
    """Return the name, with an ending and a number if it is taken, and remember that it is now."""
    number, wanted = 1, name
    while name in taken:
        number += 1
        name = f"{wanted}{ending}{number}"
    taken.add(name)
    return name


def _tier(
    speaker: str | None, segments: Sequence[Segment], taken: set[str], *, has_words: bool
) -> Tier:
    name = unique(one_line(speaker or "") or NOBODY, taken, " ")
    words_name = unique(WORDS_OF.format(name=name), taken, " ")
    said = sorted(((timed_words(each), each) for each in segments), key=lambda one: _span(*one)[0])
    spans = [_span(words, segment) for words, segment in said]
    least = [max(1, len(words)) for words, _segment in said]
    room = (0, max((end_ms for _start_ms, end_ms in spans), default=0) + sum(least))
    placed = _placed(spans, least, room)
    return Tier(
        name,
        words_name,
        speaker is not None,
        tuple(
            Interval(*span, _text(segment.text))
            for span, (_words, segment) in zip(placed, said, strict=True)
        ),
        tuple(
            _inside(words, span) if has_words else ()
            for span, (words, _segment) in zip(placed, said, strict=True)
        ),
    )


def _text(text: str) -> str:
    """Return a text as XML hands it on: with one kind of line break."""
    return cleaned(text).replace("\r\n", "\n").replace("\r", "\n")


def _span(words: list[TimedWord], segment: Segment) -> Span:
    start_ms, end_ms = span_ms(segment)
    return (
        min([start_ms, *(word.start_ms for word in words)]),
        max([end_ms, *(word.end_ms for word in words)]),
    )


def _inside(words: list[TimedWord], sentence: Span) -> tuple[Interval, ...]:
    """Place words within their sentence, which has a millisecond or more for each."""
    spans = [(word.start_ms, word.end_ms) for word in words]
    placed = _placed(spans, [1] * len(words), sentence)
    return tuple(
        Interval(*span, _text(word.text)) for span, word in zip(placed, words, strict=True)
    )


def _placed(spans: Sequence[Span], least: Sequence[int], room: Span) -> list[Span]:
    """Return spans in order, without overlap, each at least so long, all within the room.

    Starts stay where they are if they can; ends give way to the next start.
    """
    first_ms, last_ms = room
    starts: list[int] = []
    for (start_ms, _end_ms), length in zip(spans, least, strict=True):
        starts.append(max(start_ms, first_ms))
        first_ms = starts[-1] + length
    ends: list[int] = []
    for number in reversed(range(len(starts))):
        starts[number] = min(starts[number], last_ms - least[number])
        ends.append(min(max(spans[number][1], starts[number] + least[number]), last_ms))
        last_ms = starts[number]
    return list(zip(starts, reversed(ends), strict=True))
