"""The library as a whole: checked, copied into one file, brought back and merged."""

import hashlib
import logging
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_app.core.errors import DiskFull, NotWritable
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import (
    BackupDamaged,
    LibraryBusy,
    LibraryDamaged,
    LibraryFull,
    LibraryNotWritable,
    NotALibrary,
)
from desktop_app.core.sentences import plural, tr
from desktop_app.library import opening, voices
from desktop_app.library.database import Database, connect, is_damage, translated
from desktop_app.library.opening import Steps
from desktop_app.library.ownership import FOLDER as PROGRAMS
from desktop_app.library.ownership import OPENING, Owners, alone
from desktop_app.library.records import VersionKind
from desktop_app.library.stored import schema
from desktop_app.library.stored.packing import unpacked
from desktop_app.library.stored.segments import stored_row, stray_logs, texts_of
from desktop_app.library.stored.values import text_of
from desktop_app.system.files import delete, make_writable, size_of
from desktop_app.system.kill_points import reach

logger = logging.getLogger(__name__)

MOST_FAULTS = 20
# How far a check is after its parts: measured on 5,000 hours, 1.3 GB, 2.1 s, 49 s and 5.5 s.
CHECKED_FILE, CHECKED_ROWS = 0.05, 0.9

_TRANSCRIPT = "key, title, media_path, note, created_s, changed_s, listed_s, deleted_s"
_VERSION = (
    "key, kind, created_s, duration_s, model, language, request, first_words, words, marks, "
    "missing, exported_s"
)
_SEGMENT = "number, start_s, end_s, text, words, speaker, language, folded, paragraph, overlapped"
_EDIT = "number, first, removed, added, name, created_s, is_undone, place, gaps"
_CHECKED = "kind, start_ms, text, created_s"
_TERM = "text, readings, is_boosted"
_JOB = "key, state, is_interrupted, request, error, transcript, cutting, added_s"
_CHUNK = "number, start_s, end_s, heard"

Row = tuple[Any, ...]


def verify(database: Database, steps: Steps) -> list[str]:
    """Check the file, the index and each text; return a sentence for each fault."""
    with database.reading() as connection, _interrupted_by(steps, connection):
        faults = [
            tr("The file is damaged: {reason}").format(reason=reason)
            for (reason,) in connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})")
            if reason != "ok"
        ]
        steps.reach(CHECKED_FILE)
        faults += _faults_of_rows(connection, steps)
    try:
        with (
            closing(connect(database.path)) as connection,
            _interrupted_by(steps, connection),
        ):
            connection.execute("INSERT INTO texts(texts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.Error as error:
        if steps.cancel is not None:
            steps.cancel.raise_if_cancelled()
        told = translated(error, database.path)
        if is_damage(error):
            faults.append(tr("The index for searching is damaged; the next start builds it anew."))
        elif isinstance(told, LibraryFull | LibraryNotWritable):
            # All else was read; SQLite compares the index with the texts only where it may write.
            logger.warning("the index was not compared with the texts: %s", told.detail)
        else:
            raise told from error
    if faults:
        database.note_damage()
    return faults


@contextmanager
def _interrupted_by(steps: Steps, connection: sqlite3.Connection) -> Iterator[None]:
    """Let a cancellation end a long statement; what it then raises is SQLite's."""
    cancel = steps.cancel
    if cancel is not None:
        connection.set_progress_handler(lambda: cancel.is_cancelled, 10_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _faults_of_rows(connection: sqlite3.Connection, steps: Steps) -> Iterator[str]:
    strays = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if strays:
        yield plural(
            strays,
            "{count} row belongs to nothing.",
            "{count} rows belong to nothing.",
        )
    textless = connection.execute(
        "SELECT count(*) FROM transcripts "
        "WHERE current IS NULL OR current NOT IN (SELECT id FROM versions)"
    ).fetchone()[0]
    if textless:
        yield plural(
            textless,
            "{count} transcript has no text.",
            "{count} transcripts have no text.",
        )
    strays = len(stray_logs(connection))
    if strays:
        yield plural(
            strays,
            "The changes of {count} text do not lead back from it.",
            "The changes of {count} texts do not lead back from them.",
        )
    damaged = voices.faults(connection)
    if damaged:
        yield plural(
            damaged,
            "The voice of {count} speaker cannot be read.",
            "The voices of {count} speakers cannot be read.",
        )
    damaged = 0
    last = connection.execute("SELECT max(id) FROM segments").fetchone()[0] or 1
    rows = connection.execute("SELECT id, text, words FROM segments ORDER BY id")
    for number, (row, text, words) in enumerate(rows):
        if number % 10_000 == 0:
            steps.reach(CHECKED_FILE + (CHECKED_ROWS - CHECKED_FILE) * row / last)
        try:
            unpacked(words, text_of(text))
        except ValueError:
            damaged += 1
    if damaged:
        yield plural(
            damaged,
            "The times of the words of {count} sentence cannot be read.",
            "The times of the words of {count} sentences cannot be read.",
        )


def backup(database: Database, path: Path, steps: Steps) -> None:
    """Write the library into one file; see `Library.backup`."""
    path = path.absolute()
    if path.exists() and path.samefile(database.path):
        raise NotWritable("“{path}” is the library itself.", path=path)
    try:
        make_writable(path.parent)
    except DiskFull as error:
        raise _no_room(path, error.detail) from error
    try:
        with closing(connect(database.path, database.mode)) as connection:
            # One state throughout, and no beginning anew when others write meanwhile.
            connection.execute("BEGIN")
            schema.version_of(connection)
            opening.copy_whole(connection, path, steps)
    except sqlite3.Error as error:
        told = translated(error, path)
        if isinstance(told, LibraryFull):
            raise _no_room(path, told.detail) from error
        if isinstance(told, LibraryDamaged):
            database.note_damage()
            raise translated(error, database.path) from error
        raise NotWritable("“{path}” cannot be written.", told.detail, path=path) from error
    except OSError as error:
        raise NotWritable(
            "“{path}” cannot be written. {reason}.",
            repr(error),
            path=path,
            reason=error.strerror or error,
        ) from error


def _no_room(path: Path, detail: str) -> DiskFull:
    return DiskFull("There is not enough space to write “{name}”.", detail, name=path.name)


def bring_back(backup_file: Path, folder: Path) -> Path | None:
    """Put a backup in a library's place; see `Library.bring_back`."""
    opening.make_folder(folder)
    path = folder / opening.FILE_NAME
    owners = Owners(folder)
    try:
        with alone(folder):
            if owners.others():
                raise LibraryBusy("Aviary has the library “{path}” open.", path=path)
            if path.with_name(opening.RECOVERED).exists():
                opening.put_in_place(path)
            was_there = path.exists()
            with _readable(backup_file) as connection:
                _require_whole(connection, backup_file)
                opening.copy_whole(connection, path.with_name(opening.RECOVERED))
            reach("library.bring_back.copied")
            aside = opening.put_in_place(path)
            return aside if was_there else None
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except OSError as error:
        raise opening.not_made(error, folder) from error
    finally:
        owners.leave()


def forget_voices(folder: Path, names: Collection[str] | None) -> list[Path]:
    """Delete voices in the copies that Aviary made of a library in its folder.

    Args:
        folder: the library's.
        names: whose; None for all.

    Returns:
        the copies that cannot be opened or changed, and so may still hold them.
    """
    kept: list[Path] = []
    patterns = (f"{opening.BACKUPS}/{opening.BEFORE} *.sqlite3", f"{opening.SET_ASIDE} *.sqlite3")
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        try:
            _forget_in(path, names)
        except sqlite3.Error as error:
            logger.warning("voices were not deleted in %s: %s", path, error)
            kept.append(path)
    return kept


def _forget_in(path: Path, names: Collection[str] | None) -> None:
    with closing(connect(path)) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'voices'"
        ).fetchone():
            return
        connection.execute("BEGIN IMMEDIATE")
        voices.forget(connection, names)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase(folder: Path) -> int:
    """Delete a folder's library; see `Library.erase`."""
    if not folder.is_dir():
        return 0
    owners = Owners(folder)
    freed = 0
    try:
        with alone(folder):
            if owners.others():
                raise LibraryBusy(
                    "Aviary has the library “{path}” open.", path=folder / opening.FILE_NAME
                )
            # The file itself last: what is left of a deletion that fails is a library.
            for pattern in (
                *(f"{opening.SET_ASIDE} 2*.sqlite3*", f"{opening.BACKUPS}/{opening.BEFORE} *"),
                *(f"{opening.RECOVERING}*", f"{opening.RECOVERED}*", f"{opening.MERGING}*"),
                *(f"{opening.FILE_NAME}-*", f"{opening.FILE_NAME}.*", opening.FILE_NAME),
            ):
                for file in folder.glob(pattern):
                    freed += size_of(file)
                    delete(file)
                    reach("library.erase.deleted")
    except OSError as error:
        raise opening.not_made(error, folder) from error
    finally:
        owners.leave()
    for left in (folder / opening.BACKUPS, folder / PROGRAMS):
        with suppress(OSError):  # something of the user's is in it
            left.rmdir()
    with suppress(OSError):
        (folder / OPENING).unlink()
    return freed


def _require_whole(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupDamaged("“{path}” is damaged.", found, path=path)


@contextmanager
def _readable(path: Path) -> Iterator[sqlite3.Connection]:
    """Open another library for reading, a context manager.

    Raises:
        NotALibrary, LibraryNewer, BackupDamaged: it cannot be used.
    """
    if not path.is_file():
        raise NotALibrary("“{path}” is not there.", path=path)
    mode = "ro"
    try:
        try:
            connection = connect(path, mode)
            schema.version_of(connection)
        except sqlite3.OperationalError:
            # A library that was not closed, in a folder where nothing can be written.
            connection = connect(path, "ro&immutable=1")
        with closing(connection):
            if schema.version_of(connection) == 0:
                raise NotALibrary("“{path}” holds no library of Aviary.", path=path)
            yield connection
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        if _is_a_database(path):
            raise BackupDamaged("“{path}” is damaged.", str(error), path=path) from error
        raise NotALibrary("“{path}” is not a library of Aviary.", str(error),
                          path=path) from error  # fmt: skip


def _is_a_database(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
    return False


@dataclass(frozen=True, slots=True)
class _Text:
    """A version with its segments and the changes that led to them."""

    version: Row
    is_current: bool
    segments: list[Row]
    edits: list[Row]


def merge(database: Database, path: Path, steps: Steps) -> int:
    """Add what another library has and this one has not; see `Library.merge`."""
    path = path.absolute()
    if path.exists() and path.samefile(database.path):
        return 0
    copy = database.path.with_name(opening.MERGING)
    try:
        with _readable(path) as connection:
            _require_whole(connection, path)  # before anything is taken from it
            if schema.version_of(connection) == schema.SCHEMA:
                return _merge_from(database, connection, steps)
            opening.copy_whole(connection, copy)
        with closing(connect(copy)) as connection:
            schema.migrate(connection)
            return _merge_from(database, connection, steps)
    except sqlite3.Error as error:
        raise translated(error, database.path) from error
    except OSError as error:
        raise opening.not_made(error, database.path.parent) from error
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _merge_from(database: Database, source: sqlite3.Connection, steps: Steps) -> int:
    source.execute("BEGIN")  # one state throughout
    came = 0
    rows = source.execute(
        f"SELECT id, current, {_TRANSCRIPT} FROM transcripts ORDER BY listed_s, id"  # noqa: S608
    ).fetchall()
    for place, (number, current, *columns) in enumerate(rows):
        steps.reach(place / len(rows))
        came += _merge_transcript(database, source, number, current, tuple(columns))
    terms = source.execute(f"SELECT {_TERM} FROM terms ORDER BY place").fetchall()  # noqa: S608
    database.write("merge", lambda connection: _add_terms(connection, terms)).result()
    for number, *columns in source.execute(
        f"SELECT id, {_JOB} FROM jobs WHERE removed_s IS NULL ORDER BY place, id"  # noqa: S608
    ).fetchall():
        _merge_job(database, source, number, tuple(columns))
    return came


def _merge_transcript(
    database: Database, source: sqlite3.Connection, number: int, current: int | None, columns: Row
) -> bool:
    """Add one transcript, or its versions that are not here; return whether it is new."""
    key = columns[0]
    with database.reading() as here:
        known = {
            version
            for (version,) in here.execute(
                "SELECT v.key FROM versions v JOIN transcripts t ON t.id = v.transcript "
                "WHERE t.key = ?",
                (key,),
            )
        }
    texts = [
        _text_of(source, row, tuple(version), is_current=row == current)
        for row, *version in source.execute(
            f"SELECT id, {_VERSION} FROM versions WHERE transcript = ? ORDER BY id",  # noqa: S608
            (number,),
        ).fetchall()
    ]
    with database.reading() as here:
        texts = [
            new
            for text in texts
            if (new := text if text.version[0] not in known else _edited_elsewhere(here, text))
        ]
    tags = source.execute("SELECT name FROM tags WHERE transcript = ?", (number,)).fetchall()
    checked, heard = (
        source.execute(
            f"SELECT {columns} FROM {table} WHERE transcript = ?",  # noqa: S608
            (number,),
        ).fetchall()
        for columns, table in ((_CHECKED, "checked"), (voices.COLUMNS, "voices"))
    )

    def add(connection: sqlite3.Connection) -> bool:
        row = connection.execute("SELECT id FROM transcripts WHERE key = ?", (key,)).fetchone()
        if row is not None:
            for text in texts:
                _add_text(connection, int(row[0]), text)
            _add_checked(connection, int(row[0]), checked)
            return False
        inserted = _insert(connection, "transcripts", _TRANSCRIPT, columns)
        for text in texts:
            version = _add_text(connection, inserted, text)
            connection.execute(
                "UPDATE transcripts SET current = ? WHERE id = ? AND (? OR current IS NULL)",
                (version, inserted, text.is_current),
            )
        connection.executemany(
            "INSERT INTO tags (transcript, name) VALUES (?, ?)",
            ((inserted, name) for (name,) in tags),
        )
        _add_checked(connection, inserted, checked)
        # Only with a new transcript: of one that is here they were deleted, if they are not there.
        voices.add(connection, inserted, heard)
        schema.index(connection, inserted)
        return True

    return database.write("merge", add).result()


def _text_of(source: sqlite3.Connection, row: int, version: Row, *, is_current: bool) -> _Text:
    segments, changes = (
        source.execute(
            f"SELECT {columns} FROM {table} WHERE version = ? ORDER BY number",  # noqa: S608
            (row,),
        ).fetchall()
        for columns, table in ((_SEGMENT, "segments"), (_EDIT, "edits"))
    )
    return _Text(version, is_current, segments, changes)


def _edited_elsewhere(here: sqlite3.Connection, text: _Text) -> _Text | None:
    """Return a known version as one of its own, if it is a text that the one here never was.

    Its key tells the text, so that it comes but once.
    """
    key, *rest = text.version
    version = here.execute("SELECT id FROM versions WHERE key = ?", (key,)).fetchone()
    if version is None or rest[0] != VersionKind.EDIT:
        return None
    theirs = [
        stored_row((text_, start_s, end_s, words, speaker, language, *more))
        for _n, start_s, end_s, text_, words, speaker, language, _folded, *more in text.segments
    ]
    try:
        if any(ours == theirs for ours in texts_of(here, version[0])):
            return None
    except ValueError:
        logger.warning("the edits of a text do not belong to it; that of the other is taken too")
    own = hashlib.sha256(f"{key} {theirs!r}".encode("utf-8", "surrogatepass")).hexdigest()
    return replace(text, version=(own[: len(key)], *rest), is_current=False)


def _add_checked(connection: sqlite3.Connection, transcript: int, checked: list[Row]) -> None:
    connection.executemany(
        f"INSERT OR IGNORE INTO checked (transcript, {_CHECKED}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        ((transcript, *row) for row in checked),
    )


def _add_text(connection: sqlite3.Connection, transcript: int, text: _Text) -> int | None:
    """Add a version that is not known; return its number."""
    known = connection.execute("SELECT 1 FROM versions WHERE key = ?", (text.version[0],))
    if known.fetchone() is not None:
        return None
    version = _insert(
        connection, "versions", f"transcript, {_VERSION}", (transcript, *text.version)
    )
    connection.executemany(
        f"INSERT INTO segments (version, {_SEGMENT}) "  # noqa: S608
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((version, *segment) for segment in text.segments),
    )
    connection.executemany(
        f"INSERT INTO edits (version, {_EDIT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        ((version, *change) for change in text.edits),
    )
    return version


def _add_terms(connection: sqlite3.Connection, terms: list[Row]) -> None:
    connection.executemany(
        f"INSERT OR IGNORE INTO terms ({_TERM}) VALUES (?, ?, ?)",  # noqa: S608
        terms,
    )


def _merge_job(database: Database, source: sqlite3.Connection, number: int, columns: Row) -> None:
    chunks = source.execute(f"SELECT {_CHUNK} FROM chunks WHERE job = ?", (number,)).fetchall()  # noqa: S608
    key, state, is_interrupted, *rest = columns
    if state == JobState.WORKING:  # its program is not here
        state, is_interrupted = JobState.STOPPED.value, 1

    def add(connection: sqlite3.Connection) -> None:
        there = connection.execute(
            "SELECT 1 FROM jobs WHERE key = ? UNION SELECT 1 FROM transcripts WHERE key = ?",
            (key, key),
        )
        if there.fetchone() is not None:
            return
        place = connection.execute("SELECT coalesce(max(place), 0) + 1 FROM jobs").fetchone()[0]
        job = _insert(
            connection, "jobs", f"place, {_JOB}", (place, key, state, is_interrupted, *rest)
        )
        connection.executemany(
            f"INSERT INTO chunks (job, {_CHUNK}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            ((job, *chunk) for chunk in chunks),
        )

    database.write("merge", add).result()


def _insert(connection: sqlite3.Connection, table: str, columns: str, values: Row) -> int:
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608
        values,
    )
    return int(cursor.lastrowid or 0)
