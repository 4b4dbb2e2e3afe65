"""The dialog of the check: progress, findings, stopping, copying and saving."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop_app.app.checkup.checkup import CheckupCallbacks, RunTrial
from desktop_app.app.checkup.report import CheckupResult, FolderCheck, SampleResult
from desktop_app.app.checkup.worker import CheckupWork
from desktop_app.app.settings import ColorChoice
from desktop_app.core.cancel import CancelToken
from desktop_app.core.finding import Finding, FindingGroup, Verdict
from desktop_app.ui.checkup.dialog import CheckupDialog, mark
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import checkup as checkup_strings
from desktop_app.ui.theme import DARK, LIGHT, Colors, Theme
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.ui.conftest import FakeDialogs

GROUPS = (
    FindingGroup("This computer", (Finding("Memory", "8 GB <free>"),)),
    FindingGroup(
        "Folders",
        (
            Finding("Models", "/models\nslow", Verdict.NOTE, "Wait & see."),
            Finding("Logs", "/logs", Verdict.PROBLEM, "Free some space."),
        ),
    ),
)


class Checked:
    """A check that waits for the gate before the second group."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.runs = 0

    def __call__(
        self, _run_trial: RunTrial | str, cancel: CancelToken, callbacks: CheckupCallbacks
    ) -> CheckupResult:
        self.runs += 1
        callbacks.progress("Checking the computer", 0.25)
        callbacks.group(GROUPS[0])
        while not self.gate.wait(0.005):
            cancel.raise_if_cancelled()
        if self.error is not None:
            raise self.error
        callbacks.group(GROUPS[1])
        folder = FolderCheck("models", Path("/models"))
        return CheckupResult(GROUPS, (folder,), SampleResult(text="Hello."), {})


class NoLender:
    def run_between_jobs(self, work: object) -> None:
        raise AssertionError(work)


@pytest.fixture
def check() -> Checked:
    return Checked()


@pytest.fixture
def dialog(
    qtbot: QtBot, check: Checked, dialogs: FakeDialogs, theme: Theme
) -> Iterator[CheckupDialog]:
    work = CheckupWork(check, NoLender(), lambda: True)
    made = CheckupDialog(work, dialogs, theme)
    qtbot.addWidget(made)
    yield made
    made.close()
    assert work.shutdown(PATIENCE_S)


def wait_for_end(qtbot: QtBot, dialog: CheckupDialog) -> None:
    qtbot.waitUntil(dialog.again_button.isVisible)


def test_it_begins_at_once_and_shows_everything(qtbot: QtBot, dialog: CheckupDialog) -> None:
    dialog.open_and_check()
    wait_for_end(qtbot, dialog)
    text = dialog.view.toPlainText()
    for said in ("This computer", "8 GB <free>", "Note: Wait & see.", "Problem: Free some space."):
        assert said in text
    assert dialog.status.text() == "1 problem, 1 note."
    assert dialog.status.property("kind") == "error"
    assert not dialog.isModal() and not dialog.progress.isVisible()


def test_progress_is_shown_and_it_can_be_stopped(
    qtbot: QtBot, dialog: CheckupDialog, check: Checked
) -> None:
    check.gate.clear()
    dialog.open_and_check()
    qtbot.waitUntil(lambda: dialog.progress.value() == 250)
    assert dialog.status.text() == "Checking the computer…"
    assert dialog.stop_button.isVisible() and not dialog.copy_button.isEnabled()
    qtbot.waitUntil(lambda: "This computer" in dialog.view.toPlainText())
    dialog.stop_button.setFocus()
    QTest.keyClick(dialog.stop_button, Qt.Key.Key_Space)
    assert dialog.status.text() == strings.STOPPING
    wait_for_end(qtbot, dialog)
    assert dialog.status.text() == checkup_strings.STOPPED
    assert dialog.focusWidget() is dialog.again_button
    assert not dialog.save_button.isEnabled()
    check.gate.set()
    QTest.keyClick(dialog.again_button, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert check.runs == 2 and dialog.view.toPlainText().count("This computer") == 1


def test_closing_stops_and_opening_again_starts_again(
    qtbot: QtBot, dialog: CheckupDialog, check: Checked
) -> None:
    check.gate.clear()
    dialog.open_and_check()
    qtbot.waitUntil(lambda: dialog.progress.value() == 250)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.again_button.isHidden())
    check.gate.set()
    dialog.open_and_check()
    wait_for_end(qtbot, dialog)
    dialog.close()
    dialog.open_and_check()  # the findings are still shown
    assert check.runs == 2 and dialog.copy_button.isEnabled()


def test_a_failure_is_reported(qtbot: QtBot, dialog: CheckupDialog, check: Checked) -> None:
    check.error = ZeroDivisionError("oops")
    dialog.open_and_check()
    wait_for_end(qtbot, dialog)
    assert "ZeroDivisionError" in dialog.status.text()


def test_what_was_found_is_copied_and_saved(
    qtbot: QtBot, dialog: CheckupDialog, dialogs: FakeDialogs, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    dialog.open_and_check()
    wait_for_end(qtbot, dialog)
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Wait & see." in copied and dialog.status.text() == checkup_strings.COPIED
    target = tmp_path / "Prüfung.json"
    chosen: list[Path | None] = [None, target, tmp_path / "no such folder" / "x.json"]
    monkeypatch.setattr(dialogs, "place_for_checkup", lambda _name: chosen.pop(0))
    dialog.save_button.click()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: str(target) in dialog.status.text())
    assert json.loads(target.read_text(encoding="utf-8"))["sample"]["text"] == "Hello."
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "cannot be written" in dialog.status.text())
    assert dialog.copy_button.isEnabled()


def test_it_follows_light_and_dark(qtbot: QtBot, dialog: CheckupDialog, theme: Theme) -> None:
    dialog.open_and_check()
    wait_for_end(qtbot, dialog)
    for choice, colors in ((ColorChoice.DARK, DARK), (ColorChoice.LIGHT, LIGHT)):
        theme.choose(choice)
        assert colors.muted in dialog.view.toHtml()
        assert not dialog.grab().isNull()


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_marks_differ_without_colours_too(qtbot: QtBot, colors: Colors) -> None:  # noqa: ARG001
    pictures = [mark(verdict, colors, 2.0) for verdict in Verdict]
    grey = [one.convertToFormat(one.Format.Format_Grayscale8) for one in pictures]
    assert len({bytes(one.constBits()) for one in grey}) == len(Verdict)


def test_every_control_has_a_name_and_the_keys_reach_it(
    qtbot: QtBot, dialog: CheckupDialog
) -> None:
    dialog.open_and_check()
    wait_for_end(qtbot, dialog)
    buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
    assert all(one.accessibleName() for one in buttons)
    assert dialog.view.accessibleName() and dialog.progress.accessibleName()
    reached = set()
    for _ in range(len(buttons) + 2):
        reached.add(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert reached >= {*buttons, dialog.view}


def test_minimised_it_continues(qtbot: QtBot, dialog: CheckupDialog, check: Checked) -> None:
    class Minimised(QHideEvent):
        def spontaneous(self) -> bool:
            return True

    check.gate.clear()
    dialog.open_and_check()
    dialog.hideEvent(Minimised())
    check.gate.set()
    wait_for_end(qtbot, dialog)
    assert dialog.copy_button.isEnabled()


def test_the_menu_opens_it(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialog: CheckupDialog
) -> None:
    assert stage.services.checkup is None and not window.menus.checkup.isVisible()
    window.menus.checkup.trigger()  # there is nothing to check, and nothing happens
    window.commands.checkup = dialog
    window.menus.checkup.trigger()
    wait_for_end(qtbot, dialog)
