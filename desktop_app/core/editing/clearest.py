"""The clearest sentences of a speaker: those by which a voice is best known."""

from collections.abc import Sequence

from desktop_app.core.timecode import Span, meet
from desktop_app.core.transcript import Segment

# Shorter sentences are often a "yes" into another one's.
LEAST_S = 2.0
# So many sentences before and after one may be said at the same time.
NEIGHBOURS = 8
# What a sentence without confidences counts as: neither sure nor unsure.
UNKNOWN = 0.5


def clearest_spans(segments: Sequence[Segment], speaker: str) -> list[Span]:
    """Return when a speaker's clearest sentences are said, the clearest first.

    Those count in which nobody else speaks and which are not short; the surest words come first, of
    equal ones the longest.

    Args:
        segments: the whole text.
        speaker: the name.
    """
    timed = [
        (segment, (segment.start_s, segment.end_s))
        for segment in segments
        if segment.start_s is not None and segment.end_s is not None
    ]
    theirs = []
    for number, (segment, span) in enumerate(timed):
        if segment.speaker != speaker or segment.is_overlapped or span[1] - span[0] < LEAST_S:
            continue
        around = timed[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1]
        if not any(one.speaker != speaker and meet(span, other) for one, other in around):
            theirs.append((_sureness(segment), span))
    theirs.sort(key=lambda one: (-round(one[0], 2), one[1][0] - one[1][1], one[1]))
    return [span for _, span in theirs]


def _sureness(segment: Segment) -> float:
    """Return the mean confidence of its words."""
    known = [word.confidence for word in segment.words if word.confidence is not None]
    return sum(known) / len(known) if known else UNKNOWN
