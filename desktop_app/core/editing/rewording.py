"""Parts of a sentence's text put in other words, with the times of those that stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.core.transcript import Segment, Word


@dataclass(frozen=True, slots=True)
class Wording:
    """Characters of a text, from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    text: str


def reworded(segment: Segment, wordings: Sequence[Wording]) -> Segment:
    """Return the segment with other words in places of its text.

    Words that stay keep their times and confidence; what is new gets the time of what it replaces,
    shared by letters.

    Args:
        segment: the sentence.
        wordings: in the order of the text, none over another.
    """
    text, places = _written(segment.text, wordings)
    if not segment.words:
        return replace(segment, text=text)
    heard = _Heard(segment)
    words = tuple(
        heard.word(match.group(), places[match.start()], places[match.end()])
        for match in re.finditer(r"\S+", text)
    )
    if not words or words[0].start_s is None or words[-1].end_s is None:
        return replace(segment, text=text, words=words)
    return replace(segment, text=text, words=words, start_s=words[0].start_s, end_s=words[-1].end_s)


def _written(text: str, wordings: Sequence[Wording]) -> tuple[str, list[float]]:
    """Return the new text, and for each place in it the one in the old text."""
    parts: list[str] = []
    places: list[float] = []
    at = 0
    for wording in wordings:
        parts += (text[at : wording.start], wording.text)
        places += map(float, range(at, wording.start))
        length = wording.end - wording.start
        places += (wording.start + length * n / len(wording.text) for n in range(len(wording.text)))
        at = wording.end
    parts.append(text[at:])
    places += map(float, range(at, len(text) + 1))
    return "".join(parts), places


class _Heard:
    """The words of a sentence with their places in its text."""

    def __init__(self, segment: Segment) -> None:
        self._words = segment.words
        self._places: list[tuple[int, int]] = []
        at = 0
        for word in segment.words:
            found = segment.text.find(word.text, at)
            start = min(found if found >= 0 else at, len(segment.text))
            at = min(start + len(word.text), len(segment.text))
            self._places.append((start, at))

    def word(self, text: str, start: float, end: float) -> Word:
        """Return the word that stands there now."""
        for word, place in zip(self._words, self._places, strict=True):
            if place == (start, end) and word.text == text:
                return word
        return Word(text, self._start_s(start), self._end_s(end))

    def _start_s(self, at: float) -> float | None:
        for word, (start, end) in zip(self._words, self._places, strict=True):
            if at < end:
                return _within(word, start, end, at)
        return self._words[-1].end_s

    def _end_s(self, at: float) -> float | None:
        for word, (start, end) in zip(reversed(self._words), reversed(self._places), strict=True):
            if at > start:
                return _within(word, start, end, at)
        return self._words[0].start_s


def _within(word: Word, start: int, end: int, at: float) -> float | None:
    if word.start_s is None or word.end_s is None:
        return None
    share = min(1.0, max(0.0, (at - start) / (end - start)))
    return word.start_s + (word.end_s - word.start_s) * share
