"""The transcript set like a page: text to read, select and copy; times in the margin."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit

from desktop_app.app.transcript_model import TranscriptModel
from desktop_app.app.transcript_rows import Mark
from desktop_app.core.transcript import Segment
from desktop_app.ui import strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.times_margin import TimesMargin
from desktop_app.ui.transcript_blocks import FIRST_LINK, paragraph, write

# Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75 characters, 66 the ideal.
LINE_CHARACTERS = 70
# A few milliseconds of work each, so that six hours of text never hold up the window.
ROWS_AT_ONCE = 100


class TranscriptView(QTextEdit):
    """Follows a TranscriptModel, whatever changes in it, and leaves the reader where he is.

    Signals:
        first_offer_taken: a Mark, whose first offer was chosen.
        offers_wanted: a Mark, and where on the screen its offers are to be shown.
    """

    first_offer_taken = Signal(object)
    offers_wanted = Signal(object, QPoint)

    def __init__(self, model: TranscriptModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._filled = 0
        self._pressed_at = QPoint()
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
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self._margin = TimesMargin(self, model, theme)
        self._fill_timer = QTimer(self)
        self._fill_timer.setInterval(0)
        self._fill_timer.setSingleShot(True)
        self._fill_timer.timeout.connect(self._fill_some)
        self._size_pt = self.font().pointSizeF()
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        self.verticalScrollBar().valueChanged.connect(self._margin.update)
        self.document().documentLayout().documentSizeChanged.connect(self._margin.update)
        theme.changed.connect(self._on_theme_changed)
        self._on_reset()

    def set_text_size(self, percent: int) -> None:
        """Make the text larger or smaller than the system's."""
        font = self.font()
        font.setPointSizeF(self._size_pt * 1.1 * percent / 100)
        self.setFont(font)
        self._set_margins()
        self._margin.update()

    def current_mark(self) -> Mark | None:
        """The mark at the text cursor."""
        return self._mark_at(self.textCursor())

    def go_to_next_mark(self) -> None:
        """Select the next mark after the text cursor, from the top again after the last."""
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
        """Keep the column of text at its width."""
        super().resizeEvent(event)
        self._set_margins()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where it was, to tell a click from a selection."""
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
        # Qt selects the words of a link that is clicked; the reader did not.
        self.setTextCursor(QTextCursor(self.cursorForPosition(place).block()))
        if address == FIRST_LINK:
            self.first_offer_taken.emit(mark)
        else:
            self.offers_wanted.emit(mark, event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the first link of the mark at the text cursor."""
        mark = self.current_mark()
        # Not by createMimeDataFromSelection: Python and Qt would both delete what it returns.
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and mark and mark.offers:
            self.first_offer_taken.emit(mark)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On a mark, what can be done about it."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        mark = self.current_mark() if by_key else self._mark_at(self.cursorForPosition(place))
        if mark is None or not mark.offers:
            super().contextMenuEvent(event)
        else:
            self.offers_wanted.emit(mark, event.globalPos())

    def selected_text(self) -> str:
        """The selected text as it was said: without marks, and without their looks."""
        selected = self.textCursor()
        start, end = selected.selectionStart(), selected.selectionEnd()
        lines = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            if isinstance(self._model.row(block.blockNumber()), Segment):
                text = block.text()[: end - block.position()]
                lines.append(text[max(0, start - block.position()) :])
            block = block.next()
        return "\n".join(lines)

    def _mark_at(self, cursor: QTextCursor) -> Mark | None:
        number = cursor.blockNumber()
        # The cursor also moves while the text is being changed after the model.
        is_there = number < min(self._filled, self._model.rowCount())
        row = self._model.row(number) if is_there else None
        return row if isinstance(row, Mark) else None

    def _has_times(self) -> bool:
        return self._model.rowCount() == 0 or any(
            self._model.row(number).start_s is not None
            for number in range(min(2, self._model.rowCount()))
        )

    def _set_margins(self) -> None:
        metrics = self.fontMetrics()
        times_px = metrics.horizontalAdvance("0:00:00") + 3 * GRID_PX
        left = times_px if self._has_times() else 4 * GRID_PX
        column_px = metrics.averageCharWidth() * LINE_CHARACTERS
        scroll_px = self.verticalScrollBar().sizeHint().width()
        right = max(2 * GRID_PX, self.width() - left - column_px - scroll_px)
        self.setViewportMargins(left, 2 * GRID_PX, right, 0)
        viewport = self.viewport().geometry()
        self._margin.setGeometry(0, viewport.top(), left, viewport.height())

    def _on_reset(self) -> None:
        self.clear()
        self._filled = 0
        self._set_margins()
        self._fill_some()

    def _on_theme_changed(self) -> None:
        with self._reader_stays():
            self._remove(0, self._filled)
            self._filled = 0
        self._fill_some()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0:
            self._set_margins()
        if first < self._filled:
            with self._reader_stays():
                self._insert(first, last + 1)
        self._fill_some()

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        with self._reader_stays():
            self._remove(first, min(last + 1, self._filled))

    def _fill_some(self) -> None:
        """Append the next rows; a cursor of our own leaves the reader's selection alone."""
        end = min(self._filled + ROWS_AT_ONCE, self._model.rowCount())
        if self._filled < end:
            scroll = self.verticalScrollBar().value()
            self._insert(self._filled, end)
            self.verticalScrollBar().setValue(scroll)
            self._margin.update()
        if self._filled < self._model.rowCount():
            self._fill_timer.start()

    @contextmanager
    def _reader_stays(self) -> Iterator[None]:
        """What is at the top of the view is there again afterwards."""
        bar = self.verticalScrollBar()
        is_at_start = bar.value() == 0
        top = self.cursorForPosition(QPoint(0, 0))
        before = self.cursorRect(top).top()
        yield
        bar.setValue(0 if is_at_start else bar.value() + self.cursorRect(top).top() - before)
        self._margin.update()

    def _insert(self, first: int, end: int) -> None:
        """Write rows `first` to `end` before the one that is there, or at the end."""
        cursor = QTextCursor(self.document())
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

    def _remove(self, first: int, end: int) -> None:
        """Take the paragraphs `first` to `end` out, each with one of its ends."""
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
