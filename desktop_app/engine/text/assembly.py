"""Join the words of a recording's chunks in order: each word once, none lost.

Without a pause, a chunk ends in the middle of speech, and the next one begins some seconds before
that end. Both contain the words in between, reliable in the middle and unreliable at their edges.
So they are joined at a word that both have, as near to the middle as possible. A model may also
skip words: where only the discarded side has words, they are inserted.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Protocol

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, TimestampMode, Word
from desktop_app.engine.recognizer import Utterance
from desktop_app.engine.text.segments import groups, segment_of, segments_of

# How far apart both sides may place the same word, in seconds: a few frames of 80 ms.
SAME_PLACE_S = 0.5
# Words just outside the overlap count too, as times are not exact.
MARGIN_S = 0.3
# This near to the edge of a chunk, a word may be cut in half: three frames.
EDGE_S = 0.25
# How much neighbouring words from different chunks may overlap.
FRAME_S = 0.08
# Words that both sides place within this distance, in seconds, are the same word.
REPEATED_S = 1.0


def parts_by_time(
    left: Sequence[Word], right: Sequence[Word], start_s: float, end_s: float
) -> tuple[list[Word], list[Word]]:
    """Join two lists of words with times, so that each word occurs once.

    Args:
        left: words of the earlier chunk.
        right: words of the later chunk.
        start_s: start of the overlap, in seconds from the start of the file.
        end_s: end of the overlap.
    """
    kept, first = cut_by_time(left, right, start_s, end_s)
    pairs = _same_words(left, right, *_inside(left, right, start_s, end_s))
    ahead = [(b, a) for a, b in pairs if a < kept]
    behind = [(a - kept, b - first) for a, b in pairs if b >= first]
    # A word that both have matches only its equal.
    lefts, rights = {a for a, _ in pairs}, {b for _, b in pairs}
    alone = [left[i] for i in range(kept) if i not in lefts]
    alone += [right[i] for i in range(first, len(right)) if i not in rights]

    def is_missing(word: Word) -> bool:
        is_whole = _start_s(word) >= start_s + EDGE_S and _end_s(word) <= end_s - EDGE_S
        return is_whole and not any(_stands_for(one, word) for one in alone)

    return (
        _filled(left[:kept], right[:first], ahead, is_missing),
        _filled(right[first:], left[kept:], behind, is_missing),
    )


def _filled(
    words: Sequence[Word],
    others: Sequence[Word],
    pairs: Sequence[tuple[int, int]],
    is_missing: Callable[[Word], bool],
) -> list[Word]:
    """Insert the missing words of the other side in their places.

    Args:
        words: of the side that is kept.
        others: of the side that is discarded.
        pairs: indices of equal words in the others and in the words, in ascending order.
        is_missing: whether a word of the others is to be inserted.
    """
    filled = list(words)
    paired = {other for other, _ in pairs}
    for at in reversed(range(len(others))):  # from the end, so that earlier indices stay valid
        word = others[at]
        if at in paired or not is_missing(word):
            continue
        low = max((place + 1 for other, place in pairs if other < at), default=0)
        high = min((place for other, place in pairs if other > at), default=len(words))
        place = low + sum(_middle_s(one) < _middle_s(word) for one in words[low:high])
        earliest_s = _start_s(words[place - 1]) if place else 0.0
        latest_s = _start_s(words[place]) if place < len(words) else float("inf")
        start_s = min(max(_start_s(word), earliest_s), latest_s)
        end_s = min(max(_end_s(word), start_s), latest_s)
        filled.insert(place, replace(word, start_s=start_s, end_s=end_s))
    return filled


def _stands_for(kept: Word, word: Word) -> bool:
    """Whether a kept word already stands for this one."""
    if letters(kept.text) == letters(word.text):
        return abs(_middle_s(kept) - _middle_s(word)) <= REPEATED_S
    both_s = min(_end_s(kept), _end_s(word)) - max(_start_s(kept), _start_s(word))
    return both_s > FRAME_S


def cut_by_time(
    left: Sequence[Word], right: Sequence[Word], start_s: float, end_s: float
) -> tuple[int, int]:
    """Find where to join two lists of words with times.

    Args:
        left: words of the earlier chunk.
        right: words of the later chunk.
        start_s: start of the overlap, in seconds from the start of the file.
        end_s: end of the overlap.

    Returns:
        How many words of `left` to keep, and the index of the first of `right`.
    """
    middle_s = (start_s + end_s) / 2
    lefts, rights = _inside(left, right, start_s, end_s)
    pairs = _same_words(left, right, lefts, rights)
    if pairs:
        kept, first = min(pairs, key=lambda pair: abs(_middle_s(left[pair[0]]) - middle_s))
        return kept + 1, first + 1
    if not lefts or not rights:  # one of them has no words there
        return len(left), 0
    kept = sum(1 for word in left if _middle_s(word) < middle_s)
    first = sum(1 for word in right if _middle_s(word) < middle_s)
    return kept, first


def _inside(
    left: Sequence[Word], right: Sequence[Word], start_s: float, end_s: float
) -> tuple[list[int], list[int]]:
    """Return the index ranges of the words in the overlap, of each side."""
    return (
        [i for i, word in enumerate(left) if _middle_s(word) >= start_s - MARGIN_S],
        [i for i, word in enumerate(right) if _middle_s(word) <= end_s + MARGIN_S],
    )


def _same_words(
    left: Sequence[Word], right: Sequence[Word], lefts: Sequence[int], rights: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the index pairs of the longest common subsequence: equal letters, near in time."""
    longest = [[0] * (len(rights) + 1) for _ in range(len(lefts) + 1)]
    for a in reversed(range(len(lefts))):
        for b in reversed(range(len(rights))):
            same = _is_same(left[lefts[a]], right[rights[b]])
            longest[a][b] = max(
                longest[a + 1][b], longest[a][b + 1], longest[a + 1][b + 1] + 1 if same else 0
            )
    pairs = []
    a = b = 0
    while a < len(lefts) and b < len(rights):
        same = _is_same(left[lefts[a]], right[rights[b]])
        if same and longest[a][b] == longest[a + 1][b + 1] + 1:
            pairs.append((lefts[a], rights[b]))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs


def _is_same(one: Word, other: Word) -> bool:
    is_near = abs(_middle_s(one) - _middle_s(other)) <= SAME_PLACE_S
    return is_near and letters(one.text) == letters(other.text)


def _start_s(word: Word) -> float:
    return word.start_s or 0.0


def _end_s(word: Word) -> float:
    return word.end_s or 0.0


def _middle_s(word: Word) -> float:
    return (_start_s(word) + _end_s(word)) / 2


def cut_by_text(left: Sequence[str], right: Sequence[str], share: float) -> tuple[int, int]:
    """Find where to join two lists of words without times.

    Args:
        left: words of the earlier chunk.
        right: words of the later chunk.
        share: the overlap's share of a chunk, 0 to 1.

    Returns:
        How many words of `left` to keep, and the index of the first of `right`.
    """
    # Speech is uneven: search twice as many words as the average.
    first_left = max(0, len(left) - 1 - round(2 * share * len(left)))
    last_right = min(len(right), 1 + round(2 * share * len(right)))
    lefts = [letters(word) for word in left[first_left:]]
    rights = [letters(word) for word in right[:last_right]]
    match = SequenceMatcher(None, lefts, rights, autojunk=False).find_longest_match()
    if match.size:
        at = match.size // 2
        return first_left + match.a + at, match.b + at
    return len(left) - round(share * len(left) / 2), round(share * len(right) / 2)


def letters(text: str) -> str:
    """Strip case and punctuation from a word; keep punctuation on its own."""
    return "".join(c for c in text.casefold() if c.isalnum()) or text


class Neighbour(Protocol):
    """Where a chunk ends and how far it reaches into its neighbours; times in seconds.

    Attributes:
        end_s: its end, from the start of the file.
        overlap_before_s: seconds shared with the end of the previous chunk.
        overlap_after_s: seconds shared with the beginning of the next chunk.
    """

    @property
    def end_s(self) -> float:
        """Its end, in seconds from the start of the file."""

    @property
    def overlap_before_s(self) -> float:
        """Seconds shared with the end of the previous chunk."""

    @property
    def overlap_after_s(self) -> float:
        """Seconds shared with the beginning of the next chunk."""


class Assembly:
    """Return segments as soon as no later chunk can change them.

    Args:
        mode: granularity of the times.
    """

    def __init__(self, mode: TimestampMode) -> None:
        self._mode = mode
        self._open: Utterance | None = None  # its end may change with the next chunk

    def add(self, chunk: Neighbour, heard: Utterance) -> tuple[Segment, ...]:
        """Add the next chunk's text; return the segments that are now final."""
        final: list[Segment] = []
        before = self._open
        if before is not None and chunk.overlap_before_s:
            left, right = parted(before, heard, chunk.overlap_before_s)
            if left.words and right.words:
                heard = _one(left, right)
            else:
                final += segments_of(left, self._mode)
                heard = right
        elif before is not None:
            final += segments_of(before, self._mode)
        self._open = heard
        if not chunk.overlap_after_s:
            final += self.finish()
        elif heard.words:
            final += self._take_sure(heard.words, chunk.end_s - chunk.overlap_after_s)
        return tuple(final)

    def finish(self) -> tuple[Segment, ...]:
        """Return the remaining segments at the end."""
        rest, self._open = self._open, None
        return () if rest is None else segments_of(rest, self._mode)

    def _take_sure(self, words: Sequence[Word], before_s: float) -> list[Segment]:
        """Return the segments that end before the overlap with the next chunk, except the last."""
        final: list[Segment] = []
        grouped = list(groups(words))
        taken = 0
        for group in grouped[:-1]:
            if (group[-1].end_s or 0.0) >= before_s:
                break
            final.append(segment_of(group, self._mode))
            taken += len(group)
        if self._open is not None and taken:
            rest = tuple(words[taken:])
            start_s = rest[0].start_s or self._open.start_s
            self._open = replace(_with_words(self._open, rest), start_s=start_s)
        return final


def joined(left: Utterance, right: Utterance, overlap_s: float) -> Utterance:
    """Join two neighbouring utterances.

    Args:
        left: words of the earlier chunk.
        right: words of the later chunk.
        overlap_s: seconds that both contain; 0 if they only touch.
    """
    if overlap_s:
        left, right = parted(left, right, overlap_s)
    return _one(left, right)


def parted(left: Utterance, right: Utterance, overlap_s: float) -> tuple[Utterance, Utterance]:
    """Cut two neighbours so that no word occurs twice."""
    if left.words and right.words:
        end_s = right.start_s + overlap_s
        before, after = parts_by_time(left.words, right.words, right.start_s, end_s)
        return _with_words(left, before), _with_words(right, after)
    share = overlap_s / max(overlap_s, right.end_s - right.start_s)
    kept, first = cut_by_text(_tokens(left), _tokens(right), share)
    return _part(left, slice(0, kept)), _part(right, slice(first, None))


def clipped(heard: Utterance, span: Span | None) -> Utterance:
    """Drop words outside `span`; text without times stays whole."""
    if span is None or not heard.words:
        return heard
    start_s, end_s = span
    words = tuple(
        word
        for word in heard.words
        if start_s <= ((word.start_s or 0.0) + (word.end_s or 0.0)) / 2 <= end_s
    )
    return _with_words(heard, words)


def _with_words(heard: Utterance, words: Sequence[Word]) -> Utterance:
    return replace(heard, text=_text(words), words=tuple(words))


def _part(heard: Utterance, which: slice) -> Utterance:
    words = heard.words[which]
    return replace(heard, text=" ".join(_tokens(heard)[which]), words=words)


def _one(left: Utterance, right: Utterance) -> Utterance:
    """Concatenate. If one has no times, drop the other's: times for some words mislead."""
    words = (*left.words, *right.words)
    if (left.text and not left.words) or (right.text and not right.words):
        words = ()
    if words and left.words and right.words:
        words = (*_in_order(left.words, right.words),)
    text = " ".join(part for part in (left.text, right.text) if part)
    return Utterance(text, words, left.start_s, right.end_s)


def _in_order(left: Sequence[Word], right: Sequence[Word]) -> Sequence[Word]:
    """Make times monotonic: at the seam both sides may differ by some frames."""
    last, first = left[-1], right[0]
    last_start_s, first_start_s = last.start_s or 0.0, first.start_s or 0.0
    start_s = max(first_start_s, last_start_s)
    last = replace(last, end_s=max(last_start_s, min(last.end_s or 0.0, start_s)))
    first = replace(first, start_s=start_s, end_s=max(start_s, first.end_s or 0.0))
    return [*left[:-1], last, first, *right[1:]]


def _tokens(heard: Utterance) -> list[str]:
    return [word.text for word in heard.words] if heard.words else heard.text.split()


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
