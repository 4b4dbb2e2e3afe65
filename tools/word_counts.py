"""Count the words that a transcript has lost, doubled or inserted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jiwer

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class WordCounts:
    """How a transcript differs from its script.

    Attributes:
        words: in the script.
        wrong: written as other words.
        lost: not written at all.
        doubled: repeated right beside the original.
        inserted: written but not spoken, other than doubled ones.
        longest_loss: the most consecutive words lost.
    """

    words: int
    wrong: int
    lost: int
    doubled: int
    inserted: int
    longest_loss: int

    def __add__(self, other: WordCounts) -> WordCounts:
        """Add the counts of two transcripts."""
        return WordCounts(
            words=self.words + other.words,
            wrong=self.wrong + other.wrong,
            lost=self.lost + other.lost,
            doubled=self.doubled + other.doubled,
            inserted=self.inserted + other.inserted,
            longest_loss=max(self.longest_loss, other.longest_loss),
        )


def plain_words(text: str) -> list[str]:
    """Return the words without case and punctuation."""
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


def counted(script: str, heard: str) -> WordCounts:
    """Align the transcript with the script."""
    said, written = plain_words(script), plain_words(heard)
    if not said or not written:
        return WordCounts(len(said), 0, len(said), 0, len(written), len(said))
    found = jiwer.process_words(" ".join(said), " ".join(written))
    doubled, losses = 0, [0]
    for part in found.alignments[0]:
        if part.type == "insert":
            doubled += _repeated(written, part.hyp_start_idx, part.hyp_end_idx)
        elif part.type == "delete":
            losses.append(part.ref_end_idx - part.ref_start_idx)
    return WordCounts(
        words=len(said),
        wrong=found.substitutions,
        lost=found.deletions,
        doubled=doubled,
        inserted=found.insertions - doubled,
        longest_loss=max(losses),
    )


def _repeated(words: Sequence[str], start: int, end: int) -> int:
    """Return how many words from `start` to `end` only repeat their neighbours, all or none."""
    length = end - start
    inserted = words[start:end]
    beside = (words[max(0, start - length) : start], words[end : end + length])
    return length if inserted in beside else 0
