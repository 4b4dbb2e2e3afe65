"""Writing transcripts to files, off the GUI thread and never over another of the same batch."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.app.side_tasks import SideTasks
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Transcript

Exporter = Callable[[Transcript, str, Path], object]


class FormatOnOffer(Protocol):
    """One export format as the menus need it."""

    @property
    def id(self) -> str:
        """What the exporter is given."""

    @property
    def title(self) -> str:
        """What the menu shows."""

    @property
    def extension(self) -> str:
        """The file's ending, with or without its dot."""

    @property
    def needs_times(self) -> bool:
        """Whether a transcript without times cannot be written so."""


def file_name(stem: str, extension: str, number: int = 1) -> str:
    """`talk.srt`, or `talk (2).srt` for the second of that name."""
    ending = extension.removeprefix(".")
    return f"{stem}.{ending}" if number == 1 else f"{stem} ({number}).{ending}"


def free_path(folder: Path, stem: str, extension: str) -> Path:
    """A path in `folder` where nothing lies yet."""
    number = 1
    while (path := folder / file_name(stem, extension, number)).exists():
        number += 1
    return path


class TranscriptExports(QObject):
    """Writes transcripts and tells when they are written.

    Args:
        write: writes one transcript in one format to one path; raises AppError.
        formats: the formats on offer.
        tasks: where the writing is done.

    Signals:
        exported: the paths written, as a tuple.
        export_failed: the AppError; files written before it stay.
    """

    exported = Signal(object)
    export_failed = Signal(object)

    def __init__(
        self,
        write: Exporter,
        formats: Sequence[FormatOnOffer],
        tasks: SideTasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._tasks = tasks
        self._formats = {item.id: item for item in formats}

    @property
    def formats(self) -> tuple[FormatOnOffer, ...]:
        """The formats on offer, in the order of the menus."""
        return tuple(self._formats.values())

    def export(self, transcript: Transcript, format_id: str, path: Path) -> None:
        """Write one transcript where the user said."""

        def work() -> tuple[Path, ...]:
            self._write(transcript, format_id, path)
            return (path,)

        self._tasks.run(work, self._on_written, self._on_failed)

    def export_all(
        self, transcripts: Sequence[Transcript], folder: Path, format_ids: Sequence[str]
    ) -> None:
        """Write every transcript in every format into one folder, replacing nothing there."""
        chosen = [self._formats[format_id] for format_id in format_ids]

        def work() -> tuple[Path, ...]:
            written: list[Path] = []
            for transcript in transcripts:
                for item in chosen:
                    path = free_path(folder, transcript.media_path.stem, item.extension)
                    self._write(transcript, item.id, path)
                    written.append(path)
            return tuple(written)

        self._tasks.run(work, self._on_written, self._on_failed)

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        self.exported.emit(paths)

    def _on_failed(self, error: AppError) -> None:
        self.export_failed.emit(error)
