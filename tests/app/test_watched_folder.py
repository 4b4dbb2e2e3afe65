"""One watched folder with real files and the test's clock: what is new, and what is not yet."""

import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app.app.watching.folder import MOST_SEEN, FolderWatch, Seen, is_same
from desktop_app.app.watching.memory import WatchMemory
from desktop_app.export.registry import FORMATS
from desktop_app.media.formats import has_recording_name

SECOND_NS = 1_000_000_000


@dataclass
class Watch:
    """A folder, its watch, and the time."""

    folder: Path
    seen: Seen | None = None
    offered: tuple[str, ...] = ()
    has_subfolders: bool = True
    now_s: float = 100.0
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.watch = FolderWatch(
            self.folder,
            self.stop,
            seen=self.seen,
            offered=self.offered,
            settled_s=4.0,
            clock=lambda: self.now_s,
        )

    def after(self, seconds: float) -> tuple[list[str], list[str]]:
        """What is ready, and what is offered, at a look after so many seconds."""
        self.now_s += seconds
        look = self.watch.look(at_all=True, has_subfolders=self.has_subfolders)
        assert look.is_there
        return self._names(look.ready), self._names(look.offered)

    def _names(self, paths: tuple[Path, ...]) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in paths)


def recording(path: Path, bytes_: int = 100, age_s: int = 1000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\0" * bytes_)
    changed_ns = 1_764_000_000 * SECOND_NS - age_s * SECOND_NS
    os.utime(path, ns=(changed_ns, changed_ns))
    return path


@pytest.fixture
def watched(tmp_path: Path) -> Watch:
    """An empty folder that was looked at before."""
    made = Watch(tmp_path / "in", seen={})
    made.folder.mkdir()
    return made


def test_a_new_recording_is_ready_once_it_has_settled(watched: Watch) -> None:
    assert watched.after(1) == ([], [])
    recording(watched.folder / "talk.wav")
    assert watched.after(1) == ([], [])
    assert watched.after(3) == ([], [])
    assert watched.after(1) == (["talk.wav"], [])
    assert watched.after(9) == ([], [])  # once


def test_a_growing_file_waits_until_it_grows_no_more(watched: Watch) -> None:
    path = recording(watched.folder / "talk.wav", 0)
    for size in range(1, 20):
        assert watched.after(3.9) == ([], [])
        recording(path, size * 100, age_s=1000 - size)
    assert watched.after(3.9) == ([], [])
    assert watched.after(4.1) == (["talk.wav"], [])


def test_an_empty_file_is_not_a_recording_yet(watched: Watch) -> None:
    path = recording(watched.folder / "talk.wav", 0)
    for _ in range(50):
        assert watched.after(60) == ([], [])
    recording(path, 10)
    assert watched.after(60) == ([], [])
    assert watched.after(5) == (["talk.wav"], [])


@pytest.mark.skipif(not hasattr(os, "O_CLOEXEC"), reason="a lease is Linux's")
def test_a_recorder_that_pauses_has_its_file_open(watched: Watch) -> None:
    with (watched.folder / "talk.wav").open("wb") as file:
        file.write(b"\0" * 100)
        file.flush()
        for _ in range(8):
            assert watched.after(30) == ([], [])
    assert watched.after(61) == (["talk.wav"], [])


def test_a_file_that_cannot_be_opened_waits(
    watched: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []

    def refuse(path: Path) -> bool:
        tries.append(path)
        return False

    monkeypatch.setattr("desktop_app.app.watching.folder.is_finished", refuse)
    recording(watched.folder / "locked.wav")
    for _ in range(600):
        assert watched.after(1) == ([], [])
    assert 8 < len(tries) < 25  # ever more rarely
    monkeypatch.undo()
    assert watched.after(61) == (["locked.wav"], [])


@pytest.mark.parametrize(
    "name",
    [
        ".talk.wav",
        "._talk.wav",
        "~$talk.wav",
        "~talk.wav",
        "talk.wav.part",
        "talk.wav.crdownload",
        "talk.wav.tmp",
        "notes.txt",
        "model.nemo",
        *(f"talk.{each.extension}" for each in FORMATS),
    ],
)
def test_what_is_no_recording_is_ignored(watched: Watch, name: str) -> None:
    recording(watched.folder / name)
    assert watched.after(1) == watched.after(60) == ([], [])


def test_no_export_of_ours_is_taken_for_a_recording() -> None:
    for each in FORMATS:
        assert not has_recording_name(f"talk.{each.extension}"), each.id


def test_a_name_that_a_browser_has_reserved_waits(watched: Watch) -> None:
    recording(watched.folder / "talk.mp3", 10)
    part = recording(watched.folder / "talk.mp3.part", 500)
    for _ in range(5):
        assert watched.after(30) == ([], [])
    part.replace(watched.folder / "talk.mp3")
    assert watched.after(60) == ([], [])
    assert watched.after(60) == (["talk.mp3"], [])


def test_what_is_source_code_is_none(watched: Watch) -> None:
    (watched.folder / "index.ts").write_text("export const a = 1;", encoding="utf-8")
    assert watched.after(1) == watched.after(60) == ([], [])


def test_a_pipe_is_none(watched: Watch) -> None:
    os.mkfifo(watched.folder / "talk.wav")
    assert watched.after(1) == watched.after(60) == ([], [])


def test_what_was_there_at_first_is_offered(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    recording(folder / "old.wav")
    recording(folder / "deep" / "older.wav")
    watched = Watch(folder)
    assert watched.after(1) == ([], [])
    recording(folder / "new.wav")
    assert watched.after(5) == ([], ["deep/older.wav", "old.wav"])
    assert watched.after(5) == (["new.wav"], [])


def test_a_restart_knows_what_was_seen(watched: Watch) -> None:
    recording(watched.folder / "a.wav")
    watched.after(1)
    recording(watched.folder / "b.wav")
    assert watched.after(5) == (["a.wav"], [])
    again = Watch(watched.folder, seen=watched.watch.seen)
    again.after(1)
    assert again.after(5) == (["b.wav"], [])  # it had not settled before


def test_a_restart_offers_what_was_offered_also_under_another_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    old = recording(folder / "old.wav")
    recording(folder / "gone.wav", 200)
    first = Watch(folder)
    assert first.after(1) == ([], []) and first.watch.to_offer == {"old.wav", "gone.wav"}
    assert first.after(5) == ([], ["gone.wav", "old.wav"]) and not first.watch.to_offer
    old.rename(folder / "renamed.wav")
    (folder / "gone.wav").unlink()
    again = Watch(folder, seen=first.watch.seen, offered=("old.wav", "gone.wav"))
    again.after(1)
    assert again.watch.to_offer == {"renamed.wav", "gone.wav"}
    assert again.after(5) == ([], ["renamed.wav"])
    assert again.after(5) == ([], [])  # once


def test_a_restart_within_the_first_seconds_queues_nothing_old(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    recording(folder / "old.wav")
    watched = Watch(folder)
    assert watched.after(1) == ([], [])
    again = Watch(folder, seen=watched.watch.seen)
    recording(folder / "new.wav")
    again.after(1)
    assert again.after(9) == (["new.wav"], [])


def test_without_subfolders_only_the_folder_itself_is_watched(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    flat = Watch(folder, seen={}, has_subfolders=False)
    recording(folder / "deep" / "a.wav")
    recording(folder / "b.wav")
    flat.after(1)
    assert flat.after(5) == (["b.wav"], [])
    flat.has_subfolders = True
    flat.after(1)
    assert flat.after(5) == ([], ["deep/a.wav"])  # it was there before


def test_links_to_folders_are_not_followed(watched: Watch) -> None:
    deep = watched.folder / "deep"
    deep.mkdir()
    (deep / "up").symlink_to(watched.folder, target_is_directory=True)
    recording(deep / "a.wav")
    watched.after(1)
    assert watched.after(5) == (["deep/a.wav"], [])


def test_a_recording_that_changes_later_is_offered(watched: Watch) -> None:
    path = recording(watched.folder / "talk.wav")
    watched.after(1)
    assert watched.after(5) == (["talk.wav"], [])
    recording(path, 500, age_s=10)
    watched.after(1)
    assert watched.after(5) == ([], ["talk.wav"])
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 2 * SECOND_NS))  # a server that rounds
    watched.after(1)
    assert watched.after(5) == ([], [])


def test_a_renamed_recording_is_known(watched: Watch) -> None:
    path = recording(watched.folder / "talk.wav")
    copy = recording(watched.folder / "copy.wav")  # of the same size and time
    watched.after(1)
    assert watched.after(5) == (["copy.wav", "talk.wav"], [])
    (watched.folder / "deep").mkdir()
    path.rename(watched.folder / "deep" / "interview.wav")
    watched.after(1)
    assert watched.after(5) == ([], [])
    shutil.copy2(copy, watched.folder / "another.wav")
    watched.after(1)
    assert watched.after(5) == (["another.wav"], [])  # all that was known is still there


def test_a_folder_that_goes_away_comes_back_with_what_was_known(watched: Watch) -> None:
    for number in range(30):
        recording(watched.folder / f"{number}.wav")
    watched.after(1)
    assert len(watched.after(5)[0]) == 30
    away = watched.folder.with_name("away")
    watched.folder.rename(away)
    for at_all in (True, False):
        assert not watched.watch.look(at_all=at_all).is_there
    away.rename(watched.folder)
    recording(watched.folder / "new.wav")
    assert watched.after(60) == ([], [])
    assert watched.after(5) == (["new.wav"], [])


def test_an_unmounted_drive_leaves_an_empty_folder_and_forgets_nothing(watched: Watch) -> None:
    recording(watched.folder / "a.wav")
    watched.after(1)
    assert watched.after(5) == (["a.wav"], [])
    stick = watched.folder.with_name("stick")
    watched.folder.rename(stick)
    watched.folder.mkdir()
    assert watched.after(60) == ([], [])
    watched.folder.rmdir()
    stick.rename(watched.folder)
    assert watched.after(60) == watched.after(5) == ([], [])


def test_a_file_that_vanishes_while_it_arrives_is_forgotten(watched: Watch) -> None:
    path = recording(watched.folder / "a.wav")
    watched.after(1)
    path.unlink()
    assert watched.after(5) == ([], []) and watched.watch.look(at_all=True).arriving == 0


def test_a_folder_inside_that_cannot_be_read_is_left_out(
    watched: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(watched.folder / "closed" / "a.wav")
    recording(watched.folder / "b.wav")
    scandir = os.scandir

    def refuse(folder: str):  # type: ignore[no-untyped-def]
        if folder.endswith("closed"):
            raise PermissionError(13, "no", folder)
        return scandir(folder)

    monkeypatch.setattr("desktop_app.app.watching.folder.os.scandir", refuse)
    watched.after(1)
    assert watched.after(5) == (["b.wav"], [])


def test_thousands_of_files_are_looked_at_once(
    watched: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3000):
        (watched.folder / f"{number}.wav").write_bytes(b"\0")
    watched.after(1)
    assert len(watched.after(5)[0]) == 3000
    stats: list[Path] = []
    stat = Path.stat

    def counted(path: Path, **options: bool) -> os.stat_result:
        stats.append(path)
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", counted)
    assert watched.after(5) == ([], []) and len(stats) < 10


def test_far_too_many_known_files_are_reduced_to_those_that_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    recording(folder / "a.wav")
    one = (folder / "a.wav").stat()
    seen = {f"{number}.wav": (1, number * 10 * SECOND_NS) for number in range(MOST_SEEN)}
    watched = Watch(folder, seen=seen | {"a.wav": (one.st_size, one.st_mtime_ns)})
    assert watched.after(1) == watched.after(5) == ([], [])
    assert watched.watch.seen == {"a.wav": (one.st_size, one.st_mtime_ns)}


def test_a_look_ends_when_the_program_does(watched: Watch) -> None:
    recording(watched.folder / "a.wav")
    watched.stop.set()
    watched.after(1)
    assert watched.after(9) == ([], []) and watched.watch.seen == {}


def test_small_differences_of_time_are_none() -> None:
    at = 1_764_000_000 * SECOND_NS
    assert is_same((5, at), (5, at + 2 * SECOND_NS))
    assert is_same((5, at), (5, at - 3601 * SECOND_NS))  # FAT in summer
    assert not is_same((5, at), (6, at))
    assert not is_same((5, at), (5, at + 60 * SECOND_NS))


def test_what_is_known_is_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "config" / "watched.json"
    path.parent.mkdir()
    odd = os.fsdecode(b"caf\xe9.wav")
    memory = WatchMemory(path)
    assert memory.seen(tmp_path) is None
    memory.keep(tmp_path, {"a.wav": (1, 2), odd: (3, 4)})
    memory.keep(tmp_path / "b", {})
    memory.keep(tmp_path, {"a.wav": (1, 2), odd: (3, 4)}, {odd})
    assert WatchMemory(path).offered(tmp_path) == [odd]
    assert WatchMemory(path).seen(tmp_path) == {"a.wav": (1, 2), odd: (3, 4)}
    memory.forget_others([tmp_path / "b"])
    again = WatchMemory(path)
    assert again.seen(tmp_path) is None and again.seen(tmp_path / "b") == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"folders": {"/a": 3}}', b"\xff"])
def test_a_damaged_file_means_that_nothing_is_known(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "watched.json"
    path.write_bytes(content)
    memory = WatchMemory(path)
    assert memory.seen(tmp_path) is None
    memory.keep(tmp_path, {})
    assert WatchMemory(path).seen(tmp_path) == {}


def test_what_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    WatchMemory(tmp_path / "gone" / "watched.json").keep(tmp_path, {"a": (1, 2)})
    WatchMemory(None).keep(tmp_path, {"a": (1, 2)})
