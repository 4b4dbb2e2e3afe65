"""The check and the diagnostics in the background, each with a facade in the GUI thread."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.sentences import marked
from desktop_app.system.files import write_atomically

if TYPE_CHECKING:  # it imports a lot, and the window must not wait for that
    from desktop_app.app.checkup.checkup import CheckupCallbacks, RunTrial, SampleTrial, Transcriber
    from desktop_app.app.checkup.report import CheckupResult, SampleResult

ENGINE_BUSY = marked("a recording is being transcribed")
# How often the wait for the engine checks for cancellation, in seconds.
POLL_S = 0.1


class EngineRunner(Protocol):
    """Runs work in the engine's thread: the EngineThread."""

    def run_between_jobs(self, work: "Callable[[Callable[[], Transcriber]], None]") -> None:
        """Run `work` with a function that returns the engine, when its turn has come."""


# The check to run: `check_up` of this program's folders and models.
Check: TypeAlias = "Callable[[RunTrial | str, CancelToken, CheckupCallbacks], CheckupResult]"


def trial_runner(engine: EngineRunner) -> "RunTrial":
    """Return a `RunTrial` that uses the engine's thread; call it from another thread."""

    def run_trial(trial: "SampleTrial", cancel: CancelToken) -> "SampleResult":
        from concurrent.futures import Future, wait

        outcome: Future[SampleResult] = Future()

        def work(transcriber: "Callable[[], Transcriber]") -> None:
            try:
                cancel.raise_if_cancelled()  # the caller may have given up
                outcome.set_result(trial(transcriber()))
            except Exception as error:  # noqa: BLE001 - raised in the waiting thread
                outcome.set_exception(error)

        engine.run_between_jobs(work)
        while not outcome.done():
            cancel.raise_if_cancelled()
            wait([outcome], POLL_S)
        return outcome.result()

    return run_trial


class CheckupWork(QObject):
    """Run one check at a time in a side thread.

    Args:
        check: the check, called in a side thread.
        engine: runs the trial of the sample.
        is_engine_busy: whether a recording is being transcribed now.

    Signals:
        progressed: the current step and the overall fraction, 0 to 1.
        group_found: a FindingGroup.
        ended: the CheckupResult, or None if it was cancelled or failed.
        failed: an AppError, before `ended`, or from saving.
        saved: the path of the saved file.
    """

    progressed = Signal(str, float)
    group_found = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    saved = Signal(object)
    # Emitted in the side thread; connections to slots of this object queue them to this thread.
    _progressed_there = Signal(object, str, float)
    _found_there = Signal(object, object)

    def __init__(
        self, check: Check, engine: EngineRunner, is_engine_busy: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._check = check
        self._engine = engine
        self._is_engine_busy = is_engine_busy
        self._tasks = SideTasks(self, max_threads=1)
        self._saves = SideTasks(self, max_threads=1)  # separate, as a check would delay them
        self._cancel: CancelToken | None = None
        self._progressed_there.connect(self._on_progressed)
        self._found_there.connect(self._on_found)

    @property
    def is_running(self) -> bool:
        """Whether a check is running or being cancelled."""
        return self._cancel is not None

    @property
    def is_saving(self) -> bool:
        """Whether a file is being written."""
        return self._saves.is_busy

    def start(self) -> None:
        """Begin a check, unless one is running."""
        if self._cancel is not None:
            return
        from desktop_app.app.checkup.checkup import CheckupCallbacks

        cancel = self._cancel = CancelToken()
        run_trial = ENGINE_BUSY if self._is_engine_busy() else trial_runner(self._engine)
        callbacks = CheckupCallbacks(
            lambda text, fraction: self._progressed_there.emit(cancel, text, fraction),
            lambda group: self._found_there.emit(cancel, group),
        )

        def run() -> "CheckupResult | None":
            try:
                return self._check(run_trial, cancel, callbacks)
            except Cancelled:
                return None

        self._tasks.run(run, self._on_ended, self._on_failed)

    def stop(self) -> None:
        """Cancel the check; emits `ended` after its clean-up."""
        if self._cancel is not None:
            self._cancel.cancel()

    def save(self, path: Path, data: bytes) -> None:
        """Write a report to a file."""

        def run() -> Path:
            write_atomically(path, data)
            return path

        self._saves.run(run, self.saved.emit, self.failed.emit)

    def shutdown(self, timeout_s: float) -> bool:
        """Cancel for good and wait; return whether the threads have ended their work."""
        self.stop()
        has_ended = self._tasks.shutdown(timeout_s)
        return self._saves.shutdown(timeout_s, drops=False) and has_ended

    @Slot(object, str, float)
    def _on_progressed(self, cancel: CancelToken, text: str, fraction: float) -> None:
        if cancel is self._cancel and not cancel.is_cancelled:
            self.progressed.emit(text, fraction)

    @Slot(object, object)
    def _on_found(self, cancel: CancelToken, group: object) -> None:
        if cancel is self._cancel:
            self.group_found.emit(group)

    def _on_ended(self, result: "CheckupResult | None") -> None:
        self._cancel = None
        self.ended.emit(result)

    def _on_failed(self, error: AppError) -> None:
        self.failed.emit(error)
        self._on_ended(None)


class DiagnosticsWork(QObject):
    """Write one diagnostics file at a time in a side thread.

    Args:
        write: collects everything and writes it to a path; raises AppError and Cancelled.

    Signals:
        saved: the file's path.
        failed: an AppError.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, write: Callable[[Path, CancelToken], None]) -> None:
        super().__init__()
        self._write = write
        self._cancel = CancelToken()
        self._tasks = SideTasks(self, max_threads=1)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._tasks.is_busy

    def save(self, path: Path) -> None:
        """Begin; emits `saved` or `failed`, unless the program ends first."""

        def run() -> Path | None:
            try:
                self._write(path, self._cancel)
            except Cancelled:
                return None
            return path

        self._tasks.run(run, self._on_done, self.failed.emit)

    def shutdown(self, timeout_s: float) -> bool:
        """Cancel for good and wait; return whether the thread has ended its work."""
        self._cancel.cancel()
        return self._tasks.shutdown(timeout_s)

    def _on_done(self, path: Path | None) -> None:
        if path is not None:
            self.saved.emit(path)
