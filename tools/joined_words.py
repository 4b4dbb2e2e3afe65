"""What joining chunks costs: words that were heard, and are not there or are there twice."""

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
    """A chunk of a recording and what the model heard in it.

    Attributes:
        start_s: where it begins, in seconds from the start of the recording.
        end_s: where it ends.
        text: what was heard.
    """

    start_s: float
    end_s: float
    text: str


def lost_in_joining(lines: Sequence[Line], chunks: Sequence[HeardChunk], whole: str) -> int:
    """How many words of the script some chunk holds rightly, and the whole transcript does not.

    What no chunk heard is the model's loss, wherever the recording is cut; what one heard must not
    be lost where it is joined to the next.

    Args:
        lines: the script.
        chunks: all of the recording; those that overlap hear some words twice.
        whole: the transcript.
    """
    script = [(word, line) for line in lines for word in plain_words(line.text)]
    heard = {place for chunk in chunks for place in _heard(script, chunk)}
    return len(heard - _right([word for word, _ in script], plain_words(whole)))


def doubled_in_joining(lines: Sequence[Line], chunks: Sequence[HeardChunk], whole: str) -> int:
    """How many words the whole transcript says twice that no chunk says twice by itself."""
    script = [(word, line) for line in lines for word in plain_words(line.text)]
    by_model = 0
    for chunk in chunks:
        places = _heard(script, chunk)
        if places:
            said = " ".join(word for word, _ in script[min(places) : max(places) + 1])
            by_model += counted(said, chunk.text).doubled
    return max(0, counted(" ".join(word for word, _ in script), whole).doubled - by_model)


def _heard(script: Sequence[tuple[str, Line]], chunk: HeardChunk) -> set[int]:
    """The places in the script of the words that a chunk holds rightly."""
    inside = [
        place
        for place, (_, line) in enumerate(script)
        if line.start_s < chunk.end_s and line.end_s > chunk.start_s
    ]
    right = _right([script[place][0] for place in inside], plain_words(chunk.text))
    return {inside[place] for place in right}


def _right(said: Sequence[str], written: Sequence[str]) -> set[int]:
    """The places of the words that are written as they are said."""
    if not said or not written:
        return set()
    found = jiwer.process_words(" ".join(said), " ".join(written))
    return {
        place
        for part in found.alignments[0]
        if part.type == "equal"
        for place in range(part.ref_start_idx, part.ref_end_idx)
    }
