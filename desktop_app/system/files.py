"""Opening and replacing files on machines where scanners and synchronisers hold them."""

import errno
import logging
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from desktop_app.core.errors import DiskFull, NotWritable
from desktop_app.system.lock_table import DISK_FULL, DISK_FULL_ERRNOS
from desktop_app.system.locks import diagnose, may_pass

logger = logging.getLogger(__name__)

T = TypeVar("T")

# A scanner holds a new file for a fraction of a second to a few seconds: 6 tries, 4.2 s in all,
# after which the user is told within ten.
RETRY_DELAYS_S = (0.2, 0.4, 0.8, 1.2, 1.6)


def is_sharing_violation(error: BaseException) -> bool:
    """Whether the error says that another program holds the file, so that waiting may help.

    On Windows the number alone does not tell: `open()` loses it, and 5 also means a lack of
    permission. There the file is asked (`system/locks.py`). On other systems there are no sharing
    violations but the odd EBUSY.
    """
    if not isinstance(error, OSError):
        return False
    if os.name != "nt":
        return error.errno in (errno.EBUSY, errno.ETXTBSY)
    return may_pass(error)


def is_disk_full(error: OSError) -> bool:
    """Whether the error says that no room is left on the drive."""
    return getattr(error, "winerror", None) in DISK_FULL or error.errno in DISK_FULL_ERRNOS


def retry_while_in_use(
    action: Callable[[], T],
    delays_s: tuple[float, ...] = RETRY_DELAYS_S,
    sleep: Callable[[float], object] = time.sleep,
) -> T:
    """Run `action`, again after each delay while another program holds the file.

    Only sharing violations are retried: a missing file or a full disk does not get better.

    Args:
        action: what opens, renames or deletes the file.
        delays_s: the pauses between tries, in seconds.
        sleep: what pauses; a CancelToken's `wait` makes the pause stoppable.

    Raises:
        OSError: the last error, when the file stays in use, or any other error at once.
    """
    for delay_s in delays_s:
        try:
            return action()
        except OSError as error:
            if not is_sharing_violation(error):
                raise
            logger.info("file in use (%s), trying again in %.1f s", error, delay_s)
            sleep(delay_s)
    return action()


class NoRegularFile(OSError):
    """The path names something that is no file, and is not opened.

    Attributes:
        kind: what it is, such as "a named pipe".
    """

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(errno.EINVAL, f"it is {kind}, not a file", str(path))
        self.kind = kind


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading, waiting while another program holds it, and for nothing else.

    Opening a named pipe would wait for somebody to write into it, opening a device may start it.

    Args:
        path: what a user gave; a link is followed.

    Raises:
        NoRegularFile: a folder, a pipe, a socket or a device.
        OSError: it cannot be opened.
    """

    def opened() -> BinaryIO:
        _require_regular(path, path.stat())
        if os.name == "nt":
            file: BinaryIO = path.open("rb")
        else:  # it may have become a pipe since; for a file the flag means nothing
            file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
        try:
            _require_regular(path, os.fstat(file.fileno()))
        except OSError:
            file.close()
            raise
        return file

    return retry_while_in_use(opened)


@contextmanager
def named_by_text(folder: Path) -> Iterator[Path]:
    """The folder by a name that is a text, inside the block; libraries in C++ take no other.

    On Linux a name may hold bytes that are no letters; the open folder has a number instead.
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
    """Whether `open_regular` would open it or say why not; False for pipes, sockets and devices."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode)


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kinds = {
            stat.S_IFDIR: "a folder",
            stat.S_IFIFO: "a named pipe",
            stat.S_IFSOCK: "a socket",
        }
        raise NoRegularFile(path, kinds.get(stat.S_IFMT(status.st_mode), "a device"))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there: beside it first, then renamed over it.

    Raises:
        NotWritable: the folder is missing or read-only, or the file stays in use.
        DiskFull: no room is left; nothing half-written stays behind.
    """
    partial = path.with_name(f".{secrets.token_hex(4)}.part")
    try:
        try:
            with partial.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            retry_while_in_use(lambda: partial.replace(path))
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull(f"No room is left to write “{path.name}”.", repr(error)) from error
        found = diagnose(error, path, writing=True)
        reason = found.sentence if found.is_about_a_file else f"{error.strerror}."
        raise NotWritable(f"“{path}” cannot be written. {reason}", repr(error)) from error
