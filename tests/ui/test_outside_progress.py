"""Progress on the taskbar or dock, and the call when all is done."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.runs import RunEnd
from desktop_app.core.errors import MediaUnreadable
from desktop_app.system.windows.taskbar import ProgressState
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.window.outside_progress import OutsideProgress
from tests.app.conftest import Stage

ONE = [Path("/a/one.wav")]


class Surface:
    def __init__(self) -> None:
        self.shown: list[tuple[ProgressState, float]] = []

    def show(self, state: ProgressState, fraction: float) -> None:
        self.shown.append((state, round(fraction, 2)))


@pytest.fixture
def surface(window: MainWindow, stage: Stage) -> Surface:
    made = Surface()
    OutsideProgress(
        window, stage.services.controller, stage.services.power.runs, lambda _window: made
    )
    return made


def test_progress_outside_follows_the_whole_queue(
    surface: Surface, stage: Stage, qtbot: QtBot
) -> None:
    runs = stage.services.power.runs
    with qtbot.waitSignal(runs.ended):
        stage.services.controller.add_paths([*ONE, Path("/a/two.wav")])
    fractions = [fraction for state, fraction in surface.shown if state is ProgressState.NORMAL]
    assert fractions == sorted(fractions) and 0.5 in fractions
    assert surface.shown[0][0] is ProgressState.UNKNOWN_LENGTH
    assert surface.shown[-1] == (ProgressState.NONE, 0.0)


def test_stopping_looks_paused(surface: Surface, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.gate.clear()
    stage.engine.ignores_cancel = True
    stage.services.controller.add_paths(ONE)
    qtbot.waitUntil(lambda: any(s is ProgressState.NORMAL for s, _ in surface.shown))
    stage.services.controller.stop_all()
    assert surface.shown[-1][0] is ProgressState.PAUSED
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: surface.shown[-1][0] is ProgressState.NONE)


def test_a_failure_stays_until_the_user_is_back(
    surface: Surface,
    stage: Stage,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[object] = []
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(QApplication, "alert", lambda *given: called.append(given[0]))
    stage.engine.errors["one"] = MediaUnreadable("It cannot be read.")
    seen: list[RunEnd] = []
    stage.services.power.runs.ended.connect(seen.append)
    stage.services.controller.add_paths(ONE)
    qtbot.waitUntil(lambda: bool(seen))
    assert surface.shown[-1] == (ProgressState.ERROR, 1.0)
    assert called == [window]
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert surface.shown[-1] == (ProgressState.NONE, 0.0)


def test_the_end_is_heard_and_a_pressed_message_brings_the_window(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[bool] = []
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(True))
    stage.services.preferences.change(plays_sound=True)
    window.showMinimized()
    with qtbot.waitSignal(stage.services.news.refused) as refused:  # this desktop has none
        stage.services.controller.add_paths(ONE)
    assert refused.args[0].text == "1 recording is done." and beeps == [True]
    stage.services.news.pressed.emit()
    assert not window.isMinimized()


def test_nothing_calls_who_looks_at_the_window(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[object] = []
    monkeypatch.setattr(QApplication, "activeWindow", lambda: window)
    monkeypatch.setattr(QApplication, "alert", lambda *given: called.append(given))
    with qtbot.waitSignal(stage.services.power.runs.ended):
        stage.services.controller.add_paths(ONE)
    assert not called


@pytest.mark.qt_log_ignore("systemTrayWindowChanged|raise")  # the tests' platform has none
def test_where_the_desktop_shows_none_an_icon_of_the_tray_tells_it(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[object, ...]] = []
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.black)
    window.setWindowIcon(QIcon(picture))
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, *given: shown.append(given))
    stage.engine.errors["one"] = MediaUnreadable("It cannot be read.")
    with qtbot.waitSignal(stage.services.power.runs.ended):
        stage.services.controller.add_paths(ONE)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][1:3] == ("1 recording failed.", QSystemTrayIcon.MessageIcon.Warning)
    tray = window.findChild(QSystemTrayIcon)
    assert tray is not None and tray.isVisible()
    window.showMinimized()
    tray.messageClicked.emit()
    assert not window.isMinimized()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert not tray.isVisible()
