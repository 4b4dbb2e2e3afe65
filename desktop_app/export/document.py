"""A transcript as paragraphs to read, and notes where sound is missing."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.transcript import LostSound, Segment, Transcript

Part: TypeAlias = Paragraph | LostSound


def in_order(transcript: Transcript) -> Iterator[Segment | LostSound]:
    """Yield sentences and missing sound in the order of the file.

    Missing sound comes last where its place is unknown, or the text has no times.
    """
    left = list(transcript.incomplete.places) if transcript.incomplete else []
    for segment in transcript.segments:
        while left and _is_before(left[0], segment):
            yield left.pop(0)
        yield segment
    yield from left


def parts_of(transcript: Transcript) -> Iterator[Part]:
    """Yield paragraphs and missing sound, which ends a paragraph, in the order of the file."""
    first = 0
    for is_lost, run in groupby(in_order(transcript), lambda one: isinstance(one, LostSound)):
        if is_lost:
            yield from (one for one in run if isinstance(one, LostSound))
            continue
        said: Sequence[Segment] = [one for one in run if isinstance(one, Segment)]
        yield from paragraphs_of(said, first)
        first += len(said)


def _is_before(lost: LostSound, segment: Segment) -> bool:
    if lost.span is None or segment.start_s is None:
        return False
    return lost.span[0] <= segment.start_s
