"""Change the texts of many transcripts at once: first as a preview, then for good, then undone.

Texts in memory are changed through the editor, others in the library; each is one change in the
log of its transcript.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.editing.blocks import Rewrite, change_of
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.find import PatternProblem
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import TextChanged
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import Segment, Transcript

if TYPE_CHECKING:
    from desktop_app.library.library import Library
    from desktop_app.library.records import TranscriptSummary

logger = logging.getLogger(__name__)

# Ten a second look continuous.
REPORT_INTERVAL_S = 0.1
# More sentences nobody looks through; the rest is found by another search.
MOST_LISTED = 10_000
# Transcripts that are changed before it is told how far it is.
PART = 10

CHANGED_MEANWHILE = marked("The text has changed meanwhile.")
UNDO = marked("Undo {name}")


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript that may be changed.

    Attributes:
        key: of its row.
        stored: of its text in the library; "" if it is not there.
        title: its name in the list.
        text: if it is in memory.
    """

    key: str
    stored: str
    title: str
    text: Transcript | None


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that would change, or several that become one; `after` is "" where they go."""

    source: str
    title: str
    number: int
    before: str
    after: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """A transcript that could not be looked at or changed, and why, in a sentence."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Search:
    """The end of a search.

    Attributes:
        looked_at: how many transcripts.
        sentences: how many sentences would change.
        failures: what could not be looked at.
        is_stopped: whether the user ended it.
        is_cut: whether there are more than `MOST_LISTED`.
        why: why nothing can be looked for, in a sentence; "" if it can.
    """

    looked_at: int
    sentences: int
    failures: tuple[Failure, ...] = ()
    is_stopped: bool = False
    is_cut: bool = False
    why: str = ""


@dataclass(slots=True)
class Outcome:
    """What was changed; `is_undo` if changes were taken back."""

    name: str
    is_undo: bool = False
    sentences: int = 0
    transcripts: int = 0
    failures: list[Failure] = field(default_factory=list)
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Done:
    """A change that was made, to be undone."""

    source: Source
    change: Change
    sentences: int


@dataclass(frozen=True, slots=True)
class _Step:
    """What is to be made of one transcript: a change, or why not; `summary` once it is written."""

    source: Source
    change: Change | None
    sentences: int = 0
    why: str = ""
    summary: "TranscriptSummary | None" = None


class Rewriting(QObject):
    """Looks through many texts, changes them, and takes that back; one of it at a time.

    Args:
        controller: has the rows.
        editor: changes texts in memory.
        library: returns the open library; None while there is none.

    Signals:
        found: a list of SentenceChange, as they are found.
        searched: the Search, last.
        progressed: how many transcripts are done, and of how many.
        changed: the Outcome.
    """

    found = Signal(object)
    searched = Signal(object)
    progressed = Signal(int, int)
    changed = Signal(object)
    # Emitted in the side thread; a slot of this object gets it in its own.
    _found_there = Signal(int, object, int, int)

    def __init__(
        self,
        controller: TranscriptionController,
        editor: Editor,
        library: "Callable[[], Library | None]",
    ) -> None:
        super().__init__()
        self._controller = controller
        self._editor = editor
        self._library = library
        self._lane = SideTasks(self, max_threads=1)
        self._stop = threading.Event()
        self._run = 0
        self._is_busy = False
        self._waiting: deque[tuple[Source, frozenset[tuple[int, str]]]] = deque()
        self._rewrite: Rewrite | None = None
        self._outcome = Outcome("")
        self._count = 0
        self._done: list[_Done] = []
        self._to_undo: deque[_Done] = deque()
        self._found_there.connect(self._on_found)

    @property
    def is_busy(self) -> bool:
        """Whether something is looked for or changed."""
        return self._is_busy

    @property
    def can_undo(self) -> bool:
        """Whether the last changes can be taken back."""
        return bool(self._done) and not self._is_busy

    def sources(self, job_ids: Collection[int] | None = None) -> list[Source]:
        """Return the transcripts of these jobs, or of all, in the order of the list."""
        records = self._controller.records(job_ids)
        return [source for record in records if (source := _source_of(record)) is not None]

    def look(self, sources: Sequence[Source], rewrite: Rewrite) -> None:
        """Look for the sentences that a change would concern; no-op while it is busy."""
        if self._is_busy:
            return
        self._begin(len(sources))
        given, library, run = tuple(sources), self._library(), self._run

        def report(found: list[SentenceChange], done: int) -> None:
            self._found_there.emit(run, found, done, len(given))

        work = partial(_look, given, rewrite, library, self._stop, report)
        self._lane.run(work, self._on_searched, self._on_search_failed)

    def change(self, wanted: Iterable[SentenceChange], rewrite: Rewrite, name: str) -> None:
        """Change these sentences; no-op while it is busy.

        Args:
            wanted: as they were found.
            rewrite: the same as they were found with.
            name: what the change is called where it can be undone.
        """
        if self._is_busy:
            return
        by_source: dict[str, set[tuple[int, str]]] = {}
        for one in wanted:
            by_source.setdefault(one.source, set()).add((one.number, one.before))
        known = {source.key: source for source in self.sources()}
        self._outcome, self._rewrite = Outcome(name), rewrite
        gone = by_source.keys() - known.keys()
        self._outcome.failures += (Failure("", tr(CHANGED_MEANWHILE)) for _ in gone)
        self._waiting = deque(
            (known[key], frozenset(sentences))
            for key, sentences in by_source.items()
            if key in known
        )
        self._done = []
        self._begin(len(self._waiting))
        self._change_some()

    def undo(self) -> None:
        """Take back the last changes, where the text is still as they left it."""
        if not self.can_undo:
            return
        self._to_undo, self._done = deque(self._done), []
        self._outcome = Outcome(self._outcome.name, is_undo=True)
        self._begin(len(self._to_undo))
        self._undo_some()

    def stop(self) -> None:
        """Stop after the transcript at hand."""
        self._stop.set()

    def shutdown(self, timeout_s: float) -> bool:
        """Stop, and return whether the thread has ended its work."""
        self.stop()
        return self._lane.shutdown(timeout_s)

    def _begin(self, count: int) -> None:
        self._run += 1
        self._is_busy, self._count = True, count
        self._stop.clear()
        self.progressed.emit(0, count)

    @Slot(int, object, int, int)
    def _on_found(self, run: int, found: list[SentenceChange], done: int, count: int) -> None:
        if run == self._run and self._is_busy:
            if found:
                self.found.emit(found)
            self.progressed.emit(done, count)

    def _on_searched(self, result: tuple[list[SentenceChange], Search]) -> None:
        rest, search = result
        self._is_busy = False
        if rest:
            self.found.emit(rest)
        self.progressed.emit(self._count, self._count)
        self.searched.emit(search)

    def _on_search_failed(self, error: AppError) -> None:
        self._is_busy = False
        self.searched.emit(Search(0, 0, (Failure("", error.message),)))

    def _change_some(self) -> None:
        rewrite = self._rewrite
        if rewrite is None or not self._waiting or self._stop.is_set():
            self._end(bool(self._waiting))
            return
        part = [self._waiting.popleft() for _ in range(min(PART, len(self._waiting)))]
        given = [(self._now(source), sentences) for source, sentences in part]
        work = partial(_changes, given, rewrite, self._outcome.name, self._library())
        self._lane.run(work, self._on_changes, self._on_failed)

    def _undo_some(self) -> None:
        if not self._to_undo or self._stop.is_set():
            self._done += self._to_undo
            self._end(bool(self._to_undo))
            return
        part = [self._to_undo.popleft() for _ in range(min(PART, len(self._to_undo)))]
        given = [replace(done, source=self._now(done.source)) for done in part]
        work = partial(_undone, given, self._outcome.name, self._library())
        self._lane.run(work, self._on_changes, self._on_failed)

    def _now(self, source: Source) -> Source:
        """Return a transcript with the text that is to be changed in memory.

        One that is only being opened is changed in the library, as those that are not in memory.
        """
        record = self._controller.find(source.key)
        now = _source_of(record) if record is not None else None
        if now is None or (now.stored and not self._editor.has_read(now.key)):
            return replace(now or source, text=None)
        return now

    def _on_changes(self, steps: list[_Step]) -> None:
        for step in steps:
            why = step.why
            if not why and step.change is not None:
                why = self._take(step, step.change)
            if why:
                self._outcome.failures.append(Failure(step.source.title, why))
            elif step.change is not None:
                self._outcome.transcripts += 1
                self._outcome.sentences += step.sentences
                if not self._outcome.is_undo:
                    self._done.append(_Done(step.source, step.change, step.sentences))
        left = len(self._to_undo) if self._outcome.is_undo else len(self._waiting)
        self.progressed.emit(self._count - left, self._count)
        (self._undo_some if self._outcome.is_undo else self._change_some)()

    def _take(self, step: _Step, change: Change) -> str:
        """Show a change that the library has, or make it in memory; return why not."""
        record = self._controller.find(step.source.key)
        if step.summary is not None:
            if record is not None:
                self._controller.show_summary(record.id, step.summary)
                self._show_written(record, change)
            return ""
        if record is None:
            return tr(CHANGED_MEANWHILE)
        if self._outcome.is_undo and self._can_step_back(record, change):
            return "" if self._editor.undo() else tr(CHANGED_MEANWHILE)
        name = self._outcome.name
        name = tr(UNDO).format(name=name) if self._outcome.is_undo else name
        if self._editor.apply_to(record.key, change, name):
            return ""
        return self._editor.why_not_of(record.key) or tr(CHANGED_MEANWHILE)

    def _can_step_back(self, record: JobRecord, change: Change) -> bool:
        is_shown = record is self._controller.selected
        return is_shown and self._editor.undo_name == self._outcome.name and bool(change.removed)

    def _show_written(self, record: JobRecord, change: Change) -> None:
        """Show a text that came into memory while the library changed it."""
        if record.transcript is None:
            return
        try:
            segments = change.applied_to(record.transcript.segments)
        except ValueError:
            return  # it was read after the change
        self._controller.revise(record.id, replace(record.transcript, segments=segments))

    def _on_failed(self, error: AppError) -> None:
        self._outcome.failures.append(Failure("", error.message))
        self._waiting.clear()
        self._to_undo.clear()
        self._end(is_stopped=False)

    def _end(self, is_stopped: bool) -> None:  # noqa: FBT001 - one fact
        self._is_busy = False
        self._outcome.is_stopped = is_stopped
        self._waiting.clear()
        self.changed.emit(self._outcome)


def _source_of(record: JobRecord) -> Source | None:
    if record.state is not JobState.DONE or not record.key:
        return None
    if record.transcript is None and record.summary is None:
        return None
    path = record.job.request.media_path
    stored = record.summary.key if record.summary is not None else ""
    title = record.summary.title if record.summary is not None else path.name
    return Source(record.key, stored, title, record.transcript)


def _text(source: Source, library: "Library | None") -> Transcript:
    if source.text is not None:
        return source.text
    if library is None:
        raise TextChanged(CHANGED_MEANWHILE)
    return library.transcript(source.stored)


def _look(
    sources: Sequence[Source],
    rewrite: Rewrite,
    library: "Library | None",
    stop: threading.Event,
    report: Callable[[list[SentenceChange], int], None],
) -> tuple[list[SentenceChange], Search]:
    """Look through texts; return what was not reported yet, and the end. In the side thread."""
    failures: list[Failure] = []
    found: list[SentenceChange] = []
    count, sentences, told_s, looked_at = 0, 0, time.monotonic(), 0
    for source in sources:
        if stop.is_set() or count >= MOST_LISTED:
            break
        try:
            found += _sentences(source, _text(source, library).segments, rewrite)
        except AppError as error:
            failures.append(Failure(source.title, error.message))
        except PatternProblem as problem:
            return [], Search(looked_at, 0, why=str(problem))
        looked_at += 1
        now_s = time.monotonic()
        if now_s - told_s >= REPORT_INTERVAL_S:
            told_s = now_s
            count += len(found)
            sentences += sum(one.count for one in found)
            report(found, looked_at)
            found = []
    count += len(found)
    sentences += sum(one.count for one in found)
    is_cut = count >= MOST_LISTED and looked_at < len(sources)
    return found, Search(looked_at, sentences, tuple(failures), stop.is_set(), is_cut)


def _sentences(
    source: Source, segments: Sequence[Segment], rewrite: Rewrite
) -> Iterator[SentenceChange]:
    for block in rewrite(segments):
        before = block.before(segments)
        count = block.end - block.first
        yield SentenceChange(source.key, source.title, block.first, before, block.after, count)


def _changes(
    given: Sequence[tuple[Source, frozenset[tuple[int, str]]]],
    rewrite: Rewrite,
    name: str,
    library: "Library | None",
) -> list[_Step]:
    """Make changes, and write those of texts that are not in memory. In the side thread."""
    return [_step(source, sentences, rewrite, name, library) for source, sentences in given]


def _step(
    source: Source,
    sentences: frozenset[tuple[int, str]],
    rewrite: Rewrite,
    name: str,
    library: "Library | None",
) -> _Step:
    try:
        segments = _text(source, library).segments
        wanted = [
            block
            for block in rewrite(segments)
            if (block.first, block.before(segments)) in sentences
        ]
        count = sum(block.end - block.first for block in wanted)
        change = change_of(segments, wanted)
        if change is None:
            return _Step(source, None, why=tr(CHANGED_MEANWHILE))
        if source.text is not None:
            return _Step(source, change, count)
        if library is None:
            return _Step(source, None, why=tr(CHANGED_MEANWHILE))
        summary = library.edit(source.stored, change, name).result()
        return _Step(source, change, count, summary=summary)
    except AppError as error:
        logger.warning("a text was not changed: %s", error)
        return _Step(source, None, why=error.message)
    except PatternProblem as problem:
        return _Step(source, None, why=str(problem))


def _undone(given: Sequence[_Done], name: str, library: "Library | None") -> list[_Step]:
    """Take changes back in the library, where the text is not in memory. In the side thread."""
    steps = []
    for done in given:
        back = done.change.undone
        step = _Step(done.source, back, done.sentences)
        if done.source.text is None and library is not None:
            try:
                log = library.edits(done.source.stored, 1)
                is_last = bool(log.undoable) and log.undoable[-1].name == name
                if is_last:
                    summary = library.undo_edit(done.source.stored, log.revision).result()
                    step = replace(step, summary=summary)
                else:
                    step = replace(step, why=tr(CHANGED_MEANWHILE))
            except AppError as error:
                step = replace(step, why=error.message)
        steps.append(step)
    return steps
