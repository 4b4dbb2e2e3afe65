"""Take files into the queue: expand folders, find .nemo files, probe; outside the GUI thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.errors import AppError, NoMediaFound
from desktop_app.core.media import MediaInfo
from desktop_app.system.locks.diagnose import Diagnose
from desktop_app.system.locks.diagnose import diagnose as diagnose_file

MODEL_SUFFIX = ".nemo"


@dataclass(frozen=True, slots=True)
class FileAccess:
    """The calls that access files; each runs in a side thread and may raise AppError.

    Attributes:
        expand: expands files and folders to media files.
        probe: reads a media file's facts.
        diagnose: finds who holds the file of an error.
    """

    expand: Callable[[list[Path]], list[Path]]
    probe: Callable[[Path], MediaInfo]
    diagnose: Diagnose = diagnose_file


class Intake(QObject):
    """Examine files in side threads and emit what they are.

    Signals:
        media_found: a list of media paths, at least one.
        model_found: the path of a .nemo file.
        probed: the JobRecord, and its MediaInfo or the AppError.
        failed: an AppError that belongs to no job.
    """

    media_found = Signal(object)
    model_found = Signal(object)
    probed = Signal(object, object)
    failed = Signal(object)

    def __init__(self, files: FileAccess, tasks: SideTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._tasks = tasks

    def look_at(self, paths: Sequence[Path]) -> None:
        """Find media and .nemo files among files and folders."""
        media: list[Path] = []
        for path in paths:
            if path.suffix.lower() == MODEL_SUFFIX:
                self.model_found.emit(path)
            else:
                media.append(path)
        if media:
            self._tasks.run(lambda: self._files.expand(media), self._on_expanded, self.failed.emit)

    def probe(self, record: JobRecord) -> None:
        """Probe a job's file."""
        path = record.job.request.media_path

        def answer(result: MediaInfo | AppError) -> None:
            self.probed.emit(record, result)

        self._tasks.run(lambda: self._files.probe(path), answer, answer)

    def _on_expanded(self, paths: list[Path]) -> None:
        if paths:
            self.media_found.emit(paths)
        else:
            self.failed.emit(NoMediaFound("There are no audio or video files there."))
