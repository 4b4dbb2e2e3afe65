"""Times in whole milliseconds, and one for each word: the same in every format for programs."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from desktop_app.core.editing.words import tokens
from desktop_app.core.transcript import Segment, Transcript, Word

MS_PER_S = 1000


class TimedWord(NamedTuple):
    """A word and its time in milliseconds from the start of the file, `start_ms <= end_ms`.

    `confidence` is as of a Word, and always a number if it is one.
    """

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


def milliseconds(seconds: float | None) -> int:
    """Return a time as our JSON rounds it; 0 for one that is unknown."""
    if seconds is None or not math.isfinite(seconds):
        return 0
    return max(0, round(round(seconds, 3) * MS_PER_S))


def span_ms(segment: Segment) -> tuple[int, int]:
    """Return the start and the end of a segment with times; the end is never before the start."""
    start_ms = milliseconds(segment.start_s)
    return start_ms, max(start_ms, milliseconds(segment.end_s))


def has_word_times(transcript: Transcript) -> bool:
    """Whether the model gave times to words (an empty transcript has them)."""
    words = [word for segment in transcript.segments for word in segment.words]
    return any(map(_is_timed, words)) or not any(s.text.strip() for s in transcript.segments)


def words_of(segment: Segment) -> tuple[Word, ...]:
    """Return the words of a segment, or those of its text where it has none."""
    if segment.words:
        return segment.words
    return tuple(Word(segment.text[start:end]) for start, end in tokens(segment.text))


def timed_words(segment: Segment) -> list[TimedWord]:
    """Return the words of a segment with times, each with something to read and a time.

    Words without one get theirs by their letters, between what is beside them.
    """
    words = filter(_is_read, words_of(segment))
    runs = [(known, list(run)) for known, run in groupby(words, _is_timed)]
    made: list[TimedWord] = []
    at_ms, end_ms = span_ms(segment)
    for number, (known, run) in enumerate(runs):
        if known:
            made += map(_timed, run)
            at_ms = made[-1].end_ms
            continue
        is_last = number == len(runs) - 1
        until_ms = end_ms if is_last else milliseconds(runs[number + 1][1][0].start_s)
        made += spread(run, at_ms, max(at_ms, until_ms))
    return made


def spread(words: Sequence[Word], start_ms: int, end_ms: int) -> list[TimedWord]:
    """Return words with a share each of a span, by their letters."""
    letters = sum(len(word.text) for word in words) or 1
    made: list[TimedWord] = []
    done, at_ms = 0, start_ms
    for word in words:
        done += len(word.text)
        until_ms = start_ms + (end_ms - start_ms) * done // letters
        made.append(TimedWord(word.text, at_ms, until_ms, _known(word.confidence)))
        at_ms = until_ms
    return made


def _is_read(word: Word) -> bool:
    return bool(word.text.strip())


def _is_timed(word: Word) -> bool:
    times = (word.start_s, word.end_s)
    return all(time is not None and math.isfinite(time) for time in times)


def _timed(word: Word) -> TimedWord:
    start_ms = milliseconds(word.start_s)
    end_ms = max(start_ms, milliseconds(word.end_s))
    return TimedWord(word.text, start_ms, end_ms, _known(word.confidence))


def _known(confidence: float | None) -> float | None:
    """Return the confidence as a number of Python's, None for what is no number."""
    if confidence is None or not math.isfinite(confidence):
        return None
    return float(confidence)
