"""What a search found, on the page."""

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import ColorChoice
from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.transcript import Segment
from desktop_app.library.folding import terms
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.hits import PageHits
from desktop_app.ui.transcript.sheet import ROWS_AT_ONCE
from desktop_app.ui.transcript.view import TranscriptView
from tests.fakes import row, segment


@pytest.fixture
def hits(view: TranscriptView, model: TranscriptModel, theme: Theme) -> PageHits:
    view.resize(500, 300)
    view.show()
    return PageHits(view, model, theme)


def show(model: TranscriptModel, *texts: str) -> None:
    model.show([row(Segment(text, float(n), float(n + 1))) for n, text in enumerate(texts)])


def marked(view: TranscriptView) -> list[str]:
    return [selection.cursor.selectedText() for selection in view.extraSelections()]


def selected(view: TranscriptView) -> tuple[int, str]:
    cursor = view.textCursor()
    start = QTextCursor(view.document())
    start.setPosition(cursor.selectionStart())
    return start.blockNumber(), cursor.selectedText()


def test_hits_are_marked_where_all_words_are(
    view: TranscriptView, model: TranscriptModel, hits: PageHits
) -> None:
    show(model, "Anna sang.", "ÄNNA and Hannah", "anna sings", "昨日東京")
    hits.look_for(terms("anna"))
    assert marked(view) == ["Anna", "ÄNNA", "anna"]
    hits.look_for(terms("anna sang"))
    assert marked(view) == ["Anna", "sang"]
    hits.look_for(terms("東京"))
    assert marked(view) == ["東京"]
    hits.look_for(())
    assert marked(view) == []


def test_characters_beyond_the_basic_plane_shift_no_mark(
    view: TranscriptView, model: TranscriptModel, hits: PageHits
) -> None:
    show(model, "🎉🎉 Anna\r\nand \U0001d400nna")
    hits.look_for(terms("anna"))
    assert marked(view) == ["Anna", "\U0001d400nna"]


def test_from_hit_to_hit_and_back(
    view: TranscriptView, model: TranscriptModel, hits: PageHits
) -> None:
    show(model, "one two one", "two", "one")
    hits.look_for(terms("one "))
    hits.go_to_first()
    gone = [(selected(view), view.textCursor().position())]
    while hits.go_to_next():
        gone.append((selected(view), view.textCursor().position()))
    assert [place for place, _ in gone] == [(0, "one"), (0, "one"), (2, "one")]
    back = []
    while hits.go_to_previous():
        back.append((selected(view), view.textCursor().position()))
    assert back == gone[-2::-1]
    hits.go_to_last()
    assert selected(view) == (2, "one")
    hits.look_for(terms("absent "))
    hits.go_to_first()
    assert not hits.go_to_next() and not hits.go_to_previous()
    assert selected(view) == (2, "one")


def test_a_hit_far_down_is_gone_to_once_it_is_filled(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel, hits: PageHits
) -> None:
    hits.look_for(terms("goal"))
    hits.go_to_first()  # before there is any text
    far = 3 * ROWS_AT_ONCE + 7
    rows = [row(segment(number)) for number in range(far)]
    model.grow_to([*rows, row(Segment("the goal", 1.0, 2.0)), *rows])
    assert view.filled_rows == ROWS_AT_ONCE and not view.textCursor().hasSelection()
    qtbot.waitUntil(lambda: selected(view) == (far, "goal"))
    assert view.viewport().rect().contains(view.cursorRect())
    assert marked(view) == ["goal"]
    view.verticalScrollBar().setValue(0)
    assert marked(view) == []


def test_marks_follow_the_colours(
    view: TranscriptView, model: TranscriptModel, hits: PageHits, theme: Theme
) -> None:
    show(model, "Anna")
    hits.look_for(terms("anna"))
    seen = set()
    for choice in (ColorChoice.LIGHT, ColorChoice.DARK):
        theme.choose(choice)
        (selection,) = view.extraSelections()
        seen.add(selection.format.background().color().name())
    assert len(seen) == 2
