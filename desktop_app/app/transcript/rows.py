"""What the transcript shows, row by row: segments, and marks where something may be amiss."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.settings import Preferences
from desktop_app.app.transcript.redo_offers import RedoOffer, offers_for_gap, offers_for_passage
from desktop_app.core.span import Span
from desktop_app.core.transcript import LostSound, Segment, SpeechGap


@dataclass(frozen=True, slots=True)
class Mark:
    """A quiet word about a part of the file.

    Attributes:
        span: from when to when, in seconds from the start of the file; None where not known.
        language: the code that the segments from here on seem to be in; empty for speech without
            text.
        text: what to say of sound that is missing, which nothing can be done about.
        is_busy: the part is being transcribed again, or waits for it.
        offers: what can be done about it; empty where nothing can.
    """

    span: Span | None
    language: str = ""
    text: str = ""
    is_busy: bool = False
    offers: tuple[RedoOffer, ...] = ()

    @property
    def start_s(self) -> float | None:
        """What stands in the margin; a passage begins with the segment below it."""
        return self.span[0] if self.span and not self.language else None

    def is_before(self, time_s: float) -> bool:
        """Whether its place in the file is known and not after a time."""
        return self.start_s is not None and self.start_s <= time_s


TranscriptRow: TypeAlias = Segment | Mark


def rows_of(
    segments: Sequence[Segment],
    gaps: Sequence[SpeechGap] = (),
    lost: Sequence[LostSound] = (),
) -> list[TranscriptRow]:
    """Each segment, a mark in the place of each gap and one before each passage.

    Without times a gap's place is not known: then the gaps come after the text.
    """
    rows: list[TranscriptRow] = []
    left = [*map(_gap_mark, gaps), *(Mark(place.span, text=place.text) for place in lost)]
    left.sort(key=lambda mark: math.inf if mark.start_s is None else mark.start_s)
    for language, run in groupby(segments, lambda segment: segment.language):
        passage = list(run)
        if language:
            _place_gaps(rows, left, passage[0])
            rows.append(Mark(_span(passage), language))
        for segment in passage:
            _place_gaps(rows, left, segment)
            rows.append(segment)
    return rows + left


def _place_gaps(rows: list[TranscriptRow], left: list[Mark], before: Segment) -> None:
    while left and before.start_s is not None and left[0].is_before(before.start_s):
        rows.append(left.pop(0))


def _gap_mark(gap: SpeechGap) -> Mark:
    return Mark((gap.start_s, gap.end_s))


def _span(passage: Sequence[Segment]) -> Span | None:
    start_s, end_s = passage[0].start_s, passage[-1].end_s
    return None if start_s is None or end_s is None else (start_s, end_s)


class TranscriptRows:
    """The rows of a job, with what is being done and can be done about the marks."""

    def __init__(self, queue: JobQueue, models: ModelListModel, preferences: Preferences) -> None:
        self._queue = queue
        self._models = models
        self._preferences = preferences

    def of(self, record: JobRecord | None) -> list[TranscriptRow]:
        """What the transcript shows of a job; nothing for None."""
        if record is None:
            return []
        transcript = record.transcript
        if transcript is None:
            return list(record.segments)
        lost = transcript.incomplete.places if transcript.incomplete else ()
        rows = rows_of(transcript.segments, transcript.gaps, lost)
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
            part.job.request.span is not None and _meet(part.job.request.span, row.span)
            for part in self._queue.parts_of(record.id)
        )
        return replace(row, is_busy=is_busy, offers=offers)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
