"""Puts what was heard in the chunks of one recording together, in order."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.transcript import Segment, TimestampMode, Word
from desktop_app.engine.recognizer import Utterance
from desktop_app.engine.seams import cut_by_text, parts_by_time
from desktop_app.engine.segments import groups, segment_of, segments_of
from desktop_app.media.chunks import AudioChunk


class Assembly:
    """Hands out segments as soon as no later chunk can change them.

    Args:
        mode: how finely segments are timed.
    """

    def __init__(self, mode: TimestampMode) -> None:
        self._mode = mode
        self._open: Utterance | None = None  # its end may change with the next chunk

    def add(self, chunk: AudioChunk, heard: Utterance) -> tuple[Segment, ...]:
        """Take the next chunk's text; give what is final now."""
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
        """What is left when nothing follows."""
        rest, self._open = self._open, None
        return () if rest is None else segments_of(rest, self._mode)

    def _take_sure(self, words: Sequence[Word], before_s: float) -> list[Segment]:
        """The segments that end before the overlap with the next chunk, but not the last one."""
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
    """Two neighbours as one.

    Args:
        left: what the chunk before heard.
        right: what the chunk after it heard.
        overlap_s: how many seconds both heard; 0 where they only touch.
    """
    if overlap_s:
        left, right = parted(left, right, overlap_s)
    return _one(left, right)


def parted(left: Utterance, right: Utterance, overlap_s: float) -> tuple[Utterance, Utterance]:
    """Two neighbours without what both heard."""
    if left.words and right.words:
        end_s = right.start_s + overlap_s
        before, after = parts_by_time(left.words, right.words, right.start_s, end_s)
        return _with_words(left, before), _with_words(right, after)
    share = overlap_s / max(overlap_s, right.end_s - right.start_s)
    kept, first = cut_by_text(_tokens(left), _tokens(right), share)
    return _part(left, slice(0, kept)), _part(right, slice(first, None))


def clipped(heard: Utterance, span: tuple[float, float] | None) -> Utterance:
    """Without the words that lie outside of a part of the file; text without times stays whole."""
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
    """One after the other. Where one has no times, neither has: times for some words mislead."""
    words = (*left.words, *right.words)
    if (left.text and not left.words) or (right.text and not right.words):
        words = ()
    if words and left.words and right.words:
        words = (*_in_order(left.words, right.words),)
    text = " ".join(part for part in (left.text, right.text) if part)
    return Utterance(text, words, left.start_s, right.end_s)


def _in_order(left: Sequence[Word], right: Sequence[Word]) -> Sequence[Word]:
    """At the seam the two may differ by some frames: times never run back."""
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
