"""Where the library is opened, and what is said where it cannot be in the user's folder."""

import json
import sqlite3
from pathlib import Path

import pytest

from desktop_app.app.library.opening import open_library
from desktop_app.app.services import build_services
from desktop_app.core.library_errors import LibraryNewer
from desktop_app.library.library import Library
from desktop_app.library.opening import FILE_NAME
from desktop_app.system.locks import facts
from desktop_app.system.locks.diagnosis import FilePlace, PlaceKind


def newer(folder: Path) -> bytes:
    """A library that a later version of Aviary wrote; its bytes."""
    assert Library.open(folder).close()
    file = folder / FILE_NAME
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()
    return file.read_bytes()


def test_the_user_s_folder_is_taken(tmp_path: Path) -> None:
    opened = open_library(tmp_path / "mine é", tmp_path / "own")
    assert opened.notes == ()
    assert opened.library.folder == tmp_path / "mine é"
    assert opened.library.close()
    assert not (tmp_path / "own").exists()


def test_a_folder_that_cannot_be_used_is_left_alone_and_told(tmp_path: Path) -> None:
    chosen = tmp_path / "mine"
    content = newer(chosen)
    opened = open_library(chosen, tmp_path / "own")
    assert opened.library.folder == tmp_path / "own"
    assert len(opened.notes) == 1
    assert str(chosen) in opened.notes[0]
    assert str(tmp_path / "own") in opened.notes[0]
    assert opened.library.close()
    assert (chosen / FILE_NAME).read_bytes() == content


def test_a_newer_library_in_aviary_s_own_folder_is_refused(tmp_path: Path) -> None:
    content = newer(tmp_path)
    with pytest.raises(LibraryNewer):
        open_library(None, tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


@pytest.mark.parametrize("kind", [PlaceKind.NETWORK, PlaceKind.SYNCED])
def test_no_library_on_a_drive_that_damages_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: PlaceKind
) -> None:
    far = tmp_path / "far"

    def places(_facts: object, path: Path) -> tuple[FilePlace, ...]:
        there = FilePlace(kind, "Example Drive", str(far), "Copy it.")
        return (there,) if path.is_relative_to(far) else ()

    monkeypatch.setattr(facts.PosixFileFacts, "places", places)
    opened = open_library(far, tmp_path / "own")
    assert opened.library.folder == tmp_path / "own"
    assert opened.library.close()
    assert not far.exists()
    (note,) = opened.notes
    assert str(far) in note
    assert ("network" if kind is PlaceKind.NETWORK else "Example Drive") in note


def test_safe_mode_has_the_user_s_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVIARY_HOME", str(tmp_path))
    settings = tmp_path / "config" / "settings.json"
    settings.parent.mkdir()
    chosen = tmp_path / "mine"
    settings.write_text(json.dumps({"library_folder": str(chosen)}), encoding="utf-8")
    opened = build_services(is_safe=True).open_library()
    assert opened.library.folder == chosen
    assert opened.library.close()
