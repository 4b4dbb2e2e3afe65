"""What is done before a library is used: a safe place, a backup, a migration, a recovery."""

import errno
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.library_errors import (
    DamagedInUse,
    LibraryError,
    LibraryFull,
    LibraryNotWritable,
    LibraryOnNetwork,
)
from desktop_app.core.sentences import tr
from desktop_app.library.database import (
    connect,
    damage_mark,
    is_damage,
    mark_damaged,
    translated,
    use_log,
)
from desktop_app.library.ownership import Owners, alone
from desktop_app.library.repair.recovery import recover
from desktop_app.library.stored import schema
from desktop_app.library.stored.segments import drop_stray_logs
from desktop_app.system.files import is_disk_full, retry_while_in_use
from desktop_app.system.folders import PRIVATE_FILE, make_private
from desktop_app.system.kill_points import reach
from desktop_app.system.locks.diagnosis import PlaceKind
from desktop_app.system.locks.facts import file_facts

logger = logging.getLogger(__name__)

FILE_NAME = "library.sqlite3"
BACKUPS = "backups"
KEPT_BACKUPS = 2
SET_ASIDE = "set aside"
BEFORE = "form"  # of a library before it was brought to a new one
# What was recovered, while it is written and when it is whole.
RECOVERING = "recovering.sqlite3"
RECOVERED = "recovered.sqlite3"
# The copy of an older library while it is brought to today's schema for a merge.
MERGING = "merging.sqlite3"
# Beside the file while it is in use.
COMPANIONS = ("-wal", "-shm")
# Pages copied at a time, between which other programs may write.
PAGES_AT_ONCE = 2000
# The check of a library whose program ended in the middle does not hold up the window's start.
CHECK_AFTER_S = 20.0


@dataclass(frozen=True, slots=True)
class Opened:
    """How a library can be used.

    Attributes:
        notes: sentences about what was done.
        refusal: why it can only be read; None if it can be written.
        mode: how it is opened for reading.
        was_left: whether the program that used it last ended in the middle.
    """

    notes: tuple[str, ...] = ()
    refusal: LibraryError | None = None
    mode: str = "rw"
    was_left: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a long work is.

    Attributes:
        report: called with the fraction that is done.
        cancel: checked between steps.
    """

    report: Callable[[float], object] = float
    cancel: CancelToken | None = None

    def reach(self, fraction: float) -> None:
        """Report, and stop if that was asked for.

        Raises:
            Cancelled: it was.
        """
        if self.cancel is not None:
            self.cancel.raise_if_cancelled()
        self.report(fraction)


def place_for(folder: Path, otherwise: Path | None) -> tuple[Path, list[str]]:
    """Return the folder to use, and what is to be said about it.

    Raises:
        LibraryOnNetwork: it is on a network drive, and there is no other.
    """
    kinds = {place.kind: place for place in file_facts().places(folder / FILE_NAME)}
    if PlaceKind.NETWORK in kinds:
        if otherwise is None or otherwise == folder:
            raise LibraryOnNetwork(
                "“{folder}” is on a network drive, where a library would be damaged when two "
                "computers write to it.",
                folder=folder,
            )
        note = tr(
            "“{folder}” is on a network drive, where a library would not be safe. It is kept in "
            "“{otherwise}” instead."
        ).format(folder=folder, otherwise=otherwise)
        return otherwise, [note]
    if PlaceKind.SYNCED in kinds:
        note = tr(
            "{name} synchronises the library's folder “{folder}”. Do not use it on two computers "
            "at once; better choose a folder that is not synchronised."
        ).format(name=kinds[PlaceKind.SYNCED].name, folder=folder)
        return folder, [note]
    return folder, []


def make_folder(folder: Path) -> None:
    """Create the library's folder, on the disk before anything is in it.

    Raises:
        LibraryFull, LibraryNotWritable: it cannot be created.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        make_private(folder)
        for each in missing:
            sync_folder(each.parent)
    except OSError as error:
        raise not_made(error, folder) from error


def not_made(error: OSError, folder: Path) -> LibraryError:
    """Return the error for the user, of a folder or file that cannot be made."""
    if is_disk_full(error):
        return LibraryFull("There is no space to write the library in “{folder}”.", repr(error),
                           folder=folder)  # fmt: skip
    return LibraryNotWritable(
        "The library's folder “{folder}” cannot be written. {reason}.",
        repr(error),
        folder=folder,
        reason=error.strerror or error,
    )


def sync_folder(folder: Path) -> None:
    """Have the system write a folder's names to the disk, where it can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def prepare(path: Path, owners: Owners) -> Opened:
    """Bring a library into the state in which it is used.

    Args:
        path: its file, which need not exist; its folder does.
        owners: the programs that use it.

    Raises:
        LibraryError: it cannot be used; what is there stays.
    """
    notes: list[str] = []
    was_left = False
    try:
        with alone(path.parent):
            if not owners.others():
                was_left = _has_log(path)
                _clear_leftovers(path.parent)
            if path.with_name(RECOVERED).exists():  # its program ended in the middle
                put_in_place(path)
            if damage_mark(path).exists() and _is_damaged(path):
                notes.append(set_aside_and_recover(path, owners))
            try:
                notes += _migrated(path)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                mark_damaged(path)
                notes.append(set_aside_and_recover(path, owners))
                _migrated(path)
            damage_mark(path).unlink(missing_ok=True)
    except sqlite3.Error as error:
        return _read_only(path, translated(error, path), notes)
    except OSError as error:
        raise not_made(error, path.parent) from error
    return Opened(tuple(notes), was_left=was_left)


def _clear_leftovers(folder: Path) -> None:
    """Delete what programs left that ended in the middle; it is never whole."""
    for pattern in (f"{RECOVERING}*", f"{MERGING}*", ".*.sqlite3.part*", f"{BACKUPS}/.*.part*"):
        for file in folder.glob(pattern):
            with suppress(OSError):
                file.unlink()


def _migrated(path: Path) -> list[str]:
    """Open the file, create or migrate what is in it, and look at each table; return notes."""
    is_new = not path.exists()
    connection = connect(path, "rwc" if is_new else "rw")
    try:
        found = schema.version_of(connection)
        use_log(connection)
        notes = []
        if 0 < found < schema.SCHEMA and _has_content(connection):
            backup = _backup_before(connection, path, found)
            reach("library.migrate.backed_up")
            notes.append(
                tr("The library was brought to a new form; a copy of the old one is “{path}”.")
                .format(path=backup)
            )  # fmt: skip
        schema.migrate(connection)
        if is_new:
            sync_folder(path.parent)
        _look_at(connection)
        return notes
    finally:
        connection.close()


def _has_content(connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM transcripts) OR EXISTS (SELECT 1 FROM jobs)"
    ).fetchone()
    return bool(row[0])


def _look_at(connection: sqlite3.Connection) -> None:
    """Read the ends of each table, which tells most damages in a moment.

    Raises:
        sqlite3.DatabaseError: the file is damaged.
    """
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall():
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.OperationalError):  # a table without row numbers
                connection.execute(
                    f"SELECT * FROM {name} ORDER BY rowid {order} LIMIT 1"  # noqa: S608
                ).fetchone()
    connection.execute("SELECT rowid FROM texts WHERE texts MATCH 'a' LIMIT 1").fetchone()


def _is_damaged(path: Path) -> bool:
    """Whether a full check finds a damage; one in the index or in changes alone is repaired."""
    try:
        connection = connect(path)
    except sqlite3.Error:
        return True
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            logger.warning("the library is damaged: %s", found)
            return True
        if schema.version_of(connection) == schema.SCHEMA:
            try:
                connection.execute("INSERT INTO texts(texts, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                logger.warning("the index is damaged, building it anew: %s", error)
                schema.rebuild_index(connection)
            drop_stray_logs(connection)
    except sqlite3.DatabaseError as error:
        logger.warning("the library is damaged: %s", error)
        return is_damage(error)
    finally:
        connection.close()
    return False


def set_aside_and_recover(path: Path, owners: Owners) -> str:
    """Put a damaged library aside, and what can be read of it in its place; return a sentence.

    The new file is whole before it takes the old one's name.

    Raises:
        DamagedInUse: another running program has it open.
    """
    if owners.others():
        raise DamagedInUse(
            "A part of the library “{path}” cannot be read, and another Aviary has it open.",
            path=path,
        )
    recovering = path.with_name(RECOVERING)
    recovered = recover(path, recovering)
    reach("library.recover.ready")
    retry_while_in_use(lambda: recovering.replace(path.with_name(RECOVERED)))
    sync_folder(path.parent)
    reach("library.recover.whole")
    aside = put_in_place(path)
    note = tr("The library was damaged. {found} The damaged file is kept as “{aside}”.")
    return note.format(found=recovered.sentence, aside=aside)


def put_in_place(path: Path) -> Path:
    """Set a library aside, and give what is to replace it its name; return where it is now.

    May be repeated: what is to replace it lies there whole until the end.
    """
    aside = free_name(path.parent, SET_ASIDE)
    move_library(path, aside)
    reach("library.recover.set_aside")
    retry_while_in_use(lambda: path.with_name(RECOVERED).replace(path))
    sync_folder(path.parent)
    reach("library.recover.in_place")
    return aside


def free_name(folder: Path, word: str) -> Path:
    """Return a name for what is kept of a library, with today's date."""
    stamp = time.strftime("%Y-%m-%d %H-%M-%S")
    number = 1
    while True:
        ending = "" if number == 1 else f" ({number})"
        path = folder / f"{word} {stamp}{ending}.sqlite3"
        if not path.exists():
            return path
        number += 1


def move_library(path: Path, to: Path) -> None:
    """Rename a library with its log; what is not there is left out."""
    for companion in (*COMPANIONS, ""):
        old, new = (each.with_name(each.name + companion) for each in (path, to))
        with suppress(FileNotFoundError):
            retry_while_in_use(partial(old.replace, new))
    sync_folder(path.parent)


def _backup_before(connection: sqlite3.Connection, path: Path, found: int) -> Path:
    """Copy a library before its migration; keep the newest copies only."""
    folder = path.parent / BACKUPS
    make_private(folder)
    backup = free_name(folder, f"{BEFORE} {found}")
    copy_whole(connection, backup)
    older = sorted(folder.glob(f"{BEFORE} *.sqlite3"), key=lambda file: file.stat().st_mtime)
    for file in older[:-KEPT_BACKUPS]:
        file.unlink(missing_ok=True)
    return backup


def copy_whole(connection: sqlite3.Connection, to: Path, steps: Steps | None = None) -> None:
    """Copy an open library into one file, which gets its name when it is complete.

    Args:
        connection: to the library.
        to: the file.
        steps: told how far it is.

    Raises:
        sqlite3.Error, OSError: it cannot be written; nothing is left.
        Cancelled: the same.
    """
    steps = steps or Steps()

    def told(_state: int, remaining: int, total: int) -> None:
        steps.reach(1 - remaining / max(1, total))

    scratch = to.with_name(f".{to.name}.part")
    scratch.unlink(missing_ok=True)
    try:
        scratch.touch(PRIVATE_FILE)
        target = connect(scratch)
        try:
            connection.backup(target, pages=PAGES_AT_ONCE, progress=told, sleep=0.001)
            # One file, which can be read where nothing can be written.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
        reach("library.backup.written")
        steps.reach(1.0)
        with scratch.open("rb+") as file:
            os.fsync(file.fileno())
        retry_while_in_use(lambda: scratch.replace(to))
        sync_folder(to.parent)
    finally:
        for companion in ("", *COMPANIONS, "-journal"):
            with suppress(OSError):
                scratch.with_name(scratch.name + companion).unlink(missing_ok=True)


def _read_only(path: Path, refusal: LibraryError, notes: list[str]) -> Opened:
    """Return how a library can at least be read.

    Raises:
        LibraryError: not even that.
    """
    for mode in ("ro", "ro&immutable=1"):
        if "immutable" in mode and _has_log(path):
            break  # what is in the log would be missing
        try:
            connection = connect(path, mode)
            try:
                if schema.version_of(connection) == schema.SCHEMA:
                    _look_at(connection)
                    note = tr("The library can only be read. {reason}").format(
                        reason=refusal.message
                    )
                    return Opened((*notes, note), refusal, mode)
            finally:
                connection.close()
        except sqlite3.Error as error:
            logger.warning("the library cannot be opened as %s: %s", mode, error)
    raise refusal


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError as error:
        return error.errno != errno.ENOENT


class LaterCheck:
    """Checks a library in a thread of its own, and has the next start recover a damaged one.

    SQLite itself survives a program that is killed; but a drive that was pulled out or a computer
    that lost power may have lost more than it said.

    Args:
        path: the library's file.
        wait_s: seconds before it begins.
        on_end: called in the thread at the end with whether the library is whole; for tests.
    """

    def __init__(
        self, path: Path, wait_s: float = CHECK_AFTER_S, on_end: Callable[[bool], object] = bool
    ) -> None:
        self._path = path
        self._wait_s = wait_s
        self._on_end = on_end
        self._stopped = threading.Event()
        self._connection: sqlite3.Connection | None = None
        self._turn = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="library check", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it at once, and wait for that."""
        self._stopped.set()
        with self._turn:
            if self._connection is not None:
                self._connection.interrupt()
        self._thread.join()

    def _run(self) -> None:
        if self._stopped.wait(self._wait_s):
            return
        try:
            with self._turn:
                if self._stopped.is_set():
                    return
                self._connection = connect(self._path, "ro")
            found = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            is_whole = found == "ok"
        except sqlite3.Error as error:
            if not is_damage(error):
                logger.info("the library was not checked: %s", error)
                return
            found, is_whole = str(error), False
        finally:
            with self._turn:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
        if not is_whole:
            logger.warning("the library is damaged: %s", found)
            mark_damaged(self._path)
        self._on_end(is_whole)
