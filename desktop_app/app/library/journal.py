"""The journal of jobs in the library, and in memory while the library cannot write.

A full drive or a file that another program holds must not cost a recording that is being
transcribed: the work goes on, what is heard waits here, and is kept as soon as that is possible.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.app.engine.journal import Journal
from desktop_app.core.editing.terms import MY_WORDS, corrections, with_terms
from desktop_app.core.errors import AppError, UnexpectedError
from desktop_app.core.library_errors import (
    JobTaken,
    LibraryError,
    NotInLibrary,
    TranscriptNotKept,
)
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    HeardChunk,
    ResumePoint,
    SoundOutlined,
    TranscriptionRequest,
)
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import TranscriptSummary
from desktop_app.system.kill_points import reach

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

# A library that another program holds is waited for longer than that: not again for each chunk.
PAUSE_S = 10.0

IN_MEMORY_NOTE = marked(
    "{problem} Until it can be kept, the text of this recording is in memory only."
)
NOT_OPEN = marked("The library is not open.")
REPLACED_NOTE = marked(
    "“{name}” has changed since it was interrupted and is transcribed again. Its earlier text is "
    "in the library."
)
REPLACED_TITLE = marked("{name} (before it changed)")

OnKept = Callable[[TranscriptSummary], None]
OnState = Callable[[AppError | None], None]


def _ignored(_told: object) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class _Waiting:
    """What the library does not have of one job.

    Attributes:
        is_taken: whether the library knows that this program works on it.
        chunks: what was heard since the library last took something, in order.
        is_from_start: whether the library's own journal of it counts no more.
        is_told: whether the user knows that chunks wait.
        before: what an earlier run heard; None for nothing, and once it is replaced.
        replaced: what earlier runs heard that this one replaces, until it is a transcript.
    """

    is_taken: bool = False
    chunks: list[ChunkHeard] = field(default_factory=list)
    is_from_start: bool = False
    is_told: bool = False
    before: ResumePoint | None = None
    replaced: list[ResumePoint] = field(default_factory=list)

    def replace(self) -> None:
        """Note that what an earlier run heard is replaced, as the recording has changed."""
        if self.before is not None:
            self.replaced.append(self.before)
            self.before = None


@dataclass(frozen=True, slots=True)
class _Unkept:
    """A transcript that the library does not have yet; `title` "" takes the recording's name."""

    transcript: Transcript
    request: TranscriptionRequest
    title: str = ""


class JobJournal(Journal):
    """Keeps chunks and transcripts in the library, or here until the library takes them.

    Used by the thread that transcribes; `keep_again`, `restart`, `unkept`, `pending` and `refusal`
    by any, and all but the first do not wait.

    Args:
        library: returns the open library, None if there is none; called at each use, and may wait.
        on_kept: called in whatever thread keeps it with a transcript that was `unkept`, or is the
            earlier text of a recording that has changed.
        on_state: called in whatever thread with the error when the library takes nothing any more,
            and with None once it has everything.
        clock: a monotonic clock in seconds.
    """

    def __init__(
        self,
        library: "Callable[[], Library | None]",
        on_kept: OnKept = _ignored,
        on_state: OnState = _ignored,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._on_kept = on_kept
        self._on_state = on_state
        self._clock = clock
        self._turn = threading.RLock()
        self._jobs: dict[str, _Waiting] = {}
        self._restarted: set[str] = set()
        self._unkept: dict[str, _Unkept] = {}
        self._outlines: dict[str, SoundOutlined] = {}
        self._tried_s = float("-inf")  # when the library last refused something
        self._refusal: AppError | None = None

    @property
    def unkept(self) -> tuple[str, ...]:
        """The keys of the jobs whose transcripts are in memory only."""
        return tuple(self._unkept)

    @property
    def pending(self) -> dict[str, float]:
        """From which second on the chunks of jobs are in memory only, by their keys."""
        chunks = {key: list(waiting.chunks) for key, waiting in list(self._jobs.items())}
        return {key: some[0].chunk.start_s for key, some in chunks.items() if some}

    @property
    def refusal(self) -> AppError | None:
        """Why the library takes nothing; None if it has everything."""
        return self._refusal

    @property
    def is_behind(self) -> bool:
        """Whether chunks or transcripts are in memory only."""
        return bool(self._unkept or self.pending)

    def begin(self, key: str) -> ResumePoint | None:
        """Take a job, and return where it goes on, None at the start of the recording.

        Raises:
            JobTaken: another program works on it.
        """
        self._keep_later()
        with self._turn:
            if key in self._restarted:
                self._restarted.discard(key)
                self._jobs[key] = _Waiting(is_from_start=True)
            waiting = self._jobs.setdefault(key, _Waiting())
            waiting.is_taken = waiting.is_told = False
            point = None
            try:
                library = self._open()
                self._take(library, key, waiting)
                point = None if waiting.is_from_start else library.resume_point(key)
            except JobTaken:
                raise
            except Exception as error:  # noqa: BLE001 - it can be transcribed all the same
                self._refused(error)
            waiting.before = _joined(point, waiting.chunks)
            return waiting.before

    def note(self, key: str, heard: ChunkHeard) -> str:
        """Keep a chunk, on the disk when this returns.

        A chunk that an earlier run heard otherwise replaces what that run heard, as the recording
        has changed; that text becomes a transcript of its own.

        Returns:
            "", or a sentence for the user: once, why it cannot be kept yet, and where the earlier
            text is.

        Raises:
            JobTaken: another program works on the job.
        """
        with self._turn:
            waiting = self._jobs.setdefault(key, _Waiting())
            if waiting.before is not None and heard.chunk.number < len(waiting.before.heard):
                waiting.replace()
            if heard.chunk.number == 0:
                waiting.chunks.clear()
            waiting.chunks.append(heard)
            if waiting.is_told and self._clock() - self._tried_s < PAUSE_S:
                return ""
            try:
                library = self._open()
                self._take(library, key, waiting)
                note = self._keep_replaced(library, key, waiting)
                self._write(library, key, waiting)
            except JobTaken:
                raise
            except Exception as error:  # noqa: BLE001 - the recording must not fail for it
                problem = self._refused(error)
                if waiting.is_told:
                    return ""
                waiting.is_told = True
                return tr(IN_MEMORY_NOTE).format(problem=problem.message)
            waiting.is_told = False
            self._settle()
            return note

    def outline(self, key: str, outlined: SoundOutlined) -> None:
        """Take the outline of a job's recording, to be kept with its transcript."""
        with self._turn:
            self._outlines[key] = outlined

    def finish(
        self, key: str, transcript: Transcript, request: TranscriptionRequest
    ) -> TranscriptSummary:
        """Keep the transcript in place of the job, and return it as a row of the library.

        One without a word replaces what an earlier run heard, as the recording has changed; that
        text becomes a transcript of its own.

        Raises:
            TranscriptNotKept: the library cannot take it now; it is `unkept`.
        """
        with self._turn:
            waiting = self._jobs.pop(key, _Waiting())
            if not transcript.segments:  # what was heard before would be in it
                waiting.replace()
            self._unkept[key] = _Unkept(transcript, request)
            try:
                earlier = self._set_apart(key, waiting, request)
                self._unkept[key] = self._unkept.pop(key)  # last: then its journal goes
                for one in earlier:
                    self._on_kept(self._finish(one))
                summary = self._finish(key)
            except Exception as error:
                problem = self._refused(error)
                raise TranscriptNotKept(
                    "The text of “{name}” is in memory only. {problem}",
                    problem.detail or repr(error),
                    name=request.media_path.name,
                    problem=problem.message,
                ) from error
            self._settle()
        self._keep_later()
        return summary

    def corrected(self, transcript: Transcript) -> Transcript:
        """Return the text of a part, which is not kept by itself, with the user's own words."""
        try:
            segments = with_terms(transcript.segments, self._open().terms())
        except AppError as error:
            logger.warning("a part is without the user's words: %s", error)
            return transcript
        return replace(transcript, segments=segments)

    def with_words(
        self, transcript: Transcript, summary: TranscriptSummary
    ) -> tuple[Transcript, TranscriptSummary]:
        """Write the user's own words where they were misheard, as a change that can be undone.

        Returns:
            Both as they are now; as they were where the library does not take the change.
        """
        try:
            library = self._open()
            change = corrections(transcript.segments, library.terms())
            if change is None:
                return transcript, summary
            written = library.edit(summary.key, change, MY_WORDS).result()
            summary = replace(written, set_aside=summary.set_aside)
        except AppError as error:
            logger.warning("a text is without the user's words: %s", error)
            return transcript, summary
        segments = change.applied_to(transcript.segments)
        return replace(transcript, segments=segments), summary

    def restart(self, key: str) -> None:
        """Begin a job at the start next time, even if the library still has its journal."""
        self._restarted.add(key)

    def keep_again(self) -> None:
        """Try to keep what is in memory only; waits for the disk, and ends at the first refusal."""
        kept = []
        with self._turn:
            try:
                for key in self.unkept:
                    kept.append(self._finish(key))  # noqa: PERF401 - those before a refusal count
                for key in self.pending:
                    self._write_pending(key)
            except Exception as error:  # noqa: BLE001 - told by `on_state`
                self._refused(error)
            self._settle()
        for summary in kept:
            self._on_kept(summary)

    def _keep_later(self) -> None:
        if self._unkept and self._clock() - self._tried_s >= PAUSE_S:
            self.keep_again()

    def _open(self) -> "Library":
        library = self._library()
        if library is None:
            raise LibraryError(NOT_OPEN)
        return library

    def _take(self, library: "Library", key: str, waiting: _Waiting) -> None:
        if not waiting.is_taken:
            library.take_job(key)
            waiting.is_taken = True
            reach("journal.take.after")

    def _keep_replaced(self, library: "Library", key: str, waiting: _Waiting) -> str:
        """Make a transcript of what the waiting chunks replace; return the sentence about it."""
        if not waiting.replaced:
            return ""
        request = next((job.request for job in library.jobs() if job.key == key), None)
        if request is None:  # removed meanwhile
            waiting.replaced.clear()
            return ""
        earlier = self._set_apart(key, waiting, request)
        for one in earlier:
            self._on_kept(self._finish(one))
        waiting.replaced.clear()
        return tr(REPLACED_NOTE).format(name=request.media_path.name) if earlier else ""

    def _set_apart(self, key: str, waiting: _Waiting, request: TranscriptionRequest) -> list[str]:
        """Make transcripts of what is replaced, where it has words; return their keys."""
        found = []
        for before in waiting.replaced:
            if not any(chunk.text for chunk in before.heard):
                continue
            from desktop_app.engine.resume import text_so_far  # numpy

            text = text_so_far(request, before)
            if text.segments:  # else all of it is outside the request's span
                # The same key again, should the program end before the journal is replaced.
                kept_as = uuid.uuid5(uuid.UUID(hex=key), repr(before.cutting)).hex
                title = tr(REPLACED_TITLE).format(name=request.media_path.name)
                self._unkept[kept_as] = _Unkept(text, request, title)
                found.append(kept_as)
        return found

    def _write(self, library: "Library", key: str, waiting: _Waiting) -> None:
        while waiting.chunks:
            first = waiting.chunks[0]
            reach("journal.note.before")
            library.note_chunk(key, first.chunk, first.cutting)
            reach("journal.note.after")
            waiting.chunks.pop(0)
            waiting.is_from_start = False  # number 0 has replaced what was there

    def _write_pending(self, key: str) -> None:
        """Keep the chunks of a job, which may have been stopped, without taking it."""
        if key in self._restarted:
            self._jobs.pop(key)
            return
        library, waiting = self._open(), self._jobs[key]
        try:
            self._keep_replaced(library, key, waiting)
            self._write(library, key, waiting)
        except (JobTaken, NotInLibrary):  # it has gone on elsewhere, or was removed
            waiting.chunks.clear()

    def _finish(self, key: str) -> TranscriptSummary:
        unkept = self._unkept[key]
        library = self._open()
        reach("journal.finish.before")
        summary = library.finish_job(key, unkept.transcript, unkept.request)
        reach("journal.finish.after")
        if unkept.title:
            library.rename(key, unkept.title)
            summary = replace(summary, title=unkept.title)
        del self._unkept[key]
        self._keep_outline(library, key, summary.key)
        return summary

    def _keep_outline(self, library: "Library", key: str, kept_as: str) -> None:
        """Keep the outline of a recording, if it can be; it can be made again."""
        outlined = self._outlines.pop(key, None)
        if outlined is None:
            return
        try:
            library.keep_peaks(kept_as, outlined.recording, outlined.outline).result()
        except AppError as error:
            logger.warning("the outline of a recording is not kept: %s", error)

    def _refused(self, error: Exception) -> AppError:
        self._tried_s = self._clock()
        logger.warning("the library took nothing: %s", error, exc_info=error)
        problem = error if isinstance(error, AppError) else UnexpectedError.wrap(error)
        is_new, self._refusal = self._refusal is None, problem
        if is_new:
            self._on_state(problem)
        return problem

    def _settle(self) -> None:
        """Tell once that the library has everything again."""
        if self._refusal is not None and not self.is_behind:
            self._refusal = None
            self._on_state(None)


def _joined(point: ResumePoint | None, waiting: list[ChunkHeard]) -> ResumePoint | None:
    """Return where a job goes on whose last chunks may not be in the library."""
    heard: list[HeardChunk] = list(point.heard) if point is not None else []
    cutting: Cutting | None = point.cutting if point is not None else None
    for one in waiting:
        if one.cutting != cutting:
            heard, cutting = [], one.cutting
        if one.chunk.number <= len(heard):
            heard[one.chunk.number :] = [one.chunk]
    return ResumePoint(cutting, tuple(heard)) if cutting is not None and heard else None
