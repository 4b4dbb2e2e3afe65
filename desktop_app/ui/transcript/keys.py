"""What the keys of the page mean."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

Key = QKeySequence.StandardKey
Move = QTextCursor.MoveOperation
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# What a key removes without a selection: as far as the cursor would move.
REMOVALS = {
    Key.Delete: Move.NextCharacter,
    Key.DeleteEndOfWord: Move.NextWord,
    Key.DeleteStartOfWord: Move.PreviousWord,
    Key.DeleteEndOfLine: Move.EndOfLine,
}
# What goes elsewhere or selects, and changes nothing: Qt does that itself.
MOVES = tuple(
    key
    for key in Key
    if key.name.lower().startswith(("moveto", "select")) or key in (Key.Deselect, Key.Copy)
)


def is_command(event: QKeyEvent) -> bool:
    """Whether a key is held that makes a command of others; AltGr, which is both, types."""
    held = event.modifiers()
    has_control = bool(held & Qt.KeyboardModifier.ControlModifier)
    has_alt = bool(held & Qt.KeyboardModifier.AltModifier)
    return has_control != has_alt or bool(held & Qt.KeyboardModifier.MetaModifier)


def is_text(event: QKeyEvent) -> bool:
    """Whether a key types something."""
    text = event.text()
    return bool(text) and text.isprintable() and not is_command(event)


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is Enter, alone or with Shift."""
    return event.key() in ENTER and not is_command(event)


def is_backspace(event: QKeyEvent) -> bool:
    """Whether it is Backspace, alone or with Shift."""
    return event.key() == Qt.Key.Key_Backspace and not is_command(event)


def is_undo(event: QKeyEvent) -> bool:
    """Whether it takes the last change back."""
    return event.matches(Key.Undo)


def is_redo(event: QKeyEvent) -> bool:
    """Whether it makes a change again; everywhere by Ctrl+Y and by Ctrl+Shift+Z."""
    held = event.modifiers()
    control = Qt.KeyboardModifier.ControlModifier
    with_shift = control | Qt.KeyboardModifier.ShiftModifier
    is_y = event.key() == Qt.Key.Key_Y and held == control
    is_z = event.key() == Qt.Key.Key_Z and held == with_shift
    return is_y or is_z or event.matches(Key.Redo)


def is_move(event: QKeyEvent) -> bool:
    """Whether a key moves the cursor or selects."""
    return any(map(event.matches, MOVES))


def removal(event: QKeyEvent) -> QTextCursor.MoveOperation | None:
    """Return how far a key removes text; None if it is no such key."""
    return next((move for key, move in REMOVALS.items() if event.matches(key)), None)


def begins_to_correct(event: QKeyEvent) -> bool:
    """Whether a key changes the text also of somebody who reads.

    Ctrl with a letter does so only where everybody knows it: elsewhere than on some desktops, Ctrl
    with K is not known to delete a line.
    """
    is_letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    is_known = event.matches(Key.Cut) or event.matches(Key.Paste)
    return changes_text(event) and (is_known or not (is_letter and is_command(event)))


def changes_text(event: QKeyEvent) -> bool:
    """Whether a key changes the text."""
    is_clip = event.matches(Key.Cut) or event.matches(Key.Paste)
    is_key = is_enter(event) or is_backspace(event) or removal(event) is not None
    return is_clip or is_key or is_text(event)


def is_key_of_text(keys: QKeySequence) -> bool:
    """Whether a key moves through a text, selects in it or changes it.

    Undoing and redoing are commands of the window, too.
    """
    own = (*MOVES, *REMOVALS, Key.Cut, Key.Paste)
    return keys == QKeySequence("F2") or any(keys in QKeySequence.keyBindings(key) for key in own)
