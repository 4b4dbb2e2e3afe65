"""Windows' ways to refuse a file, each created for real; runs on Windows or Wine."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from desktop_app.core.errors import OutOfMemory
from desktop_app.system.locks.diagnosis import LockKind
from tests.windows.holding import hold
from tools.lock_situations.situation import ROOT, CannotBeMade, Make, Situation

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
READ_ONLY = 1  # FILE_ATTRIBUTE_READONLY
READ_WRITE, SHARE_ALL, OPEN_EXISTING = 0xC000_0000, 7, 3
IS_WINE = os.name == "nt" and hasattr(ctypes.CDLL("ntdll"), "wine_get_version")
Action = Callable[[], object]


def action_on(path: Path, what: str) -> Action:
    """The action on the held file."""
    other = path.with_name("other.wav")
    actions: dict[str, Action] = {
        "read": path.read_bytes,
        "write": lambda: path.open("r+b"),
        "delete": path.unlink,
        "rename": lambda: path.rename(path.with_name("renamed.wav")),
        "replace": lambda: (shutil.copy(SAMPLE, other), other.replace(path)),
    }
    return actions[what]


def holding(state: str, what: str) -> Make:
    """Return a situation with a file that another program holds."""

    def make(folder: Path, stack: ExitStack) -> Action:
        path = Path(shutil.copy(SAMPLE, folder / "talk.wav"))
        stack.enter_context(hold(state, path))
        return action_on(path, what)

    return make


def read_only(what: str) -> Make:
    """A file with the read-only attribute."""

    def make(folder: Path, stack: ExitStack) -> Action:
        if IS_WINE and what == "write":
            raise CannotBeMade("Wine lets root write into it")
        path = Path(shutil.copy(SAMPLE, folder / "talk.wav"))
        kernel32 = ctypes.CDLL("kernel32")
        kernel32.SetFileAttributesW(ctypes.c_wchar_p(str(path)), READ_ONLY)
        stack.callback(kernel32.SetFileAttributesW, ctypes.c_wchar_p(str(path)), 0)
        return action_on(path, what)

    return make


def folder_held(what: str) -> Make:
    """A folder with a file inside that another program holds."""

    def make(folder: Path, stack: ExitStack) -> Action:
        if IS_WINE and what == "rename":
            raise CannotBeMade("Wine renames it")
        inner = folder / "model"
        inner.mkdir()
        stack.enter_context(hold("share_read", Path(shutil.copy(SAMPLE, inner / "weights.ckpt"))))
        return {
            "rename": lambda: inner.rename(folder / "other"),
            "delete": lambda: shutil.rmtree(inner),
            "remove": inner.rmdir,
        }[what]

    return make


def folder_as_file(what: str) -> Make:
    """A folder in place of a file."""

    def make(folder: Path, _stack: ExitStack) -> Action:
        inner = folder / "folder.wav"
        inner.mkdir()
        return {"read": inner.read_bytes, "write": lambda: inner.write_bytes(b"x")}[what]

    return make


def named(name: str) -> Make:
    """Create a file of this name."""
    return lambda folder, _stack: (folder / name).touch


def at(path: str) -> Make:
    """Read a file at this path."""
    return lambda _folder, _stack: Path(path).read_bytes


def region_locked(folder: Path, stack: ExitStack) -> Action:
    """Locking a region that another program has locked."""
    path = Path(shutil.copy(SAMPLE, folder / "talk.wav"))
    stack.enter_context(hold("locked_region", path))

    def work() -> None:
        kernel32 = ctypes.CDLL("kernel32", use_last_error=True)
        kernel32.CreateFileW.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(
            kernel32.CreateFileW(
                ctypes.c_wchar_p(str(path)), READ_WRITE, SHARE_ALL, None, 3, 0, None
            )
        )
        try:
            if not kernel32.LockFile(handle, 0, 0, 4, 0):
                code = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
                raise OSError(None, "LockFile", str(path), code)
        finally:
            kernel32.CloseHandle(handle)

    return work


def clean_up_fails(error: Exception) -> Make:
    """As in NeMo: the real error, then a manifest that is still open when deleted."""

    def make(folder: Path, stack: ExitStack) -> Action:
        def work() -> None:
            with tempfile.TemporaryDirectory(dir=folder) as name:
                manifest = Path(name) / "manifest.json"
                manifest.write_text("{}", encoding="utf-8")
                stack.enter_context(manifest.open(encoding="utf-8"))
                raise error

        return work

    return make


K = LockKind
_HELD = (
    ("share_nothing", "read", K.SHARING_VIOLATION),
    ("share_nothing", "write", K.SHARING_VIOLATION),
    ("share_nothing", "delete", K.SHARING_VIOLATION),
    ("share_nothing", "rename", K.OPEN_BY_ANOTHER),
    ("share_nothing", "replace", K.OPEN_BY_ANOTHER),
    ("share_read", "write", K.SHARING_VIOLATION),
    ("share_read", "delete", K.SHARING_VIOLATION),
    ("share_read", "rename", K.OPEN_BY_ANOTHER),
    ("share_read", "replace", K.OPEN_BY_ANOTHER),
    ("python_open", "delete", K.SHARING_VIOLATION),
    ("python_open", "rename", K.OPEN_BY_ANOTHER),
    ("python_open", "replace", K.OPEN_BY_ANOTHER),
    ("python_mmap", "delete", K.SHARING_VIOLATION),
    ("python_mmap", "rename", K.OPEN_BY_ANOTHER),
    ("python_mmap", "replace", K.OPEN_BY_ANOTHER),
    ("pyav", "delete", K.SHARING_VIOLATION),
    ("pyav", "replace", K.OPEN_BY_ANOTHER),
)
WINDOWS = (
    *(
        Situation(f"Windows: {what}, held by {state}", holding(state, what), kind)
        for state, what, kind in _HELD
    ),
    Situation("Windows: lock a locked region", region_locked, K.LOCK_VIOLATION),
    Situation("Windows: write, read-only mark", read_only("write"), K.READ_ONLY, writing=True),
    Situation("Windows: delete, read-only mark", read_only("delete"), K.READ_ONLY),
    Situation("Windows: rename a folder with an open file", folder_held("rename"), K.FOLDER_IN_USE),
    Situation(
        "Windows: delete a folder with an open file", folder_held("delete"), K.SHARING_VIOLATION
    ),
    Situation("Windows: remove a folder that is not empty", folder_held("remove"), K.FOLDER_IN_USE),
    Situation("Windows: read a folder", folder_as_file("read"), K.IS_A_FOLDER),
    Situation("Windows: write a folder", folder_as_file("write"), K.IS_A_FOLDER, writing=True),
    Situation("Windows: make a<b>.txt", named("a<b>.txt"), K.NAME_INVALID, writing=True),
    Situation("Windows: make a?.txt", named("a?.txt"), K.NAME_INVALID, writing=True),
    Situation("Windows: read from a missing drive", at("Q:\\talk.wav"), K.NOT_A_LOCK),
    Situation("Windows: read a missing file", at("C:\\gone.wav"), K.NOT_A_LOCK),
    Situation(
        "Windows: MemoryError under WinError 32",
        clean_up_fails(MemoryError("no room")),
        K.OUT_OF_MEMORY,
    ),
    Situation(
        "Windows: CUDA out of memory under WinError 32",
        clean_up_fails(RuntimeError("CUDA error: out of memory")),
        K.OUT_OF_MEMORY,
    ),
    Situation(
        "Windows: our own out of memory under WinError 32",
        clean_up_fails(OutOfMemory("It does not fit.")),
        K.OUT_OF_MEMORY,
    ),
    Situation(
        "Windows: another error under WinError 32", clean_up_fails(ValueError("bad")), K.NOT_A_LOCK
    ),
)
