"""Open the dialog of the settings, with the panels that features add to it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.settings import Preferences
from desktop_app.ui.preferences.pages import Links, MakePanel, PageName

if TYPE_CHECKING:
    from desktop_app.ui.preferences.dialog import PreferencesDialog


class PreferencesCommands(QObject):
    """Open the dialog.

    Args:
        window: the dialog's parent.
        preferences: the settings.
        links: where the dialog's buttons lead.
    """

    def __init__(self, window: QWidget, preferences: Preferences, links: Links) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._links = links
        self._added: dict[PageName, list[MakePanel]] = {}

    @cached_property
    def dialog(self) -> "PreferencesDialog":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.preferences.dialog import PreferencesDialog

        return PreferencesDialog(self._preferences, self._links, self._added, self._window)

    def take_over(self, before: "PreferencesCommands") -> None:
        """Open the dialog where another window has it open, at the same place."""
        if "dialog" in vars(before) and before.dialog.isVisible():
            self.open_at(before.dialog.page)
            self.dialog.setGeometry(before.dialog.geometry())

    def add_panel(self, page: PageName, make: MakePanel) -> None:
        """Add a feature's panel to a page, before the dialog is first opened."""
        self._added.setdefault(page, []).append(make)

    def open_dialog(self) -> None:
        """Show the dialog with the page that was shown last."""
        self.dialog.open_at()

    def open_at(self, page: PageName) -> None:
        """Show the dialog with a page."""
        self.dialog.open_at(page)
