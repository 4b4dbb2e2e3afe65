"""Aviary's own folders, one per kind of file, and checks that they are writable."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from desktop_app import APP_NAME
from desktop_app.system import store_mark
from desktop_app.system.store_mark import OWN, make_mark

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
TEMPORARY = f"{OWN}/{store_mark.TEMPORARY}"
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class Folders:
    """Aviary's folders, absolute; none exists before `create`.

    Attributes:
        config: settings.
        cache: files that can be recreated.
        models: unpacked models, large; on Windows in Local, never Roaming.
        temporary: temporary files of libraries; inside `models`, so that one antivirus exclusion
            covers both.
        logs: rotating log files.
        library: transcripts and the queue; on Windows in Local, never Roaming.
    """

    config: Path
    cache: Path
    models: Path
    temporary: Path
    logs: Path
    library: Path

    @property
    def kept(self) -> Path:
        """The folder for texts that could not be delivered; created when needed."""
        return self.config / "kept texts"

    @classmethod
    def for_user(cls) -> "Folders":
        """Return the platform's folders for the current user."""
        places = platformdirs.PlatformDirs(APP_NAME, appauthor=False, roaming=False)
        cache = places.user_cache_path
        return cls(
            config=places.user_config_path,
            cache=cache,
            models=cache / "models",
            temporary=cache / "models" / TEMPORARY,
            logs=places.user_log_path,
            library=places.user_data_path / "library",
        )

    @classmethod
    def below(cls, home: Path) -> "Folders":
        """Return folders below one folder, for portable use and tests."""
        home = home.absolute()
        return cls(
            config=home / "config",
            cache=home / "cache",
            models=home / "cache" / "models",
            temporary=home / "cache" / "models" / TEMPORARY,
            logs=home / "logs",
            library=home / "library",
        )

    def with_models(self, models: Path) -> "Folders":
        """Return the same folders, with another models folder."""
        return replace(self, models=models, temporary=models / TEMPORARY)

    def create(self) -> None:
        """Create missing folders.

        Raises:
            OSError: a folder cannot be created.
        """
        for folder in (self.config, self.logs):
            make_private(folder)
        for folder in (self.cache, self.models):
            folder.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # on a full drive Aviary still starts; adding a model reports it
            make_mark(self.models)
        with suppress(OSError):  # Aviary also works without a library; opening it reports this
            make_private(self.library)
        self.temporary.mkdir(parents=True, exist_ok=True)


def make_private(folder: Path) -> None:
    """Create one of Aviary's folders, readable by the user only.

    On Windows the user's profile is private already. Permissions that cannot be changed (an
    administrator's folder, a drive without permissions) are kept.

    Raises:
        OSError: it cannot be created.
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if os.name != "nt":
        with suppress(OSError):
            folder.chmod(PRIVATE_FOLDER)


# Settings, logs and the speed history stay far below; models check their own space.
LEAST_FREE_BYTES = 20_000_000


class NoDataFolder(Exception):
    """One of Aviary's folders cannot be created or written.

    Attributes:
        folder: the folder.
        reason: the system's message.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


def make_writable(folders: Folders) -> None:
    """Create the small folders that are always needed, and try to write in each.

    A full drive passes: an empty file still fits, and the window can report it.

    Raises:
        NoDataFolder: one of them, or a file in it, cannot be created.
    """
    for folder in (folders.config, folders.cache, folders.logs):
        trial = folder / f".{os.urandom(4).hex()}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            trial.touch()
            trial.unlink()
        except OSError as error:
            raise NoDataFolder(folder, error.strerror or str(error)) from error


def is_full(folder: Path) -> bool:
    """Whether the folder's drive is almost full."""
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE_BYTES
    except OSError:
        return False
