"""The Speakers menu: who speaks here, from here on, and the speakers' names."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from desktop_app.core.editing.speakers import Speaker
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.widgets.controls import empty_menu, plain

# As many speakers have a key.
KEYS = 9
DOT_PX = 12


class _Choices(QObject):
    """One action for each speaker in a menu, above "New speaker…".

    Signals:
        chosen: a speaker's name.
    """

    chosen = Signal(str)

    def __init__(self, menu: QMenu, key: str) -> None:
        super().__init__(menu)
        self._menu = menu
        self._key = key
        self.actions: list[QAction] = []
        self.new = menu.addAction(texts.NEW_MENU)

    def show(self, lines: Sequence[tuple[str, str]], dots: Sequence[QIcon], whose: str) -> None:
        """Offer these speakers, each with a name and a line."""
        while len(self.actions) > len(lines):
            self._menu.removeAction(self.actions.pop())
        while len(self.actions) < len(lines):
            self.actions.append(self._added(len(self.actions) + 1))
        for action, (name, line), dot in zip(self.actions, lines, dots, strict=True):
            action.setText(plain(line))
            action.setData(name)
            action.setIcon(dot)
            action.setChecked(name == whose)
            font = self._menu.font()  # with an icon there is no room for a tick
            font.setBold(name == whose)
            action.setFont(font)
        self.new.setShortcut(self._key_of(len(lines) + 1))

    def enable(self, *, is_enabled: bool) -> None:
        """Let them be chosen."""
        for action in (*self.actions, self.new):
            action.setEnabled(is_enabled)

    def _added(self, number: int) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.triggered.connect(self._on_triggered)
        self._menu.insertAction(self.new, action)
        if key := self._key_of(number):
            # Before the one that has it so far loses it.
            self.new.setShortcut("")
            action.setShortcut(key)
        return action

    def _key_of(self, number: int) -> str:
        return f"{self._key}{number}" if self._key and number <= KEYS else ""

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(action.data())


class SpeakerMenus(QObject):
    """Fill the Speakers menu; the menu over the page's margin has the same actions.

    Args:
        menu: the menu to fill.

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

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self.here = _Choices(menu, "Ctrl+")
        self.nobody = menu.addAction(texts.NOBODY_MENU)
        self.nobody.setShortcut("Ctrl+0")
        menu.addSeparator()
        self.from_menu = menu.addMenu(texts.FROM_HERE_MENU)
        self.turn = _Choices(self.from_menu, "Ctrl+Shift+")
        self.rest_menu = menu.addMenu(texts.ALL_THAT_FOLLOWS_MENU)
        self.rest = _Choices(self.rest_menu, "")
        menu.addSeparator()
        self.rename = menu.addAction(texts.RENAME_MENU)
        self.merge_menu = menu.addMenu(texts.MERGE_MENU)
        self.remove = menu.addAction(texts.REMOVE_MENU)
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
        dots = [_dot(colors[number % len(colors)]) for number in range(len(speakers))]
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
        name = plain(whose)
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
                self.merge_menu.addAction(dot, plain(speaker.name)).setData(speaker.name)

    def _on_nobody(self) -> None:
        self.chosen.emit("")

    def _on_merge(self, action: QAction) -> None:
        self.merge_chosen.emit(action.data())


def _dot(color: str) -> QIcon:
    picture = QPixmap(2 * DOT_PX, 2 * DOT_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(color))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(DOT_PX // 2, DOT_PX // 2, DOT_PX, DOT_PX)
    painter.end()
    return QIcon(picture)
