"""The menu about the computer, and the countdown before sleep."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import WhenFinished
from desktop_app.core.errors import SleepRefused
from desktop_app.ui.power.dialog import COUNTDOWN_S, SleepDialog
from desktop_app.ui.strings import power as texts
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage

ONE = [Path("/a/one.wav")]


@pytest.fixture
def dialog(window: MainWindow, stage: Stage, qtbot: QtBot) -> SleepDialog:
    """The countdown after a run that was really done."""
    stage.services.preferences.change(when_finished=WhenFinished.SLEEP)
    stage.services.controller.add_paths(ONE)
    qtbot.waitUntil(lambda: window.commands.power.dialog is not None)
    shown = window.commands.power.dialog
    assert shown is not None and shown.isVisible()
    return shown


def test_choices_in_the_menu_are_kept_and_ticked(window: MainWindow, stage: Stage) -> None:
    menu = window.menus.power
    assert menu.finish_actions[WhenFinished.NOTHING].isChecked()
    menu.finish_actions[WhenFinished.SLEEP].trigger()
    assert stage.services.preferences.current.when_finished is WhenFinished.SLEEP
    stage.services.preferences.change(when_finished=WhenFinished.NOTHING)
    assert menu.finish_actions[WhenFinished.NOTHING].isChecked()


def test_where_sleep_is_not_possible_the_menu_says_why(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    menu = window.menus.power
    stage.power.problem = "It cannot sleep."
    window.menus.job_menu.aboutToShow.emit()
    qtbot.waitUntil(menu.sleep_problem.isVisible)
    assert menu.sleep_problem.text() == "It cannot sleep."
    assert not menu.finish_actions[WhenFinished.SLEEP].isEnabled()
    stage.power.problem = ""
    window.menus.job_menu.aboutToShow.emit()
    qtbot.waitUntil(menu.finish_actions[WhenFinished.SLEEP].isEnabled)
    assert not menu.sleep_problem.isVisible()


def test_memory_is_freed_by_the_menu(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    action = window.menus.power.free_memory
    assert not action.isEnabled()
    stage.services.controller.add_paths(ONE)
    qtbot.waitUntil(action.isEnabled)
    assert window.status_line.engine_label.text() == "CPU · int8 · 3 threads"
    action.trigger()
    qtbot.waitUntil(lambda: not action.isEnabled())
    assert stage.engine.closed_in is not None
    assert window.status_line.engine_label.text() == "Ready · the model loads when it is needed"


def test_cancel_has_the_focus_and_keeps_the_computer_on(
    dialog: SleepDialog, stage: Stage, window: MainWindow
) -> None:
    assert dialog.text.text() == "The computer will sleep in 60 seconds."
    assert dialog.cancel_button.hasFocus()
    QTest.keyClick(dialog.cancel_button, Qt.Key.Key_Space)
    assert window.commands.power.dialog is None
    assert stage.power.sleeps == 0


def test_sleep_now_sleeps_and_a_refusal_is_reported(
    dialog: SleepDialog, stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    stage.power.refusal = SleepRefused("The computer did not go to sleep.")
    dialog.sleep_button.click()
    qtbot.waitUntil(window.notice.isVisible)
    assert "did not go to sleep" in window.notice.text.text()


def test_new_work_takes_the_countdown_back(
    dialog: SleepDialog, stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    stage.engine.gate.clear()
    with qtbot.waitSignal(dialog.rejected):
        stage.services.controller.add_paths([Path("/a/two.wav")])
    assert window.commands.power.dialog is None
    assert stage.power.sleeps == 0


def test_a_dialog_that_is_open_keeps_the_computer_on(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    other = QDialog(window)
    other.show()
    stage.services.preferences.change(when_finished=WhenFinished.SLEEP)
    stage.services.controller.add_paths(ONE)
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.text.text() == texts.LEFT_AWAKE
    assert window.commands.power.dialog is None
    other.close()


def test_the_countdown_ends_in_sleep(qtbot: QtBot) -> None:
    now_s = 100.0
    dialog = SleepDialog(clock=lambda: now_s)
    qtbot.addWidget(dialog)
    dialog.show()
    now_s += COUNTDOWN_S - 0.5
    qtbot.waitUntil(lambda: dialog.text.text() == "The computer will sleep in 1 second.")
    assert dialog.accessibleDescription() == dialog.text.text()
    with qtbot.waitSignal(dialog.accepted):
        now_s += 0.5
