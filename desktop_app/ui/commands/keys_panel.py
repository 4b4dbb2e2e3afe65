"""The page of the settings on which the keys of all commands are chosen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.settings import Preferences
from desktop_app.ui.commands.entries import entries_of, in_submenus, rank
from desktop_app.ui.commands.register import (
    NATIVE,
    PORTABLE,
    SLOTS,
    Command,
    Commands,
    native,
    plain_text,
)
from desktop_app.ui.commands.reserved import types, warnings_about
from desktop_app.ui.commands.shortcuts import SearchLine
from desktop_app.ui.strings import commands as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label, plain

ID_ROLE = Qt.ItemDataRole.UserRole
LIST_PX = 240
KEY_PX = 120
# What is held with another key, and is none alone.
HELD = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown),
)
IsOfText = Callable[[QKeySequence], bool]


class KeyField(QLineEdit):
    """A field that takes the next key; Backspace empties it, Tab and Escape lead on.

    Not Qt's: in that one screen readers find a field without a name in a part without a role, and
    it waits for more keys.

    Signals:
        pressed: the key, as Qt writes it; "" for none.
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self.setPlaceholderText(texts.PRESS_KEY)
        self.setMinimumWidth(KEY_PX)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def show_key(self, key: str) -> None:
        """Show the key that a command has."""
        self.key = key
        self.setText(native([key]))

    def event(self, event: QEvent) -> bool:
        """Take all keys but Escape from the letters of menus and labels."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() != Qt.Key.Key_Escape)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key, or empty the field."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not event.modifiers():
            self.pressed.emit("")
        elif event.key() not in HELD:
            self.pressed.emit(_key_of(event))


def _key_of(event: QKeyEvent) -> str:
    """Return a key as a shortcut is written: without the Shift that makes one sign of another."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    if text.isprintable() and text and not text.isalnum() and not text.isspace():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString(PORTABLE)


class KeysPanel(QWidget):
    """All commands with their keys, and two fields for the keys of the chosen one.

    Args:
        preferences: keep the keys.
        commands: have them.
        menus: the menu bar, whose titles are the groups.
        is_of_text: whether a key corrects a text.

    Attributes:
        fields: the settings that are changed here.
    """

    fields = ("command_keys",)

    def __init__(
        self, preferences: Preferences, commands: Commands, menus: QMenuBar, is_of_text: IsOfText
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._commands = commands
        self._menus = menus
        self._is_of_text = is_of_text
        self._wanted: tuple[str, ...] | None = None  # keys that wait for an answer
        self._asked_from: QWidget = self  # what gets the keyboard back after it
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.list = QTreeWidget()
        self.list.setAccessibleName(texts.KEYS_NAME)
        self.list.setHeaderLabels(list(texts.KEY_COLUMNS))
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setIndentation(2 * GRID_PX)
        self.list.setMinimumHeight(LIST_PX)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, SLOTS + 1):
            header.resizeSection(column, KEY_PX)
        self.search = SearchLine(self.list)
        self.search.setPlaceholderText(texts.KEYS_SEARCH)
        self.search.setAccessibleName(texts.KEYS_SEARCH)
        self.edits = tuple(KeyField() for _ in range(SLOTS))
        self.one_button = button(texts.RESET_ONE)
        self.take_button = button("")
        self.leave_button = button(texts.KEEP_AS_IT_IS)
        self.problem = label(kind="warning")
        self.problem.setWordWrap(True)
        self._lay_out()
        self._fill()
        self._connect()
        self._show_keys()
        self._drop_wanted()

    def sizeHint(self) -> QSize:
        """Return its usual size; the list takes what is left."""
        return super().sizeHint().expandedTo(QSize(0, LIST_PX + 200))

    def search_for(self, words: str) -> None:
        """Show the commands that these words find."""
        self.search.setText(words)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Command | None:
        """The command whose keys are shown."""
        item = self.list.currentItem()
        id_ = item.data(0, ID_ROLE) if item is not None else None
        return self._commands[id_] if id_ else None

    def _lay_out(self) -> None:
        self._names = tuple(label(name) for name in (texts.KEY_FIELD, texts.SECOND_FIELD))
        keys = QGridLayout()
        keys.setHorizontalSpacing(GRID_PX)
        for slot, (words, edit) in enumerate(zip(self._names, self.edits, strict=True)):
            words.setTextFormat(Qt.TextFormat.AutoText)
            words.setBuddy(edit)
            keys.addWidget(words, 0, 2 * slot)
            keys.addWidget(edit, 0, 2 * slot + 1)
            keys.setColumnStretch(2 * slot + 1, 1)
        answers = QHBoxLayout()
        answers.setSpacing(GRID_PX)
        answers.addWidget(self.take_button)
        answers.addWidget(self.leave_button)
        answers.addStretch()
        resets = QHBoxLayout()
        resets.setSpacing(GRID_PX)
        resets.addWidget(self.one_button)
        resets.addStretch()
        note = label(texts.KEYS_NOTE, "muted")
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(keys)
        column.addWidget(self.problem)
        column.addLayout(answers)
        column.addWidget(note)
        column.addLayout(resets)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._on_chosen)
        for slot, edit in enumerate(self.edits):
            edit.pressed.connect(partial(self._on_pressed, slot))
        self.take_button.clicked.connect(self._on_taken)
        self.leave_button.clicked.connect(self._on_left)
        self.one_button.clicked.connect(self._on_reset_one)
        self._commands.changed.connect(self._show_keys)

    def _fill(self) -> None:
        """Add all commands below the titles of their menus, in their order there."""
        above: dict[str, Sequence[str]] = {}
        titles: dict[str, str] = {}
        for entry in entries_of(self._menus):
            command = self._commands.of(entry.action)
            if command is not None:
                above[command.id] = entry.path[1:]
                titles.setdefault(command.menu, entry.path[0])
        for menu, title in titles.items():
            group = QTreeWidgetItem([title])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addTopLevelItem(group)
            own = [one for one in self._commands if one.menu == menu]
            for command in own:
                name = in_submenus(command.title, above.get(command.id, ()))
                item = self._items[command.id] = QTreeWidgetItem(group, [name])
                item.setData(0, ID_ROLE, command.id)
            self._groups.append((group, [self._items[command.id] for command in own]))
        self.list.expandAll()

    def _filter(self, asked: str) -> None:
        for group, items in self._groups:
            for item in items:
                texts_of = (item.text(0), group.text(0), item.text(1), item.text(2))
                item.setHidden(rank(asked, *texts_of) is None)
            group.setHidden(all(item.isHidden() for item in items))
        first = next((one for one in self._items.values() if not one.isHidden()), None)
        chosen = self.list.currentItem()
        if first is not None and (chosen is None or chosen.isHidden()):
            self.list.setCurrentItem(first)

    def _show_keys(self) -> None:
        for id_, item in self._items.items():
            keys = self._commands.keys_of(id_)
            for slot in range(SLOTS):
                item.setText(slot + 1, native(keys[slot : slot + 1]))
        self._show_chosen()

    def _show_chosen(self) -> None:
        command = self.chosen
        keys = self._commands.keys_of(command.id) if command is not None else ()
        for slot, edit in enumerate(self.edits):
            edit.setEnabled(command is not None)
            edit.show_key(keys[slot] if slot < len(keys) else "")
            title = command.title if command is not None else ""
            name = texts.KEY_NAMES[slot].format(command=title) if title else texts.CHOOSE_COMMAND
            edit.setAccessibleName(name)
        is_other = command is not None and keys != command.defaults
        self.one_button.setEnabled(is_other)

    def _on_chosen(self, _item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self._drop_wanted()
        self._show_chosen()

    def _on_pressed(self, slot: int, key: str) -> None:
        """Take a key at once, or say what speaks against it and ask."""
        command = self.chosen
        if command is None:
            return
        self._drop_wanted()
        keys = QKeySequence(key)
        if key and types(keys):
            self._say([texts.KEY_TYPES.format(key=keys.toString(NATIVE))])
            self._show_chosen()
            return
        said = warnings_about(keys, self._menus, self._is_of_text) if key else []
        wanted = [*self._commands.keys_of(command.id), *[""] * SLOTS][:SLOTS]
        wanted[slot] = key
        self._take_or_ask(command, wanted, said, self.edits[slot])

    def _take_or_ask(
        self, command: Command, wanted: Sequence[str], said: Sequence[str], source: QWidget
    ) -> None:
        """Give a command keys, or say what speaks against it and ask.

        Args:
            command: the command.
            wanted: its keys, "" for none.
            said: what speaks against them, besides that others have them.
            source: gets the keyboard back after an answer.
        """
        held = [(key, self._commands.holder_of(key, command.id)) for key in wanted if key]
        taken = [(key, other) for key, other in held if other is not None]
        if not said and not taken:
            self._change(command, wanted)
            return
        lines = [
            texts.KEY_TAKEN.format(key=native([key]), other=other.title) for key, other in taken
        ]
        take = texts.USE_ANYWAY
        if taken:
            take = texts.TAKE_FROM.format(other=plain(taken[0][1].title))
        self._wanted, self._asked_from = tuple(wanted), source
        self.take_button.setText(take)
        self.take_button.setAccessibleName(plain_text(take))
        self._say([*lines, *said], asks=True)

    def _say(self, sentences: Sequence[str], *, asks: bool = False) -> None:
        text = "\n".join(sentences)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        for answer in (self.take_button, self.leave_button):
            answer.setVisible(asks)
            answer.setAccessibleDescription(text)
        if asks:
            self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_wanted(self) -> None:
        self._wanted = None
        self._say([])

    def _change(self, command: Command, keys: Sequence[str]) -> None:
        now = self._commands.with_keys(command.id, keys)
        self._preferences.change(command_keys=now)
        self._show_keys()

    def _on_taken(self) -> None:
        command, wanted = self.chosen, self._wanted
        if command is not None and wanted is not None:
            self._change(command, wanted)
        self._on_left()

    def _on_left(self) -> None:
        self._asked_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop_wanted()
        self._show_chosen()

    def _on_reset_one(self) -> None:
        if (command := self.chosen) is not None:
            self._drop_wanted()
            self._take_or_ask(command, command.defaults, (), self.list)
