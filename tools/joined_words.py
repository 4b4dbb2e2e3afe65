"""Count the cost of joining chunks: recognised words that are missing or doubled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jiwer

from tools.word_counts import counted, plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.hard_script import Line


@dataclass(frozen=True)
class HeardChunk:
    """A chunk of a recording and its recognised text.

    Attributes:
        start_s: its start, in seconds from the start of the recording.
        end_s: its end.
        text: the recognised text.
    """

    start_s: float
    end_s: float
    text: str


def lost_in_joining(lines: Sequence[Line], chunks: Sequence[HeardChunk], whole: str) -> int:
    """Count words of the script that some chunk has right, but the whole transcript lacks.

    Words in no chunk are the model's loss, wherever the recording is cut; words in one must not be
    lost where it is joined to the next.

    Args:
        lines: the script.
        chunks: all of the recording; those that overlap hear some words twice.
        whole: the transcript.
    """
    script = [(word, line) for line in lines for word in plain_words(line.text)]
    heard = {place for chunk in chunks for place in _heard(script, chunk)}
    return len(heard - _right([word for word, _ in script], plain_words(whole)))


def doubled_in_joining(lines: Sequence[Line], chunks: Sequence[HeardChunk], whole: str) -> int:
    """Count words doubled in the whole transcript but in no chunk by itself."""
    script = [(word, line) for line in lines for word in plain_words(line.text)]
    by_model = 0
    for chunk in chunks:
        places = _heard(script, chunk)
        if places:
            said = " ".join(word for word, _ in script[min(places) : max(places) + 1])
            by_model += counted(said, chunk.text).doubled
    return max(0, counted(" ".join(word for word, _ in script), whole).doubled - by_model)


def _heard(script: Sequence[tuple[str, Line]], chunk: HeardChunk) -> set[int]:
    """Return the script positions of the words that a chunk has right."""
    inside = [
        place
        for place, (_, line) in enumerate(script)
        if line.start_s < chunk.end_s and line.end_s > chunk.start_s
    ]
    right = _right([script[place][0] for place in inside], plain_words(chunk.text))
    return {inside[place] for place in right}


def _right(said: Sequence[str], written: Sequence[str]) -> set[int]:
    """Return the positions of correctly written words."""
    if not said or not written:
        return set()
    found = jiwer.process_words(" ".join(said), " ".join(written))
    return {
        place
        for part in found.alignments[0]
        if part.type == "equal"
        for place in range(part.ref_start_idx, part.ref_end_idx)
    }
