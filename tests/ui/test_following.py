"""The spoken word: lit, kept in view, and left alone where the reader has scrolled away."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import rows_of
from desktop_app.core.transcript import Segment
from desktop_app.ui.transcript.view import TranscriptView
from tests.fakes import segment
from tests.ui.test_correcting import FakeEditor


@pytest.fixture
def long(qtbot: QtBot, view: TranscriptView, model: TranscriptModel) -> TranscriptView:
    model.show(rows_of([segment(number) for number in range(60)]))
    qtbot.waitUntil(lambda: view.is_settled)
    qtbot.waitExposed(view)
    return view


def lit(view: TranscriptView) -> list[str]:
    return [one.cursor.selectedText() for one in view.extraSelections()]


def lit_at(view: TranscriptView) -> tuple[int, int]:
    (one,) = view.extraSelections()
    return one.cursor.selectionStart(), one.cursor.selectionEnd()


def turn_wheel(view: TranscriptView, by: int) -> None:
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_spoken_word_is_lit_and_goes_out_in_a_pause(long: TranscriptView) -> None:
    long.follow(21.1)
    assert lit(long) == ["number"]
    long.follow(22.5)
    assert lit(long) == ["2."]
    long.follow(25.0)
    assert lit(long) == []
    long.follow(None)
    assert lit(long) == []


def test_the_page_goes_with_it(long: TranscriptView) -> None:
    long.follow(500.0)
    span = long.position_of(50, 0)
    assert span is not None and long.is_in_view(*span)
    assert not long.following.back.isVisible()


def test_who_scrolls_away_is_left_there_and_can_go_back(qtbot: QtBot, long: TranscriptView) -> None:
    long.following.set_playing(is_playing=True)
    long.follow(0.0)
    for _ in range(12):
        turn_wheel(long, -240)
    qtbot.waitUntil(long.following.back.isVisible)
    here = long.verticalScrollBar().value()
    long.follow(10.5)
    assert long.verticalScrollBar().value() == here
    QTest.mouseClick(long.following.back, Qt.MouseButton.LeftButton)
    span = long.position_of(1, 0)
    assert span is not None and long.is_in_view(*span)
    assert not long.following.back.isVisible()


def test_nobody_is_called_back_to_what_does_not_play(qtbot: QtBot, long: TranscriptView) -> None:
    """Neither where the recording waits at its start, nor after undo or another text size."""
    long.follow(0.0)
    for _ in range(12):
        turn_wheel(long, -240)
    place = long.position_of(40)
    assert place is not None
    long.reveal(*place)
    qtbot.wait(20)
    assert not long.following.back.isVisible()
    # Who was away while it played may still go back in a pause.
    long.following.set_playing(is_playing=True)
    long.following.note_moved()
    qtbot.waitUntil(long.following.back.isVisible)
    long.following.set_playing(is_playing=False)
    long.following.note_moved()
    qtbot.wait(20)
    assert long.following.back.isVisible()
    QTest.mouseClick(long.following.back, Qt.MouseButton.LeftButton)
    assert not long.following.back.isVisible()


def test_who_scrolls_back_is_followed_again(qtbot: QtBot, long: TranscriptView) -> None:
    long.following.set_playing(is_playing=True)
    long.follow(0.0)
    for _ in range(12):
        turn_wheel(long, -240)
    qtbot.waitUntil(long.following.back.isVisible)
    for _ in range(12):
        turn_wheel(long, 240)
    qtbot.waitUntil(long.following.back.isHidden)


def test_the_page_does_not_leave_who_types(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    view.set_editor(FakeEditor(model, [segment(number) for number in range(60)]))
    qtbot.waitUntil(lambda: view.is_settled)
    view.following.set_playing(is_playing=True)
    view.follow(0.0)
    QTest.keyClicks(view, "x")
    view.follow(500.0)
    assert view.verticalScrollBar().value() == 0
    assert view.following.back.isVisible()


def test_a_text_without_times_lights_nothing(view: TranscriptView, model: TranscriptModel) -> None:
    model.show(rows_of([Segment("One."), Segment("Two.")]))
    view.follow(1.0)
    assert lit(view) == []


def test_the_light_stays_at_its_word_when_the_text_changes_at_rest(
    view: TranscriptView, model: TranscriptModel
) -> None:
    editor = FakeEditor(model, [segment(number) for number in range(3)])
    view.set_editor(editor)
    view.follow(21.1)
    assert lit(view) == ["number"]
    at = view.position_at(0, 8)
    assert at is not None
    cursor = view.textCursor()
    cursor.setPosition(at)
    view.setTextCursor(cursor)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert lit(view) == ["number"] and len(editor.segments) == 4
    assert view.position_of(3, 1) == lit_at(view)
    view.undo()
    assert view.position_of(2, 1) == lit_at(view)
