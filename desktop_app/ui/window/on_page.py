"""Where the reader is on the page: what other features ask of it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor

from desktop_app.app.checking.checking import Checking
from desktop_app.app.checking.items import BETWEEN, LANGUAGE, Item, Kind, Place
from desktop_app.app.transcript.item_model import ShownTranscript
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.editing.paragraphs import Paragraph, word_places
from desktop_app.core.editing.speakers import TextPlace
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.view import TranscriptView


class OnPage(QObject):
    """Tell what is selected on the page in terms of the transcript, and select there.

    Args:
        text: the page's text, which owns this object.
        model: its rows.
    """

    def __init__(self, text: TranscriptView, model: ShownTranscript) -> None:
        super().__init__(text)
        self._text = text
        self._model = model
        # What was gone to last, and where that was selected.
        self._gone_to: tuple[Item, int, int] | None = None
        # Where to go when the page has it: a long text is written little by little.
        self._awaited: Item | None = None
        # What a menu is about while it is open, in place of what is selected.
        self._meant: range | None = None
        model.modelReset.connect(self._on_reset)
        text.rows_shown.connect(self._on_rows_shown)

    def take_focus(self) -> None:
        """Give the keyboard to the text."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shows_selection(self) -> bool:
        """Whether all that is selected is shown; if not, it is shown now, and that is said."""
        return self._meant is not None or self._text.shows_selection()

    def shows_up_to(self, end: int) -> bool:
        """Whether all from the cursor up to a segment is shown, as `shows_selection`."""
        return self._text.shows_up_to(end, self._meant.start if self._meant is not None else None)

    def selected_segments(self) -> range:
        """Return the numbers of the selected segments, or of the one at the text cursor.

        While a menu is open about a paragraph, those of that.
        """
        if self._meant is not None:
            return self._meant
        ends = self.selected_ends()
        if ends is None:
            return self._text.selected_segments()
        (first, _start), (last, end) = ends
        # A selection that reaches to the start of a sentence has nothing of it.
        return range(first, last + (1 if end or first == last else 0))

    def selected_ends(self) -> tuple[TextPlace, TextPlace] | None:
        """Return where the selection begins and ends; None without one.

        Words that `go_to` selected are none: the user looks at them, and means their sentence.
        """
        if self._meant is not None:
            return None
        cursor = self._text.textCursor()
        here = cursor.selectionStart(), cursor.selectionEnd()
        if not cursor.hasSelection() or (self._gone_to and self._gone_to[1:] == here):
            return None
        places = self._text.selected_places()
        if places is None:
            return None
        first, last = places
        return (first.segment, first.offset), (last.segment, last.offset)

    def selected_span(self) -> Span | None:
        """Return from when to when is spoken what is selected, or the sentence at the text cursor.

        None if there are no times.
        """
        ends = self.selected_ends()
        if ends is None:
            here = self.selected_segments()
            spoken = [self._model.segment(number) for number in here]
            return _span([(one.start_s, one.end_s) for one in spoken])
        return _span(
            [time for number in self.selected_segments() for time in self._in(number, ends)]
        )

    def marked_span(self) -> Span | None:
        """Return from when to when is spoken what is selected; None if nothing is."""
        return self.selected_span() if self.selected_ends() is not None else None

    @contextmanager
    def place_kept(self) -> Iterator[None]:
        """Keep the text cursor at its letters while sentences are split; a context manager.

        What was meant without it stays in view: Qt would scroll to the cursor.
        """
        cursor = self._text.textCursor()
        first = self._text.selected_segments().start
        kept = [
            self._letters_to(position, first) for position in (cursor.anchor(), cursor.position())
        ]
        stays: AbstractContextManager[None] = nullcontext()
        if self._meant is not None:
            stays = self._text.reader_stays()
        with stays:
            yield
            ends = [None if count is None else self._position_of(count, first) for count in kept]
            if ends[0] is not None and ends[1] is not None:
                cursor = self._text.textCursor()
                cursor.setPosition(ends[0])
                cursor.setPosition(ends[1], QTextCursor.MoveMode.KeepAnchor)
                self._text.setTextCursor(cursor)

    def cursor_place(self) -> Place | None:
        """Return the place of the text cursor for what is to check; of a selection its start."""
        cursor = self._text.textCursor()
        if self._gone_to is not None:
            item, start, end = self._gone_to
            if (cursor.selectionStart(), cursor.selectionEnd()) == (start, end):
                return item.place
        return self._place_in_text(cursor.selectionStart())

    def passed_place(self) -> Place | None:
        """Return the last place before the text cursor; of what is selected, that itself.

        At the first letter of a word the cursor has not passed it.
        """
        return self._beside(behind=False)

    def coming_place(self) -> Place | None:
        """Return the first place behind the text cursor; of what is selected, that itself."""
        return self._beside(behind=True)

    def seen_place(self) -> Place | None:
        """Return the place of the text cursor, or of what is at the top if it is out of view."""
        cursor = self._text.textCursor()
        if self._text.is_in_view(cursor.selectionStart(), cursor.selectionStart()):
            return self.cursor_place()
        return self._place_in_text(self._text.visible_range()[0])

    def go_to(self, item: Item) -> None:
        """Select something to check, and bring it into view."""
        span = self.words_of(item) if item.kind is Kind.UNSURE else self._row_of(item)
        self._awaited = None
        if span is None:
            self._awaited = item if self._text.filled_rows < self._model.rowCount() else None
            return
        self._text.select(*span)
        cursor = self._text.textCursor()
        self._gone_to = item, cursor.selectionStart(), cursor.selectionEnd()

    def words_of(self, item: Item) -> tuple[int, int] | None:
        """Return the positions of an item's words; of its sentence if they are not there."""
        segment, first, _order = item.place
        start = self._text.position_of(segment, first)
        end = self._text.position_of(segment, first + item.words - 1)
        if start is None or end is None:
            return self._text.position_of(segment)
        return start[0], end[1]

    def select_paragraph(self, segment: int) -> None:
        """Select the paragraph of a segment."""
        shown = self._paragraph_of(segment)
        span = self._ends_of(shown) if shown is not None else None
        if span is not None:
            self._text.select(*span)

    def mean_paragraph(self, segment: int, ground: str) -> None:
        """Let commands be about the paragraph of a segment, until `mean_selection`.

        The text keeps its cursor and its selection: a letter that is typed next replaces nothing.

        Args:
            segment: its number.
            ground: the colour that is laid under the paragraph meanwhile.
        """
        shown = self._paragraph_of(segment)
        span = self._ends_of(shown) if shown is not None else None
        if shown is not None and span is not None:
            self._meant = range(shown.first, shown.end)
            self._text.set_overlay("meant", [self._text.selection_at(*span, ground)])

    def mean_selection(self) -> None:
        """Let commands be about what is selected again."""
        self._meant = None
        self._text.set_overlay("meant", [])

    def _paragraph_of(self, segment: int) -> Paragraph | None:
        row = self._model.row_of(segment)
        shown = self._model.row(row) if 0 <= row < self._model.rowCount() else None
        return shown if isinstance(shown, Paragraph) else None

    def _ends_of(self, paragraph: Paragraph) -> tuple[int, int] | None:
        """Return where a paragraph begins and ends in the document."""
        first = self._text.position_of(paragraph.first)
        last = self._text.position_of(paragraph.end - 1)
        return (first[0], last[1]) if first is not None and last is not None else None

    def _place_in_text(self, position: int) -> Place | None:
        """Return what stands at a position; between words, the word before it."""
        row = self._text.document().findBlock(position).blockNumber()
        if not 0 <= row < self._model.rowCount():
            return None
        if isinstance(mark := self._model.row(row), Mark):
            return self._place_of(row, mark)
        place = self._text.place_at(position)
        if place is None:
            return None
        if place.word is not None:
            return Place(place.segment, place.word)
        places = word_places(self._model.segment(place.segment))
        before = sum(one is not None and one[0] < place.offset for one in places)
        return Place(place.segment, before - 1)

    def _beside(self, *, behind: bool) -> Place | None:
        """Return the place that the text cursor has just passed, or the one that comes."""
        cursor, here = self._text.textCursor(), self.cursor_place()
        if here is None or cursor.hasSelection():
            return here
        place = self._text.place_at(cursor.position())
        if place is None:  # a mark, which is one place; a click puts the cursor before it
            is_at_edge = cursor.atEnd() if behind else cursor.atStart()
            return here._replace(order=here.order + (1 if behind else -1) * is_at_edge)
        if place.word is None:
            return here._replace(word=here.word + behind)
        ends = word_places(self._model.segment(place.segment))[place.word]
        if ends is None or place.offset != ends[behind]:
            return here
        return here._replace(word=here.word + (1 if behind else -1))

    def _letters_to(self, position: int, first: int) -> int | None:
        """Return how many letters there are from a segment's start to a position."""
        place = self._text.place_at(position)
        if place is None:
            return None
        before = (self._model.segment(number).text for number in range(first, place.segment))
        here = self._model.segment(place.segment).text[: place.offset]
        return sum(map(_letters, before)) + _letters(here)

    def _position_of(self, count: int, first: int) -> int | None:
        """Return the position behind so many letters from a segment's start."""
        number = first
        while number < self._model.segment_count:
            text = self._model.segment(number).text
            if count <= _letters(text):
                ends = (at for at in range(len(text) + 1) if _letters(text[:at]) == count)
                return self._text.position_at(number, next(ends, 0))
            count -= _letters(text)
            number += 1
        return None

    def _on_reset(self) -> None:
        self._gone_to, self._awaited = None, None
        self.mean_selection()

    def _on_rows_shown(self) -> None:
        if self._awaited is not None:
            self.go_to(self._awaited)

    def _in(
        self, number: int, ends: tuple[TextPlace, TextPlace]
    ) -> Iterator[tuple[float | None, float | None]]:
        """Yield the times of the words of a segment that are selected, or else its own."""
        segment: Segment = self._model.segment(number)
        start = ends[0][1] if number == ends[0][0] else 0
        end = ends[1][1] if number == ends[1][0] else len(segment.text)
        timed = [
            (word.start_s, word.end_s)
            for word, place in zip(segment.words, word_places(segment), strict=True)
            if place is not None and place[0] < end and place[1] > start
        ]
        yield from timed or [(segment.start_s, segment.end_s)]

    def _place_of(self, row: int, mark: Mark) -> Place:
        """Return the place of a mark: the segment below it, and which of several marks it is."""
        below = row
        while below < self._model.rowCount() and isinstance(self._model.row(below), Mark):
            below += 1
        shown = self._model.row(below) if below < self._model.rowCount() else None
        segment = shown.first if isinstance(shown, Paragraph) else self._model.segment_count
        if mark.language:
            return Place(segment, LANGUAGE)
        above = row
        while above and isinstance(self._model.row(above - 1), Mark):
            above -= 1
        return Place(segment, BETWEEN, row - above)

    def _row_of(self, item: Item) -> tuple[int, int] | None:
        """Return where the mark stands that an item is about."""
        count = self._model.rowCount()
        is_behind = item.place.segment >= self._model.segment_count
        row = count if is_behind else self._model.row_of(item.place.segment)
        while row and isinstance(mark := self._model.row(row - 1), Mark):
            row -= 1
            if self._place_of(row, mark) == item.place and row < self._text.filled_rows:
                cursor = QTextCursor(self._text.document().findBlockByNumber(row))
                end = cursor.block().position() + cursor.block().length() - 1
                return cursor.position(), end
        return None


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _span(times: list[tuple[float | None, float | None]]) -> Span | None:
    starts = [start_s for start_s, _end_s in times if start_s is not None]
    ends = [end_s for _start_s, end_s in times if end_s is not None]
    return (min(starts), max(ends)) if starts and ends else None


class CheckedWords(QObject):
    """Take the ground from unsure words on the page that were checked.

    Only what is in view is looked at, and anew whenever that changes.

    Args:
        text: the page's text, which owns this object.
        on_page: knows where items stand.
        checking: what was checked.
        theme: the page's ground.
    """

    def __init__(
        self, text: TranscriptView, on_page: OnPage, checking: Checking, theme: Theme
    ) -> None:
        super().__init__(text)
        self._text = text
        self._on_page = on_page
        self._checking = checking
        self._theme = theme
        checking.changed.connect(self.show)
        text.seen_changed.connect(self.show)

    def show(self) -> None:
        """Lay the page's ground over them."""
        seen = self._text.places_between(*self._text.visible_range())
        shown = range(seen[0].segment, seen[1].segment + 1) if seen is not None else range(0)
        ground = self._theme.colors.page
        spans = [
            self._on_page.words_of(item)
            for item in self._checking.items_in(shown)
            if item.kind is Kind.UNSURE and self._checking.is_done(item)
        ]
        looks = [self._text.selection_at(*span, ground, "") for span in spans if span is not None]
        self._text.set_overlay("checked", looks)
