"""Correcting on the page, with real keys: each becomes a change of the text."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import ColorChoice
from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import rows_of
from desktop_app.core.editing.change import Change
from desktop_app.core.transcript import Segment, SpeechGap, Word
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.view import TranscriptView
from tests.fakes import segment

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
GAPS = (SpeechGap(13.0, 18.0),)


class FakeEditor(QObject):
    """Changes the text at once, and remembers all changes."""

    changed = Signal(int, object, object)
    state_changed = Signal()

    def __init__(
        self, model: TranscriptModel, segments: Sequence[Segment], gaps: Sequence[SpeechGap] = ()
    ) -> None:
        super().__init__()
        self._model = model
        self._gaps = gaps
        self.segments = tuple(segments)
        self.why_not = ""
        self.done: list[tuple[Change, str, bool, int | None]] = []
        self.undone: list[tuple[Change, str, bool, int | None]] = []
        model.show(rows_of(segments, gaps))

    @property
    def can_edit(self) -> bool:
        return not self.why_not

    @property
    def can_undo(self) -> bool:
        return bool(self.done)

    def apply(
        self, change: Change, name: str, *, merges: bool = False, place: int | None = None
    ) -> bool:
        if self.why_not or change.is_empty:
            return False
        self.done.append((change, name, merges, place))
        self._show(change, None)
        return True

    def undo(self) -> bool:
        if not self.done:
            return False
        self.undone.append(self.done.pop())
        self._show(self.undone[-1][0].undone, self.undone[-1][3])
        return True

    def redo(self) -> bool:
        if not self.undone:
            return False
        self.done.append(self.undone.pop())
        self._show(self.done[-1][0], None)
        return True

    def _show(self, change: Change, place: int | None) -> None:
        self.segments = change.applied_to(self.segments)
        self._model.grow_to(rows_of(self.segments, self._gaps))
        self.changed.emit(1, change, place)


def said(*texts: str, apart_s: float = 1.0, confidence: float | None = None) -> list[Segment]:
    """Sentences, each a second long; by the pauses between them one paragraph or several."""
    made = []
    for number, text in enumerate(texts):
        start_s = number * (1.0 + apart_s)
        words = text.split()
        step_s = 1.0 / max(1, len(words))
        timed = tuple(
            Word(word, start_s + n * step_s, start_s + (n + 1) * step_s, confidence)
            for n, word in enumerate(words)
        )
        made.append(Segment(text, start_s, start_s + 1.0, timed))
    return made


@pytest.fixture
def pages(qtbot: QtBot, view: TranscriptView, model: TranscriptModel) -> "Pages":
    view.resize(700, 400)
    qtbot.waitExposed(view)
    view.setFocus()
    return Pages(view, model)


class Pages:
    """The view, with what a test does to it."""

    def __init__(self, view: TranscriptView, model: TranscriptModel) -> None:
        self.view = view
        self.model = model
        self.refusals: list[str] = []
        view.refused.connect(self.refusals.append)

    def show(self, segments: Sequence[Segment], gaps: Sequence[SpeechGap] = ()) -> FakeEditor:
        editor = FakeEditor(self.model, segments, gaps)
        self.view.set_editor(editor)
        return editor

    def put(self, row: int, offset: int, end: tuple[int, int] | None = None) -> None:
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(self._at(row, offset))
        if end is not None:
            cursor.setPosition(self._at(*end), QTextCursor.MoveMode.KeepAnchor)
        self.view.setTextCursor(cursor)

    def _at(self, row: int, offset: int) -> int:
        block = self.view.document().findBlockByNumber(row)
        return block.position() + (offset if offset >= 0 else block.length() + offset)

    @property
    def at(self) -> tuple[int, int]:
        cursor = self.view.textCursor()
        return cursor.blockNumber(), cursor.positionInBlock()

    @property
    def lines(self) -> list[str]:
        return self.view.toPlainText().split("\n")

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, held)

    def type(self, text: str) -> None:
        for char in text:  # QTest knows only the keys of ASCII
            key = Key.Key_unknown if not char.isascii() else Key(ord(char.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                QApplication.sendEvent(self.view, event)

    def compose(self, *, shown: str = "", given: str = "") -> None:
        event = QInputMethodEvent(shown, [])
        event.setCommitString(given)
        QApplication.sendEvent(self.view, event)


def test_a_key_begins_to_correct_and_counts(pages: Pages) -> None:
    editor = pages.show(said("Good day.", "More."))
    pages.put(0, 4)
    modes: list[bool] = []
    pages.view.mode_changed.connect(modes.append)
    pages.type("ly")
    assert pages.lines == ["Goodly day. More."]
    assert [one.text for one in editor.segments] == ["Goodly day.", "More."]
    assert pages.at == (0, 6)
    assert all(merges for _change, _name, merges, _place in editor.done)
    assert modes == [True] and pages.view.is_correcting
    pages.key(Key.Key_Escape)
    assert modes == [True, False]
    assert [one.text for one in editor.segments] == ["Goodly day.", "More."]


def test_space_plays_in_reading_and_types_in_correcting(pages: Pages, qtbot: QtBot) -> None:
    pages.show(said("Good day."))
    pages.put(0, 4)
    with qtbot.waitSignal(pages.view.play_wanted):
        pages.key(Key.Key_Space)
    assert pages.lines == ["Good day."]
    pages.key(Key.Key_F2)
    pages.key(Key.Key_Space)
    assert pages.lines == ["Good  day."]
    with qtbot.waitSignal(pages.view.play_wanted):
        pages.key(Key.Key_Tab)
    with qtbot.waitSignal(pages.view.back_wanted):
        pages.key(Key.Key_Backtab, Shift)
    assert pages.view.hasFocus() and pages.lines == ["Good  day."]


def test_enter_divides_and_backspace_joins(pages: Pages) -> None:
    editor = pages.show(said("One two three.", "Four."))
    pages.put(0, 8)
    pages.key(Key.Key_Return)
    assert pages.lines == ["One two", "three. Four."]
    assert pages.at == (1, 0)
    pages.key(Key.Key_Backspace)
    assert pages.lines == ["One two three. Four."]
    assert pages.at == (0, 7)
    assert len(editor.segments) == 3
    pages.key(Key.Key_Return, Shift)
    assert pages.lines == ["One two three. Four."]
    pages.put(0, 7)
    pages.key(Key.Key_Return)
    pages.put(0, -1)
    pages.key(Key.Key_Delete)
    assert pages.lines == ["One two three. Four."]


def test_a_mark_is_neither_joined_nor_typed_into(pages: Pages) -> None:
    editor = pages.show([segment(0), segment(2)], GAPS)
    before = pages.lines
    pages.put(1, 3)
    pages.type("x")
    pages.key(Key.Key_Backspace)
    pages.put(2, 0)
    pages.key(Key.Key_Backspace)
    pages.put(0, -1)
    pages.key(Key.Key_Delete)
    assert pages.lines == before and not editor.done
    assert len(pages.refusals) == 4


def test_a_selection_over_paragraphs_and_a_mark_is_replaced(pages: Pages) -> None:
    editor = pages.show([segment(0), segment(2)], GAPS)
    pages.put(0, 9, (2, 9))
    pages.type("x")
    assert [one.text for one in editor.segments] == ["Sentence xnumber 2."]
    assert "without text" in pages.view.toPlainText()
    assert pages.view.textCursor().block().text()[: pages.at[1]] == "Sentence x"
    editor.undo()
    assert [one.text for one in editor.segments] == [segment(0).text, segment(2).text]


def test_words_go_with_ctrl(pages: Pages) -> None:
    pages.show(said("one two three"))
    pages.put(0, 7)
    pages.key(Key.Key_Backspace, Control)
    assert pages.lines == ["one  three"]
    pages.put(0, 0)
    pages.key(Key.Key_Delete, Control)
    assert pages.lines == ["three"]


def test_characters_of_several_parts_go_as_one_expects(pages: Pages) -> None:
    pages.show(said(f"a{FAMILY}b cafe\u0301 \U0001d400x"))
    pages.put(0, 1 + len(FAMILY.encode("utf-16-le")) // 2)
    pages.key(Key.Key_Backspace)
    assert pages.lines == ["ab cafe\u0301 \U0001d400x"]
    pages.put(0, 8)
    pages.key(Key.Key_Backspace)
    assert pages.lines == ["ab cafe \U0001d400x"]
    pages.put(0, 8)
    pages.key(Key.Key_Delete)
    assert pages.lines == ["ab cafe x"]
    pages.type("\u00e9")
    assert pages.lines == ["ab cafe \u00e9x"]


def test_an_input_method_composes_before_it_gives(pages: Pages) -> None:
    editor = pages.show(said("\u6628\u65e5\u6771\u4eac"))
    pages.put(0, 2)
    pages.compose(shown="\u306b")
    assert pages.view.is_correcting and not editor.done
    assert pages.view.document().firstBlock().layout().preeditAreaText() == "\u306b"
    pages.compose(shown="\u306b\u307b")
    pages.compose(given="\u65e5\u672c")
    assert pages.lines == ["\u6628\u65e5\u65e5\u672c\u6771\u4eac"]
    assert pages.at == (0, 4)
    assert pages.view.document().firstBlock().layout().preeditAreaText() == ""
    pages.put(0, 0, (0, 2))
    pages.compose(shown="x")
    assert pages.lines == ["\u65e5\u672c\u6771\u4eac"]
    pages.compose(given="\u4eca\u65e5")
    assert pages.lines == ["\u4eca\u65e5\u65e5\u672c\u6771\u4eac"]


def test_right_to_left_is_typed_like_any_text(pages: Pages) -> None:
    editor = pages.show(said("\u0645\u0631\u062d\u0628\u0627"))
    pages.key(Key.Key_F2)
    pages.put(0, -1)
    pages.type(" \u0628\u0643")
    assert [one.text for one in editor.segments] == ["\u0645\u0631\u062d\u0628\u0627 \u0628\u0643"]


def test_pasted_lines_become_paragraphs_without_formats(pages: Pages) -> None:
    editor = pages.show(said("Good day."))
    pages.put(0, 5)
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("one\r\n\r\n two\x00\n")
    QGuiApplication.clipboard().setMimeData(data)
    pages.key(Key.Key_V, Control)
    assert pages.lines == ["Good one", "twoday."]
    assert pages.at == (1, 3)
    pages.put(0, 5, (0, 8))
    pages.key(Key.Key_X, Control)
    assert QGuiApplication.clipboard().text() == "one"
    assert editor.segments[0].text.strip() == "Good"


def test_an_undone_change_is_gone_to(pages: Pages) -> None:
    pages.show(said("One.", "Two.", apart_s=5.0))
    pages.put(0, 3)
    pages.type("x")
    pages.put(1, 0)
    QTest.keySequence(pages.view, QKeySequence(QKeySequence.StandardKey.Undo))
    assert pages.lines == ["One.", "Two."]
    assert pages.at == (0, 3)
    QTest.keySequence(pages.view, QKeySequence(QKeySequence.StandardKey.Redo))
    assert pages.lines == ["Onex.", "Two."]


def test_a_change_elsewhere_leaves_the_cursor_at_its_word(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Three four.", "Five."))
    pages.put(0, 15, (0, 19))
    assert pages.view.textCursor().selectedText() == "four"
    named = tuple(replace(one, speaker="Anna") for one in editor.segments[1:])
    editor.apply(Change(1, editor.segments[1:], named), "Naming")
    assert pages.lines == ["One two.", "Three four. Five."]
    assert pages.view.textCursor().selectedText() == "four"


def test_what_cannot_be_changed_says_why(pages: Pages) -> None:
    editor = pages.show(said("One."))
    editor.why_not = "The text grows."
    editor.state_changed.emit()
    pages.put(0, 2)
    for key in (Key.Key_A, Key.Key_Backspace, Key.Key_Return, Key.Key_Delete, Key.Key_F2):
        pages.key(key)
    pages.compose(given="x")
    assert pages.refusals == ["The text grows."] * 6
    assert pages.lines == ["One."] and not editor.done
    pages.key(Key.Key_Left)
    assert len(pages.refusals) == 6


def test_a_corrected_word_loses_its_amber_ground(pages: Pages) -> None:
    pages.show(said("one two three", confidence=0.2))
    cursor = QTextCursor(pages.view.document())
    cursor.setPosition(5)
    assert "20 %" in cursor.charFormat().toolTip()
    pages.put(0, 6)
    pages.type("x")
    assert cursor.charFormat().toolTip() == ""
    cursor.setPosition(1)
    assert "20 %" in cursor.charFormat().toolTip()


def test_other_colours_leave_the_cursor_and_the_reader(
    pages: Pages, theme: Theme, qtbot: QtBot
) -> None:
    pages.show([segment(number) for number in range(0, 120, 2)], GAPS)
    qtbot.waitUntil(lambda: pages.view.is_settled)
    pages.put(40, 3, (40, 6))
    pages.view.ensureCursorVisible()
    seen = pages.view.cursorForPosition(QPoint(0, 0)).blockNumber()
    lines = pages.lines
    theme.choose(ColorChoice.DARK)
    qtbot.waitUntil(lambda: pages.view.is_settled)
    assert pages.view.textCursor().selectedText() == lines[40][3:6]
    assert pages.view.cursorForPosition(QPoint(0, 0)).blockNumber() == seen
    assert pages.lines == lines


def test_selected_text_is_not_dragged_away(pages: Pages) -> None:
    editor = pages.show(said("one two three"))
    pages.key(Key.Key_F2)
    pages.put(0, 0, (0, 7))
    place = pages.view.cursorRect().center() - QPoint(20, 0)
    QTest.mousePress(pages.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not pages.view.textCursor().hasSelection()
    QTest.mouseRelease(pages.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not pages.view.acceptDrops() and not editor.done


def test_a_double_click_corrects_the_word(pages: Pages) -> None:
    pages.show(said("one two three"))
    pages.put(0, 5)
    place = pages.view.cursorRect().center()
    QTest.mouseDClick(pages.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pages.view.is_correcting
    assert pages.view.textCursor().selectedText() == "two"
    pages.type("2")
    assert pages.lines == ["one 2 three"]


def test_a_click_says_when_the_word_was_spoken(pages: Pages, qtbot: QtBot) -> None:
    pages.show(said("one two three four"))
    pages.put(0, 5)
    place = pages.view.cursorRect().center()
    with qtbot.waitSignal(pages.view.time_clicked) as clicked:
        QTest.mouseClick(pages.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [0.25]
    assert pages.view.time_at_cursor() == 0.25


def test_the_menu_of_the_text_has_what_can_be_done(pages: Pages) -> None:
    pages.show(said("One.", "Two.", apart_s=5.0))
    pages.put(1, 2)
    seen: list[object] = []
    pages.view.menu_wanted.connect(seen.append)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(pages.view, QContextMenuEvent(reason, QPoint(), QPoint()))
    titles = {action.text(): action for action in pages.view.menu.actions() if action.text()}
    assert seen == [pages.view.menu]
    titles["&Join with previous paragraph"].trigger()
    pages.view.menu.close()
    assert pages.lines == ["One. Two."]


def test_letters_with_ctrl_neither_type_nor_begin_to_correct(pages: Pages) -> None:
    pages.show([segment(0), segment(1)])
    pages.put(0, 0, (0, 8))
    before = pages.lines
    known = (Key.Key_C, Key.Key_V, Key.Key_X)
    for letter in range(Key.Key_A, Key.Key_Z + 1):
        if letter not in known:
            QTest.keyClick(pages.view, Key(letter), Control)
            assert (pages.lines, pages.view.is_correcting) == (before, False), chr(letter)
    pages.view.set_correcting(True)
    for letter in (Key.Key_D, Key.Key_G, Key.Key_H, Key.Key_J, Key.Key_M):
        QTest.keyClick(pages.view, letter, Control)
        assert pages.lines == before, letter


def test_enter_at_the_end_begins_a_paragraph_with_what_is_typed_next(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Three.", apart_s=5.0))
    pages.put(1, -1)
    pages.key(Key.Key_Return)
    assert not editor.done and pages.lines == ["One two.", "Three."]
    layout = pages.view.document().findBlockByNumber(1).layout()
    assert layout.lineCount() == 2  # an empty line is shown
    pages.key(Key.Key_Return)
    pages.type("New words")
    assert pages.lines == ["One two.", "Three.", "New words"]
    assert pages.at == (2, 9)
    assert [one.start_s for one in editor.segments] == [0.0, 6.0, 7.0]
    assert not editor.done[0][2] and all(merges for _, _, merges, _ in editor.done[1:])
    while editor.done:
        pages.view.undo()
    assert pages.lines == ["One two.", "Three."]
    assert layout.lineCount() == 1


def test_enter_at_the_end_of_a_paragraph_begins_one_between_two(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Three.", apart_s=5.0))
    pages.put(0, -1)
    pages.key(Key.Key_Return)
    QGuiApplication.clipboard().setText("New.\nAnd more.")
    pages.key(Key.Key_V, Control)
    assert pages.lines == ["One two.", "New.", "And more.", "Three."]
    times = [(one.start_s, one.end_s) for one in editor.segments]
    assert times[1][0] == 1.0 and times[2][1] == 6.0 and times == sorted(times)
    pages.view.undo()
    assert pages.lines == ["One two.", "Three."]


def test_enter_at_the_very_beginning_begins_a_paragraph_above(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Three.", apart_s=5.0))
    pages.put(0, 0)
    pages.key(Key.Key_F2)
    pages.key(Key.Key_Return)
    pages.type("Top.")
    assert pages.lines == ["Top.", "One two.", "Three."]
    assert [one.text for one in editor.segments] == ["Top.", "One two.", "Three."]
    assert pages.at == (0, 4)


def test_shift_enter_at_an_end_begins_a_sentence(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Three."))
    pages.put(0, -1)
    pages.key(Key.Key_Return, Shift)
    pages.type("Four.")
    assert pages.lines == ["One two. Three. Four."]
    assert [one.text for one in editor.segments] == ["One two.", "Three.", "Four."]


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Escape, Key.Key_Left, Key.Key_Delete])
def test_a_begun_line_goes_without_a_change(pages: Pages, key: Qt.Key) -> None:
    editor = pages.show(said("One two."))
    pages.put(0, -1)
    pages.key(Key.Key_Return)
    pages.key(key)
    assert not editor.done and pages.lines == ["One two."]
    assert pages.view.document().firstBlock().layout().lineCount() == 1
    pages.put(0, -1)
    pages.type("x")
    assert pages.lines == ["One two.x"]


def test_what_is_composed_takes_the_begun_line(pages: Pages) -> None:
    editor = pages.show(said("One two."))
    pages.put(0, -1)
    pages.key(Key.Key_Return)
    pages.compose(shown="ni")
    pages.compose(given="\u4f60")
    assert [one.text for one in editor.segments] == ["One two.", "\u4f60"]
    assert pages.lines == ["One two.", "\u4f60"]


def test_a_text_of_which_all_was_deleted_can_be_typed_anew(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Three.", apart_s=5.0))
    pages.key(Key.Key_A, Control)
    pages.key(Key.Key_Delete)
    assert not editor.segments and pages.lines == [""]
    for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Delete):
        pages.key(key)
    pages.type("New text")
    assert pages.lines == ["New text"] and pages.at == (0, 8)
    assert len(editor.segments) == 1
    assert not pages.refusals


def test_only_notes_of_aviary_leave_room_for_a_first_sentence(pages: Pages) -> None:
    editor = pages.show([], GAPS)
    pages.type("New")
    assert [one.text for one in editor.segments] == ["New"]


def test_pasted_text_has_nothing_that_hides_or_turns_others(pages: Pages) -> None:
    editor = pages.show(said("One."))
    pages.put(0, -1)
    hidden = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060\xad\x90\x07"
    kept = "a\u200db\u200cc\u200ed\u200fe"
    QGuiApplication.clipboard().setText(f"{hidden}{kept}{hidden}{FAMILY}")
    pages.key(Key.Key_V, Control)
    assert editor.segments[0].text == f"One.{kept}{FAMILY}"


STANDARD = QKeySequence.StandardKey


@pytest.mark.parametrize(
    "standard",
    [one for one in STANDARD if one.name.startswith("Select") and "Page" not in one.name],
    ids=lambda one: one.name,
)
def test_every_standard_key_that_selects_does_so_while_correcting(
    pages: Pages, standard: QKeySequence.StandardKey
) -> None:
    editor = pages.show(said("One two three.", "Four five.", apart_s=5.0))
    for keys in QKeySequence.keyBindings(standard):
        pages.put(0, 5)
        pages.key(Key.Key_F2)
        press(pages, keys)
        assert pages.view.textCursor().hasSelection(), keys.toString()
    assert not editor.done


@pytest.mark.parametrize(
    "standard",
    [one for one in STANDARD if one.name.startswith("MoveTo") and "Page" not in one.name],
    ids=lambda one: one.name,
)
def test_every_standard_key_that_moves_does_so_while_correcting(
    pages: Pages, standard: QKeySequence.StandardKey
) -> None:
    editor = pages.show(said("One two.", "Four five.", "Six seven.", apart_s=5.0))
    for keys in QKeySequence.keyBindings(standard):
        pages.put(1, 5)
        before = pages.at
        pages.key(Key.Key_F2)
        press(pages, keys)
        assert pages.at != before, keys.toString()
    assert not editor.done


@pytest.mark.parametrize(
    "standard",
    [one for one in STANDARD if one.name.startswith("Delete")],
    ids=lambda one: one.name,
)
def test_every_standard_key_that_removes_does_so_while_correcting(
    pages: Pages, standard: QKeySequence.StandardKey
) -> None:
    for keys in QKeySequence.keyBindings(standard):
        editor = pages.show(said("One two three."))
        pages.put(0, 5)
        pages.key(Key.Key_F2)
        press(pages, keys)
        assert len(editor.done) == 1, keys.toString()


def test_all_can_be_selected_cut_and_put_back_while_correcting(pages: Pages) -> None:
    editor = pages.show(said("One two.", "Four five.", apart_s=5.0))
    pages.put(0, 3)
    pages.type("x")
    pages.key(Key.Key_A, Control)
    assert pages.view.selected_text() == "Onex two.\nFour five."
    pages.key(Key.Key_Insert, Control)
    assert QGuiApplication.clipboard().text() == "Onex two.\nFour five."
    pages.key(Key.Key_X, Control)
    assert editor.segments == ()
    pages.view.undo()
    pages.put(1, -1)
    pages.key(Key.Key_Insert, Shift)
    assert pages.lines[-2:] == ["Four five.Onex two.", "Four five."]


def press(pages: Pages, keys: QKeySequence) -> None:
    combination = keys[0]  # type: ignore[index]
    pages.key(combination.key(), combination.keyboardModifiers())
