"""The transcript: growing, margins, unsure words, finding."""

import gc
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QImage, QPainter, QTextCursor
from pytestqt.qtbot import QtBot

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import rows_of
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment, Word
from desktop_app.ui.transcript.blocks import OVERHANG_PX
from desktop_app.ui.transcript.margin import Margin, name_font, shortened
from desktop_app.ui.transcript.places import SetParagraph
from desktop_app.ui.transcript.sheet import MANY_ROWS, ROWS_AT_ONCE
from desktop_app.ui.transcript.view import TranscriptView
from tests.fakes import row, segment, transcript


def test_the_text_grows_without_moving_the_reader(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    model.show(rows_of([segment(i) for i in range(40)]))
    qtbot.waitUntil(lambda: view.document().blockCount() == 40)
    view.verticalScrollBar().setValue(100)
    cursor = view.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.verticalScrollBar().setValue(100)
    model.grow_to(rows_of([segment(i) for i in range(60)]))
    assert view.document().blockCount() == 60
    assert view.verticalScrollBar().value() == 100
    assert view.textCursor().selectedText() == "Sentence"


def test_a_long_text_is_filled_in_small_steps(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    count = 3 * ROWS_AT_ONCE
    model.show(rows_of([segment(i) for i in range(count)]))
    assert view.document().blockCount() == ROWS_AT_ONCE
    qtbot.waitUntil(lambda: view.document().blockCount() == count)


def test_the_garbage_collection_does_not_look_at_a_long_text_again(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    before = gc.get_freeze_count()
    model.show(rows_of([segment(number) for number in range(MANY_ROWS + 1)]))
    qtbot.waitUntil(lambda: view.is_settled)
    assert gc.get_freeze_count() > before + MANY_ROWS


def test_the_column_is_no_wider_than_a_page(view: TranscriptView, model: TranscriptModel) -> None:
    model.show(rows_of(transcript().segments))
    view.resize(1600, 400)
    for percent in (100, 150):
        view.set_text_size(percent)
        column_px = view.document().textWidth() - 2 * view.document().documentMargin()
        assert 65 <= column_px / QFontMetrics(view.text_font()).averageCharWidth() <= 75
    assert not view.grab().isNull()


NAMES = ("Maria", "Jo", "David", "Anna", "Wim", "Ilse", "Zoë", "Peter", "Li", "Mohammed")


@pytest.mark.parametrize("name", NAMES)
def test_a_short_name_is_painted_whole_at_any_size(
    view: TranscriptView, model: TranscriptModel, name: str
) -> None:
    model.show(rows_of([replace(segment(0), speaker=name)]))
    view.set_shows_times(shows=False)
    for width, percent in ((500, 100), (840, 90), (840, 130), (1180, 100), (1180, 110)):
        view.resize(width, 300)
        view.set_text_size(percent)
        image = view.margin.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        ground = image.pixel(0, image.height() - 1)
        inked = [
            x
            for x in range(image.width())
            if any(image.pixel(x, y) != ground for y in range(image.height()))
        ]
        metrics = QFontMetricsF(name_font(view.text_font()), view)
        whole_px = metrics.tightBoundingRect(name).width() * image.devicePixelRatio()
        assert inked and inked[-1] - inked[0] + 1 >= 0.88 * whole_px


Drawn = dict[str, list[QRect]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What the margin draws, with its places."""
    seen: Drawn = {}
    draw = Margin._draw

    def note(
        margin: Margin, painter: QPainter, place: QRect, side: Qt.AlignmentFlag, text: str
    ) -> None:
        # Where the ink is: a number has none below the line.
        ink = painter.fontMetrics().tightBoundingRect(text)
        ink.moveTop(place.top() + painter.fontMetrics().ascent() + ink.top())
        seen.setdefault(text, []).append(QRect(place.left(), ink.top(), 1, ink.height()))
        draw(margin, painter, place, side, text)

    monkeypatch.setattr(Margin, "_draw", note)
    return seen


def test_names_that_are_elided_stay_different(
    view: TranscriptView, model: TranscriptModel, drawn: Drawn
) -> None:
    names = [f"Interviewed speaker {number}" for number in (1, 2, 12)]
    names += ["Katharina Oberländer", "Katharina Oberhuber"]
    model.show(rows_of([replace(segment(n), speaker=name) for n, name in enumerate(names)]))
    view.resize(420, 600)
    assert view.margin.widths.is_stacked
    drawn.clear()
    assert not view.margin.grab().isNull()
    shown = [text for text in drawn if "…" in text]
    assert len(shown) == len(names)
    assert [text[text.index("…") :] for text in shown[:3]] == ["… 1", "… 2", "… 12"]
    assert shown[3].endswith("r") and shown[3] != shown[4]
    metrics = QFontMetrics(name_font(view.text_font()), view)
    assert max(map(metrics.horizontalAdvance, shown)) <= view.margin.widths.name


def test_a_name_of_which_little_has_room_is_still_elided(view: TranscriptView) -> None:
    metrics = QFontMetrics(name_font(view.text_font()), view)
    for width_px in range(4, 80, 4):
        shown = shortened("Speaker 123456", metrics, width_px)
        assert metrics.horizontalAdvance(shown) <= width_px or shown in ("", "…")


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_a_paragraph_of_one_line_has_its_time_below_the_name(
    view: TranscriptView, model: TranscriptModel, drawn: Drawn, percent: int
) -> None:
    said = [
        replace(segment(n), text="Yes.", words=(), speaker=f"Speaker {n}", begins_paragraph=True)
        for n in range(4)
    ]
    model.show(rows_of(said))
    view.set_text_size(percent)
    view.resize(420, 900)
    assert view.margin.widths.is_stacked
    drawn.clear()
    assert not view.margin.grab().isNull()
    times = [drawn[clock(one.start_s or 0.0)] for one in said]
    assert [len(places) for places in times] == [1, 1, 1, 1]
    # In the order of the page, and none upon another.
    places = [place for where in drawn.values() for place in where]
    assert len(places) == 8
    for above, below in pairwise(places):
        assert above.bottom() < below.top()


def test_the_text_is_selectable_and_takes_no_drops(view: TranscriptView) -> None:
    flags = view.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert view.isReadOnly() and not view.acceptDrops()


def test_unsure_words_are_marked_where_they_stand() -> None:
    words = (Word("the", 0, 1, 0.9), Word("Cat", 1, 2, 0.3), Word("gone", 2, 3, 0.1))
    made = Segment("the, Cat sat.", 0, 3, words)
    assert SetParagraph(row(made)).unsure(0.5) == [(5, 8, 0.3)]
    assert SetParagraph(row(Segment("Hello."))).unsure(0.5) == []


def test_an_unsure_word_says_so(view: TranscriptView, model: TranscriptModel) -> None:
    model.show(rows_of([segment(0, confidence=0.2)]))
    cursor = QTextCursor(view.document())
    cursor.setPosition(3)
    assert "20 %" in cursor.charFormat().toolTip()


def test_the_margin_is_where_the_text_begins(view: TranscriptView, model: TranscriptModel) -> None:
    texts = {
        "صباح الخير جميعا وأهلا بكم.": True,
        "“שלום” לכולם, Aviary 2.0.": True,
        "12: Good morning.": False,
        "…": False,
    }
    for text, is_right in texts.items():
        model.show(rows_of([Segment(text, 0.0, 4.0, speaker="آنا")]))
        column, margin = view.viewport().geometry(), view.margin.geometry()
        assert (margin.left() > column.left()) is is_right, text
        assert margin.width() >= view.margin.widths.whole - OVERHANG_PX
        bar = view.verticalScrollBar().sizeHint().width()
        assert margin.right() < view.width() - (bar if is_right else 0)
        painted = view.margin.grab().toImage()
        assert len(_columns_with_ink(painted)) > 8, text


def _columns_with_ink(picture: QImage) -> list[int]:
    ground = picture.pixel(0, picture.height() - 1)
    return [
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != ground for y in range(picture.height()))
    ]
