"""An idle model leaves the memory, and the next job brings it back: real NeMo in its thread."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.runs import RunEnd, RunWatch
from desktop_app.app.power.power import IdleMemory
from desktop_app.app.settings import Preferences, SettingsStore
from desktop_app.core.job import Job
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.engine.session import Session
from desktop_app.system.folders import RESOURCES
from tests.app.conftest import Stage, library_folder, slot_order, specs, stage
from tests.conftest import PATIENCE_S
from tests.random_models import RandomModel

__all__ = ["library_folder", "slot_order", "specs", "stage"]

SAMPLE = RESOURCES / "samples" / "sample.wav"
LONG_MS = 60_000


@pytest.fixture
def starter(starter: RandomModel, tmp_path: Path) -> RandomModel:
    """In a folder of its own: other tests keep the common one in memory."""
    folder = shutil.copytree(starter.folder, tmp_path / "model")
    return replace(starter, folder=folder)


@pytest.fixture
def engine(qtbot: QtBot, starter: RandomModel) -> Iterator[EngineThread]:  # noqa: ARG001
    made = EngineThread(lambda: Session(lambda _spec, _cancel: starter.folder))
    yield made
    assert made.shutdown(PATIENCE_S)


@pytest.fixture
def preferences(tmp_path: Path) -> Iterator[Preferences]:
    tasks = SideTasks()
    yield Preferences(SettingsStore(tmp_path / "settings.json"), tasks)
    assert tasks.shutdown(PATIENCE_S)


def mapped(folder: Path) -> list[str]:
    """The model's files that this process has in its address space."""
    maps = psutil.Process().memory_maps()
    return [part.path for part in maps if part.path.startswith(str(folder))]


def transcribed(engine: EngineThread, qtbot: QtBot, starter: RandomModel, number: int) -> str:
    request = TranscriptionRequest(SAMPLE, starter.spec)
    with qtbot.waitSignal(engine.done) as done:
        engine.submit(Job(number, request))
    _job_id, transcript, _summary = done.args
    assert isinstance(transcript, Transcript)
    return transcript.text


@pytest.mark.real_model
def test_the_weights_go_after_a_while_and_come_back(
    engine: EngineThread,
    preferences: Preferences,
    stage: Stage,
    starter: RandomModel,
    qtbot: QtBot,
) -> None:
    watch = RunWatch(stage.services.controller)
    first = transcribed(engine, qtbot, starter, 1)
    assert mapped(starter.folder)
    idle = IdleMemory(engine, watch, preferences, minute_ms=10)
    with qtbot.waitSignal(engine.unloaded):
        watch.ended.emit(RunEnd(done=1, by_itself=True))
    assert not mapped(starter.folder)
    assert transcribed(engine, qtbot, starter, 2) == first
    assert mapped(starter.folder)
    with qtbot.waitSignal(engine.unloaded):
        idle.free()
    assert not mapped(starter.folder)


def test_never_means_never_and_a_job_stops_the_clock(
    stage: Stage, qtbot: QtBot, preferences: Preferences
) -> None:
    services = stage.services
    idle = IdleMemory(services.engine, services.power.runs, preferences, minute_ms=LONG_MS)
    timer = idle._timer
    stage.engine.gate.clear()
    services.controller.add_paths([Path("/a/one.wav")])
    qtbot.waitUntil(lambda: services.power.runs.is_running)
    idle.begin_waiting()
    assert not timer.isActive()
    idle.free()
    stage.engine.gate.set()
    qtbot.waitUntil(timer.isActive)
    assert stage.engine.closed_in is None
    assert timer.interval() == 15 * LONG_MS
    preferences.change(free_memory_minutes=5)
    assert timer.interval() == 5 * LONG_MS
    preferences.change(free_memory_minutes=0)
    assert not timer.isActive()
    preferences.change(free_memory_minutes=60)
    with qtbot.waitSignal(services.engine.unloaded):
        idle.free()
    assert not timer.isActive()
