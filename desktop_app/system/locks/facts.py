"""The facts about files on this computer that `system/locks/rules.py` needs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from desktop_app.system.locks.diagnosis import FilePlace, Holder
from desktop_app.system.locks.holders import holders_of
from desktop_app.system.locks.places import places_of, this_surroundings
from desktop_app.system.locks.rules import ACCESS_DENIED, FILE_NOT_FOUND, FileFacts
from desktop_app.system.windows.api import (
    Access,
    Registry,
    WinFiles,
    attributes,
    windows_files,
    windows_registry,
)

# https://learn.microsoft.com/defender-endpoint/enable-controlled-folders A policy takes precedence
# over the user's choice.
GUARD = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\Controlled Folder Access"
GUARD_KEYS = (rf"HKLM\SOFTWARE\Policies\{GUARD}", rf"HKLM\SOFTWARE\{GUARD}")
GUARD_SWITCH = "EnableControlledFolderAccess"
GUARD_BLOCKS = 1  # 0 is off, 2 only logs, 3 and 4 concern disk sectors
# The folders guarded by default, which the user may have moved.
# https://learn.microsoft.com/defender-endpoint/customize-controlled-folders
USER_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
GUARDED = frozenset({"Personal", "My Pictures", "My Music", "My Video", "Favorites", "Desktop"})
# Where Windows keeps the variables of the user who is signed in.
USER_VARIABLES = (r"HKCU\Environment", r"HKCU\Volatile Environment")


def is_guarded_folder(path: PurePath, registry: Registry) -> bool:
    """Whether Windows' Controlled Folder Access is on and guards the folder that the file is in.

    Args:
        path: an absolute path of Windows.
        registry: holds its settings.
    """
    switches = (registry.values(key).get(GUARD_SWITCH) for key in GUARD_KEYS)
    if next((switch for switch in switches if switch is not None), 0) != GUARD_BLOCKS:
        return False
    chosen = [name for key in GUARD_KEYS for name in registry.values(f"{key}\\ProtectedFolders")]
    own = [str(v) for name, v in registry.values(USER_FOLDERS).items() if name in GUARDED]
    file = PureWindowsPath(path)
    return any(file.is_relative_to(PureWindowsPath(folder)) for folder in (*chosen, *own))


@dataclass(frozen=True, slots=True)
class WindowsFileFacts:
    """Facts about files on Windows.

    Attributes:
        files: kernel32.dll.
        registry: the registry.
        environment: the environment variables.
    """

    files: WinFiles
    registry: Registry
    environment: Mapping[str, str]

    @property
    def is_windows(self) -> bool:
        """Yes."""
        return True

    def attributes(self, path: PurePath) -> int | None:
        """Return FILE_ATTRIBUTE_* of the file; None if missing."""
        return attributes(path)

    def probe(self, path: PurePath, access: Access) -> int:
        """Try to open the file for `access`; return the Windows error code, 0 on success."""
        return self.files.probe(path, access)

    def is_protected(self, path: PurePath) -> bool:
        """Whether Controlled Folder Access is on and protects the file's folder."""
        return is_guarded_folder(Path(path).absolute(), self.registry)

    def holders(self, path: PurePath) -> tuple[Holder, ...]:
        """Return the programs that have the file open."""
        return holders_of((path,))

    def places(self, path: PurePath) -> tuple[FilePlace, ...]:
        """Special properties of the file's place."""
        return places_of(Path(path).absolute(), this_surroundings(self.environment))


@dataclass(frozen=True, slots=True)
class PosixFileFacts:
    """Facts about files on Linux and macOS, in Windows' terms."""

    environment: Mapping[str, str]

    @property
    def is_windows(self) -> bool:
        """No."""
        return False

    def attributes(self, path: PurePath) -> int | None:
        """Derive the attributes from the file's mode; None if missing."""
        return attributes(path)

    def probe(self, path: PurePath, access: Access) -> int:
        """Check permissions; deleting needs write access to the folder; 0 if allowed."""
        asked = path.parent if access is Access.DELETE else path
        mode = os.R_OK if access is Access.READ else os.W_OK
        effective = os.access in os.supports_effective_ids
        if os.access(asked, mode, effective_ids=effective):
            return 0
        return FILE_NOT_FOUND if attributes(path) is None else ACCESS_DENIED

    def is_protected(self, path: PurePath) -> bool:  # noqa: ARG002
        """Return False: only Windows has Controlled Folder Access."""
        return False

    def holders(self, path: PurePath) -> tuple[Holder, ...]:
        """Return the same user's programs that have the file open."""
        return holders_of((path,))

    def places(self, path: PurePath) -> tuple[FilePlace, ...]:
        """Special properties of the file's place."""
        return places_of(Path(path).absolute(), this_surroundings(self.environment))


def file_facts(environment: Mapping[str, str] | None = None) -> FileFacts:
    """Return the facts of this computer.

    Args:
        environment: the environment variables; on Windows they come from the registry by default.
    """
    files = windows_files()
    if files is None:
        return PosixFileFacts(environment or {})
    registry = windows_registry()
    if environment is None:
        environment = {
            name: str(value)
            for key in USER_VARIABLES
            for name, value in registry.values(key).items()
        }
    return WindowsFileFacts(files, registry, environment)
