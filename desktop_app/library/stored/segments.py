"""Segments as they stand in the tables of versions and of their changes."""

import json
import logging
import math
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from desktop_app.core.transcript import Segment
from desktop_app.library.stored import schema
from desktop_app.library.stored.packing import count_of, packed, unpacked
from desktop_app.library.stored.values import column_of, text_of

logger = logging.getLogger(__name__)

# Of a segment, as `SegmentRow` has them.
COLUMNS = "text, start_s, end_s, words, speaker, language, paragraph, overlapped"

# How the segments of an edit are kept: as they are, or compressed by zlib.
_PLAIN, _COMPRESSED = b"\0", b"\1"
_COMPRESSED_FROM = 1024
_LENGTH = struct.Struct("<I")  # of what is not words


class SegmentRow(NamedTuple):
    """A segment as it stands in the database: with rounded times, its words packed."""

    text: str
    start_s: float | None
    end_s: float | None
    words: bytes
    speaker: str | None
    language: str | None
    paragraph: int | None
    overlapped: int | None = None  # 1 if so: rows of before there was such a thing have none


def row_of(segment: Segment) -> SegmentRow:
    """Return a segment as it is kept."""
    return SegmentRow(
        segment.text,
        _kept_s(segment.start_s),
        _kept_s(segment.end_s),
        packed(segment.words, segment.text),
        segment.speaker,
        segment.language,
        None if segment.begins_paragraph is None else int(segment.begins_paragraph),
        1 if segment.is_overlapped else None,
    )


def segment_of(row: SegmentRow) -> Segment:
    """Return the segment of a row; without its words if their bytes are damaged."""
    try:
        words = unpacked(row.words, row.text)
    except ValueError:
        logger.warning("the words of a segment at %s cannot be read", row.start_s)
        words = ()
    return Segment(
        row.text,
        row.start_s,
        row.end_s,
        words,
        row.speaker,
        row.language,
        None if row.paragraph is None else bool(row.paragraph),
        is_overlapped=bool(row.overlapped),
    )


def words_in(row: SegmentRow) -> int:
    """Count the words of a segment; those of its text where its words have no times."""
    count = count_of(row.words)
    if count is None:
        count = len(segment_of(row).words)
    return count or len(row.text.split())


def _kept_s(time_s: float | None) -> float | None:
    """Round as the words are, so that a segment still begins with its first one."""
    return None if time_s is None or not math.isfinite(time_s) else round(time_s * 1000) / 1000


def insert_segments(
    connection: sqlite3.Connection, version: int, rows: Iterable[tuple[int, SegmentRow]]
) -> None:
    """Add segments with their numbers to a version, which is not in the index."""
    connection.executemany(
        f"INSERT INTO segments (version, number, {COLUMNS}, folded) "  # noqa: S608
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((version, number, *columns_of(row)) for number, row in rows),
    )


def columns_of(row: SegmentRow) -> tuple[Any, ...]:
    """Return what stands in `COLUMNS` and `folded`."""
    return (column_of(row.text), *row[1:], schema.folded_or_none(row.text))


def stored_row(columns: tuple[Any, ...]) -> SegmentRow:
    """Return a segment from its `COLUMNS`."""
    return SegmentRow(text_of(columns[0]), *columns[1:])


def packed_rows(rows: Sequence[SegmentRow]) -> bytes:
    """Return the bytes for segments as they stand in the database."""
    if not rows:
        return b""
    # ASCII alone, so that a text that is no Unicode comes back too.
    head = json.dumps(
        [(*row[:3], *row[4:], len(row[3])) for row in rows], separators=(",", ":")
    ).encode("ascii")
    body = b"".join((_LENGTH.pack(len(head)), head, *(row[3] for row in rows)))
    if len(body) < _COMPRESSED_FROM:
        return _PLAIN + body
    return _COMPRESSED + zlib.compress(body, 1)


def unpacked_rows(blob: bytes) -> tuple[SegmentRow, ...]:
    """Return what `packed_rows` was given.

    Raises:
        ValueError: the bytes are damaged.
    """
    if not blob:
        return ()
    try:
        body = zlib.decompress(blob[1:]) if blob[:1] == _COMPRESSED else blob[1:]
        at = _LENGTH.size + _LENGTH.unpack_from(body)[0]
        rows = []
        for text, start_s, end_s, *more, length in json.loads(body[_LENGTH.size : at]):
            words = body[at : at + length]
            rows.append(SegmentRow(text, start_s, end_s, words, *more))
            at += length
    except (zlib.error, struct.error, TypeError) as error:
        raise ValueError("the segments of an edit are damaged") from error
    return tuple(rows)


def stray_logs(connection: sqlite3.Connection) -> list[int]:
    """Return the versions whose changes do not lead back from their text, or on from it."""
    stray = []
    for (version,) in connection.execute("SELECT DISTINCT version FROM edits").fetchall():
        try:
            for _text in texts_of(connection, version):
                pass
        except ValueError as error:
            logger.warning("the edits of version %d do not belong to its text: %s", version, error)
            stray.append(version)
    return stray


def drop_stray_logs(connection: sqlite3.Connection) -> None:
    """Forget changes that do not belong to their text, which stays as it is."""
    stray = [(version,) for version in stray_logs(connection)]
    connection.executemany("DELETE FROM edits WHERE version = ?", stray)


def texts_of(connection: sqlite3.Connection, version: int) -> Iterator[list[SegmentRow]]:
    """Yield the text of a version, each one before it and each undone one, as lists that change.

    Raises:
        ValueError: a change is damaged, or belongs to another text.
    """
    now = [
        stored_row(row)
        for row in connection.execute(
            f"SELECT {COLUMNS} FROM segments WHERE version = ? ORDER BY number",  # noqa: S608
            (version,),
        )
    ]
    yield now
    for is_undone, order in ((0, "DESC"), (1, "")):
        text = list(now)
        rows = connection.execute(
            "SELECT first, removed, added FROM edits WHERE version = ? AND is_undone = ? "  # noqa: S608
            f"ORDER BY number {order}",
            (version, is_undone),
        )
        for first, removed, added in rows:
            old, new = unpacked_rows(removed), unpacked_rows(added)
            before, after = (old, new) if is_undone else (new, old)
            if tuple(text[first : first + len(before)]) != before:
                raise ValueError("a change belongs to another text")
            text[first : first + len(before)] = after
            yield text
