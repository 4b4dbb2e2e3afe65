"""Write one paragraph with its unsure words, or a mark with its links."""

from PySide6.QtGui import QColor, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor

from desktop_app.app.transcript.rows import Mark
from desktop_app.core.timecode import clock
from desktop_app.ui.strings import page as strings
from desktop_app.ui.theme import GRID_PX, Colors
from desktop_app.ui.transcript.places import SetParagraph, units

# Bringhurst's 150 % of the letter height: comfortable for lines of 70 characters.
LINE_HEIGHT_PERCENT = 150.0
BETWEEN_PX = 2 * GRID_PX
# Letters may extend beyond their width, as an italic f or a j does, and need space for it.
OVERHANG_PX = GRID_PX // 2
UNSURE_BELOW = 0.5
# Link targets: hear it, the first offer, or the menu with all of them.
LISTEN_LINK = "listen"
FIRST_LINK = "first"
MORE_LINK = "more"
GAP = "   "


def block_format() -> QTextBlockFormat:
    """Return the block format; the same for all rows, so that rows can be inserted and removed."""
    layout = QTextBlockFormat()
    layout.setLineHeight(
        LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    layout.setBottomMargin(BETWEEN_PX)
    return layout


def write_paragraph(cursor: QTextCursor, written: SetParagraph, colors: Colors) -> None:
    """Insert a paragraph at the cursor, in an empty block."""
    done = 0
    text = written.text.encode("utf-16-le")  # as Qt counts
    for start, end, confidence in written.unsure(UNSURE_BELOW):
        cursor.insertText(_part(text, done, start), QTextCharFormat())
        cursor.insertText(_part(text, start, end), unsure_looks(confidence, colors))
        done = end
    cursor.insertText(_part(text, done, len(text) // 2), QTextCharFormat())


def rewrite_paragraph(block: QTextBlock, written: SetParagraph, colors: Colors) -> None:
    """Change a block to a paragraph where they differ; cursors elsewhere stay where they are."""
    before, after = block.text(), written.text
    cursor = QTextCursor(block)
    cursor.beginEditBlock()
    if before != after:
        first = _shared(before, after)
        rest = min(len(before), len(after)) - first
        shared = min(_shared(before[::-1], after[::-1]), rest)
        cursor.setPosition(block.position() + units(before[:first]))
        end = block.position() + units(before[: len(before) - shared])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(after[first : len(after) - shared], QTextCharFormat())
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(QTextCharFormat())
    for start, end, confidence in written.unsure(UNSURE_BELOW):
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(unsure_looks(confidence, colors))
    cursor.endEditBlock()


def unsure_looks(confidence: float, colors: Colors) -> QTextCharFormat:
    """Return the looks of a word of which the model was not sure."""
    looks = QTextCharFormat()
    looks.setBackground(QColor(colors.unsure))
    # The ground alone is hardly seen by some, and by nobody without colours.
    looks.setUnderlineColor(QColor(colors.warning))
    looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    looks.setToolTip(strings.UNSURE.format(percent=round(confidence * 100)))
    return looks


def _part(text: bytes, start: int, end: int) -> str:
    return text[2 * start : 2 * end].decode("utf-16-le")


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def write_mark(cursor: QTextCursor, mark: Mark, colors: Colors, *, has_margin: bool) -> None:
    """Insert a mark at the cursor, in an empty block.

    Args:
        cursor: where to write.
        mark: the mark.
        colors: the theme's.
        has_margin: whether the time is in the margin; otherwise the mark contains it.
    """
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(colors.muted))
    text = strings.mark_line(mark)
    if not has_margin and mark.start_s is not None:
        text = strings.AT.format(text=text, time=clock(mark.start_s))
    cursor.insertText(text, quiet)
    for address, title in _links(mark):
        cursor.insertText(GAP, quiet)
        link = QTextCharFormat()
        link.setAnchor(True)
        link.setAnchorHref(address)
        link.setForeground(QColor(colors.accent))
        cursor.insertText(title, link)
    if mark.is_busy:
        cursor.insertText(GAP + strings.BUSY, quiet)


def _links(mark: Mark) -> list[tuple[str, str]]:
    links = []
    if mark.span is not None and mark.span[0] < mark.span[1]:
        links.append((LISTEN_LINK, strings.LISTEN))
    if mark.offers and not mark.is_busy:
        links.append((FIRST_LINK, strings.offer_title(mark.offers[0], is_link=True)))
        if len(mark.offers) > 1:
            links.append((MORE_LINK, strings.MORE))
    return links
