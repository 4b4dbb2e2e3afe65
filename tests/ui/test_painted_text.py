"""What is painted is the text: at every width and size, from the first painting on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import ColorChoice
from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import rows_of
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.margin import Margin
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.window.main_window import MainWindow
from tests import hard_texts
from tests.app.conftest import Stage
from tests.fakes import row, segment
from tests.painted_lines import faults
from tests.ui.conftest import FakeDialogs
from tools.painted_text import look_in_another

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_word_is_on_the_screen() -> None:
    found = look_in_another(1.0, ["--widths", "840", "1180", "2560", "--sizes", "90", "200"])
    assert found.faults == []
    assert found.checks.total() == 54


def test_every_word_is_on_a_screen_with_smaller_dots() -> None:
    found = look_in_another(1.5, ["--widths", "1000", "--sizes", "110"])
    assert found.faults == []
    assert found.checks.total() == 9


def test_a_scroll_bar_and_a_margin_break_no_line_again(
    view: TranscriptView, model: TranscriptModel
) -> None:
    model.show([row(Segment(hard_texts.LONG, 0.0, 1.0))])
    width_px = view.document().textWidth()
    model.grow_to([row(Segment(hard_texts.LONG, float(number), None)) for number in range(20)])
    assert view.verticalScrollBar().maximum() > 0
    assert view.document().textWidth() == width_px
    model.show([row(Segment(hard_texts.LONG))])
    assert faults(view, [row(Segment(hard_texts.LONG))]) == []


def test_the_reader_stays_where_he_is_while_the_view_gets_narrower(
    view: TranscriptView, model: TranscriptModel
) -> None:
    model.show([row(Segment(hard_texts.LONG, float(number), None)) for number in range(40)])
    view.document().documentLayout().documentSize()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    top = view.cursorForPosition(QPoint(0, 0)).position()
    for width_px in (400, 900):
        view.resize(width_px, 300)
        assert view.cursorForPosition(QPoint(0, 0)).block().contains(top)
    view.set_text_size(200)
    assert view.cursorForPosition(QPoint(0, 0)).block().contains(top)


def test_the_size_of_the_text_outlives_parents_and_colours(
    qtbot: QtBot, view: TranscriptView, theme: Theme
) -> None:
    view.set_text_size(150)
    wanted_pt = view.text_font().pointSizeF()
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(view)
    page.show()
    assert view.text_font().pointSizeF() == wanted_pt
    theme.choose(ColorChoice.DARK)
    assert view.text_font().pointSizeF() == wanted_pt
    view.setParent(None)


@contextmanager
def another_start(stage: Stage, theme: Theme) -> Iterator[MainWindow]:
    """The window again over the same settings, with a long text."""
    window = MainWindow(stage.services, theme, FakeDialogs())
    window.show()
    stage.services.transcript.show([row(Segment(hard_texts.LONG, 0.0, 4.0))])
    QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()


def test_saved_choices_of_the_view_are_drawn_at_once(
    window: MainWindow, stage: Stage, theme: Theme, qtbot: QtBot
) -> None:
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    window.resize(1000, 600)
    stage.services.preferences.change(text_size_percent=110, color_choice=ColorChoice.DARK)
    splitter = window.page.parentWidget()
    assert isinstance(splitter, QSplitter)
    splitter.setSizes([290, 710])
    stage.services.transcript.show([row(Segment(hard_texts.LONG, 0.0, 4.0))])
    QApplication.processEvents()
    chosen = window.page.text.grab().toImage()
    window.close()
    with another_start(stage, theme) as again:
        assert again.queue.width() == 290
        again.resize(1000, 600)
        QApplication.processEvents()
        drawn = again.page.text.grab().toImage()
        shared = chosen.rect() & drawn.rect()  # the bar below may be higher
        assert shared.height() > chosen.height() // 2
        assert drawn.copy(shared) == chosen.copy(shared)


def test_the_wheel_with_ctrl_chooses_a_size_that_is_kept(window: MainWindow, stage: Stage) -> None:
    text = window.page.text
    for turned, percent in ((120, 110), (60, 110), (60, 125), (-240, 100)):
        middle = QPointF(text.viewport().rect().center())
        event = QWheelEvent(
            middle,
            text.viewport().mapToGlobal(middle),
            QPoint(),
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            CONTROL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(text.viewport(), event)
        assert stage.services.preferences.current.text_size_percent == percent


def tip_at(view: TranscriptView, place: QPoint) -> str:
    """The tooltip that the mouse at a place of the text gets."""
    for shown in QApplication.topLevelWidgets():
        if shown.inherits("QTipLabel"):
            shown.close()  # now; Qt would take a moment
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def letters(view: TranscriptView) -> dict[int, QPoint]:
    """The middle of each letter on the screen, by its place in the text."""
    places = {}
    for position in range(view.document().characterCount() - 1):
        before, after = QTextCursor(view.document()), QTextCursor(view.document())
        before.setPosition(position)
        after.setPosition(position + 1)
        left, right = view.cursorRect(before), view.cursorRect(after)
        if left.top() == right.top():
            places[position] = (left.center() + right.center()) / 2
    return places


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("We turned left at the library and went on.", "library"),
        (hard_texts.LONG, "second"),
        ("انعطف يسارا عند المكتبة ثم اعبر", "المكتبة"),
    ],
)
def test_an_unsure_word_says_so_under_the_mouse(
    view: TranscriptView, model: TranscriptModel, text: str, unsure: str
) -> None:
    model.show(rows_of([segment(0), Segment(text, 10.0, 12.0, (Word(unsure, 10.0, 11.0, 0.2),))]))
    first = view.document().findBlockByNumber(1).position() + text.index(unsure)
    spoken = {position for position, place in letters(view).items() if tip_at(view, place)}
    assert spoken == set(range(first, first + len(unsure)))
    QToolTip.hideText()


def test_the_tooltip_comes_by_itself(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel
) -> None:
    model.show([row(segment(0, confidence=0.2))])
    qtbot.waitExposed(view)
    place = letters(view)[3]
    QTest.mouseMove(view.viewport(), place - QPoint(2, 0))
    QTest.mouseMove(view.viewport(), place)
    qtbot.waitUntil(lambda: QToolTip.isVisible() and "20 %" in QToolTip.text())
    QToolTip.hideText()


def test_the_times_of_a_long_day_are_whole(view: TranscriptView, model: TranscriptModel) -> None:
    for percent in (90, 100, 200):
        view.set_text_size(percent)
        model.show([row(Segment("The end.", 86_399.0, 86_400.0))])
        margin = view.findChild(Margin)
        assert margin is not None
        shown_px = QFontMetrics(view.text_font()).horizontalAdvance("23:59:59")
        page = margin.grab().toImage()
        ground = page.pixel(page.width() - 1, page.height() - 1)
        inked = [
            x
            for x in range(page.width())
            if any(page.pixel(x, y) != ground for y in range(page.height()))
        ]
        assert inked[-1] - inked[0] >= shown_px - 6


def test_a_text_with_line_ends_stays_one_row(view: TranscriptView, model: TranscriptModel) -> None:
    texts = ("One\ntwo", "three\r\nfour\rfive", "six\u2029seven\ufdd0eight", "nine")
    rows = [row(Segment(text, float(number), None)) for number, text in enumerate(texts)]
    model.show(rows)
    assert view.document().blockCount() == len(rows)
    assert faults(view, rows) == []
    view.selectAll()
    assert view.selected_text() == "One\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine"


def test_marks_and_hard_texts_fit_in_the_narrowest_page(
    view: TranscriptView, model: TranscriptModel
) -> None:
    made = hard_texts.marked(Transcript(Path("a"), 1.0, "m", None, hard_texts.segments()))
    rows = rows_of(made.segments, made.gaps)
    view.resize(360, 300)
    model.show(rows)
    for percent in (100, 200):
        view.set_text_size(percent)
        assert faults(view, rows) == []
