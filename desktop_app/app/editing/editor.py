"""Change the text of a transcript: at once in memory, and in the library soon after."""

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.editing.log import TextLog, with_change
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.editing.change import Change
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import (
    LibraryBusy,
    LibraryClosed,
    LibraryDamaged,
    LibraryFull,
    LibraryMoved,
    LibraryNotWritable,
    NotInLibrary,
    TextChanged,
)
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import SpeechGap, Transcript
from desktop_app.library.records import Edit, EditLog, EditStep, TranscriptSummary, VersionKind

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

# How soon to try again what the library did not take: somebody frees space, or a lock ends.
AGAIN_MS = 15_000
# Changes that are read at once to be undone.
READ_AT_ONCE = 100

# The library takes a change later; after any other error the whole text is kept instead.
_PASSING = (
    *(LibraryFull, LibraryNotWritable, LibraryMoved, LibraryBusy, LibraryDamaged, LibraryClosed),
)

NOTHING_SHOWN = marked("No transcript is shown.")
NOT_FINISHED = marked("The text can be changed when it is finished.")
AT_WORK = marked("The recording is being transcribed again; change its text when that is done.")
BEING_READ = marked("The text is still being read; try again in a moment.")
ONLY_READ = marked("The library can only be read: {reason}")
NOT_THIS_TEXT = marked("The text has changed meanwhile; try again.")


class Editor(QObject):
    """The only door to a change of a finished text, with undo and redo across restarts.

    Args:
        library: returns the open library; None while there is none.
        lane: one side thread: changes are kept in their order.

    Signals:
        changed: the number of a job, the Change of its text, and where the cursor belongs (None if
            unknown); the text is in its record already.
        state_changed: what can be done may be something else.
        refused: a sentence why a text cannot be changed now.
        failed: the AppError why a change could not be kept; only the first since all were kept.
        caught_up: all are kept again.
    """

    changed = Signal(int, object, object)
    state_changed = Signal()
    refused = Signal(str)
    failed = Signal(object)
    caught_up = Signal()

    def __init__(
        self,
        controller: TranscriptionController,
        library: "Callable[[], Library | None]",
        lane: SideTasks,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._library = library
        self._lane = lane
        self._logs: dict[str, TextLog] = {}
        # What waits until a text's changes are read.
        self._once_read: dict[str, list[Callable[[], object]]] = {}
        self._is_in_trouble = False
        self._shown_state: tuple[object, ...] = ()
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.keep_again)
        controller.selection_changed.connect(self._on_selection_changed)
        controller.selected_job_changed.connect(self._look)

    @property
    def can_edit(self) -> bool:
        """Whether the shown text can be changed now."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """Why the shown text cannot be changed now, in a sentence; "" if it can."""
        return self._why_not(self._controller.selected)

    def why_not_of(self, key: str) -> str:
        """Why a transcript's text cannot be changed now, in a sentence; "" if it can."""
        return self._why_not(self._controller.find(key))

    @property
    def can_undo(self) -> bool:
        """Whether a change of the shown text can be undone."""
        return bool(self.undo_name)

    @property
    def can_redo(self) -> bool:
        """Whether a change of the shown text can be made again."""
        return bool(self.redo_name)

    @property
    def undo_name(self) -> str:
        """What would be undone, as the user calls it; "" if nothing."""
        log = self._shown_log()
        return log.undoable.name if log is not None and log.undoable is not None else ""

    @property
    def redo_name(self) -> str:
        """What would be made again, as the user calls it; "" if nothing."""
        log = self._shown_log()
        return log.redoable.name if log is not None and log.redoable is not None else ""

    @property
    def unkept(self) -> frozenset[str]:
        """The keys of transcripts with changes that the library did not take."""
        return frozenset(key for key, log in self._logs.items() if log.is_in_trouble)

    def has_read(self, key: str) -> bool:
        """Whether a text is in memory, and it is known what can be undone of it."""
        return self._known_log(self._controller.find(key)) is not None

    def holds(self, key: str) -> bool:
        """Whether a text has changes that the library does not have so far."""
        log = self._logs.get(key)
        return log is not None and (bool(log.waiting) or log.whole is not None)

    def edits_of(self, key: str) -> tuple[Edit, ...]:
        """Return the changes of a text that can be undone, oldest first, as far as they are read.

        Of a text that no library has these are all.
        """
        log = self._logs.get(key)
        return log.done if log is not None else ()

    def apply(
        self,
        change: Change,
        name: str,
        *,
        merges: bool = False,
        place: int | None = None,
        gaps: tuple[SpeechGap, ...] | None = None,
    ) -> bool:
        """Change the shown text.

        Args:
            change: of its segments.
            name: what the user calls it: "Typing".
            merges: whether it is undone together with the change before, if that has the same name:
                one run of typing.
            place: where the cursor was before it, as the page counts.
            gaps: the speech without words after it, where that is changed too.

        Returns:
            Whether the text was changed; if it cannot be now, `refused` was emitted.
        """
        record = self._controller.selected
        edit = Edit(change, name, place, _gap_change(record, gaps))
        return self._apply(record, edit, merges=merges)

    def apply_to(
        self,
        key: str,
        change: Change,
        name: str,
        *,
        merges: bool = False,
        place: int | None = None,
        gaps: tuple[SpeechGap, ...] | None = None,
    ) -> bool:
        """Change the text of a transcript that is in memory; otherwise as `apply`."""
        record = self._controller.find(key)
        edit = Edit(change, name, place, _gap_change(record, gaps))
        return self._apply(record, edit, merges=merges)

    def undo(self) -> bool:
        """Undo the last change of the shown text; return whether there was one."""
        return self._step(is_undo=True)

    def redo(self) -> bool:
        """Make the change again that was undone last; return whether there was one."""
        return self._step(is_undo=False)

    def keep_again(self) -> None:
        """Try again to keep what could not be kept, or had no library so far."""
        for key, log in self._logs.items():
            if log.whole is not None:
                self._keep_whole(key, log)
            elif log.waiting:
                self._write(key, log)

    def _look(self) -> None:
        """Read what can be undone of the shown text, unless it is known."""
        record = self._controller.selected
        self._forget_others(record)
        if record is not None and record.key and record.transcript is not None:
            if record.state is JobState.DONE:
                self._read(record)
            log = self._logs.get(record.key)
            if log is not None and log.waiting and record.summary is not None:
                self._write(record.key, log)  # it has come into the library only now
        self._tell_state()

    def _forget_others(self, shown: JobRecord | None) -> None:
        """Let go of texts that are no longer in memory elsewhere: they are large."""
        for key, log in list(self._logs.items()):
            record = self._controller.find(key)
            is_used = record is not None and (record is shown or record.transcript is log.text)
            if not (is_used or log.is_reading or self.holds(key)):
                del self._logs[key]

    def _log_of(self, key: str) -> TextLog:
        return self._logs.setdefault(key, TextLog())

    def _on_selection_changed(self, _job_id: int) -> None:
        self._look()

    def _read(self, record: JobRecord) -> None:
        log = self._log_of(record.key)
        if log.is_reading or (log.text is record.transcript and not log.lacks_more):
            return
        if log.text is not record.transcript:
            if log.waiting:  # another text is shown instead; this one is not lost for that
                self._keep_whole(record.key, log)
            log.forget()
        library = self._library()
        if library is None or record.summary is None:
            if log.text is None and record.transcript is not None:
                log.begin(record.transcript, None)
            return
        log.is_reading = True
        count = log.count
        self._lane.run(
            partial(library.edits, record.summary.key, READ_AT_ONCE),
            partial(self._on_read, record.key, record.transcript, count),
            partial(self._on_not_read, record.key, record.transcript),
        )

    def when_read(self, key: str, then: Callable[[], object]) -> None:
        """Call `then` once it is known what can be undone of a text: at once, unless it is read.

        Until then a change would be refused; what a model found must not be lost for that.
        """
        log = self._logs.get(key)
        if log is not None and log.is_reading:
            self._once_read.setdefault(key, []).append(then)
        else:
            then()

    def _on_read(
        self, key: str, text: Transcript | None, count: int, known: EditLog | None
    ) -> None:
        self._take_read(key, text, count, known)
        if not self._log_of(key).is_reading:
            for then in self._once_read.pop(key, []):
                then()

    def _take_read(
        self, key: str, text: Transcript | None, count: int, known: EditLog | None
    ) -> None:
        log, record = self._log_of(key), self._controller.find(key)
        log.is_reading = False
        if record is None or record.transcript is None:
            return
        if record.transcript is text and log.count == count:
            log.begin(record.transcript, known)
        elif not log.waiting:  # else the library is behind, and not to be asked
            self._read(record)
        self._tell_state()

    def _on_not_read(self, key: str, text: Transcript | None, error: AppError) -> None:
        # Gone, or not to be read: the changes are kept as of a text without any.
        logger.warning("it is not known what can be undone of %s: %s", key, error.message)
        log = self._log_of(key)
        self._on_read(key, text, log.count, None)

    def _why_not(self, record: JobRecord | None) -> str:
        if record is None:
            return tr(NOTHING_SHOWN)
        if record.state is not JobState.DONE or not record.key:
            return tr(NOT_FINISHED)
        if self._is_at_work(record):
            return tr(AT_WORK)
        if self._known_log(record) is None:
            return tr(BEING_READ)
        library = self._library()
        refusal = library.refusal if library is not None else None
        return tr(ONLY_READ).format(reason=refusal.message) if refusal is not None else ""

    def _is_at_work(self, record: JobRecord) -> bool:
        """Whether the engine is hearing all of the recording again, whose text comes instead."""
        active = self._controller.records((self._controller.active_job,))
        return any(bool(one.again_of) and one.again_of == record.key for one in active)

    def _shown_log(self) -> TextLog | None:
        return self._known_log(self._controller.selected)

    def _known_log(self, record: JobRecord | None) -> TextLog | None:
        """Return the changes of the text that is in memory; None until they are read."""
        if record is None or record.transcript is None:
            return None
        log = self._logs.get(record.key)
        return log if log is not None and log.text is record.transcript else None

    def _apply(self, record: JobRecord | None, edit: Edit, *, merges: bool) -> bool:
        if record is not None and record is not self._controller.selected:
            self._adopt(record)
        if reason := self._why_not(record):
            self.refused.emit(reason)
            return False
        if record is None or record.transcript is None:
            return False
        if edit.change.is_empty and edit.gaps is None:
            return False
        try:
            after = with_change(record.transcript, edit.change, edit.gaps)
        except ValueError:
            self.refused.emit(tr(NOT_THIS_TEXT))
            return False
        self._logs[record.key].add(edit, after, merges=merges)
        self._show(record, after, edit.change, None)
        return True

    def _adopt(self, record: JobRecord) -> None:
        """Let a text that nobody has looked at be changed before it is known what can be undone."""
        log = self._log_of(record.key)
        if record.transcript is not None and log.text is not record.transcript:
            log.begin(record.transcript, None)

    def _step(self, *, is_undo: bool) -> bool:
        record, log = self._controller.selected, self._shown_log()
        if reason := self.why_not:
            self.refused.emit(reason)
            return False
        if record is None or log is None or record.transcript is None:
            return False
        edit = log.undoable if is_undo else log.redoable
        if edit is None:
            return False
        change, gaps = edit.change, edit.gaps
        if is_undo:
            change, gaps = change.undone, None if gaps is None else (gaps[1], gaps[0])
        try:
            after = with_change(record.transcript, change, gaps, is_exact=False)
        except ValueError:
            self.refused.emit(tr(NOT_THIS_TEXT))
            return False
        (log.undo if is_undo else log.redo)(after)
        self._show(record, after, change, edit.place if is_undo else None)
        return True

    def _show(
        self, record: JobRecord, after: Transcript, change: Change, place: int | None
    ) -> None:
        log = self._logs[record.key]
        self._write(record.key, log)
        self._controller.revise(record.id, after)
        self.changed.emit(record.id, change, place)
        if log.lacks_more:
            self._read(record)
        self._tell_state()

    def _tell_state(self) -> None:
        state = (self.why_not, self.undo_name, self.redo_name, self._controller.selected)
        if state != self._shown_state:
            self._shown_state = state
            self.state_changed.emit()

    def _write(self, key: str, log: TextLog) -> None:
        """Have the library make the changes that it has not made so far."""
        library, record = self._library(), self._controller.find(key)
        if library is None or record is None or record.summary is None or log.whole is not None:
            self._note_trouble(log)
            return
        self._lane.run(
            partial(_written, library, record.summary.key, log.waiting),
            partial(self._on_written, key),
            partial(self._on_not_written, key, log.waiting),
        )

    def _note_trouble(self, log: TextLog) -> None:
        log.is_in_trouble = True
        self._again.start()

    def _on_written(self, key: str, summary: TranscriptSummary | None) -> None:
        log, record = self._log_of(key), self._controller.find(key)
        log.is_in_trouble = False
        if self._is_in_trouble and not self.unkept:
            self._is_in_trouble = False
            self.caught_up.emit()
        if record is not None and summary is not None and record.summary != summary:
            self._controller.show_summary(record.id, summary)

    def _on_not_written(self, key: str, waiting: deque[EditStep], error: AppError) -> None:
        log = self._log_of(key)
        if not waiting or waiting is not log.waiting:  # another try has kept it, or the whole text
            return
        logger.warning("a change was not kept: %s", error.message)
        if isinstance(error, _PASSING):
            self._note_trouble(log)
            self._tell_failed(error)
        else:
            self._keep_whole(key, log)
            if isinstance(error, TextChanged):
                self.failed.emit(error)

    def _tell_failed(self, error: AppError) -> None:
        if not self._is_in_trouble:
            self._is_in_trouble = True
            self.failed.emit(error)

    def _keep_whole(self, key: str, log: TextLog) -> None:
        """Keep a text as a version of its own, where its changes do not fit to the library's."""
        library, record = self._library(), self._controller.find(key)
        log.give_up()
        if library is None or record is None or log.whole is None:
            self._note_trouble(log)
            return
        is_shown = record.transcript is log.whole
        request = record.job.request
        self._lane.run(
            partial(_kept_whole, library, key, log.whole, request, is_shown=is_shown),
            partial(self._on_kept_whole, key, log.whole),
            partial(self._on_not_kept_whole, key),
        )

    def _on_kept_whole(self, key: str, text: Transcript, summary: TranscriptSummary) -> None:
        log = self._log_of(key)
        if log.whole is not text:  # it was changed meanwhile
            self._keep_whole(key, log)
            return
        log.whole = None
        self._on_written(key, summary)
        if not log.waiting:
            log.forget()
            self._look()

    def _on_not_kept_whole(self, key: str, error: AppError) -> None:
        self._note_trouble(self._log_of(key))
        self._tell_failed(error)


def _gap_change(
    record: JobRecord | None, gaps: tuple[SpeechGap, ...] | None
) -> tuple[tuple[SpeechGap, ...], tuple[SpeechGap, ...]] | None:
    if gaps is None or record is None or record.transcript is None:
        return None
    return None if gaps == record.transcript.gaps else (record.transcript.gaps, gaps)


def _written(library: "Library", key: str, waiting: deque[EditStep]) -> TranscriptSummary | None:
    """Write all that waits, in its order; called in the side thread, which alone takes from it."""
    summary = None
    while steps := tuple(waiting):  # more may come meanwhile
        summary = library.edit_on(key, steps).result()
        for _ in steps:
            waiting.popleft()
    return summary


def _kept_whole(
    library: "Library",
    key: str,
    text: Transcript,
    request: TranscriptionRequest,
    *,
    is_shown: bool,
) -> TranscriptSummary:
    """Keep a text beside what the library has; it becomes the current one only if it is shown."""
    try:
        current = next(version.id for version in library.versions(key) if version.is_current)
        library.add_version(key, text, VersionKind.EDIT)
        if not is_shown:
            library.make_current(key, current).result()
    except NotInLibrary:  # deleted meanwhile, elsewhere: the text is more than the row
        return library.finish_job(key, text, request)
    return library.summary(key)
