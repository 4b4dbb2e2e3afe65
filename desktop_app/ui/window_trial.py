"""Opens the window where nobody sees it, and closes it again: a part of the self-test."""

from PySide6.QtWidgets import QApplication

from desktop_app import APP_NAME
from desktop_app.app.window import compose
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow


class WindowTrialError(Exception):
    """What was not as it should be."""


def open_and_close() -> None:
    """Build all that the window stands on, show it, and take it down.

    Raises:
        WindowTrialError: it was not shown, or left a thread at work.
    """
    app = QApplication([APP_NAME, "-platform", "offscreen"])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    app.processEvents()
    was_shown = window.isVisible()
    window.close()
    app.processEvents()
    if not services.shutdown() or not was_shown:
        raise WindowTrialError("a thread is still at work" if was_shown else "it was not shown")
