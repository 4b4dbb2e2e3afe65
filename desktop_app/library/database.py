"""Connections to the library's file: one thread that writes, and readers that never wait for it.

The file is in WAL mode with `synchronous = FULL`: what a future reports as done is on the disk,
also after a power cut. What waits together is written in one transaction, each task in a savepoint
of its own, so that one that fails takes none with it.
"""

import logging
import os
import queue
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from desktop_app.core.errors import Cancelled, DiskFull, NotWritable
from desktop_app.core.library_errors import (
    LibraryBusy,
    LibraryClosed,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryMoved,
    LibraryNewer,
    LibraryNotWritable,
)
from desktop_app.library.stored import schema
from desktop_app.system.files import require_writable
from desktop_app.system.kill_points import reach

logger = logging.getLogger(__name__)

T = TypeVar("T")
Action = Callable[[sqlite3.Connection], T]

# Transactions of another Aviary take milliseconds; a backup program may hold the file for seconds.
BUSY_S = 10.0
# Long enough to spare most of the syncs when thousands of rows change, short for who waits.
BATCH_S = 0.05
MOST_IN_BATCH = 200
IDLE_READERS = 4
# After a large transaction the log is cut to this.
LOG_BYTES = 16 * 2**20
# The log's index alone takes 32 kB at a time.
LEAST_BYTES = 2**18
# The file beside a library in which damage was met: the next start recovers it.
DAMAGED = ".damaged"

# https://www.sqlite.org/rescode.html
_FULL, _IO, _CORRUPT, _NOT_A_DATABASE, _INTERRUPT = 13, 10, 11, 26, 9
_READ_ONLY, _CANNOT_OPEN = 8, 14
_REFUSED = frozenset({3, _READ_ONLY, _CANNOT_OPEN, 23})  # PERM, AUTH
_BUSY = frozenset({5, 6, 15})  # BUSY, LOCKED, PROTOCOL


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open a database that is there, in autocommit mode, usable from any thread.

    Args:
        path: its file.
        mode: "rw", "rwc" (creates it), "ro", or "ro&immutable=1", for a file that nobody writes,
            in a folder where nothing can be created.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_S,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA secure_delete = FAST")
        connection.execute("PRAGMA temp_store = MEMORY")
        if mode.startswith("ro"):
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def use_log(connection: sqlite3.Connection) -> None:
    """Turn the WAL mode on, in which readers do not wait for writers.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise sqlite3.OperationalError(f"journal mode {mode}")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error says that the file is damaged."""
    return _code(error) in (_CORRUPT, _NOT_A_DATABASE)


def translated(error: sqlite3.Error, path: Path) -> LibraryError:
    """Return the error for the user."""
    code, detail = _code(error), f"{_name(error)}: {error}"
    if code in {_IO, _CANNOT_OPEN}:  # SQLite does not always tell that there is no space
        code = _reason(path.parent, code)
    if code == _FULL:
        return LibraryFull(
            "There is no space to write the library in “{folder}”.", detail, folder=path.parent
        )
    if code in _REFUSED:
        return LibraryNotWritable("The library “{path}” cannot be written.", detail, path=path)
    if code in _BUSY:
        return LibraryBusy("Another program holds the library “{path}”.", detail, path=path)
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return LibraryDamaged("A part of the library “{path}” cannot be read.", detail, path=path)
    if code == _IO:
        return LibraryError(
            "The drive reports an error in the library “{path}”.", detail, path=path
        )
    return LibraryError("The library “{path}” cannot be used.", detail, path=path)


def _reason(folder: Path, code: int) -> int:
    """Return the code of what really is in the way, as far as a look at the folder tells."""
    try:
        if not os.access(folder, os.W_OK):
            return _READ_ONLY
        if shutil.disk_usage(folder).free < LEAST_BYTES:
            return _FULL
        require_writable(folder)
    except DiskFull:
        return _FULL  # a quota
    except NotWritable:
        return _READ_ONLY
    except OSError:
        return code
    return code


def mark_damaged(path: Path) -> None:
    """Have the next start check and recover the library."""
    try:
        damage_mark(path).touch()
    except OSError:
        logger.warning("the damage of %s could not be noted", path, exc_info=True)


def damage_mark(path: Path) -> Path:
    """The file that tells of damage."""
    return path.with_name(path.name + DAMAGED)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


@dataclass(frozen=True, slots=True)
class _Task:
    """Something to write; `future` gets what `action` returns."""

    name: str
    action: Action[Any]
    future: Future[Any]


class Database:
    """The open file of a library, which has this version's schema.

    Args:
        path: the file.
        refusal: why it can only be read; None if it can be written.
        mode: how readers open it.
    """

    def __init__(self, path: Path, refusal: LibraryError | None = None, mode: str = "rw") -> None:
        self.path = path
        self._refusal = refusal
        self._mode = mode
        self._turn = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._watching: sqlite3.Connection | None = None
        self._is_closed = False
        self._opened: tuple[int, int] | None = None  # the file that the writer has open
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="library", daemon=True)
        self._thread.start()

    @property
    def refusal(self) -> LibraryError | None:
        """Why the library can only be read; None if it can be written."""
        return self._refusal

    @property
    def mode(self) -> str:
        """How the file is opened for reading."""
        return self._mode

    def note_damage(self) -> None:
        """Have the next start check and recover the library."""
        mark_damaged(self.path)

    def write(self, name: str, action: Action[T]) -> "Future[T]":
        """Have the writer run `action` in a transaction; the future is done when it is committed.

        Args:
            name: what it does, for kill points and the log.
            action: called with the connection, in the writer's thread. It may be called again
                after a failure of another one, so it does nothing but write to the database.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from now on it cannot be cancelled
        with self._turn:
            if self._is_closed:
                future.set_exception(_closed())
            else:
                self._tasks.put(_Task(name, action, future))
        return future

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one state of the library throughout.

        Raises:
            LibraryClosed: it is closed.
            LibraryError: a statement failed.
            Cancelled: it was interrupted.
        """
        try:
            connection, mode = self._borrow()
            try:
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
            finally:
                self._give_back(connection, mode)
        except sqlite3.Error as error:
            if _code(error) == _INTERRUPT:
                raise Cancelled from error
            raise self._told(error) from error

    def version(self) -> int:
        """Return a number that is another one after every change, whoever made it.

        It reads a page at most; by one thread at a time.

        Raises:
            LibraryClosed: it is closed.
            LibraryError: the file cannot be read.
        """
        try:
            # Always of the same connection, with which SQLite compares.
            if self._watching is None:
                self._watching, _mode = self._borrow()
            return int(self._watching.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            raise (_closed() if self._is_closed else self._told(error)) from error

    def empty_log(self) -> bool:
        """Move all that was committed into the file, and cut the log to nothing; waits.

        Until then bytes that were overwritten are still in the log.

        Returns:
            whether it was done; not where another program reads on for seconds.

        Raises:
            LibraryError: the file cannot be written.
        """
        try:
            with closing(connect(self.path)) as connection:
                done = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise self._told(error) from error
        return not done[0]

    def close(self, timeout_s: float) -> bool:
        """Write what waits, end the thread, and close all; return whether that was in time."""
        with self._turn:
            was_closed, self._is_closed = self._is_closed, True
            idle, self._idle = self._idle, []
            if self._watching is not None:
                idle.append(self._watching)
        for connection in idle:
            connection.close()
        if not was_closed:
            self._tasks.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _borrow(self) -> tuple[sqlite3.Connection, str]:
        with self._turn:
            if self._is_closed:
                raise _closed()
            mode = self._mode
            if self._idle:
                return self._idle.pop(), mode
        connection = connect(self.path, mode)
        connection.execute("PRAGMA query_only = ON")
        return connection, mode

    def _give_back(self, connection: sqlite3.Connection, mode: str) -> None:
        with self._turn:
            is_current = not self._is_closed and mode == self._mode
            if is_current and len(self._idle) < IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()

    def _told(self, error: sqlite3.Error) -> LibraryError:
        logger.warning("the library: %s: %s", _name(error), error)
        if is_damage(error):
            mark_damaged(self.path)
        return translated(error, self.path)

    # The writer's thread.

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        is_over = False
        while not is_over:
            first = self._tasks.get()
            if first is None:
                break
            tasks = [first]
            try:
                connection = self._in_place(connection)
                is_over = self._write_together(connection, tasks)
            except sqlite3.Error as error:
                _fail(tasks, self._told(error))
                if connection is not None:
                    with suppress(sqlite3.Error):
                        connection.close()
                    connection = None  # a fresh one the next time
            except LibraryError as error:
                _fail(tasks, error)
            except Exception as error:
                logger.exception("the library's writer")
                _fail(tasks, error)
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _in_place(self, connection: sqlite3.Connection | None) -> sqlite3.Connection:
        """Return the connection to the file that lies in the library's place now.

        A folder that is moved or deleted takes an open file with it, where the system allows that:
        what is written there, nobody finds again.

        Raises:
            LibraryMoved: there is none, or no library.
        """
        if connection is None:
            return self._writer()
        try:
            state = self.path.stat()
        except FileNotFoundError as error:
            raise self._moved(repr(error)) from error
        except OSError:  # nothing is known of where it is; writing it tells
            return connection
        if self._opened is None or self._opened == (state.st_dev, state.st_ino):
            return connection
        other = self._writer()  # another one was put there
        with self._turn:
            idle, self._idle = self._idle, []
        for each in (connection, *idle):
            each.close()
        return other

    def _moved(self, detail: str) -> LibraryMoved:
        return LibraryMoved(
            "The library “{path}” was moved or deleted while Aviary was using it.",
            detail,
            path=self.path,
        )

    def _writer(self) -> sqlite3.Connection:
        """Open the writing connection; a library that could only be read is tried anew."""
        try:
            connection = connect(self.path)
            if self._opened is not None and schema.version_of(connection) != schema.SCHEMA:
                connection.close()
                raise self._moved("another file lies there")
            use_log(connection)
            state = self.path.stat()
        except (sqlite3.Error, OSError) as error:
            if self._refusal is not None:
                raise self._refusal from None
            if isinstance(error, OSError) or not self.path.exists():
                raise self._moved(repr(error)) from error
            raise
        self._opened = (state.st_dev, state.st_ino) if state.st_ino else None
        with self._turn:
            self._refusal = None
            # Readers from before do not see what is written from now on.
            idle, self._idle = (self._idle, []) if self._mode != "rw" else ([], self._idle)
            self._mode = "rw"
        for reader in idle:
            reader.close()
        return connection

    def _write_together(self, connection: sqlite3.Connection, tasks: list[_Task]) -> bool:
        """Write the first of `tasks`, and add and write what waits behind it, for a moment.

        Returns:
            whether the library is to be closed.
        """
        done: list[tuple[_Task, Any]] = []
        failed: list[tuple[_Task, Exception]] = []
        is_over = False
        self._begin(connection)
        try:
            until = time.monotonic() + BATCH_S
            task: _Task | None = tasks[0]
            while task is not None:
                try:
                    done.append((task, _in_savepoint(connection, task)))
                except Exception as error:
                    if not connection.in_transaction:
                        raise  # SQLite has taken all of them back
                    failed.append((task, error))
                if time.monotonic() > until or len(tasks) >= MOST_IN_BATCH:
                    break
                task, is_over = self._next(tasks)
            for finished, _ in done:
                reach(f"library.{finished.name}.written")
            connection.execute("COMMIT")
        except Exception:
            _roll_back(connection)
            if len(tasks) == 1:
                raise
            self._write_alone(connection, tasks)
            return is_over
        for finished, _ in done:
            reach(f"library.{finished.name}.committed")
        self._settle(done, failed)
        return is_over

    def _next(self, tasks: list[_Task]) -> tuple[_Task | None, bool]:
        """Take the next waiting task; None if there is none. Second: whether to close."""
        try:
            task = self._tasks.get_nowait()
        except queue.Empty:
            return None, False
        if task is None:
            return None, True
        tasks.append(task)
        return task, False

    def _write_alone(self, connection: sqlite3.Connection, tasks: list[_Task]) -> None:
        """Write tasks one by one, after they failed together."""
        for task in tasks:
            try:
                self._begin(connection)
                result = _in_savepoint(connection, task)
                reach(f"library.{task.name}.written")
                connection.execute("COMMIT")
            except Exception as error:  # noqa: BLE001 - told by the future
                _roll_back(connection)
                self._settle([], [(task, error)])
            else:
                reach(f"library.{task.name}.committed")
                self._settle([(task, result)], [])

    def _settle(self, done: list[tuple[_Task, Any]], failed: list[tuple[_Task, Exception]]) -> None:
        for task, result in done:
            task.future.set_result(result)
        for task, error in failed:
            told = self._told(error) if isinstance(error, sqlite3.Error) else error
            task.future.set_exception(told)

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Begin to write, unless a newer Aviary has changed the schema meanwhile."""
        connection.execute("BEGIN IMMEDIATE")
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if found != schema.SCHEMA:
            _roll_back(connection)
            raise LibraryNewer(
                "A newer version of Aviary has changed the library since this one was started."
            )


def _in_savepoint(connection: sqlite3.Connection, task: _Task) -> object:
    reach(f"library.{task.name}.begun")
    connection.execute("SAVEPOINT task")
    try:
        result = task.action(connection)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO task")
            connection.execute("RELEASE task")
        raise
    connection.execute("RELEASE task")
    return result


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _fail(tasks: list[_Task], error: Exception) -> None:
    for task in tasks:
        if not task.future.done():
            task.future.set_exception(error)


def _closed() -> LibraryClosed:
    return LibraryClosed("The library has been closed; nothing more is written.")
