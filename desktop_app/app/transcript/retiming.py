"""Time typed words by the sound: one job for all sentences of a text, and one change of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.timing import has_guessed_times, tells_confidence
from desktop_app.core.model import ModelSpec
from desktop_app.core.sentences import marked
from desktop_app.core.timecode import Span, meet
from desktop_app.core.transcript import Segment, TimestampMode

# What the menus call the change when they offer to undo it.
TIMING = marked("Times by the sound")


@dataclass(frozen=True, slots=True)
class Retimed:
    """What became of the typed words of a transcript.

    Attributes:
        record: the transcript's job.
        sentences: how many sentences have other times now.
    """

    record: JobRecord
    sentences: int


class Retiming(QObject):
    """Find when the words were said that a person typed.

    Args:
        controller: adds the jobs.
        queue: has them.
        editor: changes the text.
        models: those that are installed.

    Signals:
        done: a Retimed.
        failed: the AppError of a job that failed; it keeps its row, with its remedy.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        controller: TranscriptionController,
        queue: JobQueue,
        editor: Editor,
        models: ModelListModel,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._queue = queue
        self._editor = editor
        self._models = models
        controller.job_ended.connect(self._on_job_ended)

    def sentences(self, span: Span | None = None) -> tuple[Segment, ...]:
        """Return the sentences of the selected transcript with typed words.

        Args:
            span: only those within it, in seconds from the start of the file. Where the model tells
                of no word how sure it is, all sentences there are; without a span then none.
        """
        record = self._controller.selected
        if record is None or record.transcript is None or not record.key:
            return ()
        segments = record.transcript.segments
        within = segments if span is None else [one for one in segments if _is_within(one, span)]
        if not tells_confidence(segments) and span is None:
            return ()
        return tuple(segment for segment in within if has_guessed_times(segment))

    def begin(self, span: Span | None = None) -> bool:
        """Time the typed words of the selected transcript; return whether there is anything to do.

        Args:
            span: as for `sentences`.
        """
        record, told = self._controller.selected, self.sentences(span)
        model = self._model(record)
        if record is None or not told or model is None or self.is_busy:
            return False
        request = replace(
            record.job.request,
            model=model,
            told=told,
            span=_span_of(told),
            asked=None,
            resume=None,
            speakers=None,
            audio_track=record.track_number,
        )
        self._drop_failed(record)
        self._controller.add(request, record.id)
        return True

    @property
    def is_busy(self) -> bool:
        """Whether the selected transcript's words are being timed."""
        record = self._controller.selected
        parts = self._queue.parts_of(record.id) if record is not None else ()
        return any(_is_timed(part) for part in parts)

    @property
    def can_begin(self) -> bool:
        """Whether an installed model tells times of words."""
        return self._model(self._controller.selected) is not None

    def _model(self, record: JobRecord | None) -> ModelSpec | None:
        """Return the transcript's own model, or the first one that tells times of words."""
        timing = [m for m in self._models.installed() if TimestampMode.WORD in m.timestamps]
        if record is not None and record.job.request.model in timing:
            return record.job.request.model
        return timing[0] if timing else None

    def _on_job_ended(self, part: JobRecord) -> None:
        whole = self._queue.get(part.part_of)
        if _is_timed(part) and part.error is not None:
            self.failed.emit(part.error)
        if not _is_timed(part) or part.transcript is None:
            return
        timed = part.transcript.segments
        self._controller.remove([part.id])
        if whole is not None:
            told = part.job.request.told
            self._editor.when_read(whole.key, partial(self._take, whole, told, timed))

    def _take(self, whole: JobRecord, told: Sequence[Segment], timed: Sequence[Segment]) -> None:
        if whole.transcript is None:
            return
        change = _change(whole.transcript.segments, told, timed)
        count = sum(one != two for one, two in zip(change.removed, change.added, strict=True))
        if not change.is_empty and not self._editor.apply_to(whole.key, change, TIMING):
            return
        self.done.emit(Retimed(whole, count))

    def _drop_failed(self, whole: JobRecord) -> None:
        """Remove the rows of jobs that failed before: what they were for is begun anew."""
        failed = self._queue.failed_parts(whole.id)
        self._controller.remove([part.id for part in failed if _is_timed(part)])


def _is_timed(part: JobRecord) -> bool:
    """Whether a job is to time words, and not to find speakers."""
    request = part.job.request
    return bool(request.told) and request.speakers is None


def _change(
    current: Sequence[Segment], told: Sequence[Segment], timed: Sequence[Segment]
) -> Change:
    """Return the change that gives sentences their times, but for those that changed meanwhile."""
    places = {id(segment): number for number, segment in enumerate(current)}
    after = list(current)
    at = 0
    for before, now in zip(told, timed, strict=True):
        number = places.get(id(before))
        if number is None:  # read from the library anew, or changed
            number = next((n for n in range(at, len(current)) if current[n] == before), None)
        if number is not None:
            after[number], at = now, number + 1
    return change_between(current, after)


def _is_within(segment: Segment, span: Span) -> bool:
    if segment.start_s is None or segment.end_s is None:
        return False
    return meet((segment.start_s, segment.end_s), span)


def _span_of(told: Sequence[Segment]) -> Span:
    return told[0].start_s or 0.0, max(segment.end_s or 0.0 for segment in told)
