"""Export transcripts outside the GUI thread; see `export/files.py` for what they replace."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Transcript
from desktop_app.export.files import ExportFiles
from desktop_app.export.registry import ExportFormat


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """The result of exporting several transcripts.

    Attributes:
        paths: the written files.
        refused: the recordings whose texts were not written, and why.
    """

    paths: tuple[Path, ...] = ()
    refused: tuple[tuple[str, AppError], ...] = ()


class TranscriptExports(QObject):
    """Export transcripts one at a time, and emit the results.

    Args:
        formats: the available formats.

    Signals:
        exported: the ExportOutcome of one export.
        export_failed: the AppError of an export of one transcript.
    """

    exported = Signal(object)
    export_failed = Signal(object)

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
        self, transcript: Transcript, format_id: str, path: Path, recordings: Iterable[Path] = ()
    ) -> None:
        """Write one transcript to the user's path.

        Args:
            transcript: the text.
            format_id: the format's id.
            path: the file; replaced if it exists.
            recordings: files never replaced, beside the transcript's own recording.
        """
        kept = (transcript.media_path, *recordings)

        def work() -> ExportOutcome:
            ExportFiles(kept).write_as(transcript, self._formats[format_id], path)
            return ExportOutcome((path,))

        self._begin(work, 1)

    def export_all(
        self,
        transcripts: Sequence[Transcript],
        folder: Path,
        format_ids: Sequence[str],
        recordings: Iterable[Path] = (),
    ) -> None:
        """Write all transcripts in all formats into one folder, replacing nothing.

        A failure does not prevent the others.
        """
        chosen = [self._formats[format_id] for format_id in format_ids]
        kept = (*(transcript.media_path for transcript in transcripts), *recordings)

        def work() -> ExportOutcome:
            files = ExportFiles(kept)
            paths: list[Path] = []
            refused: list[tuple[str, AppError]] = []
            for transcript in transcripts:
                if self._is_dropped.is_set():
                    break
                written = files.write(transcript, chosen, folder)
                paths += written.paths
                refused += [(transcript.media_path.name, error) for error in written.errors]
            return ExportOutcome(tuple(paths), tuple(refused))

        self._begin(work, len(transcripts))

    def drop(self) -> None:
        """Cancel after the file that is being written."""
        self._is_dropped.set()

    def shutdown(self, timeout_s: float) -> bool:
        """Wait for pending exports, unless they were cancelled.

        Returns:
            Whether the thread has ended its work.
        """
        return self._tasks.shutdown(timeout_s, drops=self._is_dropped.is_set())

    def _begin(self, work: Callable[[], ExportOutcome], count: int) -> None:
        self._unwritten += count

        def done(outcome: ExportOutcome) -> None:
            self._unwritten -= count
            self.exported.emit(outcome)

        def failed(error: AppError) -> None:
            self._unwritten -= count
            self.export_failed.emit(error)

        self._tasks.run(work, done, failed)
