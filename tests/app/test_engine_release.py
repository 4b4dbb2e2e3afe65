"""A model whose files change is not in memory, and does not get there meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.item_model import JobRole
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.models import manager as model_manager
from desktop_app.app.models.manager import ModelManager
from desktop_app.app.models.store_view import delete_model
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import EngineError
from desktop_app.core.job import JobState
from desktop_app.core.model_errors import StoreNotWritable
from desktop_app.core.model_progress import Report
from desktop_app.models.store import Installed, ModelStore
from tests.app.conftest import Stage
from tests.fakes import CANARY, STARTER

PATIENCE_S = 60.0


@pytest.fixture
def manager(stage: Stage) -> ModelManager:
    return stage.services.manager


@pytest.fixture
def controller(stage: Stage) -> TranscriptionController:
    return stage.services.controller


class Deletion:
    """The deletion of a model's files, which lasts until `end` is set."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.end = threading.Event()
        self.error: Exception | None = None
        self.was_closed_first = False


@pytest.fixture
def deletion(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deletion]:
    made = Deletion()
    real = delete_model

    def delete(store: ModelStore, model_id: str) -> int:
        made.was_closed_first = stage.engine.closed_in is not None
        made.begun.set()
        assert made.end.wait(PATIENCE_S)
        if made.error is not None:
            raise made.error
        return real(store, model_id)

    monkeypatch.setattr(model_manager, "delete_model", delete)
    yield made
    made.end.set()


def records(controller: TranscriptionController) -> list[JobRecord]:
    """Those of the files, in the order in which they came."""
    rows = range(controller.jobs.rowCount())
    shown = [controller.jobs.index(row).data(JobRole.RECORD) for row in rows]
    return sorted(shown, key=lambda record: record.id)


def states(controller: TranscriptionController) -> list[JobState]:
    return [record.state for record in records(controller)]


def drop(qtbot: QtBot, controller: TranscriptionController, name: str) -> None:
    """Add a file, and wait until it could begin."""
    count = controller.jobs.rowCount()
    controller.add_paths([Path(f"/recordings/{name}")])
    qtbot.waitUntil(lambda: controller.jobs.rowCount() > count)
    qtbot.waitUntil(lambda: records(controller)[-1].info is not None)


def test_a_file_that_is_dropped_during_a_deletion_waits_for_its_end(
    qtbot: QtBot,
    stage: Stage,
    manager: ModelManager,
    controller: TranscriptionController,
    deletion: Deletion,
) -> None:
    controller.warm_up()  # else there is nothing yet that could have it in memory
    manager.remove(STARTER.id)
    drop(qtbot, controller, "early.wav")  # perhaps before the model was unloaded
    qtbot.waitUntil(deletion.begun.is_set)
    drop(qtbot, controller, "late.wav")
    assert deletion.was_closed_first
    assert states(controller) == [JobState.WAITING] * 2 and stage.engine.requests == []
    deletion.end.set()
    qtbot.waitUntil(lambda: states(controller) == [JobState.DONE] * 2)


def test_a_deletion_that_fails_lets_the_jobs_go_on(
    qtbot: QtBot, manager: ModelManager, controller: TranscriptionController, deletion: Deletion
) -> None:
    deletion.error = StoreNotWritable("no")
    manager.remove(STARTER.id)
    drop(qtbot, controller, "a.wav")
    deletion.end.set()
    qtbot.waitUntil(lambda: states(controller) == [JobState.DONE])


def test_jobs_with_another_model_begin_during_a_deletion(
    qtbot: QtBot, manager: ModelManager, controller: TranscriptionController, deletion: Deletion
) -> None:
    manager.remove(CANARY.id)
    drop(qtbot, controller, "a.wav")
    qtbot.waitUntil(lambda: states(controller) == [JobState.DONE])
    assert not deletion.end.is_set()


def test_a_model_stays_until_the_job_that_follows_has_its_own_in_memory(
    qtbot: QtBot,
    stage: Stage,
    manager: ModelManager,
    controller: TranscriptionController,
    deletion: Deletion,
) -> None:
    """It may be unpacking it for minutes, and the one before is mapped all the while."""
    stage.services.preferences.change(model_id=CANARY.id)
    drop(qtbot, controller, "a.wav")
    qtbot.waitUntil(lambda: states(controller) == [JobState.DONE])
    stage.services.preferences.change(model_id=STARTER.id)
    stage.engine.loading.clear()
    drop(qtbot, controller, "b.wav")
    qtbot.waitUntil(lambda: states(controller)[1] is JobState.LOADING)
    manager.remove(CANARY.id)
    drop(qtbot, controller, "c.wav")
    assert not deletion.begun.is_set()
    stage.engine.gate.clear()
    stage.engine.loading.set()
    qtbot.waitUntil(deletion.begun.is_set)
    deletion.end.set()
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: states(controller) == [JobState.DONE] * 3)


@pytest.mark.parametrize("ends", ["fails", "is stopped"])
def test_a_model_is_unloaded_where_the_job_that_follows_never_gets_its_own(
    qtbot: QtBot,
    stage: Stage,
    manager: ModelManager,
    controller: TranscriptionController,
    deletion: Deletion,
    ends: str,
) -> None:
    stage.engine.loading.clear()
    drop(qtbot, controller, "b.wav")
    qtbot.waitUntil(lambda: bool(stage.engine.requests))  # else there is nothing to unload yet
    assert states(controller) == [JobState.LOADING]
    manager.remove(CANARY.id)
    if ends == "fails":
        stage.engine.errors["b"] = EngineError("no")
        stage.engine.fails_while_loading = True
        stage.engine.loading.set()
    else:
        controller.stop_all()
        assert not deletion.begun.is_set()  # it is being stopped, and the other still in memory
    qtbot.waitUntil(deletion.begun.is_set)
    assert deletion.was_closed_first


def test_a_file_that_is_dropped_during_a_check_waits_for_its_end(
    qtbot: QtBot,
    stage: Stage,
    manager: ModelManager,
    controller: TranscriptionController,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A damaged model is set aside, which Windows refuses while it is mapped."""
    begun, end = threading.Event(), threading.Event()

    def verify(
        _store: ModelStore, _model: Installed, _cancel: CancelToken, _report: Report
    ) -> None:
        begun.set()
        assert end.wait(PATIENCE_S)

    monkeypatch.setattr(ModelStore, "verify", verify)
    manager.verify(STARTER.id)
    qtbot.waitUntil(begun.is_set)
    drop(qtbot, controller, "a.wav")
    assert states(controller) == [JobState.WAITING] and stage.engine.requests == []
    end.set()
    qtbot.waitUntil(lambda: states(controller) == [JobState.DONE])
