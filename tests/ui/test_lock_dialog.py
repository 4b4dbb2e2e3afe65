"""The dialog about a held file: what it says, and that its buttons do it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.system.locks.diagnosis import Diagnosis, Holder, HolderKind, LockKind
from desktop_app.ui.locks.dialog import LockDialog

PATH = Path("/Benutzer/José 日本/talk.mp4")
SINCE = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DIAGNOSIS = Diagnosis(
    kind=LockKind.SHARING_VIOLATION,
    path=PATH,
    title="File in use",
    sentence="“talk.mp4” is open in VLC media player and cannot be used by other programs.",
    steps=("Close VLC media player, then retry.", "Or wait a minute."),
    holders=(Holder("vlc", 1234, HolderKind.WINDOW, SINCE, path="vlc.exe"),),
    places=(),
    is_worth_waiting=True,
    root=PermissionError(13, "in use", str(PATH)),
    winerror=32,
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[LockDialog]:
    made = LockDialog(DIAGNOSIS, offers_guide=True)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def said(dialog: LockDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_says_which_file_who_and_what_to_do(dialog: LockDialog) -> None:
    text = said(dialog)
    assert dialog.windowTitle() == "File in use"
    assert str(PATH) in text and DIAGNOSIS.sentence in text
    assert "vlc (process 1234, since 09:30): VLC media player" in text
    assert "1. Close VLC media player, then retry.\n2. Or wait a minute." in text
    assert not dialog.isModal()


def test_details_are_folded_away_and_can_be_copied(dialog: LockDialog) -> None:
    assert not dialog.details.isVisible()
    dialog.details_button.click()
    assert dialog.details.isVisible()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Windows code: 32" in copied and "PermissionError" in copied and "1234" in copied


def test_its_buttons_tell_what_is_wanted(qtbot: QtBot, dialog: LockDialog) -> None:
    with qtbot.waitSignal(dialog.retry_wanted):
        dialog.retry_button.click()
    with qtbot.waitSignal(dialog.wait_wanted) as wait:
        dialog.wait_button.click()
    assert wait.args == [True] and "Stop" in dialog.wait_button.text()
    with qtbot.waitSignal(dialog.wait_wanted) as wait:
        dialog.wait_button.click()
    assert wait.args == [False]
    with qtbot.waitSignal(dialog.folder_wanted) as folder:
        dialog.folder_button.click()
    assert folder.args == [PATH.parent]
    with qtbot.waitSignal(dialog.guide_wanted):
        dialog.guide_button.click()


def test_nothing_is_offered_that_cannot_help(qtbot: QtBot) -> None:
    full = Diagnosis(
        kind=LockKind.DISK_FULL,
        path=None,
        title="Disk full",
        sentence="No room is left.",
        steps=("Free some space.",),
        holders=(),
        places=(),
        is_worth_waiting=False,
        root=OSError(28, "No space left on device"),
        winerror=None,
    )
    dialog = LockDialog(full)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.wait_button.isVisible() and not dialog.guide_button.isVisible()
    assert "does not report which program" in said(dialog)
