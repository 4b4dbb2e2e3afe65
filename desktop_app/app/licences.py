"""The licences of what Aviary is made of, read beside the window."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError
from desktop_app.system.licences import INDEX, components


@dataclass(frozen=True, slots=True)
class Licence:
    """One component with its licence's words.

    Attributes:
        title: its name and version.
        licence: in short.
        home: an address, or empty.
        text: in full.
    """

    title: str
    licence: str
    home: str
    text: str


class ThirdPartyLicences(QObject):
    """Reads them once, when they are first wanted.

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
        """Whether they are those of a built program, and not of the Python that runs this one."""
        return (self._folder / INDEX).is_file()

    def load(self) -> None:
        """Read them; one of the signals follows."""
        self._tasks.run(self._read, self.read.emit, self.failed.emit)

    def _read(self) -> tuple[Licence, ...]:
        return tuple(
            Licence(f"{part.name} {part.version}".strip(), part.licence, part.home, part.text())
            for part in components(self._folder)
        )
