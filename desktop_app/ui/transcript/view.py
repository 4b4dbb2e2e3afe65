"""The transcript as a page to read, to hear and to correct."""

from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextLine,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.app.transcript.rows import Mark
from desktop_app.ui.strings import page as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.blocks import FIRST_LINK, LISTEN_LINK
from desktop_app.ui.transcript.following import Following, word_at
from desktop_app.ui.transcript.keys import (
    ENTER,
    Key,
    begins_to_correct,
    changes_text,
    is_backspace,
    is_command,
    is_move,
    is_redo,
    is_text,
    is_undo,
    removal,
)
from desktop_app.ui.transcript.places import Place
from desktop_app.ui.transcript.sheet import Sheet
from desktop_app.ui.transcript.typing import TextEditor, Typing
from desktop_app.ui.widgets.controls import empty_menu

# In eighths of a degree; touchpads send smaller steps.
WHEEL_STEP = 120
READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
    | Qt.TextInteractionFlag.LinksAccessibleByMouse
)


CORRECTING = READING | Qt.TextInteractionFlag.TextEditable


class TranscriptView(Sheet):
    """A page that is read, heard and corrected.

    It begins with reading, where Space plays; typing begins to correct, and Escape ends it.

    Signals:
        first_offer_taken: the Mark whose first offer was chosen.
        listen_wanted: the Mark that is to be heard.
        offers_wanted: a Mark, and the position on screen for its offers.
        size_steps_wanted: steps to enlarge the text by; negative to shrink it.
        time_clicked: when the word was spoken that was clicked on, in seconds.
        play_wanted: the key that plays and pauses was pressed.
        back_wanted: the key was pressed that goes back a few seconds.
        mode_changed: whether the text is being corrected.
        menu_wanted: the QMenu of the text before it opens, to be added to.
        restore_wanted: the number of the segment whose words as they were heard are wanted back.
    """

    first_offer_taken = Signal(object)
    listen_wanted = Signal(object)
    offers_wanted = Signal(object, QPoint)
    size_steps_wanted = Signal(int)
    time_clicked = Signal(float)
    play_wanted = Signal()
    back_wanted = Signal()
    mode_changed = Signal(bool)
    menu_wanted = Signal(object)
    restore_wanted = Signal(int)

    def __init__(self, model: TranscriptModel, theme: Theme) -> None:
        super().__init__(model, theme)
        self._pressed_at = QPoint()
        self._turned = 0
        self._editor: TextEditor | None = None
        self.typing: Typing | None = None
        self._is_correcting = False
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(READING)
        self.following = Following(self, model, theme)
        self.menu = QMenu(self)
        model.modelReset.connect(self._stop_correcting)

    def set_editor(self, editor: TextEditor) -> None:
        """Let the text be corrected; before, it is only read."""
        self._editor = editor
        self.typing = Typing(self, self._model, editor)
        editor.state_changed.connect(self._on_editor_changed)
        self._on_editor_changed()

    @property
    def can_edit(self) -> bool:
        """Whether the text can be changed now."""
        return self._editor is not None and self._editor.can_edit

    @property
    def is_correcting(self) -> bool:
        """Whether keys change the text; otherwise Space plays it."""
        return self._is_correcting

    def set_correcting(self, is_wanted: bool) -> None:  # noqa: FBT001 - a mode
        """Begin to correct the text, or end it."""
        is_wanted = is_wanted and self.can_edit
        if is_wanted == self._is_correcting:
            return
        self._is_correcting = is_wanted
        cursor = self.textCursor()
        if self.typing is not None:
            self.typing.forget_break()
        self.setTabChangesFocus(not is_wanted)
        self.setTextInteractionFlags(CORRECTING if is_wanted else READING)
        self._allow_input_method()
        self.setTextCursor(cursor)
        self.mode_changed.emit(is_wanted)

    def _stop_correcting(self) -> None:
        self.set_correcting(False)

    def undo(self) -> None:
        """Take the last change of the text back, and go to where it was."""
        if self.typing is not None:
            self.typing.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last, and go there."""
        if self.typing is not None:
            self.typing.redo()

    def follow(self, time_s: float | None, *, keeps_in_view: bool = True) -> None:
        """Light the word that is spoken at a time, as `Following.follow`."""
        self.following.follow(time_s, keeps_in_view=keeps_in_view)

    def time_at_cursor(self) -> float | None:
        """Return when the word at the text cursor is spoken; None if unknown."""
        place = self.place_at(self.textCursor().selectionStart())
        return place.time_s if place is not None else None

    def select_at(self, time_s: float) -> bool:
        """Select the word that is spoken at a time; return whether there is one."""
        number = self._model.segment_at(time_s)
        if number is None:
            return False
        return self.select_word(number, word_at(self._model.segment(number), time_s))

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
        event.accept()
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word, to be corrected."""
        super().mouseDoubleClickEvent(event)
        if self.mark_at(self.textCursor()) is None and self.can_edit:
            self.set_correcting(True)

    def event(self, event: QEvent) -> bool:
        """Take keys that correct from the window's shortcuts, and undo and redo while correcting.

        In reading these belong to the menu, which takes back what was done last, in the list too.
        """
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_undo(event) or is_redo(event):
                event.setAccepted(self._is_correcting)
                return self._is_correcting
            is_own = event.key() == Qt.Key.Key_F2 or (is_text(event) and self.can_edit)
            if is_own or (self._is_correcting and changes_text(event)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read, play or correct, by the mode."""
        # Not by createMimeDataFromSelection: Python and Qt would both delete its result.
        if event.matches(Key.Copy):
            self.copy_selection()
        elif is_undo(event) or is_redo(event):
            self.undo() if is_undo(event) else self.redo()
        elif event.key() in ENTER and (mark := self.current_mark()) and mark.offers:
            self.first_offer_taken.emit(mark)
        elif self._is_correcting:
            self._correct(event)
        else:
            self._read(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method composes."""
        has_text = bool(event.preeditString() or event.commitString() or event.replacementLength())
        if not has_text:
            super().inputMethodEvent(event)
        elif self.typing is not None and self.shows_selection() and self._begin_correcting():
            if event.commitString() or self.textCursor().hasSelection():
                super().inputMethodEvent(QInputMethodEvent())  # ends what was composed
            super().inputMethodEvent(self.typing.take_composed(event))
            self.following.note_typing()
        else:
            QGuiApplication.inputMethod().reset()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take plain text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert text without its formats, as a click of the middle button does."""
        if self.typing is not None and self.shows_selection() and self._begin_correcting():
            self.typing.paste(source.text())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the text, or with a mark."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        cursor = self.textCursor() if by_key else self.cursorForPosition(place)
        mark = self.mark_at(cursor)
        if mark is not None:
            if mark.offers:
                self.offers_wanted.emit(mark, event.globalPos())
            return
        own = self.textCursor()
        if not own.selectionStart() <= cursor.position() <= own.selectionEnd():
            self.setTextCursor(cursor)
        self._fill_menu()
        at = self.mapToGlobal(self.cursorRect().bottomLeft()) if by_key else event.globalPos()
        self.menu.popup(at)

    def copy_selection(self) -> None:
        """Copy the selected text, without marks and formatting."""
        if self.textCursor().hasSelection():
            QGuiApplication.clipboard().setText(self.selected_text())

    def _begin_correcting(self) -> bool:
        """Begin to correct, or say why that cannot be; return whether it can."""
        if not self.can_edit:
            self.refuse()
            return False
        self.set_correcting(True)
        return True

    def refuse(self) -> None:
        """Say why the text cannot be changed."""
        if self._editor is not None:
            self.refused.emit(self._editor.why_not)

    def _on_editor_changed(self) -> None:
        if self._is_correcting and not self.can_edit:
            self.set_correcting(False)
        self._allow_input_method()

    def _allow_input_method(self) -> None:
        """Let an input method compose in reading, too: its first key begins to correct."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.can_edit)

    def _read(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.play_wanted.emit()
        elif event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self._begin_correcting()
        elif begins_to_correct(event) and self.typing is not None:
            if self._begin_correcting():
                self._correct(event)
        else:
            with self.folds.passing_over():
                super().keyPressEvent(event)
            self.following.note_moved()

    def _correct(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_correcting(False)
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.play_wanted.emit()
        elif event.key() == Qt.Key.Key_Backtab:
            self.back_wanted.emit()
        elif changes_text(event) and not self._shows_all_changed(event):
            pass
        elif self.typing is not None and self.typing.takes(event):
            self.following.note_typing()
        elif event.text() and is_command(event) and not is_move(event):
            event.ignore()  # other commands, of which Qt has some for texts of its own
        else:
            if self.typing is not None and is_move(event):
                self.typing.forget_break()
            with self.folds.passing_over():
                super().keyPressEvent(event)
            self.following.note_moved()

    def shows_selection(self) -> bool:
        """Whether all that is selected is shown; if not, show it now, and say so."""
        cursor = self.textCursor()
        return not self._open(cursor.selectionStart(), cursor.selectionEnd())

    def shows_up_to(self, end: int, first: int | None = None) -> bool:
        """Whether all up to a segment is shown; if not, show it, and say so.

        Args:
            end: the number of the segment behind the last one.
            first: that of the first one; None for the one at the text cursor.
        """
        begin = self.position_of(first) if first is not None else None
        first_at = begin[0] if begin is not None else self.textCursor().selectionStart()
        last = self.position_of(end - 1)
        last_at = last[1] if last is not None else self.document().characterCount()
        return not self._open(first_at, last_at)

    def _shows_all_changed(self, event: QKeyEvent) -> bool:
        """Whether all that a key would change is shown; if not, show it now, and say so."""
        cursor = self.textCursor()
        removes = is_backspace(event) or removal(event) is not None
        if cursor.hasSelection() or not removes:
            return self.shows_selection()
        # It may make one of two paragraphs.
        return not self._open(cursor.position() - 1, cursor.position() + 1)

    def _open(self, start: int, end: int) -> bool:
        """Show what is folded between two positions; return whether anything was, and say so."""
        has_opened = self.folds.open_between(max(0, start), end)
        if has_opened:
            self.refused.emit(strings.WAS_FOLDED)
        return has_opened

    def _fill_menu(self) -> None:
        empty_menu(self.menu)
        place = self.place_at(self.textCursor().selectionStart())
        if place is not None and place.time_s is not None:
            play = self.menu.addAction(strings.PLAY_FROM_HERE)
            play.triggered.connect(partial(self._play_from, place.time_s))
        self.menu.addSeparator()
        has_selection, may_edit = self.textCursor().hasSelection(), self.can_edit
        copy = self.menu.addAction(strings.COPY, self.copy_selection)
        copy.setEnabled(has_selection)
        if self.typing is not None:
            cut = self.menu.addAction(strings.CUT, self._cut)
            cut.setEnabled(has_selection and may_edit)
            paste = self.menu.addAction(strings.PASTE, self.paste)
            paste.setEnabled(may_edit and bool(QGuiApplication.clipboard().text()))
            self.menu.addSeparator()
            split = self.menu.addAction(strings.SPLIT, self._split)
            split.setEnabled(may_edit and place is not None)
            join = self.menu.addAction(strings.JOIN, self._join)
            join.setEnabled(may_edit and place is not None and self.typing.can_join())
            if place is not None:
                restore = self.menu.addAction(strings.RESTORE)
                restore.triggered.connect(partial(self.restore_wanted.emit, place.segment))
                restore.setEnabled(may_edit and place.time_s is not None)
        self.menu_wanted.emit(self.menu)

    def _play_from(self, time_s: float) -> None:
        self.time_clicked.emit(time_s)
        self.play_wanted.emit()

    def _cut(self) -> None:
        if self.typing is not None and self.shows_selection() and self._begin_correcting():
            self.typing.cut()

    def paste(self) -> None:
        """Insert the clipboard's text without its formats."""
        if self.typing is not None and self.shows_selection() and self._begin_correcting():
            self.typing.paste(QGuiApplication.clipboard().text())

    def _split(self) -> None:
        if self.typing is not None and self._begin_correcting():
            self.typing.split(paragraph=True)

    def _join(self) -> None:
        at = self.textCursor().block().position()
        if self._open(at - 1, at):
            return
        if self.typing is not None and self._begin_correcting():
            self.typing.join_with_previous()

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
