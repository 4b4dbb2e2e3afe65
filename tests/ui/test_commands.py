"""The register of commands, their keys in the settings, and the list to run them from."""

import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import CommandKeys
from desktop_app.ui.commands.command_list import LINE_ROLE, CommandList, Line
from desktop_app.ui.commands.entries import entries_of, rank
from desktop_app.ui.commands.keys_panel import KeysPanel
from desktop_app.ui.commands.reserved import types, warnings_about
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.transcript.keys import is_key_of_text
from desktop_app.ui.widgets.question import Question
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
# As long as a list may take to open, in seconds; on the quiet machine it was 0.03 (0.09 the first
# time). The test allows ten times that, for a machine that does other things, too.
OPENING_S = 1.0


@pytest.fixture
def panel(window: MainWindow) -> Iterator[KeysPanel]:
    window.commands.settings.open_at(PageName.KEYBOARD)
    found = window.commands.settings.dialog.findChild(KeysPanel)
    assert isinstance(found, KeysPanel)
    yield found
    window.commands.settings.dialog.close()


@pytest.fixture
def listed(window: MainWindow, qtbot: QtBot) -> Iterator[CommandList]:
    """Opened by its key."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Key.Key_P, CTRL | SHIFT)
    dialog = window.commands.help.command_list
    qtbot.waitUntil(dialog.isVisible)
    yield dialog
    dialog.reject()


def lines(dialog: CommandList) -> list[Line]:
    model = dialog.model
    return [model.index(row).data(LINE_ROLE) for row in range(model.rowCount())]


def titles(dialog: CommandList) -> list[str]:
    return [line.title for line in lines(dialog)]


def chosen(stage: Stage) -> list[CommandKeys]:
    return list(stage.services.preferences.current.command_keys)


def press(panel: KeysPanel, slot: int, key: Key, held: Qt.KeyboardModifier = CTRL) -> None:
    """A key in one of the two fields, as a user presses it."""
    edit = panel.edits[slot]
    edit.setFocus()
    QTest.keyClick(edit, key, held)


# The register.


def test_every_entry_of_a_menu_that_stays_is_a_command(window: MainWindow) -> None:
    """What a menu has always has an id and so can have a key; what comes and goes has none."""
    come_and_go = {"Models", "Transcribe"}
    nameless = [
        entry.title
        for entry in entries_of(window.menus)
        if window.menus.commands.of(entry.action) is None and entry.path[0] not in come_and_go
    ]
    assert nameless == []


def test_ids_say_the_menu_that_a_command_is_in(window: MainWindow) -> None:
    commands = window.menus.commands
    found: dict[str, set[str]] = {}
    for entry in entries_of(window.menus):
        command = commands.of(entry.action)
        if command is not None:
            found.setdefault(entry.path[0], set()).add(command.menu)
    assert all(len(menus) == 1 for menus in found.values()) and len(found) == 8


def test_no_key_is_usual_for_two_commands(window: MainWindow) -> None:
    keys = [key for command in window.menus.commands for key in command.defaults]
    assert sorted(keys) == sorted(set(keys))


def test_a_chosen_key_runs_a_command_and_the_usual_one_no_more(
    window: MainWindow, stage: Stage
) -> None:
    stage.services.preferences.change(command_keys=(CommandKeys("view.times", ("F12", "Alt+K")),))
    seen: list[bool] = []
    window.menus.shows_times.toggled.connect(seen.append)
    for key, held in ((Key.Key_F12, NONE), (Key.Key_K, ALT)):
        QTest.keyClick(window, key, held)
    assert len(seen) == 2
    stage.services.preferences.change(command_keys=(CommandKeys("edit.find"),))
    assert not window.menus.find_text.shortcuts()
    assert QKeySequence("Ctrl+F") not in window.menus.shows_times.shortcuts()


def test_undo_follows_its_chosen_key_to_what_was_removed(window: MainWindow, stage: Stage) -> None:
    stage.services.preferences.change(command_keys=(CommandKeys("edit.undo", ("F12",)),))
    menus = window.menus
    menus.give_undo_key(to_removals=True)
    assert not menus.undo.shortcuts()
    assert [key.toString() for key in menus.put_back.shortcuts()] == ["F12", "Ctrl+Shift+Z"]
    menus.give_undo_key(to_removals=False)
    assert [key.toString() for key in menus.undo.shortcuts()] == ["F12"]
    assert [key.toString() for key in menus.put_back.shortcuts()] == ["Ctrl+Shift+Z"]


def test_keys_of_commands_that_are_not_there_are_kept(window: MainWindow, stage: Stage) -> None:
    later = CommandKeys("later.command", ("F12",))
    stage.services.preferences.change(command_keys=(later,))
    changed = window.menus.commands.with_keys("view.times", ("Alt+T",))
    assert set(changed) == {later, CommandKeys("view.times", ("Alt+T",))}
    assert window.menus.commands.with_keys("view.times", ()) == (later,)


# The page of the settings.


def test_a_key_is_set_by_pressing_it(panel: KeysPanel, window: MainWindow, stage: Stage) -> None:
    panel.search_for("times show")
    assert panel.chosen is None or panel.chosen.id != "view.times"
    panel.search_for("view times")
    assert panel.chosen is not None and panel.chosen.id == "view.times"
    press(panel, 0, Key.Key_T)
    press(panel, 1, Key.Key_F12, NONE)
    assert chosen(stage) == [CommandKeys("view.times", ("Ctrl+T", "F12"))]
    assert [key.toString() for key in window.menus.shows_times.shortcuts()] == ["Ctrl+T", "F12"]
    QTest.keyClick(panel.edits[0], Key.Key_Backspace)
    assert [key.toString() for key in window.menus.shows_times.shortcuts()] == ["F12"]
    assert panel.one_button.isEnabled()
    panel.one_button.click()
    assert chosen(stage) == []
    assert all(edit.accessibleName() for edit in panel.edits)


def test_a_key_of_another_command_is_named_and_can_be_taken(
    panel: KeysPanel, window: MainWindow, stage: Stage
) -> None:
    panel.search_for("view times")
    press(panel, 0, Key.Key_F)
    assert "Ctrl+F is already the key of “Find”." in panel.problem.text()
    assert panel.problem.isVisible() and panel.take_button.hasFocus()
    panel.leave_button.click()
    assert chosen(stage) == []
    assert panel.edits[0].text() == "" and not panel.problem.isVisible()
    press(panel, 0, Key.Key_F)
    panel.take_button.click()
    assert window.menus.shows_times.shortcut() == QKeySequence("Ctrl+F")
    assert not window.menus.find_text.shortcuts() and panel.edits[0].hasFocus()
    # Its usual key is another's now: that is said, too.
    panel.search_for("edit find")
    panel.list.setCurrentItem(panel._items["edit.find"])
    panel.one_button.click()
    assert "“Times”" in panel.problem.text()
    panel.take_button.click()
    assert window.menus.find_text.shortcut() == QKeySequence("Ctrl+F")
    assert chosen(stage) == []


@pytest.mark.parametrize("key", ["K", "Shift+K", "7", "Space", "Left", "Return", "\u00e4"])
def test_a_key_that_types_is_refused(panel: KeysPanel, stage: Stage, key: str) -> None:
    panel.search_for("view times")
    panel.edits[0].pressed.emit(key)
    assert "belongs to the text" in panel.problem.text() and not panel.take_button.isVisible()
    assert chosen(stage) == []


@pytest.mark.parametrize("key", ["F12", "Alt+K", "Ctrl+Shift+7", "Media Record"])
def test_other_keys_do_not_type(key: str) -> None:
    assert not types(QKeySequence(key))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Ctrl+V", "moves through a text"),
        ("Ctrl+Left", "moves through a text"),
        ("Ctrl+Backspace", "moves through a text"),
        ("Alt+F", "opens the menu File"),
        ("Shift+F10", "in most programs"),
        ("Ctrl+Alt+Del", "taken by the desktop"),
        ("Meta+L", "taken by the desktop"),
        ("Media Stop", "no other player"),
    ],
)
def test_what_the_text_and_the_desktop_take_is_said_before_it_is_used(
    panel: KeysPanel, stage: Stage, key: str, said: str
) -> None:
    panel.search_for("view times")
    panel.edits[0].pressed.emit(key)
    assert said in panel.problem.text()
    assert chosen(stage) == []
    panel.take_button.click()
    keys = CommandKeys("view.times", (QKeySequence(key).toString(),))
    assert chosen(stage) == [keys]


@pytest.mark.parametrize(
    ("platform", "key", "is_taken"),
    [
        ("win32", "Alt+F4", True),
        ("linux", "Alt+F4", True),
        ("win32", "Ctrl+Alt+F3", False),
        ("linux", "Ctrl+Alt+F3", True),
        ("linux", "F12", False),
    ],
)
def test_desktops_take_different_keys(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, platform: str, key: str, is_taken: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    said = warnings_about(QKeySequence(key), window.menus, is_key_of_text)
    assert any("desktop" in sentence for sentence in said) is is_taken


def test_no_usual_key_is_one_of_the_text(window: MainWindow) -> None:
    """But for F2, which on the page corrects and in the list describes, and for none to type."""
    for command in window.menus.commands:
        for key in command.defaults:
            keys = QKeySequence(key)
            assert not types(keys), command
            assert not is_key_of_text(keys) or key in ("F2", "Alt+Backspace"), command


def test_all_keys_become_as_usual_after_a_question(panel: KeysPanel, stage: Stage) -> None:
    stage.services.preferences.change(command_keys=(CommandKeys("view.times", ("F12",)),))
    panel.list.setCurrentItem(panel._items["view.times"])
    assert panel.edits[0].text() == "F12"
    dialog = panel.window()
    dialog.restore_button.click()  # type: ignore[attr-defined]
    question = next(one for one in dialog.findChildren(Question) if one.isVisible())
    question.buttons[0].click()
    assert chosen(stage) == []
    assert panel.edits[0].text() == ""


def test_escape_leaves_a_field_and_closes_the_dialog(panel: KeysPanel, stage: Stage) -> None:
    panel.search_for("view times")
    panel.edits[0].setFocus()
    QTest.keyClick(panel.edits[0], Key.Key_Escape)
    assert not panel.window().isVisible()
    assert chosen(stage) == []


def test_the_listen_menu_leads_to_its_keys(window: MainWindow) -> None:
    window.menus.listening.keys.trigger()
    dialog = window.commands.settings.dialog
    panel = dialog.findChild(KeysPanel)
    assert isinstance(panel, KeysPanel) and dialog.page is PageName.KEYBOARD
    shown = {id_ for id_, item in panel._items.items() if not item.isHidden()}
    assert {"listen.play", "listen.loop", "listen.zoom_in"} <= shown
    assert "edit.find" not in shown
    dialog.close()


# The command list.


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("replace find", "Find and replace"),
        ("fi rep", "Find and replace"),
        ("shortcuts", "Keyboard shortcuts"),
        ("shrtcts", "Keyboard shortcuts"),
        ("text export", "Export as: Text"),
        ("ctrl+shift+o", "Add folder"),
        ("zoom in", "Zoom in"),
        ("note tags", "Name, tags and note"),
        ("view larger", "Larger text"),
        ("library erase", "Library: Delete everything"),  # by its id alone
    ],
)
def test_words_in_any_order_find_a_command(listed: CommandList, asked: str, title: str) -> None:
    QTest.keyClicks(listed.field, asked)
    assert titles(listed)[0] == title


def test_words_that_fit_better_come_first() -> None:
    found = [rank("find", text, "Menu") for text in ("Find", "Finding", "Refind it", "Other")]
    assert found[:3] == sorted(found[:3], key=lambda one: one or 0) and len(set(found[:3])) == 3
    assert found[3] is None and rank("", "Other") == 0
    assert rank("grosse", "Große Schrift") is not None and rank("uber", "Über") is not None


def test_enter_runs_a_command_and_the_keyboard_goes_back(
    window: MainWindow, listed: CommandList, qtbot: QtBot
) -> None:
    QTest.keyClicks(listed.field, "my words")
    QTest.keyClick(listed.field, Key.Key_Return)
    assert not listed.isVisible()
    qtbot.waitUntil(window.commands.words.words_dialog.isVisible)
    window.commands.words.words_dialog.close()


def test_escape_closes_and_the_keyboard_is_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = window.toolbar.model_box
    before.setFocus()
    window.menus.all_commands.trigger()
    dialog = window.commands.help.command_list
    qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClick(dialog.field, Key.Key_Down)
    assert dialog.list.currentIndex().row() == 1 and dialog.field.hasFocus()
    QTest.keyClick(dialog.field, Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


def test_what_cannot_be_run_says_why_and_stays(window: MainWindow, listed: CommandList) -> None:
    seen: list[bool] = []
    window.menus.export_wanted.connect(lambda _id: seen.append(True))
    QTest.keyClicks(listed.field, "export text")
    line = listed.current
    assert line is not None and not line.is_enabled
    assert "Choose a finished transcript first." in line.below and "not possible" in line.spoken
    QTest.keyClick(listed.field, Key.Key_Return)
    assert listed.isVisible() and listed.hint.text() == line.needs and not seen


def test_every_command_that_can_be_grey_says_why(window: MainWindow) -> None:
    for menu in window.menus.findChildren(QMenu):
        menu.aboutToShow.emit()
    silent = [
        command.id
        for command in window.menus.commands
        if not command.action.isEnabled() and command.action.isVisible() and not command.needs
    ]
    assert silent == []


def test_what_was_run_last_comes_first_also_after_a_restart(
    window: MainWindow, listed: CommandList, stage: Stage
) -> None:
    for asked in ("larger", "smaller", "larger"):
        window.commands.help.command_list.open_all()
        QTest.keyClicks(listed.field, asked)
        QTest.keyClick(listed.field, Key.Key_Return)
    assert stage.services.preferences.current.recent_commands == ("view.larger", "view.smaller")
    window.commands.help.command_list.open_all()
    assert titles(listed)[:2] == ["Larger text", "Smaller text"]


def test_it_opens_at_once(window: MainWindow) -> None:
    begin_s = time.thread_time()
    window.menus.all_commands.trigger()
    QApplication.processEvents()
    assert time.thread_time() - begin_s < OPENING_S
    dialog = window.commands.help.command_list
    assert dialog.isVisible() and len(lines(dialog)) > 80
    dialog.reject()


def test_an_action_that_is_gone_meanwhile_is_not_run(window: MainWindow) -> None:
    menu = window.menus.help_menu
    action = QAction("Short-lived", menu)
    menu.addAction(action)
    window.menus.all_commands.trigger()
    dialog = window.commands.help.command_list
    QTest.keyClicks(dialog.field, "short-lived")
    action.deleteLater()
    QApplication.sendPostedEvents(action, QEvent.Type.DeferredDelete)
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert not dialog.isVisible()
