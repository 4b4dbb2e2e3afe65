"""The search in the window: the field, the list, the page and the keys."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.library.search import RowHits
from desktop_app.core.library_errors import LibraryDamaged
from desktop_app.library.records import Found
from desktop_app.ui.strings.search import found_line, hits_spoken
from desktop_app.ui.theme import LIGHT
from desktop_app.ui.widgets.hit_line import cut_to_hit, in_utf16, paint_marked
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage

Key = Qt.Key


@pytest.fixture
def done(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with three finished recordings of three sentences, the oldest shown."""
    controller = stage.services.controller
    for name in ("alpha", "beta", "gamma"):
        wanted = [*(stem(record) for record in window.queue.shown.records()), name]
        controller.add_paths([Path(f"/a/{name}.wav")])
        qtbot.waitUntil(partial(has_finished, window, stage, len(wanted)))
    first = next(r for r in window.queue.shown.records() if stem(r) == "alpha")
    controller.select(first.id)
    return window


def has_finished(window: MainWindow, stage: Stage, count: int) -> bool:
    return len(stage.services.controller.finished()) == count == len(shown(window))


def stem(record: object) -> str:
    return Path(str(record.job.request.media_path)).stem  # type: ignore[attr-defined]


def shown(window: MainWindow) -> list[str]:
    return [stem(record) for record in window.queue.shown.records()]


def search(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.queue.search.setFocus()
    window.queue.search.clear()
    window.queue.search.setText(text)
    qtbot.waitUntil(partial(has_answered, window))


def has_answered(window: MainWindow) -> bool:
    service = window.commands.searching._search
    return service.has_answer and not service.is_busy


def where(window: MainWindow) -> tuple[str, int, str]:
    """The recording, the row and the text of the hit that is selected on the page."""
    cursor = window.page.text.textCursor()
    at = window.page.text.document().findBlock(cursor.selectionStart()).blockNumber()
    selected = window.page._controller.selected
    return stem(selected), at, cursor.selectedText()


def marked(window: MainWindow) -> list[str]:
    return [each.cursor.selectedText() for each in window.page.text.extraSelections()]


def test_names_and_texts_are_found_and_said(qtbot: QtBot, done: MainWindow) -> None:
    search(qtbot, done, "gam")
    assert shown(done) == ["gamma"] and done.queue.found.text() == "1 recording"
    search(qtbot, done, '"number 2')
    assert shown(done) == ["gamma", "beta", "alpha"]
    assert done.queue.found.text() == "3 recordings"
    hits = done.queue.hits_of(done.queue.shown.records()[0])
    assert hits == RowHits(1, "Sentence number 2.", ((9, 17),))
    assert marked(done) == ["number 2"]
    assert not done.queue.grab().isNull()


def test_nothing_found_is_said_in_place_of_the_list(qtbot: QtBot, done: MainWindow) -> None:
    search(qtbot, done, "absent")
    queue = done.queue
    assert queue.body.currentWidget() is queue.nothing and not queue.list.isVisible()
    assert queue.nothing.title.text() == "No results for “absent”"
    assert queue.found.text() == "0 recordings"
    QTest.mouseClick(queue.nothing.show_all, Qt.MouseButton.LeftButton)
    assert queue.body.currentWidget() is queue.list and len(shown(done)) == 3
    assert queue.found.isHidden() and queue.search.text() == ""


def test_escape_clears_and_then_leaves_the_field(qtbot: QtBot, done: MainWindow) -> None:
    search(qtbot, done, "gam")
    QTest.keyClick(done.queue.search, Key.Key_Escape)
    assert done.queue.search.text() == "" and len(shown(done)) == 3 and marked(done) == []
    QTest.keyClick(done.queue.search, Key.Key_Escape)
    assert QApplication.focusWidget() is done.queue.list


def test_enter_and_f3_go_from_hit_to_hit_through_all_recordings(
    qtbot: QtBot, done: MainWindow
) -> None:
    search(qtbot, done, "sentence")
    gone = []
    for _ in range(10):
        QTest.keyClick(done.queue.search, Key.Key_Return)
        gone.append(where(done))
    # Alpha is shown, the last one of the list; after it comes the first.
    words = [(name, row, "Sentence") for name in ("alpha", "gamma", "beta") for row in range(3)]
    assert gone == [*words, words[0]]
    back = []
    for _ in range(9):
        done.menus.find_previous.trigger()
        back.append(where(done))
    assert back == gone[-2::-1]


def test_a_click_goes_to_the_first_hit_and_return_in_the_list_to_the_next(
    qtbot: QtBot, done: MainWindow
) -> None:
    search(qtbot, done, "number")
    queue = done.queue
    rows = {stem(r): queue.list.index_of(queue.shown.row_of(r.id)) for r in queue.shown.records()}
    for name in ("beta", "alpha", "alpha"):
        place = queue.list.visualRect(rows[name]).center()
        QTest.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert where(done) == (name, 0, "number")
        QTest.keyClick(queue.list, Key.Key_Return)
        assert where(done) == (name, 1, "number")
        QTest.keyClick(queue.list, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert where(done) == (name, 0, "number")


def test_the_arrow_keys_go_to_the_first_hit_of_each(qtbot: QtBot, done: MainWindow) -> None:
    search(qtbot, done, "number")
    QTest.keyClick(done.queue.search, Key.Key_Down)
    QTest.keyClick(done.queue.list, Key.Key_Up)
    assert where(done) == ("beta", 0, "number")
    QTest.keyClick(done.queue.list, Key.Key_Up)
    assert where(done) == ("gamma", 0, "number")


def test_without_a_search_f3_finds_on_the_page(done: MainWindow) -> None:
    done.menus.find_next.trigger()
    bar = done.page.find_bar
    assert bar.isVisible()
    QTest.keyClicks(bar.field, "number")
    done.menus.find_next.trigger()
    assert where(done) == ("alpha", 1, "number")
    done.menus.find_previous.trigger()
    assert where(done) == ("alpha", 0, "number")


def test_the_menu_leads_to_the_field(done: MainWindow) -> None:
    done.menus.search_all.trigger()
    assert QApplication.focusWidget() is done.queue.search


def test_a_recording_being_transcribed_is_searched_too(
    qtbot: QtBot, done: MainWindow, stage: Stage
) -> None:
    controller = stage.services.controller
    stage.engine.gate.clear()
    controller.add_paths([Path("/a/now.wav")])
    qtbot.waitUntil(lambda: any(r.segments and not r.transcript for r in controller.records()))
    search(qtbot, done, '"number 0')
    assert shown(done) == ["now", "gamma", "beta", "alpha"]
    search(qtbot, done, '"number 1')
    assert shown(done) == ["gamma", "beta", "alpha"]
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(shown(done)) == 4)


def test_an_error_of_the_library_is_a_notice(
    qtbot: QtBot, done: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Damaged:
        def search(self, *_: object) -> Found:
            raise LibraryDamaged("A part of the library cannot be read.")

    monkeypatch.setattr(stage.services.search, "_library", Damaged)
    with qtbot.waitSignal(stage.services.search.failed):
        done.queue.search.setText("gam")
    assert len(shown(done)) == 3 and done.queue.found.isHidden()
    assert done.notice.text.text().startswith("A part of the library cannot be read.")
    assert done.notice.property("kind") == NoticeKind.ERROR.value


def test_what_is_spoken() -> None:
    assert hits_spoken("talk", RowHits()) == "talk"
    assert hits_spoken("talk", RowHits(1, "We met.", ((0, 2),))) == "talk: We met."
    assert hits_spoken("talk", RowHits(4, "We met.", ())) == "talk, 4 places: We met."


def test_while_it_is_searching_it_says_so(done: MainWindow, stage: Stage) -> None:
    stage.services.search.look_for("gam")
    assert found_line(stage.services.search) == "Searching…"
    assert done.queue.found.text() == "Searching…"


def test_a_resting_search_goes_on_at_the_end_of_the_list(
    qtbot: QtBot, done: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(qtbot, done, "number")
    service, bar = done.commands.searching._search, done.queue.list.verticalScrollBar()
    wanted: list[int] = []
    monkeypatch.setattr(type(service), "is_resting", property(lambda _self: not wanted))
    monkeypatch.setattr(service, "go_on", lambda: wanted.append(1))
    assert found_line(service) == "More than 3 recordings"
    bar.setRange(0, 50)
    bar.setValue(20)
    assert not wanted
    bar.setValue(50)
    assert wanted


@pytest.mark.parametrize("width", [120, 200, 300])
def test_a_long_text_is_cut_so_that_its_first_hit_is_seen(qtbot: QtBot, width: int) -> None:
    assert qtbot is not None  # makes the application
    metrics = QFontMetrics(QApplication.font())
    text = "Once upon a time, in a land far away,\nthere lived " * 8 + "Anna, who " + "sang " * 99
    start = text.index("Anna")
    shown, spans = cut_to_hit(text, [(start, start + 4), (start + 10, start + 14)], metrics, width)
    assert metrics.horizontalAdvance(shown) <= width and "\n" not in shown
    assert shown.startswith("…") and shown.endswith("…")
    assert shown[slice(*spans[0])] == "Anna"
    assert all(0 <= first < end <= len(shown) - 1 for first, end in spans)
    short, same = cut_to_hit("Anna sang", [(0, 4)], metrics, 10_000)
    assert (short, list(same)) == ("Anna sang", [(0, 4)])


def test_a_hit_is_painted_on_its_ground(qtbot: QtBot) -> None:
    assert qtbot is not None
    assert in_utf16("🎉a", 1) == 2
    image = QImage(200, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_marked(painter, image.rect(), "🎉 Anna 東京", [(2, 6)], QColor("black"), LIGHT)
    painter.end()
    metrics = QFontMetrics(QApplication.font())
    left = metrics.horizontalAdvance("🎉 ")
    hit = QColor(LIGHT.hit).name()
    grounds = [image.pixelColor(x, 2).name() for x in range(200)]
    assert hit in grounds[left : left + metrics.horizontalAdvance("Anna")]
    assert hit not in grounds[: left - 2]
