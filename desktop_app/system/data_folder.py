"""Whether Aviary can keep anything: looked at before anything is built upon its folders."""

import secrets
import shutil
from pathlib import Path

from desktop_app.system.folders import Folders

# Settings, logs and the speed history stay far below; models ask for their own room.
LEAST_FREE_BYTES = 20_000_000


class NoDataFolder(Exception):
    """A folder of Aviary's cannot be made or written.

    Attributes:
        folder: which.
        reason: the system's words.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


def make_writable(folders: Folders) -> None:
    """Make the folders that are small and always needed, and try each.

    A full drive passes: an empty file still fits there, and the window can say what is wrong.

    Raises:
        NoDataFolder: one of them cannot be made, or no file in it.
    """
    for folder in (folders.config, folders.cache, folders.logs):
        trial = folder / f".{secrets.token_hex(4)}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            trial.touch()
            trial.unlink()
        except OSError as error:
            raise NoDataFolder(folder, error.strerror or str(error)) from error


def is_full(folder: Path) -> bool:
    """Whether next to no room is left on the folder's drive."""
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE_BYTES
    except OSError:
        return False
