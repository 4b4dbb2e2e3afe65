"""Export one transcript to the user's path; see `export/files.py` for what it replaces."""

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Transcript
from desktop_app.export.options import ExportOptions
from desktop_app.export.registry import ExportFormat


class TranscriptExports(QObject):
    """Export transcripts one at a time, in a side thread.

    Args:
        formats: the available formats.

    Signals:
        exported: the path of a written file.
        export_failed: the AppError of an export.
        written: a tuple with the key of a transcript that was exported.
    """

    exported = Signal(object)
    export_failed = Signal(object)
    written = Signal(object)

    def __init__(self, formats: Sequence[ExportFormat], parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A separate pool: thousands of files may be waiting to be probed.
        self._tasks = SideTasks(self, max_threads=1)
        self._formats = {item.id: item for item in formats}
        self._unwritten = 0
        self._is_dropped = threading.Event()

    @property
    def formats(self) -> tuple[ExportFormat, ...]:
        """The available formats, in menu order."""
        return tuple(self._formats.values())

    @property
    def unwritten(self) -> int:
        """Number of transcripts waiting or being written."""
        return self._unwritten

    def format(self, format_id: str) -> ExportFormat:
        """Return the available format with that id."""
        return self._formats[format_id]

    def export(
        self,
        transcript: Transcript,
        format_id: str,
        path: Path,
        recordings: Iterable[Path] = (),
        key: str = "",
        options: ExportOptions | None = None,
    ) -> None:
        """Write one transcript to the user's path.

        Args:
            transcript: the text.
            format_id: the format's id.
            path: the file; replaced if it exists.
            recordings: files never replaced, beside the transcript's own recording.
            key: the transcript's key in the library, "" if it has none.
            options: what was chosen of the format; None for its defaults.
        """
        known = self._formats[format_id]
        chosen = known.with_options(options) if options is not None else known
        kept = (transcript.media_path, *recordings)
        self._unwritten += 1

        def work() -> None:
            from desktop_app.export.files import ExportFiles  # the window starts without it

            ExportFiles(kept).write_as(transcript, chosen, path)

        def done(_nothing: None) -> None:
            self._unwritten -= 1
            if key:
                self.written.emit((key,))
            self.exported.emit(path)

        def failed(error: AppError) -> None:
            self._unwritten -= 1
            self.export_failed.emit(error)

        self._tasks.run(work, done, failed)

    def drop(self) -> None:
        """Cancel after the file that is being written."""
        self._is_dropped.set()

    def shutdown(self, timeout_s: float) -> bool:
        """Wait for pending exports, unless they were cancelled.

        Returns:
            Whether the thread has ended its work.
        """
        return self._tasks.shutdown(timeout_s, drops=self._is_dropped.is_set())
