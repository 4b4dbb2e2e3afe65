"""The margin of the page: who speaks, and when, beside each paragraph's first line."""

import re
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QStyle, QTextEdit, QToolTip, QWidget

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.core.timecode import clock
from desktop_app.ui.strings import page as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript.places import SetParagraph
from desktop_app.ui.widgets.controls import tip

# Recordings are shorter than a hundred hours.
LONGEST_TIME = "00:00:00"
# A longer name is elided.
NAME_CHARACTERS = 14
LINE_PX = 2
# From the right, where the text's background begins.
LINE_FROM_PX = GRID_PX - GRID_PX // 2
# Beside that, along the lines of sentences in which somebody else speaks, too.
OVERLAP_FROM_PX = GRID_PX
DOT_PX = 2
# The number at the end of a name, with the space before it.
NUMBER = re.compile(r"\s\d+$")
ELLIPSIS = "…"
TIMES_FROM_PX = 2 * GRID_PX - GRID_PX // 2


@dataclass(frozen=True, slots=True)
class MarginWidths:
    """How wide the margin is, in pixels, by its parts; 0 for a part that is not shown.

    Attributes:
        name, time: of the columns.
        is_stacked: whether the time is below the name, as there is no room beside it.
    """

    name: int = 0
    time: int = 0
    is_stacked: bool = False

    @property
    def whole(self) -> int:
        """The width of both, with the space around them."""
        if not self.name and not self.time:
            return 4 * GRID_PX
        if self.is_stacked or not self.name or not self.time:
            return max(self.name, self.time) + 3 * GRID_PX
        return self.name + self.time + 5 * GRID_PX


def name_font(font: QFont) -> QFont:
    """Return the font of names, made of the text's."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    made.setCapitalization(QFont.Capitalization.SmallCaps)
    return made


def shortened(name: str, metrics: QFontMetrics, width_px: int) -> str:
    """Return a name elided so that it stays another one than its like.

    A number at the end stays whole, as of "Speaker 12"; else what is in the middle goes.
    """
    number = NUMBER.search(name)
    end = number.group() if number is not None else ""
    begin_px = width_px - metrics.horizontalAdvance(end)
    if not end or begin_px <= metrics.horizontalAdvance(ELLIPSIS):
        return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width_px)
    begin = name.removesuffix(end)
    return metrics.elidedText(begin, Qt.TextElideMode.ElideRight, begin_px) + end


class Margin(QWidget):
    """Show who speaks and when; a click on a name, or on the place for one, asks for the speaker.

    Args:
        sheet: the page, whose document has a block for each row of the model.
        model: the page's rows.
        theme: the colours of names.

    Attributes:
        direction: from left to right where it is left of the text, and the other way round beside
            a text that is read from the right.

    Signals:
        name_clicked: the number of the paragraph's first segment, and the place on screen.
    """

    name_clicked = Signal(int, QPoint)

    def __init__(self, sheet: QTextEdit, model: TranscriptModel, theme: Theme) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._model = model
        self._theme = theme
        self.widths = MarginWidths()
        self.direction = Qt.LayoutDirection.LeftToRight

    def widths_for(self, font: QFont, *, has_times: bool) -> MarginWidths:
        """Return how wide it is with room for all."""
        metrics, names = QFontMetrics(font, self), QFontMetricsF(name_font(font), self)
        # Whole pixels are too few: a name that lacks a part of one is elided.
        longest = ceil(max(map(names.horizontalAdvance, self._model.speakers), default=-1.0)) + 1
        return MarginWidths(
            min(longest, metrics.averageCharWidth() * NAME_CHARACTERS),
            metrics.horizontalAdvance(LONGEST_TIME) if has_times else 0,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names and times of the visible blocks."""
        painter = QPainter(self)
        layout = self._sheet.document().documentLayout()
        offset = self._sheet.verticalScrollBar().value()
        block = self._sheet.cursorForPosition(QPoint()).block()
        if block.previous().isValid():
            block = block.previous()  # whose time may lie in the space below it
        while block.isValid():
            area = layout.blockBoundingRect(block).translated(0, -offset)
            if area.top() > self.height():
                break
            if block.blockNumber() < self._model.rowCount() and block.isVisible():
                self._paint_row(painter, block, area)
            block = block.next()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the left button from the page below, whose text cursor stays where it is."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the speaker of the paragraph."""
        paragraph = self._paragraph_at(event.position().toPoint())
        if paragraph is not None and event.button() == Qt.MouseButton.LeftButton:
            self.name_clicked.emit(paragraph.first, event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show the whole name and the time."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.tip_at(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, place: QPoint) -> str:
        """Return who speaks beside a place, when, and whether somebody else does, too."""
        paragraph = self._paragraph_at(place)
        if paragraph is None:
            return ""
        name = paragraph.speaker or strings.NO_SPEAKER
        at = clock(paragraph.start_s) if paragraph.start_s is not None else ""
        text = f"{name}  {at}".rstrip()
        if any(one.is_overlapped for one in paragraph.segments):
            return strings.OVERLAPPED_TIP.format(text=text)
        return text

    def _paragraph_at(self, place: QPoint) -> Paragraph | None:
        number = self._sheet.cursorForPosition(QPoint(0, place.y())).blockNumber()
        is_there = number < self._model.rowCount()
        row = self._model.row(number) if is_there else None
        return row if isinstance(row, Paragraph) else None

    def _paint_row(self, painter: QPainter, block: QTextBlock, area: QRectF) -> None:
        row = self._model.row(block.blockNumber())
        line = block.layout().lineAt(0)
        if not line.isValid():
            return
        font = self._sheet.document().defaultFont()
        baseline = round(area.top() + line.y() + line.ascent())
        right = self.width() - TIMES_FROM_PX
        widths = self.widths
        speaker = row.speaker if isinstance(row, Paragraph) else None
        if speaker and widths.name:
            left = right - (widths.name if widths.is_stacked else widths.whole - 3 * GRID_PX)
            self._paint_name(painter, speaker, QRect(left, baseline, widths.name, 0))
            if widths.is_stacked:
                below = block.layout().lineAt(1)
                if below.isValid():
                    baseline = round(area.top() + below.y() + below.ascent())
                else:  # the space between paragraphs has room for it
                    baseline += QFontMetrics(font, self).height()
        if row.start_s is not None and widths.time:
            painter.setFont(font)
            metrics = painter.fontMetrics()
            place = QRect(0, baseline - metrics.ascent(), right, metrics.height())
            painter.setPen(QColor(self._theme.colors.muted))
            self._draw(painter, place, Qt.AlignmentFlag.AlignRight, clock(row.start_s))
        if isinstance(row, Paragraph) and row.language:
            self._paint_passage(painter, block, area, row.language)
        if isinstance(row, Paragraph) and any(one.is_overlapped for one in row.segments):
            self._paint_overlaps(painter, block, area, row)

    def _paint_overlaps(
        self, painter: QPainter, block: QTextBlock, area: QRectF, row: Paragraph
    ) -> None:
        """Draw dots beside the lines of sentences in which somebody else speaks, too."""
        written, left = SetParagraph(row), self.width() - OVERLAP_FROM_PX
        for number, segment in enumerate(row.segments, row.first):
            span = written.span_of(number) if segment.is_overlapped else None
            if span is None:
                continue
            first = block.layout().lineForTextPosition(span[0])
            last = block.layout().lineForTextPosition(max(span[0], span[1] - 1))
            if not first.isValid() or not last.isValid():
                continue
            top, bottom = area.top() + first.y(), area.top() + last.y() + last.height()
            for y in range(round(top), round(bottom), 3 * DOT_PX):
                there = QRect(left, y, DOT_PX, DOT_PX)
                there = QStyle.visualRect(self.direction, self.rect(), there)
                painter.fillRect(there, QColor(self._theme.colors.muted))

    def _paint_name(self, painter: QPainter, name: str, place: QRect) -> None:
        painter.setFont(name_font(self._sheet.document().defaultFont()))
        metrics = painter.fontMetrics()
        colors = self._theme.colors.speakers
        painter.setPen(QColor(colors[self._model.speakers.get(name, 0) % len(colors)]))
        shown = name
        if metrics.horizontalAdvance(name) > place.width():
            shown = shortened(name, metrics, place.width())
        place.setTop(place.top() - metrics.ascent())
        place.setHeight(metrics.height())
        side = Qt.AlignmentFlag.AlignRight if self.widths.is_stacked else Qt.AlignmentFlag.AlignLeft
        self._draw(painter, place, side, shown)

    def _draw(self, painter: QPainter, place: QRect, side: Qt.AlignmentFlag, text: str) -> None:
        """Draw a text where it is to be left of the page, or its mirror image at the right."""
        there = QStyle.visualRect(self.direction, self.rect(), place)
        seen = QStyle.visualAlignment(self.direction, side)
        painter.drawText(there, seen | Qt.AlignmentFlag.AlignAbsolute, text)

    def _paint_passage(
        self, painter: QPainter, block: QTextBlock, area: QRectF, language: str
    ) -> None:
        """Draw a line down to the next paragraph, so that a passage has one continuous line."""
        number = block.blockNumber() + 1
        below = self._model.row(number) if number < self._model.rowCount() else None
        goes_on = isinstance(below, Paragraph) and below.language == language
        goes_on = goes_on and block.next().isVisible()
        layout = self._sheet.document().documentLayout()
        whole = layout.blockBoundingRect(block.next() if goes_on else block)
        bottom = whole.top() if goes_on else whole.bottom()
        height = round(bottom - layout.blockBoundingRect(block).top())
        place = QRect(self.width() - LINE_FROM_PX, round(area.top()), LINE_PX, height)
        there = QStyle.visualRect(self.direction, self.rect(), place)
        painter.fillRect(there, QColor(self._theme.colors.line))
