"""Libraries of every schema there was open, with a copy of them as they were.

`data/schema-N.sql` is a library as schema N wrote it. With a new schema, run this file as a program
(`python -m tests.unit.library.test_schema`) and keep what it writes.
"""

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.editing.change import change_between
from desktop_app.core.editing.structure import replaced_range
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryNewer, NotALibrary
from desktop_app.library.library import Library
from desktop_app.library.opening import BACKUPS
from desktop_app.library.records import VersionKind
from desktop_app.library.stored import schema
from tests.unit.library.stored_things import CUTTING, a_job, a_transcript, chunk, opened

DATA = Path(__file__).parent / "data"
NAME = "library.sqlite3"
PARAGRAPH = "New paragraph"
# What the tables hold whose functions are elsewhere.
MORE = """
INSERT INTO checked (transcript, kind, start_ms, text, created_s) VALUES (1, 'gap', 2000, '', 5.0);
INSERT INTO terms (place, text, readings, is_boosted) VALUES (0, 'Zürich', '["zurich"]', 1);
INSERT INTO peaks (transcript, recording, data) VALUES (1, 'abc:0', x'00ff');
INSERT INTO voices (transcript, name, model, print, seconds, created_s)
    VALUES (1, 'Zoë', 'titanet', x'0000803f', 30.0, 5.0);
"""
TALK, TRASHED, JOB = "a" * 32, "b" * 32, "c" * 32


def stored(number: int) -> Path:
    return DATA / f"schema-{number}.sql"


def write_library(folder: Path, number: int) -> Path:
    """Make a library of that schema in a folder."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(stored(number).read_text(encoding="utf-8"))
    return folder / NAME


def statements(connection: sqlite3.Connection) -> dict[str, str]:
    """What the tables were made by, without those that SQLite makes itself."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: sql for name, sql in rows if not name.startswith(("texts_", "sqlite_"))}


def version_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("number", range(1, schema.SCHEMA + 1))
def test_a_library_of_this_schema_opens_with_all_that_is_in_it(tmp_path: Path, number: int) -> None:
    write_library(tmp_path, number)
    with opened(tmp_path) as library:
        assert library.verify() == []
        (talk,) = library.transcripts()
        assert (talk.key, talk.title, talk.note) == (TALK, "Interview", "a note")
        assert (talk.versions, talk.tags, talk.words) == (2, ("press", "Zürich"), 4)
        assert library.transcript(TALK).text == "Die Straße\n日本語です text"
        old, new = library.versions(TALK)
        assert library.transcript(TALK, old.id) == a_transcript("The first text.")
        assert (old.kind, new.kind) == (VersionKind.MACHINE, VersionKind.EDIT)
        assert [each.key for each in library.transcripts(trashed=True)] == [TRASHED]
        (job,) = library.jobs()
        assert (job.key, job.state, job.heard_s) == (JOB, JobState.STOPPED, 40.0)
        point = library.resume_point(JOB)
        assert point is not None and point.heard == (chunk(0), chunk(1, "three"))
        for word, hits in {"strasse": 1, "日 本": 1, "first": 0, "trashed": 0}.items():
            assert len(found(library, word)) == hits, word
    backups = list((tmp_path / BACKUPS).glob("*.sqlite3"))
    assert [version_in(each) for each in backups] == ([number] if number < schema.SCHEMA else [])
    assert len(library.notes) == len(backups)


def test_what_the_user_changed_and_looked_at_is_in_a_library_of_schema_3(tmp_path: Path) -> None:
    path = write_library(tmp_path, 3)
    with opened(tmp_path) as library:
        segments = library.transcript(TALK).segments
        assert [segment.begins_paragraph for segment in segments] == [None, True]
        (edit,) = library.edits(TALK).undoable
        assert (edit.name, edit.change.added) == (PARAGRAPH, segments[1:])
        library.undo_edit(TALK).result()
        assert library.transcript(TALK).segments[1].begins_paragraph is None
    with closing(sqlite3.connect(path)) as connection:
        for table, count in {"checked": 1, "terms": 1, "peaks": 1}.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,)


def test_voices_are_in_a_library_of_schema_4(tmp_path: Path) -> None:
    write_library(tmp_path, 4)
    with opened(tmp_path) as library:
        (voice,) = library.voices()
        assert (voice.name, voice.model, voice.transcript) == ("Zoë", "titanet", TALK)
        assert (voice.data, voice.seconds) == (b"\0\0\x80\x3f", 30.0)


def test_what_is_overlapped_is_in_a_library_of_schema_5(tmp_path: Path) -> None:
    write_library(tmp_path / "5", 5)
    with opened(tmp_path / "5") as library:
        segments = library.transcript(TALK).segments
        assert [segment.is_overlapped for segment in segments] == [False, True]
        library.backup(tmp_path / "copy.sqlite3")
        # Typing into it keeps the mark.
        typed = replaced_range(segments, (1, 0), (1, 0), "So ")
        assert typed is not None
        library.edit(TALK, typed, "Typing").result()
        assert library.transcript(TALK).segments[1].is_overlapped
        for _ in range(2):
            library.undo_edit(TALK).result()
        assert not library.transcript(TALK).segments[1].is_overlapped
        assert library.verify() == []
    with opened(tmp_path / "new") as library:
        library.merge(tmp_path / "copy.sqlite3")
        assert library.transcript(TALK).segments == segments
        assert library.verify() == []


def found(library: Library, words: str) -> list[int]:
    with library._database.reading() as connection:
        rows = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (f'"{words}"',))
        return [row for (row,) in rows]


def test_released_steps_have_not_changed(tmp_path: Path) -> None:
    write_library(tmp_path / "stored", schema.SCHEMA)
    with (
        closing(sqlite3.connect(tmp_path / "stored" / NAME)) as then,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as now,
    ):
        schema.migrate(now)
        assert statements(now) == statements(then)


def test_a_step_that_fails_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_library(tmp_path, schema.SCHEMA - 1)

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM transcripts")
        raise sqlite3.OperationalError("no")

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS[:-1], fails))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection)
        assert version_in(path) == schema.SCHEMA - 1
    monkeypatch.undo()
    with opened(tmp_path) as library:
        assert len(library.transcripts()) == 1


def test_a_newer_library_is_left_as_it_is(tmp_path: Path) -> None:
    path = write_library(tmp_path, schema.SCHEMA)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    before = path.read_bytes()
    with pytest.raises(LibraryNewer) as refused:
        Library.open(tmp_path)
    assert refused.value.title and refused.value.remedy
    assert path.read_bytes() == before


def test_an_older_program_stops_writing_once_a_newer_one_was_there(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add_jobs([a_job()]).result()
        with closing(sqlite3.connect(tmp_path / NAME)) as newer:
            newer.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
        with pytest.raises(LibraryNewer):
            library.add_jobs([a_job()]).result()
        assert len(library.jobs()) == 1


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.execute("CREATE TABLE things (name)")
        connection.commit()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(NotALibrary):
        Library.open(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before


def write_stored(folder: Path) -> None:
    """Write the library of the present schema as SQL."""
    with opened(folder) as library:
        library.finish_job(TALK, a_transcript("The first text."))
        library.add_version(TALK, a_transcript("Die Straße", "日本語です text"), VersionKind.EDIT)
        library.rename(TALK, "Interview")
        library.set_note(TALK, "a note")
        library.set_tags(TALK, ["press", "Zürich"])
        library.finish_job(TRASHED, a_transcript("trashed"))
        library.trash([TRASHED])
        library.add_jobs([replace(a_job(), key=JOB, state=JobState.STOPPED)])
        library.note_chunk(JOB, chunk(0), CUTTING)
        library.note_chunk(JOB, chunk(1, "three"), CUTTING)
        segments = library.transcript(TALK).segments
        begins = replace(segments[1], begins_paragraph=True, is_overlapped=True)
        library.edit(TALK, change_between(segments, (segments[0], begins)), PARAGRAPH).result()
    with closing(sqlite3.connect(folder / NAME)) as connection:
        connection.executescript(MORE)
    with closing(sqlite3.connect(folder / NAME)) as connection:
        made = statements(connection)
        lines = [
            f"PRAGMA application_id = {schema.APPLICATION_ID};",
            f"PRAGMA user_version = {schema.SCHEMA};",
            *(f"{sql};" for sql in made.values()),
        ]
        for name in made:
            if connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'table' "
                "AND sql NOT LIKE 'CREATE VIRTUAL%'",
                (name,),
            ).fetchone():
                lines += inserts(connection, name)
        lines.append("INSERT INTO texts(texts) VALUES ('rebuild');")
    stored(schema.SCHEMA).write_text("\n".join([*lines, ""]), encoding="utf-8")


def inserts(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = " || ', ' || ".join(f"quote({column})" for column in columns)
    names = ", ".join(columns)
    rows = connection.execute(f"SELECT {values} FROM {table}")
    return [f"INSERT INTO {table} ({names}) VALUES ({row});" for (row,) in rows]


if __name__ == "__main__":
    write_stored(Path(sys.argv[1]))
