"""Help > Use my NVIDIA GPU…: open the dialog."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.app.gpu import GpuWork
from desktop_app.app.settings import Preferences

if TYPE_CHECKING:
    from desktop_app.ui.gpu.dialog import GpuDialog


class GpuCommands(QObject):
    """Connect the menu with the dialog.

    Args:
        action: the menu's action; hidden if there is nothing to set up.
        work: sets up the GPU, or None.
        preferences: for the dialog.
        window: what the dialog belongs to.
    """

    def __init__(
        self, action: QAction, work: GpuWork | None, preferences: Preferences, window: QWidget
    ) -> None:
        super().__init__(window)
        self._work = work
        self._preferences = preferences
        self._window = window
        action.setVisible(work is not None)
        action.triggered.connect(self.open_dialog)

    @cached_property
    def dialog(self) -> "GpuDialog | None":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.gpu.dialog import GpuDialog

        work = self._work
        return GpuDialog(work, self._preferences, self._window) if work is not None else None

    def open_dialog(self) -> None:
        """Show the dialog, and refresh its state."""
        if self.dialog is not None:
            self.dialog.show()
            self.dialog.raise_()
            self.dialog.activateWindow()
