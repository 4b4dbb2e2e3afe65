"""Open and replace files despite scanners and synchronisers that hold them."""

import errno
import logging
import os
import shutil
import stat
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from desktop_app.core.errors import DiskFull, NotAFolder, NotWritable
from desktop_app.core.sentences import tr
from desktop_app.system.store_mark import is_link, is_real_folder
from desktop_app.system.windows.api import SHARE_READING, Access, windows_files

logger = logging.getLogger(__name__)

T = TypeVar("T")

# A scanner holds a new file for a fraction of a second to a few seconds: 6 tries, 4.2 s in all; so
# the user learns of a failure within ten.
RETRY_DELAYS_S = (0.2, 0.4, 0.8, 1.2, 1.6)
# A name's length in bytes on Linux's file systems, in UTF-16 units on NTFS, exFAT and FAT.
NAME_LIMIT = 255
# An empty file still fits on a full disk; one block does not.
TRIAL_BYTES = 4096


def is_sharing_violation(error: BaseException) -> bool:
    """Whether the error means that another program holds the file, so that waiting may help.

    On Windows the error number alone does not tell: `open()` loses it, and 5 also means a missing
    permission. There the file itself is examined (`system/locks/diagnose.py`). Other systems have
    no sharing violations but the occasional EBUSY.
    """
    if not isinstance(error, OSError):
        return False
    if os.name != "nt":
        return error.errno in (errno.EBUSY, errno.ETXTBSY)
    from desktop_app.system.locks.diagnose import may_pass  # files open without it

    return may_pass(error)


def is_disk_full(error: OSError) -> bool:
    """Whether the error means that the drive is full."""
    from desktop_app.system.locks.rules import DISK_FULL, DISK_FULL_ERRNOS

    return getattr(error, "winerror", None) in DISK_FULL or error.errno in DISK_FULL_ERRNOS


def retry_while_in_use(
    action: Callable[[], T],
    delays_s: tuple[float, ...] = RETRY_DELAYS_S,
    sleep: Callable[[float], object] = time.sleep,
) -> T:
    """Run `action`, retrying after each delay while another program holds the file.

    Only sharing violations are retried: a retry does not help a missing file or a full disk.

    Args:
        action: opens, renames or deletes the file.
        delays_s: the pauses between tries, in seconds.
        sleep: pauses; a CancelToken's `wait` makes it cancellable.

    Raises:
        OSError: the last error if the file stays in use, or any other error at once.
    """
    for delay_s in delays_s:
        try:
            return action()
        except OSError as error:
            if not is_sharing_violation(error):
                raise
            # As a text: a handler that keeps records would keep what the failed try held.
            logger.info("file in use (%s), trying again in %.1f s", f"{error}", delay_s)
            sleep(delay_s)
    return action()


class NoRegularFile(OSError):
    """The path is not a regular file, and was not opened.

    Attributes:
        kind: what it is, such as "a named pipe".
    """

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(errno.EINVAL, tr("it is {kind}, not a file").format(kind=kind), str(path))
        self.kind = kind


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading, waiting while another program holds it.

    Opening a named pipe would wait for a writer, opening a device may start it.

    Args:
        path: the user's path; links are followed.

    Raises:
        NoRegularFile: it is a folder, a pipe, a socket or a device.
        OSError: it cannot be opened.
    """

    def opened() -> BinaryIO:
        _require_regular(path, path.stat())
        if os.name == "nt":
            file: BinaryIO = path.open("rb")
        else:  # it may have become a pipe meanwhile; the flag has no effect on files
            file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
        try:
            _require_regular(path, os.fstat(file.fileno()))
        except OSError:
            file.close()
            raise
        return file

    return retry_while_in_use(opened)


def is_finished(path: Path) -> bool:
    """Whether a file can be opened and no program has it open for writing, without waiting.

    On Linux only the file's owner learns of other writers, and not on network drives.
    """
    try:
        _require_regular(path, path.stat())
        windows = windows_files()
        if windows is not None:
            return windows.probe(path, Access.READ, SHARE_READING) == 0
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _has_writer(descriptor)
    finally:
        os.close(descriptor)


def _has_writer(descriptor: int) -> bool:
    """Whether a program has an open file open for writing: no lease is given for it then."""
    if sys.platform != "linux":
        return False
    import fcntl
    import signal

    try:
        # A writer that comes at this very moment is told of by SIGIO, which would end the program;
        # nobody minds SIGURG.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


@contextmanager
def named_by_text(folder: Path) -> Iterator[Path]:
    """Provide a folder's path as valid text inside the block, for libraries in C++.

    On Linux a name may hold invalid bytes; an open folder's descriptor is used then.
    """
    try:
        os.fspath(folder).encode()
    except UnicodeEncodeError:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            yield Path(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
    else:
        yield folder


def is_regular(path: Path) -> bool:
    """Whether `open_regular` is worth calling; False for pipes, sockets and devices."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode)


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kinds = {
            stat.S_IFDIR: tr("a folder"),
            stat.S_IFIFO: tr("a named pipe"),
            stat.S_IFSOCK: tr("a socket"),
        }
        raise NoRegularFile(path, kinds.get(stat.S_IFMT(status.st_mode), tr("a device")))


def write_atomically(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Write a file atomically, replacing an existing one.

    Args:
        path: the file's path.
        data: its content.
        is_private: whether only the user may read it.

    Raises:
        NotWritable: the folder is missing or read-only, or the file stays in use.
        DiskFull: the disk is full; no partial file is left.
    """
    with whole_file(path, is_private=is_private) as file:
        file.write(data)


def write_new(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Write a file atomically, only if the name is unused.

    If two programs do it at once, one fails, whatever the names' case or Unicode form: the file
    system decides.

    Args:
        path: the file's path.
        data: its content.
        is_private: whether only the user may read it.

    Raises:
        FileExistsError: the name is taken, even by a folder or a broken link.
        NotWritable, DiskFull: as `write_atomically`.
    """
    with whole_file(path, replaces=False, is_private=is_private) as file:
        file.write(data)


@contextmanager
def whole_file(
    path: Path, *, replaces: bool = True, is_private: bool = False
) -> Iterator[BinaryIO]:
    """Open a file that gets its name at the end, complete or not at all; a context manager.

    Until then it is beside `path` under a short temporary name, and is deleted on any exception.

    Args:
        path: the file's path.
        replaces: whether an existing file is replaced.
        is_private: whether only the user may read it, from its creation on.

    Raises:
        FileExistsError: the name is taken, and `replaces` is False.
        NotWritable, DiskFull: as `write_atomically`.
    """
    scratch = _scratch_in(path.parent)
    try:
        require_usable_name(path)
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(scratch, flags, 0o600 if is_private else 0o666), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            name = scratch.replace if replaces else partial(_rename_to_free_name, scratch)
            retry_while_in_use(lambda: name(path))
        finally:
            _discard(scratch)
    except OSError as error:
        if isinstance(error, FileExistsError) and not replaces:
            raise
        raise _not_written(error, path, scratch) from error


def make_writable(folder: Path) -> None:
    """Create a folder if needed, and try to write a file in it.

    Raises:
        NotAFolder: a file has its name, or a parent's.
        NotWritable, DiskFull: as `require_writable`; or it cannot be created.
    """
    there = next((each for each in (folder, *folder.parents) if os.path.lexists(each)), folder)
    try:
        if os.path.lexists(there) and not there.is_dir():
            raise NotAFolder("“{path}” is not a folder.", path=there)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(error, folder, folder) from error
    require_writable(folder)


def require_writable(folder: Path) -> None:
    """Try to write a file in a folder, and delete it.

    Raises:
        NotWritable: no file can be created in it.
        DiskFull: the disk is full.
    """
    scratch = _scratch_in(folder)
    try:
        try:
            with scratch.open("xb") as file:
                file.write(bytes(TRIAL_BYTES))
                file.flush()
                os.fsync(file.fileno())
        finally:
            _discard(scratch)
    except OSError as error:
        raise _not_written(error, folder, scratch) from error


class KnownFiles:
    """Recognise files under any of their names.

    Also through a link, a short name of Windows, or a name that differs only in case or Unicode
    form where the file system ignores that. A missing file is compared by its name.

    Args:
        files: the files; examined on the first query.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)
        self._names = {_plain(file) for file in self._files}

    def __contains__(self, path: Path) -> bool:
        """Whether a path refers to one of them."""
        if _plain(path) in self._names:
            return True
        identity = _identity(path)
        return identity is not None and identity in self._identities

    @cached_property
    def _identities(self) -> frozenset[tuple[int, int]]:
        return frozenset(filter(None, map(_identity, self._files)))


def longest_name(folder: Path) -> int:
    """Return the longest file name in a folder, in the units of `length_of_name`."""
    try:
        return min(NAME_LIMIT, os.pathconf(folder, "PC_NAME_MAX"))
    except (AttributeError, OSError, ValueError):  # not available on Windows
        return NAME_LIMIT


def length_of_name(name: str) -> int:
    """Return a name's length for the file system: UTF-16 units on Windows, elsewhere bytes."""
    if os.name == "nt":
        return len(name.encode("utf-16-le", "surrogatepass")) // 2
    return len(os.fsencode(name))


def same_name(name: str) -> str:
    """Return a key that is equal for names of one file on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()


def _scratch_in(folder: Path) -> Path:
    # Short, because the final name may have the maximum length.
    return folder / f".{os.urandom(4).hex()}.part"


def _discard(scratch: Path) -> None:
    """Delete a left-over; failing to do so is only logged."""
    try:
        scratch.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("%s is left over: %s", scratch, error)


def _rename_to_free_name(scratch: Path, path: Path) -> None:
    """Rename atomically unless the name is taken.

    Raises:
        FileExistsError: it is taken.
    """
    if os.name == "nt":
        scratch.rename(path)  # which never replaces on Windows
        return
    try:
        path.hardlink_to(scratch)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network folders have no links: reserve the name first, then replace it.
        path.touch(exist_ok=False)
        try:
            scratch.replace(path)
        except OSError:
            _discard(path)
            raise


def require_usable_name(path: Path) -> None:
    """Refuse names that Windows writes elsewhere: “a:b” to a stream of “a”, “con” to a device.

    Raises:
        OSError: with the error number of an illegal name.
    """
    if os.name != "nt":
        return
    from desktop_app.system.locks.rules import is_name_for_windows

    if not is_name_for_windows(path.name):
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ), str(path))


def _not_written(error: OSError, path: Path, scratch: Path) -> NotWritable | DiskFull:
    """Translate an error of writing a file or folder."""
    detail = repr(error)
    if is_disk_full(error):
        return DiskFull("There is not enough space to write “{name}”.", detail, name=path.name)
    from desktop_app.system.locks.diagnose import diagnose

    found = diagnose(error, path, writing=True, scratch=scratch)
    if not found.is_about_a_file:
        return NotWritable(
            "“{path}” cannot be written. {reason}.",
            detail,
            path=path,
            reason=error.strerror or error,
        )
    return NotWritable(
        "“{path}” cannot be written. {reason}",
        detail,
        found.steps[0],
        path=path,
        reason=found.sentence,
    )


def _plain(path: Path) -> str:
    return os.path.normcase(unicodedata.normalize("NFC", str(path.absolute())))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return a file's identity, independent of its name; None if it does not exist."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    # Some network drives have no file numbers.
    return (state.st_dev, state.st_ino) if state.st_ino else None


def size_of(path: Path) -> int:
    """Return the bytes of a file or of all files in a folder; 0 if missing or a link."""
    if is_link(path):
        return 0
    try:
        if not path.is_dir():
            return path.stat().st_size
        return sum(size_of(inner) for inner in path.iterdir())
    except OSError:
        return 0


def delete(path: Path) -> None:
    """Delete one of Aviary's files or folders, waiting while another program holds it.

    No error if missing. Of a link only the link is deleted; links inside are not followed.
    """
    if is_real_folder(path):
        retry_while_in_use(lambda: shutil.rmtree(path))
    elif is_link(path) and path.is_dir() and not path.is_symlink():
        path.rmdir()  # a junction
    else:
        retry_while_in_use(lambda: path.unlink(missing_ok=True))
