"""Correct the user's own words in transcripts that are there already."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.app.words.rewriting import Rewriting
from desktop_app.app.words.words import MyWords
from desktop_app.core.editing.blocks import Block, Rewrite
from desktop_app.core.editing.terms import Term, corrected
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.controls import wrapped
from desktop_app.ui.words.menu import Chosen
from desktop_app.ui.words.rewrite_dialog import RewriteDialog


class ApplyWordsDialog(RewriteDialog):
    """The preview of the corrections."""

    def __init__(
        self,
        words: MyWords,
        rewriting: Rewriting,
        chosen: Chosen,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(rewriting, chosen, theme, parent)
        self._words = words
        self.setWindowTitle(texts.APPLY_TITLE)
        self.build(wrapped(texts.APPLY_TEXT, "muted"))
        self.where.activated.connect(self._on_other)
        words.changed.connect(self._on_other)

    def rewrite(self) -> Rewrite | None:
        """Return the corrections by the list as it is now; None if there are no words."""
        return partial(_with_terms, self._words.terms) if self._words.terms else None

    def change_name(self) -> str:
        """Return what the change is called."""
        return texts.NAMED

    def open(self) -> None:
        """Show the dialog, and look at once."""
        self.offer_selected()
        self.show()
        self.raise_()
        self.activateWindow()
        self.begin_search()

    def _on_other(self) -> None:
        self._forget()
        self.refresh()


def _with_terms(terms: Sequence[Term], segments: Sequence[Segment]) -> list[Block]:
    return corrected(segments, terms)
