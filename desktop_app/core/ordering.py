"""Make times monotonic, without overlap, and within the recording."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.core.span import Span
from desktop_app.core.transcript import Segment, Word


def in_order(segments: Iterable[Segment], duration_s: float) -> tuple[Segment, ...]:
    """Return the segments with monotonic times within the recording; texts are unchanged.

    A model times words in steps of up to 0.08 s: a word may end after the next one begins, and the
    last one after the end of the file. Where two overlap, the earlier one is shortened. Segments
    without times stay as they are.

    Args:
        segments: in the order of the text.
        duration_s: length of the recording in seconds; 0 if unknown.
    """
    given = tuple(segments)
    pieces = [piece for segment in given for piece in _pieces(segment)]
    spans = iter(_following([_span(piece) for piece in pieces], duration_s or float("inf")))
    return tuple(_timed(segment, [next(spans) for _ in _pieces(segment)]) for segment in given)


def _pieces(segment: Segment) -> Sequence[Segment | Word]:
    """Return what carries the times of a segment: its words, itself, or nothing."""
    if segment.start_s is None or segment.end_s is None:
        return ()
    are_timed = all(w.start_s is not None and w.end_s is not None for w in segment.words)
    return segment.words if segment.words and are_timed else (segment,)


def _span(piece: Segment | Word) -> Span:
    return piece.start_s or 0.0, piece.end_s or 0.0


def _following(spans: Iterable[Span], limit_s: float) -> list[Span]:
    made: list[Span] = []
    for start_s, end_s in spans:
        before_s, before_end_s = made[-1] if made else (0.0, 0.0)
        begin_s = min(max(start_s, before_s), limit_s)
        if made:
            made[-1] = (before_s, min(before_end_s, begin_s))
        made.append((begin_s, min(max(end_s, begin_s), limit_s)))
    return made


def _timed(segment: Segment, spans: Sequence[Span]) -> Segment:
    if not spans:
        return segment
    start_s, end_s = spans[0][0], spans[-1][1]
    words = segment.words
    if len(spans) == len(words):
        words = tuple(
            replace(word, start_s=begin_s, end_s=stop_s)
            for word, (begin_s, stop_s) in zip(words, spans, strict=True)
        )
    return replace(segment, start_s=start_s, end_s=end_s, words=words)
