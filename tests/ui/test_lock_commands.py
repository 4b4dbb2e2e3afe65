"""A held recording in the window: diagnosed at once, nothing else blocked, resumed when free."""

import errno
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobRole
from desktop_app.core.errors import MediaInUse
from desktop_app.core.job import JobState
from desktop_app.ui.locks.dialog import LockDialog
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage


def refusal(path: Path) -> MediaInUse:
    """The engine's error for a held file; on Linux EBUSY stands for Windows' 32."""
    error = MediaInUse("Another program is using it.")
    error.__cause__ = OSError(errno.EBUSY, "held", str(path))
    return error


@pytest.fixture
def held(stage: Stage, tmp_path: Path) -> list[Path]:
    """Two recordings that the engine is refused; they can be opened by the one who waits."""
    paths = [tmp_path / f"{name}.wav" for name in ("first", "second")]
    for path in paths:
        path.touch()
        stage.engine.errors[path.stem] = refusal(path)
    return paths


def states(stage: Stage) -> list[JobState]:
    """Of the files in the order in which they came."""
    jobs = stage.services.controller.jobs
    records = [jobs.index(row).data(JobRole.RECORD) for row in range(jobs.rowCount())]
    return [record.state for record in sorted(records, key=lambda record: record.id)]


def shown(window: MainWindow) -> LockDialog | None:
    return window.commands.locks.dialog


def said(window: MainWindow) -> str:
    dialog = shown(window)
    return dialog.sentence.text() if dialog is not None and dialog.isVisible() else ""


def the_dialog(window: MainWindow) -> LockDialog:
    dialog = shown(window)
    assert dialog is not None
    return dialog


def drop(qtbot: QtBot, stage: Stage, *paths: Path) -> None:
    stage.services.controller.warm_up()
    stage.services.controller.add_paths(paths)
    qtbot.waitUntil(lambda: len(states(stage)) == len(paths))


def test_the_dialog_opens_by_itself_and_the_queue_continues(
    qtbot: QtBot, window: MainWindow, stage: Stage, held: list[Path]
) -> None:
    drop(qtbot, stage, held[0], Path("free.wav"))
    qtbot.waitUntil(lambda: "first.wav" in said(window))
    qtbot.waitUntil(lambda: states(stage) == [JobState.FAILED, JobState.DONE])
    assert "first.wav" in said(window)


def test_waiting_resumes_by_itself_and_closes_the_dialog(
    qtbot: QtBot, window: MainWindow, stage: Stage, held: list[Path]
) -> None:
    drop(qtbot, stage, held[0])
    qtbot.waitUntil(lambda: "first.wav" in said(window))
    stage.engine.errors.clear()
    the_dialog(window).wait_button.click()
    qtbot.waitUntil(lambda: states(stage) == [JobState.DONE])
    assert shown(window) is None


def test_asking_about_another_file_does_not_end_the_waiting_for_the_first(
    qtbot: QtBot, window: MainWindow, stage: Stage, held: list[Path]
) -> None:
    drop(qtbot, stage, *held)
    qtbot.waitUntil(lambda: states(stage) == [JobState.FAILED] * 2)
    qtbot.waitUntil(lambda: "first.wav" in said(window))
    del stage.engine.errors["first"]
    the_dialog(window).wait_button.click()
    window.commands.locks.ask(stage.services.controller.jobs.index(1).data(JobRole.RECORD))
    qtbot.waitUntil(lambda: "second.wav" in said(window))
    qtbot.waitUntil(lambda: states(stage) == [JobState.DONE, JobState.FAILED])
    assert "second.wav" in said(window)


def test_retrying_closes_the_dialog_and_begins_again(
    qtbot: QtBot, window: MainWindow, stage: Stage, held: list[Path]
) -> None:
    drop(qtbot, stage, held[0])
    qtbot.waitUntil(lambda: "first.wav" in said(window))
    stage.engine.errors.clear()
    the_dialog(window).retry_button.click()
    assert shown(window) is None
    qtbot.waitUntil(lambda: states(stage) == [JobState.DONE])
