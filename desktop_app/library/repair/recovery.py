"""Take everything readable out of a damaged library into a new one.

Rows are read one after the other in the order of their numbers; where a page cannot be read, the
reading goes on behind it, and what was below that page is looked for in the single pages
(salvage.py). What is found is put together again: a transcript without a readable
current version gets its newest, text of versions that are gone is kept under a transcript of its
own, and the index is built anew.
"""

import logging
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from desktop_app.core.sentences import marked, tr
from desktop_app.library.database import connect, is_damage
from desktop_app.library.repair.losses import Recovered, count_jobs, mark_losses
from desktop_app.library.repair.salvage import rows_in_pages
from desktop_app.library.stored import schema
from desktop_app.library.stored.segments import drop_stray_logs
from desktop_app.library.stored.values import column_of, request_of
from desktop_app.system.kill_points import reach

logger = logging.getLogger(__name__)

# In the order in which rows refer to one another.
TABLES = (
    *("facts", "transcripts", "versions", "segments", "edits", "checked", "terms", "tags"),
    *("voices", "jobs", "chunks"),
)
_LARGEST = 2**63 - 1
# Rows in one statement; after a damage they are read one by one.
_AT_ONCE = 500
# What a transcript is called whose own row is lost.
FOUND_TITLE = marked("Recovered text")


def recover(damaged: Path, new: Path) -> Recovered:
    """Write what can be read of a library into a new one.

    Args:
        damaged: its file, with its log beside it, which are only read.
        new: the new file, which is overwritten.

    Raises:
        sqlite3.Error: the new file cannot be written.
    """
    new.unlink(missing_ok=True)
    target = connect(new, "rwc")
    try:
        target.execute("PRAGMA foreign_keys = OFF")
        schema.migrate(target)
        target.execute("BEGIN IMMEDIATE")
        broken = set()
        for table in TABLES:
            if not _copy_table(damaged, target, table):
                broken.add(table)
            reach("library.recover.table")
        if broken:
            _salvage(damaged, target, broken)
        recovered = _put_together(target, broken)
        target.execute("COMMIT")
        reach("library.recover.written")
    finally:
        target.close()
    return recovered


def _copy_table(damaged: Path, target: sqlite3.Connection, table: str) -> bool:
    """Copy the rows that SQLite can read; return whether these were all."""
    columns = _columns(target, table)
    source = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)
    losses: list[str] = []
    names: list[str] = []
    try:
        # Without this SQLite does not open a file that is shorter than it says.
        source.execute("PRAGMA writable_schema = ON")
        source.execute("PRAGMA query_only = ON")
        source.execute("PRAGMA cell_size_check = ON")
        known = set(_columns(source, table))
        names = [name for name in columns if name in known]
        if names:
            _insert(target, table, names, _readable(source, table, names, losses))
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        losses.append(str(error))  # an error itself would hold the file open
    finally:
        source.close()
    for loss in losses:
        logger.warning("the table %s cannot be read throughout: %s", table, loss)
    return bool(names) and not losses


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _insert(
    target: sqlite3.Connection, table: str, names: list[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """Insert rows, but none that is there already or is not whole."""
    marks = ", ".join("?" * len(names))
    statement = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    for row in rows:
        target.execute(statement, row)


def _salvage(damaged: Path, target: sqlite3.Connection, tables: set[str]) -> None:
    """Add the rows of these tables that SQLite does not find any more."""
    columns = {table: _columns(target, table) for table in tables}
    before = target.total_changes
    for table, row in rows_in_pages(damaged, tables):
        _insert(target, table, columns[table][: len(row)], [row])
    logger.warning("%d rows were found in single pages", target.total_changes - before)


def _readable(
    source: sqlite3.Connection, table: str, names: list[str], losses: list[str]
) -> Iterator[tuple[object, ...]]:
    """Yield the rows that can be read, in their order; add errors to `losses`."""
    selected = f"SELECT rowid, {', '.join(names)} FROM {table} NOT INDEXED"  # noqa: S608
    after = -_LARGEST
    while True:
        try:
            rows = source.execute(
                f"{selected} WHERE rowid > ? ORDER BY rowid LIMIT ?", (after, _AT_ONCE)
            ).fetchall()
        except sqlite3.Error as error:
            losses.append(str(error))  # an error itself would hold the file open
            rows, after = _beyond(source, selected, after)
            yield from (row[1:] for row in rows)
            if after >= _LARGEST:
                return
            continue
        if not rows:
            return
        yield from (row[1:] for row in rows)
        if rows[-1][0] <= after:  # a damaged page leads back to where it was
            losses.append("rows are out of order")
            return
        after = rows[-1][0]


def _beyond(
    source: sqlite3.Connection, selected: str, after: int
) -> tuple[list[tuple[object, ...]], int]:
    """Read on one by one, and where that fails find the next number that can be read.

    Returns:
        the rows, and the number to go on after; the largest one at the end.
    """

    def next_after(number: int) -> tuple[object, ...] | None:
        rows = source.execute(f"{selected} WHERE rowid > ? ORDER BY rowid LIMIT 1", (number,))
        row: tuple[object, ...] | None = rows.fetchone()
        return row

    found: list[tuple[object, ...]] = []
    while len(found) < _AT_ONCE:
        try:
            row = next_after(after)
        except sqlite3.Error:
            return found, _first_readable(next_after, after)
        number = _LARGEST if row is None else int(row[0])  # type: ignore[call-overload]
        if row is None or number <= after:
            return found, _LARGEST
        found.append(row)
        after = number
    return found, after


def _first_readable(next_after: Callable[[int], object], bad: int) -> int:
    """Return the smallest number after `bad` behind which reading goes on."""

    def works(number: int) -> bool:
        try:
            next_after(number)
        except sqlite3.Error:
            return False
        return True

    step = 1
    while bad + step < _LARGEST and not works(bad + step):
        step *= 2
    low, high = bad + step // 2, min(bad + step, _LARGEST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    return high


def _put_together(target: sqlite3.Connection, broken: set[str]) -> Recovered:
    """Make the rows that were found a library again."""
    now = time.time()
    current = dict(target.execute("SELECT id, current FROM transcripts").fetchall())
    made = _complete_parents(target, now)
    jobs = count_jobs(target)
    target.execute("DELETE FROM tags WHERE transcript NOT IN (SELECT id FROM transcripts)")
    target.execute("DELETE FROM voices WHERE transcript NOT IN (SELECT id FROM transcripts)")
    target.execute("DELETE FROM chunks WHERE job NOT IN (SELECT id FROM jobs)")
    # Instead of one whose text is lost, the newest that has text.
    target.execute(
        "UPDATE transcripts SET current = (SELECT v.id FROM versions v "
        "WHERE v.transcript = transcripts.id ORDER BY EXISTS (SELECT 1 FROM segments s "
        "WHERE s.version = v.id) DESC, v.id DESC LIMIT 1) "
        "WHERE NOT EXISTS (SELECT 1 FROM versions v "
        "WHERE v.id = transcripts.current AND v.transcript = transcripts.id "
        "AND (v.words = 0 OR EXISTS (SELECT 1 FROM segments s WHERE s.version = v.id)))"
    )
    target.execute("DELETE FROM checked WHERE transcript NOT IN (SELECT id FROM transcripts)")
    target.execute("DELETE FROM edits WHERE version NOT IN (SELECT id FROM versions)")
    drop_stray_logs(target)
    counts = mark_losses(target, made, current, now)
    _fold(target)
    schema.rebuild_index(target)
    return Recovered(
        **counts,
        **jobs,
        may_lack_more=bool(broken & {"transcripts", "jobs"}),
        may_lack_heard="chunks" in broken,
    )


def _complete_parents(target: sqlite3.Connection, now: float) -> set[int]:
    """Give versions and segments whose parents are lost new ones; return the new versions."""
    known = {number for (number,) in target.execute("SELECT id FROM versions")}
    target.execute(
        "INSERT INTO versions (id, key, transcript, kind, created_s, duration_s, model, "
        "first_words, words, marks) SELECT s.version, lower(hex(randomblob(16))), "
        "coalesce((SELECT t.id FROM transcripts t WHERE t.current = s.version), -s.version), "
        "'machine', ?, coalesce(max(s.end_s), 0), '', '', 0, 0 FROM segments s "
        "WHERE s.version NOT IN (SELECT id FROM versions) GROUP BY s.version",
        (now,),
    )
    orphans = target.execute(
        "SELECT DISTINCT transcript FROM versions "
        "WHERE transcript NOT IN (SELECT id FROM transcripts)"
    ).fetchall()
    for (row,) in orphans:
        _adopt(target, row, now)
    # Of these only the name is left; it is kept, so that the loss is seen.
    target.execute(
        "INSERT INTO versions (key, transcript, kind, created_s, duration_s, model, first_words, "
        "words, marks) SELECT lower(hex(randomblob(16))), id, 'machine', ?, 0, '', '', 0, 0 "
        "FROM transcripts WHERE id NOT IN (SELECT transcript FROM versions)",
        (now,),
    )
    return {number for (number,) in target.execute("SELECT id FROM versions")} - known


def _fold(target: sqlite3.Connection) -> None:
    """Fold the texts that come from a library without an index."""
    rows = target.execute("SELECT id, text FROM segments WHERE folded IS NULL")
    folded = ((text, row) for row, plain in rows if (text := schema.folded_or_none(plain)))
    target.executemany("UPDATE segments SET folded = ? WHERE id = ?", list(folded))


def _adopt(target: sqlite3.Connection, row: int, now: float) -> None:
    """Make a transcript for versions whose own is lost; one with a number below 0 gets another."""
    number = row if row > 0 else None
    requests = target.execute("SELECT request FROM versions WHERE transcript = ?", (row,))
    made_by = next(filter(None, (request_of(text) for (text,) in requests)), None)
    path = made_by.media_path if made_by else None
    cursor = target.execute(
        "INSERT INTO transcripts (id, key, title, media_path, created_s, changed_s, listed_s) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            uuid.uuid4().hex,
            column_of(path.name if path else tr(FOUND_TITLE)),
            column_of(str(path or "")),
            *(now, now, now),
        ),
    )
    target.execute(
        "UPDATE versions SET transcript = ? WHERE transcript = ?", (cursor.lastrowid, row)
    )
