"""The few questions that only Windows answers; importable and testable everywhere."""

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
FILE_FLAG_BACKUP_SEMANTICS = 0x02000000  # without it a folder cannot be opened
FILE_FLAG_OPEN_NO_RECALL = 0x00100000  # a probe must not fetch a file from the cloud
INVALID_HANDLES = frozenset({None, -1, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF})


class Access(IntEnum):
    """What a probe asks to be allowed; names and values are Windows'.

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
    """What is used of kernel32.dll.

    Attributes:
        create_file: CreateFileW.
        close_handle: CloseHandle.
        get_drive_type: GetDriveTypeW.
        last_error: gives the code of the last call that failed.
    """

    create_file: Callable[..., int | None]
    close_handle: Callable[..., int]
    get_drive_type: Callable[..., int]
    last_error: Callable[[], int]


class Registry(Protocol):
    """Reading the Windows registry; what is missing is empty."""

    def values(self, key: str) -> Mapping[str, str | int]:
        r"""The names and values of a key such as `HKCU\Software\…`."""
        ...

    def subkeys(self, key: str) -> tuple[str, ...]:
        """The names of the keys below."""
        ...


class WinFiles:
    """Questions to kernel32.dll about files.

    Args:
        kernel32: the DLL, or what stands for it in tests.
    """

    def __init__(self, kernel32: Kernel32) -> None:
        self._kernel32 = kernel32

    def probe(self, path: PurePath, access: Access) -> int:
        """The Windows code of opening the file for `access`, sharing everything; 0: it opens.

        Nothing is read or changed, and a file that is only online stays there.
        """
        handle = self._kernel32.create_file(
            ctypes.c_wchar_p(extended(path)),
            ctypes.c_uint32(access),
            ctypes.c_uint32(SHARE_ALL),
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
        r"""What kind of drive `C:\` is."""
        return DriveType(self._kernel32.get_drive_type(ctypes.c_wchar_p(root)))


def extended(path: PurePath) -> str:
    r"""The path for calls that must not stumble over 260 characters: `\\?\C:\…`.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file#win32-file-namespaces
    """
    text = str(path)
    if len(text) < MAX_PATH or text.startswith("\\\\?\\") or not path.is_absolute():
        return text
    return f"\\\\?\\UNC\\{text[2:]}" if text.startswith("\\\\") else f"\\\\?\\{text}"


def attributes(path: PurePath) -> int | None:
    """The FILE_ATTRIBUTE_* of a file, also of one that another program holds; None: not there.

    Elsewhere than on Windows: what its mode says, in the same bits.
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
    """The tag that says who answers for a placeholder; 0: none, or not on Windows."""
    try:
        return int(getattr(os.lstat(path), "st_reparse_tag", 0))
    except (OSError, ValueError):
        return 0


if sys.platform == "win32":
    import winreg

    _HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    def windows_files() -> WinFiles | None:
        """The real kernel32.dll; None elsewhere than on Windows."""
        dll = ctypes.WinDLL("kernel32", use_last_error=True)
        dll.CreateFileW.restype = ctypes.c_void_p
        dll.GetDriveTypeW.restype = ctypes.c_uint
        return WinFiles(
            Kernel32(dll.CreateFileW, dll.CloseHandle, dll.GetDriveTypeW, ctypes.get_last_error)
        )

    class WindowsRegistry:
        """The real registry, its 64-bit view."""

        def values(self, key: str) -> Mapping[str, str | int]:
            """The names and values of a key; strings have their variables filled in."""
            found: dict[str, str | int] = {}
            try:
                with self._open(key) as handle:
                    for index in range(winreg.QueryInfoKey(handle)[1]):
                        name, value, kind = winreg.EnumValue(handle, index)
                        if kind == winreg.REG_EXPAND_SZ:
                            value = winreg.ExpandEnvironmentStrings(value)
                        if isinstance(value, str | int):
                            found[name] = value
            except OSError:  # no such key, or not for this user
                return found
            return found

        def subkeys(self, key: str) -> tuple[str, ...]:
            """The names of the keys below."""
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
        """The registry of this computer; an empty one elsewhere than on Windows."""
        return WindowsRegistry()

else:

    def windows_files() -> WinFiles | None:
        """The real kernel32.dll; None elsewhere than on Windows."""
        return None

    class NoRegistry:
        """A computer without a registry."""

        def values(self, key: str) -> Mapping[str, str | int]:  # noqa: ARG002
            """Nothing."""
            return {}

        def subkeys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002
            """Nothing."""
            return ()

    def windows_registry() -> Registry:
        """The registry of this computer; an empty one elsewhere than on Windows."""
        return NoRegistry()
