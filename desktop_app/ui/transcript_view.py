"""The transcript set like a page: text to read, select and copy; times in the margin."""

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop_app.app.transcript_model import TranscriptModel
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment
from desktop_app.ui import strings
from desktop_app.ui.theme import GRID_PX, Theme

# Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75 characters, 66 the ideal.
LINE_CHARACTERS = 70
LINE_HEIGHT_PERCENT = 150.0
UNSURE_BELOW = 0.5
# A few milliseconds of work each, so that six hours of text never hold up the window.
ROWS_AT_ONCE = 100


class TimesMargin(QWidget):
    """The start of each segment beside its first line."""

    def __init__(self, view: "TranscriptView", model: TranscriptModel, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the times of the blocks that are on the screen."""
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.colors.muted))
        painter.setFont(self._view.font())
        height = painter.fontMetrics().height()
        layout = self._view.document().documentLayout()
        offset = self._view.verticalScrollBar().value()
        block = self._view.cursorForPosition(self._view.viewport().rect().topLeft()).block()
        while block.isValid():
            area = layout.blockBoundingRect(block)
            top = round(area.top()) - offset
            if top > self.height():
                break
            row = block.blockNumber()
            line = block.layout().lineAt(0)
            if row < self._model.rowCount() and line.isValid():
                start_s = self._model.segment(row).start_s
                if start_s is not None:
                    # On the baseline of the block's first line.
                    base = round(area.top() + line.y() + line.ascent()) - offset
                    place = QRect(
                        0, base - painter.fontMetrics().ascent(), self.width() - 2 * GRID_PX, height
                    )
                    painter.drawText(place, Qt.AlignmentFlag.AlignRight, clock(start_s))
            block = block.next()


class TranscriptView(QTextEdit):
    """Follows a TranscriptModel: grows at the end and leaves the reader where he is."""

    def __init__(self, model: TranscriptModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._filled = 0
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(strings.TRANSCRIPT_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
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
        self.verticalScrollBar().valueChanged.connect(self._margin.update)
        self.document().documentLayout().documentSizeChanged.connect(self._margin.update)
        theme.changed.connect(self._on_reset)
        self._on_reset()

    def set_text_size(self, percent: int) -> None:
        """Make the text larger or smaller than the system's."""
        font = self.font()
        font.setPointSizeF(self._size_pt * 1.1 * percent / 100)
        self.setFont(font)
        self._set_margins()
        self._margin.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column of text at its width."""
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        metrics = self.fontMetrics()
        times_px = metrics.horizontalAdvance("0:00:00") + 3 * GRID_PX
        has_times = self._model.rowCount() == 0 or self._model.segment(0).start_s is not None
        left = times_px if has_times else 4 * GRID_PX
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

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if first == 0:
            self._set_margins()
        self._fill_some()

    def _fill_some(self) -> None:
        """Append the next rows; a cursor of our own leaves the reader's selection alone."""
        end = min(self._filled + ROWS_AT_ONCE, self._model.rowCount())
        if self._filled < end:
            scroll = self.verticalScrollBar().value()
            cursor = QTextCursor(self.document())
            cursor.beginEditBlock()
            for row in range(self._filled, end):
                self._append(cursor, self._model.segment(row), is_first=row == 0)
            cursor.endEditBlock()
            self._filled = end
            self.verticalScrollBar().setValue(scroll)
            self._margin.update()
        if self._filled < self._model.rowCount():
            self._fill_timer.start()

    def _append(self, cursor: QTextCursor, segment: Segment, *, is_first: bool) -> None:
        layout = QTextBlockFormat()
        layout.setLineHeight(
            LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        layout.setBottomMargin(GRID_PX)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if is_first:
            cursor.setBlockFormat(layout)
        else:
            cursor.insertBlock(layout)
        for text, confidence in unsure_parts(segment):
            looks = QTextCharFormat()
            if confidence is not None:
                looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                looks.setUnderlineColor(QColor(self._theme.colors.accent))
                percent = round(confidence * 100)
                looks.setToolTip(strings.UNSURE.format(percent=percent))
            cursor.insertText(text, looks)


def unsure_parts(segment: Segment) -> list[tuple[str, float | None]]:
    """The segment's text in pieces; those the model was unsure of carry their confidence.

    The words are looked for in the text, as its spaces and punctuation are the ones to show.
    """
    parts: list[tuple[str, float | None]] = []
    done = 0
    for word in segment.words:
        place = segment.text.find(word.text, done)
        if place < 0:
            continue
        end = place + len(word.text)
        if word.confidence is not None and word.confidence < UNSURE_BELOW:
            if place > done:
                parts.append((segment.text[done:place], None))
            parts.append((word.text, word.confidence))
            done = end
        else:
            parts.append((segment.text[done:end], None))
            done = end
    if done < len(segment.text):
        parts.append((segment.text[done:], None))
    return parts
