"""Recognise spans again: each has its own row, and waits there until the user keeps one text."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.settings import Preferences
from desktop_app.app.transcript.redo_offers import RedoOffer, offers_for_gap, redo_request
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.editing.again import HeardAgain, heard_again
from desktop_app.core.sentences import marked
from desktop_app.core.timecode import Span, meet
from desktop_app.core.transcript import Transcript
from desktop_app.engine.text.coverage import WORD_SLACK_S

# What the menus call the change when they offer to undo it.
AGAIN = marked("Recognised again")
# Words at the very edge of what a model hears come out wrong, and so do single ones: it hears more
# than was asked for, of which only that is taken.
CONTEXT_S, LEAST_HEARD_S = 0.4, 2.0
# While one types, the text changes with every key.
SETTLED_MS = 120


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A span's text as it is and as it was recognised again.

    Attributes:
        part_id: the number of the job that recognised it.
        span: from when to when, in seconds from the start of the file.
        model: the title of the model that was used.
        heard: both texts, and the change from one to the other.
    """

    part_id: int
    span: Span
    model: str
    heard: HeardAgain


class Redo(QObject):
    """Start spans, and hand out their texts beside those that are there.

    Nothing is replaced until the user says so: then it is one change of the text, like any other. A
    failed span keeps its row, with its remedy. So does one whose transcript is gone, with its text.

    Args:
        controller: adds the spans' jobs.
        queue: has them.
        editor: changes the text.
        models: those that are installed.
        preferences: the language for models that need one.

    Signals:
        pair_changed: `pair` or `at_work` may be another one.
        came: a pair's text was recognised; the JobRecord of its transcript.
        failed: the AppError why a part was not recognised again.
    """

    pair_changed = Signal()
    came = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        controller: TranscriptionController,
        queue: JobQueue,
        editor: Editor,
        models: ModelListModel,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._queue = queue
        self._editor = editor
        self._models = models
        self._preferences = preferences
        self._pair: Pair | None = None
        self._compared: tuple[int, Transcript] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self._tell)
        controller.job_ended.connect(self._on_job_ended)
        controller.selection_changed.connect(self._on_selected)
        controller.selected_job_changed.connect(self._on_job_changed)

    @property
    def pair(self) -> Pair | None:
        """The selected transcript's first span that waits with two texts; None if none does."""
        record = self._controller.selected
        parts = self._queue.heard_again(record.id) if record is not None else []
        whole = record.transcript if record is not None else None
        if not parts or whole is None:
            self._pair, self._compared = None, None
            return None
        part = parts[0]
        known = self._compared
        if known is None or known[0] != part.id or known[1] is not whole:
            self._compared = (part.id, whole)
            self._pair = self._made(part, whole)
        return self._pair

    @property
    def at_work(self) -> Span | None:
        """The selected transcript's first span that is being recognised, or waits for it."""
        record = self._controller.selected
        parts = self._queue.parts_to_hear(record.id) if record is not None else []
        return parts[0].job.request.wanted_span if parts else None

    @property
    def is_any_at_work(self) -> bool:
        """Whether a part of any transcript is being recognised, or waits for it."""
        return any(
            not part.state.is_terminal and not part.job.request.finds_speakers
            for part in self._queue.kept_parts()
        )

    @property
    def is_any_waiting(self) -> bool:
        """Whether a text that was recognised again waits to be taken or dropped, of any."""
        return any(part.state.is_terminal for part in self._queue.kept_parts())

    def offers(self) -> tuple[RedoOffer, ...]:
        """Return the ways to recognise a part of the selected transcript again; may be empty."""
        record = self._controller.selected
        if record is None or record.transcript is None or not record.key:
            return ()
        wanted = self._preferences.current.language
        return offers_for_gap(record.job.request, self._models.installed(), wanted)

    def is_busy_at(self, span: Span) -> bool:
        """Whether a part of a span of the selected transcript is being recognised, or waits."""
        record = self._controller.selected
        parts = self._queue.parts_to_hear(record.id) if record is not None else ()
        spans = (part.job.request.span for part in parts)
        return any(one is not None and meet(one, span) for one in spans)

    def begin(self, mark: Mark, offer: RedoOffer) -> None:
        """Recognise a mark's span of the selected transcript again."""
        if mark.span is None or mark.is_busy:
            return
        if mark.language:
            self._begin(mark.span, mark.span, offer)
        else:
            # A gap excludes slack around words: missed speech may start right after them.
            span = _widened(mark.span, WORD_SLACK_S)
            self._begin(span, span, offer)

    def begin_span(self, span: Span, offer: RedoOffer) -> None:
        """Recognise what is selected again."""
        if not self.is_busy_at(span):
            more_s = max(CONTEXT_S, (LEAST_HEARD_S - (span[1] - span[0])) / 2)
            self._begin(_widened(span, more_s), span, offer)

    def keep_new(self) -> bool:
        """Put the new text in the place of the old one; return whether it was possible."""
        pair, record = self.pair, self._controller.selected
        if pair is None or record is None:
            return False
        heard, has_other_gaps = pair.heard, False
        if record.transcript is not None:
            has_other_gaps = heard.gaps != record.transcript.gaps
        is_same = heard.change.is_empty and not has_other_gaps
        if not is_same and not self._editor.apply(heard.change, AGAIN, gaps=heard.gaps):
            return False
        self.keep_old()
        return True

    def keep_old(self) -> None:
        """Drop the new text."""
        pair = self.pair
        if pair is not None:
            self._controller.remove([pair.part_id])
            self._tell()

    def stop(self) -> None:
        """Give up what is being recognised; the text stays as it is."""
        record = self._controller.selected
        parts = self._queue.parts_to_hear(record.id) if record is not None else []
        self._controller.remove([part.id for part in parts[:1]])

    def _begin(self, heard: Span, taken: Span, offer: RedoOffer) -> None:
        record = self._controller.selected
        if record is None or not record.key:
            return
        length_s = record.total_s
        heard = (max(0.0, heard[0]), min(heard[1], length_s) if length_s else heard[1])
        part = redo_request(record.job.request, offer, heard)
        part = replace(part, asked=taken, audio_track=record.track_number)
        self._controller.add(part, record.id)

    def _made(self, part: JobRecord, whole: Transcript) -> Pair | None:
        request = part.job.request
        span = request.wanted_span
        if part.transcript is None or span is None:
            return None
        heard = heard_again(whole, part.transcript, span, request.span)
        return Pair(part.id, span, request.model.title, heard)

    def _on_job_ended(self, part: JobRecord) -> None:
        whole = self._queue.get(part.part_of)
        if whole is None or part.job.request.told:
            return
        if part.error is not None:
            self.failed.emit(part.error)
        if part.transcript is None:
            return
        if self._controller.selected is part:
            self._show_whole()
        self._tell()
        self.came.emit(whole)

    def _on_selected(self, job_id: int) -> None:
        part = self._queue.get(job_id)
        if part is not None and part.part_of and part.transcript is not None:
            # Later: others are still being told of this selection.
            QTimer.singleShot(0, self, self._show_whole)
        self._tell()

    def _show_whole(self) -> None:
        """Show the transcript of a part whose text waits: there it is compared."""
        part = self._controller.selected
        whole = self._queue.get(part.part_of) if part is not None else None
        if part is not None and part.transcript is not None and whole is not None:
            self._controller.select(whole.id)

    def _on_job_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        self._soon.stop()
        self.pair_changed.emit()


def _widened(span: Span, more_s: float) -> Span:
    return max(0.0, span[0] - more_s), span[1] + more_s
