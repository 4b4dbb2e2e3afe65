"""File > Watched folders…: the dialog and the notices."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import WatchedFolder
from desktop_app.app.watching.watcher import FolderState, Offer
from desktop_app.ui.strings import watching as texts
from desktop_app.ui.watching.dialog import WatchedFoldersDialog
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.ui.conftest import FakeDialogs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in & <out>"
    made.mkdir()
    return made


@pytest.fixture
def dialog(window: MainWindow, stage: Stage) -> WatchedFoldersDialog:
    stage.services.watcher.start()
    window.menus.watched_folders.trigger()
    shown = window.commands.watching.dialog
    assert shown.isVisible() and shown.none.isVisible()
    return shown


def test_folders_are_added_and_removed(
    dialog: WatchedFoldersDialog, stage: Stage, dialogs: FakeDialogs, folder: Path
) -> None:
    def watched() -> list[WatchedFolder]:
        return list(stage.services.preferences.current.watched_folders)

    dialog.add_button.click()
    assert dialogs.asked == ["watch"] and watched() == []
    dialogs.folder = folder
    dialog.add_button.click()
    dialog.add_button.click()  # the same once more
    assert watched() == [WatchedFolder(str(folder))]
    (row,) = dialog.rows
    assert row.path.text() == str(folder) and dialog.none.isHidden()
    row.box.click()
    assert watched() == [WatchedFolder(str(folder), has_subfolders=False)]
    (row,) = dialog.rows
    assert not row.box.isChecked()
    row.remove_button.click()
    assert watched() == [] and dialog.rows == [] and dialog.none.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(
    dialog: WatchedFoldersDialog, dialogs: FakeDialogs, key: Qt.Key
) -> None:
    dialog.add_button.setFocus()
    QTest.keyClick(dialog.add_button, key)
    assert dialogs.asked == ["watch"]
    dialog.close_button.setFocus()
    QTest.keyClick(dialog.close_button, key)
    assert dialogs.asked == ["watch"] and not dialog.isVisible()


def test_what_is_known_of_a_folder_is_shown(
    dialog: WatchedFoldersDialog,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    qtbot: QtBot,
    folder: Path,
) -> None:
    for number in range(3):
        (folder / f"{number}.wav").write_bytes(b"\0")
    dialogs.folder = folder
    dialog.add_button.click()
    qtbot.waitUntil(lambda: dialog.rows[0].state.text() == "3 recordings known · 3 not transcribed")
    assert window.notice.action_button.text() == texts.TRANSCRIBE
    assert window.notice.text.text() == (
        f"There are 3 recordings in {folder} from before. Transcribe them too?"
    )
    assert window.notice.word.text() == "Note"
    dialog.rows[0].offer_button.click()
    qtbot.waitUntil(lambda: len(stage.services.controller.recordings()) == 3)
    assert dialog.rows[0].offer_button.isHidden()
    assert window.notice.isHidden()  # its question is answered
    folder.rename(folder.with_name("away"))
    qtbot.waitUntil(lambda: dialog.rows[0].state.text() == texts.NOT_THERE)
    assert window.notice.text.text() == texts.gone_line(folder)


def test_the_notice_queues_what_a_folder_offers_or_drops_it(
    window: MainWindow, stage: Stage, qtbot: QtBot, folder: Path
) -> None:
    (folder / "a.wav").write_bytes(b"\0")
    watcher, notice = stage.services.watcher, window.notice
    stage.services.preferences.change(watched_folders=(WatchedFolder(str(folder)),))
    watcher.start()
    qtbot.waitUntil(notice.isVisible)
    assert notice.text.text() == (
        f"There is 1 recording in {folder} from before. Transcribe it too?"
    )
    notice.action_button.click()
    qtbot.waitUntil(lambda: len(stage.services.controller.recordings()) == 1)
    stage.services.preferences.change(watched_folders=())
    deep = folder / "deep"
    deep.mkdir()
    (deep / "b.wav").write_bytes(b"\0")
    stage.services.preferences.change(watched_folders=(WatchedFolder(str(deep)),))
    qtbot.waitUntil(notice.isVisible)
    notice.close_button.click()
    assert watcher.state(deep).offered == ()
    assert len(stage.services.controller.recordings()) == 1


def test_the_lines() -> None:
    assert texts.state_line(FolderState()) == texts.LOOKING
    assert texts.state_line(FolderState(False, 3)) == texts.NOT_THERE
    assert texts.state_line(FolderState(True, 1, 2)) == (
        "1 recording known · 2 recordings are still being copied"
    )
    many = Offer(Path("/in"), (Path("/in/a.wav"), Path("/in/b.wav")))
    assert texts.offer_line(many) == (
        "There are 2 recordings in /in from before. Transcribe them too?"
    )
