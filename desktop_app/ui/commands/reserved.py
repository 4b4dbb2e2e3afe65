"""Keys that a command cannot have, or would not always hear: the text's, Qt's and the desktop's.

What desktops take is what their manuals say of a new installation:
https://support.microsoft.com/windows/keyboard-shortcuts-in-windows (Windows),
https://help.gnome.org/users/gnome-help/stable/shell-keyboard-shortcuts.html (GNOME) and
https://docs.kde.org/stable5/en/khelpcenter/fundamentals/kbd.html (KDE). Users may have changed it.
"""

import re
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar

from desktop_app.ui.commands.register import NATIVE, PORTABLE, plain_text
from desktop_app.ui.strings import commands as texts

# Of the keys that are no letters, those that a text needs.
WRITING = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Left,
    Qt.Key.Key_Up,
    Qt.Key.Key_Right,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
# What Qt itself does with a key wherever a window of its has the keyboard.
QT_TAKES = ("F10", "Shift+F10", Qt.Key.Key_Menu, "Shift+F1")
WINDOWS_TAKES = (
    *("Alt+F4", "Alt+Space", "Alt+Tab", "Alt+Esc", "Ctrl+Esc", "Ctrl+Shift+Esc", "Ctrl+Alt+Del"),
    Qt.Key.Key_Print,
)
# Ctrl+Shift+U and Ctrl+Shift+E are those of IBus, which GNOME and others begin with.
LINUX_TAKES = (
    *("Alt+F1", "Alt+F2", "Alt+F3", "Alt+F4", "Alt+F7", "Alt+F8", "Alt+F10", "Alt+Space"),
    *("Alt+Tab", "Alt+Esc", "Ctrl+Alt+T", "Ctrl+Alt+L", "Ctrl+Alt+Up", "Ctrl+Alt+Down"),
    *("Ctrl+Alt+Left", "Ctrl+Alt+Right", "Ctrl+Shift+U", "Ctrl+Shift+E", "Ctrl+Alt+Del"),
    Qt.Key.Key_Print,
)
CONSOLES = re.compile(r"Ctrl\+Alt\+F\d+")


def types(keys: QKeySequence) -> bool:
    """Whether a key is one by which a text is written, moved through or left."""
    one = keys[0]  # type: ignore[index]  # which PySide's descriptions lack
    held = one.keyboardModifiers()
    if held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return False
    return one.key() < Qt.Key.Key_Escape or one.key() in WRITING


def warnings_about(
    keys: QKeySequence, menus: QMenuBar, is_of_text: Callable[[QKeySequence], bool]
) -> list[str]:
    """Return what speaks against a key, as sentences; a command may have it all the same.

    Args:
        keys: the key.
        menus: the menu bar, whose menus are opened by Alt and a letter.
        is_of_text: whether a key corrects a text.
    """
    shown, key = keys.toString(NATIVE), keys.toString(PORTABLE)
    found = []
    if is_of_text(keys):
        found.append(texts.KEY_OF_TEXT.format(key=shown))
    if menu := _menu_of(key, menus):
        found.append(texts.KEY_OF_MENU.format(key=shown, menu=menu))
    if _is_one_of(keys, QT_TAKES):
        found.append(texts.KEY_OF_QT.format(key=shown))
    if _is_of_desktop(keys, sys.platform):
        found.append(texts.KEY_OF_DESKTOP.format(key=shown))
    if keys[0].key() in _media_keys():  # type: ignore[index]
        found.append(texts.KEY_OF_MEDIA.format(key=shown))
    return found


def _is_of_desktop(keys: QKeySequence, platform: str) -> bool:
    """Whether the desktop, as it comes, keeps a key to itself."""
    key = keys.toString(PORTABLE)
    if "Meta+" in key:  # the Windows key, of which there are more every year
        return True
    if platform == "win32":
        return _is_one_of(keys, WINDOWS_TAKES)
    return CONSOLES.fullmatch(key) is not None or _is_one_of(keys, LINUX_TAKES)


def _is_one_of(keys: QKeySequence, others: Sequence[str | Qt.Key]) -> bool:
    return any(keys == QKeySequence(other) for other in others)


def _menu_of(key: str, menus: QMenuBar) -> str:
    """Return the menu that Alt and its letter opens by this key; "" if none."""
    for action in menus.actions():
        if action.isVisible() and QKeySequence.mnemonic(action.text()).toString(PORTABLE) == key:
            return plain_text(action.text())
    return ""


def _media_keys() -> set[Qt.Key]:
    return {
        each
        for each in Qt.Key
        if each.name.startswith(("Key_Media", "Key_Volume", "Key_Launch", "Key_AudioRe"))
    }
