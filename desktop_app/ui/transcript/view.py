"""The transcript as a page: text to read, select and copy; times in the margin."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextLine,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QToolTip, QWidget

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript.blocks import (
    FIRST_LINK,
    LINE_SEPARATOR,
    OVERHANG_PX,
    paragraph,
    write,
)

# Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75 characters, 66 the ideal.
LINE_CHARACTERS = 70
# 15.5 px at 96 dpi, a page's size; and always a little above the system's font, which is 12 px on
# Windows and 15 px on GNOME.
LEAST_SIZE_PT = 11.6
ABOVE_SYSTEM = 1.1
PX_PER_PT = 96 / 72
# Recordings are shorter than a hundred hours.
LONGEST_TIME = "00:00:00"
# In eighths of a degree; touchpads send smaller steps.
WHEEL_STEP = 120
FONT_EVENTS = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
# A few milliseconds of work each, so that six hours of text never block the window.
ROWS_AT_ONCE = 100


class TranscriptView(QTextEdit):
    """Show a TranscriptModel, follow its changes, and keep the scroll position.

    The text width is set here, at most the available width. Qt would use the viewport's, but misses
    some changes: if a scroll bar appears or a margin changes while a widget gets its first size
    after being shown.

    Signals:
        first_offer_taken: the Mark whose first offer was chosen.
        offers_wanted: a Mark, and the position on screen for its offers.
        size_steps_wanted: steps to enlarge the text by; negative to shrink it.
        rows_shown: the text has followed a change of the model, or some more of it.
    """

    first_offer_taken = Signal(object)
    offers_wanted = Signal(object, QPoint)
    size_steps_wanted = Signal(int)
    rows_shown = Signal()

    def __init__(self, model: TranscriptModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._filled = 0
        self._pressed_at = QPoint()
        self._size_percent = 100
        self._turned = 0
        self._left_px = 0
        self._column_px = 0
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(strings.TRANSCRIPT_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(OVERHANG_PX)
        self._margin = TimesMargin(self, model, theme)
        self._fill_timer = QTimer(self)
        self._fill_timer.setInterval(0)
        self._fill_timer.setSingleShot(True)
        self._fill_timer.timeout.connect(self._fill_some)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        self.verticalScrollBar().valueChanged.connect(self._margin.update)
        self.document().documentLayout().documentSizeChanged.connect(self._margin.update)
        theme.changed.connect(self._on_theme_changed)
        self._set_font()
        self._on_reset()

    def set_text_size(self, percent: int) -> None:
        """Scale the text relative to the page's own size."""
        self._size_percent = percent
        self._set_font()

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

    def current_mark(self) -> Mark | None:
        """The mark at the text cursor."""
        return self._mark_at(self.textCursor())

    def go_to_next_mark(self) -> None:
        """Select the next mark after the text cursor, wrapping around."""
        here = self.textCursor().blockNumber()
        rows = [*range(here + 1, self._filled), *range(min(here + 1, self._filled))]
        for row in rows:
            if isinstance(self._model.row(row), Mark):
                cursor = QTextCursor(self.document().findBlockByNumber(row))
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                self.setTextCursor(cursor)
                self.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.ensureCursorVisible()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the column into the view, and the margin to the viewport's height."""
        super().resizeEvent(event)
        self._fit_column()
        self._place_margin()

    def changeEvent(self, event: QEvent) -> None:
        """Restore the text's size when the system's font changes."""
        super().changeEvent(event)
        if event.type() in FONT_EVENTS:
            self._set_font()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the confidence of the word under the mouse.

        Qt would use the position in the whole widget, and so another word.
        """
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            # An empty text hides the tooltip.
            QToolTip.showText(event.globalPos(), self._tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the text size with Ctrl, and save it; Qt's own zoom is not saved."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / WHEEL_STEP)
        self._turned -= steps * WHEEL_STEP
        if steps:
            self.size_steps_wanted.emit(steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note the position, to tell a click from a selection."""
        super().mousePressEvent(event)
        self._pressed_at = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a mark's link."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        moved_px = (place - self._pressed_at).manhattanLength()
        address = self.anchorAt(place)
        mark = self._mark_at(self.cursorForPosition(place))
        is_left = event.button() == Qt.MouseButton.LeftButton
        is_click = is_left and moved_px < QApplication.startDragDistance()
        if not address or mark is None or not is_click:
            return
        # Qt selects a clicked link's text, which the user did not intend.
        self.setTextCursor(QTextCursor(self.cursorForPosition(place).block()))
        if address == FIRST_LINK:
            self.first_offer_taken.emit(mark)
        else:
            self.offers_wanted.emit(mark, event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the first link of the mark at the text cursor."""
        mark = self.current_mark()
        # Not by createMimeDataFromSelection: Python and Qt would both delete its result.
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and mark and mark.offers:
            self.first_offer_taken.emit(mark)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer a mark's actions in the context menu."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        mark = self.current_mark() if by_key else self._mark_at(self.cursorForPosition(place))
        if mark is None or not mark.offers:
            super().contextMenuEvent(event)
        else:
            self.offers_wanted.emit(mark, event.globalPos())

    def selected_text(self) -> str:
        """Return the selected text without marks and formatting."""
        selected = self.textCursor()
        start, end = selected.selectionStart(), selected.selectionEnd()
        lines = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            if isinstance(self._model.row(block.blockNumber()), Segment):
                text = block.text()[: end - block.position()]
                lines.append(text[max(0, start - block.position()) :])
            block = block.next()
        return "\n".join(lines).replace(LINE_SEPARATOR, "\n")

    def _mark_at(self, cursor: QTextCursor) -> Mark | None:
        number = cursor.blockNumber()
        # The cursor also moves while the text follows the model's changes.
        is_there = number < min(self._filled, self._model.rowCount())
        row = self._model.row(number) if is_there else None
        return row if isinstance(row, Mark) else None

    def _has_times(self) -> bool:
        return self._model.rowCount() == 0 or any(
            self._model.row(number).start_s is not None
            for number in range(min(2, self._model.rowCount()))
        )

    def _tip_at(self, place: QPoint) -> str:
        """Return the tooltip of the character at a viewport position."""
        on_page = QPointF(place.x(), place.y() + self.verticalScrollBar().value())
        exact = Qt.HitTestAccuracy.ExactHit
        position = self.document().documentLayout().hitTest(on_page, exact)
        if position < 0:
            return ""
        # A hit is the nearest gap between characters, and a cursor has the format of the character
        # before.
        block = self.document().findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        if not line.isValid():
            return ""
        under = QTextLine.CursorPosition.CursorOnCharacter
        letter = line.xToCursor(on_page.x() - block.layout().position().x(), under)
        cursor = QTextCursor(self.document())
        cursor.setPosition(block.position() + letter)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return cursor.charFormat().toolTip()

    def _set_font(self) -> None:
        font = QFont(self.font())
        # A system may give its font size in pixels; then there is no point size.
        system_pt = font.pointSizeF() if font.pointSizeF() > 0 else font.pixelSize() / PX_PER_PT
        page_pt = max(LEAST_SIZE_PT, system_pt * ABOVE_SYSTEM)
        font.setPointSizeF(page_pt * self._size_percent / 100)
        with self._reader_stays():
            self.document().setDefaultFont(font)
            self._arrange()

    def _arrange(self) -> None:
        """Set the widths of the margin and the column."""
        metrics = QFontMetrics(self.text_font(), self)
        times_px = metrics.horizontalAdvance(LONGEST_TIME) + 3 * GRID_PX
        self._left_px = times_px if self._has_times() else 4 * GRID_PX
        self._column_px = metrics.averageCharWidth() * LINE_CHARACTERS
        self.setViewportMargins(self._left_px - OVERHANG_PX, 2 * GRID_PX, 0, 0)
        self._fit_column()
        self._place_margin()

    def _fit_column(self) -> None:
        """Wrap lines at the column's width, or the view's if smaller."""
        # Space for the scroll bar is kept while it is hidden, so that its appearance moves no word.
        taken_px = self._left_px + self.verticalScrollBar().sizeHint().width() + 2 * GRID_PX
        width_px = max(1, min(self._column_px, self.width() - taken_px)) + 2 * OVERHANG_PX
        if width_px != self.lineWrapColumnOrWidth():
            with self._reader_stays():
                self.setLineWrapColumnOrWidth(width_px)

    def _place_margin(self) -> None:
        viewport = self.viewport().geometry()
        self._margin.setGeometry(0, viewport.top(), viewport.left(), viewport.height())
        self._margin.update()

    def _on_reset(self) -> None:
        self.clear()
        self._filled = 0
        self._arrange()
        self._fill_some()

    def _on_theme_changed(self) -> None:
        with self._reader_stays():
            self._remove(0, self._filled)
            self._filled = 0
        self._fill_some()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0:
            self._arrange()
        if first < self._filled:
            with self._reader_stays():
                self._insert(first, last + 1)
        self._fill_some()

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        with self._reader_stays():
            self._remove(first, min(last + 1, self._filled))
        self.rows_shown.emit()

    def _fill_some(self) -> None:
        """Append the next rows; a separate cursor keeps the user's selection."""
        end = min(self._filled + ROWS_AT_ONCE, self._model.rowCount())
        if self._filled < end:
            scroll = self.verticalScrollBar().value()
            self._insert(self._filled, end)
            self.verticalScrollBar().setValue(scroll)
            self._margin.update()
        if self._filled < self._model.rowCount():
            self._fill_timer.start()
        self.rows_shown.emit()

    @contextmanager
    def _reader_stays(self) -> Iterator[None]:
        """Keep what is at the top of the view in place; a context manager."""
        bar = self.verticalScrollBar()
        is_at_start = bar.value() == 0
        top = self.cursorForPosition(QPoint(0, 0))
        before = self.cursorRect(top).top()
        yield
        bar.setValue(0 if is_at_start else bar.value() + self.cursorRect(top).top() - before)
        self._margin.update()

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
                cursor.setBlockFormat(paragraph())
            elif row == self._filled:
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertBlock(paragraph())
            else:
                cursor.setPosition(self.document().findBlockByNumber(row).position())
                cursor.insertBlock(paragraph())
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            write(cursor, self._model.row(row), self._theme.colors, has_margin=self._has_times())
            self._filled += 1
        cursor.endEditBlock()
        if is_at_start and self.textCursor().position():
            own.setPosition(0)
            self.setTextCursor(own)

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


LINE_PX = 2
# From the right, where the text's background begins.
LINE_FROM_PX = GRID_PX - OVERHANG_PX
TIMES_FROM_PX = 2 * GRID_PX - OVERHANG_PX


class TimesMargin(QWidget):
    """The margin: each row's start time beside its first line."""

    def __init__(self, view: "TranscriptView", model: TranscriptModel, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the times of the visible blocks."""
        painter = QPainter(self)
        painter.setFont(self._view.text_font())
        layout = self._view.document().documentLayout()
        offset = self._view.verticalScrollBar().value()
        block = self._view.cursorForPosition(self._view.viewport().rect().topLeft()).block()
        while block.isValid():
            area = layout.blockBoundingRect(block).translated(0, -offset)
            if area.top() > self.height():
                break
            if block.blockNumber() < self._model.rowCount():
                self._paint_row(painter, block, area)
            block = block.next()

    def _paint_row(self, painter: QPainter, block: QTextBlock, area: QRectF) -> None:
        row = self._model.row(block.blockNumber())
        line = block.layout().lineAt(0)
        if row.start_s is not None and line.isValid():
            # On the baseline of the block's first line.
            metrics = painter.fontMetrics()
            top = round(area.top() + line.y() + line.ascent()) - metrics.ascent()
            place = QRect(0, top, self.width() - TIMES_FROM_PX, metrics.height())
            painter.setPen(QColor(self._theme.colors.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, clock(row.start_s))
        if isinstance(row, Segment) and row.language:
            # Down to the next paragraph, so that a passage has one continuous line.
            number = block.blockNumber() + 1
            below = self._model.row(number) if number < self._model.rowCount() else None
            goes_on = isinstance(below, Segment) and below.language == row.language
            layout = self._view.document().documentLayout()
            whole = layout.blockBoundingRect(block.next() if goes_on else block)
            bottom = whole.top() if goes_on else whole.bottom()
            height = round(bottom - layout.blockBoundingRect(block).top())
            place = QRect(self.width() - LINE_FROM_PX, round(area.top()), LINE_PX, height)
            painter.fillRect(place, QColor(self._theme.colors.line))
