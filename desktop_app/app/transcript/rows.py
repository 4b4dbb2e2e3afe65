"""The rows of a shown transcript: paragraphs, and marks where something may be wrong."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, takewhile
from typing import TypeAlias

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.settings import Preferences
from desktop_app.app.transcript.redo_offers import RedoOffer, offers_for_gap, offers_for_passage
from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.timecode import Span, meet
from desktop_app.core.transcript import LostSound, Segment, SpeechGap


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark about a span of the file.

    Attributes:
        span: in seconds from the start of the file; None if unknown.
        language: the apparent language code of the segments from here on; empty for speech without
            text.
        text: the sentence about missing sound, which cannot be redone.
        is_busy: whether the span is being transcribed again, or waits for it.
        offers: ways to redo it; may be empty.
    """

    span: Span | None
    language: str = ""
    text: str = ""
    is_busy: bool = False
    offers: tuple[RedoOffer, ...] = ()

    @property
    def start_s(self) -> float | None:
        """The time for the margin; a passage starts with the segment below it."""
        return self.span[0] if self.span and not self.language else None

    def is_before(self, time_s: float | None) -> bool:
        """Whether its place is known and not after a time."""
        return self.start_s is not None and time_s is not None and self.start_s <= time_s


TranscriptRow: TypeAlias = Paragraph | Mark


def rows_of(
    segments: Sequence[Segment],
    gaps: Sequence[SpeechGap] = (),
    lost: Sequence[LostSound] = (),
) -> list[TranscriptRow]:
    """Divide segments into paragraphs, with marks: one at each gap and one before each passage.

    A mark ends a paragraph. Without times a gap's place is unknown: then gaps come after the text.
    """
    left = [*map(_gap_mark, gaps), *(Mark(place.span, text=place.text) for place in lost)]
    left.sort(key=lambda mark: math.inf if mark.start_s is None else mark.start_s)
    rows: list[TranscriptRow] = []
    begun = 0
    for number, marks in _marks_before(segments, left):
        rows += paragraphs_of(segments[begun:number], begun)
        rows += marks
        begun = number
    return [*rows, *paragraphs_of(segments[begun:], begun), *left]


def _marks_before(
    segments: Sequence[Segment], left: list[Mark]
) -> Iterator[tuple[int, Sequence[Mark]]]:
    """Yield the marks before each segment that has any; takes those with a place out of `left`."""
    language: str | None = None
    for number, segment in enumerate(segments):
        if segment.language == language and not (left and left[0].is_before(segment.start_s)):
            continue
        marks = []
        while left and left[0].is_before(segment.start_s):
            marks.append(left.pop(0))
        if segment.language != language:
            language = segment.language
            if language:
                passage = takewhile(partial(_is_of, language), islice(segments, number, None))
                marks.append(Mark(_span(tuple(passage)), language))
        if marks:
            yield number, marks


def _is_of(language: str, segment: Segment) -> bool:
    return segment.language == language


def _gap_mark(gap: SpeechGap) -> Mark:
    return Mark((gap.start_s, gap.end_s))


def _span(passage: Sequence[Segment]) -> Span | None:
    start_s, end_s = passage[0].start_s, passage[-1].end_s
    return None if start_s is None or end_s is None else (start_s, end_s)


class TranscriptRows:
    """Build the rows of a job, with the state and offers of its marks."""

    def __init__(self, queue: JobQueue, models: ModelListModel, preferences: Preferences) -> None:
        self._queue = queue
        self._models = models
        self._preferences = preferences

    def of(self, record: JobRecord | None) -> list[TranscriptRow]:
        """Return the rows of a job; empty for None."""
        if record is None:
            return []
        transcript = record.transcript
        if transcript is None:
            return rows_of(record.segments)
        lost = transcript.incomplete.places if transcript.incomplete else ()
        rows = rows_of(transcript.segments, transcript.gaps, lost)
        return self.renewed(rows, record)

    def renewed(self, rows: list[TranscriptRow], record: JobRecord) -> list[TranscriptRow]:
        """Return the rows of a text with the present state and offers of its marks."""
        transcript = record.transcript
        if transcript is None or not any(isinstance(row, Mark) for row in rows):
            return rows
        can_redo = transcript.has_times
        return [self._known(row, record, can_redo=can_redo) for row in rows]

    def _known(self, row: TranscriptRow, record: JobRecord, *, can_redo: bool) -> TranscriptRow:
        if not isinstance(row, Mark) or row.span is None or row.text or not can_redo:
            return row
        request = record.job.request
        installed = self._models.installed()
        if row.language:
            catalog = self._models.specs()
            offers = offers_for_passage(request, catalog, installed, row.language)
        else:
            wanted = self._preferences.current.language
            offers = offers_for_gap(request, installed, wanted)
        is_busy = any(
            part.job.request.span is not None and meet(part.job.request.span, row.span)
            for part in self._queue.parts_to_hear(record.id)
        )
        return replace(row, is_busy=is_busy, offers=offers)
