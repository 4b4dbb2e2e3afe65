"""Questions to kernel32.dll, played by a fake."""

import os
import stat
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from desktop_app.system.windows.api import (
    FILE_ATTRIBUTE_DIRECTORY,
    FILE_ATTRIBUTE_READONLY,
    SHARE_READING,
    Access,
    DriveType,
    Kernel32,
    WinFiles,
    attributes,
    extended,
    reparse_tag,
    windows_files,
    windows_registry,
)


class FakeKernel32:
    """Opens what it knows.

    Args:
        handle: what CreateFileW gives.
        code: what GetLastError gives.
    """

    def __init__(self, handle: int | None = 44, code: int = 0) -> None:
        self.handle = handle
        self.code = code
        self.asked: list[tuple[Any, ...]] = []
        self.closed: list[int | None] = []

    @property
    def files(self) -> WinFiles:
        used = (self.create_file, self.close_handle, self.get_drive_type, lambda: self.code)
        return WinFiles(Kernel32(*used))

    def create_file(self, *arguments: Any) -> int | None:
        self.asked.append(tuple(getattr(a, "value", a) for a in arguments))
        return self.handle

    def close_handle(self, handle: Any) -> int:
        self.closed.append(handle.value)
        return 1

    def get_drive_type(self, root: Any) -> int:
        return {"Z:\\": 4, "E:\\": 2}.get(root.value, 3)


def test_a_probe_opens_shares_all_recalls_nothing_and_closes() -> None:
    kernel32 = FakeKernel32()
    assert kernel32.files.probe(PureWindowsPath(r"C:\é.wav"), Access.DELETE) == 0
    assert kernel32.asked == [(r"C:\é.wav", 0x10000, 7, None, 3, 0x02100000, None)]
    assert kernel32.closed == [44]
    kernel32.files.probe(PureWindowsPath(r"C:\é.wav"), Access.READ, SHARE_READING)
    assert kernel32.asked[-1][1:3] == (0x80000000, 5)  # fails while anybody writes


@pytest.mark.parametrize("handle", [None, -1, 0xFFFFFFFFFFFFFFFF])
def test_a_probe_that_fails_gives_the_code(handle: int | None) -> None:
    kernel32 = FakeKernel32(handle, 32)
    assert kernel32.files.probe(PureWindowsPath("C:\\a"), Access.READ) == 32
    assert not kernel32.closed


def test_drive_types() -> None:
    files = FakeKernel32().files
    kinds = [files.drive_type(root) for root in ("Z:\\", "E:\\", "C:\\")]
    assert kinds == [DriveType.REMOTE, DriveType.REMOVABLE, DriveType.FIXED]


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("C:\\" + "x" * 300, "\\\\?\\C:\\xx"),
        ("\\\\server\\share\\" + "x" * 300, "\\\\?\\UNC\\server\\share\\xx"),
        ("\\\\?\\C:\\" + "x" * 300, "\\\\?\\C:\\xx"),
        ("C:\\x", "C:\\x"),
        ("x" * 300, "xx"),
    ],
)
def test_long_paths_are_extended(path: str, start: str) -> None:
    assert extended(PureWindowsPath(path)).startswith(start)


def test_attributes_of_this_system(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "link"
    file.write_bytes(b"x")
    file.chmod(stat.S_IREAD)
    assert (attributes(file) or 0) & FILE_ATTRIBUTE_READONLY
    assert (attributes(tmp_path) or 0) & FILE_ATTRIBUTE_DIRECTORY
    assert attributes(tmp_path / "gone") is None
    assert attributes(PureWindowsPath("a\0b")) is None
    if os.name != "nt":
        link.symlink_to(tmp_path)
        assert (attributes(link) or 0) & FILE_ATTRIBUTE_DIRECTORY
    assert reparse_tag(file) == reparse_tag(tmp_path / "gone") == 0
    file.chmod(stat.S_IREAD | stat.S_IWRITE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has a registry and a kernel32.dll")
def test_other_systems_have_no_registry_and_no_dll() -> None:
    assert windows_files() is None
    assert not windows_registry().values(r"HKCU\Software")
    assert not windows_registry().subkeys(r"HKCU\Software")
