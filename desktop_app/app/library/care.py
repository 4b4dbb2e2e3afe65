"""Back up the library, add a backup to it, and delete all of it, in a side thread."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.restore import Restore
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import LibraryBusy, LibraryNotWritable

# Nothing waits in the list any more when all is deleted.
CLOSING_S = 30.0
BACKUPS = "backups"
# The library with what is beside it while it is in use, what is made while it is recovered or
# merged, and what `library/opening.py` sets aside.
OWN_FILES = (
    "library.sqlite3*",
    "recovering.sqlite3*",
    "recovered.sqlite3*",
    "merging.sqlite3*",
    "set aside *.sqlite3*",
    "form *.sqlite3",
)


def _nothing() -> None:
    """Do nothing when a task has failed."""


class LibraryCare(QObject):
    """Work on the library as a whole, one thing at a time.

    Signals:
        busy_changed: whether something is going on.
        backed_up: where the backup is.
        merged: how many transcripts a backup added.
        replaced: where the library lies that a backup took the place of, or None.
        erased: everything is deleted.
        failed: an AppError.
    """

    busy_changed = Signal(bool)
    backed_up = Signal(object)
    merged = Signal(int)
    replaced = Signal(object)
    erased = Signal()
    failed = Signal(object)

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

        self._begin(lambda: library.backup(path), done)

    def merge(self, path: Path) -> None:
        """Add what a backup has and this library has not."""
        library = self._door.library
        if library is None or self._is_busy:
            return

        def done(count: int) -> None:
            self._restore.refresh()
            self.merged.emit(count)

        self._begin(lambda: library.merge(path), done)

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
        return self._lane.shutdown(timeout_s)

    def _begin(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        otherwise: Callable[[], None] = _nothing,
    ) -> None:
        self._set_busy(is_busy=True)

        def succeeded(result: object) -> None:
            self._set_busy(is_busy=False)
            done(result)

        def failed(error: AppError) -> None:
            self._is_backing_up = False
            self._set_busy(is_busy=False)
            otherwise()
            self.failed.emit(error)

        self._lane.run(work, succeeded, failed)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy_changed.emit(is_busy)


def _replaced(backup: Path, folder: Path, door: LibraryDoor) -> Path | None:
    from desktop_app.library.library import Library

    door.close(CLOSING_S)
    return Library.bring_back(backup, folder)


def _erased(folder: Path, door: LibraryDoor) -> None:
    door.close(CLOSING_S)
    erase(folder)


def erase(folder: Path) -> None:
    """Delete a library's files, its backups before migrations and what was set aside of it.

    Other files in the folder stay.

    Raises:
        LibraryBusy: another program has it open.
        LibraryNotWritable: a file cannot be deleted.
    """
    from desktop_app.library.ownership import Owners, alone

    owners = Owners(folder)
    try:
        with alone(folder):
            if owners.others():
                raise LibraryBusy("Another Aviary has the library “{path}” open.", path=folder)
            for place in (folder, folder / BACKUPS):
                for pattern in OWN_FILES:
                    for file in place.glob(pattern):
                        file.unlink(missing_ok=True)
    except OSError as error:
        raise LibraryNotWritable(
            "The library in “{folder}” cannot be deleted.", repr(error), folder=folder
        ) from error
    finally:
        owners.leave()
