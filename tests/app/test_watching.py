"""Watched folders end to end below the window: real files, real threads, the system's own news."""

import os
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.settings import ExportChoices, WatchedFolder
from desktop_app.app.watching.folder import FolderWatch
from desktop_app.app.watching.memory import WatchMemory
from desktop_app.app.watching.watcher import FolderWatcher, Offer, Pace
from tests.app.conftest import QUICK, Stage
from tests.conftest import PATIENCE_S

# Nobody tells of changes within a test, except the system.
TOLD = Pace(0.15, check_ms=20, poll_ms=60_000, told_ms=60_000, soon_ms=10, keep_ms=20)


def watch(stage: Stage, *folders: Path, has_subfolders: bool = True) -> FolderWatcher:
    given = tuple(WatchedFolder(str(folder), has_subfolders) for folder in folders)
    stage.services.preferences.change(watched_folders=given)
    stage.services.watcher.start()
    return stage.services.watcher


def queued(stage: Stage) -> list[str]:
    return sorted(path.name for path in stage.services.controller.recordings())


def recording(path: Path, size: int = 100) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\0" * size)
    return path


def first_look(qtbot: QtBot, watcher: FolderWatcher, folder: Path) -> None:
    qtbot.waitUntil(lambda: watcher.state(folder).is_there is True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def sizes_when_probed(stage: Stage, path: Path) -> list[int]:
    sizes: list[int] = []
    probed = stage.services.controller._intake.probed
    probed.connect(lambda *_: sizes.append(path.stat().st_size))
    return sizes


def test_a_recording_that_grows_between_looks_is_queued_when_it_is_complete(
    qtbot: QtBot, stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, look, bursts = folder / "slow.wav", FolderWatch.look, 0

    def growing(watch: FolderWatch, **how: bool) -> object:
        nonlocal bursts
        found = look(watch, **how)
        if bursts < 20:
            bursts += 1
            with path.open("ab") as file:
                file.write(b"\0" * 1000)
        return found

    monkeypatch.setattr(FolderWatch, "look", growing)
    sizes = sizes_when_probed(stage, path)
    watch(stage, folder)
    qtbot.waitUntil(lambda: bool(stage.services.watcher.state(folder).offered) or bool(sizes))
    # It was there before the second look, not before the first.
    assert sizes == [20_000] and queued(stage) == ["slow.wav"]


def test_a_recording_that_is_being_written_waits_for_the_end(
    qtbot: QtBot, stage: Stage, folder: Path
) -> None:
    watcher, path = watch(stage, folder), folder / "slow.wav"
    first_look(qtbot, watcher, folder)
    sizes, is_over = sizes_when_probed(stage, path), threading.Event()

    def record() -> None:
        with path.open("wb") as file:
            while not is_over.wait(0.05):
                file.write(b"\0" * 1000)
                file.flush()

    thread = threading.Thread(target=record)
    thread.start()
    try:
        qtbot.waitUntil(lambda: path.exists() and path.stat().st_size >= 10_000)
        assert not sizes
    finally:
        is_over.set()
        thread.join()
    qtbot.waitUntil(lambda: sizes == [path.stat().st_size])


def test_the_system_tells_of_new_files_also_in_new_folders(
    qtbot: QtBot, stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.services.watcher, "_pace", TOLD)
    watcher = watch(stage, folder)
    first_look(qtbot, watcher, folder)
    qtbot.waitUntil(lambda: bool(watcher._watched[folder].told))
    recording(folder / "a.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav"])
    (folder / "deep").mkdir()
    qtbot.waitUntil(lambda: str(folder / "deep") in watcher._watched[folder].told)
    recording(folder / "deep" / "b.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav", "b.wav"])


def test_a_network_folder_is_polled(
    qtbot: QtBot, stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.app.watching.folder.is_remote", lambda *_: True)
    watcher = watch(stage, folder)
    first_look(qtbot, watcher, folder)
    assert not watcher._watched[folder].told
    recording(folder / "a.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav"])


def test_what_was_there_is_offered_and_not_queued(qtbot: QtBot, stage: Stage, folder: Path) -> None:
    for number in range(12):
        recording(folder / f"old {number}.wav")
    watcher, offers = watch(stage, folder), list[Offer]()
    watcher.offered.connect(offers.append)
    qtbot.waitUntil(lambda: sum(len(each.paths) for each in offers) >= 12)
    recording(folder / "new.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["new.wav"])
    assert len(watcher.state(folder).offered) == 12
    watcher.take_offered(folder)
    qtbot.waitUntil(lambda: len(queued(stage)) == 13)
    assert watcher.state(folder).offered == ()


def again(stage: Stage, tmp_path: Path) -> FolderWatcher:
    """Another watcher with the same memory, as after a restart."""
    services = stage.services
    made = FolderWatcher(
        services.controller, services.preferences, tmp_path / "config" / "watched.json", pace=QUICK
    )
    made.start()
    return made


def test_after_a_restart_what_came_meanwhile_is_queued_and_nothing_else(
    qtbot: QtBot, stage: Stage, folder: Path, tmp_path: Path
) -> None:
    recording(folder / "old.wav")
    watcher, offers = watch(stage, folder), list[Offer]()
    watcher.offered.connect(offers.append)
    qtbot.waitUntil(lambda: len(offers) == 1)
    recording(folder / "first.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["first.wav"])
    assert watcher.shutdown(PATIENCE_S)
    seen = WatchMemory(tmp_path / "config" / "watched.json").seen(folder)
    assert seen is not None and sorted(seen) == ["first.wav", "old.wav"]
    stage.services.controller.remove([1])
    recording(folder / "meanwhile.wav")
    second = again(stage, tmp_path)
    second.offered.connect(offers.append)
    qtbot.waitUntil(lambda: queued(stage) == ["meanwhile.wav"])
    # Nobody has answered yet: it is offered, but no notice comes at each start.
    qtbot.waitUntil(lambda: second.state(folder).offered == (folder / "old.wav",))
    assert len(offers) == 1
    second.decline(folder)
    assert second.shutdown(PATIENCE_S)
    memory = WatchMemory(tmp_path / "config" / "watched.json")
    assert memory.seen(folder) is not None and memory.offered(folder) == []


def test_a_crash_before_the_queue_has_it_finds_it_again(
    qtbot: QtBot, stage: Stage, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []

    def take(paths: list[Path], *, by_user: bool) -> None:
        assert not by_user
        taken.extend(paths)

    def crash(*_what: object) -> None:
        """Keep nothing any more."""

    watcher = watch(stage, folder)
    known = tmp_path / "config" / "watched.json"
    qtbot.waitUntil(lambda: WatchMemory(known).seen(folder) == {})
    monkeypatch.setattr(stage.services.controller, "add_paths", take)
    monkeypatch.setattr(WatchMemory, "keep", crash)
    recording(folder / "a.wav")
    qtbot.waitUntil(lambda: taken == [folder / "a.wav"])
    assert watcher.shutdown(PATIENCE_S)
    second = again(stage, tmp_path)
    qtbot.waitUntil(lambda: taken == [folder / "a.wav"] * 2)
    assert second.shutdown(PATIENCE_S)


def test_without_a_model_recordings_wait_for_one(
    qtbot: QtBot, stage: Stage, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = stage.services.controller
    monkeypatch.setattr(ModelListModel, "chosen", lambda *_: None)
    watcher = watch(stage, folder)
    first_look(qtbot, watcher, folder)
    recording(folder / "a.wav")
    qtbot.waitUntil(lambda: watcher._ready == [folder / "a.wav"])
    assert watcher.shutdown(PATIENCE_S)
    assert WatchMemory(tmp_path / "config" / "watched.json").seen(folder) == {}
    second = again(stage, tmp_path)  # which finds it once more
    qtbot.waitUntil(lambda: second._ready == [folder / "a.wav"])
    monkeypatch.undo()
    controller.status_changed.emit(controller.status)
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav"])
    assert second.shutdown(PATIENCE_S)


def test_a_folder_that_goes_away_is_told_once_and_taken_up_again(
    qtbot: QtBot, stage: Stage, folder: Path
) -> None:
    watcher, gone, back = watch(stage, folder), list[Path](), list[Path]()
    watcher.gone.connect(gone.append)
    watcher.returned.connect(back.append)
    first_look(qtbot, watcher, folder)
    recording(folder / "a.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav"])
    away = folder.with_name("away")
    looks = 0
    look = FolderWatch.look

    def counted(watch: FolderWatch, **how: bool) -> object:
        nonlocal looks
        looks += 1
        return look(watch, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FolderWatch, "look", counted)
        folder.rename(away)
        qtbot.waitUntil(lambda: looks >= 5)
    assert gone == [folder] and watcher.state(folder).is_there is False
    recording(away / "b.wav")
    away.rename(folder)
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav", "b.wav"])
    assert back == [folder] and gone == [folder]


def test_a_folder_that_is_missing_at_the_start_is_told_and_offers_what_it_has(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    watcher, offers = stage.services.watcher, list[Offer]()
    watcher.offered.connect(offers.append)
    with qtbot.waitSignal(watcher.gone):
        watch(stage, stick)
    recording(tmp_path / "other" / "old.wav")
    (tmp_path / "other").rename(stick)
    qtbot.waitUntil(lambda: [each.paths for each in offers] == [(stick / "old.wav",)])
    assert queued(stage) == []


def test_one_hanging_folder_does_not_hold_up_the_others(
    qtbot: QtBot, stage: Stage, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = tmp_path / "dead"
    dead.mkdir()
    gate, scandir = threading.Event(), os.scandir

    def hanging(path: str) -> "os._ScandirIterator[str]":
        if str(path).startswith(str(dead)):
            assert gate.wait(PATIENCE_S)
        return scandir(path)

    monkeypatch.setattr("desktop_app.app.watching.folder.os.scandir", hanging)
    try:
        watcher = watch(stage, dead, folder)
        first_look(qtbot, watcher, folder)
        recording(folder / "a.wav")
        qtbot.waitUntil(lambda: queued(stage) == ["a.wav"])
        assert watcher.state(dead).is_there is None
    finally:
        gate.set()


def test_folders_within_one_another_queue_each_recording_once(
    qtbot: QtBot, stage: Stage, folder: Path
) -> None:
    inner = folder / "inner"
    inner.mkdir()
    watcher = watch(stage, folder, inner)
    first_look(qtbot, watcher, folder)
    first_look(qtbot, watcher, inner)
    recording(inner / "a.wav")
    recording(folder / "b.wav")
    qtbot.waitUntil(lambda: watcher.state(folder).known == 2 and watcher.state(inner).known == 1)
    qtbot.waitUntil(lambda: queued(stage) == ["a.wav", "b.wav"])


def test_a_thousand_recordings_at_once(qtbot: QtBot, stage: Stage, folder: Path) -> None:
    stage.services.preferences.change(starts_automatically=False)
    watcher = watch(stage, folder)
    first_look(qtbot, watcher, folder)
    for number in range(1000):
        recording(folder / f"{number}.wav", 1)
    qtbot.waitUntil(lambda: len(queued(stage)) == 1000)
    assert len(set(queued(stage))) == 1000


def test_a_folder_that_is_no_longer_watched_is_left_alone(
    qtbot: QtBot, stage: Stage, folder: Path, tmp_path: Path
) -> None:
    watcher = watch(stage, folder)
    first_look(qtbot, watcher, folder)
    other = tmp_path / "other"
    other.mkdir()
    watch(stage, other)
    first_look(qtbot, watcher, other)
    recording(folder / "a.wav")
    recording(other / "b.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["b.wav"])
    known = tmp_path / "config" / "watched.json"
    qtbot.waitUntil(lambda: WatchMemory(known).seen(other) is not None)
    assert WatchMemory(known).seen(folder) is None


def test_with_subfolders_from_now_on_what_is_in_them_is_offered(
    qtbot: QtBot, stage: Stage, folder: Path
) -> None:
    recording(folder / "deep" / "a.wav")
    watcher, offers = watch(stage, folder, has_subfolders=False), list[Offer]()
    watcher.offered.connect(offers.append)
    first_look(qtbot, watcher, folder)
    recording(folder / "b.wav")
    qtbot.waitUntil(lambda: queued(stage) == ["b.wav"])
    watch(stage, folder)
    qtbot.waitUntil(lambda: [each.paths for each in offers] == [(folder / "deep" / "a.wav",)])
    assert queued(stage) == ["b.wav"]


@pytest.fixture
def exporting(stage: Stage, folder: Path) -> Path:
    """A watched folder into which finished transcripts are written."""
    choices = ExportChoices(tuple(each.id for each in stage.services.exports.formats))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    return folder


def test_our_own_exports_beside_recordings_are_not_queued(
    qtbot: QtBot, stage: Stage, exporting: Path
) -> None:
    watcher = watch(stage, exporting)
    first_look(qtbot, watcher, exporting)
    recording(exporting / "a.wav")
    qtbot.waitUntil((exporting / "a.txt").exists)
    recording(exporting / "b.wav")
    qtbot.waitUntil((exporting / "b.txt").exists)
    assert queued(stage) == ["a.wav", "b.wav"] and watcher.state(exporting).known == 2
