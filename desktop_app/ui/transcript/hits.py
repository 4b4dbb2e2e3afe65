"""What a search of the library found, on the page: marked, and gone to one by one."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.transcript import Segment
from desktop_app.library import folding
from desktop_app.library.folding import Term
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.blocks import LINE_ENDS, LINE_SEPARATOR
from desktop_app.ui.transcript.view import TranscriptView

# A row, and where in its block: start and end as the document counts, in UTF-16.
Place = tuple[int, int, int]
_BEYOND = 0xFFFF  # characters that take two places in UTF-16
_ABOVE_HIT = 3  # of the view's height, a third lies above the hit


class PageHits(QObject):
    """Mark the hits in the shown transcript.

    A segment counts that has all terms, as in the library's search. Only what is in view is marked,
    and anew whenever that changes: a long text has thousands of hits.

    Args:
        text: the page, which owns this object.
        model: the page's rows.
        theme: the colour of a hit.
    """

    def __init__(self, text: TranscriptView, model: TranscriptModel, theme: Theme) -> None:
        super().__init__(text)
        self._text = text
        self._model = model
        self._theme = theme
        self._wanted: tuple[Term, ...] = ()
        self._awaited: Place | None = None
        self._wants_first = False
        text.rows_shown.connect(self._on_rows_shown)
        text.verticalScrollBar().valueChanged.connect(self._mark)
        text.verticalScrollBar().rangeChanged.connect(self._mark)

    def look_for(self, wanted: Sequence[Term]) -> None:
        """Mark these terms; none to end it."""
        if self._wanted != tuple(wanted):
            self._wanted = tuple(wanted)
            self._awaited, self._wants_first = None, False
            self._mark()

    def go_to_first(self) -> None:
        """Go to the first hit, as soon as there is text."""
        self._awaited = None
        self._wants_first = bool(self._wanted)
        self._go_if_awaited()

    def go_to_next(self) -> bool:
        """Go to the next hit below; return whether there is one."""
        cursor = self._text.textCursor()
        here, offset = self._row_and_offset(cursor.selectionEnd())
        rows = range(here, self._model.rowCount())
        return self._go(p for p in self._places(rows) if (p[0], p[1]) >= (here, offset))

    def go_to_previous(self) -> bool:
        """Go to the next hit above; return whether there is one."""
        cursor = self._text.textCursor()
        here, offset = self._row_and_offset(cursor.selectionStart())
        rows = range(min(here, self._model.rowCount() - 1), -1, -1)
        return self._go(p for p in self._places(rows, -1) if (p[0], p[2]) <= (here, offset))

    def go_to_last(self) -> bool:
        """Go to the last hit; return whether there is one."""
        return self._go(self._places(range(self._model.rowCount() - 1, -1, -1), -1))

    def _go(self, places: Iterable[Place]) -> bool:
        place = next(iter(places), None)
        if place is None:
            return False
        self._wants_first, self._awaited = False, place
        self._go_if_awaited()
        return True

    def _go_if_awaited(self) -> None:
        if self._wants_first and self._model.rowCount():
            self._wants_first = False
            self._awaited = next(self._places(range(self._model.rowCount())), None)
        if self._awaited is not None and self._awaited[0] < self._text.filled_rows:
            place, self._awaited = self._awaited, None
            self._select(place)

    def _select(self, place: Place) -> None:
        row, start, end = place
        block = self._text.document().findBlockByNumber(row)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)
        # Not at the very edge: what was said before it is read, too.
        seen = self._text.cursorRect(cursor)
        if not self._text.viewport().rect().adjusted(0, 0, 0, -seen.height()).contains(seen):
            third = self._text.viewport().height() // _ABOVE_HIT
            bar = self._text.verticalScrollBar()
            bar.setValue(bar.value() + seen.top() - third)
        self._mark()

    def _on_rows_shown(self) -> None:
        self._go_if_awaited()
        self._mark()

    def _mark(self) -> None:
        if not self._wanted and not self._text.extraSelections():
            return
        looks = QTextCharFormat()
        looks.setBackground(QColor(self._theme.colors.hit))
        selections = []
        for row, start, end in self._places(self._rows_in_view()) if self._wanted else ():
            block = self._text.document().findBlockByNumber(row)
            found = QTextEdit.ExtraSelection()
            found.format = looks
            found.cursor = QTextCursor(block)
            found.cursor.setPosition(block.position() + start)
            found.cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            selections.append(found)
        self._text.setExtraSelections(selections)

    def _rows_in_view(self) -> Iterator[int]:
        viewport = self._text.viewport().rect()
        first: QTextBlock = self._text.cursorForPosition(viewport.topLeft()).block()
        last: QTextBlock = self._text.cursorForPosition(viewport.bottomRight()).block()
        end = min(last.blockNumber() + 1, self._text.filled_rows, self._model.rowCount())
        yield from range(first.blockNumber(), end)

    def _row_and_offset(self, position: int) -> tuple[int, int]:
        block = self._text.document().findBlock(position)
        return block.blockNumber(), position - block.position()

    def _places(self, rows: Iterable[int], step: int = 1) -> Iterator[Place]:
        for row in rows:
            shown = self._model.row(row)
            if isinstance(shown, Segment) and folding.matches(shown.text, self._wanted):
                text = LINE_ENDS.sub(LINE_SEPARATOR, shown.text)
                for start, end in folding.spans(text, self._wanted)[::step]:
                    yield row, _in_utf16(text, start), _in_utf16(text, end)


def _in_utf16(text: str, index: int) -> int:
    return index + sum(ord(char) > _BEYOND for char in text[:index])
