"""Back up the library, add a backup to it, and delete all of it, in a side thread."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.restore import Restore
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled

# Nothing waits in the list any more when all is deleted.
CLOSING_S = 30.0
# Ten a second look continuous.
REPORT_S = 0.1


def _nothing() -> None:
    """Do nothing when a task has failed."""


class LibraryCare(QObject):
    """Work on the library as a whole, one thing at a time.

    Signals:
        busy_changed: whether something is going on.
        progressed: the fraction of it that is done.
        stopped: it was stopped by the user.
        backed_up: where the backup is.
        merged: how many transcripts a backup added.
        replaced: where the library lies that a backup took the place of, or None.
        erased: everything is deleted.
        failed: an AppError.
    """

    busy_changed = Signal(bool)
    progressed = Signal(float)
    stopped = Signal()
    backed_up = Signal(object)
    merged = Signal(int)
    replaced = Signal(object)
    erased = Signal()
    failed = Signal(object)
    # Emitted in the side thread; the connection to a slot of this object queues it to this thread.
    _reported = Signal(float)

    def __init__(
        self,
        controller: TranscriptionController,
        door: LibraryDoor,
        restore: Restore,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._door = door
        self._restore = restore
        self._lane = SideTasks(self, max_threads=1)
        self._is_busy = False
        self._is_backing_up = False
        self._cancel = CancelToken()
        self._reported.connect(self._on_reported)

    @property
    def folder(self) -> Path | None:
        """Where the library lies; None if it is not open."""
        library = self._door.library
        return library.folder if library is not None else None

    @property
    def is_busy(self) -> bool:
        """Whether something is going on, which wants to be waited for."""
        return self._is_busy

    def back_up(self, path: Path) -> None:
        """Write the whole library into one file, replacing it."""
        library = self._door.library
        if library is None or self._is_busy:
            return
        self._is_backing_up = True

        def done(_result: None) -> None:
            self._is_backing_up = False
            self.backed_up.emit(path)

        report, cancel = self._reporter(), self._renewed()
        self._begin(lambda: library.backup(path, report, cancel), done)

    def merge(self, path: Path) -> None:
        """Add what a backup has and this library has not."""
        library = self._door.library
        if library is None or self._is_busy:
            return

        def done(count: int) -> None:
            self._restore.refresh()
            self.merged.emit(count)

        report, cancel = self._reporter(), self._renewed()
        self._begin(lambda: library.merge(path, report, cancel), done, self._restore.refresh)

    def replace(self, path: Path) -> bool:
        """Put a backup in the library's place, which is set aside.

        Returns:
            Whether it began; not while a recording is being transcribed.
        """
        library = self._door.library
        if library is None or self._is_busy or not self._controller.clear():
            return False

        def done(aside: Path | None) -> None:
            self._restore.begin()
            self.replaced.emit(aside)

        folder = library.folder
        self._begin(lambda: _replaced(path, folder, self._door), done, self._restore.begin)
        return True

    def erase(self) -> bool:
        """Delete the queue and all transcripts for good, and begin with an empty library.

        Returns:
            Whether it began; not while a recording is being transcribed.
        """
        library = self._door.library
        if library is None or self._is_busy or not self._controller.clear():
            return False

        def done(_result: None) -> None:
            self._restore.begin()
            self.erased.emit()

        folder = library.folder
        self._begin(lambda: _erased(folder, self._door), done, self._restore.begin)
        return True

    def stop(self) -> None:
        """Stop a backup, of which nothing is left, or a merge, of which all that came stays."""
        self._cancel.cancel()

    def measure(self, done: Callable[[int], None]) -> None:
        """Call `done` with the space that the library takes, in bytes."""
        library = self._door.library
        if library is not None:
            self._lane.run(library.size_bytes, done, self.failed.emit)

    @property
    def unwritten(self) -> bool:
        """Whether a backup is being written, which the end of the program would lose."""
        return self._is_backing_up

    def shutdown(self, timeout_s: float) -> bool:
        """Wait for what is going on.

        Returns:
            Whether the thread has ended its work.
        """
        self.stop()
        return self._lane.shutdown(timeout_s)

    def _renewed(self) -> CancelToken:
        self._cancel = CancelToken()
        return self._cancel

    def _reporter(self) -> Callable[[float], None]:
        last_s = float("-inf")

        def report(fraction: float) -> None:
            nonlocal last_s
            now_s = time.monotonic()
            if now_s - last_s >= REPORT_S:
                last_s = now_s
                self._reported.emit(fraction)

        return report

    @Slot(float)
    def _on_reported(self, fraction: float) -> None:
        if self._is_busy:
            self.progressed.emit(fraction)

    def _begin(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        otherwise: Callable[[], None] = _nothing,
    ) -> None:
        self._set_busy(is_busy=True)

        def run() -> tuple[bool, Any]:
            try:
                return True, work()
            except Cancelled:
                return False, None

        def succeeded(outcome: tuple[bool, Any]) -> None:
            is_done, result = outcome
            self._set_busy(is_busy=False)
            if is_done:
                done(result)
            else:
                self._is_backing_up = False
                otherwise()
                self.stopped.emit()

        def failed(error: AppError) -> None:
            self._is_backing_up = False
            self._set_busy(is_busy=False)
            otherwise()
            self.failed.emit(error)

        self._lane.run(run, succeeded, failed)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy_changed.emit(is_busy)


def _replaced(backup: Path, folder: Path, door: LibraryDoor) -> Path | None:
    from desktop_app.library.library import Library

    door.close(CLOSING_S)
    return Library.bring_back(backup, folder)


def _erased(folder: Path, door: LibraryDoor) -> None:
    from desktop_app.library.library import Library

    door.close(CLOSING_S)
    Library.erase(folder)
