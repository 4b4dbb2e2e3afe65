"""Outlines of recordings in the library: found by the recording, and gone with the transcript."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.library.library import Library
from desktop_app.library.opening import FILE_NAME
from tests.unit.library.stored_things import a_request, a_transcript, opened

FIRST, SECOND = "ab" * 16, "cd" * 16
HASH, OTHER_HASH = "0f" * 16, "e1" * 16


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        for key in (FIRST, SECOND):
            library.finish_job(key, a_transcript("one two"), a_request())
        yield library
        assert library.verify() == []


def count(library: Library) -> int:
    with closing(sqlite3.connect(library.folder / FILE_NAME)) as connection:
        return int(connection.execute("SELECT count(*) FROM peaks").fetchone()[0])


def test_an_outline_is_found_by_the_recording_and_its_track(library: Library) -> None:
    library.keep_peaks(FIRST, f"{HASH}:1", b"outline").result()
    kept = (f"{HASH}:1", b"outline")
    for key in (FIRST, SECOND, "unknown"):
        assert library.peaks(key, HASH, 1) == library.peaks(key, HASH, None) == kept
        assert library.peaks(key, HASH, 0) is None
        assert library.peaks(key, OTHER_HASH, None) is None


def test_where_the_recording_is_gone_the_transcripts_own_is_shown(library: Library) -> None:
    library.keep_peaks(FIRST, f"{HASH}:0", b"outline").result()
    assert library.peaks(FIRST, "", None) == (f"{HASH}:0", b"outline")
    assert library.peaks(SECOND, "", None) is None


def test_a_changed_recording_has_another_which_takes_its_place(library: Library) -> None:
    library.keep_peaks(FIRST, f"{HASH}:0", b"before").result()
    assert library.peaks(FIRST, OTHER_HASH, 0) is None
    library.keep_peaks(FIRST, f"{OTHER_HASH}:0", b"after").result()
    assert library.peaks(FIRST, OTHER_HASH, 0) == (f"{OTHER_HASH}:0", b"after")
    assert library.peaks(FIRST, HASH, 0) is None
    assert count(library) == 1


def test_the_own_one_comes_before_that_of_another_transcript(library: Library) -> None:
    library.keep_peaks(SECOND, f"{HASH}:0", b"another's").result()
    library.keep_peaks(FIRST, f"{HASH}:0", b"own").result()
    assert library.peaks(FIRST, HASH, 0) == (f"{HASH}:0", b"own")


def test_it_goes_when_the_trash_is_emptied_and_not_before(library: Library) -> None:
    library.keep_peaks(FIRST, f"{HASH}:0", b"outline").result()
    library.trash([FIRST]).result()
    library.restore([FIRST]).result()
    assert library.peaks(FIRST, HASH, 0) is not None
    library.trash([FIRST]).result()
    library.empty_trash().result()
    assert library.peaks(FIRST, HASH, 0) is None and count(library) == 0


def test_nothing_is_kept_for_a_transcript_that_is_gone(library: Library) -> None:
    library.delete([FIRST]).result()
    library.keep_peaks(FIRST, f"{HASH}:0", b"outline").result()
    assert count(library) == 0
