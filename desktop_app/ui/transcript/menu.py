"""The part of the Transcribe menu about recognising a part again."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings import page as texts


class RedoMenus(QObject):
    """Recognise a part again, and keep one of the two texts.

    Args:
        menu: the menu to extend.
        commands: get the actions.

    Signals:
        shown: the menu is about to open.
    """

    shown = Signal()

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        menu.addSeparator()
        self.again = menu.addAction(texts.REDO_MENU)
        self.with_menu = menu.addMenu(texts.REDO_WITH_MENU)
        self.keep_new = menu.addAction(texts.KEEP_NEW_MENU)
        self.keep_old = menu.addAction(texts.KEEP_OLD_MENU)
        commands.add("transcribe.part", self.again, "F7", needs=command_strings.NEEDS_PART)
        needs = command_strings.NEEDS_PAIR
        commands.add("transcribe.keep_new", self.keep_new, "F9", needs=needs)
        commands.add("transcribe.keep_old", self.keep_old, "Shift+F9", needs=needs)
        menu.aboutToShow.connect(self.shown)
        self.show_pair(is_there=False)

    def show_pair(self, *, is_there: bool) -> None:
        """Enable the choice between two texts."""
        self.keep_new.setEnabled(is_there)
        self.keep_old.setEnabled(is_there)

    def offer(self, *, is_possible: bool) -> None:
        """Enable recognising something again."""
        self.again.setEnabled(is_possible)
        self.with_menu.setEnabled(is_possible)
