"""What stands beside the transcript: times, and a line along what is in another language."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QWidget

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript_blocks import OVERHANG_PX

if TYPE_CHECKING:
    from desktop_app.ui.transcript_view import TranscriptView

LINE_PX = 2
# From the right, where the text's own ground begins.
LINE_FROM_PX = GRID_PX - OVERHANG_PX
TIMES_FROM_PX = 2 * GRID_PX - OVERHANG_PX


class TimesMargin(QWidget):
    """The start of each row beside its first line."""

    def __init__(self, view: "TranscriptView", model: TranscriptModel, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what belongs to the blocks that are on the screen."""
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
            # Down to the next paragraph, so that a passage has one line.
            number = block.blockNumber() + 1
            below = self._model.row(number) if number < self._model.rowCount() else None
            goes_on = isinstance(below, Segment) and below.language == row.language
            layout = self._view.document().documentLayout()
            whole = layout.blockBoundingRect(block.next() if goes_on else block)
            bottom = whole.top() if goes_on else whole.bottom()
            height = round(bottom - layout.blockBoundingRect(block).top())
            place = QRect(self.width() - LINE_FROM_PX, round(area.top()), LINE_PX, height)
            painter.fillRect(place, QColor(self._theme.colors.line))
