"""What a waiting row's tooltip says of how it will be done."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobRole
from desktop_app.core.job import JobState
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage


def tooltip(window: MainWindow, job_id: int) -> str:
    shown = window.queue.shown
    return str(shown.index(shown.row_of(job_id), 0).data(Qt.ItemDataRole.ToolTipRole))


def state(window: MainWindow, job_id: int) -> object:
    shown = window.queue.shown
    return shown.index(shown.row_of(job_id), 0).data(JobRole.STATE)


def test_a_waiting_row_tells_its_plan_and_learns_from_the_run_before(
    qtbot: QtBot, stage: Stage, window: MainWindow
) -> None:
    controller = stage.services.controller
    controller.warm_up()
    stage.engine.gate.clear()
    controller.add_paths([Path("/recordings/a.wav"), Path("/recordings/b.wav")])
    qtbot.waitUntil(lambda: state(window, 1) == JobState.WORKING)
    qtbot.waitUntil(lambda: "Starter on the CPU" in tooltip(window, 2))
    assert tooltip(window, 2).startswith(
        "/recordings/b.wav\nWaiting\n30 s of audio · Starter on the CPU"
    )
    assert "There is no estimate yet" in tooltip(window, 2)
    assert "Starter" not in tooltip(window, 1)

    stage.engine.gate.set()
    qtbot.waitUntil(lambda: state(window, 2) == JobState.DONE)
    stage.services.preferences.change(starts_automatically=False)
    controller.add_paths([Path("/recordings/c.wav")])
    qtbot.waitUntil(lambda: "judging by 2 earlier runs" in tooltip(window, 3))
    # What "automatic" came to is known now, and not before.
    assert "on the CPU, int8, " in tooltip(window, 3)


def test_a_stopped_run_is_not_learned_from(qtbot: QtBot, stage: Stage, window: MainWindow) -> None:
    controller = stage.services.controller
    controller.warm_up()
    stage.engine.gate.clear()
    controller.add_paths([Path("/recordings/a.wav"), Path("/recordings/b.wav")])
    qtbot.waitUntil(lambda: state(window, 1) == JobState.WORKING)
    controller.stop_all()
    qtbot.waitUntil(lambda: state(window, 1) == JobState.STOPPED)
    qtbot.waitUntil(lambda: "There is no estimate yet" in tooltip(window, 2))
