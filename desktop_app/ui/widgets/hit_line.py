"""A line of text with what was found in it marked, cut so that the first hit is seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle

from desktop_app.ui.theme import Colors

ELLIPSIS = "…"
# Where the first hit may stand at most, as a share of the line; before it, context.
_LATEST = 0.5
_CONTEXT = 0.3
_LONGEST = 400  # characters that no row is wide enough for
_BEYOND = 0xFFFF  # characters that take two places in UTF-16

Spans = Sequence[tuple[int, int]]


def in_utf16(text: str, index: int) -> int:
    """Return where a character of `text` is as Qt counts."""
    return index + sum(ord(char) > _BEYOND for char in text[:index])


def cut_to_hit(text: str, spans: Spans, metrics: QFontMetrics, width: int) -> tuple[str, Spans]:
    """Return a text in one line whose first hit fits into the width, and the spans in it."""
    line = "".join(" " if char.isspace() else char for char in text)
    if not spans:
        return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width), ()
    begin = 0
    if metrics.horizontalAdvance(line[: spans[0][1]][-_LONGEST:]) > width * _LATEST:
        begin = spans[0][0]
        room_px = width * _CONTEXT
        while begin > 0 and metrics.horizontalAdvance(line[begin - 1 : spans[0][0]]) < room_px:
            begin -= 1
        space = line.find(" ", begin, spans[0][0])
        begin = space + 1 if begin and space >= 0 else begin
    lead = ELLIPSIS if begin else ""
    whole = lead + line[begin : begin + _LONGEST]
    shown = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, width)
    end = len(shown) - (shown != whole)  # its own ellipsis is no hit
    shift = len(lead) - begin
    moved = ((start + shift, min(stop + shift, end)) for start, stop in spans)
    return shown, [(start, stop) for start, stop in moved if start < stop]


def paint_marked(
    painter: QPainter, area: QRect, text: str, spans: Spans, ink: QColor, colors: Colors
) -> None:
    """Paint one line of text with a ground under the spans; it must fit into the area."""
    formats = []
    for start, end in spans:
        found = QTextLayout.FormatRange()
        found.start = in_utf16(text, start)
        found.length = in_utf16(text, end) - found.start
        found.format = _looks(colors)
        formats.append(found)
    layout = QTextLayout(text, QFont(painter.font()))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = QStyle.visualAlignment(painter.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(area.width())
    layout.endLayout()
    painter.save()
    painter.setPen(ink)
    layout.draw(painter, QPointF(area.topLeft()))
    painter.restore()


def _looks(colors: Colors) -> QTextCharFormat:
    looks = QTextCharFormat()
    looks.setBackground(QColor(colors.hit))
    looks.setForeground(QColor(colors.text))
    return looks
