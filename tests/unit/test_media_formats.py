"""Finding recordings among what was dropped."""

import os
from pathlib import Path

import pytest

from desktop_app.core.errors import NoMediaFound
from desktop_app.media.formats import EXTENSIONS, find_media


def touch(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return [folder / name for name in names]


def test_folders_give_their_recordings_in_natural_order(tmp_path: Path) -> None:
    touch(tmp_path, "10.wav", "2.WAV", "1.mp3", "sub/b.MKV", "notes.txt", ".hidden.wav", ".g/x.wav")
    names = [p.relative_to(tmp_path).as_posix() for p in find_media([tmp_path])]
    assert names == ["1.mp3", "2.WAV", "10.wav", "sub/b.MKV"]


def test_named_files_are_taken_whatever_their_ending(tmp_path: Path) -> None:
    odd, missing = touch(tmp_path, "odd.xyz")[0], tmp_path / "missing.wav"
    assert find_media([missing, odd]) == [missing, odd]


def test_nothing_twice(tmp_path: Path) -> None:
    (one,) = touch(tmp_path, "a.wav")
    assert find_media([one, tmp_path, one]) == [one]


def test_relative_paths_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.wav")
    monkeypatch.chdir(tmp_path)
    assert find_media([Path("a.wav"), Path()]) == [tmp_path / "a.wav"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    touch(tmp_path, "a/b/c.wav")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert find_media([tmp_path]) == [tmp_path / "a" / "b" / "c.wav"]


@pytest.mark.timeout(20)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_pipes_in_a_folder_are_left_where_they_are(tmp_path: Path) -> None:
    (one,) = touch(tmp_path, "a.wav")
    os.mkfifo(tmp_path / "b.wav")
    (tmp_path / "c.wav").symlink_to(tmp_path / "b.wav")
    (tmp_path / "d.wav").symlink_to("/dev/zero")
    (tmp_path / "e.wav").symlink_to(one)
    assert find_media([tmp_path]) == [one, tmp_path / "e.wav"]


def test_a_folder_without_recordings_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "papers/a.pdf")
    with pytest.raises(NoMediaFound, match="papers"):
        find_media([tmp_path / "papers"])


def test_an_empty_folder_beside_a_file_does_not_matter(tmp_path: Path) -> None:
    (one,) = touch(tmp_path, "a.wav")
    (tmp_path / "empty").mkdir()
    assert find_media([tmp_path / "empty", one]) == [one]


def test_no_paths_are_no_files() -> None:
    assert find_media([]) == []


def test_what_the_file_dialog_offers() -> None:
    wanted = "wav mp3 m4a aac flac ogg opus oga wma aiff aif amr mka caf"
    films = "mp4 mkv mov webm avi ts mts m2ts 3gp m4v mpg wmv flv"
    assert set(f"{wanted} {films}".split()) <= EXTENSIONS
    assert all(e == e.lower() and "." not in e for e in EXTENSIONS)
