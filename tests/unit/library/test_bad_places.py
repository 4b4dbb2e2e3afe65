"""Full, read-only, locked and far places: a clear sentence, and what was kept stays."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_app.core.errors import DiskFull
from desktop_app.core.library_errors import (
    LibraryBusy,
    LibraryError,
    LibraryFull,
    LibraryNotWritable,
    LibraryOnNetwork,
)
from desktop_app.library import database, opening
from desktop_app.library.library import Library
from desktop_app.system.locks.diagnosis import FilePlace, PlaceKind
from tests.unit.library.stored_things import CUTTING, a_job, a_transcript, chunk, opened

KEY = "a" * 32
MEGABYTE = 2**20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    _mount(place, "size=2m")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def _mount(place: Path, options: str) -> None:
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounts need root on Linux")


def fill_disk(place: Path) -> Path:
    """Fill the file system to the last byte."""
    stone = place / "stone"
    with stone.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return stone


def require_told(error: LibraryError) -> None:
    assert error.title and error.message.endswith(".") and error.remedy.endswith(".")


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    folder = small_disk / "library"
    with opened(folder) as library:
        job = a_job()
        library.add_jobs([job])
        library.finish_job(KEY, a_transcript("kept"))
        library.note_chunk(job.key, chunk(0), CUTTING)
        stone = fill_disk(small_disk)
        heard = 1
        with pytest.raises(LibraryFull) as full:  # noqa: PT012
            while True:  # the log has some room left
                library.note_chunk(job.key, chunk(heard, "word " * 200), CUTTING)
                heard += 1
        require_told(full.value)
        assert isinstance(full.value, DiskFull)
        with pytest.raises(LibraryFull):
            library.finish_job("b" * 32, a_transcript(*["long text"] * 500))
        point = library.resume_point(job.key)
        assert point is not None and len(point.heard) == heard
        assert [each.key for each in library.transcripts()] == [KEY]
        stone.unlink()
        library.note_chunk(job.key, chunk(heard), CUTTING)
        library.finish_job("b" * 32, a_transcript(*["long text"] * 500))
        assert library.verify() == []
    sys.stdout.write(f"disk full after {heard} chunks: all of them kept\n")


def test_a_library_on_a_full_disk_can_be_read_and_written_once_there_is_room(
    small_disk: Path,
) -> None:
    with opened(small_disk / "library") as library:
        library.finish_job(KEY, a_transcript("kept"))
    stone = fill_disk(small_disk)
    with opened(small_disk / "library") as library:
        refusal = library.refusal
        assert refusal is not None and library.notes
        require_told(refusal)
        assert library.transcript(KEY).text == "kept"
        assert library.verify() == [], "a check only reads"
        with pytest.raises(LibraryFull):
            library.finish_job("b" * 32, a_transcript("new"))
        stone.unlink()
        library.finish_job("b" * 32, a_transcript("new"))
        refusal = library.refusal
        assert refusal is None and len(library.transcripts()) == 2
    with opened(small_disk / "library") as library:
        assert library.notes == () and library.verify() == []


def test_no_room_for_a_new_library_is_told(small_disk: Path) -> None:
    fill_disk(small_disk)
    with pytest.raises(LibraryFull) as full:
        Library.open(small_disk / "library")
    require_told(full.value)


def test_a_migration_without_room_for_the_copy_leaves_the_library(small_disk: Path) -> None:
    from tests.unit.library.test_schema import version_in, write_library

    path = write_library(small_disk / "library", 1)
    stone = fill_disk(small_disk)
    with pytest.raises(LibraryFull):
        Library.open(small_disk / "library")
    stone.unlink()
    assert version_in(path) == 1
    with opened(small_disk / "library") as library:
        assert library.transcripts() and library.verify() == []


def test_a_backup_onto_a_full_disk_is_told_and_leaves_nothing(
    small_disk: Path, tmp_path: Path
) -> None:
    with opened(tmp_path / "library") as library:
        library.finish_job(KEY, a_transcript(*["a long text of many words"] * 5000))
        older = small_disk / "all.sqlite3"
        older.write_text("older", encoding="utf-8")
        with (small_disk / "stone").open("wb") as file:
            file.write(bytes(2 * MEGABYTE - 300_000))
        with pytest.raises(DiskFull):
            library.backup(older)
        assert older.read_text(encoding="utf-8") == "older"
        assert sorted(path.name for path in small_disk.iterdir()) == ["all.sqlite3", "stone"]
        (small_disk / "stone").unlink()
        fill_disk(small_disk)
        with pytest.raises(DiskFull) as full:
            library.backup(older)
        assert full.value.message == "There is not enough space to write “all.sqlite3”."


def test_a_read_only_disk_can_be_read(small_disk: Path) -> None:
    with opened(small_disk / "library") as library:
        library.finish_job(KEY, a_transcript("kept"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with opened(small_disk / "library") as library:
        assert library.transcript(KEY).text == "kept" and library.search("kept").hits
        assert isinstance(library.refusal, LibraryNotWritable) and len(library.notes) == 1
        with pytest.raises(LibraryNotWritable) as refused:
            library.trash([KEY]).result()
        require_told(refused.value)
    with pytest.raises(LibraryNotWritable) as refused:
        Library.open(small_disk / "other")
    require_told(refused.value)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with opened(small_disk / "library") as library:
        assert library.refusal is None and library.transcripts()


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryNotWritable) as refused:
        Library.open(tmp_path / "file")
    require_told(refused.value)
    (tmp_path / "folder" / "library.sqlite3").mkdir(parents=True)
    with pytest.raises(LibraryNotWritable) as refused:
        Library.open(tmp_path / "folder")
    require_told(refused.value)


def test_a_program_that_holds_the_file_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.2)
    job = a_job()
    with opened(tmp_path) as library:
        library.add_jobs([job]).result()
        with closing(sqlite3.connect(tmp_path / "library.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            before = time.monotonic()
            with pytest.raises(LibraryBusy) as refused:
                library.note_chunk(job.key, chunk(0), CUTTING)
            require_told(refused.value)
            assert time.monotonic() - before < 5
            assert library.jobs() == [job], "readers go on"
            other.execute("ROLLBACK")
        library.note_chunk(job.key, chunk(0), CUTTING)
        assert library.jobs() == [replace(job, heard_s=20.0)]


@pytest.mark.parametrize("kind", [PlaceKind.NETWORK, PlaceKind.SYNCED])
def test_a_folder_on_the_network_is_not_used_and_a_synchronised_one_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: PlaceKind
) -> None:
    far, near = tmp_path / "far", tmp_path / "near"

    def places(path: Path) -> tuple[FilePlace, ...]:
        return (FilePlace(kind, "OneDrive", str(far), "."),) if path.is_relative_to(far) else ()

    monkeypatch.setattr(opening, "file_facts", lambda: SimpleNamespace(places=places))
    library = Library.open(far, near)
    try:
        assert library.folder == (near if kind is PlaceKind.NETWORK else far)
        (note,) = library.notes
        assert str(far) in note and note.endswith(".")
    finally:
        library.close()
    if kind is PlaceKind.NETWORK:
        with pytest.raises(LibraryOnNetwork) as refused:
            Library.open(far)
        require_told(refused.value)
        assert not far.exists(), "nothing was written there"


def test_a_name_that_is_no_unicode_may_hold_a_library(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9 \xff 100% ?#")
    with opened(folder) as library:
        library.finish_job(KEY, a_transcript("kept"))
        library.backup(folder / "all.sqlite3")
    with opened(folder) as library:
        assert library.transcript(KEY).text == "kept" and library.verify() == []


def test_twenty_gigabytes_are_not_read_at_the_start(tmp_path: Path) -> None:
    """A file of that size, which the file system need not really hold."""
    with opened(tmp_path) as library:
        library.finish_job(KEY, a_transcript("kept"))
    path, size = tmp_path / "library.sqlite3", 20 * 2**30
    with path.open("rb+") as file:
        file.seek(28)  # the size in pages, in the header
        file.write((size // 4096).to_bytes(4, "big"))
        file.truncate(size)
    before = time.monotonic()
    with opened(tmp_path) as library:
        assert library.size_bytes() >= size
        assert [each.key for each in library.transcripts()] == [KEY] and library.search("kept").hits
        library.finish_job("b" * 32, a_transcript("new"))
        assert library.transcript("b" * 32).text == "new"
        took_s = time.monotonic() - before
    # Reading it all takes half a minute at the very least.
    assert took_s < 20
