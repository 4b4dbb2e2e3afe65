"""Paragraphs that are folded away: what some speakers say is not shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.ui.transcript.blocks import BETWEEN_PX

# What a block is marked with that was gone to: it stays open until others are folded.
OPENED = 1
KEEP = QTextCursor.MoveMode.KeepAnchor


class Folds(QObject):
    """Fold the paragraphs of some speakers away; the text itself stays whole.

    What is gone to is opened, as by a search. The keys that move the cursor pass over the rest.

    Args:
        sheet: the page, whose document has a block for each row of the model; it owns this object.
        model: the page's rows.
    """

    def __init__(self, sheet: QTextEdit, model: TranscriptModel) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._model = model
        self._names: frozenset[str] = frozenset()
        self._moved_from: int | None = None
        sheet.cursorPositionChanged.connect(self._on_cursor_moved)

    @property
    def is_any(self) -> bool:
        """Whether somebody's paragraphs are folded."""
        return bool(self._names)

    @property
    def above_px(self) -> int:
        """How much room Qt leaves for what is folded above all that is shown."""
        return 0 if self._sheet.document().begin().isVisible() else BETWEEN_PX

    def fold(self, names: frozenset[str], filled: int) -> None:
        """Fold what these say, and open all else.

        Args:
            names: those of the speakers; "" for what nobody is named for.
            filled: how many of the rows have a block.
        """
        if names == self._names:
            return
        self._names = names
        document = self._sheet.document()
        block, row = document.begin(), 0
        while block.isValid() and row < filled:
            block.setUserState(-1)
            block.setVisible(not self._is_folded(row))
            block, row = block.next(), row + 1
        document.markContentsDirty(0, document.characterCount())
        self._leave(self._sheet.textCursor().position())

    def look_at(self, block: QTextBlock) -> None:
        """Fold or open a block that was written."""
        is_visible = block.userState() == OPENED or not self._is_folded(block.blockNumber())
        if is_visible != block.isVisible():
            block.setVisible(is_visible)
            self._sheet.document().markContentsDirty(block.position(), block.length())

    def next_shown(self, block: QTextBlock) -> QTextBlock:
        """Return a block if it is shown, else the next one below that is, or above."""
        below = _next_visible(block, is_forward=True)
        return below if below.isValid() else _next_visible(block, is_forward=False)

    def hides(self, position: int) -> bool:
        """Whether what stands at a position is folded."""
        return self.is_any and not self._sheet.document().findBlock(position).isVisible()

    def open_between(self, start: int, end: int) -> bool:
        """Open what is folded between two positions; return whether anything was."""
        block, has_opened = self._sheet.document().findBlock(start), False
        while self.is_any and block.isValid() and block.position() <= end:
            if not block.isVisible():
                has_opened = True
                block.setUserState(OPENED)
                block.setVisible(True)
                self._sheet.document().markContentsDirty(block.position(), block.length())
            block = block.next()
        return has_opened

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """Let the cursor pass over what is folded meanwhile; a context manager."""
        self._moved_from = self._sheet.textCursor().position()
        try:
            yield
        finally:
            self._moved_from = None

    def _is_folded(self, row: int) -> bool:
        if not self._names or row >= self._model.rowCount():
            return False
        shown = self._model.row(row)
        # A mark is about what was not heard: nobody is known to say it.
        return not isinstance(shown, Paragraph) or (shown.speaker or "") in self._names

    def _on_cursor_moved(self) -> None:
        cursor = self._sheet.textCursor()
        position = cursor.position()
        if not self.hides(position):
            return
        if self._moved_from is None:
            if not cursor.hasSelection():  # as all of the text is selected
                self.open_between(position, position)
        else:
            self._leave(position, is_forward=position >= self._moved_from)

    def _leave(self, position: int, *, is_forward: bool = True) -> None:
        """Move the cursor out of what is folded, on in its direction or else back."""
        block = self._sheet.document().findBlock(position)
        found = _next_visible(block, is_forward=is_forward)
        if not found.isValid():
            is_forward = not is_forward
            found = _next_visible(block, is_forward=is_forward)
        if found.isValid() and found != block:
            cursor = self._sheet.textCursor()
            has_anchor = cursor.hasSelection() and self._moved_from is not None
            at = found.position() if is_forward else found.position() + found.length() - 1
            cursor.setPosition(at, KEEP if has_anchor else QTextCursor.MoveMode.MoveAnchor)
            self._sheet.setTextCursor(cursor)


def _next_visible(block: QTextBlock, *, is_forward: bool) -> QTextBlock:
    while block.isValid() and not block.isVisible():
        block = block.next() if is_forward else block.previous()
    return block
