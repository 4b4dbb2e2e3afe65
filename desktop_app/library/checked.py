"""What of a transcript the user has checked, in the database."""

import sqlite3
import time

from desktop_app.core.library_errors import NotInLibrary
from desktop_app.library.stored.values import column_of, text_of

# A kind, a time in milliseconds from the start of the file, None if unknown, and a text.
CheckedMark = tuple[str, int | None, str]
# What stands in the column of times for None.
_NO_TIME = -1


def checked(connection: sqlite3.Connection, key: str) -> set[CheckedMark]:
    """Return what is checked of a transcript; nothing of one that is not there."""
    rows = connection.execute(
        "SELECT c.kind, c.start_ms, c.text FROM checked c "
        "JOIN transcripts t ON t.id = c.transcript WHERE t.key = ?",
        (key,),
    )
    return {
        (kind, None if start_ms == _NO_TIME else start_ms, text_of(text))
        for kind, start_ms, text in rows
    }


def set_checked(
    connection: sqlite3.Connection, key: str, mark: CheckedMark, *, is_checked: bool
) -> None:
    """Note that something is checked, or is not any more; raises NotInLibrary."""
    row = connection.execute("SELECT id FROM transcripts WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise NotInLibrary("This transcript is no longer in the library.", key)
    kind, start_ms, text = mark
    values = (row[0], kind, _NO_TIME if start_ms is None else start_ms, column_of(text))
    if is_checked:
        connection.execute(
            "INSERT OR IGNORE INTO checked (transcript, kind, start_ms, text, created_s) "
            "VALUES (?, ?, ?, ?, ?)",
            (*values, time.time()),
        )
    else:
        connection.execute(
            "DELETE FROM checked WHERE transcript = ? AND kind = ? AND start_ms = ? AND text = ?",
            values,
        )
