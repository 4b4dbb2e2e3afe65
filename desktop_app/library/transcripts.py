"""Transcripts, their versions, tags and the trash in the database."""

import json
import sqlite3
import time
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop_app.core.editing.terms import MY_WORDS
from desktop_app.core.library_errors import NotInLibrary
from desktop_app.core.model import id_as_title
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.text.splicing import spliced
from desktop_app.core.transcript import Transcript
from desktop_app.library import voices
from desktop_app.library.missing import LostText, Missing, missing_of
from desktop_app.library.records import TranscriptSummary, Version, VersionKind
from desktop_app.library.stored import schema
from desktop_app.library.stored.segments import (
    COLUMNS,
    insert_segments,
    row_of,
    segment_of,
    stored_row,
)
from desktop_app.library.stored.values import (
    column_of,
    request_json,
    request_of,
    text_of,
)
from desktop_app.system.kill_points import reach

FIRST_WORDS = 120

_SUMMARY = """
SELECT t.key, t.title, t.media_path, v.duration_s, v.model, v.language, v.first_words, v.words,
    v.marks, (SELECT count(*) FROM versions WHERE transcript = t.id),
    (SELECT json_group_array(name) FROM tags WHERE transcript = t.id),
    t.note, t.created_s, t.changed_s, v.exported_s, t.deleted_s,
    v.missing,
    (SELECT CASE WHEN json_valid(request) THEN json_extract(request, '$.audio_track') END
     FROM versions WHERE transcript = t.id AND id <= v.id AND request IS NOT NULL
     ORDER BY id DESC LIMIT 1)
FROM transcripts t JOIN versions v ON v.id = t.current
"""


def summaries(
    connection: sqlite3.Connection, *, trashed: bool, limit: int | None, before: str | None
) -> list[TranscriptSummary]:
    """Return transcripts, newest first, after the one with the key `before`."""
    where, values = "t.deleted_s IS NOT NULL" if trashed else "t.deleted_s IS NULL", []
    if before is not None:
        last = connection.execute(
            "SELECT listed_s, id FROM transcripts WHERE key = ?", (before,)
        ).fetchone()
        if last is not None:
            where += " AND (t.listed_s, t.id) < (?, ?)"
            values += last
    rows = connection.execute(
        f"{_SUMMARY} WHERE {where} ORDER BY t.listed_s DESC, t.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return [_summary(row) for row in rows]


def summary(connection: sqlite3.Connection, key: str) -> TranscriptSummary:
    """Return one transcript without its text."""
    row = connection.execute(f"{_SUMMARY} WHERE t.key = ?", (key,)).fetchone()
    if row is None:
        raise gone(key)
    return _summary(row)


def _summary(row: tuple[Any, ...]) -> TranscriptSummary:
    (key, title, media_path, duration_s, model, language, first_words, words, marks, versions,
     tags, note, created_s, changed_s, exported_s, deleted_s, missing, track) = row  # fmt: skip
    lacks = missing_of(missing)
    return TranscriptSummary(
        key=key,
        title=text_of(title),
        media_path=Path(text_of(media_path)),
        duration_s=duration_s,
        model=model,
        language=language,
        first_words=text_of(first_words),
        words=words,
        marks=marks,
        versions=versions,
        tags=() if tags == "[]" else in_alphabet(json.loads(tags)),
        note=text_of(note),
        created_s=created_s,
        changed_s=changed_s,
        exported_s=exported_s,
        deleted_s=deleted_s,
        missing=lacks.sentence,
        has_lost_text=lacks.lost is not None,
        audio_track=track if isinstance(track, int) else None,
    )


def in_alphabet(names: Iterable[str]) -> tuple[str, ...]:
    """Return tags in alphabetical order, whatever their case."""
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))


def transcript(connection: sqlite3.Connection, key: str, version: int | None) -> Transcript:
    """Return a transcript's current text, or that of one of its versions."""
    row = connection.execute(
        "SELECT v.id, t.title, t.media_path, v.duration_s, v.model, v.language, v.missing "
        "FROM transcripts t JOIN versions v ON v.transcript = t.id "
        "WHERE t.key = ? AND v.id = coalesce(?, t.current)",
        (key, version),
    ).fetchone()
    if row is None:
        raise gone(key)
    number, title, media_path, duration_s, model, language, missing = row
    path, title = Path(text_of(media_path)), text_of(title)
    lacks = missing_of(missing)
    made_by = _made_by(connection, key, model)
    segments = connection.execute(
        f"SELECT {COLUMNS} FROM segments "  # noqa: S608
        "WHERE version = ? ORDER BY number",
        (number,),
    )
    return Transcript(
        media_path=path,
        duration_s=duration_s,
        model=model,
        language=language,
        segments=tuple(segment_of(stored_row(columns)) for columns in segments),
        gaps=lacks.gaps,
        incomplete=lacks.incomplete,
        model_title=made_by.model.title if made_by is not None else id_as_title(model),
        title=title if title != path.name else "",
        recorded_on=made_by.recorded_on if made_by is not None else None,
    )


def _made_by(connection: sqlite3.Connection, key: str, model: str) -> TranscriptionRequest | None:
    """Return the last request of this transcript to a model; None if none is known."""
    row = connection.execute(
        "SELECT v.request FROM versions v JOIN transcripts t ON t.id = v.transcript "
        "WHERE t.key = ? AND v.model = ? AND v.request IS NOT NULL ORDER BY v.id DESC LIMIT 1",
        (key, model),
    ).fetchone()
    return request_of(row[0]) if row is not None else None


def versions(connection: sqlite3.Connection, key: str) -> list[Version]:
    """Return a transcript's versions, oldest first."""
    rows = connection.execute(
        "SELECT v.id, v.kind, v.created_s, v.model, v.language, v.request, v.words, "
        "v.id = t.current FROM versions v JOIN transcripts t ON t.id = v.transcript "
        "WHERE t.key = ? ORDER BY v.id",
        (key,),
    ).fetchall()
    if not rows:
        raise gone(key)
    return [
        Version(
            id=number,
            kind=_kind_of(kind),
            created_s=created_s,
            model=model,
            language=language,
            request=request_of(request),
            words=words,
            is_current=bool(is_current),
        )
        for number, kind, created_s, model, language, request, words, is_current in rows
    ]


def _kind_of(text: str) -> VersionKind:
    try:
        return VersionKind(text)
    except ValueError:
        return VersionKind.EDIT


def finish(
    connection: sqlite3.Connection,
    key: str,
    finished: Transcript,
    request: TranscriptionRequest | None,
) -> str:
    """Keep a transcript in place of its job, and return its key; see `Library.finish_job`."""
    job = connection.execute(
        "SELECT id, request, transcript FROM jobs WHERE key = ?", (key,)
    ).fetchone()
    if job is None and _row_of(connection, key) is not None:
        return key  # it was finished before
    number, stored, target = job or (None, None, "")
    made_by = request or request_of(stored)
    kept = target if target and _row_of(connection, target) is not None else key
    row = _row_of(connection, kept)
    kind = VersionKind.PART if made_by and made_by.span and row else VersionKind.MACHINE
    if row is None:
        row = add_transcript(connection, key, finished)
    elif made_by and made_by.span:
        # Where it is in its place already, this changes nothing.
        finished = spliced(transcript(connection, kept, None), finished, made_by.span)
    add_version(connection, row, finished, kind, made_by)
    reach("library.finish_job.between")
    if number is not None:
        connection.execute("DELETE FROM jobs WHERE id = ?", (number,))
    return kept


def set_aside_by(connection: sqlite3.Connection, key: str) -> int:
    """Return the number of the version, corrected by hand, whose place a job's text will take.

    Args:
        connection: reads.
        key: the job's; 0 is returned where it names no transcript.
    """
    found = connection.execute(
        "SELECT t.current FROM jobs j JOIN transcripts t ON t.key = j.transcript "
        "JOIN versions v ON v.id = t.current WHERE j.key = ? AND v.kind = ? AND EXISTS "
        "(SELECT 1 FROM edits WHERE version = v.id AND NOT is_undone AND name != ?)",
        (key, VersionKind.EDIT.value, column_of(MY_WORDS)),
    ).fetchone()
    return int(found[0]) if found is not None else 0


def add_transcript(connection: sqlite3.Connection, key: str, added: Transcript) -> int:
    """Add a transcript that has no version yet, and return its number."""
    now = time.time()
    # The list is in the order of coming, also when the clock was set back.
    last = connection.execute("SELECT max(listed_s) FROM transcripts").fetchone()[0]
    listed_s = now if last is None else max(now, last + 0.001)
    cursor = connection.execute(
        "INSERT INTO transcripts (key, title, media_path, created_s, changed_s, listed_s) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            key,
            column_of(added.media_path.name),
            column_of(str(added.media_path)),
            now,
            now,
            listed_s,
        ),
    )
    return int(cursor.lastrowid or 0)


def add_to(
    connection: sqlite3.Connection,
    key: str,
    added: Transcript,
    kind: VersionKind,
    request: TranscriptionRequest | None,
) -> int:
    """Add a version to the transcript of this key."""
    return add_version(connection, require(connection, key), added, kind, request)


def add_version(
    connection: sqlite3.Connection,
    row: int,
    added: Transcript,
    kind: VersionKind,
    request: TranscriptionRequest | None,
) -> int:
    """Add a version to a transcript, take it out of the trash, and return the version's number."""
    now = time.time()
    lacks = Missing(added.gaps, added.incomplete, _still_lost(connection, row, kind))
    cursor = connection.execute(
        "INSERT INTO versions (key, transcript, kind, created_s, duration_s, model, language, "
        "request, first_words, words, marks, missing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            uuid.uuid4().hex,
            row,
            kind.value,
            now,
            added.duration_s,
            added.model,
            added.language,
            request_json(request) if request else None,
            column_of(first_words(segment.text for segment in added.segments)),
            sum(len(segment.words) or len(segment.text.split()) for segment in added.segments),
            lacks.marks,
            lacks.column,
        ),
    )
    number = int(cursor.lastrowid or 0)
    insert_segments(connection, number, enumerate(row_of(segment) for segment in added.segments))
    schema.unindex(connection, row)
    connection.execute(
        "UPDATE transcripts SET current = ?, changed_s = ?, deleted_s = NULL, media_path = ?, "
        "revision = revision + 1 WHERE id = ?",
        (number, now, column_of(str(added.media_path)), row),
    )
    schema.index(connection, row)
    return number


def _still_lost(connection: sqlite3.Connection, row: int, kind: VersionKind) -> LostText | None:
    """What a damage took from the text that was edited, which is no more whole for that."""
    if kind is not VersionKind.EDIT:
        return None
    found = connection.execute(
        "SELECT v.missing FROM transcripts t JOIN versions v ON v.id = t.current WHERE t.id = ?",
        (row,),
    ).fetchone()
    return missing_of(found[0]).lost if found else None


def first_words(texts: Iterable[str]) -> str:
    """Return the beginning of a text, from those of its segments."""
    text = ""
    for each in texts:
        text = f"{text} {each}".strip()
        if len(text) > FIRST_WORDS:
            cut = text[: FIRST_WORDS + 1].rpartition(" ")[0]
            return cut or text[:FIRST_WORDS]
    return text


def make_current(connection: sqlite3.Connection, key: str, version: int) -> None:
    """Make a version of a transcript the one that is shown."""
    row = require(connection, key)
    known = connection.execute(
        "SELECT 1 FROM versions WHERE id = ? AND transcript = ?", (version, row)
    ).fetchone()
    if known is None:
        raise gone(f"{key} {version}")
    schema.unindex(connection, row)
    connection.execute(
        "UPDATE transcripts SET current = ?, changed_s = ?, revision = revision + 1 WHERE id = ?",
        (version, time.time(), row),
    )
    schema.index(connection, row)


def rename(connection: sqlite3.Connection, key: str, title: str) -> None:
    """Change the title; an empty one becomes the recording's name."""
    row = require(connection, key)
    if not title.strip():
        path = connection.execute("SELECT media_path FROM transcripts WHERE id = ?", (row,))
        title = Path(text_of(path.fetchone()[0])).name
    connection.execute(
        "UPDATE transcripts SET title = ? WHERE id = ?", (column_of(title.strip()), row)
    )


def set_note(connection: sqlite3.Connection, key: str, text: str) -> None:
    """Change the note."""
    connection.execute(
        "UPDATE transcripts SET note = ? WHERE id = ?",
        (column_of(text), require(connection, key)),
    )


def set_tags(connection: sqlite3.Connection, key: str, names: Iterable[str]) -> None:
    """Replace the tags."""
    row = require(connection, key)
    clean = {" ".join(name.split()).encode("utf-8", "replace").decode() for name in names}
    connection.execute("DELETE FROM tags WHERE transcript = ?", (row,))
    connection.executemany(
        "INSERT INTO tags (transcript, name) VALUES (?, ?)",
        ((row, name) for name in sorted(clean) if name),
    )


def tags(connection: sqlite3.Connection) -> list[str]:
    """Return all tags in use."""
    return list(
        in_alphabet(name for (name,) in connection.execute("SELECT DISTINCT name FROM tags"))
    )


def move_recording(connection: sqlite3.Connection, key: str, path: Path) -> None:
    """Change where the recording is; a title that was its name follows."""
    row = require(connection, key)
    old, title = connection.execute(
        "SELECT media_path, title FROM transcripts WHERE id = ?", (row,)
    ).fetchone()
    was_named = Path(text_of(old)).name == text_of(title)
    connection.execute(
        "UPDATE transcripts SET media_path = ?, title = ? WHERE id = ?",
        (column_of(str(path)), column_of(path.name) if was_named else title, row),
    )


def mark_exported(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Note that the current versions have been exported."""
    now = time.time()
    connection.executemany(
        "UPDATE versions SET exported_s = ? "
        "WHERE id = (SELECT current FROM transcripts WHERE key = ?)",
        ((now, key) for key in keys),
    )


def trash(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Put transcripts into the trash; those that are there or gone are left."""
    # Not earlier than anything that happened: with a clock that was set back, it would be emptied
    # as soon as the clock is right.
    latest = connection.execute("SELECT max(changed_s) FROM transcripts").fetchone()[0]
    now = max(time.time(), latest or 0.0)
    for row in _rows_of(connection, keys):
        schema.unindex(connection, row)
        connection.execute(
            "UPDATE transcripts SET deleted_s = ? WHERE id = ? AND deleted_s IS NULL", (now, row)
        )


def restore(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Take transcripts out of the trash; those that are gone are left."""
    for row in _rows_of(connection, keys):
        changed = connection.execute(
            "UPDATE transcripts SET deleted_s = NULL WHERE id = ? AND deleted_s IS NOT NULL", (row,)
        )
        if changed.rowcount:
            schema.index(connection, row)


def delete(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Delete transcripts with their versions for good, and the voices that were heard in them."""
    rows = _rows_of(connection, keys)
    voices.forget_of(connection, rows)
    for row in rows:
        schema.unindex(connection, row)
        connection.execute("DELETE FROM transcripts WHERE id = ?", (row,))


def keys_in_trash(connection: sqlite3.Connection, older_than_s: float, limit: int) -> list[str]:
    """Return what has been in the trash for so long, everything for 0; so many at most."""
    until = time.time() - older_than_s if older_than_s else float("inf")
    rows = connection.execute(
        "SELECT key FROM transcripts WHERE deleted_s <= ? LIMIT ?", (until, limit)
    )
    return [key for (key,) in rows]


def _rows_of(connection: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
    found = (_row_of(connection, key) for key in keys)
    return [row for row in found if row is not None]


def _row_of(connection: sqlite3.Connection, key: str) -> int | None:
    row = connection.execute("SELECT id FROM transcripts WHERE key = ?", (key,)).fetchone()
    return None if row is None else int(row[0])


def require(connection: sqlite3.Connection, key: str) -> int:
    """Return the number of the transcript with this key. Raises NotInLibrary."""
    row = _row_of(connection, key)
    if row is None:
        raise gone(key)
    return row


def gone(key: str) -> NotInLibrary:
    """Return the error for a transcript that is not there."""
    return NotInLibrary("This transcript is no longer in the library.", key)
