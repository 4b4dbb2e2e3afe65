"""A second look by keys, by the list and by correcting, with what is heard around each place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.player.player import Player
from desktop_app.core.editing.change import Change
from desktop_app.core.transcript import Segment, SpeechGap
from desktop_app.ui.window.main_window import LEAST_SIZE_PX, MainWindow
from tests.app.conftest import Stage
from tests.fakes import segment

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def odd(number: int, *unsure: int) -> Segment:
    """A sentence of which some words are unsure."""
    made = segment(number)
    words = [replace(w, confidence=0.2) if n in unsure else w for n, w in enumerate(made.words)]
    return replace(made, words=tuple(words))


@pytest.fixture
def looked(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with a transcript that has two runs of unsure words and a gap between them."""
    controller = stage.services.controller
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    segments = (odd(0, 1), segment(1), odd(2, 0, 1))
    controller.revise(1, replace(made, segments=segments, gaps=(SpeechGap(14.0, 18.0),)))
    qtbot.waitUntil(window.menus.checking.list.isEnabled)
    window.activateWindow()
    window.page.text.setFocus()
    return window


def selected(window: MainWindow) -> str:
    return window.page.text.textCursor().selectedText()


def test_keys_go_through_all_and_let_them_be_heard(looked: MainWindow, qtbot: QtBot) -> None:
    commands = looked.commands.on_text
    assert commands.checking.button.text() == "To check: 3"
    with qtbot.waitSignal(commands.play_wanted) as played:
        QTest.keyClick(looked, Qt.Key.Key_F8)
    assert selected(looked) == "number"
    assert played.args == [pytest.approx(0.0), pytest.approx(2.5)]
    with qtbot.waitSignal(commands.play_wanted) as played:
        QTest.keyClick(looked, Qt.Key.Key_F8)
    assert "4 s of speech without text" in selected(looked)
    assert played.args == [pytest.approx(13.0), pytest.approx(18.7)]
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert selected(looked) == "Sentence number"
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert selected(looked) == "number"  # round again
    QTest.keyClick(looked, Qt.Key.Key_F8, SHIFT)
    assert selected(looked) == "Sentence number"
    QTest.keyClick(looked, Qt.Key.Key_F8, SHIFT)
    assert "without text" in selected(looked)
    assert looked.page.text.hasFocus()


@pytest.fixture
def at_edges(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with unsure words at the very start and the very end, and many lines between."""
    controller = stage.services.controller
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    between = [replace(segment(number), begins_paragraph=True) for number in range(1, 60)]
    between[29] = replace(odd(30, 1), begins_paragraph=True)
    ends = odd(0, 0, 1), odd(60, 2)
    controller.revise(1, replace(made, segments=(ends[0], *between, ends[1])))
    qtbot.waitUntil(window.menus.checking.list.isEnabled)
    window.activateWindow()
    window.page.text.setFocus()
    return window


def test_the_first_place_is_not_skipped_where_the_cursor_stands_before_it(
    at_edges: MainWindow,
) -> None:
    view = at_edges.page.text
    for _ in range(3):
        QTest.keyClick(at_edges, Qt.Key.Key_F8)
        assert selected(at_edges) == "Sentence number"
        QTest.keyClick(at_edges, Qt.Key.Key_F8)
        assert selected(at_edges) == "number"
        QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_End, CTRL)
        QTest.keyClick(at_edges, Qt.Key.Key_F8, SHIFT)
        assert selected(at_edges) == "60."
        QTest.keyClick(at_edges, Qt.Key.Key_F8, SHIFT)
        assert selected(at_edges) == "number"


def test_nothing_is_said_to_be_right_that_was_not_gone_to(
    at_edges: MainWindow, stage: Stage
) -> None:
    QTest.keyClick(at_edges, Qt.Key.Key_Return, CTRL)
    assert (stage.services.checking.left, selected(at_edges)) == (3, "Sentence number")
    QTest.keyClick(at_edges, Qt.Key.Key_Return, CTRL)
    assert (stage.services.checking.left, selected(at_edges)) == (2, "number")


def test_a_gap_before_the_text_is_not_skipped(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    (made,) = stage.services.controller.finished()
    segments = tuple(
        replace(one, start_s=one.start_s + 9.0, end_s=one.end_s + 9.0, words=())
        for one in (segment(0), segment(1))
        if one.start_s is not None and one.end_s is not None
    )
    segments = (*segments, odd(4, 0))
    gaps = (SpeechGap(1.0, 5.0),)
    stage.services.controller.revise(1, replace(made, segments=segments, gaps=gaps))
    qtbot.waitUntil(lambda: len(stage.services.checking.items) == 2)
    QTest.keyClick(looked.page.text, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert "without text" in selected(looked)
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert selected(looked) == "Sentence"


def test_the_list_opens_at_what_is_in_view(at_edges: MainWindow, qtbot: QtBot) -> None:
    view, commands = at_edges.page.text, at_edges.commands.on_text.checking
    qtbot.waitUntil(lambda: view.position_of(40) is not None)
    span = view.position_of(20)
    assert span is not None
    cursor = view.textCursor()
    cursor.setPosition(span[0])
    rect = view.cursorRect(cursor)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + rect.top())
    QTest.mouseClick(commands.button, Qt.MouseButton.LeftButton)
    assert commands.panel.list.currentIndex().row() == 1
    QTest.mouseClick(commands.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    QTest.mouseClick(commands.button, Qt.MouseButton.LeftButton)
    assert commands.panel.list.currentIndex().row() == 0


def test_what_is_right_is_said_by_a_key_which_goes_on_until_all_is_checked(
    looked: MainWindow, stage: Stage
) -> None:
    checking = stage.services.checking
    QTest.keyClick(looked, Qt.Key.Key_Return, CTRL)  # nothing is there: the first is gone to
    assert checking.left == 3 and selected(looked) == "number"
    QTest.keyClick(looked, Qt.Key.Key_Return, CTRL)
    assert checking.left == 2 and "without text" in selected(looked)
    grounds = [one.format.background().color().name() for one in looked.page.text.extraSelections()]
    assert looked.commands._theme.colors.page in grounds  # no amber any more
    QTest.keyClick(looked, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(looked, Qt.Key.Key_Return, CTRL)
    assert checking.left == 0
    assert looked.commands.on_text.checking.button.text() == "All checked."
    shown = looked.notice.shown
    assert shown is not None and shown.text == "All checked."
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert selected(looked) == "Sentence number"


def test_an_unsure_word_that_is_corrected_is_done_and_undone_it_returns(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    editor, checking = stage.services.editor, stage.services.checking
    qtbot.waitUntil(lambda: editor.can_edit)
    before = odd(0, 1)
    words = tuple(replace(word, confidence=None) for word in before.words)
    assert editor.apply(Change(0, (before,), (replace(before, words=words),)), "Typing")
    assert checking.left == 2
    qtbot.waitUntil(lambda: looked.commands.on_text.checking.button.text() == "To check: 2")
    looked.menus.undo.trigger()
    assert checking.left == 3


def test_the_list_is_gone_through_by_keys_alone(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    commands, checking = looked.commands.on_text.checking, stage.services.checking
    QTest.mouseClick(commands.button, Qt.MouseButton.LeftButton)
    panel = commands.panel
    assert panel.isVisible() and panel.list.hasFocus() and looked.menus.checking.list.isChecked()
    model = panel.list.model()
    lines = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert lines == [
        "00:01  Not sure: “number”",
        "00:14  4 s of speech without text",
        "00:20  Not sure: “Sentence number”",
    ]
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(looked.commands.on_text.play_wanted):
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert "without text" in selected(looked) and panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert checking.left == 2 and panel.title.text() == "To check: 2"
    index = panel.list.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{lines[1]}, checked"
    assert panel.right_button.text() == "Check again"
    QTest.mouseClick(panel.right_button, Qt.MouseButton.LeftButton)
    assert checking.left == 3
    QTest.mouseClick(panel.next_button, Qt.MouseButton.LeftButton)
    assert selected(looked) == "Sentence number"
    assert not panel.grab().isNull()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert looked.page.text.hasFocus() and panel.isVisible()
    QTest.mouseClick(panel.close_button, Qt.MouseButton.LeftButton)
    assert panel.isHidden() and not commands.button.isChecked()


@pytest.mark.parametrize("size_px", [LEAST_SIZE_PX, (1400, 1000)])
def test_of_the_list_and_the_speakers_the_one_that_was_asked_for_last_is_there(
    looked: MainWindow, stage: Stage, qtbot: QtBot, size_px: tuple[int, int]
) -> None:
    (made,) = stage.services.controller.finished()
    said = tuple(replace(one, speaker="Anna") for one in made.segments)
    stage.services.controller.revise(1, replace(made, segments=said))
    qtbot.waitUntil(looked.menus.speakers.panel.isEnabled)
    looked.resize(*size_px)
    checking, find = looked.commands.on_text.checking, looked.page.find_bar
    speakers = looked.commands.on_text.speakers.showing.panel
    looked.menus.speakers.panel.trigger()
    checking.button.click()
    assert checking.panel.isVisible() and speakers.isHidden() and checking.panel.list.hasFocus()
    checking.button.click()
    assert checking.panel.isHidden() and speakers.isVisible()
    # Also where both wait behind the find bar.
    find.open()
    checking.button.click()
    assert checking.panel.isVisible() and speakers.isHidden() and checking.panel.list.hasFocus()
    assert find.isHidden() == (size_px == LEAST_SIZE_PX)
    looked.menus.speakers.panel.trigger()
    looked.menus.speakers.panel.trigger()
    assert checking.panel.isHidden() and speakers.isVisible() and speakers.list.hasFocus()


def test_the_list_that_is_closed_gives_the_keyboard_back(looked: MainWindow) -> None:
    panel, listed = looked.commands.on_text.checking.panel, looked.menus.checking.list
    for part in (looked.queue.list, looked.page.text):
        part.setFocus()
        listed.trigger()
        assert panel.isVisible() and panel.list.hasFocus()
        listed.trigger()
        assert panel.isHidden() and part.hasFocus()


def test_without_anything_to_check_there_is_no_button(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    commands, controller = looked.commands.on_text.checking, stage.services.controller
    commands.button.click()
    (made,) = controller.finished()
    controller.revise(1, replace(made, segments=(segment(0),), gaps=()))
    qtbot.waitUntil(commands.button.isHidden)
    assert commands.panel.isHidden() and not looked.menus.checking.list.isEnabled()


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, SHIFT])
def test_where_nothing_is_to_check_the_key_says_so(
    looked: MainWindow, stage: Stage, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    controller, menu = stage.services.controller, looked.menus.checking
    (made,) = controller.finished()
    controller.revise(1, replace(made, segments=(segment(0),), gaps=()))
    qtbot.waitUntil(lambda: not menu.list.isEnabled())
    before = looked.page.text.textCursor().position()
    QTest.keyClick(looked.page.text, Qt.Key.Key_F8, held)
    told = looked.notice.shown
    assert told is not None and told.text == "There is nothing to check in this transcript."
    assert looked.page.text.hasFocus()
    assert looked.page.text.textCursor().position() == before
    # It goes when that is no longer so.
    controller.revise(1, replace(made, segments=(odd(0, 1),), gaps=()))
    qtbot.waitUntil(lambda: looked.notice.shown is not told)
    QTest.keyClick(looked.page.text, Qt.Key.Key_F8, held)
    assert selected(looked) == "number"
    # Without a text it is not said of one.
    controller.select(0)
    assert not menu.next.isEnabled() and not menu.previous.isEnabled()


def test_what_is_gone_to_is_corrected_by_typing_over_it(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    editor, checking, view = stage.services.editor, stage.services.checking, looked.page.text
    qtbot.waitUntil(lambda: editor.can_edit)
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert selected(looked) == "number"
    QTest.keyClicks(view, "numeral")
    assert view.toPlainText().startswith("Sentence numeral 0.")
    assert checking.left == 2
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert "without text" in selected(looked)
    QTest.keyClick(looked, Qt.Key.Key_Return, CTRL)
    assert checking.left == 1 and selected(looked) == "Sentence number"
    assert view.toPlainText().startswith("Sentence numeral 0.")


def test_the_player_plays_what_is_gone_to(
    looked: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[list[float]] = []

    def play(_player: Player, from_s: float = -1.0, until_s: float = -1.0, **_more: bool) -> None:
        played.append([round(from_s, 3), round(until_s, 3)])

    monkeypatch.setattr(Player, "play", play)
    QTest.keyClick(looked, Qt.Key.Key_F8)
    QTest.keyClick(looked, Qt.Key.Key_F8)
    assert played == [[0.0, 2.5], [13.0, 18.7]]


def all_checked(window: MainWindow) -> bool:
    return window.notice.shown is not None and window.notice.shown.text == "All checked."


def test_deleting_or_replacing_all_checks_nothing(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    editor, checking = stage.services.editor, stage.services.checking
    qtbot.waitUntil(lambda: editor.can_edit)
    (made,) = stage.services.controller.finished()
    stage.services.controller.revise(1, replace(made, gaps=()))
    text = looked.page.text
    for keys in ("", "x"):
        before = looked.notice.shown
        QTest.keyClick(looked, Qt.Key.Key_F8)
        QTest.keyClick(text, Qt.Key.Key_F2)
        QTest.keyClick(text, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(text, keys) if keys else QTest.keyClick(text, Qt.Key.Key_Delete)
        assert checking.left == 0
        qtbot.waitUntil(looked.commands.on_text.checking.button.isHidden)
        assert looked.notice.shown == before and not all_checked(looked)
        QTest.keyClick(text, Qt.Key.Key_Z, CTRL)
        assert checking.left == 2
        qtbot.waitUntil(looked.commands.on_text.checking.button.isVisible)
        assert not all_checked(looked)


def test_that_all_is_checked_is_withdrawn_when_something_is_to_be_checked_again(
    looked: MainWindow, stage: Stage
) -> None:
    checking = stage.services.checking
    for _ in range(4):
        QTest.keyClick(looked, Qt.Key.Key_Return, CTRL)
    assert all_checked(looked)
    checking.set_done(checking.items[0], is_done=False)
    assert not all_checked(looked)


def test_the_last_one_that_is_gone_to_and_corrected_completes(
    looked: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    editor, checking = stage.services.editor, stage.services.checking
    qtbot.waitUntil(lambda: editor.can_edit)
    for item in checking.items[1:]:
        checking.set_done(item)
    QTest.keyClick(looked, Qt.Key.Key_F8)
    QTest.keyClicks(looked.page.text, "numero")
    qtbot.waitUntil(lambda: all_checked(looked))
    QTest.keyClick(looked.page.text, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not all_checked(looked))
