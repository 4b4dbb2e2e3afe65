"""The user's changes of a text: made in place, kept in a log, undone and redone.

The first change of a text that the machine made copies it into a version of its own, whose segments
then change with each edit; log and text are always written together. The log belongs to its
version: another version made current has its own, or none.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.core.editing.change import Change, merged
from desktop_app.core.library_errors import TextChanged
from desktop_app.core.transcript import Segment, SpeechGap
from desktop_app.library.missing import missing_of
from desktop_app.library.records import Edit, EditLog, EditStep, GapChange, VersionKind
from desktop_app.library.stored import schema
from desktop_app.library.stored.segments import (
    COLUMNS,
    SegmentRow,
    columns_of,
    packed_rows,
    row_of,
    segment_of,
    stored_row,
    unpacked_rows,
    words_in,
)
from desktop_app.library.stored.values import column_of, text_of
from desktop_app.library.transcripts import first_words, require
from desktop_app.system.kill_points import reach

# Free ids behind each segment of an edited version, for those that are put in between: the ids of a
# version rise with the numbers of its segments (stored/schema.py).
ROOM = 1024
# Bytes of changes that are read at once: unpacked, one of a whole text takes a hundred times more.
MOST_AT_ONCE = 500_000

Rows = tuple[SegmentRow, ...]
_EDIT = "id, first, removed, added, name, place, gaps"


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of rows."""

    first: int
    removed: Rows
    added: Rows


def make(connection: sqlite3.Connection, key: str, step: EditStep) -> None:
    """Make, undo or redo a change of a transcript's current text; see `Library.edit`."""
    if step.edit is None:
        _step(connection, key, step.base, is_undone=step.is_undo)
        return
    transcript, version = _opened(connection, key, step.base)
    version = _editable(connection, transcript, version)
    change = _change_of(step.edit.change)
    _make(connection, transcript, version, change, step.edit.gaps)
    reach("library.edit.between")
    connection.execute("DELETE FROM edits WHERE version = ? AND is_undone", (version,))
    if not (step.merges and _merge(connection, version, step.edit)):
        _note(connection, version, step.edit, change)


def _change_of(change: Change) -> _Change:
    """Return a change of rows; what it leaves as it is, is packed once only."""
    known = {id(segment): row_of(segment) for segment in (*change.removed, *change.added)}
    removed, added = (
        tuple(known[id(segment)] for segment in each) for each in (change.removed, change.added)
    )
    return _Change(change.first, removed, added)


def log_of(connection: sqlite3.Connection, key: str, limit: int) -> EditLog:
    """Return what can be undone and redone; see `Library.edits`."""
    transcript = require(connection, key)
    revision, version = connection.execute(
        "SELECT revision, current FROM transcripts WHERE id = ?", (transcript,)
    ).fetchone()
    counts = dict(
        connection.execute(
            "SELECT is_undone, count(*) FROM edits WHERE version = ? GROUP BY is_undone", (version,)
        ).fetchall()
    )

    def latest(*, is_undone: bool) -> tuple[Edit, ...]:
        order = "number" if is_undone else "number DESC"
        rows = connection.execute(
            f"SELECT {_EDIT} FROM edits WHERE version = ? AND is_undone = ? "  # noqa: S608
            f"ORDER BY {order} LIMIT ?",
            (version, is_undone, limit),
        )
        found, size = [], 0
        for row in rows:
            found.append(_edit_of(row))
            size += len(row[2]) + len(row[3])
            if size > MOST_AT_ONCE:
                break
        return tuple(reversed(found))

    done, undone = latest(is_undone=False), latest(is_undone=True)
    return EditLog(
        revision,
        done,
        counts.get(0, 0) - len(done),
        undone,
        counts.get(1, 0) - len(undone),
    )


def named(connection: sqlite3.Connection, key: str, names: Sequence[str]) -> tuple[Edit, ...]:
    """Return the changes of some names, without words; see `Library.edits_named`."""
    transcript = require(connection, key)
    rows = connection.execute(
        "SELECT first, removed, added, name FROM edits WHERE NOT is_undone "
        "AND version = (SELECT current FROM transcripts WHERE id = ?) "
        "AND name IN (SELECT value FROM json_each(?)) ORDER BY number",
        (transcript, json.dumps(list(names))),
    )
    return tuple(
        Edit(Change(first, _without_words(removed), _without_words(added)), text_of(name))
        for first, removed, added, name in rows
    )


def _without_words(packed: bytes) -> tuple[Segment, ...]:
    return tuple(
        Segment(row.text, row.start_s, row.end_s, speaker=row.speaker)
        for row in unpacked_rows(packed)
    )


def _edit_of(row: tuple[Any, ...]) -> Edit:
    _number, first, removed, added, name, place, gaps = row
    rows = (unpacked_rows(removed), unpacked_rows(added))
    change = Change(first, *(tuple(map(segment_of, each)) for each in rows))
    return Edit(change, text_of(name), place, _gaps_of(gaps))


def _opened(connection: sqlite3.Connection, key: str, base: int | None) -> tuple[int, int]:
    """Return a transcript and its current version, out of the trash.

    Raises:
        NotInLibrary: it is gone.
        TextChanged: its text is another one.
    """
    transcript = require(connection, key)
    version, revision, deleted_s = connection.execute(
        "SELECT current, revision, deleted_s FROM transcripts WHERE id = ?", (transcript,)
    ).fetchone()
    if base is not None and base != revision:
        raise _changed()
    if deleted_s is not None:
        connection.execute("UPDATE transcripts SET deleted_s = NULL WHERE id = ?", (transcript,))
        schema.index(connection, transcript)
    return transcript, version


def _changed() -> TextChanged:
    return TextChanged("Another program changed this text meanwhile.")


def _editable(connection: sqlite3.Connection, transcript: int, version: int) -> int:
    """Return the version to change: this one if it is the user's, else a copy of it."""
    kind = connection.execute("SELECT kind FROM versions WHERE id = ?", (version,)).fetchone()[0]
    if kind == VersionKind.EDIT:
        return version
    cursor = connection.execute(
        "INSERT INTO versions (key, transcript, kind, created_s, duration_s, model, language, "
        "first_words, words, marks, missing) SELECT ?, transcript, ?, ?, duration_s, model, "
        "language, first_words, words, marks, missing FROM versions WHERE id = ?",
        (uuid.uuid4().hex, VersionKind.EDIT.value, time.time(), version),
    )
    copy = int(cursor.lastrowid or 0)
    schema.unindex(connection, transcript)
    _bring_behind_all(
        connection,
        f"INSERT INTO segments (id, version, number, {COLUMNS}, folded) "  # noqa: S608
        f"SELECT :id + number * :room, :copy, number, {COLUMNS}, folded FROM segments "
        "WHERE version = :version ORDER BY number",
        {"copy": copy, "version": version},
        ROOM,
    )
    connection.execute("UPDATE transcripts SET current = ? WHERE id = ?", (copy, transcript))
    schema.index(connection, transcript)
    return copy


def _bring_behind_all(
    connection: sqlite3.Connection, statement: str, values: dict[str, int], room: int
) -> None:
    """Give segments ids behind all others, `room` apart, by a statement with `:id` for the first.

    What comes after them leaves room behind the last one.
    """
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'segments'").fetchone()
    first = (last[0] if last else 0) + room
    count = connection.execute(statement, {"id": first, "room": room, **values}).rowcount
    connection.execute(
        "UPDATE sqlite_sequence SET seq = ? WHERE name = 'segments'", (first + count * room,)
    )


def _make(
    connection: sqlite3.Connection,
    transcript: int,
    version: int,
    change: _Change,
    gaps: GapChange | None,
) -> None:
    """Change the segments, and what is told of them.

    Raises:
        TextChanged: those that the change removes are not there.
    """
    more_words = _Segments(connection, transcript, version).put(change)
    words, missing = connection.execute(
        "SELECT words, missing FROM versions WHERE id = ?", (version,)
    ).fetchone()
    words += more_words
    lacks = missing_of(missing)
    if gaps is not None:
        lacks = replace(lacks, gaps=gaps[1])
    texts = connection.execute(
        "SELECT text FROM segments WHERE version = ? ORDER BY number", (version,)
    )
    connection.execute(
        "UPDATE versions SET first_words = ?, words = ?, marks = ?, missing = ?, "
        "exported_s = NULL WHERE id = ?",
        (
            column_of(first_words(text_of(text) for (text,) in texts)),
            *(words, lacks.marks, lacks.column, version),
        ),
    )
    connection.execute(
        "UPDATE transcripts SET changed_s = ?, revision = revision + 1 WHERE id = ?",
        (time.time(), transcript),
    )


class _Segments:
    """The segments of a current version, which is in the index."""

    def __init__(self, connection: sqlite3.Connection, transcript: int, version: int) -> None:
        self._connection = connection
        self._transcript = transcript
        self._version = version

    def put(self, change: _Change) -> int:
        """Put segments in the place of others; return how many words more there are.

        Raises:
            TextChanged: the others are not there.
        """
        ids, there = self._there(change.first, len(change.removed))
        if there != change.removed and _read(there) != _read(change.removed):
            raise _changed()
        lead, tail = _shared(there, change.added)
        ids, old = ids[lead : len(ids) - tail], there[lead : len(there) - tail]
        added = change.added[lead : len(change.added) - tail]
        number, both = change.first + lead, min(len(old), len(added))
        self._replace(list(zip(ids, old, added, strict=False)))
        if len(added) < len(ids):
            self._delete(ids[both:], number + both)
        elif len(added) > len(ids):
            self._insert(number + both, added[both:])
        return sum(map(words_in, added)) - sum(map(words_in, old))

    def _there(self, first: int, count: int) -> tuple[list[int], Rows]:
        found = self._connection.execute(
            f"SELECT id, {COLUMNS} FROM segments "  # noqa: S608
            "WHERE version = ? AND number >= ? AND number < ? ORDER BY number",
            (self._version, first, first + count),
        ).fetchall()
        total = self._connection.execute(
            "SELECT coalesce(max(number) + 1, 0) FROM segments WHERE version = ?", (self._version,)
        ).fetchone()[0]
        if not 0 <= first <= total or len(found) != count:
            raise _changed()
        return [row[0] for row in found], tuple(stored_row(row[1:]) for row in found)

    def _replace(self, rows: list[tuple[int, SegmentRow, SegmentRow]]) -> None:
        """Give segments other columns, each by its id."""
        rows = [row for row in rows if row[1] != row[2]]
        others = [row for row, before, after in rows if before.text != after.text]
        schema.unindex_segments(self._connection, others)
        names = ", ".join(f"{name.strip()} = ?" for name in f"{COLUMNS}, folded".split(","))
        self._connection.executemany(
            f"UPDATE segments SET {names} WHERE id = ?",  # noqa: S608
            ((*columns_of(after), row) for row, _before, after in rows),
        )
        schema.index_segments(self._connection, others)

    def _delete(self, ids: Sequence[int], number: int) -> None:
        schema.unindex_segments(self._connection, ids)
        self._connection.executemany("DELETE FROM segments WHERE id = ?", ((row,) for row in ids))
        self._move(number + len(ids), -len(ids))

    def _insert(self, number: int, added: Rows) -> None:
        ids = self._free_ids(number, len(added))
        self._move(number, len(added))
        self._connection.executemany(
            f"INSERT INTO segments (id, version, number, {COLUMNS}, folded) "  # noqa: S608
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (row, self._version, number + place, *columns_of(segment))
                for place, (row, segment) in enumerate(zip(ids, added, strict=True))
            ),
        )
        schema.index_segments(self._connection, list(ids))

    def _move(self, number: int, by: int) -> None:
        """Raise the numbers from one on; below zero meanwhile, since no two may be equal."""
        self._connection.execute(
            "UPDATE segments SET number = -1 - (number + ?) WHERE version = ? AND number >= ?",
            (by, self._version, number),
        )
        self._connection.execute(
            "UPDATE segments SET number = -1 - number WHERE version = ? AND number < 0",
            (self._version,),
        )

    def _free_ids(self, number: int, count: int) -> range:
        """Return ids for segments before the one with this number, in their order."""
        after = self._one("SELECT id FROM segments WHERE version = ? AND number = ?", number)
        before = self._one("SELECT max(id) FROM segments WHERE version = ? AND number < ?", number)
        if after is None and before is not None:
            after = self._connection.execute(
                "SELECT min(id) FROM segments WHERE id > ?", (before,)
            ).fetchone()[0]
        elif after is not None:
            before = self._connection.execute(
                "SELECT coalesce(max(id), 0) FROM segments WHERE id < ?", (after,)
            ).fetchone()[0]
        if after is None:  # at the end of all
            return self._ids_at_the_end(count)
        step = (after - (before or 0)) // (count + 1)
        if step:
            return range((before or 0) + step, (before or 0) + step * (count + 1), step)
        self._space_out(count)
        return self._free_ids(number, count)

    def _one(self, statement: str, number: int) -> int | None:
        row = self._connection.execute(statement, (self._version, number)).fetchone()
        return None if row is None else row[0]

    def _ids_at_the_end(self, count: int) -> range:
        last = self._connection.execute(
            "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'segments'), 0), "
            "coalesce((SELECT max(id) FROM segments), 0))"
        ).fetchone()[0]
        self._connection.execute(
            "UPDATE sqlite_sequence SET seq = ? WHERE name = 'segments'",
            (last + (count + 1) * ROOM,),
        )
        return range(last + ROOM, last + (count + 1) * ROOM, ROOM)

    def _space_out(self, count: int) -> None:
        """Give all of them new ids, with room for so many between any two."""
        schema.unindex(self._connection, self._transcript)
        room = max(ROOM, 2 * (count + 1))
        _bring_behind_all(
            self._connection,
            "UPDATE segments SET id = :id + number * :room WHERE version = :version",
            {"version": self._version},
            room,
        )
        schema.index(self._connection, self._transcript)


def _read(rows: Rows) -> list[object]:
    """What can be read of rows: words whose bytes are damaged are as good as none."""
    return [segment_of(row) for row in rows]


def _shared(before: Rows, after: Rows) -> tuple[int, int]:
    """Return how many rows two texts share at their beginning and at their end."""
    most = min(len(before), len(after))
    lead = next((n for n in range(most) if before[n] != after[n]), most)
    rest = most - lead
    return lead, next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)


def _merge(connection: sqlite3.Connection, version: int, made: Edit) -> bool:
    """Add a change to the last one, if the user knows both by the same name."""
    row = connection.execute(
        f"SELECT {_EDIT} FROM edits WHERE version = ? ORDER BY number DESC LIMIT 1",  # noqa: S608
        (version,),
    ).fetchone()
    if row is None or made.gaps is not None:
        return False
    last = _edit_of(row)
    both = merged(last.change, made.change)
    if both is None or last.name != made.name or last.gaps is not None:
        return False
    connection.execute(
        "UPDATE edits SET first = ?, removed = ?, added = ? WHERE id = ?",
        (
            both.first,
            packed_rows([*map(row_of, both.removed)]),
            packed_rows([*map(row_of, both.added)]),
            row[0],
        ),
    )
    return True


def _note(connection: sqlite3.Connection, version: int, made: Edit, change: _Change) -> None:
    connection.execute(
        "INSERT INTO edits (version, number, first, removed, added, name, created_s, place, gaps) "
        "SELECT ?, coalesce(max(number) + 1, 0), ?, ?, ?, ?, ?, ?, ? FROM edits WHERE version = ?",
        (
            version,
            change.first,
            packed_rows(change.removed),
            packed_rows(change.added),
            column_of(made.name),
            time.time(),
            made.place,
            _gaps_json(made.gaps),
            version,
        ),
    )


def _step(connection: sqlite3.Connection, key: str, base: int | None, *, is_undone: bool) -> None:
    transcript, version = _opened(connection, key, base)
    row = connection.execute(
        f"SELECT {_EDIT} FROM edits WHERE version = ? AND is_undone = ? "  # noqa: S608
        f"ORDER BY number {'DESC' if is_undone else ''} LIMIT 1",
        (version, not is_undone),
    ).fetchone()
    if row is None:
        raise _changed()
    number, first, removed, added, _name, _place, gaps = row
    change = _Change(first, unpacked_rows(removed), unpacked_rows(added))
    kept = _gaps_of(gaps)
    if is_undone:
        change = _Change(first, change.added, change.removed)
        kept = None if kept is None else (kept[1], kept[0])
    _make(connection, transcript, version, change, kept)
    reach("library.edit.stepped")
    connection.execute("UPDATE edits SET is_undone = ? WHERE id = ?", (is_undone, number))


def _gaps_json(gaps: GapChange | None) -> str | None:
    if gaps is None:
        return None
    return json.dumps([[(gap.start_s, gap.end_s) for gap in each] for each in gaps])


def _gaps_of(text: str | None) -> GapChange | None:
    if text is None:
        return None
    before, after = (tuple(SpeechGap(*gap) for gap in each) for each in json.loads(text))
    return before, after
