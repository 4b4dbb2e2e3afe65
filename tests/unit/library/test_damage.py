"""A damaged library is set aside, and everything that can be read of it recovered."""

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from desktop_app.core.library_errors import LibraryDamaged
from desktop_app.library.database import damage_mark
from desktop_app.library.library import Library
from desktop_app.library.opening import LaterCheck
from desktop_app.library.repair.salvage import rows_in_pages
from tests.unit.library.stored_things import CUTTING, a_job, a_request, a_transcript, chunk, opened

PAGE = 4096
NAME = "library.sqlite3"
SENTENCES = 40


def key(number: int) -> str:
    return f"{number:032x}"


def sentence(number: int, place: int) -> str:
    return f"Sentence {place} of transcript {number}, with ünïque words {number * 1000 + place}."


def fill(folder: Path, transcripts: int = 40, chunks: int = 30) -> str:
    """Make a library; return the key of its job."""
    with opened(folder) as library:
        job = a_job()
        library.add_jobs([job])
        for number in range(chunks):
            library.note_chunk(job.key, chunk(number, f"heard {number}"), CUTTING)
        for number in range(transcripts):
            texts = (sentence(number, place) for place in range(SENTENCES))
            library.finish_job(key(number), a_transcript(*texts), a_request())
    return job.key


def pages_of(path: Path) -> dict[str, list[int]]:
    """The numbers of the pages of each table and index, from 1."""
    with closing(sqlite3.connect(path)) as connection:
        count = connection.execute("PRAGMA page_count").fetchone()[0]
        roots = dict(connection.execute("SELECT rootpage, name FROM sqlite_master"))
    data = path.read_bytes()
    found: dict[str, list[int]] = {"schema": [1]}
    for root, name in roots.items():
        if root:
            found[name] = sorted(below(data, root))
    assert max(number for pages in found.values() for number in pages) <= count
    return found


def below(data: bytes, number: int) -> set[int]:
    """The pages of a tree, without those that hold what is too long for a page."""
    page = data[(number - 1) * PAGE : number * PAGE]
    found = {number}
    if page[0] in (2, 5):
        cells = int.from_bytes(page[3:5], "big")
        for cell in range(cells):
            at = int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big")
            found |= below(data, int.from_bytes(page[at : at + 4], "big"))
        found |= below(data, int.from_bytes(page[8:12], "big"))
    return found


def spoil(path: Path, number: int, seed: int = 0) -> None:
    with path.open("rb+") as file:
        file.seek((number - 1) * PAGE)
        file.write(random.Random(seed).randbytes(PAGE))


def told(line: str) -> None:
    """Print a count, which `pytest -s` shows."""
    sys.stdout.write(f"{line}\n")


def texts_in(library: Library) -> set[str]:
    return {
        segment.text
        for each in library.transcripts()
        for segment in library.transcript(each.key).segments
    }


ALL = {sentence(number, place) for number in range(40) for place in range(SENTENCES)}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    fill(folder)
    return folder / NAME


@pytest.mark.parametrize("table", ["segments", "chunks", "versions", "transcripts", "texts_data"])
def test_a_page_in_the_middle_costs_no_more_than_itself(
    whole: Path, tmp_path: Path, table: str
) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    pages = pages_of(path)[table]
    spoil(path, pages[len(pages) // 2])
    damage_mark(path).touch()
    with opened(tmp_path) as library:
        (note,) = library.notes
        kept = texts_in(library)
        assert library.verify() == []
        heard = library.jobs()[0].heard_s
    lost = len(ALL - kept)
    assert "damaged" in note and len(list(tmp_path.glob("set aside*.sqlite3"))) == 1
    # A page of texts holds some thirty sentences; another table costs none.
    assert lost <= (40 if table == "segments" else 0), lost
    assert heard == (600.0 if table != "chunks" else heard) and heard > 0
    assert not damage_mark(path).exists()
    told(f"{table}: {len(kept)} of {len(ALL)} sentences, {heard:.0f} s of the journal: {note}")


def test_any_page_may_be_damaged(whole: Path, tmp_path: Path) -> None:
    """Each of 24 pages in turn: the library opens, is whole, and has lost little."""
    count = whole.stat().st_size // PAGE
    chosen = random.Random(7).sample(range(2, count + 1), 24)
    left = []
    for number in chosen:
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / NAME).write_bytes(whole.read_bytes())
        spoil(folder / NAME, number)
        damage_mark(folder / NAME).touch()
        with opened(folder) as library:
            assert library.verify() == [], number
            left.append(len(texts_in(library)))
    average = sum(left) / len(left)
    told(f"24 pages: at least {min(left)} of {len(ALL)} sentences each, {average:.0f} on average")
    assert min(left) > len(ALL) * 0.9


@pytest.mark.parametrize("table", ["schema", "segments", "chunks", "transcripts", "versions"])
def test_the_page_on_which_all_others_hang_costs_nothing_of_them(
    whole: Path, tmp_path: Path, table: str
) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    root = root_of(path, table)
    spoil(path, root)
    damage_mark(path).touch()
    with opened(tmp_path) as library:
        kept = texts_in(library)
        heard = library.jobs()[0].heard_s
        assert library.verify() == [] and library.search("ünïque").hits
    told(f"root of {table}: {len(kept)} of {len(ALL)} sentences, {heard:.0f} s of the journal")
    assert kept == ALL and heard == 600.0


def root_of(path: Path, table: str) -> int:
    if table == "schema":
        return 1
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        return int(found.fetchone()[0])


def test_what_was_deleted_does_not_come_back(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    with opened(tmp_path) as library:
        library.delete([key(number) for number in range(0, 40, 2)]).result()
    spoil(path, root_of(path, "segments"))
    damage_mark(path).touch()
    with opened(tmp_path) as library:
        left = {sentence(number, place) for number in range(1, 40, 2) for place in range(SENTENCES)}
        assert texts_in(library) == left and library.verify() == []


def test_the_log_is_read_too(tmp_path: Path) -> None:
    copy = tmp_path / NAME
    with opened(tmp_path / "one") as library:
        for number in range(40):
            texts = (sentence(number, place) for place in range(SENTENCES))
            library.finish_job(key(number), a_transcript(*texts))
        for ending in ("", "-wal"):
            data = (tmp_path / "one" / f"{NAME}{ending}").read_bytes()
            copy.with_name(f"{NAME}{ending}").write_bytes(data)
    spoil(copy, 1)
    assert copy.with_name(f"{NAME}-wal").stat().st_size > PAGE
    rows = [row for name, row in rows_in_pages(copy, {"segments"}) if name == "segments"]
    assert {row[5] for row in rows} == ALL
    copy.with_name(f"{NAME}-wal").write_bytes(b"too short")
    assert {row[5] for _, row in rows_in_pages(copy, {"segments"})} < ALL


def test_damage_that_is_met_at_work_is_told_and_recovered_at_the_next_start(
    whole: Path, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    pages = pages_of(path)["segments"]
    spoil(path, pages[len(pages) // 2])
    with opened(tmp_path) as library:
        assert library.notes == ()
        with pytest.raises(LibraryDamaged) as met:
            texts_in(library)
        assert "Restart" in met.value.remedy
        assert library.jobs(), "the rest works"
    with opened(tmp_path) as library:
        assert len(library.notes) == 1 and len(ALL - texts_in(library)) <= 40


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_a_killed_program_left_is_checked_behind_the_work(
    whole: Path, tmp_path: Path, is_whole: bool
) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    if not is_whole:
        spoil(path, pages_of(path)["segments"][2])
    ended: Queue[bool] = Queue()
    check = LaterCheck(path, 0.0, ended.put)
    assert ended.get(timeout=60) is is_whole
    check.stop()
    assert damage_mark(path).exists() is not is_whole


def test_the_check_is_made_after_a_kill_and_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        assert library._check is None
        library.finish_job(key(1), a_transcript("text"))
        for each in tmp_path.glob(f"{NAME}*"):
            (tmp_path / f"copy {each.name}").write_bytes(each.read_bytes())
    for each in tmp_path.glob("copy *"):
        each.replace(tmp_path / each.name.removeprefix("copy "))
    with opened(tmp_path) as library:
        assert library._check is not None
        assert library.transcript(key(1)).text == "text"


def test_a_library_that_another_program_has_open_is_not_set_aside(
    whole: Path, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    with opened(tmp_path):
        spoil(path, pages_of(path)["segments"][5])
        damage_mark(path).touch()
        with pytest.raises(LibraryDamaged) as refused:
            Library.open(tmp_path)
        assert "other Aviary" in refused.value.remedy
    assert not list(tmp_path.glob("set aside*"))


def test_a_false_alarm_changes_nothing(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    damage_mark(path).touch()
    with opened(tmp_path) as library:
        assert library.notes == () and texts_in(library) == ALL
    assert not damage_mark(path).exists()


@pytest.mark.parametrize("content", [b"", b"no database at all\n" * 500])
def test_what_is_no_library_at_all_does_not_prevent_the_start(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / NAME).write_bytes(content)
    with opened(tmp_path) as library:
        library.finish_job(key(1), a_transcript("new"))
        assert library.verify() == []
    aside = list(tmp_path.glob("set aside*"))
    assert [each.read_bytes() for each in aside] == ([content] if content else [])


def test_half_a_file_gives_what_is_in_it(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    (tmp_path / NAME).write_bytes(data[: len(data) // 2 // PAGE * PAGE])
    damage_mark(tmp_path / NAME).touch()
    with opened(tmp_path) as library:
        kept = texts_in(library)
        assert library.verify() == [] and library.jobs()[0].heard_s == 600.0
    told(f"half a file: {len(kept)} of {len(ALL)} sentences")
    assert len(kept) > len(ALL) // 4


def test_texts_whose_version_or_transcript_is_lost_are_kept(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM versions WHERE transcript = 1")
        connection.execute("DELETE FROM transcripts WHERE id = 2")
        connection.commit()
    spoil(path, pages_of(path)["texts_data"][1])
    damage_mark(path).touch()
    with opened(tmp_path) as library:
        assert texts_in(library) == ALL and library.verify() == []
        titles = sorted(each.title for each in library.transcripts())
        assert titles == ["talk.wav"] * 40, "the lost one is named by what it was made from"


@pytest.mark.parametrize("seed", range(6))
def test_a_third_of_the_file_by_chance(tmp_path: Path, seed: int) -> None:
    """Pages may lead back to where reading was: it comes to an end all the same."""
    with opened(tmp_path) as library:
        library.finish_job("a" * 32, a_transcript(*["one two three four five six"] * 400))
    path = tmp_path / NAME
    data, third = path.read_bytes(), path.stat().st_size // PAGE // 3 * PAGE
    path.write_bytes(data[:third] + random.Random(seed).randbytes(third) + data[2 * third :])
    damage_mark(path).touch()
    with opened(tmp_path) as library:
        assert library.notes
        kept = library.transcripts()
        assert all(library.transcript(one.key).text for one in kept if one.words)
