"""The window's commands about the user's own words and many transcripts."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.app.words.rewriting import Rewriting
from desktop_app.app.words.words import MyWords
from desktop_app.core.editing.terms import Term, one_line
from desktop_app.core.errors import AppError
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.controls import plain
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind
from desktop_app.ui.words.menu import Chosen, WordsMenu

if TYPE_CHECKING:
    from desktop_app.ui.words.apply import ApplyWordsDialog
    from desktop_app.ui.words.dialog import MyWordsDialog
    from desktop_app.ui.words.replace_all import ReplaceAllDialog

# More is no word.
MOST_CHARACTERS = 80
SHOWN_CHARACTERS = 30


class WordsCommands(QObject):
    """Open the dialogs, and offer to add what is selected on the page.

    Args:
        window: what the dialogs belong to.
        menu: the actions.
        words: the list.
        rewriting: changes many transcripts.
        chosen: which transcripts are selected, and shown.
        dialogs: ask for files.
        theme: the colours.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        menu: WordsMenu,
        words: MyWords,
        rewriting: Rewriting,
        chosen: Chosen,
        dialogs: Dialogs,
        theme: Theme,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._words = words
        self._rewriting = rewriting
        self._chosen = chosen
        self._dialogs = dialogs
        self._theme = theme
        self._notice = notice
        menu.words.triggered.connect(self.open_words)
        menu.replace.triggered.connect(self.open_replacing)
        words.failed.connect(self._on_failed)

    @cached_property
    def words_dialog(self) -> "MyWordsDialog":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.words.dialog import MyWordsDialog

        dialogs = self._dialogs
        return MyWordsDialog(
            self._words,
            dialogs.words_to_import,
            dialogs.place_for_words,
            self.open_applying,
            self._window,
        )

    @cached_property
    def apply_dialog(self) -> "ApplyWordsDialog":
        """Create the dialog on first use."""
        from desktop_app.ui.words.apply import ApplyWordsDialog

        return ApplyWordsDialog(
            self._words, self._rewriting, self._chosen, self._theme, self._window
        )

    @cached_property
    def replace_dialog(self) -> "ReplaceAllDialog":
        """Create the dialog on first use."""
        from desktop_app.ui.words.replace_all import ReplaceAllDialog

        return ReplaceAllDialog(self._rewriting, self._chosen, self._theme, self._window)

    def open_words(self) -> None:
        """Show the list."""
        dialog = self.words_dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def open_applying(self) -> None:
        """Show the correction of transcripts."""
        self.apply_dialog.open()

    def open_replacing(self) -> None:
        """Show find and replace, for what is selected on the page."""
        self.replace_dialog.open_with(self._selected_word())

    def add_to_menu(self, menu: QMenu) -> None:
        """Offer to add what is selected on the page, as a way in which a word is heard."""
        text = self._selected_word()
        if not text:
            return
        shown = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
        action = menu.addAction(plain(texts.ADD_TERM.format(text=shown)))
        action.triggered.connect(partial(_add, self, text))

    def add_word(self, heard: str) -> None:
        """Ask for the word that was heard so."""
        self.open_words()
        self.words_dialog.add(Term(heard, (heard,)))

    def _selected_word(self) -> str:
        text = one_line(self._chosen.text())
        return text if len(text) <= MOST_CHARACTERS else ""

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.WARNING)


def _add(commands: WordsCommands, text: str, *_: object) -> None:
    commands.add_word(text)
