"""Where sentences and words stand in a paragraph, as Qt counts: in UTF-16."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.editing.paragraphs import Paragraph, joint, word_places
from desktop_app.core.transcript import Segment
from desktop_app.ui.widgets.hit_line import in_utf16

# Paragraph separators become line separators, so that a row stays one paragraph.
LINE_SEPARATOR = "\u2028"
LINE_ENDS = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2029\ufdd0\ufdd1]")
MOST_REMEMBERED = 256
_LAST_OF_PLANE = "\uffff"
# Two characters of a text that are shown as one.
_LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text.

    Attributes:
        segment: the number of the segment.
        offset: in characters of the segment's text.
        word: the number of the word in the segment; None between words, or without words.
        time_s: when the word, or else the segment, is spoken; None if unknown.
    """

    segment: int
    offset: int
    word: int | None = None
    time_s: float | None = None


class SetParagraph:
    """A paragraph as it is set: what its block reads, and where in it things stand."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        parts: list[str] = []
        self._starts: list[int] = []
        at = 0
        before: Segment | None = None
        for segment in paragraph.segments:
            gap = joint(before.text, segment.text) if before is not None else ""
            at += len(gap)
            self._starts.append(at)
            text = shown(segment.text)
            parts += (gap, text)
            at += units(text)
            before = segment
        self.text = "".join(parts)
        self.length = at

    def span_of(self, segment: int, word: int | None = None) -> tuple[int, int] | None:
        """Return where a segment or one of its words begins and ends; numbers of the transcript."""
        number = segment - self.paragraph.first
        if not 0 <= number < len(self._starts):
            return None
        text = self.paragraph.segments[number].text
        start = self._starts[number]
        if word is None:
            return start, start + units(shown(text))
        places = word_places(self.paragraph.segments[number])
        place = places[word] if 0 <= word < len(places) else None
        if place is None:
            return None
        return start + units(shown(text[: place[0]])), start + units(shown(text[: place[1]]))

    def offset_at(self, segment: int, offset: int) -> int:
        """Return where a character of a segment stands."""
        number = segment - self.paragraph.first
        return self._starts[number] + units(shown(self.paragraph.segments[number].text[:offset]))

    def place_at(self, at: int) -> Place:
        """Return what stands at a place of the block; between sentences, the end of the first."""
        number = max(0, bisect_right(self._starts, at) - 1)
        segment = self.paragraph.segments[number]
        offset = _characters(segment.text, at - self._starts[number])
        for word, place in enumerate(word_places(segment)):
            if place is not None and place[0] <= offset <= place[1]:
                time_s = segment.words[word].start_s
                time_s = segment.start_s if time_s is None else time_s
                return Place(self.paragraph.first + number, offset, word, time_s)
        return Place(self.paragraph.first + number, offset, None, _time_near(segment, offset))

    def unsure(self, below: float) -> list[tuple[int, int, float]]:
        """Return where words stand of which the model was less sure, with their confidence."""
        found = []
        for segment, start in zip(self.paragraph.segments, self._starts, strict=True):
            sure = [w.confidence is None or w.confidence >= below for w in segment.words]
            if all(sure):
                continue
            for word, place in zip(segment.words, word_places(segment), strict=True):
                if word.confidence is not None and word.confidence < below and place is not None:
                    begin = start + units(shown(segment.text[: place[0]]))
                    end = start + units(shown(segment.text[: place[1]]))
                    found.append((begin, end, word.confidence))
        return found


class SetRows:
    """The paragraphs of a model as they are set, made when they are asked for."""

    def __init__(self, model: TranscriptModel) -> None:
        self._model = model
        self._made: dict[int, SetParagraph] = {}

    def __getitem__(self, row: int) -> SetParagraph | None:
        """Return a row's paragraph; None for a mark, and where there is no such row."""
        if not 0 <= row < self._model.rowCount():
            return None
        paragraph = self._model.row(row)
        if not isinstance(paragraph, Paragraph):
            return None
        made = self._made.get(row)
        if made is None or made.paragraph is not paragraph:
            if len(self._made) >= MOST_REMEMBERED:
                self._made.clear()
            made = self._made[row] = SetParagraph(paragraph)
        return made


def shown(text: str) -> str:
    """Return a segment's text as its block has it: its line ends end no paragraph."""
    return text if text.isprintable() else LINE_ENDS.sub(LINE_SEPARATOR, text)


def units(text: str) -> int:
    """Return the length of a text as Qt counts."""
    if text.isascii() or max(text, default="") <= _LAST_OF_PLANE:
        return len(text)
    return in_utf16(text, len(text))


def _characters(text: str, at: int) -> int:
    """Return the number of characters of a segment before a place of its shown text."""
    if text.isascii() and _LINE_END not in text:
        return min(max(0, at), len(text))
    done = 0
    for number, char in enumerate(text):
        if done >= at:
            return number
        is_first_of_two = text.startswith(_LINE_END, number)
        done += 0 if is_first_of_two else units(char)
    return len(text)


def _time_near(segment: Segment, offset: int) -> float | None:
    """Return the time of the last word that begins by a place, or else of the segment."""
    time_s = segment.start_s
    for word, place in zip(segment.words, word_places(segment), strict=True):
        if place is None or place[0] > offset:
            continue
        time_s = word.start_s if word.start_s is not None else time_s
    return time_s
