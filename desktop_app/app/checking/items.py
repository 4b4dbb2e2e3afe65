"""What of a transcript is worth a second look; no Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import UNSURE_BELOW, Segment, Transcript

# The word numbers of what stands before a sentence: speech without text and missing sound in the
# order of the file, and below them the language.
BETWEEN, LANGUAGE = -2, -1


class Kind(StrEnum):
    """Why something is worth a second look. The library keeps these words."""

    LANGUAGE = "language"  # it seems to be in another language
    GAP = "gap"  # speech without text
    LOST = "lost"  # sound is missing
    UNSURE = "unsure"  # the model was not sure of the words


class Mark(NamedTuple):
    """What an item is known by when the text around it has changed, and at the next start."""

    kind: Kind
    start_ms: int | None
    text: str


class Place(NamedTuple):
    """Where an item stands in the text; they compare as the text goes.

    Attributes:
        segment: the number of its segment, or of the one that it stands before; the number of all
            segments for what stands after the text.
        word: the number of its first word in the segment; negative before the first one.
        order: which one it is of several that stand between the same sentences, from 0.
    """

    segment: int
    word: int
    order: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check.

    Attributes:
        kind: why.
        span: from when to when, in seconds from the start of the file; None if unknown.
        text: the unsure words, the code of the language, or the sentence about missing sound; ""
            for speech without text.
        place: where it stands.
        words: how many words it has; 0 for what stands between sentences.
    """

    kind: Kind
    span: Span | None
    text: str
    place: Place = field(compare=False)
    words: int = field(default=0, compare=False)

    @property
    def mark(self) -> Mark:
        """What it is known by."""
        start_ms = None if self.span is None else round(self.span[0] * 1000)
        return Mark(self.kind, start_ms, self.text)


def items_of(transcript: Transcript) -> list[Item]:
    """Return what is worth a second look, in the order of the page.

    Neighbouring unsure words of a sentence are one item, and so are neighbouring sentences in
    another language. What has no known place comes after the text.
    """
    found: list[Item] = []
    left = _between(transcript)
    number = 0
    for language, run in groupby(transcript.segments, lambda segment: segment.language):
        passage = list(run)
        for offset, segment in enumerate(passage):
            order = 0
            while left and _is_before(left[0][0], segment):
                found.append(_placed(left.pop(0), Place(number, BETWEEN, order)))
                order += 1
            if language and not offset:
                place = Place(number, LANGUAGE)
                found.append(Item(Kind.LANGUAGE, _span(passage), language, place))
            found += _unsure(segment, number)
            number += 1
    behind = (Place(number, BETWEEN, order) for order in range(len(left)))
    return [*found, *map(_placed, left, behind)]


# A span, a kind and a text, of which the place is not known yet.
_Loose = tuple[Span | None, Kind, str]


def _between(transcript: Transcript) -> list[_Loose]:
    gaps = [((gap.start_s, gap.end_s), Kind.GAP, "") for gap in transcript.gaps]
    lost = transcript.incomplete.places if transcript.incomplete else ()
    loose: list[_Loose] = [*gaps, *((place.span, Kind.LOST, place.text) for place in lost)]
    return sorted(loose, key=lambda one: float("inf") if one[0] is None else one[0][0])


def _is_before(span: Span | None, segment: Segment) -> bool:
    return span is not None and segment.start_s is not None and span[0] <= segment.start_s


def _placed(one: _Loose, place: Place) -> Item:
    span, kind, text = one
    return Item(kind, span, text, place)


def _span(passage: Sequence[Segment]) -> Span | None:
    start_s, end_s = passage[0].start_s, passage[-1].end_s
    return None if start_s is None or end_s is None else (start_s, end_s)


def _unsure(segment: Segment, number: int) -> Iterator[Item]:
    for word in segment.words:  # not by `is_unsure`: there are 50,000 words
        if word.confidence is not None and word.confidence < UNSURE_BELOW:
            break
    else:
        return
    for is_unsure, run in groupby(enumerate(segment.words), lambda one: one[1].is_unsure):
        if not is_unsure:
            continue
        listed = list(run)
        words = [word for _number, word in listed]
        start_s, end_s = words[0].start_s, words[-1].end_s
        span = None if start_s is None or end_s is None else (start_s, end_s)
        text = " ".join(word.text for word in words)
        yield Item(Kind.UNSURE, span, text, Place(number, listed[0][0]), len(words))
