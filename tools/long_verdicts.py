"""Measurements of a hard recording, and whether they meet their bars."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop_app.core.transcript import Transcript
    from tools.word_counts import WordCounts

# The most words that cutting may cost, in per cent of the spoken words, rounded up.
WORDS_PERCENT: Final = 0.1
# Times are rounded to the frames of a model (80 ms).
FRAME_S: Final = 0.08


@dataclass(frozen=True)
class Measure:
    """One number of one recording; without a bar it is only reported."""

    recording: str
    what: str
    found: float | None
    bar: float | None = None
    is_bounded: bool = True

    @property
    def is_met(self) -> bool:
        """Whether there is a number and it does not exceed the bar."""
        if not self.is_bounded:
            return True
        return self.found is not None and self.bar is not None and self.found <= self.bar

    def __str__(self) -> str:
        found = "none" if self.found is None else f"{self.found:.4g}"
        row = f"{self.recording:<14} {self.what:<52} {found:>9}"
        if not self.is_bounded:
            return row
        return f"{row}   at most {self.bar:g}: {'ok' if self.is_met else 'MISSED'}"


def unbounded(recording: str, what: str, found: float) -> Measure:
    """Make a measure without a bar."""
    return Measure(recording, what, found, is_bounded=False)


def at_most(recording: str, what: str, found: float | None, bar: float) -> Measure:
    """Make a measure that must not exceed the bar; a missing number, None, misses it."""
    return Measure(recording, what, found, bar)


def word_rows(
    recording: str, together: WordCounts, cut_well: WordCounts, what: str = "sentences alone"
) -> Iterator[Measure]:
    """Yield lost, doubled and inserted words, minus the model's own errors with ideal cuts.

    Fewer errors of one kind do not make up for more of another: each kind counts separately.

    Args:
        recording: its name.
        together: the counts of its transcript.
        cut_well: those of the same sound, cut between sentences.
        what: how it was cut.
    """
    yield unbounded(recording, "words said", together.words)
    beyond = 0
    for kind in ("lost", "doubled", "inserted"):
        found, by_itself = getattr(together, kind), getattr(cut_well, kind)
        beyond += max(0, found - by_itself)
        yield unbounded(recording, f"words {kind} ({by_itself} of {what})", found)
    yield unbounded(recording, f"words wrong ({cut_well.wrong} of {what})", together.wrong)
    yield unbounded(
        recording,
        f"most words lost in a row ({cut_well.longest_loss} of {what})",
        together.longest_loss,
    )
    words = f"words lost, doubled, inserted beyond {what}"
    yield at_most(recording, words, beyond, _allowed(together))
    yield unbounded(recording, "the same in per cent of words", 100 * beyond / together.words)


def seams_row(recording: str, together: WordCounts, flaws: int) -> Measure:
    """Measure the words lost or doubled where chunks are joined."""
    return at_most(recording, "words lost or doubled by joining", flaws, _allowed(together))


def _allowed(together: WordCounts) -> int:
    return math.ceil(together.words * WORDS_PERCENT / 100)


def order_row(recording: str, transcript: Transcript) -> Measure:
    """Measure the times that are missing, run backwards, or lie outside the recording."""
    return at_most(recording, "times missing or out of order", disorder(transcript), 0)


def disorder(transcript: Transcript) -> int:
    """Count segments and words that start before the end of the previous one."""
    segments = transcript.segments
    words = [word for segment in segments for word in segment.words]
    spans = ([(s.start_s, s.end_s) for s in segments], [(w.start_s, w.end_s) for w in words])
    return sum(_disorder(each, transcript.duration_s) for each in spans)


def _disorder(spans: Iterable[tuple[float | None, float | None]], duration_s: float) -> int:
    timed = [(start, end) for start, end in spans if start is not None and end is not None]
    missing = len(list(spans)) - len(timed)
    bad = sum(not 0 <= start <= end <= duration_s + FRAME_S for start, end in timed)
    return missing + bad + sum(one[0] > other[0] for one, other in pairwise(timed))
