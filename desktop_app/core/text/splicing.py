"""Put segments together: monotonic times within the recording, and spans with a new text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word

Keeps = Callable[[float], bool]


def spliced(whole: Transcript, part: Transcript, span: Span) -> Transcript:
    """Return `whole` with the text of `part` within `span`; all other text and times are kept.

    A word (or, without words, a segment) or gap across an edge of the span belongs where its middle
    is; where two then overlap, the earlier one is shortened. Segments of `whole` without times
    stay.

    Args:
        whole: the transcript of the file.
        part: the transcript of the span, timed from the start of the file. If its model gives no
            times, its text becomes one segment as long as the span.
        span: from when to when, in seconds from the start of the file.
    """
    start_s, end_s = span
    before = _kept(whole.segments, lambda at_s: at_s < start_s)
    after = _kept((s for s in whole.segments if _is_timed(s)), lambda at_s: at_s >= end_s)
    inside = _kept(_timed(part, span), lambda at_s: start_s <= at_s < end_s)
    gaps = [
        *(gap for gap in whole.gaps if not start_s <= _middle(gap.start_s, gap.end_s) < end_s),
        *(gap for gap in part.gaps if start_s <= _middle(gap.start_s, gap.end_s) < end_s),
    ]
    return replace(
        whole,
        segments=in_order((*before, *inside, *after), whole.duration_s),
        gaps=tuple(sorted(gaps, key=_start)),
    )


def _start(gap: SpeechGap) -> float:
    return gap.start_s


def _timed(part: Transcript, span: Span) -> Sequence[Segment]:
    """Return the part's segments; untimed text becomes one segment over the span."""
    if part.has_times or not part.segments:
        return part.segments
    text = " ".join(segment.text for segment in part.segments)
    return (Segment(text, *span, language=part.segments[0].language),)


def _kept(segments: Iterable[Segment], keeps: Keeps) -> Iterator[Segment]:
    """Yield segments, cut to the words that `keeps` accepts."""
    for segment in segments:
        if segment.start_s is None or segment.end_s is None:
            yield segment
        elif segment.words and all(map(_is_timed, segment.words)):
            words = tuple(word for word in segment.words if keeps(_middle_of(word)))
            if words == segment.words:
                yield segment
            elif words:
                text = " ".join(word.text for word in words)
                start_s, end_s = words[0].start_s, words[-1].end_s
                yield replace(segment, text=text, start_s=start_s, end_s=end_s, words=words)
        elif keeps(_middle(segment.start_s, segment.end_s)):
            yield segment


def _is_timed(said: Segment | Word) -> bool:
    return said.start_s is not None and said.end_s is not None


def _middle_of(word: Word) -> float:
    return _middle(word.start_s or 0.0, word.end_s or 0.0)


def _middle(start_s: float, end_s: float) -> float:
    return (start_s + end_s) / 2


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
    return tuple(_with_spans(segment, [next(spans) for _ in _pieces(segment)]) for segment in given)


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


def _with_spans(segment: Segment, spans: Sequence[Span]) -> Segment:
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
