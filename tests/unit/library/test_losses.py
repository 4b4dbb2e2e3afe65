"""What a damage took is told: in the note at the start, in each transcript, in its numbers."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core.transcript import SpeechGap
from desktop_app.library.database import damage_mark
from desktop_app.library.library import Library
from desktop_app.library.records import TranscriptSummary, VersionKind
from tests.unit.library.stored_things import CUTTING, a_job, a_transcript, chunk, opened

NAME, PAGE = "library.sqlite3", 4096
SHORT, LONG = "a" * 32, "b" * 32
LINES = [f"This is the sentence {number}." for number in range(100)]  # five words each


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with a short and a long transcript and a job with five chunks."""
    with opened(tmp_path) as library:
        library.finish_job(SHORT, a_transcript("Three short words.", "And four more words."))
        library.finish_job(LONG, a_transcript(*LINES))
        library.set_note(LONG, "Mine.").result()
        job = a_job()
        library.add_jobs([job])
        for number in range(5):
            library.note_chunk(job.key, chunk(number), CUTTING)
    return tmp_path


def damage(folder: Path, *statements: str) -> None:
    """Take rows away, and damage a page that holds none, so that the library is recovered."""
    path = folder / NAME
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        found = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'versions_transcript'"
        )
        root = int(found.fetchone()[0])
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("rb+") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\x77" * PAGE)
    damage_mark(path).touch()


def note_of(library: Library) -> str:
    (note,) = library.notes
    assert note.startswith("The library was damaged.")
    assert library.verify() == []
    return note


def words_of(library: Library, one: TranscriptSummary) -> int:
    return len(library.transcript(one.key).text.split())


def test_nothing_lost_tells_of_no_loss(folder: Path) -> None:
    damage(folder)
    with opened(folder) as library:
        assert "2 transcripts and 1 of the queue were recovered. The damaged" in note_of(library)
        assert [(one.missing, one.has_lost_text) for one in library.transcripts()] == [
            ("", False),
            ("", False),
        ]
        assert library.summary(LONG).note == "Mine."


def test_a_text_that_is_all_lost_is_told(folder: Path) -> None:
    damage(folder, "DELETE FROM segments")
    with opened(folder) as library:
        note = note_of(library)
        assert "0 transcripts and 1 of the queue were recovered." in note
        assert "Of 2 transcripts only the names are left." in note
        assert "507 of 507 words could not be read." in note
        for one in library.transcripts():
            assert (one.words, one.first_words, one.has_lost_text) == (0, "", True)
            assert one.missing.startswith("All of this text was lost when the library was damaged")
            assert one.missing in one.note
            # The whole recording can be transcribed again.
            assert library.transcript(one.key).gaps == (SpeechGap(0.0, one.duration_s),)
        assert library.summary(LONG).note.startswith("Mine.\nAll of")


@pytest.mark.parametrize(
    ("lost", "gap"),
    [
        ("number >= 90", SpeechGap(179.0 - 0.375, 200.0)),
        ("number BETWEEN 10 AND 19", SpeechGap(19.0 - 0.375, 40.0)),
        ("number < 10", SpeechGap(0.0, 20.0)),
    ],
    ids=["end", "middle", "beginning"],
)
def test_a_part_that_is_lost_is_told_where_it_is(folder: Path, lost: str, gap: SpeechGap) -> None:
    version = "(SELECT id FROM versions WHERE words = 500)"
    damage(folder, f"DELETE FROM segments WHERE version = {version} AND {lost}")
    with opened(folder) as library:
        note = note_of(library)
        assert "2 transcripts and 1 of the queue were recovered. 1 transcript lost a part" in note
        assert "50 of 507 words could not be read." in note
        one = library.summary(LONG)
        assert one.words == words_of(library, one) == 450
        assert one.missing.startswith("Some of this text was lost") and one.marks == 1
        assert library.transcript(LONG).gaps == (gap,)
        assert not library.summary(SHORT).has_lost_text
        again = library.transcript(LONG)
        library.add_version(LONG, again, VersionKind.EDIT)
        assert library.summary(LONG).has_lost_text, "an edited text is no more whole"
        library.add_version(LONG, a_transcript(*LINES), VersionKind.MACHINE)
        assert library.summary(LONG).missing == ""


def test_of_an_earlier_version_is_said_that_a_later_one_is_lost(folder: Path) -> None:
    with opened(folder) as library:
        library.add_version(SHORT, a_transcript("Another."), VersionKind.EDIT)
    damage(folder, "DELETE FROM segments WHERE text = 'Another.'")
    with opened(folder) as library:
        assert "1 transcript lost a part" in note_of(library)
        assert library.transcript(SHORT) == a_transcript(
            "Three short words.", "And four more words."
        )
        assert library.summary(SHORT).note.startswith("Another version of this text was lost")


def test_a_name_alone_is_kept_and_told(folder: Path) -> None:
    damage(folder, "DELETE FROM segments", "DELETE FROM versions")
    with opened(folder) as library:
        assert "Of 2 transcripts only the names are left." in note_of(library)
        assert [one.words for one in library.transcripts()] == [0, 0]
        assert all(one.has_lost_text for one in library.transcripts())


def test_a_text_whose_length_nobody_knows_is_not_called_whole(folder: Path) -> None:
    damage(folder, "DELETE FROM versions WHERE words = 500")
    with opened(folder) as library:
        assert "Of 1 transcript it is not known whether" in note_of(library)
        one = library.summary(LONG)
        assert one.words == 500 and "may have been lost" in one.missing


def test_a_journal_that_lost_chunks_is_told_and_goes_on_from_the_first_gap(folder: Path) -> None:
    damage(folder, "DELETE FROM chunks WHERE number = 3")
    with opened(folder) as library:
        assert "1 of the queue lost a part of its text and goes on from there." in note_of(library)
        (job,) = library.jobs()
        assert job.heard_s == 60.0


@pytest.mark.parametrize("table", ["jobs", "chunks"])
def test_a_queue_that_lost_all_of_a_recording_is_told(folder: Path, table: str) -> None:
    damage(folder, f"DELETE FROM {table}")
    told = {
        "jobs": "1 recording of the queue was lost; add it again.",
        "chunks": "1 of the queue lost a part of its text",
    }
    with opened(folder) as library:
        assert told[table] in note_of(library)


def test_half_a_file_counts_what_it_lost(folder: Path) -> None:
    path = folder / NAME
    with opened(folder) as library:
        for number in range(20):
            library.finish_job(f"{number:032x}", a_transcript(*LINES))
    data = path.read_bytes()
    path.write_bytes(data[: (len(data) // 2 // PAGE + 2) * PAGE])
    damage_mark(path).touch()
    with opened(folder) as library:
        note = note_of(library)
        kept = sum(words_of(library, one) for one in library.transcripts())
        assert kept == sum(one.words for one in library.transcripts()) < 10_507
        assert "1 transcript lost a part of its text. Of" in note and "only the names" in note
        for one in library.transcripts():
            assert one.has_lost_text or one.words in (7, 500), one
