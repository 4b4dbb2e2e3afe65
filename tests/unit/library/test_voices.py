"""Kept voices: they come back, go with their transcript, and leave no byte when deleted."""

import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core.library_errors import LibraryBusy, NotInLibrary
from desktop_app.library import database
from desktop_app.library.database import damage_mark
from desktop_app.library.library import Library
from desktop_app.library.opening import BACKUPS, FILE_NAME
from desktop_app.library.records import HeardVoice
from tests.unit.library.stored_things import a_transcript, opened

ONE, OTHER = "1" * 32, "2" * 32
PAGE = 4096


def voice(name: str, seed: int = 0, seconds: float = 30.0) -> HeardVoice:
    """A voice whose bytes are in no other."""
    data = random.Random(f"{name!r} {seed}").randbytes(768)
    return HeardVoice(name, "titanet", data, seconds)


def with_transcripts(library: Library, *keys: str) -> None:
    for key in keys:
        library.finish_job(key, a_transcript("A text."))


def keep(library: Library, key: str, *voices: HeardVoice) -> None:
    library.keep_voices(key, voices, {one.name for one in voices}).result()


def traces(folder: Path, voices: Sequence[HeardVoice]) -> list[tuple[str, str]]:
    """Names of voices of which a part is in any file of the folder, with the file's."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        found += [
            (one.name, file.name)
            for one in voices
            if any(one.data[at : at + 32] in data for at in range(0, len(one.data), 32))
        ]
    return found


def test_voices_come_back_by_name_and_those_of_a_name_in_their_order(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with_transcripts(library, ONE, OTHER)
        keep(library, OTHER, voice("Peter"), voice("Anna", 1))
        keep(library, ONE, voice("Anna", 2, 12.5), voice("odd \udcff"))
        assert library.verify() == []
    with opened(tmp_path) as library:
        kept = library.voices()
        assert [(one.name, one.transcript) for one in kept] == [
            ("Anna", OTHER), ("Anna", ONE), ("Peter", OTHER), ("odd \udcff", ONE),
        ]  # fmt: skip
        assert kept[1].data == voice("Anna", 2).data and kept[1].seconds == 12.5
        assert kept[0].created_s <= kept[1].created_s and kept[0].model == "titanet"


def test_a_voice_heard_again_takes_the_place_and_a_name_that_is_gone_goes(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with_transcripts(library, ONE, OTHER)
        keep(library, ONE, voice("Anna", 1), voice("Ana"))
        keep(library, OTHER, voice("Ana", 7))
        library.keep_voices(ONE, [voice("Anna", 2)], {"Anna", "Speaker 2"}).result()
        kept = library.voices()
        assert [(one.name, one.transcript, one.data) for one in kept] == [
            ("Ana", OTHER, voice("Ana", 7).data), ("Anna", ONE, voice("Anna", 2).data),
        ]  # fmt: skip
        assert traces(tmp_path, [voice("Ana")]) != []  # so far in the log alone
        assert library.forget_voices([]) == (0, [])
        assert traces(tmp_path, [voice("Ana"), voice("Anna", 1)]) == []
        with pytest.raises(NotInLibrary):
            keep(library, "3" * 32, voice("Anna"))


def test_voices_go_with_their_transcript_once_it_is_deleted_for_good(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with_transcripts(library, ONE, OTHER)
        keep(library, ONE, voice("Anna"))
        keep(library, OTHER, voice("Peter"))
        library.trash([ONE, OTHER]).result()
        assert len(library.voices()) == 2
        library.delete([ONE]).result()
        assert [one.name for one in library.voices()] == ["Peter"]
        library.empty_trash().result()
        assert library.voices() == [] and library.verify() == []
    assert traces(tmp_path, [voice("Anna"), voice("Peter")]) == []


def test_no_byte_of_deleted_voices_is_left_in_any_file(tmp_path: Path) -> None:
    """Hundreds, so that pages were split, joined and freed, some written to the file already."""
    keys = [f"{number:032x}" for number in range(40)]
    names = [f"speaker {number}" for number in range(10)]
    every = [voice(name, seed) for seed in range(40) for name in names]
    with opened(tmp_path) as library:
        with_transcripts(library, *keys)
        for seed, key in enumerate(keys):
            keep(library, key, *(voice(name, seed) for name in names))
            if seed % 7 == 3:
                library.delete([keys[seed - 1]]).result()
    with opened(tmp_path) as library:
        for seed in (0, 5, 11, 12, 31):
            library.keep_voices(keys[seed], [voice("new", seed)], {"new", *names[::2]}).result()
        every += [voice("new", seed) for seed in (0, 5, 11, 12, 31)]
        assert {file for _, file in traces(tmp_path, every)} == {FILE_NAME, f"{FILE_NAME}-wal"}
        with library._database.reading() as reader:  # it has the file open, and reads nothing more
            reader.execute("SELECT count(*) FROM voices").fetchone()
        assert library.forget_voices() == (11, [])
        assert traces(tmp_path, every) == []
        assert library.voices() == [] and library.verify() == []
        assert len(library.transcripts()) == 34
    assert traces(tmp_path, every) == []


def test_one_voice_can_be_forgotten_without_the_others(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with_transcripts(library, ONE, OTHER)
        keep(library, ONE, voice("Anna", 1), voice("Peter"))
        keep(library, OTHER, voice("Anna", 2))
        before = [one for one in library.voices() if one.name == "Peter"]
        assert library.forget_voices(["Anna", "Nobody"]) == (1, [])
        assert library.voices() == before
        assert traces(tmp_path, [voice("Anna", 1), voice("Anna", 2)]) == []
        assert traces(tmp_path, [voice("Peter")]) == [("Peter", FILE_NAME)]


def test_voices_are_deleted_in_the_copies_that_aviary_made_and_a_damaged_one_is_told(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as library:
        with_transcripts(library, ONE)
        keep(library, ONE, voice("Anna"))
        (tmp_path / BACKUPS).mkdir()
        library.backup(tmp_path / BACKUPS / "form 4 2027-01-01 00-00-00.sqlite3")
        library.backup(tmp_path / "set aside 2027-01-01 00-00-00.sqlite3")
        library.backup(tmp_path / "mine.sqlite3")
        broken = tmp_path / "set aside 2027-01-02 00-00-00.sqlite3"
        broken.write_bytes(b"no database")
        assert library.forget_voices() == (1, [broken])
    assert traces(tmp_path, [voice("Anna")]) == [("Anna", "mine.sqlite3")]  # the user's own
    assert broken.read_bytes() == b"no database"
    with opened(tmp_path) as library:  # the copies are still libraries
        for copy in ("set aside 2027-01-01 00-00-00.sqlite3", "mine.sqlite3"):
            assert library.merge(tmp_path / copy) == 0


def test_who_reads_on_meanwhile_is_told_and_the_bytes_go_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    with opened(tmp_path) as library:
        with_transcripts(library, ONE)
        keep(library, ONE, voice("Anna"))
        with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM voices").fetchone()
            with pytest.raises(LibraryBusy):
                library.forget_voices()
            assert library.voices() == []
        assert library.forget_voices() == (0, [])
        assert traces(tmp_path, [voice("Anna")]) == []


def test_a_damaged_voice_is_told_of_and_costs_no_other(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with_transcripts(library, ONE)
        keep(library, ONE, voice("Anna"), voice("Peter"))
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
            connection.execute("UPDATE voices SET print = 'text' WHERE name = 'Anna'")
            connection.commit()
        assert [one.name for one in library.voices()] == ["Peter"]
        (fault,) = library.verify()
        assert "voice" in fault
        assert library.forget_voices() == (2, [])
        assert library.verify() == []


def test_a_merge_brings_voices_with_new_transcripts_and_none_that_were_deleted_here(
    tmp_path: Path,
) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        with_transcripts(one, ONE, OTHER)
        keep(one, ONE, voice("Anna"))
        keep(one, OTHER, voice("Peter"))
        one.backup(tmp_path / "backup.sqlite3")
        assert two.merge(tmp_path / "backup.sqlite3") == 2
        assert [v.name for v in two.voices()] == ["Anna", "Peter"]
        one.forget_voices()
        one.delete([OTHER]).result()
        assert one.merge(tmp_path / "backup.sqlite3") == 1
        assert [v.name for v in one.voices()] == ["Peter"]


@pytest.mark.parametrize("table", ["schema", "voices"])
def test_voices_are_found_in_single_pages_and_deleted_ones_are_not(
    tmp_path: Path, table: str
) -> None:
    names = [f"speaker {number}" for number in range(20)]
    with opened(tmp_path / "whole") as library:
        with_transcripts(library, ONE, OTHER)
        keep(library, ONE, *(voice(name) for name in names))
        keep(library, OTHER, voice("gone"))
        library.forget_voices(["gone"])
    damaged = shutil.copytree(tmp_path / "whole", tmp_path / "damaged") / FILE_NAME
    with closing(sqlite3.connect(damaged)) as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master"))
    with damaged.open("rb+") as file:
        file.seek((roots.get(table, 1) - 1) * PAGE)
        file.write(bytes(PAGE))
    damage_mark(damaged).touch()
    with opened(tmp_path / "damaged") as library:
        assert library.notes and sorted(one.name for one in library.voices()) == sorted(names)
        assert {one.data for one in library.voices()} == {voice(name).data for name in names}
        assert library.verify() == []
