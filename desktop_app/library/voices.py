"""The kept voices of named speakers, and how they are deleted so that no byte of them is left.

A voice belongs to the transcript in which it was heard, and goes with it. SQLite leaves copies of
rows behind in a page's free space and in pages that it no longer needs, even where it overwrites
what is deleted. So nothing is deleted here but all at once, by which each page of the table is
overwritten; what is to stay is written anew.
"""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from desktop_app.core.library_errors import NotInLibrary
from desktop_app.library.records import HeardVoice, KeptVoice
from desktop_app.library.stored.values import column_of, text_of

COLUMNS = "name, model, print, seconds, created_s"
_ALL = ", ".join(("id", "transcript", COLUMNS))
# What `PRAGMA secure_delete` says of FAST.
_FAST = 2

Row = tuple[Any, ...]


def stored(connection: sqlite3.Connection) -> list[KeptVoice]:
    """Return the kept voices by name, those of one name in the order in which they were heard."""
    rows = connection.execute(
        "SELECT v.name, v.model, v.print, v.seconds, v.created_s, t.key FROM voices v "
        "JOIN transcripts t ON t.id = v.transcript ORDER BY v.name, v.created_s, v.id"
    )
    return [
        KeptVoice(text_of(name), model, bytes(data), seconds, created_s, key)
        for name, model, data, seconds, created_s, key in rows
        if isinstance(data, bytes)
    ]


def keep(
    connection: sqlite3.Connection,
    key: str,
    voices: Sequence[HeardVoice],
    speakers: Collection[str],
) -> None:
    """Keep voices heard in a transcript, and no others of it than of these speakers.

    Args:
        connection: in a transaction.
        key: the transcript's.
        voices: what was heard now; of a name that is known, it replaces what was heard before.
        speakers: the names in the transcript.

    Raises:
        NotInLibrary: the transcript is gone.
    """
    found = connection.execute("SELECT id FROM transcripts WHERE key = ?", (key,)).fetchone()
    if found is None:
        raise NotInLibrary("This transcript is no longer in the library.", key)
    (transcript,) = found
    new = {voice.name for voice in voices}

    def is_over(row: Row) -> bool:
        name = text_of(row[2])
        return row[1] == transcript and (name in new or name not in speakers)

    _without(connection, is_over)
    now = time.time()
    add(
        connection,
        transcript,
        [(column_of(one.name), one.model, one.data, one.seconds, now) for one in voices],
    )


def add(connection: sqlite3.Connection, transcript: int, rows: Sequence[Row]) -> None:
    """Add voices of a transcript by its row's number; each of `rows` has `COLUMNS`."""
    with _overwriting(connection):
        connection.executemany(
            f"INSERT OR REPLACE INTO voices (transcript, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            [(transcript, *row) for row in rows],
        )


def forget(connection: sqlite3.Connection, names: Collection[str] | None) -> int:
    """Delete the voices of these names, all for None; return how many names that were."""
    gone: set[str] = set()

    def is_over(row: Row) -> bool:
        name = text_of(row[2])
        if names is not None and name not in names:
            return False
        gone.add(name)
        return True

    _without(connection, is_over)
    return len(gone)


def forget_of(connection: sqlite3.Connection, transcripts: Collection[int]) -> None:
    """Delete the voices that were heard in these transcripts, by their rows' numbers."""
    _without(connection, lambda row: row[1] in transcripts)


def faults(connection: sqlite3.Connection) -> int:
    """Count the voices that cannot be read."""
    damaged = connection.execute(
        "SELECT count(*) FROM voices WHERE typeof(print) != 'blob' OR length(print) = 0 "
        "OR length(print) % 4 != 0"  # float32
    )
    return int(damaged.fetchone()[0])


def _without(connection: sqlite3.Connection, is_over: Callable[[Row], bool]) -> None:
    """Write the table anew without some of its rows, if there are such."""
    rows = connection.execute(f"SELECT {_ALL} FROM voices ORDER BY id").fetchall()  # noqa: S608
    left = [row for row in rows if not is_over(row)]
    if len(left) == len(rows):
        return
    with _overwriting(connection):
        connection.execute("DELETE FROM voices")
        connection.executemany(
            f"INSERT INTO voices ({_ALL}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            left,
        )


@contextmanager
def _overwriting(connection: sqlite3.Connection) -> Iterator[None]:
    """Have SQLite overwrite pages, too, that are no longer needed; otherwise it does rows alone."""
    before = connection.execute("PRAGMA secure_delete").fetchone()[0]
    connection.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA secure_delete = {'FAST' if before == _FAST else before}")
