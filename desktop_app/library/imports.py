"""Texts from elsewhere in the database: beside the texts that are there, never in their place."""

import sqlite3
from pathlib import Path

from desktop_app.core.sentences import tr
from desktop_app.core.transcript import Transcript
from desktop_app.library import transcripts
from desktop_app.library.records import BroughtIn, VersionKind
from desktop_app.library.stored.segments import COLUMNS, row_of, stored_row
from desktop_app.library.stored.values import column_of


def bring_in(connection: sqlite3.Connection, key: str, imported: Transcript) -> BroughtIn:
    """Keep a text from elsewhere; see `Library.bring_in`.

    Args:
        connection: writes.
        key: what a new transcript is called for ever.
        imported: the text.
    """
    known = _of_recording(connection, imported.media_path)
    into = _in_language(known, imported.language)
    if into is None:
        row = transcripts.add_transcript(connection, key, imported)
        if known and imported.language:
            # So that it is known from the others in the list.
            title = tr("{name} ({language})").format(
                name=imported.media_path.name, language=imported.language
            )
            transcripts.rename(connection, key, title)
    else:
        row = transcripts.require(connection, into)
        if _shows(connection, row, imported):
            summary = transcripts.summary(connection, into)
            return BroughtIn(summary, is_version=True, is_known=True)
    transcripts.add_version(connection, row, imported, VersionKind.IMPORTED, None)
    return BroughtIn(transcripts.summary(connection, into or key), is_version=into is not None)


def _of_recording(connection: sqlite3.Connection, path: Path) -> list[tuple[str, str | None]]:
    """Return keys and languages of a recording's transcripts, newest first; not of the trash."""
    return connection.execute(
        "SELECT t.key, v.language FROM transcripts t JOIN versions v ON v.id = t.current "
        "WHERE t.media_path = ? AND t.deleted_s IS NULL ORDER BY t.listed_s DESC, t.id DESC",
        (column_of(str(path)),),
    ).fetchall()


def _in_language(known: list[tuple[str, str | None]], language: str | None) -> str | None:
    """Return the first that is not in another language; None if none is."""
    wanted = _plain_code(language)
    for key, code in known:
        if not code or not wanted or _plain_code(code) == wanted:
            return key
    return None


def _plain_code(language: str | None) -> str:
    """Return "de" of "de-AT"."""
    return (language or "").partition("-")[0].casefold()


def _shows(connection: sqlite3.Connection, row: int, text: Transcript) -> bool:
    """Whether the current version of a transcript has exactly these sentences."""
    stored = connection.execute(
        f"SELECT {COLUMNS} FROM segments JOIN transcripts t ON t.current = segments.version "  # noqa: S608
        "WHERE t.id = ? ORDER BY number",
        (row,),
    )
    return [stored_row(one) for one in stored] == [row_of(one) for one in text.segments]
