"""A recording that was moved is found again; another one is not taken for it."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from desktop_app.app.library import finding
from desktop_app.app.library.finding import Wanted, find
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import FileStamp, MediaInfo
from desktop_app.system.file_samples import SAMPLE_BYTES, sample_hash

SIZE = 5 * SAMPLE_BYTES


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "Recordings"
    folder.mkdir(parents=True)
    path = folder / "talk é.wav"
    path.write_bytes(os.urandom(SIZE))
    return path


def _wanted(path: Path, *, with_hash: bool = True) -> Wanted:
    found = path.stat()
    stamp = FileStamp(found.st_size, found.st_mtime_ns, found.st_ino)
    samples = sample_hash(path) if with_hash else ""
    wanted = Wanted.of(path, MediaInfo(path, 1.0, (), stamp, samples))
    assert wanted is not None
    return wanted


def _in_a_subfolder(path: Path) -> Path:
    return path.parent / "2026" / "May" / path.name


def _beside(path: Path) -> Path:
    return path.parent.parent / "Archive" / path.name


def _renamed(path: Path) -> Path:
    return path.with_name("interview.wav")


@pytest.mark.parametrize("moved", [_in_a_subfolder, _beside, _renamed])
@pytest.mark.parametrize("with_hash", [True, False])
def test_found_near_its_old_place(
    recording: Path, moved: Callable[[Path], Path], *, with_hash: bool
) -> None:
    wanted, target = _wanted(recording, with_hash=with_hash), moved(recording)
    target.parent.mkdir(parents=True, exist_ok=True)
    recording.rename(target)
    assert find(wanted, [], CancelToken()) == target


def test_found_in_a_likely_folder(recording: Path, tmp_path: Path) -> None:
    wanted, target = _wanted(recording), tmp_path / "elsewhere" / "a" / "b" / recording.name
    target.parent.mkdir(parents=True)
    recording.rename(target)
    assert find(wanted, [], CancelToken()) is None
    assert find(wanted, [tmp_path / "nowhere", tmp_path / "elsewhere"], CancelToken()) == target


def test_its_own_name_is_preferred_to_a_copy_beside_it(recording: Path) -> None:
    wanted, target = _wanted(recording), _in_a_subfolder(recording)
    target.parent.mkdir(parents=True)
    _renamed(recording).write_bytes(recording.read_bytes())
    recording.rename(target)
    assert find(wanted, [], CancelToken()) == target


def test_a_likely_folder_is_looked_into_before_all_that_is_below_another(
    recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the first one may be a whole home."""
    wanted, target = _wanted(recording), tmp_path / "elsewhere" / recording.name
    target.parent.mkdir()
    recording.rename(target)
    walked = finding._walked

    def endless(folders: Iterable[Path]) -> Iterator[Path]:
        if recording.parent.parent in folders:
            pytest.fail("everything below was searched first")
        yield from walked(folders)

    monkeypatch.setattr(finding, "_walked", endless)
    assert find(wanted, [target.parent], CancelToken()) == target


def test_another_recording_of_that_name_and_size_is_not_taken(recording: Path) -> None:
    wanted, other = _wanted(recording), _beside(recording)
    content = bytearray(recording.read_bytes())
    content[SIZE // 2] ^= 1  # in the middle, where a sample is
    recording.unlink()
    other.parent.mkdir()
    other.write_bytes(content)
    assert find(wanted, [], CancelToken()) is None


def test_a_cancelled_search_finds_nothing(recording: Path) -> None:
    wanted, target = _wanted(recording), _in_a_subfolder(recording)
    target.parent.mkdir(parents=True)
    recording.rename(target)
    cancel = CancelToken()
    cancel.cancel()
    assert find(wanted, [], cancel) is None


def test_too_little_known_to_find_it() -> None:
    assert Wanted.of(Path("a.wav"), None) is None
    assert Wanted.of(Path("a.wav"), MediaInfo(Path("a.wav"), 1.0, ())) is None


def test_samples_of_small_and_empty_files_differ(tmp_path: Path) -> None:
    hashes = set()
    for number, content in enumerate((b"", b"a", b"ab", b"b" * SAMPLE_BYTES)):
        path = tmp_path / str(number)
        path.write_bytes(content)
        hashes.add(sample_hash(path))
    assert len(hashes) == 4
