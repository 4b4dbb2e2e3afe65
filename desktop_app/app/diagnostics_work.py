"""Gathers the diagnostics beside the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled


class DiagnosticsWork(QObject):
    """Writes one file at a time.

    Args:
        write: gathers everything and writes it to a path; raises AppErrors and Cancelled.

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
        """Begin; `saved` or `failed` follows, unless the program ends before."""

        def run() -> Path | None:
            try:
                self._write(path, self._cancel)
            except Cancelled:
                return None
            return path

        self._tasks.run(run, self._on_done, self.failed.emit)

    def shutdown(self, timeout_s: float) -> bool:
        """Stop for good and wait; whether the thread is free."""
        self._cancel.cancel()
        return self._tasks.shutdown(timeout_s)

    def _on_done(self, path: Path | None) -> None:
        if path is not None:
            self.saved.emit(path)
