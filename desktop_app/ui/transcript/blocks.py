"""Write one paragraph: a segment with its uncertain words, or a mark with its links."""

import re

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor

from desktop_app.app.transcript.rows import Mark, TranscriptRow
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import marks as mark_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Colors

# Bringhurst's 150 % of the letter height: comfortable for lines of 70 characters.
LINE_HEIGHT_PERCENT = 150.0
# Letters may extend beyond their width, as an italic f or a j does, and need space for it.
OVERHANG_PX = GRID_PX // 2
UNSURE_BELOW = 0.5
# Link targets: the first offer, or the menu with all of them.
FIRST_LINK = "first"
MORE_LINK = "more"
GAP = "   "
# Paragraph separators become line separators, so that a row stays one paragraph.
LINE_SEPARATOR = "\u2028"
LINE_ENDS = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2029\ufdd0\ufdd1]")


def paragraph() -> QTextBlockFormat:
    """Return the block format; the same for all rows, so that rows can be inserted and removed."""
    layout = QTextBlockFormat()
    layout.setLineHeight(
        LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    layout.setBottomMargin(GRID_PX)
    return layout


def write(cursor: QTextCursor, row: TranscriptRow, colors: Colors, *, has_margin: bool) -> None:
    """Insert a row's text at the cursor, in an empty paragraph.

    Args:
        cursor: where to write.
        row: the segment or mark.
        colors: the theme's.
        has_margin: whether the time is in the margin; otherwise a mark contains it.
    """
    if isinstance(row, Mark):
        _write_mark(cursor, row, colors, has_margin=has_margin)
    else:
        _write_segment(cursor, row, colors)


def _write_segment(cursor: QTextCursor, segment: Segment, colors: Colors) -> None:
    for text, confidence in unsure_parts(segment):
        looks = QTextCharFormat()
        if confidence is not None:
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            looks.setUnderlineColor(QColor(colors.accent))
            percent = round(confidence * 100)
            looks.setToolTip(strings.UNSURE.format(percent=percent))
        cursor.insertText(LINE_ENDS.sub(LINE_SEPARATOR, text), looks)


def _write_mark(cursor: QTextCursor, mark: Mark, colors: Colors, *, has_margin: bool) -> None:
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(colors.muted))
    text = mark_strings.mark_line(mark)
    if not has_margin and mark.start_s is not None:
        text = mark_strings.AT.format(text=text, time=clock(mark.start_s))
    cursor.insertText(text, quiet)
    if mark.is_busy:
        cursor.insertText(GAP + mark_strings.BUSY, quiet)
    elif mark.offers:
        links = [(FIRST_LINK, mark_strings.offer_title(mark.offers[0], is_link=True))]
        if len(mark.offers) > 1:
            links.append((MORE_LINK, mark_strings.MORE))
        for address, title in links:
            cursor.insertText(GAP, quiet)
            link = QTextCharFormat()
            link.setAnchor(True)
            link.setAnchorHref(address)
            link.setForeground(QColor(colors.accent))
            cursor.insertText(title, link)


def unsure_parts(segment: Segment) -> list[tuple[str, float | None]]:
    """Split the segment's text into parts; uncertain ones with their confidence.

    Words are located in the text, whose spaces and punctuation are shown.
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
