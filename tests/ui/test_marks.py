"""Marks in the transcript: seen, reached by mouse and keyboard, acted on, never copied."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.player.waveform import Sound
from desktop_app.app.settings import ColorChoice
from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark, TranscriptRow
from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.core.transcript import Incomplete, Segment, SpeechGap
from desktop_app.media.peaks import outline_of
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import page as page_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import DARK, Theme
from desktop_app.ui.transcript.sheet import ROWS_AT_ONCE
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE, STARTER, row, segment
from tests.media_files import speech, write_pcm
from tests.ui.conftest import FakeDialogs

LEFT = Qt.MouseButton.LeftButton
OFFERS = (RedoOffer(RedoKind.AGAIN, STARTER), RedoOffer(RedoKind.WITH_MODEL, CANARY, "de"))
GAP = Mark((12.0, 19.0), offers=OFFERS)
GERMAN = replace(segment(2), language="de")


@pytest.fixture
def marked(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with a transcript that has a gap, and then a passage that seems German."""
    controller = stage.services.controller
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    segments = (segment(0), GERMAN)
    controller.revise(1, replace(made, segments=segments, gaps=(SpeechGap(9.0, 14.0),)))
    qtbot.waitUntil(window.menus.checking.list.isEnabled)
    window.activateWindow()
    return window


def lines(view: TranscriptView) -> list[str]:
    return view.toPlainText().split("\n")


def link_place(view: TranscriptView, title: str) -> QPoint:
    """The middle of a link on the screen."""
    cursor = view.document().find(title)
    middle = cursor.selectionStart() + len(title) // 2
    cursor.setPosition(middle)
    return view.cursorRect(cursor).center()


def click(view: TranscriptView, title: str) -> None:
    QTest.mouseClick(view.viewport(), LEFT, pos=link_place(view, title))


def test_the_marks_are_in_their_places(marked: MainWindow) -> None:
    assert lines(marked.page.text) == [
        segment(0).text,
        "5 s of speech without text   Listen   Recognise again   More…",
        "Seems to be German   Listen   Recognise again in German   More…",
        GERMAN.text,
    ]
    assert not marked.page.text.grab().isNull()


@pytest.mark.parametrize("segments", [0, 1])
def test_an_incomplete_recording_says_so_in_its_row_and_on_the_page(
    segments: int, window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.segment_count = segments
    stage.engine.incomplete = Incomplete(19.0, 7.0, 9.0, ((3.0, 5.0),), breaks_off=True)
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    hole = "2 s of audio at 00:03 cannot be decoded; the file is damaged."
    end = "The recording ends after 9 s of 19 s; the file is incomplete."
    text = window.page.text
    assert window.page.stack.currentWidget() is text
    shown = [*(segment(i).text for i in range(segments)), f"{hole}   Listen", end]
    assert lines(text) == shown
    row = window.queue.shown.index(1, 0)
    spoken = str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert f"Done, incomplete: {hole} {end}" in spoken
    assert str(row.data(Qt.ItemDataRole.ToolTipRole)).count(end) == 1
    assert text.selected_text() == ""
    qtbot.waitUntil(window.menus.checking.list.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert text.current_mark() is not None
    window.commands.on_text.redo.refresh()
    assert not window.menus.again.again.isEnabled()


def test_a_click_recognises_again_and_the_new_text_is_kept_by_a_key(
    marked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    view, panel = marked.page.text, marked.commands.on_text.redo.panel
    assert not marked.menus.undo.isEnabled() and panel.isHidden()
    click(view, page_strings.AGAIN)
    qtbot.waitUntil(lambda: panel.has_pair)
    assert "without text" in lines(view)[1]
    assert panel.now.toPlainText() == "No text"
    assert panel.new.toPlainText() == segment(1).text
    assert panel.title.text() == "Recognised again: 00:08 to 00:14"
    assert panel.model.text() == "New, by Starter"
    assert stage.engine.requests[-1].model == STARTER
    assert not panel.grab().isNull()
    QTest.keyClick(marked, Qt.Key.Key_F9)
    assert panel.isHidden()
    assert segment(1).text in view.toPlainText() and "without text" not in view.toPlainText()
    assert marked.menus.undo.text() == "&Undo: Recognised again"
    QTest.keySequence(marked, QKeySequence.StandardKey.Undo)
    assert "without text" in lines(view)[1]
    assert not marked.menus.undo.isEnabled()


def test_the_old_text_is_kept_by_a_key_and_both_are_heard(marked: MainWindow, qtbot: QtBot) -> None:
    view, panel = marked.page.text, marked.commands.on_text.redo.panel
    before = view.toPlainText()
    click(view, page_strings.AGAIN)
    qtbot.waitUntil(lambda: panel.has_pair)
    with qtbot.waitSignal(marked.commands.on_text.play_wanted) as played:
        QTest.mouseClick(panel.listen_button, LEFT)
    assert played.args == [pytest.approx(8.6, abs=0.5), pytest.approx(14.4, abs=0.5)]
    QTest.keyClick(marked, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert panel.isHidden() and not marked.menus.undo.isEnabled()
    assert view.toPlainText() == before


def test_a_mark_is_heard(marked: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(marked.commands.on_text.play_wanted) as played:
        click(marked.page.text, page_strings.LISTEN)
    assert played.args == [9.0, 14.0]


def test_the_passage_is_done_in_its_language(
    marked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    click(marked.page.text, "Recognise again in German")
    qtbot.waitUntil(marked.menus.again.keep_new.isEnabled)
    request = stage.engine.requests[-1]
    assert (request.model, request.language, request.target_language) == (CANARY, "de", "de")
    assert request.span == (GERMAN.start_s, GERMAN.end_s)
    marked.menus.again.keep_new.trigger()
    assert "German" not in marked.page.text.toPlainText()


def test_words_that_are_selected_are_recognised_with_any_model(
    marked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    view, menus = marked.page.text, marked.menus
    view.select_word(0, 1)
    menus.again.shown.emit()
    titles = [action.text() for action in menus.again.with_menu.actions()]
    assert titles == ["Recognise again with Starter", "Recognise again in English with Canary"]
    menus.again.with_menu.actions()[1].trigger()
    panel = marked.commands.on_text.redo.panel
    qtbot.waitUntil(lambda: panel.has_pair)
    request = stage.engine.requests[-1]
    assert request.model == CANARY
    assert request.span is not None
    assert [round(time_s, 3) for time_s in request.span] == [0.4, 2.4]
    assert panel.now.toPlainText() == "number"


def test_all_of_it_goes_with_the_keyboard(marked: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    view, menus = marked.page.text, marked.menus
    QTest.keyClick(marked, Qt.Key.Key_F8)
    assert view.textCursor().blockNumber() == 1 and view.hasFocus()
    menus.again.shown.emit()
    titles = [action.text() for action in menus.again.with_menu.actions()]
    assert titles == ["Recognise again with Starter", "Recognise again in English with Canary"]
    QTest.keyClick(marked, Qt.Key.Key_F8)
    assert view.textCursor().blockNumber() == 2
    QTest.keyClick(marked, Qt.Key.Key_F8)
    assert view.textCursor().blockNumber() == 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(menus.again.keep_new.isEnabled)
    assert stage.engine.requests[-1].model == STARTER
    QTest.keyClick(marked, Qt.Key.Key_F9)
    assert view.hasFocus()
    QTest.keyClick(marked, Qt.Key.Key_F8)
    QTest.keyClick(marked, Qt.Key.Key_F7)
    qtbot.waitUntil(menus.again.keep_new.isEnabled)
    assert stage.engine.requests[-1].model == CANARY


def test_what_lies_behind_the_end_of_a_file_that_is_shorter_now_is_not_recognised(
    marked: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "shorter.wav"
    write_pcm(path, speech(seconds=5.0)[None], 16_000, "PCM_16")
    stage.services.waveform.sound = Sound(outline_of(path, 0, CancelToken()), 0)
    count = len(stage.engine.requests)
    QTest.keyClick(marked, Qt.Key.Key_F8)
    QTest.keyClick(marked, Qt.Key.Key_F7)
    assert "the recording ends at 00:05" in marked.notice.text.text()
    assert len(stage.engine.requests) == count
    assert stage.services.redo.at_work is None


@pytest.mark.parametrize(("words", "default"), [(0, "old"), (1, "new")])
def test_the_button_that_would_leave_no_text_does_not_stand_out(
    words: int, default: str, marked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    panel = marked.commands.on_text.redo.panel
    if not words:
        stage.engine.segment_count = 0
    click(marked.page.text, page_strings.AGAIN)
    qtbot.waitUntil(lambda: panel.has_pair)
    kinds = {"old": panel.old_button.property("kind"), "new": panel.new_button.property("kind")}
    assert [name for name, kind in kinds.items() if kind == "primary"] == [default]


def test_the_context_menu_offers_it_by_mouse_and_key(marked: MainWindow) -> None:
    view, popup = marked.page.text, marked.commands.on_text.redo.popup
    place = link_place(view, "without text")
    reason = QContextMenuEvent.Reason
    event = QContextMenuEvent(reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    assert popup.isVisible()
    assert popup.actions()[0].text() == "Recognise again with Starter"
    popup.close()
    click(view, page_strings.MORE)
    assert popup.isVisible()
    popup.close()
    QTest.keyClick(marked, Qt.Key.Key_F8)
    QApplication.sendEvent(view, QContextMenuEvent(reason.Keyboard, QPoint(), QPoint()))
    titles = [action.text() for action in popup.actions()]
    assert titles == ["Recognise again in German with Canary", "Recognise again with Starter"]
    assert popup.isVisible()
    popup.close()


def test_a_part_at_work_says_so_and_offers_nothing_meanwhile(
    marked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.gate.clear()
    click(marked.page.text, page_strings.AGAIN)
    assert lines(marked.page.text)[1].endswith(page_strings.BUSY)
    QTest.keyClick(marked, Qt.Key.Key_F8)
    marked.menus.again.shown.emit()
    assert not marked.menus.again.again.isEnabled()
    qtbot.waitUntil(lambda: stage.services.controller.status.is_working)
    assert len(marked.queue.shown.records()) >= 2
    panel = marked.commands.on_text.redo.panel
    qtbot.waitUntil(panel.isVisible)
    assert panel.title.text() == "Recognising 00:08 to 00:14 again…"
    assert not panel.has_pair and panel.new_button.isHidden()
    stage.engine.gate.set()
    qtbot.waitUntil(marked.menus.again.keep_new.isEnabled)


@pytest.mark.parametrize("specs", [(STARTER, replace(NOT_THERE, languages=("de",)))])
def test_without_such_a_model_the_one_to_get_is_shown(marked: MainWindow) -> None:
    assert "Get Parakeet to recognise it" in lines(marked.page.text)[2]
    click(marked.page.text, "Get Parakeet")
    dialog = marked.commands.models.dialog
    assert dialog.isVisible()
    assert dialog.details.title.text() == NOT_THERE.title
    dialog.close()


def test_what_is_being_recognised_is_stopped_at_the_page(
    marked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.gate.clear()
    click(marked.page.text, page_strings.AGAIN)
    panel = marked.commands.on_text.redo.panel
    qtbot.waitUntil(panel.isVisible)
    QTest.mouseClick(panel.stop_button, LEFT)
    qtbot.waitUntil(panel.isHidden)
    assert "Recognise again" in lines(marked.page.text)[1]
    qtbot.waitUntil(lambda: len(stage.services.controller.records()) == 1)
    assert not marked.menus.again.keep_new.isEnabled()


def test_marks_are_not_copied(view: TranscriptView, model: TranscriptModel) -> None:
    model.show([row(segment(0)), GAP, row(segment(2))])
    view.selectAll()
    QTest.keySequence(view, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == f"{segment(0).text}\n{segment(2).text}"
    cursor = QTextCursor(view.document())
    cursor.setPosition(9)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    QTest.keySequence(view, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == "number"


def test_rows_that_change_leave_the_reader_and_the_rest_alone(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    rows: list[TranscriptRow] = [row(segment(number)) for number in range(60)]
    model.show(rows)
    qtbot.waitUntil(lambda: view.filled_rows == 60)
    view.verticalScrollBar().setValue(400)
    seen = view.cursorForPosition(QPoint(0, 0)).block().text()
    model.grow_to([rows[0], GAP, *rows[1:50], *rows[52:]])
    assert view.cursorForPosition(QPoint(0, 0)).block().text() == seen
    shown = lines(view)
    assert "7 s of speech" in shown[1]
    assert shown[2:] == [segment(n).text for n in range(60) if n not in (0, 50, 51)]
    model.grow_to(rows)
    assert lines(view) == [segment(n).text for n in range(60)]
    model.grow_to([])
    assert lines(view) == [""]
    model.grow_to([row(segment(0))])
    assert lines(view) == [segment(0).text]


def test_rows_may_change_before_all_are_filled(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    count = 3 * ROWS_AT_ONCE
    rows: list[TranscriptRow] = [row(segment(number)) for number in range(count)]
    model.show(rows)
    changed = [*rows[:5], GAP, *rows[8 : count - 20], GAP, *rows[count - 10 :]]
    model.grow_to(changed)
    qtbot.waitUntil(lambda: view.document().blockCount() == len(changed))
    said = [line for line in lines(view) if "without" not in line]
    assert said == [one.text for one in changed if isinstance(one, Paragraph)]


def test_without_times_the_mark_tells_them(view: TranscriptView, model: TranscriptModel) -> None:
    model.show([row(Segment("One.")), row(Segment("Two.")), Mark((61.0, 190.0))])
    assert lines(view)[-1] == "2 min 9 s of speech without text at 01:01   Listen"


def test_marks_take_the_theme_s_colours(
    view: TranscriptView, model: TranscriptModel, theme: Theme
) -> None:
    model.show([row(segment(0)), GAP, row(GERMAN)])
    theme.choose(ColorChoice.DARK)
    cursor = view.document().find("without text")
    assert cursor.charFormat().foreground().color().name() == DARK.muted
    assert len(lines(view)) == 3


def test_a_file_with_nothing_but_a_gap_shows_that(marked: MainWindow, stage: Stage) -> None:
    controller = stage.services.controller
    (made,) = controller.finished()
    controller.revise(1, replace(made, segments=()))
    assert marked.page.text.isVisible()
    assert "without text" in marked.page.text.toPlainText()
    controller.revise(1, replace(made, segments=(), gaps=()))
    assert marked.page.text.isVisible() and not marked.page.text.toPlainText()
    assert marked.page.text.placeholderText().startswith(strings.NO_SPEECH)


def test_the_queue_says_which_part(marked: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.gate.clear()
    click(marked.page.text, page_strings.AGAIN)
    controller = stage.services.controller
    qtbot.waitUntil(lambda: controller.status.is_working)
    controller.select(2)
    assert marked.page.name.text() == "sample.wav, 00:08 to 00:14"
    stage.engine.gate.set()
    qtbot.waitUntil(marked.menus.again.keep_new.isEnabled)
    assert controller.selected is not None and controller.selected.id == 1
    assert Path(controller.finished()[0].media_path).name == "sample.wav"


def test_closing_asks_for_what_is_recognised_again_and_for_what_waits(
    marked: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs
) -> None:
    stage.engine.gate.clear()
    click(marked.page.text, page_strings.AGAIN)
    qtbot.waitUntil(lambda: stage.services.controller.active_job != 0)
    marked.close()
    qtbot.waitUntil(lambda: dialogs.asked == [library_strings.CLOSE_DROPS_PART])
    stage.engine.gate.set()
    qtbot.waitUntil(marked.menus.again.keep_new.isEnabled)
    marked.close()
    qtbot.waitUntil(lambda: dialogs.asked[1:] == [library_strings.CLOSE_DROPS_PAIR])
    assert marked.isVisible()
    marked.menus.again.keep_old.trigger()
    marked.close()
    assert not marked.isVisible() and len(dialogs.asked) == 2
