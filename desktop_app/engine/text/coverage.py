"""Find speech for which no word was written."""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, SpeechGap

# Words are timed by the encoder's frames (0.08 s) and by aligners that are off by a few of them (up
# to 5 in tests/engine/test_recordings.py): a word is assumed to extend that much further.
WORD_SLACK_S = 0.4
# Aligners stretch a word over what they cannot place. The longest real words, 8 syllables at a slow
# 3 syllables a second, take about this long; the word is at the end, as it is its start that is
# wrong (see `hypotheses`).
LONGEST_WORD_S = 2.5
# The voice detector starts at a probability of 0.3 so that no word is lost. What it mistakes for
# speech (a cough, a breath, a door), and fillers ("uh"), are shorter than this.
SHORTEST_PIECE_S = 0.6
# Five words at an ordinary pace (150 a minute): smaller losses show in the sentence, and a longer
# list of gaps would not be read.
LEAST_SPEECH_S = 2.0
# If a chunk has no word at all, word times cannot be wrong.
LEAST_SPEECH_IN_CHUNK_S = 1.0
# Sentences of one speaker are seldom further apart: one gap, not one for each sentence.
JOINED_WITHIN_S = 3.0


def speech_gaps(
    segments: Sequence[Segment],
    speech: Iterable[Span],
    wordless: Iterable[Span] = (),
    span: Span | None = None,
) -> tuple[SpeechGap, ...]:
    """Return the gaps in file order, without overlaps; a pure function.

    Args:
        segments: the whole text, in file order. Segments without words count as a whole. If one has
            no times, only `wordless` gives gaps.
        speech: spans of detected speech; in any order, may overlap.
        wordless: spans of chunks for which the model wrote nothing.
        span: the part of the file that was requested; None for all of it.
    """
    heard = _joined(speech) if span is None else _common(_joined(speech), [span])
    chunks = _joined(wordless)
    found = [
        gap
        for chunk in chunks
        for gap in _gaps(_long_enough(_common(heard, [chunk])), [], LEAST_SPEECH_IN_CHUNK_S)
    ]
    written = _written(segments)
    if written is None:
        return _together(found, [])
    found += _gaps(_long_enough(_without(heard, written)), written, LEAST_SPEECH_S)
    return _together(found, written)


def _written(segments: Sequence[Segment]) -> list[Span] | None:
    """Return the spans of words, with some slack; None if not all are timed."""
    spans = []
    for segment in segments:
        for timed in segment.words or (segment,):
            if timed.start_s is None or timed.end_s is None:
                return None
            start_s = timed.start_s
            if segment.words:
                start_s = max(start_s, timed.end_s - LONGEST_WORD_S)
            spans.append((start_s - WORD_SLACK_S, timed.end_s + WORD_SLACK_S))
    return _joined(spans)


def _gaps(pieces: Sequence[Span], written: Sequence[Span], least_s: float) -> Iterator[Span]:
    """Yield groups of neighbouring spans with at least that much speech, each as one."""
    for group in _groups(pieces, written):
        if sum(end - start for start, end in group) >= least_s:
            yield group[0][0], group[-1][1]


def _together(found: Sequence[Span], written: Sequence[Span]) -> tuple[SpeechGap, ...]:
    """Merge gaps that were found in both ways."""
    groups = _groups(_joined(found), written)
    return tuple(SpeechGap(group[0][0], group[-1][1]) for group in groups)


def _groups(pieces: Sequence[Span], written: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield groups of spans that are near one another without a word between them."""
    group: list[Span] = []
    for piece in pieces:
        if group and not _are_near(group[-1], piece, written):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _are_near(one: Span, other: Span, written: Sequence[Span]) -> bool:
    between = (one[1], other[0])
    if between[1] - between[0] > JOINED_WITHIN_S:
        return False
    after = bisect.bisect_right(written, between[0], key=lambda stretch: stretch[1])
    return after == len(written) or written[after][0] >= between[1]


def _long_enough(pieces: Iterable[Span]) -> list[Span]:
    return [(start, end) for start, end in pieces if end - start >= SHORTEST_PIECE_S]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Merge spans: sorted, without overlaps and empty ones."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _common(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Intersect two lists of spans; both sorted and without overlaps."""
    common: list[Span] = []
    one = other = 0
    while one < len(ones) and other < len(others):
        start = max(ones[one][0], others[other][0])
        end = min(ones[one][1], others[other][1])
        if start < end:
            common.append((start, end))
        if ones[one][1] <= others[other][1]:
            one += 1
        else:
            other += 1
    return common


def _without(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Subtract the others from the first."""
    edges = [float("-inf"), *itertools.chain.from_iterable(others), float("inf")]
    return _common(ones, list(zip(edges[::2], edges[1::2], strict=True)))
