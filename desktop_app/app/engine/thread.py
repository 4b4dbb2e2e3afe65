"""The thread that owns the engine, and its facade in the GUI thread.

Only `EngineThread` connects to `EngineWorker`: in PySide6 a plain function connected to a worker's
signal would run in the worker's thread.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from desktop_app.app.engine.journal import Journal, OnEvent, journaled
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, UnexpectedError
from desktop_app.core.job import Job
from desktop_app.core.request import Notice, Progress, TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import TranscriptSummary

logger = logging.getLogger(__name__)

# Ten per second look continuous; more would only fill the GUI thread's event queue.
PROGRESS_INTERVAL_S = 0.1
SHUTDOWN_S = 3.0


class Engine(Protocol):
    """Transcribes and keeps its model in memory between calls; used from one thread only."""

    def warm_up(self) -> None:
        """Import slow libraries, so that the first job does not wait for them."""

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        """Transcribe one file, reporting events; `upcoming` are the next requests.

        Raises:
            Cancelled: `cancel` was set.
            AppError: it failed.
        """

    def close(self) -> None:
        """Unload the model; a later `transcribe` loads it again."""


MakeEngine = Callable[[], Engine]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A job's transcript, and how the library lists it; None if it is not kept there."""

    transcript: Transcript
    summary: TranscriptSummary | None = None


class EngineWorker(QObject):
    """The worker in the engine's thread. Private to `EngineThread`.

    Args:
        make_engine: called in the engine's thread on first use, as its imports would delay the
            window.
        clock: a monotonic clock in seconds.
        journal: keeps what is heard, in the engine's thread; None keeps nothing.

    Signals:
        ended: a job's number, and its _Kept, its AppError, or None if it was stopped.
        prepared, preparation_failed, reported, unloaded: as in `EngineThread`.
        closed: the thread's work has ended.
    """

    prepared = Signal()
    preparation_failed = Signal(object)
    reported = Signal(int, object)
    ended = Signal(int, object)
    unloaded = Signal()
    closed = Signal()

    def __init__(
        self, make_engine: MakeEngine, clock: Callable[[], float], journal: Journal | None = None
    ) -> None:
        super().__init__()
        self._make_engine = make_engine
        self._made: Engine | None = None
        self._clock = clock
        self._journal = journal

    @Slot(object)
    def do(self, work: Callable[[], None]) -> None:
        """Run one of the methods below, in order of requests."""
        work()

    def engine(self) -> Engine:
        """Return the engine, made on first use."""
        if self._made is None:
            self._made = self._make_engine()
        return self._made

    def warm_up(self) -> None:
        """Import the libraries; emits one terminal signal, last."""
        try:
            self.engine().warm_up()
        except AppError as error:
            self.preparation_failed.emit(error)
        except Exception as error:
            logger.exception("the recogniser could not be prepared")
            self.preparation_failed.emit(UnexpectedError.wrap(error))
        else:
            self.prepared.emit()

    def run(
        self, job: Job, cancel: CancelToken, upcoming: Sequence[TranscriptionRequest] = ()
    ) -> None:
        """Transcribe one job; emits exactly one `ended`, last."""
        self.ended.emit(job.id, self._outcome(job, cancel, upcoming))

    def unload(self) -> None:
        """Unload the model between two jobs; emits one terminal signal, last."""
        self._close_engine()
        self.unloaded.emit()

    def close(self) -> None:
        """Unload the model for good, in the thread that loaded it."""
        self._close_engine()
        self.closed.emit()

    def _outcome(
        self, job: Job, cancel: CancelToken, upcoming: Sequence[TranscriptionRequest]
    ) -> _Kept | AppError | None:
        try:
            cancel.raise_if_cancelled()
            return self._kept(job, cancel, upcoming)
        except Cancelled:
            return None
        except AppError as error:
            logger.warning("job %d failed: %s", job.id, error.message)
            return error
        except Exception as error:
            logger.exception("job %d failed unexpectedly", job.id)
            return UnexpectedError.wrap(error)

    def _kept(
        self, job: Job, cancel: CancelToken, upcoming: Sequence[TranscriptionRequest]
    ) -> _Kept:
        """Transcribe, and keep the chunks before they are told of and the transcript at the end."""
        report, request = self._reporter(job.id), job.request
        journal = self._journal if job.key else None
        if journal is None:
            transcript = self.engine().transcribe(request, cancel, report, upcoming)
            return _Kept(self._journal.corrected(transcript) if self._journal else transcript)
        going_on = replace(request, resume=journal.begin(job.key))
        tell = journaled(journal, job.key, report)
        transcript = self.engine().transcribe(going_on, cancel, tell, upcoming)
        try:
            summary = journal.finish(job.key, transcript, request)
            if request.span is None:  # a part's text is no longer what is kept
                transcript, summary = journal.with_words(transcript, summary)
            return _Kept(transcript, summary)
        except Exception as raised:  # whatever it is, the text is there
            error = raised if isinstance(raised, AppError) else UnexpectedError.wrap(raised)
            logger.warning("job %d is not kept", job.id, exc_info=raised)
            report(Notice(error.sentence, is_until_kept=True))
            return _Kept(transcript)

    def _close_engine(self) -> None:
        try:
            if self._made is not None:
                self._made.close()
        except Exception:
            logger.exception("the recogniser did not close cleanly")

    def _reporter(self, job_id: int) -> OnEvent:
        last_s = float("-inf")

        def report(event: TranscriptionEvent) -> None:
            nonlocal last_s
            if isinstance(event, Progress):
                now_s = self._clock()
                if now_s - last_s < PROGRESS_INTERVAL_S:
                    return
                last_s = now_s
            self.reported.emit(job_id, event)

        return report


class EngineThread(QObject):
    """The engine's facade for the GUI thread: submit, cancel and signals.

    Args:
        make_engine: makes the engine, in its thread.
        parent: the Qt parent.
        clock: a monotonic clock in seconds.
        journal: keeps what is heard, and the transcripts; used in the engine's thread. None keeps
            nothing, and neither is kept of a job without a key.

    Signals:
        prepared: the libraries are imported.
        preparation_failed: the AppError why they are not. Jobs may still be submitted.
        reported: job id and a TranscriptionEvent.
        done, failed, stopped: exactly one of them ends each submitted job. `done` has its id, the
            Transcript, and its TranscriptSummary in the library, None if it is not kept there.
        unloaded: no model is in memory; once for each `unload`.
    """

    prepared = Signal()
    preparation_failed = Signal(object)
    reported = Signal(int, object)
    done = Signal(int, object, object)
    failed = Signal(int, object)
    stopped = Signal(int)
    unloaded = Signal()
    _wanted = Signal(object)

    def __init__(
        self,
        make_engine: MakeEngine,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        journal: Journal | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens: dict[int, CancelToken] = {}
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._worker = EngineWorker(make_engine, clock, journal)
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.do)
        self._worker.prepared.connect(self.prepared)
        self._worker.preparation_failed.connect(self.preparation_failed)
        self._worker.reported.connect(self.reported)
        self._worker.ended.connect(self._on_ended)
        self._worker.unloaded.connect(self.unloaded)
        # Direct: the GUI thread is blocked in `shutdown` and would not deliver a queued call.
        self._worker.closed.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.start()

    def warm_up(self) -> None:
        """Import the libraries; jobs submitted meanwhile wait."""
        self._wanted.emit(self._worker.warm_up)

    def submit(self, job: Job, upcoming: Sequence[TranscriptionRequest] = ()) -> None:
        """Queue one job.

        Args:
            job: what to transcribe.
            upcoming: the expected next requests: they may be read meanwhile, and short files are
                batched together.
        """
        token = CancelToken()
        self._tokens[job.id] = token
        self._wanted.emit(partial(self._worker.run, job, token, tuple(upcoming)))

    def unload(self) -> None:
        """Unload the model after the running job; emits `unloaded`."""
        self._wanted.emit(self._worker.unload)

    def run_between_jobs(self, work: Callable[[MakeEngine], None]) -> None:
        """Run other work with the engine between two jobs; from any thread.

        Args:
            work: called in the engine's thread with a function that returns the engine; must not
                raise, and reports its own end.
        """
        self._wanted.emit(partial(work, self._worker.engine))

    def cancel(self, job_id: int) -> None:
        """Cancel a submitted job; emits `stopped` when it has stopped."""
        # Set directly: a queued call would wait for the very job it is to stop.
        token = self._tokens.get(job_id)
        if token is not None:
            token.cancel()

    def shutdown(self, timeout_s: float = SHUTDOWN_S) -> bool:
        """Stop everything and end the thread.

        Returns:
            Whether the thread ended in time. If not, the caller saves its data and exits with
            `os._exit`; killing the thread could leave locks behind.
        """
        for token in self._tokens.values():
            token.cancel()
        self._wanted.emit(self._worker.close)
        ended = self._thread.wait(round(timeout_s * 1000))
        if not ended:
            logger.info("the engine's thread did not end within %.1f s", timeout_s)
        return ended

    @Slot(int, object)
    def _on_ended(self, job_id: int, outcome: _Kept | AppError | None) -> None:
        self._tokens.pop(job_id, None)
        if isinstance(outcome, AppError):
            self.failed.emit(job_id, outcome)
        elif outcome is None:
            self.stopped.emit(job_id)
        else:
            self.done.emit(job_id, outcome.transcript, outcome.summary)
