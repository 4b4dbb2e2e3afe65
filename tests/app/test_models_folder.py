"""Tidying and moving the models' folder."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.models.folder import ModelFolderManager
from desktop_app.app.services import build_services
from desktop_app.app.settings import SettingsStore
from desktop_app.core.errors import Action, NotWritable
from desktop_app.core.model_errors import ModelBusy
from desktop_app.models import moving
from desktop_app.models.layout import Scratch
from desktop_app.models.maintenance import LeftOverKind
from desktop_app.models.places import SUBFOLDER
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE


@pytest.fixture
def folder(stage: Stage) -> ModelFolderManager:
    return stage.services.manager.folder


def test_left_overs_are_found_and_cleaned(
    qtbot: QtBot, stage: Stage, folder: ModelFolderManager
) -> None:
    stage.store.layout.claim()
    scratch = stage.store.layout.scratch("canary", Scratch.UNPACKING)
    scratch.mkdir()
    (scratch / "half").write_bytes(bytes(2_000_000))
    with qtbot.waitSignal(folder.left_overs_found) as found:
        folder.find_left_overs()
    (left_over,) = found.args[0]
    assert (left_over.kind, left_over.bytes) == (LeftOverKind.HALF_UNPACKED, 2_000_000)
    with qtbot.waitSignals([folder.succeeded, folder.left_overs_found]):
        folder.clean(found.args[0])
    assert not scratch.exists()


def test_paused_downloads_and_the_users_files_are_no_left_overs(
    qtbot: QtBot, stage: Stage, folder: ModelFolderManager
) -> None:
    stage.store.layout.claim()
    stage.store.layout.partial(NOT_THERE.id).write_bytes(b"part")
    stage.store.layout.partial("of-yesterday").write_bytes(b"part")
    (stage.store.folder / "Steuererklärung.pdf").write_bytes(b"mine")
    with qtbot.waitSignal(folder.left_overs_found) as found:
        folder.find_left_overs()
    assert [one.model_id for one in found.args[0]] == ["of-yesterday"]


def test_what_is_not_aviarys_does_not_move_and_that_is_reported(
    qtbot: QtBot, stage: Stage, folder: ModelFolderManager, tmp_path: Path
) -> None:
    old = stage.store.folder
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (old / name).write_bytes(b"mine")
    with qtbot.waitSignal(folder.succeeded) as succeeded:
        folder.move_to(tmp_path / "drive")
    assert f"stayed in {old}: “a.txt”, “b.txt”, “c.txt”, 1 more." in succeeded.args[0]
    assert (old / "d.txt").read_bytes() == b"mine"


def test_models_move_and_the_setting_follows(
    qtbot: QtBot, stage: Stage, folder: ModelFolderManager, tmp_path: Path
) -> None:
    target = tmp_path / "drive"
    with qtbot.waitSignal(folder.succeeded):
        folder.move_to(target)
    assert folder.path == target == stage.store.folder
    assert stage.services.preferences.current.models_folder == str(target)
    assert (target / "canary.nemo").is_file()
    qtbot.waitUntil(lambda: not folder.is_moving)
    assert stage.services.models.chosen(CANARY.id) == CANARY


def test_the_setting_is_on_disk_before_the_old_folder_is_touched(
    qtbot: QtBot,
    stage: Stage,
    folder: ModelFolderManager,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever ends the program: the folder that the settings name has all models."""
    old, target = folder.path, tmp_path / "drive"
    seen: list[tuple[str, bool]] = []
    take = moving._take

    def watched(*arguments: Any) -> None:
        named = SettingsStore(stage.settings_path).load().models_folder
        seen.append((named, (old / "canary.nemo").exists()))
        take(*arguments)

    monkeypatch.setattr(moving, "_take", watched)
    with qtbot.waitSignal(folder.succeeded):
        folder.move_to(target)
    assert seen[0] == (str(target), True)


def test_a_move_whose_folder_cannot_be_remembered_does_not_happen(
    qtbot: QtBot,
    stage: Stage,
    folder: ModelFolderManager,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_store: SettingsStore, **_values: object) -> None:
        raise NotWritable("The settings cannot be written.")

    monkeypatch.setattr(SettingsStore, "change", refuse)
    old = folder.path
    with qtbot.waitSignal(stage.services.manager.problem_found) as problem:
        folder.move_to(tmp_path / "drive")
    assert isinstance(problem.args[1], NotWritable)
    assert folder.path == old and (old / "canary.nemo").is_file()
    assert stage.services.preferences.current.models_folder == ""


def test_models_are_not_mixed_with_other_files(
    qtbot: QtBot, folder: ModelFolderManager, tmp_path: Path
) -> None:
    target = tmp_path / "Documents"
    target.mkdir()
    (target / "letter.txt").touch()
    for _ in range(2):  # the second time from there to there
        with qtbot.waitSignal(folder.succeeded):
            folder.move_to(target)
        assert folder.path == target / SUBFOLDER


def test_nothing_moves_while_a_recording_is_transcribed(
    qtbot: QtBot, stage: Stage, folder: ModelFolderManager, tmp_path: Path
) -> None:
    controller = stage.services.controller
    stage.engine.gate.clear()
    controller.add_paths([Path("/recordings/a.wav")])
    qtbot.waitUntil(lambda: controller.active_model is not None)
    with qtbot.waitSignal(stage.services.manager.problem_found) as problem:
        folder.move_to(tmp_path / "drive")
    assert isinstance(problem.args[1], ModelBusy) and problem.args[1].action is Action.RETRY
    assert folder.path != tmp_path / "drive"
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    controller.add_paths([Path("/recordings/b.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)


def test_a_move_that_waits_can_be_given_up(
    qtbot: QtBot, stage: Stage, folder: ModelFolderManager, tmp_path: Path
) -> None:
    stage.downloader.gate.clear()
    stage.services.manager.download(NOT_THERE.id)
    folder.move_to(tmp_path / "drive")
    assert folder.is_moving and folder.moving is None
    with qtbot.waitSignal(folder.changed):
        folder.stop_moving()
    assert not folder.is_moving


def test_a_models_folder_that_cannot_be_used_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_a_folder = tmp_path / "a.wav"
    not_a_folder.write_bytes(b"sound")
    monkeypatch.setenv("AVIARY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AVIARY_MODELS", str(not_a_folder))
    services = build_services()
    (note,) = services.notes
    assert str(not_a_folder) in note
    assert ".)" not in note
    assert services.folders.models.is_relative_to(tmp_path / "home")
