"""Paragraphs of some speakers folded away: nothing of the text is lost, or changed unseen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import rows_of
from desktop_app.core.transcript import Segment, SpeechGap
from desktop_app.ui.strings import page as strings
from desktop_app.ui.transcript.view import TranscriptView
from tests.fakes import segment

KEEP = QTextCursor.MoveMode.KeepAnchor
# Paragraphs: Anna, Peter, Anna, nobody, Peter.
WHO = ("Anna", "Peter", "Anna", None, "Peter")


def said(*names: str | None) -> list[Segment]:
    return [replace(segment(number), speaker=name) for number, name in enumerate(names)]


@pytest.fixture
def page(qtbot: QtBot, model: TranscriptModel, view: TranscriptView) -> TranscriptView:
    model.show(rows_of(said(*WHO)))
    qtbot.waitUntil(lambda: view.is_settled)
    return view


def shown(view: TranscriptView) -> list[int]:
    document = view.document()
    blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
    return [block.blockNumber() for block in blocks if block.isVisible()]


def put_cursor(view: TranscriptView, row: int, *, at_end: bool = False) -> None:
    cursor = QTextCursor(view.document().findBlockByNumber(row))
    if at_end:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    view.setTextCursor(cursor)


def test_what_some_speakers_say_takes_no_room_and_comes_back(page: TranscriptView) -> None:
    whole_px = page.document().size().height()
    page.fold(frozenset({"Peter", ""}))
    assert shown(page) == [0, 2]
    assert page.document().size().height() < whole_px / 2
    assert page.cursorForPosition(QPoint(5, 50)).blockNumber() in (0, 2)
    page.fold(frozenset({"Anna"}))
    assert shown(page) == [1, 3, 4]
    page.fold(frozenset())
    assert shown(page) == [0, 1, 2, 3, 4]
    assert page.document().size().height() == whole_px


def test_the_first_line_that_is_shown_is_at_the_top(page: TranscriptView, qtbot: QtBot) -> None:
    def top_px(row: int) -> int:
        block = QTextCursor(page.document().findBlockByNumber(row))
        return page.viewport().mapTo(page, page.cursorRect(block).topLeft()).y()

    first_px = top_px(0)
    page.fold(frozenset({"Anna", "Peter"}))
    assert top_px(3) == first_px
    page.fold(frozenset({"Anna"}))
    assert top_px(1) == first_px
    page.select(0, 2)  # opens it
    qtbot.waitUntil(lambda: top_px(0) == first_px)
    page.fold(frozenset())
    assert top_px(0) == first_px


def test_rows_that_come_or_change_are_folded_like_the_others(
    page: TranscriptView, model: TranscriptModel
) -> None:
    page.fold(frozenset({"Peter"}))
    model.grow_to(rows_of(said("Anna", "Peter", "Peter", None, "Anna", "Peter", "Anna")))
    rows = [model.row(number).speaker for number in range(model.rowCount())]  # type: ignore[union-attr]
    assert shown(page) == [number for number, name in enumerate(rows) if name != "Peter"]
    # A paragraph that is put in before another one.
    model.grow_to(rows_of(said("Eve", "Anna", "Peter", "Eve", "Peter", "Anna", "Peter", "Anna")))
    rows = [model.row(number).speaker for number in range(model.rowCount())]  # type: ignore[union-attr]
    assert shown(page) == [number for number, name in enumerate(rows) if name != "Peter"]


def test_marks_are_nobody_s(view: TranscriptView, model: TranscriptModel) -> None:
    model.show(rows_of(said("Anna", "Anna"), [SpeechGap(4.0, 9.0)]))
    view.fold(frozenset({"Peter"}))
    assert shown(view) == [0, 2]


def test_the_keys_pass_over_what_is_folded(page: TranscriptView) -> None:
    page.fold(frozenset({"Peter", ""}))
    put_cursor(page, 0)
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert page.textCursor().blockNumber() == 2
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert page.textCursor().blockNumber() == 2
    QTest.keyClick(page, Qt.Key.Key_Up)
    assert page.textCursor().blockNumber() == 0
    QTest.keyClick(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.textCursor().blockNumber() == 2
    assert shown(page) == [0, 2]


def test_what_is_gone_to_is_opened(page: TranscriptView) -> None:
    page.fold(frozenset({"Peter"}))
    assert page.select_word(1, None)
    assert shown(page) == [0, 1, 2, 3]
    # It stays so when it is written anew, and until others are folded.
    page.fold(frozenset({"Peter", ""}))
    assert shown(page) == [0, 2]


def test_copying_takes_what_is_shown(page: TranscriptView) -> None:
    page.fold(frozenset({"Peter", ""}))
    page.selectAll()
    page.copy_selection()
    assert QGuiApplication.clipboard().text() == "Sentence number 0.\nSentence number 2."


def test_where_somebody_else_speaks_too_dots_stand_in_the_margin(
    qtbot: QtBot, model: TranscriptModel, view: TranscriptView
) -> None:
    plain = said("Anna", "Anna")
    model.show(rows_of(plain))
    qtbot.waitUntil(lambda: view.is_settled)
    before = view.margin.grab().toImage()
    row = view.document().findBlockByNumber(1)
    place = QPoint(5, view.cursorRect(QTextCursor(row)).center().y())
    assert view.margin.tip_at(place) == "Anna  00:10"
    model.show(rows_of([plain[0], replace(plain[1], is_overlapped=True)]))
    qtbot.waitUntil(lambda: view.is_settled)
    assert view.margin.grab().toImage() != before
    assert view.margin.tip_at(place) == strings.OVERLAPPED_TIP.format(text="Anna  00:10")
