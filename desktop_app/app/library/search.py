"""Search the names and texts of all recordings while the user types; the newest text wins."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.request import ResumePoint
from desktop_app.core.transcript import Segment
from desktop_app.library import folding
from desktop_app.library.folding import Term
from desktop_app.library.records import Extent, Found, Hit

# After the last key, so that a word typed at once is looked for once. Fast typists press ten keys a
# second.
DELAY_MS = 80
# The first hits are to be seen within 300 ms; those of thousands of hours follow, for which the
# list is not laid out anew ten times a second.
FIRST_S, NEXT_S = 0.12, 0.8
# After so long a search rests if it has found so many recordings: nobody reads on meanwhile, and a
# transcription wants the processor. One that finds little goes on to its end.
ENOUGH_S, ENOUGH = 3.0, 200
_NO_END = 1 << 62


class Searchable(Protocol):
    """The part of the library that is needed here."""

    def search(
        self, text: str, extent: Extent | None = None, cancel: CancelToken | None = None
    ) -> Found:
        """As `Library.search`."""

    def resume_point(self, key: str) -> ResumePoint | None:
        """As `Library.resume_point`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A recording of the list that is not in the library, or not yet.

    Attributes:
        id: its job's number.
        name: what it is called.
        segments: its text so far.
        journal: the key of the job whose journal has its text so far; "" if `segments` has it.
    """

    id: int
    name: str
    segments: Sequence[Segment] = ()
    journal: str = ""


@dataclass(frozen=True, slots=True)
class RowHits:
    """What was found in one recording.

    Attributes:
        count: at how many places of the text; 0 if only its name, a tag or its note matches.
        text: the first of these places, "" if there is none.
        spans: where in `text` the words are.
    """

    count: int = 0
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Answer:
    """What was found so far."""

    by_key: dict[str, RowHits] = field(default_factory=dict)
    by_id: dict[int, RowHits] = field(default_factory=dict)
    seen: frozenset[int] = frozenset()  # the listed ones that were looked at
    unread: tuple[Listed, ...] = ()  # those whose journals are still to be looked at
    more: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing left to look at."""
        return self.more is None and not self.unread

    def take(self, found: Found) -> None:
        """Add what the library found."""
        for key in found.named:
            self.by_key.setdefault(key, RowHits())
        first: dict[str, Hit] = {}
        for hit in found.hits:
            first.setdefault(hit.transcript, hit)
        for key, hit in first.items():
            before = self.by_key.get(key, RowHits()).count
            self.by_key[key] = RowHits(before + found.counts.get(key, 1), hit.text, hit.spans)
        self.more = found.more


class LibrarySearch(QObject):
    """Look for a text in the library and in the list's other recordings, in a side thread.

    Args:
        library: the library; None while there is none.
        listed: the recordings of the list that are not in the library.
        tasks: a lane of its own, with one thread.
        clock: a monotonic clock in seconds.

    Signals:
        found: other recordings are to be shown; before `changed`.
        changed: that, or the search has begun or ended.
        failed: the AppError with which a search ended early.
    """

    found = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        library: Callable[[], Searchable | None],
        listed: Callable[[], Iterable[Listed]],
        tasks: SideTasks,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._library = library
        self._listed = listed
        self._tasks = tasks
        self._text = ""
        self._terms: tuple[Term, ...] = ()
        self._answer: _Answer | None = None
        self._cancel = CancelToken()
        self._is_busy = False
        self._clock = clock
        self._begun_s = 0.0
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._begin)

    @property
    def text(self) -> str:
        """What is looked for, as it was typed."""
        return self._text

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is looked for; none if nothing is."""
        return self._terms

    @property
    def is_busy(self) -> bool:
        """Whether more may be found."""
        return self._is_busy

    @property
    def is_resting(self) -> bool:
        """Whether more may be found, which `go_on` looks for."""
        return not self._is_busy and self._answer is not None and not self._answer.is_whole

    @property
    def has_answer(self) -> bool:
        """Whether the list shows what was found; not yet, just after the first letter."""
        return self._answer is not None

    @property
    def recordings(self) -> int:
        """In how many recordings something was found."""
        return 0 if self._answer is None else len(self._answer.by_key) + len(self._answer.by_id)

    @property
    def places(self) -> int:
        """At how many places of texts something was found."""
        if self._answer is None:
            return 0
        found = (*self._answer.by_key.values(), *self._answer.by_id.values())
        return sum(hits.count for hits in found)

    def look_for(self, text: str) -> None:
        """Look for another text; what was found for the one before stays until there is more."""
        wanted = folding.terms(text)
        is_other = wanted != self._terms
        self._text, self._terms = text, wanted
        if not is_other:
            return
        self._stop()
        if wanted:
            self._is_busy = True
            self._delay.start()
        elif self._answer is not None:
            self._answer = None
            self.found.emit()
        self.changed.emit()

    def look_again(self) -> None:
        """Look for the same text in what the library or the list now has."""
        if self._terms:
            self._stop()
            self._is_busy = True
            self._delay.start()

    def go_on(self) -> None:
        """Look for more after a rest."""
        if self.is_resting and self._answer is not None:
            self._is_busy = True
            self._begun_s = self._clock()
            self._look_further(self._answer)
            self.changed.emit()

    def hits_of(self, key: str, job_id: int) -> RowHits | None:
        """Return what was found in a recording; None if nothing was.

        Args:
            key: of its transcript, "" if it is not in the library.
            job_id: the number of its job.
        """
        if self._answer is None:
            return None
        found = self._answer.by_key.get(key) if key else None
        return found or self._answer.by_id.get(job_id)

    def accepts(self, key: str, job_id: int) -> bool:
        """Whether a recording is to be shown: there is no search, it has hits, or it is new."""
        if self._answer is None or self.hits_of(key, job_id) is not None:
            return True
        return not key and job_id not in self._answer.seen

    def shutdown(self) -> None:
        """End the search, without waiting; its lane is shut down by its owner."""
        self._stop()

    def _stop(self) -> None:
        self._delay.stop()
        self._cancel.cancel()
        self._cancel = CancelToken()
        self._is_busy = False

    def _begin(self) -> None:
        text, wanted, cancel = self._text, self._terms, self._cancel
        library, listed = self._library(), list(self._listed())
        self._begun_s = self._clock()
        self._run(lambda: _first_answer(library, text, wanted, listed, cancel), cancel)

    def _look_further(self, answer: _Answer) -> None:
        text, wanted, cancel = self._text, self._terms, self._cancel
        library = self._library()
        if library is not None:
            searched = library
            self._run(lambda: _next_answer(searched, text, wanted, answer, cancel), cancel)
        else:
            self._is_busy = False
            self.changed.emit()

    def _has_enough(self) -> bool:
        return self.recordings >= ENOUGH and self._clock() - self._begun_s >= ENOUGH_S

    def _run(self, work: Callable[[], _Answer | None], cancel: CancelToken) -> None:
        def done(answer: _Answer | None) -> None:
            if answer is None or cancel.is_cancelled:
                return
            self._answer = answer
            self._is_busy = not answer.is_whole and not self._has_enough()
            self.found.emit()
            self.changed.emit()
            if self._is_busy and not cancel.is_cancelled:
                self._look_further(answer)

        def failed(error: AppError) -> None:
            if not cancel.is_cancelled:
                self._is_busy = False
                self.changed.emit()
                self.failed.emit(error)

        self._tasks.run(work, done, failed)


def key_of(record: JobRecord) -> str:
    """Return the key of a job's transcript in the library, "" if it is not there."""
    return record.summary.key if record.summary is not None else ""


def listed(records: Iterable[JobRecord]) -> Iterator[Listed]:
    """Yield what of these jobs is not in the library."""
    for record in records:
        if record.summary is None:
            name = record.job.request.media_path.name
            journal = record.key if record.heard_s and not record.segments else ""
            yield Listed(record.id, name, tuple(record.segments), journal)


def _first_answer(
    library: Searchable | None,
    text: str,
    wanted: tuple[Term, ...],
    listed: list[Listed],
    cancel: CancelToken,
) -> _Answer | None:
    """Return the newest that is found, None if it was cancelled; in the side thread."""
    answer = _Answer(seen=frozenset(each.id for each in listed))
    try:
        for each in listed:
            cancel.raise_if_cancelled()
            hits = _hits_in(each, wanted)
            if hits is not None:
                answer.by_id[each.id] = hits
        if library is not None:
            answer.unread = tuple(each for each in listed if each.journal)
            answer.take(library.search(text, Extent(_NO_END, 1, FIRST_S), cancel))
    except Cancelled:
        return None
    return answer


def _next_answer(
    library: Searchable,
    text: str,
    wanted: tuple[Term, ...],
    before: _Answer,
    cancel: CancelToken,
) -> _Answer | None:
    """Return what was found before and some more, None if it was cancelled."""
    answer = _Answer(dict(before.by_key), dict(before.by_id), before.seen, more=before.more)
    try:
        if before.unread:
            first, *rest = before.unread
            answer.unread = tuple(rest)
            hits = _hits_in_journal(library.resume_point(first.journal), wanted)
            if hits is not None:
                answer.by_id[first.id] = hits
        else:
            answer.take(library.search(text, Extent(_NO_END, 1, NEXT_S, before.more), cancel))
    except Cancelled:
        return None
    return answer


def _hits_in_journal(point: ResumePoint | None, wanted: tuple[Term, ...]) -> RowHits | None:
    return _hits([chunk.text for chunk in point.heard], wanted) if point is not None else None


def _hits_in(each: Listed, wanted: tuple[Term, ...]) -> RowHits | None:
    hits = _hits([part.text for part in each.segments], wanted)
    if hits is not None:
        return hits
    return RowHits() if folding.matches(each.name, wanted) else None


def _hits(texts: Iterable[str], wanted: tuple[Term, ...]) -> RowHits | None:
    found = [text for text in texts if folding.matches(text, wanted)]
    if not found:
        return None
    return RowHits(len(found), found[0], folding.spans(found[0], wanted))
