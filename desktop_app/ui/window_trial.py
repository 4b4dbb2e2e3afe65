"""Open the window offscreen and close it again, as a part of the self-test."""

from PySide6.QtWidgets import QApplication

from desktop_app import APP_NAME
from desktop_app.app.window import compose
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow


class WindowTrialError(Exception):
    """The window did not behave as expected."""


def open_and_close() -> None:
    """Build everything below the window, show it, and shut it down.

    Raises:
        WindowTrialError: it was not shown, or a thread did not end.
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
