"""My words, and find and replace over all transcripts, by keys and buttons."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.editing.terms import Term
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import LibraryFull
from desktop_app.library.library import Library
from desktop_app.ui.strings import words as texts
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.words.apply import ApplyWordsDialog
from desktop_app.ui.words.dialog import MyWordsDialog, TermDialog
from desktop_app.ui.words.replace_all import ReplaceAllDialog
from tests.app.conftest import Stage
from tests.app.test_editor import kept
from tests.app.test_library_keeping import opened
from tests.app.test_rewriting import AFTER, BEFORE, filled, key
from tests.ui.conftest import FakeDialogs

BIRD = Term("Bird", ("burd", "bert"))
Key = Qt.Key


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def press(widget: QWidget, *keys: Qt.Key | str) -> None:
    for one in keys:
        if isinstance(one, str):
            QTest.keyClicks(widget, one)
        else:
            QTest.keyClick(widget, one)


def has_name(widget: QWidget) -> bool:
    return bool(widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))


@pytest.fixture
def words_dialog(qtbot: QtBot, stage: Stage, window: MainWindow) -> MyWordsDialog:
    """Opened by its key, over an open library."""
    opened(qtbot, stage.services)
    window.activateWindow()
    QTest.keySequence(window, QKeySequence("Ctrl+Shift+W"))
    dialog = window.commands.words.words_dialog
    qtbot.waitExposed(dialog)
    return dialog


def open_term(qtbot: QtBot, dialog: MyWordsDialog) -> TermDialog:
    qtbot.waitUntil(lambda: dialog.term_dialog is not None)
    assert dialog.term_dialog is not None
    return dialog.term_dialog


def shown(dialog: MyWordsDialog) -> list[tuple[str, ...]]:
    table = dialog.table
    items = [[table.item(r, c) for c in range(3)] for r in range(table.rowCount())]
    return [tuple(item.text() if item is not None else "" for item in row) for row in items]


def test_a_word_is_added_changed_removed_and_brought_back_by_keys(
    qtbot: QtBot, stage: Stage, words_dialog: MyWordsDialog
) -> None:
    words = stage.services.words
    assert words_dialog.hint.text() == texts.NO_WORDS
    assert words_dialog.focusWidget() is words_dialog.add_button
    press(words_dialog.add_button, Key.Key_Return)
    asked = open_term(qtbot, words_dialog)
    assert not asked.save_button.isEnabled()
    press(asked.word, "Bird", Key.Key_Tab)
    press(asked.readings, "burd", Key.Key_Return, "bert")
    press(asked.word, Key.Key_Return)
    assert words.terms == (BIRD,)
    assert shown(words_dialog) == [("Bird", "burd · bert", texts.YES)]

    words_dialog.table.selectRow(0)
    press(words_dialog.table, Key.Key_Return)
    asked = open_term(qtbot, words_dialog)
    press(asked.listen, Key.Key_Space)
    press(asked.word, Key.Key_End, "s", Key.Key_Return)
    assert words.terms == (Term("Birds", BIRD.readings, is_boosted=False),)
    press(words_dialog.table, Key.Key_Return)
    press(open_term(qtbot, words_dialog).word, "x", Key.Key_Escape)

    press(words_dialog.table, Key.Key_Delete)
    assert shown(words_dialog) == []
    QTest.keySequence(words_dialog.table, QKeySequence("Ctrl+Z"))
    QTest.keySequence(words_dialog.table, QKeySequence("Ctrl+Z"))
    assert words.terms == (BIRD,)
    library = stage.services.library.door.library
    assert library is not None
    qtbot.waitUntil(lambda: library.terms() == [BIRD])


def test_lists_come_and_go_by_files(
    qtbot: QtBot,
    stage: Stage,
    words_dialog: MyWordsDialog,
    dialogs: FakeDialogs,
    tmp_path: Path,
) -> None:
    dialogs.file = tmp_path / "list.tsv"
    dialogs.file.write_text("Bird\tburd | bert\nAviary\n", encoding="utf-8")
    words_dialog.import_button.click()
    qtbot.waitUntil(lambda: stage.services.words.terms == (BIRD, Term("Aviary")))
    assert words_dialog.hint.text() == texts.imported_line(2)
    dialogs.file = tmp_path / "other.tsv"
    words_dialog.export_button.click()
    qtbot.waitUntil(lambda: words_dialog.hint.text() == texts.exported_line(tmp_path / "other.tsv"))
    dialogs.file = tmp_path / "missing.tsv"
    words_dialog.import_button.click()
    qtbot.waitUntil(lambda: "missing.tsv" in words_dialog.hint.text())


def test_what_is_selected_on_the_page_becomes_a_word(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    """From the menu of the text, by its key."""
    filled(qtbot, stage, library_folder, 1)
    text = window.page.text
    failed: list[AppError] = []
    stage.services.waveform.failed.connect(failed.append)
    qtbot.waitUntil(lambda: "Sentence number 2." in text.toPlainText())

    def offers() -> list[QAction]:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
        text.contextMenuEvent(event)
        text.menu.close()
        return [action for action in text.menu.actions() if "My words" in action.text()]

    text.moveCursor(QTextCursor.MoveOperation.Start)
    assert not offers()
    text.selectAll()
    text.moveCursor(QTextCursor.MoveOperation.Start)
    text.moveCursor(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    (action,) = offers()
    assert action.text() == "Add “Sentence” to My words…"
    action.trigger()
    asked = open_term(qtbot, window.commands.words.words_dialog)
    assert asked.word.text() == asked.readings.toPlainText() == "Sentence"
    asked.word.selectAll()
    press(asked.word, "Satz", Key.Key_Return)
    assert stage.services.words.terms == (Term("Satz", ("Sentence",)),)

    window.commands.words.open_replacing()
    assert window.commands.words.replace_dialog.find_field.text() == "Sentence"
    qtbot.waitUntil(lambda: bool(failed))  # its first look for the sound imports for a second


def test_old_transcripts_are_corrected_after_a_preview(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    library = filled(qtbot, stage, library_folder)
    stage.services.words.put(Term("Phrase", ("sentence",)))
    commands = window.commands.words
    commands.open_words()
    commands.words_dialog.apply_button.click()
    dialog = commands.apply_dialog
    assert isinstance(dialog, ApplyWordsDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 12)
    qtbot.waitUntil(dialog.change_button.isEnabled)
    dialog.change_button.click()
    wanted = [text.replace("Sentence", "Phrase") for text in BEFORE]
    for number in range(4):
        qtbot.waitUntil(lambda n=number: kept(library, key(n)) == wanted)  # type: ignore[misc]
    qtbot.waitUntil(lambda: stage.services.editor.undo_name == "My words")


def begun(qtbot: QtBot, window: MainWindow, find: str, by: str) -> ReplaceAllDialog:
    """The dialog, with a search by keys that has ended."""
    window.activateWindow()
    QTest.keySequence(window, QKeySequence("Ctrl+Shift+H"))
    dialog = window.commands.words.replace_dialog
    qtbot.waitExposed(dialog)
    press(dialog.find_field, find, Key.Key_Tab)
    press(dialog.by_field, by, Key.Key_Return)
    qtbot.waitUntil(lambda: not window.commands.words._rewriting.is_busy)
    return dialog


def test_all_transcripts_are_changed_by_keys_and_taken_back(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    library = filled(qtbot, stage, library_folder)
    dialog = begun(qtbot, window, "sentence", "phrase")
    assert dialog.model.rowCount() == 12
    assert dialog.result_line.text() == "12 sentences found."
    dialog.table.selectRow(0)
    press(dialog.table, Key.Key_Space)
    assert dialog.change_button.text() == "Replace in 11 sentences"
    dialog.change_button.setFocus()
    press(dialog.change_button, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.result_line.text() == "11 sentences changed in 4 transcripts.")
    partly = [[BEFORE[0], *AFTER[1:]], AFTER, AFTER, AFTER]
    keys = [key(number) for number in range(4)]
    qtbot.waitUntil(lambda: sorted(kept(library, k) for k in keys) == sorted(partly))
    page = stage.services.controller.selected
    assert page is not None
    assert page.transcript is not None
    qtbot.waitUntil(lambda: "phrase number 2." in window.page.text.toPlainText())

    dialog.undo_button.click()
    qtbot.waitUntil(lambda: "as before" in dialog.result_line.text())
    qtbot.waitUntil(lambda: [kept(library, k) for k in keys] == [BEFORE] * 4)
    qtbot.waitUntil(lambda: "phrase" not in window.page.text.toPlainText())
    assert not dialog.undo_button.isEnabled()


def test_only_the_chosen_transcripts_are_searched(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    filled(qtbot, stage, library_folder)
    dialog = begun(qtbot, window, "Sentence", "x")
    press(dialog.where, Key.Key_End)
    assert dialog.where.currentText() == texts.IN_THIS
    dialog.begin_search()
    qtbot.waitUntil(lambda: not stage.services.rewriting.is_busy)
    selected = stage.services.controller.selected
    assert selected is not None
    assert {one.source for one in dialog.model.checked} == {selected.key}


def test_another_pattern_forgets_the_preview_and_a_bad_one_says_why(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    filled(qtbot, stage, library_folder)
    dialog = begun(qtbot, window, "number", "n")
    assert dialog.model.rowCount() == 12
    press(dialog.case, Key.Key_Space)
    assert dialog.model.rowCount() == 0
    press(dialog.pattern, Key.Key_Space)
    press(dialog.find_field, "(")
    assert dialog.result_line.text()
    assert not dialog.search_button.isEnabled()
    dialog.find_field.setText(r"number (\d)")
    dialog.by_field.setText(r"\1 is it")
    press(dialog.find_field, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 12)
    assert {one.after for one in dialog.model.checked} == {f"Sentence {n} is it." for n in range(3)}


def test_sentences_are_counted_also_where_many_become_one(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    library = filled(qtbot, stage, library_folder)
    dialog = begun(qtbot, window, "sentence", "")
    press(dialog.pattern, Key.Key_Space)
    dialog.find_field.setText("(?s).*")
    press(dialog.find_field, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.result_line.text() == "12 sentences found.")
    assert dialog.model.checked[0].after == ""
    shown = dialog.model.index(0, 2).data()
    assert shown == "(removed)"
    qtbot.waitUntil(dialog.change_button.isEnabled)
    assert dialog.change_button.text() == "Replace in 12 sentences"
    dialog.change_button.click()
    qtbot.waitUntil(lambda: dialog.result_line.text() == "12 sentences changed in 4 transcripts.")
    qtbot.waitUntil(lambda: [kept(library, key(n)) for n in range(4)] == [[]] * 4)


def test_what_failed_is_named(
    qtbot: QtBot,
    stage: Stage,
    window: MainWindow,
    library_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled(qtbot, stage, library_folder)
    # The one that is shown is in memory, where a full drive does not stop the change.
    sources = stage.services.rewriting.sources
    qtbot.waitUntil(lambda: any(source.text is not None for source in sources()))
    dialog = begun(qtbot, window, "Sentence", "x")

    def full(*_args: object, **_named: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "edit", full)
        dialog.change_button.click()
        qtbot.waitUntil(lambda: not stage.services.rewriting.is_busy)
        assert "3 transcripts were left as they are." in dialog.result_line.text()
        assert "The drive of the library is full." in dialog.failures.text()
    stage.services.editor.keep_again()
    qtbot.waitUntil(lambda: not stage.services.editor.unkept)


def test_every_control_has_a_name(
    qtbot: QtBot, stage: Stage, window: MainWindow, library_folder: Path
) -> None:
    filled(qtbot, stage, library_folder, 1)
    commands = window.commands.words
    commands.open_words()
    term = TermDialog(BIRD, window)
    for dialog in (commands.words_dialog, commands.apply_dialog, commands.replace_dialog, term):
        focusable = [
            one
            for one in dialog.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.window() is dialog  # not a list that opens below its box
            and not one.objectName().startswith("qt_")
        ]
        assert focusable
        assert [one for one in focusable if not has_name(one)] == []
    term.deleteLater()
