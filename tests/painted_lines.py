"""Whether a transcript is painted as it is written: its lines against its text, and its pixels."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QImage, QPainter, QTextBlock, QTextLine
from PySide6.QtWidgets import QWidget

from desktop_app.app.transcript.rows import TranscriptRow
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.ui.transcript.places import shown
from desktop_app.ui.transcript.view import TranscriptView

# Beside the page there is room in the reference picture, for what a page would cut off.
BESIDE_PX = 120
EPSILON_PX = 0.02

Picture: TypeAlias = npt.NDArray[np.uint32]


def faults(view: TranscriptView, rows: Sequence[TranscriptRow]) -> list[str]:
    """What is wrong with how the rows are painted, in words; an empty list where nothing is.

    Leaves the view scrolled to its end and without the focus, which draws a text cursor.
    """
    view.clearFocus()
    view.document().documentLayout().documentSize()  # lays out the rest, which else has time
    return [*_text_faults(view, rows), *_line_faults(view), *_pixel_faults(view)]


def lines(block: QTextBlock) -> Iterator[QTextLine]:
    """The lines that a paragraph is broken into."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        yield layout.lineAt(number)


def blocks(view: TranscriptView) -> Iterator[QTextBlock]:
    """The paragraphs."""
    block = view.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def _text_faults(view: TranscriptView, rows: Sequence[TranscriptRow]) -> Iterator[str]:
    found = list(blocks(view))
    if len(found) != len(rows):
        yield f"{len(found)} paragraphs for {len(rows)} rows"
    for block, row in zip(found, rows, strict=False):
        wanted = shown(row.text) if isinstance(row, Paragraph) else ""
        if wanted and block.text() != wanted:
            yield f"row {block.blockNumber()} reads {block.text()!r} instead of {wanted!r}"
        units = block.text().encode("utf-16-le")  # Qt counts in these
        laid = b"".join(
            units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            for line in lines(block)
        )
        if laid != units:
            yield f"the lines of row {block.blockNumber()} read {laid.decode('utf-16-le')!r}"


def _line_faults(view: TranscriptView) -> Iterator[str]:
    room = view.viewport().width()
    if view.document().size().width() > room:
        yield f"set {view.document().size().width():.0f} px wide, in {room} px"
    if view.horizontalScrollBar().maximum() > 0:
        yield "can be scrolled sideways"
    viewport = view.viewport()
    for widget in view.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        is_over = widget is not viewport and widget.isVisibleTo(view)
        if is_over and widget.geometry().intersects(viewport.geometry()):
            yield f"{type(widget).__name__} lies over the lines"
    last_bottom = 0.0
    for block in blocks(view):
        top = block.layout().position()
        for line in lines(block):
            area = line.naturalTextRect().translated(top)
            words = block.text()[line.textStart() : line.textStart() + line.textLength()]
            if area.left() < -EPSILON_PX or area.right() > room + EPSILON_PX:
                yield f"from {area.left():.0f} to {area.right():.0f} of {room} px: {words!r}"
            if area.top() < last_bottom - EPSILON_PX:
                yield f"over the line above: {words!r}"
            last_bottom = top.y() + line.y() + line.height()


def _pixel_faults(view: TranscriptView) -> Iterator[str]:
    """Compare each screenful with the same lines painted with room around them."""
    bar, viewport = view.verticalScrollBar(), view.viewport()
    step = max(1, viewport.height() * 3 // 4)
    for scroll in range(0, bar.maximum() + step, step):
        bar.setValue(scroll)
        shown = _pixels(viewport.grab().toImage())
        wide = _pixels(_reference(view))
        beside = round(BESIDE_PX * viewport.devicePixelRatioF())
        ground = wide[0, 0]
        left, right = wide[:, :beside], wide[:, beside + shown.shape[1] :]
        for side, part in (("left", left), ("right", right)):
            columns = np.unique(np.nonzero(part != ground)[1])
            if columns.size:
                yield f"{columns.size} px are cut off on the {side} at {bar.value()}"
        same = wide[: shown.shape[0], beside : beside + shown.shape[1]]
        # The last pixels of an image may be partly outside the painted area.
        if not np.array_equal(shown[:-1, :-1], same[:-1, :-1]):
            yield f"the screen differs from the layout at {bar.value()}"
        yield from _lines_without_ink(view, shown, ground)


def _lines_without_ink(view: TranscriptView, shown: Picture, ground: np.uint32) -> Iterator[str]:
    ratio, scroll = view.viewport().devicePixelRatioF(), view.verticalScrollBar().value()
    for block in blocks(view):
        top = block.layout().position()
        for line in lines(block):
            words = block.text()[line.textStart() : line.textStart() + line.textLength()].strip()
            area = line.naturalTextRect().translated(top).translated(0, -scroll)
            is_whole = area.top() >= 0 and area.bottom() <= view.viewport().height()
            if words and is_whole:
                rows = slice(int(area.top() * ratio), int(area.bottom() * ratio))
                columns = slice(int(area.left() * ratio), int(area.right() * ratio) + 1)
                if (shown[rows, columns] == ground).all():
                    yield f"nothing is painted for {words!r}"


def _reference(view: TranscriptView) -> QImage:
    """Paint the visible lines on a page that extends to both sides."""
    viewport, scroll = view.viewport(), view.verticalScrollBar().value()
    ratio = viewport.devicePixelRatioF()
    width, height = viewport.width() + 2 * BESIDE_PX, viewport.height()
    image = QImage(ceil(width * ratio), ceil(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(viewport.palette().base().color())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = view.palette()
    context.clip = QRectF(0, scroll, width, height)
    painter = QPainter(image)
    painter.translate(BESIDE_PX, -scroll)
    view.document().documentLayout().draw(painter, context)
    painter.end()
    return image


def _pixels(image: QImage) -> Picture:
    """Height x width; a colour as one number, whose highest byte is without meaning."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), np.uint32)
    rows = data.reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()] & np.uint32(0xFFFFFF)
