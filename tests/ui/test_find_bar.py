"""Finding and replacing on the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import rows_of
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import page as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.find_bar import FindBar
from desktop_app.ui.transcript.view import TranscriptView
from tests.fakes import segment
from tests.ui.test_correcting import FakeEditor, said

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(
    qtbot: QtBot, view: TranscriptView, model: TranscriptModel, theme: Theme
) -> Iterator[FindBar]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 500)
    made = FindBar(view, model, theme)
    layout = QVBoxLayout(page)
    layout.addWidget(made)
    layout.addWidget(view)
    page.show()
    qtbot.waitExposed(page)
    yield made
    view.setParent(None)


def look_for(bar: FindBar, text: str) -> None:
    bar.open()
    QTest.keyClicks(bar.field, text)


def marked(view: TranscriptView) -> list[str]:
    return [one.cursor.selectedText() for one in view.extraSelections()]


def test_it_goes_round_and_says_where_it_is(
    bar: FindBar, view: TranscriptView, model: TranscriptModel
) -> None:
    model.show(rows_of([segment(i) for i in range(3)]))
    look_for(bar, "number")
    seen = [(view.textCursor().blockNumber(), bar.count.text())]
    for _ in range(3):
        QTest.keyClick(bar.field, Key.Key_Return)
        seen.append((view.textCursor().blockNumber(), bar.count.text()))
    assert seen == [(0, "1 of 3"), (1, "2 of 3"), (2, "3 of 3"), (0, "1 of 3")]
    QTest.keyClick(bar.field, Key.Key_Return, Shift)
    assert view.textCursor().blockNumber() == 2
    assert marked(view).count("number") == 4  # three, and the current one
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible() and marked(view) == []


def test_the_choices_change_what_is_found(bar: FindBar, model: TranscriptModel) -> None:
    model.show(rows_of(said("Art art party.", "ART")))
    look_for(bar, "art")
    assert bar.count.text() == "1 of 4"
    bar.is_word.click()
    assert bar.count.text() == "1 of 3"
    bar.is_case.click()
    assert bar.count.text() == "1 of 1"
    bar.is_regex.click()
    bar.field.clear()
    QTest.keyClicks(bar.field, "(")
    assert bar.count.text() == strings.BAD_PATTERN and bar.count.toolTip()
    assert not bar.next_button.isEnabled()


def test_nothing_found_says_so(bar: FindBar, model: TranscriptModel) -> None:
    model.show(rows_of(said("One.")))
    look_for(bar, "two")
    assert bar.count.text() == strings.NOTHING_FOUND


def test_one_is_replaced_and_the_next_gone_to(
    bar: FindBar, view: TranscriptView, model: TranscriptModel
) -> None:
    editor = FakeEditor(model, said("one two one.", "One."))
    view.set_editor(editor)
    look_for(bar, "one")
    bar.replacement.setFocus()
    QTest.keyClicks(bar.replacement, "three")
    QTest.keyClick(bar.replacement, Key.Key_Return)
    assert [one.text for one in editor.segments] == ["three two one.", "One."]
    assert view.textCursor().selectedText() == "one"
    assert bar.count.text() == "1 of 2"


def test_all_are_replaced_as_one_change(
    qtbot: QtBot, bar: FindBar, view: TranscriptView, model: TranscriptModel
) -> None:
    editor = FakeEditor(model, [Segment("one one"), *said("two", "one")])
    view.set_editor(editor)
    look_for(bar, "one")
    bar.replacement.setText("1")
    with qtbot.waitSignal(bar.replaced_all) as told:
        bar.all_button.click()
    assert told.args == [3] and len(editor.done) == 1
    assert [one.text for one in editor.segments] == ["1 1", "two", "1"]
    editor.undo()
    assert [one.text for one in editor.segments] == ["one one", "two", "one"]


def test_what_grows_is_found_but_not_replaced(
    qtbot: QtBot, bar: FindBar, model: TranscriptModel
) -> None:
    model.show(rows_of(said("one")))
    look_for(bar, "one")
    assert bar.count.text() == "1 of 1" and not bar.replacement.isVisible()
    model.grow_to(rows_of(said("one", "one more")))
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")


def test_a_bad_replacement_is_named_as_such_until_one_of_the_fields_is_changed(
    bar: FindBar, view: TranscriptView, model: TranscriptModel
) -> None:
    editor = FakeEditor(model, said("Monday or Friday."))
    view.set_editor(editor)
    bar.is_regex.click()
    look_for(bar, r"(\w+)day")
    QTest.keyClicks(bar.replacement, r"\2X")
    for do in (bar.replace_all, bar.replace_one):
        do()
        assert bar.count.text() == strings.BAD_REPLACEMENT
        assert "group" in bar.count.accessibleDescription()
        QTest.keyClick(bar.replacement, Key.Key_Backspace)
        assert bar.count.text() == "1 of 2" and not bar.count.accessibleDescription()
        QTest.keyClicks(bar.replacement, "X")
        do()
        QTest.keyClick(bar.field, Key.Key_Backspace)
        assert bar.count.text() != strings.BAD_REPLACEMENT
        QTest.keyClicks(bar.field, "y")
    assert not editor.done
