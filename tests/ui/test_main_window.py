"""The window as a user meets it: drops, queue, errors, closing, light and dark."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import ColorChoice
from desktop_app.core.errors import Action, GpuUnavailable, MediaUnreadable, NotWritable
from desktop_app.core.job import JobState
from desktop_app.core.request import DeviceChoice
from desktop_app.ui.strings import page as page_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.fakes import NOT_THERE, transcript
from tests.model_folders import files, write
from tests.nemo_files import model
from tests.ui.conftest import FakeDialogs

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget: QWidget, data: QMimeData) -> tuple[Qt.DropAction, bool]:
    """Send what Qt sends for a drop; the action taken and whether it was accepted."""
    move = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), move, data, LEFT, PLAIN))
    event = QDropEvent(QPointF(5, 5), move, data, LEFT, PLAIN)
    QApplication.sendEvent(widget, event)
    return event.dropAction(), event.isAccepted()


def wait_done(qtbot: QtBot, stage: Stage, count: int = 1) -> None:
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == count)


def wait_state(qtbot: QtBot, stage: Stage, state: JobState) -> None:
    def reached() -> bool:
        record = stage.services.controller.selected
        return record is not None and record.state is state

    qtbot.waitUntil(reached)


def test_the_empty_window_invites(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    assert window.drop_area.isVisible()
    assert not window.toolbar.run_button.isEnabled()
    QTest.mouseClick(window.drop_area.sample_button, LEFT)
    wait_done(qtbot, stage)
    assert window.page.text.isVisible()
    assert window.page.text.toPlainText().startswith("Sentence number 0.")


def test_files_dropped_anywhere_are_transcribed(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    answer = drop(window, mime(Path("/a/Gespräch.wav"), Path("/a/two.mp3")))
    assert answer == (Qt.DropAction.CopyAction, True)
    wait_done(qtbot, stage, 2)
    assert len(window.queue.shown.records()) == 2


def test_the_frame_shows_only_while_files_are_held_over_the_window(window: MainWindow) -> None:
    data = mime(Path("/a/a.wav"))
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
    QApplication.sendEvent(window, enter)
    assert window.overlay.isVisible() and not window.overlay.grab().isNull()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.overlay.isVisible()
    text = QMimeData()
    text.setText("no file")
    refused = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, text, LEFT, PLAIN)
    refused.ignore()
    QApplication.sendEvent(window, refused)
    assert not window.overlay.isVisible()


def test_the_frame_of_a_drag_that_never_ends_goes_away(window: MainWindow, qtbot: QtBot) -> None:
    window.overlay._forgotten.setInterval(1)
    window.overlay.cover(window.rect())
    assert window.overlay.isVisible()
    qtbot.waitUntil(lambda: not window.overlay.isVisible())


def test_no_child_takes_a_drop_for_itself(window: MainWindow) -> None:
    children = [w for w in window.findChildren(QWidget) if w.isVisible() and w.acceptDrops()]
    # A text view's viewport only scrolls by drag; the view itself takes nothing.
    assert not [w for w in children if not isinstance(w, QComboBox)], children


def test_a_nemo_file_dropped_becomes_the_model(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    path = model(tmp_path / "own.nemo")
    with qtbot.waitSignal(stage.services.manager.imported):
        drop(window, mime(path))
    assert dialogs.asked == ["import own"]
    assert window.toolbar.model_box.currentText() == "own"
    assert "own is now the model" in window.notice.text.text() and window.notice.isVisible()
    assert path.exists()


def test_a_diarizers_folder_dropped_is_imported_and_recognises_nothing(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    before = window.toolbar.model_box.currentText()
    with qtbot.waitSignal(stage.services.manager.imported):
        drop(window, mime(write(tmp_path / "meetings", files(numbers=1000))))
    assert dialogs.asked == ["import meetings"]
    qtbot.waitUntil(lambda: "meetings is ready." in window.notice.text.text())
    box = window.toolbar.model_box
    assert box.currentText() == before
    assert "meetings" not in [box.itemText(row) for row in range(box.count())]


def test_an_error_is_shown_with_its_remedy(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.files.errors["bad.wav"] = MediaUnreadable("“bad.wav” holds no sound.", "EINVAL")
    drop(window, mime(Path("/a/bad.wav")))
    wait_state(qtbot, stage, JobState.FAILED)
    panel = window.page.errors
    assert panel.isVisible()
    assert panel.message.text() == "“bad.wav” holds no sound."
    assert panel.action_button.text() == strings.REMOVE and not panel.remove_button.isVisible()
    panel.details_button.click()
    assert "EINVAL" in panel.details.toPlainText() and panel.details.isVisible()
    panel.copy_button.click()
    assert "EINVAL" in QGuiApplication.clipboard().text()
    panel.action_button.click()
    assert window.drop_area.isVisible()


def test_the_cpu_can_be_taken_instead_of_the_gpu(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.errors["a"] = GpuUnavailable("There is no GPU.")
    drop(window, mime(Path("/a/a.wav")))
    wait_state(qtbot, stage, JobState.FAILED)
    stage.engine.errors.clear()
    window.page.errors.action_button.click()
    wait_done(qtbot, stage)
    assert stage.engine.requests[-1].device is DeviceChoice.CPU


def test_retry_from_the_panel(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.files.missing.add("a.wav")
    drop(window, mime(Path("/a/a.wav")))
    wait_state(qtbot, stage, JobState.FAILED)
    stage.files.missing.clear()
    window.page.errors.action_wanted.emit(Action.RETRY)
    wait_done(qtbot, stage)


def test_a_recording_without_speech_says_so(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.segment_count = 0
    drop(window, mime(Path("/a/a.wav")))
    wait_done(qtbot, stage)
    assert window.page.text.placeholderText() == page_strings.NOTHING_HEARD_TYPE
    assert window.page.text.isVisible() and window.player_bar.isVisible()
    assert stage.services.player.path == Path("/a/a.wav")
    QTest.keyClicks(window.page.text, "Hello there")
    record = stage.services.controller.selected
    assert record is not None and record.transcript is not None
    typed = record.transcript.segments
    assert [(one.text, one.start_s) for one in typed] == [("Hello there", 0.0)]
    assert typed[0].end_s == record.transcript.duration_s
    assert not window.page.text.placeholderText()


def test_the_button_stops_and_starts(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.gate.clear()
    drop(window, mime(Path("/a/a.wav")))
    wait_state(qtbot, stage, JobState.WORKING)
    assert window.toolbar.run_button.text() == strings.PAUSE
    window.toolbar.run_button.click()
    wait_state(qtbot, stage, JobState.STOPPED)
    assert window.toolbar.run_button.text() == strings.START
    stage.engine.gate.set()
    window.toolbar.run_button.click()
    wait_done(qtbot, stage)


def test_closing_while_working_asks_first(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs
) -> None:
    stage.engine.gate.clear()
    drop(window, mime(Path("/a/a.wav")))
    wait_state(qtbot, stage, JobState.WORKING)
    window.close()
    qtbot.waitUntil(lambda: dialogs.asked == [strings.CLOSE_TEXT])
    assert window.isVisible()
    dialogs.closes = True
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stage.services.preferences.current.window_geometry


def test_closing_while_models_move_asks_first(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    folder = stage.services.manager.folder
    stage.downloader.gate.clear()
    stage.services.manager.download(NOT_THERE.id)  # the move waits behind it
    folder.move_to(tmp_path / "drive")
    window.close()
    qtbot.waitUntil(lambda: dialogs.asked == [strings.CLOSE_MOVING_TEXT])
    assert window.isVisible()
    stage.downloader.gate.set()
    with qtbot.waitSignal(folder.succeeded):
        pass
    qtbot.waitUntil(lambda: not folder.is_moving)
    window.close()
    assert not window.isVisible() and dialogs.asked == [strings.CLOSE_MOVING_TEXT]


def test_closing_an_idle_window_asks_nothing(window: MainWindow, dialogs: FakeDialogs) -> None:
    window.close()
    assert not window.isVisible() and dialogs.asked == []


@pytest.mark.parametrize("choice", [ColorChoice.DARK, ColorChoice.LIGHT])
def test_light_and_dark(window: MainWindow, stage: Stage, choice: ColorChoice) -> None:
    stage.services.preferences.change(color_choice=choice)
    page = window.page.grab().toImage().pixelColor(20, 200)
    assert (page.lightness() < 80) is (choice is ColorChoice.DARK)


def test_every_control_has_a_name(window: MainWindow) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListView)
    nameless = [
        type(w).__name__
        for kind in kinds
        for w in window.findChildren(kind)
        if w.isVisible()
        and not (w.accessibleName() or w.toolTip())
        and not w.objectName().startswith("qt_")
    ]
    assert not nameless


def test_tab_leads_through_the_whole_toolbar(window: MainWindow) -> None:
    window.activateWindow()
    window.toolbar.add_button.setFocus()
    order = []
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    bar = window.toolbar
    assert order[0] is bar.model_box


def test_a_failed_export_offers_another_folder(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs
) -> None:
    drop(window, mime(Path("/a/a.wav")))
    wait_done(qtbot, stage)
    window.menus.export_wanted.emit("txt")
    assert dialogs.asked == ["a.txt Text txt"]
    exports = stage.services.exports
    exports.export_failed.emit(NotWritable("Read-only."))
    assert window.notice.action_button.text() == strings.CHOOSE_FOLDER
    window.notice.action_button.click()
    assert len(dialogs.asked) == 2


def test_every_shortcut_is_used_once(window: MainWindow) -> None:
    keys = [a.shortcut().toString() for a in window.findChildren(QAction)]
    keys = [key for key in keys if key]
    assert len(keys) == len(set(keys))


def test_closing_asks_while_a_transcript_is_being_written(
    window: MainWindow,
    stage: Stage,
    qtbot: QtBot,
    dialogs: FakeDialogs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()

    def slow(_path: Path, _data: bytes) -> None:
        assert gate.wait(PATIENCE_S)

    monkeypatch.setattr("desktop_app.export.files.write_atomically", slow)
    exports = stage.services.exports
    exports.export(transcript(), "txt", tmp_path / "a.txt")
    window.close()
    qtbot.waitUntil(lambda: bool(dialogs.asked))
    assert window.isVisible()
    assert dialogs.asked == ["1 transcript is still being saved."]
    with qtbot.waitSignal(exports.exported):
        gate.set()
    window.close()
    assert not window.isVisible() and len(dialogs.asked) == 1


def test_settings_that_are_not_saved_are_reported(window: MainWindow, stage: Stage) -> None:
    stage.services.preferences.not_saved.emit(NotWritable("The folder is read-only."))
    assert "The settings could not be saved yet" in window.notice.text.text()
    assert "The folder is read-only." in window.notice.text.text()
