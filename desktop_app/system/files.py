"""Opening and replacing files on machines where scanners and synchronisers hold them."""

import errno
import logging
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

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
