"""Third-party licences, read outside the GUI thread."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError
from desktop_app.system.licences import INDEX, components


@dataclass(frozen=True, slots=True)
class Licence:
    """One component with its licence text.

    Attributes:
        title: its name and version.
        licence: its short name.
        home: its website, or "".
        text: the full text.
    """

    title: str
    licence: str
    home: str
    text: str


class ThirdPartyLicences(QObject):
    """Read the licences once, on first use.

    Signals:
        read: a tuple of Licence, by name.
        failed: an AppError.
    """

    read = Signal(tuple)
    failed = Signal(AppError)

    def __init__(self, folder: Path, tasks: SideTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._tasks = tasks

    @property
    def are_shipped(self) -> bool:
        """Whether they are a built program's, rather than this Python's."""
        return (self._folder / INDEX).is_file()

    def load(self) -> None:
        """Read them; emits one of the signals."""
        self._tasks.run(self._read, self.read.emit, self.failed.emit)

    def _read(self) -> tuple[Licence, ...]:
        return tuple(
            Licence(f"{part.name} {part.version}".strip(), part.licence, part.home, part.text())
            for part in components(self._folder)
        )
