"""The register of the window's commands: a stable id for each, and the keys that start it.

Menus add their actions with the usual keys; the user's keys come from the settings. Whatever shows
or changes keys asks here, so that there is no second list of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from desktop_app.app.settings import CommandKeys, Settings

# A key as Qt knows or writes it.
AnyKey = QKeySequence.StandardKey | Qt.Key | str
PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText
# As many keys can be chosen for a command: a foot pedal or a media key beside the usual one.
SLOTS = 2


def plain_text(text: str) -> str:
    """Return a menu's text without the letter's mark and the dots of a dialog."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("… .")


def native(keys: Sequence[str]) -> str:
    """Return keys as the user reads them, with commas between; apart from texts from the right."""
    begin, end = ("\u2066", "\u2069") if QGuiApplication.isRightToLeft() else ("", "")
    shown = (QKeySequence(key).toString(NATIVE) for key in keys if key)
    return ", ".join(f"{begin}{key}{end}" for key in shown)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the window.

    Attributes:
        id: the top menu and a name, such as "edit.find"; kept in the settings, so it never changes.
        action: what a menu shows and a key triggers.
        title: what it is called while the action's text says more, such as what is undone.
        defaults: its usual keys, as Qt writes them.
        needs: what is missing while it cannot be run, as a sentence; "" if that is plain.
    """

    id: str
    action: QAction
    title: str
    defaults: tuple[str, ...]
    needs: str = ""

    @property
    def menu(self) -> str:
        """The part of the id that all commands of a menu of the menu bar have."""
        return self.id.partition(".")[0]


class Commands(QObject):
    """Hold the commands, and give their actions the user's keys.

    Signals:
        changed: keys have changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._borrowers: dict[str, str] = {}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __getitem__(self, id_: str) -> Command:
        return self._commands[id_]

    def add(
        self, id_: str, action: QAction, *keys: AnyKey, title: str = "", needs: str = ""
    ) -> QAction:
        """Add an action, and give it its keys.

        Args:
            id_: as of `Command`.
            action: the action.
            keys: the usual keys.
            title: what the command is called; the action's text if empty.
            needs: as of `Command`.

        Raises:
            ValueError: there is such an id.
        """
        if id_ in self._commands:
            raise ValueError(id_)
        defaults = tuple(_portable(key) for key in keys)
        name = plain_text(title or action.text())
        self._commands[id_] = Command(id_, action, name, defaults, needs)
        self._apply(id_)
        return action

    def of(self, action: QAction) -> Command | None:
        """Return the command of an action; None if it is none."""
        return next((one for one in self._commands.values() if one.action is action), None)

    def keys_of(self, id_: str) -> tuple[str, ...]:
        """Return the keys of a command, as Qt writes them."""
        return self._chosen.get(id_, self._commands[id_].defaults)

    def holder_of(self, key: str, beside: str = "") -> Command | None:
        """Return the command that has a key; `beside` is not asked."""
        for one in self._commands.values():
            if one.id != beside and key in self.keys_of(one.id):
                return one
        return None

    def lend(self, lender: str, borrower: str = "") -> None:
        """Let another command have all keys of this one; "" gives them back."""
        before = self._borrowers.get(lender, "")
        self._borrowers[lender] = borrower
        if borrower != before:
            for id_ in filter(None, (lender, before, borrower)):
                self._apply(id_)

    def show_settings(self, settings: Settings) -> None:
        """Take the user's keys."""
        chosen = {one.command: one.keys for one in settings.command_keys}
        if chosen == self._chosen:
            return
        self._chosen = chosen
        for id_ in self._commands:
            self._apply(id_)
        self.changed.emit()

    def with_keys(self, id_: str, keys: Sequence[str]) -> tuple[CommandKeys, ...]:
        """Return the user's keys with those of one command changed.

        Other commands that had one of them lose it. What is as usual is left out, and what is
        chosen for a command that this version does not have is kept.
        """
        wanted = tuple(dict.fromkeys(filter(None, keys)))
        now = dict(self._chosen)
        for one in self._commands.values():
            own = self.keys_of(one.id)
            now[one.id] = wanted if one.id == id_ else tuple(k for k in own if k not in wanted)
        return tuple(
            CommandKeys(name, its)
            for name, its in now.items()
            if name not in self._commands or its != self._commands[name].defaults
        )

    def _apply(self, id_: str) -> None:
        """Give an action its keys, and those that are lent to it."""
        keys = [] if self._borrowers.get(id_) else list(self.keys_of(id_))
        for lender, borrower in self._borrowers.items():
            if borrower == id_:
                keys = [*self.keys_of(lender), *keys]
        self._commands[id_].action.setShortcuts([QKeySequence(key) for key in keys])


def _portable(key: AnyKey) -> str:
    return QKeySequence(key).toString(PORTABLE)
