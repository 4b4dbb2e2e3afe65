"""Naming who speaks by the menu, its keys and the margin; each step can be undone."""

import gc
from collections.abc import Callable
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import DARK, LIGHT
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import segment
from tests.ui.conftest import FakeDialogs

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = 5


@pytest.fixture
def named(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with five sentences: one of Anna's, one of Peter's, and three of nobody's."""
    controller = stage.services.controller
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    segments = [segment(number) for number in range(COUNT)]
    segments[0] = replace(segments[0], speaker="Anna")
    segments[1] = replace(segments[1], speaker="Peter")
    controller.revise(1, replace(made, segments=tuple(segments)))
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)
    qtbot.waitUntil(lambda: len(window.menus.speakers.here.actions) == 2)
    window.activateWindow()
    window.page.text.setFocus()
    return window


def speakers(stage: Stage) -> list[str | None]:
    (made,) = stage.services.controller.finished()
    return [one.speaker for one in made.segments]


def put_cursor(window: MainWindow, number: int) -> None:
    span = window.page.text.position_of(number)
    assert span is not None
    cursor = QTextCursor(window.page.text.document())
    cursor.setPosition(span[0] + 3)
    window.page.text.setTextCursor(cursor)


def test_a_key_names_the_sentence_at_the_cursor_and_another_takes_it_back(
    named: MainWindow, stage: Stage
) -> None:
    put_cursor(named, 2)
    QTest.keyClick(named, Qt.Key.Key_1, CTRL)
    assert speakers(stage) == ["Anna", "Peter", "Anna", None, None]
    assert named.menus.undo.text() == "&Undo: Speaker"
    put_cursor(named, 0)
    QTest.keyClick(named, Qt.Key.Key_0, CTRL)
    assert speakers(stage)[0] is None
    for _ in range(2):
        QTest.keySequence(named, QKeySequence.StandardKey.Undo)
    assert speakers(stage) == ["Anna", "Peter", None, None, None]


def test_from_here_on_goes_to_the_next_speaker_or_to_the_end(
    named: MainWindow, stage: Stage
) -> None:
    put_cursor(named, 0)
    QTest.keyClick(named, Qt.Key.Key_2, CTRL | SHIFT)
    assert speakers(stage) == ["Peter", "Peter", None, None, None]
    # What nobody is named for goes on with the sentence before it.
    put_cursor(named, 1)
    QTest.keyClick(named, Qt.Key.Key_1, CTRL | SHIFT)
    assert speakers(stage) == ["Peter"] * COUNT
    QTest.keySequence(named, QKeySequence.StandardKey.Undo)
    put_cursor(named, 3)
    QTest.keyClick(named, Qt.Key.Key_1, CTRL | SHIFT)
    # Peter is the first one now.
    assert speakers(stage) == ["Peter", "Peter", None, "Peter", "Peter"]
    put_cursor(named, 1)
    named.menus.speakers.rest.actions[0].trigger()
    assert speakers(stage) == ["Peter"] * COUNT


def test_a_selection_inside_a_sentence_splits_it(named: MainWindow, stage: Stage) -> None:
    view = named.page.text
    start, end = view.position_of(2, 1), view.position_of(3)
    assert start is not None and end is not None
    view.select(start[0], end[1])
    QTest.keyClick(named, Qt.Key.Key_2, CTRL)
    (made,) = stage.services.controller.finished()
    assert [(one.text, one.speaker) for one in made.segments[2:5]] == [
        ("Sentence", None),
        ("number 2.", "Peter"),
        ("Sentence number 3.", "Peter"),
    ]
    QTest.keySequence(named, QKeySequence.StandardKey.Undo)
    assert len(stage.services.controller.finished()[0].segments) == COUNT


def test_a_number_that_somebody_has_in_the_words_of_another_language_is_not_proposed(
    named: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    assert stage.services.speakers.rename("Peter", "Sprecher 3")
    put_cursor(named, 2)
    QTest.keyClick(named, Qt.Key.Key_3, CTRL)
    assert "Speaker 4 of" in dialogs.asked[-1]


def test_the_next_key_is_for_somebody_new(
    named: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    put_cursor(named, 2)
    QTest.keyClick(named, Qt.Key.Key_3, CTRL)
    assert dialogs.asked[-1] == "New speaker: Who speaks here? Speaker 3 of Anna, Peter [Add]"
    assert speakers(stage)[2] is None  # cancelled
    dialogs.speaker = " Ms.  O & Sons "
    QTest.keyClick(named, Qt.Key.Key_3, CTRL)
    assert speakers(stage)[2] == "Ms. O & Sons"
    menu = named.menus.speakers
    menu.shown.emit()
    assert [action.text() for action in menu.here.actions] == [
        "Anna (3 s, 33 %)",
        "Peter (3 s, 33 %)",
        "Ms. O && Sons (3 s, 33 %)",
    ]
    assert [action.isChecked() for action in menu.here.actions] == [False, False, True]
    assert menu.here.new.shortcut().toString() == "Ctrl+4"
    dialogs.speaker = "Eve"
    QTest.keyClick(named, Qt.Key.Key_4, CTRL | SHIFT)
    assert speakers(stage)[2:] == ["Eve", "Eve", "Eve"]


def test_a_speaker_is_renamed_merged_and_removed_everywhere(
    named: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    menu = named.menus.speakers
    put_cursor(named, 4)
    QTest.keyClick(named, Qt.Key.Key_1, CTRL)
    menu.shown.emit()
    assert menu.rename.text() == "&Rename Anna everywhere…"
    dialogs.speaker = "Anna Berg"
    menu.rename.trigger()
    assert "The new name of Anna in the whole transcript: Anna of" in dialogs.asked[-1]
    assert speakers(stage) == ["Anna Berg", "Peter", None, None, "Anna Berg"]
    assert named.menus.undo.text() == "&Undo: Renamed speaker"
    menu.shown.emit()
    (into,) = menu.merge_menu.actions()
    assert (into.text(), menu.merge_menu.title()) == ("Peter", "&Merge Anna Berg into")
    into.trigger()
    assert speakers(stage) == ["Peter", "Peter", None, None, "Peter"]
    menu.shown.emit()
    assert not menu.merge_menu.isEnabled()
    menu.remove.trigger()
    assert speakers(stage) == [None] * COUNT
    for _ in range(3):
        named.menus.undo.trigger()
    assert speakers(stage) == ["Anna", "Peter", None, None, "Anna"]


def test_a_click_on_the_margin_opens_the_speakers_for_the_paragraph(
    named: MainWindow, stage: Stage
) -> None:
    view = named.page.text
    span = view.position_of(2)
    assert span is not None
    cursor = QTextCursor(view.document())
    cursor.setPosition(span[0])
    place = QPoint(10, view.cursorRect(cursor).center().y())
    QTest.mouseClick(view.margin, Qt.MouseButton.LeftButton, pos=place)
    popup = named.commands.on_text.speakers.naming.popup
    assert popup.isVisible()
    texts = [action.text() for action in popup.actions() if action.text()]
    assert texts[:4] == ["Anna (3 s, 50 %)", "Peter (3 s, 50 %)", "&New speaker…", "No spea&ker"]
    assert not popup.grab().isNull()
    popup.actions()[1].trigger()
    popup.close()
    assert speakers(stage) == ["Anna", "Peter", "Peter", None, None]


def test_the_text_s_own_menu_names_speakers_and_recognises_again(
    named: MainWindow, stage: Stage
) -> None:
    view = named.page.text
    put_cursor(named, 4)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view, QContextMenuEvent(reason, QPoint(), QPoint()))
    menus = {action.text(): action.menu() for action in view.menu.actions()}
    assert {"Reco&gnise again", "Recognise again &with"} <= set(menus)
    speaker = menus["&Speakers"]
    assert isinstance(speaker, QMenu)
    speaker.actions()[1].trigger()
    view.menu.close()
    assert speakers(stage)[4] == "Peter"


def click_name(window: MainWindow, number: int) -> QMenu:
    view = window.page.text
    span = view.position_of(number)
    assert span is not None
    cursor = QTextCursor(view.document())
    cursor.setPosition(span[0])
    place = QPoint(10, view.cursorRect(cursor).center().y())
    QTest.mouseClick(view.margin, Qt.MouseButton.LeftButton, pos=place)
    return window.commands.on_text.speakers.naming.popup


def escape(popup: QMenu) -> None:
    QTest.keyClick(popup, Qt.Key.Key_Escape)


def click_elsewhere(popup: QMenu) -> None:
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=popup.rect().bottomRight() * 2)


def choose_peter(popup: QMenu) -> None:
    popup.setActiveAction(popup.actions()[1])
    QTest.keyClick(popup, Qt.Key.Key_Return)


def choose_new(popup: QMenu) -> None:
    QTest.keyClick(popup, Qt.Key.Key_N)


def rename(popup: QMenu) -> None:
    QTest.keyClick(popup, Qt.Key.Key_R)


@pytest.mark.parametrize(
    ("leave", "answer", "first"),
    [
        (escape, None, "Anna"),
        (click_elsewhere, None, "Anna"),
        (choose_peter, None, "Peter"),
        (choose_new, None, "Anna"),
        (choose_new, "Eve", "Eve"),
        (rename, None, "Anna"),
        (rename, "Anna Berg", "Anna Berg"),
    ],
)
@pytest.mark.parametrize("selected", [0, 4])
def test_after_the_menu_over_the_margin_the_text_has_the_cursor_that_it_had(
    named: MainWindow,
    stage: Stage,
    qtbot: QtBot,
    leave: Callable[[QMenu], None],
    answer: str | None,
    first: str,
    selected: int,
) -> None:
    view, naming = named.page.text, named.commands.on_text.speakers.naming
    asked: list[range] = []

    def ask(*_question: object) -> str | None:
        QCoreApplication.processEvents()  # as a dialog does
        QTest.qWait(1)
        asked.append(named.commands.on_text.on_page.selected_segments())
        return answer

    naming._ask = ask
    put_cursor(named, 4)
    cursor = view.textCursor()
    cursor.setPosition(cursor.position() + selected, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    popup = click_name(named, 0)
    assert popup.isVisible()

    def stands() -> bool:
        now = view.textCursor()
        return (now.anchor(), now.position()) == (cursor.anchor(), cursor.position())

    assert stands()
    leave(popup)
    assert not popup.isVisible() and stands()
    assert asked in ([], [range(1)])
    assert speakers(stage) == [first, "Peter", None, None, None]
    on_page = named.commands.on_text.on_page
    qtbot.waitUntil(lambda: on_page.selected_segments() == range(4, 5))
    assert stands() and named.focusWidget() is view
    QTest.keyClicks(view, "x")
    (made,) = stage.services.controller.finished()
    texts = [one.text for one in made.segments]
    assert texts[:4] == [segment(number).text for number in range(4)]
    assert texts[4] == ("Sen" + "x" + "tence number 4."[selected:])


def test_the_menu_over_the_margin_shows_which_paragraph_it_is_about(
    named: MainWindow, qtbot: QtBot
) -> None:
    view = named.page.text
    put_cursor(named, 4)
    popup = click_name(named, 1)

    def marked() -> list[str]:
        ground = LIGHT.selected, DARK.selected
        looks = view.extraSelections()
        return [
            one.cursor.selectedText()
            for one in looks
            if one.format.background().color().name() in ground
        ]

    assert marked() == ["Sentence number 1."]
    rename_action = named.menus.speakers.rename
    assert rename_action.text() == "&Rename Peter everywhere…"
    escape(popup)
    qtbot.waitUntil(lambda: marked() == [])
    assert rename_action.text() != "&Rename Peter everywhere…"


@pytest.mark.parametrize("leave", [choose_peter, rename])
def test_the_menu_over_the_margin_names_where_the_reader_is_and_moves_nothing(
    named: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    qtbot: QtBot,
    leave: Callable[[QMenu], None],
) -> None:
    view, dialogs.speaker = named.page.text, "Anna Berg"
    (made,) = stage.services.controller.finished()
    many = [replace(segment(n), speaker="Peter" if n % 2 else "Anna") for n in range(80)]
    stage.services.controller.revise(1, replace(made, segments=tuple(many)))
    qtbot.waitUntil(lambda: view.position_of(79) is not None)
    put_cursor(named, 1)
    span = view.position_of(60)
    assert span is not None
    cursor = view.textCursor()
    cursor.setPosition(span[0])
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + view.cursorRect(cursor).top() - view.height() // 3)
    shown, place = bar.value(), view.textCursor().position()
    assert shown > view.height()
    leave(click_name(named, 60))
    qtbot.waitUntil(lambda: not view.extraSelections())
    qtbot.waitUntil(lambda: view.is_settled)
    assert speakers(stage)[60] == ("Peter" if leave is choose_peter else "Anna Berg")
    assert speakers(stage)[1] == "Peter"
    assert bar.value() == shown and view.textCursor().position() == place


def test_menus_that_share_actions_open_again_and_again(
    named: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    view, reason = named.page.text, QContextMenuEvent.Reason.Keyboard
    for count in range(4):
        dialogs.speaker = f"Anna {count}"
        popup = click_name(named, 0)
        assert popup.isVisible()
        QTest.keyClick(popup, Qt.Key.Key_R)
        popup.close()
        gc.collect()
        assert speakers(stage)[0] == f"Anna {count}"
        put_cursor(named, 4)
        QApplication.sendEvent(view, QContextMenuEvent(reason, QPoint(), QPoint()))
        QTest.keyClick(view.menu, Qt.Key.Key_Escape)
        named.menus.open_row_menu(QPoint())
        QTest.keyClick(named.menus.row_menu, Qt.Key.Key_Escape)
        stage.services.models.beginResetModel()
        stage.services.models.endResetModel()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        put_cursor(named, 4)
        QTest.keyClick(named, Qt.Key.Key_1 if count % 2 else Qt.Key.Key_2, CTRL)
        assert speakers(stage)[4] == ("Peter" if count % 2 == 0 else f"Anna {count}")
        kept = [*vars(named.menus).values(), *vars(named.menus.speakers).values()]
        kept += [*vars(named.menus.library).values(), *vars(named.menus.again).values()]
        kept += vars(named.menus.rows).values()
        assert all(shiboken6.isValid(one) for one in kept if isinstance(one, QAction | QMenu))


def test_nothing_can_be_named_while_no_text_is_shown(named: MainWindow, stage: Stage) -> None:
    menu = named.menus.speakers
    assert menu.here.new.isEnabled()
    stage.services.controller.select(0)
    menu.shown.emit()
    assert not menu.here.new.isEnabled() and not menu.rename.isEnabled()
    assert menu.here.actions == []


def test_the_dots_follow_the_theme(named: MainWindow) -> None:
    def dot() -> str:
        icon = named.menus.speakers.here.actions[0].icon()
        image = icon.pixmap(24, 24).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).name()

    before = dot()
    assert before in (LIGHT.speakers[0], DARK.speakers[0])


def test_names_are_given_in_the_middle_of_typing(named: MainWindow, stage: Stage) -> None:
    view = named.page.text
    put_cursor(named, 3)
    QTest.keyClicks(view, "xy")
    QTest.keyClick(named, Qt.Key.Key_1, CTRL)
    QTest.keyClicks(view, "z")
    (made,) = stage.services.controller.finished()
    assert [(one.text, one.speaker) for one in made.segments[3:]] == [
        ("Senxyztence number 3.", "Anna"),
        ("Sentence number 4.", None),
    ]
    for _ in range(3):
        QTest.keySequence(named, QKeySequence.StandardKey.Undo)
    (made,) = stage.services.controller.finished()
    assert made.segments[3] == segment(3)
