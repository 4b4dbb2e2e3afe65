"""The part of the Edit menu about the user's own words and many transcripts."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import words as texts


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which transcripts the window has chosen.

    Attributes:
        selected: returns the numbers of the selected jobs.
        shown: returns the number of the job whose text is shown, 0 for none.
        text: returns what is selected in that text.
    """

    selected: Callable[[], list[int]]
    shown: Callable[[], int]
    text: Callable[[], str]


class WordsMenu(QObject):
    """Two actions.

    Args:
        edit_menu: gets them.
        commands: get them, too.
    """

    def __init__(self, edit_menu: QMenu, commands: Commands) -> None:
        super().__init__(edit_menu)
        self.replace = edit_menu.addAction(texts.REPLACE_MENU)
        self.words = edit_menu.addAction(texts.MENU)
        commands.add("edit.replace_in_all", self.replace, "Ctrl+Shift+H")
        commands.add("edit.my_words", self.words, "Ctrl+Shift+W")
