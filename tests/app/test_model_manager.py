"""What the user can do with models, on a real folder of models with tiny archives."""

import random
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.models.item_model import ModelRow, ModelState
from desktop_app.app.models.manager import ModelManager
from desktop_app.app.settings import SettingsStore
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import HubRefused, HubUnreachable, ModelBusy, ModelDamaged
from desktop_app.core.model_progress import Phase
from desktop_app.models.download import Downloader
from desktop_app.models.inspection import ModelFile, inspect
from desktop_app.net.hub import HubSettings
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.fakes import CANARY, NOT_THERE, STARTER
from tests.hub_faults import Slow
from tests.hub_server import HubServer
from tests.nemo_files import model

LARGE_BYTES = 1_000_000


@pytest.fixture
def manager(stage: Stage) -> ModelManager:
    return stage.services.manager


def row(manager: ModelManager, spec: ModelSpec = NOT_THERE) -> ModelRow:
    found = manager.rows.get(spec.id)
    assert found is not None
    return found


def wait_state(
    qtbot: QtBot, manager: ModelManager, state: ModelState, spec: ModelSpec = NOT_THERE
) -> None:
    qtbot.waitUntil(lambda: row(manager, spec).state is state)


def unpack(stage: Stage, spec: ModelSpec) -> Path:
    """Install a model as its first use does."""
    folder = stage.store.unpacked_folder(spec, CancelToken())
    stage.store.layout.archive(spec.id).unlink()
    return folder


def damage(folder: Path) -> None:
    (folder / "model_weights.ckpt").write_bytes(b"WEIGHTS")


def offered(qtbot: QtBot, manager: ModelManager, path: Path) -> ModelFile:
    with qtbot.waitSignal(manager.import_offered) as blocker:
        manager.import_file(path)
    file = blocker.args[0]
    assert isinstance(file, ModelFile)
    return file


def test_a_download_reports_and_ends_ready(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    stage.downloader.gate.clear()
    manager.download(NOT_THERE.id)
    qtbot.waitUntil(lambda: row(manager).fraction == 0.5)
    progress = row(manager).progress
    assert progress is not None and progress.phase is Phase.DOWNLOADING
    assert stage.services.models.chosen(NOT_THERE.id) == STARTER
    with qtbot.waitSignal(manager.succeeded) as succeeded:
        stage.downloader.gate.set()
    assert succeeded.args == ["Parakeet is ready."]
    wait_state(qtbot, manager, ModelState.READY)
    assert stage.services.models.chosen(NOT_THERE.id) == NOT_THERE


def test_a_download_is_paused_and_resumed(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    stage.downloader.gate.clear()
    manager.download(NOT_THERE.id)
    manager.download(NOT_THERE.id)
    qtbot.waitUntil(lambda: row(manager).fraction == 0.5)
    manager.pause(NOT_THERE.id)
    wait_state(qtbot, manager, ModelState.PAUSED)
    assert (row(manager).stored.arrived_bytes, row(manager).total_bytes) == (200, 400)
    assert row(manager).fraction == 0.5 and row(manager).error is None
    stage.downloader.gate.set()
    manager.download(NOT_THERE.id)
    wait_state(qtbot, manager, ModelState.READY)
    assert len(stage.downloader.asked) == 2


def test_a_failed_download_keeps_its_reason_until_the_next_try(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    stage.downloader.errors[NOT_THERE.id] = HubUnreachable("No way.")
    with qtbot.waitSignal(manager.problem_found) as problem:
        manager.download(NOT_THERE.id)
    assert problem.args[0] == NOT_THERE.id
    assert isinstance(row(manager).error, HubUnreachable)
    assert row(manager).state is ModelState.PAUSED
    manager.download(NOT_THERE.id)
    assert row(manager).error is None
    wait_state(qtbot, manager, ModelState.READY)


def test_work_is_done_one_after_the_other_and_what_waits_can_leave(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    stage.downloader.gate.clear()
    manager.download(NOT_THERE.id)
    qtbot.waitUntil(lambda: row(manager).fraction == 0.5)
    manager.verify(CANARY.id)
    assert row(manager, CANARY).state is ModelState.WAITING
    manager.pause(CANARY.id)
    wait_state(qtbot, manager, ModelState.READY, CANARY)
    assert row(manager).state is ModelState.WORKING


def test_the_licence_is_accepted_once(qtbot: QtBot, stage: Stage, manager: ModelManager) -> None:
    for _ in range(2):
        manager.accept_licence(NOT_THERE.id)
    assert stage.services.preferences.current.accepted_licences == (NOT_THERE.id,)
    manager.download(NOT_THERE.id)
    wait_state(qtbot, manager, ModelState.READY)
    assert stage.downloader.asked == [(NOT_THERE.id, True)]


def test_a_token_is_kept_and_the_download_resumes(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    stage.downloader.errors[NOT_THERE.id] = HubRefused("Who are you?")
    with qtbot.waitSignal(manager.problem_found):
        manager.download(NOT_THERE.id)
    manager.save_token(" hf_secret ", NOT_THERE.id)
    wait_state(qtbot, manager, ModelState.READY)
    kept = stage.settings_path.with_name("hub-token")
    assert kept.read_text(encoding="utf-8") == "hf_secret\nhuggingface.co\n"
    assert "hf_secret" not in SettingsStore(stage.settings_path).load().__repr__()


def test_a_file_is_imported_in_two_steps_and_chosen(
    qtbot: QtBot, stage: Stage, manager: ModelManager, tmp_path: Path
) -> None:
    path = model(tmp_path / "Mein Modell.nemo")
    file = offered(qtbot, manager, path)
    assert (file.class_name, file.spec.title) == ("EncDecCTCModelBPE", "Mein Modell")
    with qtbot.waitSignal(manager.imported) as imported:
        manager.confirm_import(file)
    assert imported.args == ["mein-modell"]
    assert stage.services.preferences.current.model_id == "mein-modell"
    chosen = stage.services.controller.chosen_model
    assert chosen is not None and chosen.title == "Mein Modell" and path.exists()
    qtbot.waitUntil(lambda: manager.rows.get(file.spec.id) is None)
    assert manager.rows.rowCount() == 4


def test_a_file_that_is_no_model_is_refused_with_its_reason(
    qtbot: QtBot, manager: ModelManager, tmp_path: Path
) -> None:
    path = model(tmp_path / "voice.nemo", "FastPitchModel")
    with qtbot.waitSignal(manager.problem_found) as problem:
        manager.import_file(path)
    assert problem.args[0] == ""
    assert isinstance(problem.args[1], ModelInvalid) and problem.args[1].detail == "FastPitchModel"


def test_an_import_that_fails_leaves_no_row(
    qtbot: QtBot, manager: ModelManager, tmp_path: Path
) -> None:
    file = offered(qtbot, manager, model(tmp_path / "a.nemo"))
    file.path.write_bytes(file.path.read_bytes()[:2000])
    with qtbot.waitSignal(manager.problem_found) as problem:
        manager.confirm_import(file)
    assert problem.args[0] == "" and manager.rows.get(file.spec.id) is None


def test_a_whole_model_is_verified(qtbot: QtBot, stage: Stage, manager: ModelManager) -> None:
    unpack(stage, CANARY)
    stage.services.controller.warm_up()  # else there is nothing yet that could have it in memory
    with qtbot.waitSignal(manager.succeeded) as succeeded:
        manager.verify(CANARY.id)
    assert "Canary is intact" in succeeded.args[0]
    assert stage.engine.closed_in not in (None, threading.get_ident())


def test_a_damaged_model_is_not_offered_any_more(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    damage(unpack(stage, CANARY))
    with qtbot.waitSignal(manager.problem_found) as problem:
        manager.verify(CANARY.id)
    assert isinstance(problem.args[1], ModelDamaged)
    assert row(manager, CANARY).state is ModelState.DAMAGED
    assert stage.services.models.chosen(CANARY.id) == STARTER
    with qtbot.waitSignal(manager.succeeded) as succeeded:
        manager.remove(CANARY.id)
    assert succeeded.args[0].startswith("Freed ")
    wait_state(qtbot, manager, ModelState.NOT_INSTALLED, CANARY)


def test_the_users_own_damaged_model_stays_in_sight_until_it_is_removed(
    qtbot: QtBot, stage: Stage, manager: ModelManager, tmp_path: Path
) -> None:
    spec = stage.store.add(inspect(model(tmp_path / "own.nemo")), CancelToken())
    with qtbot.waitSignal(manager.changed):
        manager.refresh()
    damage(stage.store.layout.folder(spec.id))
    with qtbot.waitSignal(manager.problem_found):
        manager.verify(spec.id)
    assert row(manager, spec).state is ModelState.DAMAGED
    manager.remove(spec.id)
    qtbot.waitUntil(lambda: manager.rows.get(spec.id) is None)


def test_a_job_that_finds_its_model_damaged_refreshes_the_rows(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    (unpack(stage, STARTER) / "model_weights.ckpt").unlink()
    stage.engine.errors["a"] = ModelDamaged("Starter is damaged.")
    stage.services.controller.add_paths([Path("/recordings/a.wav")])
    wait_state(qtbot, manager, ModelState.DAMAGED, STARTER)
    assert stage.services.models.chosen(STARTER.id) == CANARY


def test_a_model_is_exported_as_one_file(
    qtbot: QtBot, manager: ModelManager, tmp_path: Path
) -> None:
    target = tmp_path / "für Ömer.nemo"
    with qtbot.waitSignal(manager.succeeded) as succeeded:
        manager.export(CANARY.id, target)
    assert str(target) in succeeded.args[0]
    assert inspect(target).class_name == "EncDecCTCModelBPE"


def test_a_model_at_work_is_not_removed(qtbot: QtBot, stage: Stage, manager: ModelManager) -> None:
    stage.engine.gate.clear()
    stage.services.controller.add_paths([Path("/recordings/a.wav")])
    qtbot.waitUntil(lambda: stage.services.controller.active_model is not None)
    with qtbot.waitSignal(manager.problem_found) as problem:
        manager.remove(STARTER.id)
    assert isinstance(problem.args[1], ModelBusy)
    assert row(manager, STARTER).state is ModelState.READY
    manager.remove(CANARY.id)
    wait_state(qtbot, manager, ModelState.NOT_INSTALLED, CANARY)
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: stage.services.controller.active_model is None)
    manager.remove(STARTER.id)
    wait_state(qtbot, manager, ModelState.NOT_INSTALLED, STARTER)
    assert stage.engine.closed_in is not None
    assert stage.services.controller.chosen_model is None


def test_ending_in_the_middle_of_a_download_is_quick(
    qtbot: QtBot, stage: Stage, manager: ModelManager
) -> None:
    stage.downloader.gate.clear()
    manager.download(NOT_THERE.id)
    manager.verify(CANARY.id)
    qtbot.waitUntil(lambda: row(manager).fraction == 0.5)
    manager.cancel_all()
    assert manager.shutdown(PATIENCE_S)


def test_a_real_download_from_a_hub_is_paused_resumed_and_usable(
    qtbot: QtBot, stage: Stage, manager: ModelManager, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    weights = random.Random(1).randbytes(LARGE_BYTES)
    data = model(tmp_path / "absent.nemo", weights=weights).read_bytes()
    with HubServer() as hub:
        hub.publish("org/absent", "absent.nemo", data)
        hub.faults.append(Slow(bytes_per_s=2 * LARGE_BYTES))
        real = Downloader(stage.store, HubSettings(endpoint=hub.url))
        monkeypatch.setattr(stage.downloader, "download", real.download)
        manager.download(NOT_THERE.id)
        qtbot.waitUntil(lambda: (row(manager).fraction or 0) > 0.2)
        manager.pause(NOT_THERE.id)
        wait_state(qtbot, manager, ModelState.PAUSED)
        arrived = row(manager).stored.arrived_bytes
        assert 0 < arrived < len(data)
        manager.download(NOT_THERE.id)
        wait_state(qtbot, manager, ModelState.READY)
    assert any("range" in request.headers for request in hub.requests)
    assert row(manager).stored.folder == stage.store.layout.folder(NOT_THERE.id)
