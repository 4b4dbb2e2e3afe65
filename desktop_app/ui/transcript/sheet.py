"""The transcript set as a page: a column of paragraphs that follows the model, with a margin."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QMargins, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import Mark
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript.blocks import (
    OVERHANG_PX,
    block_format,
    rewrite_paragraph,
    write_mark,
    write_paragraph,
)
from desktop_app.ui.transcript.folds import Folds
from desktop_app.ui.transcript.margin import Margin, MarginWidths
from desktop_app.ui.transcript.places import LINE_SEPARATOR, Place, SetParagraph, SetRows

# Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75 characters, 66 the ideal.
LINE_CHARACTERS = 70
# So many fit in the narrowest column that still has the name beside the time.
LEAST_CHARACTERS = 45
# 15.5 px at 96 dpi, a page's size; and always a little above the system's font, which is 12 px on
# Windows and 15 px on GNOME.
LEAST_SIZE_PT = 11.6
ABOVE_SYSTEM = 1.1
PX_PER_PT = 96 / 72
FONT_EVENTS = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
# A few milliseconds of work each, so that six hours of text never block the window.
ROWS_AT_ONCE = 20
MANY_ROWS = 3 * ROWS_AT_ONCE
# What lies over what, from the lowest.
OVERLAYS = ("meant", "hits", "matches", "checked", "found", "spoken")
# Of the view's height, so much lies above what is shown to the reader.
ABOVE_SHOWN = 3

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft

Selections = Sequence[QTextEdit.ExtraSelection]


class Sheet(QTextEdit):
    """Show a TranscriptModel, follow its changes, and keep the scroll position.

    The text width is set here, at most the available width. Qt would use the viewport's, but misses
    some changes: if a scroll bar appears or a margin changes while a widget gets its first size
    after being shown.

    Signals:
        rows_shown: the text has followed a change of the model, or some more of it.
        seen_changed: other text is in view, or it stands elsewhere: overlays are set anew. Emitted
            once for many steps.
        speaker_clicked: the number of the first segment of a paragraph, and the place on screen.
        refused: a sentence why a key or a command changes nothing.
    """

    rows_shown = Signal()
    seen_changed = Signal()
    speaker_clicked = Signal(int, QPoint)
    refused = Signal(str)

    def __init__(self, model: TranscriptModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._filled = 0
        # Rows whose blocks have an older text: of a change of many, what is not in view or asked
        # for follows little by little.
        self._stale: set[int] = set()
        self._size_percent = 100
        self._shows_times = True
        self._column_px = 0
        self._set = SetRows(model)
        self._overlays: dict[str, Selections] = {}
        self._place: tuple[int, int, int] | None = None
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(strings.TRANSCRIPT_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # By the text, and not by the language of menus: each paragraph has its own direction, and
        # the margin is where the first one begins.
        self.setLayoutDirection(LEFT_TO_RIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(OVERHANG_PX)
        self.folds = Folds(self, model)
        self.margin = Margin(self, model, theme)
        self.margin.name_clicked.connect(self.speaker_clicked)
        self._fill_timer = QTimer(self, interval=0, singleShot=True)
        self._fill_timer.timeout.connect(self._fill_some)
        self._seen_timer = QTimer(self, interval=0, singleShot=True)
        self._seen_timer.timeout.connect(self.seen_changed)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.dataChanged.connect(self._on_rows_changed)
        # The cursor before a change, and the length of the text.
        self._cursor_before = (0, 0, 0)
        model.rows_changing.connect(self._note_cursor)
        model.rows_changed.connect(self._keep_cursor)
        for changed in (
            self.verticalScrollBar().valueChanged,
            self.verticalScrollBar().rangeChanged,
        ):
            changed.connect(self.margin.update)
            changed.connect(self._seen_timer.start)
        self.rows_shown.connect(self._seen_timer.start)
        self.rows_shown.connect(self._stand)
        self.document().documentLayout().documentSizeChanged.connect(self.margin.update)
        # As where the first paragraph is gone to, which opens it.
        self.document().documentLayout().documentSizeChanged.connect(self._fit_top)
        theme.changed.connect(self._on_theme_changed)
        self._set_font()
        self._on_reset()

    def set_text_size(self, percent: int) -> None:
        """Scale the text relative to the page's own size."""
        self._size_percent = percent
        self._set_font()

    def set_shows_times(self, shows: bool) -> None:  # noqa: FBT001 - a setting
        """Show the times in the margin, or leave them out."""
        if shows != self._shows_times:
            self._shows_times = shows
            with self.reader_stays():
                self._arrange()

    def fold(self, names: frozenset[str]) -> None:
        """Show only what others say than these; "" for what nobody is named for."""
        bar = self.verticalScrollBar()
        top = self.cursorForPosition(QPoint(0, 0)).block()
        self.folds.fold(names, self._filled)
        self._fit_top()
        if bar.value():
            shown = self.folds.next_shown(top)
            bar.setValue(round(self.document().documentLayout().blockBoundingRect(shown).top()))
        self.margin.update()
        self._seen_timer.start()

    def text_font(self) -> QFont:
        """The text's font. The widget's own font stays the system's.

        The document holds it, because a style sheet resets a widget's font whenever the widget is
        polished: after a new parent or new colours.
        """
        return self.document().defaultFont()

    @property
    def filled_rows(self) -> int:
        """How many of the model's rows the text has, each a block; the others follow at once."""
        return self._filled

    @property
    def is_settled(self) -> bool:
        """Whether all blocks have the text of the model's rows."""
        return self._filled == self._model.rowCount() and not self._stale

    def set_overlay(self, kind: str, selections: Selections) -> None:
        """Lay a ground under parts of the text, instead of the last ones of this kind.

        Args:
            kind: one of OVERLAYS.
            selections: only of what is in view; `selection_at` makes them.
        """
        if selections or self._overlays.get(kind):
            self._overlays[kind] = selections
            shown = [one for kind in OVERLAYS for one in self._overlays.get(kind, ())]
            self.setExtraSelections(shown)

    def selection_at(
        self, start: int, end: int, ground: str, line: str | None = None
    ) -> QTextEdit.ExtraSelection:
        """Return a part of the text with a ground, for an overlay.

        Args:
            start: where it begins in the document.
            end: where it ends.
            ground: the colour behind it.
            line: that of a line below it, so that it is seen without colours, too; "" takes away
                the line that is there.
        """
        made = QTextEdit.ExtraSelection()
        looks = QTextCharFormat()
        looks.setBackground(QColor(ground))
        if line:
            looks.setUnderlineColor(QColor(line))
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        elif line is not None:
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.NoUnderline)
        made.format = looks
        made.cursor = QTextCursor(self.document())
        made.cursor.setPosition(start)
        made.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made

    def visible_range(self) -> tuple[int, int]:
        """Return the positions between which all text in view stands, in whole lines."""
        area = QRect(QPoint(), self._view_size())
        return (
            self.cursorForPosition(area.topLeft()).position(),
            self.cursorForPosition(area.bottomRight()).position(),
        )

    def place_at(self, position: int) -> Place | None:
        """Return what stands at a position of the document; None at a mark."""
        block = self.document().findBlock(position)
        # A block with an older text may be longer.
        if block.blockNumber() in self._stale:
            at = position - block.position()
            self._freshen(block.blockNumber())
            block = self.document().findBlockByNumber(block.blockNumber())
            position = block.position() + min(at, block.length() - 1)
        written = self._set[block.blockNumber()] if block.blockNumber() < self._filled else None
        return written.place_at(position - block.position()) if written is not None else None

    def position_of(self, segment: int, word: int | None = None) -> tuple[int, int] | None:
        """Return where a segment or one of its words begins and ends; None if it is not there."""
        at = self._block_of(segment)
        span = at[1].span_of(segment, word) if at is not None else None
        return (at[0] + span[0], at[0] + span[1]) if at is not None and span is not None else None

    def position_at(self, segment: int, offset: int) -> int | None:
        """Return the position of a character of a segment."""
        at = self._block_of(segment)
        return at[0] + at[1].offset_at(segment, offset) if at is not None else None

    def places_between(self, start: int, end: int) -> tuple[Place, Place] | None:
        """Return where a part of the text begins and ends, without the marks at its ends.

        None if it is only marks.
        """
        first, last = self.place_at(start), self.place_at(end)
        block = self.document().findBlock(start)
        while first is None and block.next().isValid() and block.next().position() <= end:
            block = block.next()
            first = self.place_at(block.position())
        block = self.document().findBlock(end)
        while last is None and block.previous().isValid() and block.position() > start:
            block = block.previous()
            last = self.place_at(block.position() + block.length() - 1)
        return None if first is None or last is None else (first, last)

    def show_break(self, *, is_above: bool) -> None:
        """Show an empty line at the cursor that no text has so far: below it, or above.

        It is set as what an input method composes, which is no part of the text.
        """
        line_end = QInputMethodEvent.Attribute(
            QInputMethodEvent.AttributeType.Cursor, 0 if is_above else 1, 1
        )
        super().inputMethodEvent(QInputMethodEvent(LINE_SEPARATOR, [line_end]))

    def hide_break(self) -> None:
        """Take that line away."""
        super().inputMethodEvent(QInputMethodEvent())

    def is_in_view(self, start: int, end: int) -> bool:
        """Whether a part of the text is wholly in view."""
        cursor = QTextCursor(self.document())
        top = self.cursorRect(self._at(cursor, start)).top()
        bottom = self.cursorRect(self._at(cursor, end)).bottom()
        return top >= 0 and bottom <= self._view_size().height()

    def reveal(self, start: int, end: int) -> None:
        """Scroll a part of the text into view, not to the very edge: more is read around it."""
        if not self.is_in_view(start, end):
            top = self.cursorRect(self._at(QTextCursor(self.document()), start)).top()
            third = self._view_size().height() // ABOVE_SHOWN
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - third)

    def select(self, start: int, end: int) -> None:
        """Select a part of the text and bring it into view."""
        self.folds.open_between(start, end)
        cursor = self._at(QTextCursor(self.document()), start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.reveal(start, end)

    def select_word(self, segment: int, word: int | None) -> bool:
        """Select a word, or a whole segment; return whether it is there."""
        span = self.position_of(segment, word) or self.position_of(segment)
        if span is not None:
            self.select(*span)
        return span is not None

    def stand_like(self, before: "Sheet") -> None:
        """Show the same place of the same text as another sheet, with the same selection.

        At once if so much is set already, else as soon as it is.
        """
        chosen, top = before.textCursor(), before.cursorForPosition(QPoint(0, 0))
        self._place = chosen.anchor(), chosen.position(), top.position()
        self._stand()

    def _stand(self) -> None:
        """Go to the place that is wanted, if the text reaches so far."""
        if self._place is None or max(self._place) >= self.document().characterCount():
            return
        (anchor, position, top), self._place = self._place, None
        cursor = self._at(QTextCursor(self.document()), anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        bar, line = self.verticalScrollBar(), self._at(QTextCursor(self.document()), top)
        bar.setValue(bar.value() + self.cursorRect(line).top())

    def mark_at(self, cursor: QTextCursor) -> Mark | None:
        """Return the mark that a cursor is in."""
        number = cursor.blockNumber()
        # The cursor also moves while the text follows the model's changes.
        is_there = number < min(self._filled, self._model.rowCount())
        row = self._model.row(number) if is_there else None
        return row if isinstance(row, Mark) else None

    def selected_text(self) -> str:
        """Return the selected text as it is shown, without marks and formatting."""
        selected = self.textCursor()
        start, end = selected.selectionStart(), selected.selectionEnd()
        lines = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            self._freshen(block.blockNumber())
            if self._set[block.blockNumber()] is not None and block.isVisible():
                text = block.text().encode("utf-16-le")
                first, last = max(0, start - block.position()), end - block.position()
                lines.append(text[2 * first : 2 * last].decode("utf-16-le", "replace"))
            block = block.next()
        return "\n".join(lines).replace(LINE_SEPARATOR, "\n")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the column into the view, and the margin to the viewport's height."""
        super().resizeEvent(event)
        with self.reader_stays():
            self._fit_column()
        self._seen_timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Restore the text's size when the system's font changes."""
        super().changeEvent(event)
        if event.type() in FONT_EVENTS:
            self._set_font()

    def _view_size(self) -> QSize:
        """Return the size of the text's view, with the place of the scroll bar.

        Not the viewport's: to hand that out, PySide makes the types of all widgets.
        """
        return self.maximumViewportSize()

    def _at(self, cursor: QTextCursor, position: int) -> QTextCursor:
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        return cursor

    def _block_of(self, segment: int) -> tuple[int, SetParagraph] | None:
        """Return the position of the block that has a segment, and its paragraph."""
        row = self._model.row_of(segment)
        self._freshen(row)
        written = self._set[row] if row < self._filled else None
        if written is None or not 0 <= segment < written.paragraph.end:
            return None
        return self.document().findBlockByNumber(row).position(), written

    def _has_times(self) -> bool:
        if not self._shows_times:
            return False
        return self._model.rowCount() == 0 or any(
            self._model.row(number).start_s is not None
            for number in range(min(2, self._model.rowCount()))
        )

    def _set_font(self) -> None:
        font = QFont(self.font())
        # A system may give its font size in pixels; then there is no point size.
        system_pt = font.pointSizeF() if font.pointSizeF() > 0 else font.pixelSize() / PX_PER_PT
        page_pt = max(LEAST_SIZE_PT, system_pt * ABOVE_SYSTEM)
        font.setPointSizeF(page_pt * self._size_percent / 100)
        with self.reader_stays():
            self.document().setDefaultFont(font)
            self._arrange()

    def _arrange(self) -> None:
        """Set the widths of the margin and the column."""
        metrics = QFontMetrics(self.text_font(), self)
        self._column_px = metrics.averageCharWidth() * LINE_CHARACTERS
        self._fit_column()

    @property
    def _top_px(self) -> int:
        return 2 * GRID_PX - self.folds.above_px

    def _fit_top(self) -> None:
        """Have the first line at its place, whatever is folded above it."""
        if self.viewportMargins().top() != self._top_px:
            self._fit_column()

    def _fit_column(self) -> None:
        """Set the column in the middle of the view; narrower, with the margin's parts stacked."""
        widths = self.margin.widths_for(self.text_font(), has_times=self._has_times())
        # Space for the scroll bar is kept while it is hidden, so that its appearance moves no word.
        room_px = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * GRID_PX
        least_px = self._column_px * LEAST_CHARACTERS // LINE_CHARACTERS
        if room_px - widths.whole < least_px:
            name_px = min(widths.name, widths.time) if widths.time else widths.name
            widths = MarginWidths(name_px, widths.time, is_stacked=True)
        column_px = max(1, min(self._column_px, room_px - widths.whole))
        bar_px = self.verticalScrollBar().sizeHint().width()
        is_mirrored = self._is_read_from_right()
        beside_px = max(widths.whole + bar_px * is_mirrored, (self.width() - column_px) // 2)
        self.margin.widths = widths
        self.margin.direction = RIGHT_TO_LEFT if is_mirrored else LEFT_TO_RIGHT
        left_px = self.width() - beside_px - column_px if is_mirrored else beside_px
        margins = QMargins(left_px - OVERHANG_PX, self._top_px, 0, 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)
        if column_px + 2 * OVERHANG_PX != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(column_px + 2 * OVERHANG_PX)
        place = QRect(0, margins.top(), margins.left(), self.height() - margins.top())
        if is_mirrored:
            place.setLeft(margins.left() + column_px + 2 * OVERHANG_PX)
            place.setRight(self.width() - bar_px - 1)
        self.margin.setGeometry(place)
        self.margin.update()

    def _is_read_from_right(self) -> bool:
        """Whether the text begins with a letter of a script that is written from the right."""
        first = self._model.segment(0).text if self._model.segment_count else ""
        kinds = (bidirectional(char) for char in first)
        return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)

    def _on_reset(self) -> None:
        self.clear()
        # Now, and not when the page hears of it: by then a search may have gone to its hit.
        self.verticalScrollBar().setValue(0)
        self._filled = 0
        self._stale.clear()
        self._overlays.clear()
        self._arrange()
        self._fill_some()

    def _on_theme_changed(self) -> None:
        self._renew(range(self._filled))

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        count = last + 1 - first
        self._stale = {row + count if row >= first else row for row in self._stale}
        with self.reader_stays():
            self._fit_column()
            if count > MANY_ROWS and self._top_row() <= first < self._filled:
                # All below is written again with them, little by little, as when a text is opened.
                self._remove(first, self._filled)
                self._stale = {row for row in self._stale if row < first}
            elif first < self._filled:
                self._insert(first, last + 1)
        self._fill_some()

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        count = last + 1 - first
        left = {row for row in self._stale if not first <= row <= last}
        self._stale = {row - count if row > last else row for row in left}
        with self.reader_stays():
            self._remove(first, min(last + 1, self._filled))
        self.rows_shown.emit()

    def _on_rows_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._renew(range(first.row(), min(last.row() + 1, self._filled)))

    def _note_cursor(self) -> None:
        own = self.textCursor()
        self._cursor_before = own.anchor(), own.position(), self.document().characterCount()

    def _keep_cursor(self) -> None:
        """Leave the cursor at its words where only the paragraphs are others, as by their speaker.

        A space or the end of a paragraph is between two sentences, so that no position differs.
        """
        anchor, position, length = self._cursor_before
        own = self.textCursor()
        if (
            self.document().characterCount() == length
            and (own.anchor(), own.position()) != (anchor, position)
            and not self._stale
        ):
            own.setPosition(anchor)
            own.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(own)

    def _renew(self, rows: range) -> None:
        """Write rows anew: a few at once, of many those in view, and the rest little by little."""
        self._stale.update(rows)
        with self.reader_stays():
            if len(self._stale) <= ROWS_AT_ONCE:
                self._freshen(*sorted(self._stale))
            else:
                top, bottom = map(self.document().findBlock, self.visible_range())
                self._freshen(*range(top.blockNumber(), bottom.blockNumber() + 1))
                self._fill_timer.start()
            self._fit_column()
        self.rows_shown.emit()

    def _top_row(self) -> int:
        return self.cursorForPosition(QPoint(0, 0)).blockNumber()

    def _freshen(self, *rows: int) -> None:
        """Write the present text of these rows, where a block has an older one."""
        for row in rows:
            if row in self._stale:
                self._stale.discard(row)
                written, block = self._set[row], self.document().findBlockByNumber(row)
                if written is not None:
                    rewrite_paragraph(block, written, self._theme.colors)
                else:
                    cursor = QTextCursor(block)
                    end = QTextCursor.MoveOperation.EndOfBlock
                    cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
                    cursor.removeSelectedText()
                    self._write(cursor, row)
                self.folds.look_at(block)

    def _fill_some(self) -> None:
        """Append the next rows, or write some anew; a separate cursor keeps the selection."""
        end = min(self._filled + ROWS_AT_ONCE, self._model.rowCount())
        if self._filled < end:
            scroll = self.verticalScrollBar().value()
            self._insert(self._filled, end)
            self.verticalScrollBar().setValue(scroll)
            self.margin.update()
            if MANY_ROWS < end == self._model.rowCount():
                # Its tens of thousands of words stay: let no garbage collection look at them again,
                # which takes a tenth of a second.
                gc.freeze()
        elif self._stale:
            with self.reader_stays():
                self._freshen(*islice(sorted(self._stale), ROWS_AT_ONCE))
        if self._filled < self._model.rowCount() or self._stale:
            self._fill_timer.start()
        self.rows_shown.emit()

    @contextmanager
    def reader_stays(self) -> Iterator[None]:
        """Keep what is at the top of the view in place; a context manager."""
        bar = self.verticalScrollBar()
        is_at_start = bar.value() == 0
        top = self.cursorForPosition(QPoint(0, 0))
        before = self.cursorRect(top).top()
        yield
        bar.setValue(0 if is_at_start else bar.value() + self.cursorRect(top).top() - before)
        self.margin.update()

    def _insert(self, first: int, end: int) -> None:
        """Insert rows `first` to `end` before the existing row, or at the end."""
        cursor = QTextCursor(self.document())
        # A cursor at the start would move with what is written there, and Qt scrolls to it when the
        # text is first seen.
        own = self.textCursor()
        is_at_start = not own.position() and not own.hasSelection()
        cursor.beginEditBlock()
        for row in range(first, end):
            if self._filled == 0:
                cursor.setBlockFormat(block_format())
            elif row == self._filled:
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertBlock(block_format())
            else:
                cursor.setPosition(self.document().findBlockByNumber(row).position())
                cursor.insertBlock(block_format())
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            self._write(cursor, row)
            self._filled += 1
        cursor.endEditBlock()
        self._look_at_folds(first, end)
        if is_at_start and self.textCursor().position():
            own.setPosition(0)
            self.setTextCursor(own)

    def _write(self, cursor: QTextCursor, row: int) -> None:
        written, shown = self._set[row], self._model.row(row)
        if written is not None:
            write_paragraph(cursor, written, self._theme.colors)
        elif isinstance(shown, Mark):
            write_mark(cursor, shown, self._theme.colors, has_margin=self._has_times())

    def _remove(self, first: int, end: int) -> None:
        """Remove the paragraphs `first` to `end`, each with one separator."""
        if first >= end:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        last = self.document().findBlockByNumber(end - 1)
        if end < self._filled:
            cursor.setPosition(self.document().findBlockByNumber(first).position())
            cursor.setPosition(last.next().position(), QTextCursor.MoveMode.KeepAnchor)
        else:
            start = self.document().findBlockByNumber(first).position()
            cursor.setPosition(max(0, start - 1))
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.endEditBlock()
        self._filled -= end - first
        self._look_at_folds(first, first)

    def _look_at_folds(self, first: int, last: int) -> None:
        """Fold rows, and the one whose block was beside them, where they are to be folded."""
        if self.folds.is_any:
            for row in range(first, min(last + 1, self._filled)):
                self.folds.look_at(self.document().findBlockByNumber(row))
