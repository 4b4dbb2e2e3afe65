"""Correcting in the window with a library: kept, undone by one rule, refused where it must be."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.job import JobState
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import page as strings
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_library_keeping import opened
from tests.fakes import segment
from tests.ui.conftest import FakeDialogs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def done(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with two finished transcripts in its library; the first is shown."""
    opened(qtbot, stage.services)
    controller = stage.services.controller
    controller.warm_up()
    controller.add_paths([Path("/rec/a.wav"), Path("/rec/b.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    first = recorded(stage, "a")
    qtbot.waitUntil(lambda: first.summary is not None)
    controller.select(first.id)
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)
    window.page.text.setFocus()
    return window


def said(stage: Stage) -> list[str]:
    record = stage.services.controller.selected
    assert record is not None and record.transcript is not None
    return [one.text for one in record.transcript.segments]


def recorded(stage: Stage, name: str) -> JobRecord:
    records = stage.services.controller.records()
    return next(one for one in records if one.job.request.media_path.stem == name)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.page.text, key, CONTROL)


def test_what_is_typed_is_in_the_library(done: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    assert done.page.mode_line.text() == strings.READING
    QTest.keyClicks(done.page.text, "My ")
    assert done.page.mode_line.text() == strings.CORRECTING
    assert said(stage)[0] == f"My {segment(0).text}"
    record = stage.services.controller.selected
    library = stage.services.library.door.library
    assert record is not None and library is not None
    qtbot.waitUntil(lambda: library.transcript(record.key).segments[0].text.startswith("My S"))
    QTest.keyClick(done.page.text, Key.Key_Escape)
    assert done.page.mode_line.text() == strings.READING


def test_undo_while_correcting_means_the_text(done: MainWindow, stage: Stage) -> None:
    QTest.keyClicks(done.page.text, "x")
    stage.services.controller.remove([recorded(stage, "b").id])
    assert done.menus.put_back.isEnabled()
    press(done, Key.Key_Z)
    assert said(stage)[0] == segment(0).text
    assert done.menus.put_back.isEnabled()
    press(done, Key.Key_Y)
    assert said(stage)[0] == f"x{segment(0).text}"


def test_undo_in_reading_means_what_was_done_last(done: MainWindow, stage: Stage) -> None:
    QTest.keyClicks(done.page.text, "x")
    QTest.keyClick(done.page.text, Key.Key_Escape)
    stage.services.controller.remove([recorded(stage, "b").id])
    press(done, Key.Key_Z)
    assert len(stage.services.controller.records()) == 2
    press(done, Key.Key_Z)
    assert said(stage)[0] == segment(0).text


def test_all_are_replaced_and_the_notice_takes_it_back(done: MainWindow, stage: Stage) -> None:
    bar = done.page.find_bar
    bar.open()
    QTest.keyClicks(bar.field, "number")
    bar.replacement.setText("no.")
    bar.all_button.click()
    assert said(stage)[0] == "Sentence no. 0."
    assert done.notice.isVisible() and "3 replaced." in done.notice.text.text()
    done.notice.action_button.click()
    assert said(stage)[0] == segment(0).text


def test_the_header_copies_and_has_the_formats(done: MainWindow) -> None:
    done.page.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith(segment(0).text)
    assert done.page.formats_button.menu() is done.menus.export_menu
    done.page.export_button.click()
    assert done.commands.exporting.dialog.isVisible()
    done.commands.exporting.dialog.close()


def test_what_grows_says_why_it_cannot_be_changed(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.gate.clear()
    controller = stage.services.controller
    controller.add_paths([Path("/rec/c.wav")])
    qtbot.waitUntil(
        lambda: any(r.state is JobState.WORKING and r.segments for r in controller.records())
    )
    growing = next(r for r in controller.records() if r.state is JobState.WORKING)
    controller.select(growing.id)
    before = done.page.text.toPlainText()
    QTest.keyClicks(done.page.text, "x")
    assert done.page.text.toPlainText() == before
    assert done.notice.isVisible()
    assert done.notice.text.text() == stage.services.editor.why_not == done.page.mode_line.text()
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)


def choose(window: MainWindow, title: str) -> None:
    """Choose an entry of the text's own menu, at the text cursor."""
    text = window.page.text
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(text, QContextMenuEvent(reason, QPoint(), QPoint()))
    next(action for action in text.menu.actions() if action.text() == title).trigger()
    text.menu.close()


def test_a_sentence_is_put_back_as_it_was_heard(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    text = done.page.text
    assert text.select_word(0, 1)
    QTest.keyClick(text, Key.Key_Return)
    QTest.keyClicks(text, "One")
    assert len(said(stage)) == 4
    choose(done, strings.RESTORE)
    qtbot.waitUntil(lambda: said(stage) == [segment(n).text for n in range(3)])
    choose(done, strings.RESTORE)
    qtbot.waitUntil(lambda: done.notice.text.text() == strings.NOT_CHANGED)
    press(done, Key.Key_Z)
    assert len(said(stage)) == 4


def test_ctrl_h_opens_the_bar_to_replace_what_is_selected(done: MainWindow) -> None:
    cursor = done.page.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    done.page.text.setTextCursor(cursor)
    press(done, Key.Key_H)
    bar = done.page.find_bar
    assert bar.field.text() == "Sentence"
    assert bar.replacement.isVisible()
    assert bar.replacement.hasFocus()
    QTest.keyClicks(bar.replacement, "Line")
    QTest.keyClick(bar.replacement, Key.Key_Return)
    assert not done.page.text.is_correcting
    assert done.page.text.toPlainText().startswith("Line number 0.")


def replace_all(window: MainWindow) -> None:
    bar = window.page.find_bar
    bar.open()
    bar.field.clear()
    QTest.keyClicks(bar.field, "number")
    bar.replacement.setText("no.")
    bar.all_button.click()
    assert window.notice.isVisible()
    bar.close_bar()


def test_the_offer_to_undo_goes_with_the_change(done: MainWindow, stage: Stage) -> None:
    replace_all(done)
    press(done, Key.Key_Z)
    assert said(stage)[0] == segment(0).text
    assert not done.notice.isVisible()
    replace_all(done)
    QTest.keyClicks(done.page.text, "x")
    assert not done.notice.isVisible()


def test_the_offer_to_undo_goes_when_another_text_is_shown(done: MainWindow, stage: Stage) -> None:
    replace_all(done)
    stage.services.controller.select(recorded(stage, "b").id)
    assert not done.notice.isVisible()


def test_space_plays_where_the_line_says_so(done: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    assert done.page.mode_line.text() == strings.READING
    QTest.mouseClick(
        done.queue.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=done.queue.list.visualRect(done.queue.list.currentIndex()).center(),
    )
    assert done.queue.list.hasFocus()
    assert done.page.mode_line.text() == strings.READING_IN_LIST
    with qtbot.waitSignal(done.page.text.play_wanted):
        QTest.keyClick(done.queue.list, Key.Key_Space)
    done.queue.search.setFocus()
    assert done.page.mode_line.text() == strings.READING_ELSEWHERE
    stage.services.controller.add_paths([Path("/rec/c.wav")])
    qtbot.waitUntil(done.queue.list.hasFocus)


def test_after_the_first_recording_the_list_has_the_keyboard(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.drop_area.sample_button.setFocus()
    stage.services.controller.warm_up()
    QTest.mouseClick(window.drop_area.sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    assert window.focusWidget() is window.queue.list
    QTest.keyClick(window.queue.list, Key.Key_Space)
    assert window.queue.search.text() == ""


def test_a_text_of_which_all_is_deleted_stays_a_page(done: MainWindow, stage: Stage) -> None:
    page = done.page
    QTest.keyClicks(page.text, "x")
    press(done, Key.Key_A)
    QTest.keyClick(page.text, Key.Key_Delete)
    assert said(stage) == []
    assert page.text.isVisible() and page.text.placeholderText() == ""
    assert done.player_bar.isVisible() and page.mode_area.isVisible()
    assert page.mode_line.text() == strings.CORRECTING
    QTest.keyClicks(page.text, "New")
    assert said(stage) == ["New"]
    for _ in range(3):
        press(done, Key.Key_Z)
    assert said(stage)[0] == segment(0).text


def test_closing_says_that_what_is_recognised_again_is_dropped(
    done: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs
) -> None:
    redo = stage.services.redo
    stage.engine.gate.clear()
    redo.begin_span((9.0, 12.0), redo.offers()[0])  # the engine waits behind a sentence
    qtbot.waitUntil(lambda: stage.services.controller.active_job != 0)
    done.close()
    qtbot.waitUntil(lambda: dialogs.asked == [library_strings.CLOSE_DROPS_PART])
    stage.engine.gate.set()
    qtbot.waitUntil(done.menus.again.keep_new.isEnabled)
    done.close()
    qtbot.waitUntil(lambda: dialogs.asked[1:] == [library_strings.CLOSE_DROPS_PAIR])
