"""The part of the Edit menu about a second look."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import checking as texts
from desktop_app.ui.strings import commands as command_strings


class CheckingMenu(QObject):
    """Go through what is to check, by the menu and its keys.

    Args:
        menu: gets a submenu.
        commands: get the actions.
    """

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        self.menu = menu = menu.addMenu(texts.MENU)
        self.next = menu.addAction(texts.NEXT_MENU)
        self.previous = menu.addAction(texts.PREVIOUS_MENU)
        self.right = menu.addAction(texts.RIGHT_MENU)
        self.list = menu.addAction(texts.LIST_MENU)
        self.list.setCheckable(True)
        needs = command_strings.NEEDS_DONE
        commands.add("edit.next_to_check", self.next, "F8", needs=needs)
        commands.add("edit.previous_to_check", self.previous, "Shift+F8", needs=needs)
        needs = command_strings.NEEDS_ITEMS
        commands.add("edit.is_right", self.right, "Ctrl+Return", "Ctrl+Enter", needs=needs)
        commands.add("edit.to_check", self.list, needs=needs)
        self.show_items(0, has_text=False)

    def show_items(self, count: int, *, has_text: bool) -> None:
        """Enable what there is something for; going on says so of a text with nothing to check."""
        for action in (self.next, self.previous):
            action.setEnabled(has_text)
        for action in (self.right, self.list):
            action.setEnabled(count > 0)
