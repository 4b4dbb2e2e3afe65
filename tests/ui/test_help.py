"""The guide, the list of keys, what Aviary is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.ui.commands.shortcuts import ShortcutsDialog
from desktop_app.ui.dialogs.about import AboutDialog
from desktop_app.ui.strings.program import help as texts
from desktop_app.ui.window.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def lines(dialog: ShortcutsDialog, *, is_all: bool = False) -> list[tuple[str, str]]:
    """The commands and keys that are listed."""
    flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    found = [item for item in dialog.list.findItems("", flags) if item.parent() is not None]
    return [(item.text(0), item.text(1)) for item in found if is_all or not item.isHidden()]


@pytest.fixture
def shortcuts(window: MainWindow) -> ShortcutsDialog:
    window.menus.shortcuts.trigger()
    dialog = window.commands.help.shortcuts
    assert dialog.isVisible() and dialog.focusWidget() is dialog.field
    return dialog


def test_f1_opens_the_guide_and_that_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = window.commands.help.guide
    assert guide.isVisible()
    said = [each.text() for each in guide.findChildren(QLabel)]
    assert [text for pair in texts.GUIDE for text in pair] == [text for text in said if text]
    guide.keys_button.click()
    assert window.commands.help.shortcuts.isVisible()
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()
    window.commands.help.shortcuts.close()


def test_every_key_of_the_menus_is_listed(window: MainWindow, shortcuts: ShortcutsDialog) -> None:
    native = QKeySequence.SequenceFormat.NativeText
    keys = {
        each.toString(native)
        for action in window.menus.findChildren(QAction)
        for each in action.shortcuts()
        if action.isVisible() and action.associatedObjects()
    }
    listed = {key for _command, each in lines(shortcuts) for key in each.split(", ")}
    assert keys and keys <= listed
    assert ("Add files", "Ctrl+O") in lines(shortcuts)
    assert ("Order: Move up", "Alt+Up") in lines(shortcuts)
    assert ("Play or pause, while you read", "Space") in lines(shortcuts)
    assert ("Go to the note over the window", "F6") in lines(shortcuts)
    assert ("Loop a part of the waveform", "Drag with Shift") in lines(shortcuts)
    assert all(what and keys for what, keys in lines(shortcuts, is_all=True))


def test_the_list_is_what_the_menus_are_now(window: MainWindow, shortcuts: ShortcutsDialog) -> None:
    shortcuts.close()
    window.menus.add_folder.setShortcut("Ctrl+Alt+F12")
    window.menus.shortcuts.trigger()
    assert ("Add folder", "Ctrl+Alt+F12") in lines(shortcuts)


def test_the_field_finds_commands_and_keys(shortcuts: ShortcutsDialog) -> None:
    QTest.keyClicks(shortcuts.field, "find nex")
    assert lines(shortcuts) == [("Find next", "F3")]
    shortcuts.field.selectAll()
    QTest.keyClicks(shortcuts.field, "ctrl+shift+o")
    assert lines(shortcuts) == [("Add folder", "Ctrl+Shift+O")]
    QTest.keyClicks(shortcuts.field, "nothing")
    assert not lines(shortcuts) and shortcuts.none.isVisible()
    QTest.keyClick(shortcuts.field, Qt.Key.Key_Escape)
    assert shortcuts.isVisible() and len(lines(shortcuts)) == len(lines(shortcuts, is_all=True))
    QTest.keyClick(shortcuts.field, Qt.Key.Key_Down)
    assert shortcuts.focusWidget() is shortcuts.list
    QTest.keyClick(shortcuts.list, Qt.Key.Key_Escape)
    assert not shortcuts.isVisible()


def test_about_says_what_it_is_and_keeps_the_technical_for_a_press(window: MainWindow) -> None:
    window.menus.about.trigger()
    dialog = window.findChild(AboutDialog)
    assert isinstance(dialog, AboutDialog) and dialog.isVisible()
    shown = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert list(texts.ABOUT) == shown[2:] and "A note." not in shown
    dialog.notes_button.setFocus()
    QTest.keyClick(dialog.notes_button, Qt.Key.Key_Space)
    assert "A note." in [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    dialog.accept()
