"""Which running program works on a job: each holds the lock of a file of its own while it runs.

The system releases the lock however a program ends. A process number and its start would not do:
numbers are given out again, and the start moves when the clock is set.
"""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from desktop_app.core.library_errors import LibraryBusy
from desktop_app.system.folders import make_private

logger = logging.getLogger(__name__)

FOLDER = "programs"
ENDING = ".lock"
# Held while a library is checked, migrated, recovered or replaced.
OPENING = "opening.lock"
# A migration copies the library before; others wait for it.
OPENING_S = 600.0

_turn = threading.Lock()
_own: set[str] = set()


class Owners:
    """This program's mark in a library's folder, and the question who else is there.

    Args:
        folder: the library's folder, which exists.

    Attributes:
        token: this program's name; "" if no lock can be held here, as in a read-only folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        token = uuid.uuid4().hex
        self._lock = FileLock(self._folder / f"{token}{ENDING}", timeout=0)
        self.token = ""
        try:
            make_private(self._folder)
            self._lock.acquire()
        except (OSError, Timeout, NotImplementedError) as error:
            logger.warning("no lock in %s: %s", self._folder, error)
            return
        self.token = token
        with _turn:
            _own.add(token)

    def is_running(self, token: str) -> bool:
        """Whether the program of this name still runs."""
        with _turn:
            if token in _own:
                return True
        path = self._folder / f"{token}{ENDING}"
        if not token.isalnum() or not path.exists():
            return False
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            return True
        except (OSError, NotImplementedError):
            return False  # a folder that cannot be written: nobody can work there
        lock.release()
        with suppress(OSError):
            path.unlink()
        return False

    def others(self) -> list[str]:
        """Return the names of all other programs that have the library open."""
        with suppress(OSError):
            names = [path.name.removesuffix(ENDING) for path in self._folder.iterdir()]
            return [name for name in names if name != self.token and self.is_running(name)]
        return []

    def leave(self) -> None:
        """Take the mark away; twice does no harm."""
        with _turn:
            _own.discard(self.token)
        self._lock.release()
        with suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)


@contextmanager
def alone(folder: Path, timeout_s: float = OPENING_S) -> Iterator[None]:
    """Let no other program open the library meanwhile.

    Raises:
        LibraryBusy: another one takes too long.
    """
    lock = FileLock(folder / OPENING, timeout=timeout_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryBusy(
            "Another Aviary is repairing or moving the library in “{folder}”.", folder=folder
        ) from error
    except (OSError, NotImplementedError) as error:
        logger.warning("the library is opened without a lock: %s", error)
    try:
        yield
    finally:
        lock.release()
