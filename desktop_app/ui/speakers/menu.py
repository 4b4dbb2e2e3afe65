"""The Speakers menu: who speaks here, from here on, and the speakers' names."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from desktop_app.core.editing.speakers import Speaker
from desktop_app.ui.commands.register import Commands
from desktop_app.ui.speakers.choice import SpeakerChoiceMenu
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.widgets.controls import empty_menu, plain

# As many speakers have a key.
KEYS = 9
DOT_PX = 12


class _Choices(QObject):
    """One action for each speaker in a menu, above "New speaker…".

    Args:
        menu: the menu.
        commands: get the actions of the first speakers, who have keys, and that of a new one.
        name: begins the commands' ids.
        title: what is done by the nth of them.
        key: begins the usual keys; "" for none.

    Signals:
        chosen: a speaker's name.
    """

    chosen = Signal(str)

    def __init__(
        self, menu: QMenu, commands: Commands, name: str, title: str = "", key: str = ""
    ) -> None:
        super().__init__(menu)
        self._menu = menu
        self._commands = commands
        self._name = f"speakers.{name}"
        self._with_keys: list[QAction] = []
        self.actions: list[QAction] = []
        self.new = menu.addAction(texts.NEW_MENU)
        needs = command_strings.NEEDS_NAMING
        commands.add(f"{self._name}_new", self.new, needs=needs)
        for number in range(1, KEYS + 1) if title else ():
            action = self._made(title.format(number=number))
            commands.add(f"{self._name}_{number}", action, f"{key}{number}", needs=needs)
            self._with_keys.append(action)

    def show(self, lines: Sequence[tuple[str, str]], dots: Sequence[QIcon], whose: str) -> None:
        """Offer these speakers, each with a name and a line."""
        while len(self.actions) > len(lines):
            self._menu.removeAction(self.actions.pop())
        while len(self.actions) < len(lines):
            self.actions.append(self._added(len(self.actions)))
        for action, (name, line), dot in zip(self.actions, lines, dots, strict=True):
            action.setText(plain(line))
            action.setData(name)
            action.setIcon(dot)
            action.setChecked(name == whose)
            font = self._menu.font()  # with an icon there is no room for a tick
            font.setBold(name == whose)
            action.setFont(font)
        for number in range(len(self._with_keys)):
            # The key behind the last speaker's makes a new one.
            is_next = number == len(lines)
            self._commands.lend(f"{self._name}_{number + 1}", f"{self._name}_new" * is_next)

    def enable(self, *, is_enabled: bool) -> None:
        """Let them be chosen."""
        for action in (*self.actions, self.new):
            action.setEnabled(is_enabled)

    def _added(self, place: int) -> QAction:
        action = self._with_keys[place] if place < len(self._with_keys) else self._made("")
        self._menu.insertAction(self.new, action)
        return action

    def _made(self, text: str) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.triggered.connect(self._on_triggered)
        return action

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(action.data())


class SpeakerMenus(QObject):
    """Fill the Speakers menu; the menu over the page's margin has the same actions.

    Args:
        menu: the menu to fill.
        commands: get the actions.

    Signals:
        shown: the menu is about to open.
        chosen: who speaks here; "" for nobody known.
        turn_chosen: who speaks from here on, up to the next speaker.
        rest_chosen: who speaks all that follows.
        new_wanted, new_turn_wanted, new_rest_wanted: the same for somebody new.
        merge_chosen: the name into which the speaker here is merged.
    """

    shown = Signal()
    chosen = Signal(str)
    turn_chosen = Signal(str)
    rest_chosen = Signal(str)
    new_wanted = Signal()
    new_turn_wanted = Signal()
    new_rest_wanted = Signal()
    merge_chosen = Signal(str)

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        self._menu = menu
        self.here = _Choices(menu, commands, "here", command_strings.SPEAKER_HERE, "Ctrl+")
        self.nobody = menu.addAction(texts.NOBODY_MENU)
        menu.addSeparator()
        self.from_menu = menu.addMenu(texts.FROM_HERE_MENU)
        title = command_strings.SPEAKER_FROM_HERE
        self.turn = _Choices(self.from_menu, commands, "turn", title, "Ctrl+Shift+")
        self.rest_menu = menu.addMenu(texts.ALL_THAT_FOLLOWS_MENU)
        self.rest = _Choices(self.rest_menu, commands, "rest")
        menu.addSeparator()
        self.rename = menu.addAction(texts.RENAME_MENU)
        self.merge_menu = menu.addMenu(texts.MERGE_MENU)
        self.remove = menu.addAction(texts.REMOVE_MENU)
        menu.addSeparator()
        self.find = menu.addAction(texts.FIND_MENU)
        needs = texts.NEEDS_TEXT_WITH_TIMES
        commands.add("speakers.find", self.find, "Shift+F4", needs=needs)
        self.choice = SpeakerChoiceMenu(menu, commands)
        menu.addSeparator()
        self.panel = menu.addAction(texts.PANEL_MENU)
        self.panel.setCheckable(True)
        self.hear = menu.addAction(texts.HEAR_MENU)
        self.only = menu.addAction(texts.ONLY_MENU)
        self.show_all = menu.addAction(texts.SHOW_ALL_MENU)
        commands.add("speakers.panel", self.panel, "F4", needs=texts.NEEDS_SPEAKERS)
        needs = command_strings.NEEDS_SPEAKER
        commands.add("speakers.hear", self.hear, "Ctrl+Shift+K", needs=needs)
        commands.add("speakers.only", self.only, "Ctrl+Shift+L", needs=needs)
        commands.add("speakers.show_all", self.show_all, "Ctrl+Shift+A", needs=texts.NEEDS_HIDDEN)
        needs = command_strings.NEEDS_SPEAKER
        commands.add("speakers.nobody", self.nobody, "Ctrl+0", needs=needs)
        commands.add("speakers.rename", self.rename, needs=needs)
        commands.add("speakers.remove", self.remove, needs=needs)
        menu.aboutToShow.connect(self.shown)
        self.here.chosen.connect(self.chosen)
        self.turn.chosen.connect(self.turn_chosen)
        self.rest.chosen.connect(self.rest_chosen)
        self.here.new.triggered.connect(self.new_wanted)
        self.turn.new.triggered.connect(self.new_turn_wanted)
        self.rest.new.triggered.connect(self.new_rest_wanted)
        self.nobody.triggered.connect(self._on_nobody)
        self.merge_menu.triggered.connect(self._on_merge)

    def add_to(self, menu: QMenu) -> None:
        """Add the same actions to another menu."""
        menu.addActions(self._menu.actions())

    def show_speakers(
        self, speakers: Sequence[Speaker], colors: Sequence[str], whose: str, *, can_name: bool
    ) -> None:
        """Offer the speakers.

        Args:
            speakers: in the order in which they first speak.
            colors: those of the names, of which the tenth has the first one again.
            whose: who speaks at the text cursor; "" for nobody known.
            can_name: whether the text can be changed.
        """
        talk_s = sum(speaker.talk_s for speaker in speakers)
        lines = [(one.name, texts.speaker_line(one, talk_s)) for one in speakers]
        dots = [dot(colors[number % len(colors)]) for number in range(len(speakers))]
        for choices in (self.here, self.turn, self.rest):
            choices.show(lines, dots, whose)
            choices.enable(is_enabled=can_name)
        self.from_menu.setEnabled(can_name)
        self.rest_menu.setEnabled(can_name)
        self.nobody.setEnabled(can_name and bool(speakers))
        self._show_names(speakers, dots, whose, can_name=can_name)

    def _show_names(
        self, speakers: Sequence[Speaker], dots: Sequence[QIcon], whose: str, *, can_name: bool
    ) -> None:
        """Offer what is done with the name of the speaker at the text cursor."""
        name = plain(texts.short(whose))
        is_named = can_name and bool(whose)
        self.rename.setEnabled(is_named)
        self.remove.setEnabled(is_named)
        self.merge_menu.setEnabled(is_named and len(speakers) > 1)
        self.rename.setText(texts.RENAME_WHOM_MENU.format(name=name) if name else texts.RENAME_MENU)
        self.remove.setText(texts.REMOVE_WHOM_MENU.format(name=name) if name else texts.REMOVE_MENU)
        self.merge_menu.setTitle(
            texts.MERGE_WHOM_MENU.format(name=name) if name else texts.MERGE_MENU
        )
        empty_menu(self.merge_menu)
        for speaker, dot in zip(speakers, dots, strict=True):
            if speaker.name != whose:
                self.merge_menu.addAction(dot, plain(texts.short(speaker.name))).setData(
                    speaker.name
                )

    def _on_nobody(self) -> None:
        self.chosen.emit("")

    def _on_merge(self, action: QAction) -> None:
        self.merge_chosen.emit(action.data())


def dot(color: str) -> QIcon:
    """Return a dot in the colour of a speaker's name."""
    picture = QPixmap(2 * DOT_PX, 2 * DOT_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(color))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(DOT_PX // 2, DOT_PX // 2, DOT_PX, DOT_PX)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # which Qt would tint
    return icon
