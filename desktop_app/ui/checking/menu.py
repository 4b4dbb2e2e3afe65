"""The part of the Edit menu about a second look."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.ui.strings import checking as texts


class CheckingMenu(QObject):
    """Go through what is to check, by the menu and its keys.

    Args:
        menu: gets a submenu.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self.menu = menu = menu.addMenu(texts.MENU)
        self.next = menu.addAction(texts.NEXT_MENU)
        self.next.setShortcut("F8")
        self.previous = menu.addAction(texts.PREVIOUS_MENU)
        self.previous.setShortcut("Shift+F8")
        self.right = menu.addAction(texts.RIGHT_MENU)
        self.right.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.list = menu.addAction(texts.LIST_MENU)
        self.list.setCheckable(True)
        self.show_items(0)

    def show_items(self, count: int) -> None:
        """Enable what there is something for."""
        for action in (self.next, self.previous, self.right, self.list):
            action.setEnabled(count > 0)
