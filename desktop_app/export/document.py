"""A transcript as paragraphs to read, and notes where sound is missing."""

from collections.abc import Iterator
from typing import TypeAlias

from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.transcript import LostSound, Transcript

Part: TypeAlias = Paragraph | LostSound


def parts_of(transcript: Transcript) -> Iterator[Part]:
    """Yield paragraphs and missing sound in the order of the file.

    Missing sound ends a paragraph. Where its place is unknown, or the text has no times, it comes
    last.
    """
    left = list(transcript.incomplete.places) if transcript.incomplete else []
    segments = transcript.segments
    first = 0
    for number, segment in enumerate(segments):
        while left and left[0].span is not None and _is_before(left[0].span[0], segment.start_s):
            yield from paragraphs_of(segments[first:number], first)
            first = number
            yield left.pop(0)
    yield from paragraphs_of(segments[first:], first)
    yield from left


def _is_before(time_s: float, start_s: float | None) -> bool:
    return start_s is not None and time_s <= start_s
