"""The transcript as a page to read, to hear and to correct."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextLine,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import Mark
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.blocks import FIRST_LINK, LISTEN_LINK
from desktop_app.ui.transcript.following import Following
from desktop_app.ui.transcript.places import LINE_SEPARATOR, Place
from desktop_app.ui.transcript.sheet import Sheet

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# In eighths of a degree; touchpads send smaller steps.
WHEEL_STEP = 120
READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
    | Qt.TextInteractionFlag.LinksAccessibleByMouse
)


class TranscriptView(Sheet):
    """A page that is read and heard.

    Signals:
        first_offer_taken: the Mark whose first offer was chosen.
        listen_wanted: the Mark that is to be heard.
        offers_wanted: a Mark, and the position on screen for its offers.
        size_steps_wanted: steps to enlarge the text by; negative to shrink it.
        time_clicked: when the word was spoken that was clicked on, in seconds.
        play_wanted: the key that plays and pauses was pressed.
    """

    first_offer_taken = Signal(object)
    listen_wanted = Signal(object)
    offers_wanted = Signal(object, QPoint)
    size_steps_wanted = Signal(int)
    time_clicked = Signal(float)
    play_wanted = Signal()

    def __init__(self, model: TranscriptModel, theme: Theme) -> None:
        super().__init__(model, theme)
        self._pressed_at = QPoint()
        self._turned = 0
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(READING)
        self.following = Following(self, model, theme)

    def follow(self, time_s: float | None) -> None:
        """Light the word that is spoken at a time; None to light nothing any more."""
        self.following.follow(time_s)

    def time_at_cursor(self) -> float | None:
        """Return when the word at the text cursor is spoken; None if unknown."""
        place = self.place_at(self.textCursor().selectionStart())
        return place.time_s if place is not None else None

    def segment_at_cursor(self) -> int | None:
        """Return the number of the segment at the text cursor."""
        place = self.place_at(self.textCursor().selectionStart())
        return place.segment if place is not None else None

    def selected_places(self) -> tuple[Place, Place] | None:
        """Return where the selection begins and ends, without the marks at its ends."""
        cursor = self.textCursor()
        return self.places_between(cursor.selectionStart(), cursor.selectionEnd())

    def selected_segments(self) -> range:
        """Return the numbers of the selected segments, or of the one at the text cursor."""
        places = self.selected_places()
        return range(places[0].segment, places[1].segment + 1) if places is not None else range(0)

    def current_mark(self) -> Mark | None:
        """The mark at the text cursor."""
        return self.mark_at(self.textCursor())

    def reveal(self, start: int, end: int) -> None:
        """Scroll a part of the text into view; the reader is there now, and not where it plays."""
        super().reveal(start, end)
        self.following.note_moved()

    def selected_text(self) -> str:
        """Return the selected text without marks and formatting."""
        selected = self.textCursor()
        start, end = selected.selectionStart(), selected.selectionEnd()
        lines = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            if self._set[block.blockNumber()] is not None:
                text = block.text().encode("utf-16-le")
                first, last = max(0, start - block.position()), end - block.position()
                lines.append(text[2 * first : 2 * last].decode("utf-16-le", "replace"))
            block = block.next()
        return "\n".join(lines).replace(LINE_SEPARATOR, "\n")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the button that lies over the page."""
        super().resizeEvent(event)
        self.following.place_back()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show how sure the model was of the word under the mouse.

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
            self.following.note_moved()
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / WHEEL_STEP)
        self._turned -= steps * WHEEL_STEP
        if steps:
            self.size_steps_wanted.emit(steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note the position, to tell a click from a selection; selected text is not dragged."""
        place = event.position().toPoint()
        self._pressed_at = place
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.button() == Qt.MouseButton.LeftButton and not held:
            self.setTextCursor(self.cursorForPosition(place))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a mark's link, or tell when the word was spoken."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        moved_px = (place - self._pressed_at).manhattanLength()
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not is_left or moved_px >= QApplication.startDragDistance():
            return
        cursor = self.cursorForPosition(place)
        mark = self.mark_at(cursor)
        if mark is not None:
            self._follow_link(mark, self.anchorAt(place), event)
        elif not event.modifiers() and not self.textCursor().hasSelection():
            at = self.place_at(cursor.position())
            if at is not None and at.time_s is not None:
                self.time_clicked.emit(at.time_s)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; play; take the first offer of the mark at the text cursor."""
        # Not by createMimeDataFromSelection: Python and Qt would both delete its result.
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and (mark := self.current_mark())
            and mark.offers
        ):
            self.first_offer_taken.emit(mark)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)
            self.following.note_moved()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer a mark's actions in the context menu."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        mark = self.current_mark() if by_key else self.mark_at(self.cursorForPosition(place))
        if mark is None or not mark.offers:
            super().contextMenuEvent(event)
        else:
            self.offers_wanted.emit(mark, event.globalPos())

    def copy_selection(self) -> None:
        """Copy the selected text, without marks and formatting."""
        if self.textCursor().hasSelection():
            QGuiApplication.clipboard().setText(self.selected_text())

    def _follow_link(self, mark: Mark, address: str, event: QMouseEvent) -> None:
        if not address:
            return
        # Qt selects a clicked link's text, which the user did not intend.
        place = event.position().toPoint()
        self.setTextCursor(QTextCursor(self.cursorForPosition(place).block()))
        if address == LISTEN_LINK:
            self.listen_wanted.emit(mark)
        elif address == FIRST_LINK:
            self.first_offer_taken.emit(mark)
        else:
            self.offers_wanted.emit(mark, event.globalPosition().toPoint())

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
