"""Open the window offscreen and close it again, as a part of the self-test."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from desktop_app import APP_NAME
from desktop_app.app.settings import Preferences
from desktop_app.app.window import compose
from desktop_app.ui.application import ShownWindow
from desktop_app.ui.languages import LANGUAGES, SOURCE, InterfaceLanguage
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow


class WindowTrialError(Exception):
    """The window did not behave as expected."""


def open_and_close() -> None:
    """Build everything below the window, show it in every language, and shut it down.

    Raises:
        WindowTrialError: it was not shown, or not in its language, or a thread did not end.
    """
    app = QApplication([APP_NAME, "-platform", "offscreen"])
    services = compose()
    make = partial(MainWindow, services, Theme(app))
    shown = ShownWindow(services.preferences, InterfaceLanguage(app), make)
    shown.window.show()
    app.processEvents()
    was_shown = shown.window.isVisible()
    speak_every_language(shown, services.preferences)
    shown.window.close()
    app.processEvents()
    if not services.shutdown() or not was_shown:
        raise WindowTrialError("a thread is still at work" if was_shown else "it was not shown")


def speak_every_language(shown: ShownWindow, preferences: Preferences) -> None:
    """Have the window made in each of its languages, at last in English again.

    Raises:
        WindowTrialError: a language lacks words, ours or Qt's.
    """
    english = _words()
    for code in (*(LANGUAGES.keys() - {SOURCE}), SOURCE):
        before = shown.window
        preferences.change(interface_language=code)
        QCoreApplication.processEvents()
        said = _words()
        # Each word is another one in every other language.
        missing = [word for word in said if (word in english) != (code == SOURCE)]
        if missing or shown.window is before:
            raise WindowTrialError(f"in the language {code} it says: {', '.join(said)}")


def _words() -> tuple[str, str]:
    """Return a word of ours and one of Qt's own, in the language in use."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    return strings.TODAY, box.button(QDialogButtonBox.StandardButton.Cancel).text()
