"""What a search of the library found, on the page: marked, and gone to one by one."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.library import folding
from desktop_app.library.folding import Term
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.places import shown, units
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.widgets.hit_line import in_utf16

# A row, and where in its block: start and end as the document counts, in UTF-16.
Place = tuple[int, int, int]


class PageHits(QObject):
    """Mark the hits in the shown transcript.

    A sentence counts that has all terms, as in the library's search. Only what is in view is
    marked, and anew whenever that changes: a long text has thousands of hits.

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
        self._arrival = 0
        self._is_at_hit = False
        model.modelReset.connect(self._on_reset)
        text.rows_shown.connect(self._on_rows_shown)
        text.verticalScrollBar().valueChanged.connect(self._mark)
        text.verticalScrollBar().rangeChanged.connect(self._mark)

    def look_for(self, wanted: Sequence[Term]) -> None:
        """Mark these terms; none to end it."""
        if self._wanted != tuple(wanted):
            self._wanted = tuple(wanted)
            self._on_reset()
            self._mark()

    def go_to_first(self) -> None:
        """Go to the first hit, as soon as there is text."""
        self._arrive(1)

    def go_to_last(self) -> None:
        """Go to the last hit, as soon as there is text."""
        self._arrive(-1)

    def go_to_next(self) -> bool:
        """Go to the next hit below; return whether there is one."""
        here, offset = self._origin(self._text.textCursor().selectionEnd())
        rows = range(here, self._model.rowCount())
        return self._go(p for p in self._places(rows) if (p[0], p[1]) >= (here, offset))

    def go_to_previous(self) -> bool:
        """Go to the next hit above; return whether there is one."""
        here, offset = self._origin(self._text.textCursor().selectionStart())
        rows = range(min(here, self._model.rowCount() - 1), -1, -1)
        return self._go(p for p in self._places(rows, -1) if (p[0], p[2]) <= (here, offset))

    def _arrive(self, step: int) -> None:
        self._awaited = None
        self._arrival = step if self._wanted else 0
        self._go_if_there()

    def _go(self, places: Iterable[Place]) -> bool:
        place = next(iter(places), None)
        if place is None:
            return False
        self._arrival, self._awaited = 0, place
        self._go_if_there()
        return True

    def _go_if_there(self) -> None:
        if self._arrival and self._model.rowCount():
            step, self._arrival = self._arrival, 0
            rows = range(self._model.rowCount())[::step]
            self._awaited = next(self._places(rows, step), None)
        if self._awaited is not None and self._awaited[0] < self._text.filled_rows:
            place, self._awaited = self._awaited, None
            self._select(place)

    def _select(self, place: Place) -> None:
        row, start, end = place
        block = self._text.document().findBlockByNumber(row)
        self._is_at_hit = True
        self._text.select(block.position() + start, block.position() + end)
        self._mark()

    def _on_reset(self) -> None:
        self._awaited, self._arrival, self._is_at_hit = None, 0, False

    def _on_rows_shown(self) -> None:
        self._go_if_there()
        self._mark()

    def _mark(self) -> None:
        selections = []
        for row, start, end in self._places(self._rows_in_view()) if self._wanted else ():
            at = self._text.document().findBlockByNumber(row).position()
            ground = self._theme.colors.hit
            selections.append(self._text.selection_at(at + start, at + end, ground))
        self._text.set_overlay("hits", selections)

    def _rows_in_view(self) -> Iterator[int]:
        viewport = self._text.viewport().rect()
        first: QTextBlock = self._text.cursorForPosition(viewport.topLeft()).block()
        last: QTextBlock = self._text.cursorForPosition(viewport.bottomRight()).block()
        end = min(last.blockNumber() + 1, self._text.filled_rows, self._model.rowCount())
        yield from range(first.blockNumber(), end)

    def _origin(self, position: int) -> tuple[int, int]:
        """Return the row and the offset of a position, or the top of the view if it means nothing.

        Without a hit and without the user the text cursor is wherever Qt has left it.
        """
        if not self._is_at_hit and not self._text.hasFocus():
            top = self._text.cursorForPosition(self._text.viewport().rect().topLeft())
            position = top.block().position()
        block = self._text.document().findBlock(position)
        return block.blockNumber(), position - block.position()

    def _places(self, rows: Iterable[int], step: int = 1) -> Iterator[Place]:
        for row in rows:
            paragraph = self._model.row(row)
            if not isinstance(paragraph, Paragraph):
                continue
            spans = [*zip(paragraph.segments, paragraph.places(), strict=True)][::step]
            for segment, (first, _end) in spans:
                if folding.matches(segment.text, self._wanted):
                    at = units(shown(paragraph.text[:first]))
                    text = shown(segment.text)
                    for start, end in folding.spans(text, self._wanted)[::step]:
                        yield row, at + in_utf16(text, start), at + in_utf16(text, end)
