"""The Windows calls in use; importable and testable on every system."""

import ctypes
import os
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath
from typing import Protocol

# https://learn.microsoft.com/windows/win32/fileio/file-attribute-constants
FILE_ATTRIBUTE_READONLY = 0x1
FILE_ATTRIBUTE_DIRECTORY = 0x10
FILE_ATTRIBUTE_OFFLINE = 0x1000
FILE_ATTRIBUTE_RECALL_ON_OPEN = 0x40000
FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS = 0x400000
ONLINE_ONLY = (
    FILE_ATTRIBUTE_OFFLINE | FILE_ATTRIBUTE_RECALL_ON_OPEN | FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS
)

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file#maximum-path-length-limitation
MAX_PATH = 260

# https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew
OPEN_EXISTING = 3
SHARE_ALL = 0x1 | 0x2 | 0x4
SHARE_READING = 0x1 | 0x4  # all but writing
FILE_FLAG_BACKUP_SEMANTICS = 0x02000000  # needed to open a folder
FILE_FLAG_OPEN_NO_RECALL = 0x00100000  # a probe must not fetch a file from the cloud
INVALID_HANDLES = frozenset({None, -1, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF})


class Access(IntEnum):
    """The access that a probe requests; Windows' names and values.

    https://learn.microsoft.com/windows/win32/secauthz/access-mask-format
    """

    READ = 0x80000000
    WRITE = 0x40000000
    DELETE = 0x00010000


class DriveType(IntEnum):
    """https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew."""

    UNKNOWN = 0
    NO_ROOT = 1
    REMOVABLE = 2
    FIXED = 3
    REMOTE = 4
    CDROM = 5
    RAMDISK = 6


@dataclass(frozen=True, slots=True)
class Kernel32:
    """The functions used of kernel32.dll.

    Attributes:
        create_file: CreateFileW.
        close_handle: CloseHandle.
        get_drive_type: GetDriveTypeW.
        last_error: returns the code of the last failed call.
    """

    create_file: Callable[..., int | None]
    close_handle: Callable[..., int]
    get_drive_type: Callable[..., int]
    last_error: Callable[[], int]


class Registry(Protocol):
    """Read the Windows registry; missing keys are empty."""

    def values(self, key: str) -> Mapping[str, str | int]:
        r"""Return the names and values of a key such as `HKCU\Software\…`."""
        ...

    def subkeys(self, key: str) -> tuple[str, ...]:
        """Return the names of the subkeys."""
        ...


class WinFiles:
    """Query kernel32.dll about files.

    Args:
        kernel32: the DLL, or a fake in tests.
    """

    def __init__(self, kernel32: Kernel32) -> None:
        self._kernel32 = kernel32

    def probe(self, path: PurePath, access: Access, share: int = SHARE_ALL) -> int:
        """Try to open the file for `access`; return the error code, 0 on success.

        Nothing is read or changed, and an online-only file is not downloaded.

        Args:
            path: the file.
            access: what is wanted.
            share: what others may do meanwhile, FILE_SHARE_*; without writing, the probe fails
                while another program has the file open for writing.
        """
        handle = self._kernel32.create_file(
            ctypes.c_wchar_p(extended(path)),
            ctypes.c_uint32(access),
            ctypes.c_uint32(share),
            None,
            ctypes.c_uint32(OPEN_EXISTING),
            ctypes.c_uint32(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_NO_RECALL),
            None,
        )
        if handle in INVALID_HANDLES:
            return self._kernel32.last_error()
        self._kernel32.close_handle(ctypes.c_void_p(handle))
        return 0

    def drive_type(self, root: str) -> DriveType:
        r"""Return the type of a drive such as `C:\`."""
        return DriveType(self._kernel32.get_drive_type(ctypes.c_wchar_p(root)))


def extended(path: PurePath) -> str:
    r"""Return the path in a form without the limit of 260 characters: `\\?\C:\…`.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file#win32-file-namespaces
    """
    text = str(path)
    if len(text) < MAX_PATH or text.startswith("\\\\?\\") or not path.is_absolute():
        return text
    return f"\\\\?\\UNC\\{text[2:]}" if text.startswith("\\\\") else f"\\\\?\\{text}"


def attributes(path: PurePath) -> int | None:
    """Return FILE_ATTRIBUTE_* of a file, even if another program holds it; None if missing.

    On other systems: the same bits, derived from its mode.
    """
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            found = os.stat(path)  # noqa: PTH116 - a PurePath cannot ask the disk
    except (OSError, ValueError):
        return None
    native = getattr(found, "st_file_attributes", None)
    if native is not None:
        return int(native)
    folder = FILE_ATTRIBUTE_DIRECTORY if stat.S_ISDIR(found.st_mode) else 0
    return folder | (0 if found.st_mode & stat.S_IWUSR else FILE_ATTRIBUTE_READONLY)


def reparse_tag(path: PurePath) -> int:
    """Return the reparse tag, which names a placeholder's provider; 0 if none."""
    try:
        return int(getattr(os.lstat(path), "st_reparse_tag", 0))
    except (OSError, ValueError):
        return 0


if sys.platform == "win32":
    import winreg

    _HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    def windows_files() -> WinFiles | None:
        """Return the real kernel32.dll; None on other systems."""
        dll = ctypes.WinDLL("kernel32", use_last_error=True)
        dll.CreateFileW.restype = ctypes.c_void_p
        dll.GetDriveTypeW.restype = ctypes.c_uint
        return WinFiles(
            Kernel32(dll.CreateFileW, dll.CloseHandle, dll.GetDriveTypeW, ctypes.get_last_error)
        )

    class WindowsRegistry:
        """The real registry, in its 64-bit view."""

        def values(self, key: str) -> Mapping[str, str | int]:
            """Return the names and values of a key, with variables expanded."""
            found: dict[str, str | int] = {}
            try:
                with self._open(key) as handle:
                    for index in range(winreg.QueryInfoKey(handle)[1]):
                        name, value, kind = winreg.EnumValue(handle, index)
                        if kind == winreg.REG_EXPAND_SZ:
                            value = winreg.ExpandEnvironmentStrings(value)
                        if isinstance(value, str | int):
                            found[name] = value
            except OSError:  # no such key, or no permission
                return found
            return found

        def subkeys(self, key: str) -> tuple[str, ...]:
            """Return the names of the subkeys."""
            try:
                with self._open(key) as handle:
                    count = winreg.QueryInfoKey(handle)[0]
                    return tuple(winreg.EnumKey(handle, index) for index in range(count))
            except OSError:
                return ()

        def _open(self, key: str) -> winreg.HKEYType:
            hive, _, below = key.partition("\\")
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            return winreg.OpenKey(_HIVES[hive], below, 0, access)

    def windows_registry() -> Registry:
        """Return this computer's registry; an empty one on other systems."""
        return WindowsRegistry()

else:

    def windows_files() -> WinFiles | None:
        """Return the real kernel32.dll; None on other systems."""
        return None

    class NoRegistry:
        """An empty registry, for other systems."""

        def values(self, key: str) -> Mapping[str, str | int]:  # noqa: ARG002
            """Return nothing."""
            return {}

        def subkeys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002
            """Return nothing."""
            return ()

    def windows_registry() -> Registry:
        """Return this computer's registry; an empty one on other systems."""
        return NoRegistry()
