"""The whole library as one file: written, merged, brought back."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, NotWritable
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import (
    BackupDamaged,
    LibraryBusy,
    LibraryNewer,
    NotALibrary,
)
from desktop_app.library.database import damage_mark
from desktop_app.library.library import Library
from desktop_app.library.records import VersionKind
from desktop_app.library.stored import schema
from tests.unit.library import test_damage, test_schema
from tests.unit.library.stored_things import CUTTING, a_job, a_transcript, chunk, opened

ONE, TWO, THREE = "1" * 32, "2" * 32, "3" * 32


def fill(library: Library) -> None:
    library.finish_job(ONE, a_transcript("first text", "naïve"))
    library.add_version(ONE, a_transcript("first edited"), VersionKind.EDIT)
    library.set_tags(ONE, ["tag"])
    library.set_note(ONE, "note")
    library.finish_job(TWO, a_transcript("second"))
    library.trash([TWO])
    job = replace(a_job(), key=THREE)
    library.add_jobs([job])
    library.take_job(THREE)
    library.note_chunk(THREE, chunk(0), CUTTING)


def content(library: Library) -> tuple[object, ...]:
    """All that a merge into an empty library brings, but for the numbers of versions."""
    listed = [*library.transcripts(), *library.transcripts(trashed=True)]
    return (
        listed,
        [
            [
                (replace(version, id=0), library.transcript(each.key, version.id))
                for version in library.versions(each.key)
            ]
            for each in listed
        ],
        [(job.key, job.request, job.heard_s) for job in library.jobs()],
    )


def test_a_backup_is_one_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    backup = tmp_path / "elsewhere" / "all.sqlite3"
    with opened(tmp_path / "one") as library:
        fill(library)
        library.backup(backup)
        library.finish_job("4" * 32, a_transcript("later"))
        library.backup(backup)
        assert backup.stat().st_size > 4096
        with pytest.raises(NotWritable):
            library.backup(library.folder / "library.sqlite3")
    assert [path.name for path in backup.parent.iterdir()] == ["all.sqlite3"]
    assert backup.stat().st_mode & 0o077 == 0 or os.name == "nt"
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM transcripts").fetchone() == (3,)


def test_a_backup_refused_leaves_the_older_one(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as library:
        fill(library)
        (tmp_path / "file").write_text("older", encoding="utf-8")
        with pytest.raises(NotWritable) as refused:
            library.backup(tmp_path / "file" / "all.sqlite3")
        assert refused.value.title and (tmp_path / "file").read_text(encoding="utf-8") == "older"
        library.backup(tmp_path / "file")
        with pytest.raises(NotWritable):
            library.backup(tmp_path)


def test_a_merge_brings_everything_once(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        fill(one)
        assert two.merge(one.folder / "library.sqlite3") == 2
        before, after = content(one), content(two)
        assert after == before
        (job,) = two.jobs()
        assert (job.state, job.is_interrupted, job.heard_s) == (JobState.STOPPED, True, 20.0)
        assert [hit.text for hit in two.search("edited").hits] == ["first edited"]
        assert two.search("second").hits == ()
        assert two.merge(one.folder / "library.sqlite3") == 0
        assert content(two) == after and two.verify() == []
        assert one.merge(one.folder / "library.sqlite3") == 0


def test_a_merge_changes_nothing_that_is_there(tmp_path: Path) -> None:
    backup = tmp_path / "all.sqlite3"
    with opened(tmp_path / "one") as library:
        fill(library)
        library.backup(backup)
        library.rename(ONE, "Renamed")
        old, edited = library.versions(ONE)
        library.make_current(ONE, old.id).result()
        library.delete([TWO]).result()
        library.finish_job(THREE, a_transcript("finished since"))
    with opened(tmp_path / "other") as other:
        assert other.merge(backup) == 2
        other.add_version(ONE, a_transcript("from the other"), VersionKind.EDIT)
        other.backup(backup)
    with opened(tmp_path / "one") as library:
        assert library.merge(backup) == 1
        assert library.summary(ONE).title == "Renamed"
        assert library.transcript(ONE).text == "first text\nnaïve"
        texts = [library.transcript(ONE, each.id).text for each in library.versions(ONE)]
        assert texts == ["first text\nnaïve", "first edited", "from the other"]
        assert [each.key for each in library.transcripts(trashed=True)] == [TWO]
        assert library.jobs() == [], "it is a transcript here"
        assert library.verify() == [] and edited.id < library.versions(ONE)[-1].id


@pytest.mark.parametrize("number", range(1, schema.SCHEMA + 1))
def test_an_older_library_can_be_merged_and_stays_as_it_is(tmp_path: Path, number: int) -> None:
    path = test_schema.write_library(tmp_path / "old", number)
    before = path.read_bytes()
    with opened(tmp_path / "new") as library:
        assert library.merge(path) == 2
        assert [hit.text for hit in library.search("Strasse").hits] == ["Die Straße"]
        assert library.verify() == []
    assert path.read_bytes() == before
    left = {each.name for each in (tmp_path / "new").iterdir()}
    assert left == {"library.sqlite3", "opening.lock", "programs"}


def test_what_is_brought_back_takes_the_place_and_the_other_is_kept(tmp_path: Path) -> None:
    backup = tmp_path / "all.sqlite3"
    with opened(tmp_path / "one") as library:
        fill(library)
        library.backup(backup)
        with pytest.raises(LibraryBusy):
            Library.bring_back(backup, tmp_path / "one")
    assert Library.bring_back(backup, tmp_path / "two") is None
    with opened(tmp_path / "two") as library:
        assert len(library.transcripts()) == 1
        library.finish_job("5" * 32, a_transcript("only here"))
    aside = Library.bring_back(backup, tmp_path / "two")
    with opened(tmp_path / "two") as library:
        assert aside is not None and aside.exists()
        assert len(library.transcripts()) == 1
        assert library.merge(aside) == 1
        assert library.transcript("5" * 32).text == "only here"


def spoilt(tmp_path: Path) -> Path:
    folder = tmp_path / "spoilt"
    test_damage.fill(folder, transcripts=3)
    path = folder / "library.sqlite3"
    test_damage.spoil(path, test_damage.pages_of(path)["segments"][1])
    return path


def newer(tmp_path: Path) -> Path:
    path = test_schema.write_library(tmp_path / "newer", schema.SCHEMA)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    return path


def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "text"
    path.write_text("no database " * 1000, encoding="utf-8")
    return path


def empty_file(tmp_path: Path) -> Path:
    (tmp_path / "empty").touch()
    return tmp_path / "empty"


def no_file(tmp_path: Path) -> Path:
    return tmp_path / "nothing"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (spoilt, BackupDamaged),
        (newer, LibraryNewer),
        (text_file, NotALibrary),
        (empty_file, NotALibrary),
        (no_file, NotALibrary),
    ],
)
def test_what_cannot_be_used_is_told_and_changes_nothing(
    tmp_path: Path, make: object, error: type[Exception]
) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    with opened(tmp_path / "one") as library:
        fill(library)
        before = content(library)
        with pytest.raises(error) as refused:
            library.merge(path)
        assert refused.value.sentence and refused.value.title  # type: ignore[attr-defined]
        assert library.verify() == []
        assert content(library) == before
    with pytest.raises(error):
        Library.bring_back(path, tmp_path / "one")
    with opened(tmp_path / "one") as library:
        assert ONE in {each.key for each in library.transcripts()}


def test_a_backup_that_was_cut_off_is_not_said_to_be_recovered(tmp_path: Path) -> None:
    test_damage.fill(tmp_path / "whole", transcripts=3)
    data = (tmp_path / "whole" / "library.sqlite3").read_bytes()
    cut = tmp_path / "cut.aviary"
    cut.write_bytes(data[: len(data) // 2 + 100])
    with opened(tmp_path / "one") as library, pytest.raises(BackupDamaged) as refused:
        library.merge(cut)
    assert refused.value.typed_sentence == (
        f"“{cut}” is damaged. Take an older backup. Nothing was changed."
    )


def test_erasing_takes_the_library_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    path = test_schema.write_library(folder, 1)
    with opened(folder), pytest.raises(LibraryBusy):
        Library.erase(folder)
    test_damage.spoil(path, test_damage.pages_of(path)["segments"][0])
    damage_mark(path).touch()
    with opened(folder) as library:
        assert library.notes
        library.backup(folder / "my own backup.sqlite3")
    (folder / "set aside by me.txt").write_text("mine", encoding="utf-8")
    (folder / "backups" / "mine.txt").write_text("mine", encoding="utf-8")
    assert Library.erase(folder) > 100_000
    left = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))
    assert left == [
        "backups",
        "backups/mine.txt",
        "my own backup.sqlite3",
        "set aside by me.txt",
    ]
    assert Library.erase(folder) == 0 == Library.erase(tmp_path / "nothing")
    with opened(folder) as library:
        assert library.transcripts() == []


def test_long_works_tell_how_far_they_are_and_can_be_stopped(tmp_path: Path) -> None:
    test_damage.fill(tmp_path / "one")
    other = tmp_path / "one" / "library.sqlite3"
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        works: list[Callable[..., object]] = [
            one.verify,
            partial(one.backup, tmp_path / "all.sqlite3"),
            partial(two.merge, other),
        ]
        for work in works:
            told: list[float] = []
            cancel = CancelToken()
            cancel.cancel()
            with pytest.raises(Cancelled):
                work(cancel=cancel)
            work(report=told.append, cancel=CancelToken())
            assert told == sorted(told) and 0 <= told[0] <= told[-1] <= 1
        assert two.verify() == [] and len(two.transcripts()) == 40
        stopping = CancelToken()
        with pytest.raises(Cancelled):
            one.backup(tmp_path / "other.sqlite3", lambda _: stopping.cancel(), stopping)
    assert {each.name for each in tmp_path.iterdir()} == {"one", "two", "all.sqlite3"}
