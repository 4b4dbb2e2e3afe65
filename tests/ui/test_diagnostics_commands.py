"""Help > Save diagnostics…, from the menu to the line above the panes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.checkup.worker import DiagnosticsWork
from desktop_app.core.cancel import CancelToken
from desktop_app.system.files import write_atomically
from desktop_app.ui.checkup.diagnostics import DiagnosticsCommands
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.notice_bar import NoticeBar
from tests.conftest import PATIENCE_S


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[DiagnosticsWork]:  # noqa: ARG001 - makes the QApplication
    def write(path: Path, _cancel: CancelToken) -> None:
        write_atomically(path, b"zip")

    made = DiagnosticsWork(write)
    yield made
    assert made.shutdown(PATIENCE_S)


@pytest.fixture
def notice(qtbot: QtBot, theme: Theme) -> NoticeBar:
    window = QWidget()
    QLineEdit(window)  # has the focus
    qtbot.addWidget(window)
    made = NoticeBar(window, window, theme)
    window.show()
    return made


def test_what_was_saved_is_reported_with_a_button(
    qtbot: QtBot, work: DiagnosticsWork, notice: NoticeBar, tmp_path: Path
) -> None:
    action, path = QAction(), tmp_path / "d.zip"
    DiagnosticsCommands(action, work, lambda: path, notice, notice)
    with qtbot.waitSignal(work.saved):
        action.trigger()
        assert not action.isEnabled()
    assert path.read_bytes() == b"zip"
    assert action.isEnabled()
    assert str(path) in notice.text.text()
    assert notice.action_button.text() == strings.OPEN_FOLDER
    with qtbot.waitSignal(notice.action_wanted) as wanted:
        notice.action_button.click()
    assert wanted.args == [tmp_path]


def test_a_failure_is_reported(
    qtbot: QtBot, work: DiagnosticsWork, notice: NoticeBar, tmp_path: Path
) -> None:
    action, path = QAction(), tmp_path / "no folder" / "d.zip"
    DiagnosticsCommands(action, work, lambda: path, notice, notice)
    with qtbot.waitSignal(work.failed):
        action.trigger()
    assert "cannot be written" in notice.text.text()
    assert action.isEnabled()


def test_without_anything_to_save_there_is_no_entry(notice: NoticeBar) -> None:
    action = QAction()
    DiagnosticsCommands(action, None, lambda: None, notice, notice)
    assert not action.isVisible()
