"""Transcribe spans again: each has its own row until its text is inserted."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.transcript.redo_offers import RedoOffer, redo_request
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.splicing import spliced
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Transcript
from desktop_app.engine.text.coverage import WORD_SLACK_S

REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class _Replacement:
    job_id: int
    before: Transcript
    after: Transcript


class Redo(QObject):
    """Start spans, insert their text, and undo that.

    A failed span keeps its row, with its remedy, and the transcript is unchanged. A span whose file
    was removed or restarted meanwhile keeps its row, with its text.

    Signals:
        undo_changed: `can_undo` may have changed.
        replaced: a done JobRecord, its Transcript before and after, and the request of the span.
        undone: a done JobRecord, its Transcript now, as it was before, and the one taken back.
    """

    undo_changed = Signal()
    replaced = Signal(object, object, object, object)
    undone = Signal(object, object, object)

    def __init__(self, controller: TranscriptionController, queue: JobQueue) -> None:
        super().__init__()
        self._controller = controller
        self._queue = queue
        self._replacements: list[_Replacement] = []
        controller.job_ended.connect(self._on_job_ended)
        controller.selection_changed.connect(self.undo_changed)
        controller.selected_job_changed.connect(self.undo_changed)

    @property
    def can_undo(self) -> bool:
        """Whether the selected transcript's last replacement can be undone."""
        return self._last() is not None

    def begin(self, mark: Mark, offer: RedoOffer) -> None:
        """Transcribe a mark's span of the selected job."""
        record = self._controller.selected
        if record is None or mark.span is None or mark.is_busy:
            return
        span = mark.span if mark.language else _with_slack(mark.span)
        part = redo_request(record.job.request, offer, span)
        if record.track is not None:
            part = replace(part, audio_track=record.track.track.number)
        self._controller.add(part, record.id)

    def undo(self) -> None:
        """Undo the selected transcript's last replacement."""
        last = self._last()
        if last is not None:
            self._replacements.remove(last)
            self._controller.revise(last.job_id, last.before)
            self.undone.emit(self._queue.get(last.job_id), last.before, last.after)

    def _last(self) -> _Replacement | None:
        """Return the last replacement, unless the text has changed since."""
        record = self._controller.selected
        if record is None or record.transcript is None:
            return None
        done = (r for r in reversed(self._replacements) if r.job_id == record.id)
        last = next(done, None)
        return last if last is not None and last.after is record.transcript else None

    def _on_job_ended(self, record: JobRecord) -> None:
        part, span = record.transcript, record.job.request.span
        whole = self._queue.get(record.part_of)
        if part is None or span is None or whole is None or whole.transcript is None:
            return
        after = spliced(whole.transcript, part, span)
        self._replacements.append(_Replacement(whole.id, whole.transcript, after))
        del self._replacements[:-REMEMBERED]
        if self._controller.selected is record:
            self._controller.select(whole.id)
        self._controller.remove([record.id])
        before = whole.transcript
        self._controller.revise(whole.id, after)
        self.replaced.emit(whole, before, after, record.job.request)


def _with_slack(span: Span) -> Span:
    """Widen a gap, which excludes slack around words: missed speech may start right after them."""
    return max(0.0, span[0] - WORD_SLACK_S), span[1] + WORD_SLACK_S
