"""A second program that has a file in its hands: `holder.py STATE PATH`.

It prints “holding” once it has it. It lets go when its standard input ends, or so many seconds
after that says a number.
"""

import ctypes
import mmap
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

# https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew
GENERIC_READ = 0x8000_0000
GENERIC_WRITE = 0x4000_0000
SHARE_NOTHING, SHARE_READ, SHARE_ALL = 0, 1, 7
OPEN_EXISTING = 3
PAGE_READONLY = 2
FILE_MAP_READ = 4
INVALID_HANDLE = ctypes.c_void_p(-1).value
LOCKED_BYTES = 4


def kernel32() -> ctypes.CDLL:
    """Windows' file functions; 64-bit Windows has one calling convention, so CDLL does."""
    library = ctypes.CDLL("kernel32")
    for function in (library.CreateFileW, library.CreateFileMappingW, library.MapViewOfFile):
        function.restype = ctypes.c_void_p
    return library


def create_file(path: str, access: int, share: int) -> ctypes.c_void_p:
    """CreateFileW on a file that is there."""
    handle = kernel32().CreateFileW(
        ctypes.c_wchar_p(path), access, share, None, OPEN_EXISTING, 0, None
    )
    if handle == INVALID_HANDLE:
        raise OSError(f"CreateFileW: {kernel32().GetLastError()}")
    return ctypes.c_void_p(handle)


def share_nothing(path: str, _stack: ExitStack) -> None:
    """As a backup program or an antivirus does."""
    create_file(path, GENERIC_READ, SHARE_NOTHING)


def share_read(path: str, _stack: ExitStack) -> None:
    """As an office program or a player does."""
    create_file(path, GENERIC_READ, SHARE_READ)


def share_all(path: str, _stack: ExitStack) -> None:
    """As a search indexer does."""
    create_file(path, GENERIC_READ, SHARE_ALL)


def locked_region(path: str, _stack: ExitStack) -> None:
    """The first bytes locked with LockFile, as databases do; opened with all sharing."""
    handle = create_file(path, GENERIC_READ | GENERIC_WRITE, SHARE_ALL)
    if not kernel32().LockFile(handle, 0, 0, LOCKED_BYTES, 0):
        raise OSError(f"LockFile: {kernel32().GetLastError()}")


def python_open(path: str, stack: ExitStack) -> None:
    """Python's `open()`: the C runtime shares reading and writing, but no deletion."""
    file = Path(path).open("rb")  # noqa: SIM115 - the stack closes it
    stack.enter_context(file)


def python_mmap(path: str, stack: ExitStack) -> None:
    """Python's mmap, which keeps a handle of its own after the file is closed."""
    with Path(path).open("rb") as file:
        stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def mapped_view(path: str, _stack: ExitStack) -> None:
    """A view whose handles are all closed, as torch leaves one of a model's weights."""
    library = kernel32()
    file = create_file(path, GENERIC_READ, SHARE_READ)
    mapping = ctypes.c_void_p(
        library.CreateFileMappingW(file, None, PAGE_READONLY, 0, 0, None),
    )
    if not library.MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, ctypes.c_size_t(0)):
        raise OSError(f"MapViewOfFile: {library.GetLastError()}")
    library.CloseHandle(mapping)
    library.CloseHandle(file)


def pyav(path: str, stack: ExitStack) -> None:
    """A recording while Aviary decodes it."""
    import av

    container: AbstractContextManager[object] = av.open(path)
    stack.enter_context(container)


def model_lock(path: str, stack: ExitStack) -> None:
    """Another Aviary that changes a model: the path's name is its id, its parent the store."""
    from desktop_app.models.layout import StoreLayout

    stack.enter_context(StoreLayout(Path(path).parent).locked(Path(path).name))


STATES: dict[str, Callable[[str, ExitStack], None]] = {
    state.__name__: state
    for state in (
        share_nothing, share_read, share_all, locked_region, python_open, python_mmap,
        mapped_view, pyav, model_lock,
    )
}  # fmt: skip


def main(state: str, path: str) -> None:
    """Take it, say so, wait."""
    with ExitStack() as stack:
        STATES[state](path, stack)
        sys.stdout.write("holding\n")
        sys.stdout.flush()
        time.sleep(float(sys.stdin.readline() or 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
