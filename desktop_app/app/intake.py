"""Files on their way into the queue: folders, .nemo files, probing, all off the GUI thread."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.jobs import JobRecord
from desktop_app.app.side_tasks import SideTasks
from desktop_app.core.errors import AppError, NoMediaFound
from desktop_app.core.media import MediaInfo
from desktop_app.core.model import ModelSpec

logger = logging.getLogger(__name__)

MODEL_SUFFIX = ".nemo"


@dataclass(frozen=True, slots=True)
class FileAccess:
    """The calls that touch files; each runs in a side thread and may raise AppError.

    Attributes:
        expand: files and folders to the media files among them.
        probe: a media file to what it holds.
        open_model: a .nemo file to its ModelSpec.
    """

    expand: Callable[[list[Path]], list[Path]]
    probe: Callable[[Path], MediaInfo]
    open_model: Callable[[Path], ModelSpec]


class Intake(QObject):
    """Looks at files in side threads and tells what they are.

    Signals:
        media_found: a list of media paths, at least one.
        model_opened: the ModelSpec of a .nemo file that the user opened.
        model_restored: the ModelSpec of one that was opened in an earlier session.
        probed: the JobRecord, and its MediaInfo or the AppError.
        failed: an AppError that belongs to no job.
    """

    media_found = Signal(object)
    model_opened = Signal(object)
    model_restored = Signal(object)
    probed = Signal(object, object)
    failed = Signal(object)

    def __init__(self, files: FileAccess, tasks: SideTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._tasks = tasks

    def look_at(self, paths: Sequence[Path]) -> None:
        """Find the media among files and folders; open .nemo files as models."""
        media: list[Path] = []
        for path in paths:
            if path.suffix.lower() == MODEL_SUFFIX:
                self.open_model(path)
            else:
                media.append(path)
        if media:
            self._tasks.run(lambda: self._files.expand(media), self._on_expanded, self.failed.emit)

    def open_model(self, path: Path) -> None:
        """Read what a .nemo file is."""
        self._tasks.run(
            lambda: self._files.open_model(path), self.model_opened.emit, self.failed.emit
        )

    def restore_models(self, paths: Sequence[Path]) -> None:
        """Offer .nemo files of earlier sessions again; one that is gone is only logged."""
        for path in paths:
            self._tasks.run(
                partial(self._files.open_model, path),
                self.model_restored.emit,
                lambda error: logger.warning("a model is not offered again: %s", error.message),
            )

    def probe(self, record: JobRecord) -> None:
        """Read what a job's file holds."""
        path = record.job.request.media_path

        def answer(result: MediaInfo | AppError) -> None:
            self.probed.emit(record, result)

        self._tasks.run(lambda: self._files.probe(path), answer, answer)

    def _on_expanded(self, paths: list[Path]) -> None:
        if paths:
            self.media_found.emit(paths)
        else:
            self.failed.emit(NoMediaFound("There is no audio or video file in there."))
