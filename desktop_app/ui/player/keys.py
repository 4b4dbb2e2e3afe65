"""Choose the keys of listening, also those of a foot pedal."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QWidget,
)

from desktop_app.app.player.keys import SLOTS, keys_of, with_key
from desktop_app.app.settings import Preferences, Settings
from desktop_app.ui.strings import player as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import ChoiceBox, label, plain

LEAD_CHARACTERS = 14
KEY_PX = 120
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


class ListenKeysPanel(QWidget):
    """A row for each command, with its key and its foot pedal's, and where playing begins.

    Args:
        preferences: has the keys.
        holder_of: returns the name of the window's command that has a key already, "" if none.

    Attributes:
        fields: the settings that are changed here.
    """

    fields = ("listen_keys", "play_lead_s")

    def __init__(self, preferences: Preferences, holder_of: Callable[[QKeySequence], str]) -> None:
        super().__init__()
        self._preferences = preferences
        self._holder_of = holder_of
        self._edits: dict[tuple[str, int], QKeySequenceEdit] = {}
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(2 * GRID_PX)
        rows.setVerticalSpacing(GRID_PX)
        self._add_lead(rows)
        rows.setColumnStretch(0, 1)
        for column, title in enumerate((strings.KEY_COLUMN, strings.PEDAL_COLUMN), 1):
            rows.addWidget(label(title, "muted"), 1, column)
            rows.setColumnStretch(column, 1)
        for row, (command, title) in enumerate(strings.COMMANDS.items(), 2):
            words = label(title)
            rows.addWidget(words, row, 0)
            for slot, name in enumerate((strings.KEY_NAME, strings.PEDAL_NAME)):
                edit = QKeySequenceEdit()
                edit.setMaximumSequenceLength(1)
                edit.setClearButtonEnabled(True)
                edit.setMinimumWidth(KEY_PX)
                edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                edit.setAccessibleName(name.format(command=title))
                edit.editingFinished.connect(partial(self._on_edited, command, slot))
                self._edits[command, slot] = edit
                rows.addWidget(edit, row, slot + 1)
            words.setBuddy(self._edits[command, 0])
        self.problem = label(kind="muted")
        self.problem.setWordWrap(True)
        self.problem.hide()
        rows.addWidget(self.problem, rows.rowCount(), 0, 1, SLOTS + 1)
        note = label(strings.KEYS_NOTE, "muted")
        note.setWordWrap(True)
        rows.addWidget(note, rows.rowCount(), 0, 1, SLOTS + 1)
        preferences.changed.connect(self._show)
        self._show(preferences.current)

    def _add_lead(self, rows: QGridLayout) -> None:
        self.lead = ChoiceBox(strings.LEAD, LEAD_CHARACTERS)
        for seconds, title in strings.LEADS.items():
            self.lead.addItem(title, seconds)
        words = label(strings.LEAD)
        words.setWordWrap(True)  # the longest of its column
        words.setBuddy(self.lead)
        line = QHBoxLayout()
        line.addWidget(words)
        line.addWidget(self.lead)
        line.addStretch()
        rows.addLayout(line, 0, 0, 1, SLOTS + 1)
        self.lead.activated.connect(self._on_lead_chosen)

    def _show(self, settings: Settings) -> None:
        for command, keys in keys_of(settings.listen_keys).items():
            for slot, key in enumerate(keys):
                self._edits[command, slot].setKeySequence(QKeySequence(key))
        nearest = min(strings.LEADS, key=lambda seconds: abs(seconds - settings.play_lead_s))
        self.lead.setCurrentIndex(list(strings.LEADS).index(nearest))

    def _on_lead_chosen(self, row: int) -> None:
        self._preferences.change(play_lead_s=list(strings.LEADS)[row])

    def _on_edited(self, command: str, slot: int) -> None:
        edit = self._edits[command, slot]
        keys = edit.keySequence()
        chosen = self._preferences.current.listen_keys
        text = keys.toString(QKeySequence.SequenceFormat.PortableText)
        if keys_of(chosen)[command][slot] == text:
            return
        problem = self._problem_of(keys) if text else ""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self._show(self._preferences.current)
            return
        self._preferences.change(listen_keys=with_key(chosen, command, slot, text))

    def _problem_of(self, keys: QKeySequence) -> str:
        """Return why a key cannot be one of listening; "" if it can."""
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        if _types(keys):
            return strings.KEY_TYPES.format(key=shown)
        other = self._holder_of(keys)
        return strings.KEY_TAKEN.format(key=shown, other=other) if other else ""


def _types(keys: QKeySequence) -> bool:
    """Whether a key is one by which a text is written, moved through or left."""
    one = keys[0]  # type: ignore[index]  # which PySide's descriptions lack
    held = one.keyboardModifiers()
    if held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return False
    return one.key() < Qt.Key.Key_Escape or one.key() in WRITING


def holder_of_key(menus: QMenuBar, own: QObject, keys: QKeySequence) -> str:
    """Return the name of the menus' action that has a key; "" if none, or one of `own`.

    Args:
        menus: the menu bar.
        own: the object whose menu has the actions that may lose the key.
        keys: the key.
    """
    for menu in menus.findChildren(QMenu):
        if menu is own.parent():
            continue
        for action in menu.actions():
            if keys in action.shortcuts():
                return _title(action)
    return ""


def _title(action: QAction) -> str:
    return plain(action.text()).replace("&", "").rstrip("…")
