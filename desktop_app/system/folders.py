"""Aviary's own folders, one for each kind of file, and whether they can be written."""

import os
import secrets
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
    """Absolute folders; nothing exists before `create`.

    Attributes:
        config: settings, small and precious.
        cache: what can be made again.
        models: unpacked models, large; on Windows in Local, never Roaming.
        temporary: what libraries insist on writing while they work; inside `models`, so that
            one antivirus exclusion covers both.
        logs: rotating logs.
    """

    config: Path
    cache: Path
    models: Path
    temporary: Path
    logs: Path

    @property
    def kept(self) -> Path:
        """Texts that did not arrive where they should; made when there is one."""
        return self.config / "kept texts"

    @classmethod
    def for_user(cls) -> "Folders":
        """The platform's own places for the user who runs Aviary."""
        places = platformdirs.PlatformDirs(APP_NAME, appauthor=False, roaming=False)
        cache = places.user_cache_path
        return cls(
            config=places.user_config_path,
            cache=cache,
            models=cache / "models",
            temporary=cache / "models" / TEMPORARY,
            logs=places.user_log_path,
        )

    @classmethod
    def below(cls, home: Path) -> "Folders":
        """Everything below one folder: portable use, tests."""
        home = home.absolute()
        return cls(
            config=home / "config",
            cache=home / "cache",
            models=home / "cache" / "models",
            temporary=home / "cache" / "models" / TEMPORARY,
            logs=home / "logs",
        )

    def with_models(self, models: Path) -> "Folders":
        """The same, but models lie elsewhere."""
        return replace(self, models=models, temporary=models / TEMPORARY)

    def create(self) -> None:
        """Make the folders that are missing.

        Raises:
            OSError: a folder cannot be made.
        """
        for folder in (self.config, self.logs):
            make_private(folder)
        for folder in (self.cache, self.models):
            folder.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # on a full drive Aviary still starts; whoever adds a model is told
            make_mark(self.models)
        self.temporary.mkdir(parents=True, exist_ok=True)


def make_private(folder: Path) -> None:
    """Make a folder of Aviary's own that only the user may look into.

    On Windows the user's profile is private already. Whoever may not change the rights of what is
    there (a folder of an administrator's, a drive without rights) keeps what there is.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if os.name != "nt":
        with suppress(OSError):
            folder.chmod(PRIVATE_FOLDER)


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
