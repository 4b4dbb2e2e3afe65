"""The find bar of the transcript."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QWidget

from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button


class FindBar(QWidget):
    """A search field over the text; Enter finds the next match, Shift+Enter the previous one."""

    def __init__(self, text: QTextEdit) -> None:
        super().__init__()
        self._text = text
        self.field = QLineEdit()
        self.field.setPlaceholderText(strings.FIND)
        self.field.setAccessibleName(strings.FIND_NAME)
        self.field.setAcceptDrops(False)
        self.next_button = button(strings.FIND_NEXT)
        self.close_button = button(strings.CLOSE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID_PX, GRID_PX, 3 * GRID_PX, GRID_PX)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.next_button)
        layout.addWidget(self.close_button)
        self.field.textEdited.connect(self._on_text_edited)
        self.next_button.clicked.connect(self.find_next)
        self.close_button.clicked.connect(self.close_bar)
        self.hide()

    def open(self) -> None:
        """Show and focus the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the field and focus the text."""
        self.hide()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_next(self) -> None:
        """Go to the next match, wrapping around."""
        self._find(QTextDocument.FindFlag(0), QTextCursor.MoveOperation.Start)

    def find_previous(self) -> None:
        """Go to the previous match, wrapping around."""
        self._find(QTextDocument.FindFlag.FindBackward, QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.find_previous()
            else:
                self.find_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _find(self, flags: QTextDocument.FindFlag, wrap_to: QTextCursor.MoveOperation) -> None:
        wanted = self.field.text()
        if not wanted or self._text.find(wanted, flags):
            return
        self._text.moveCursor(wrap_to)
        self._text.find(wanted, flags)

    def _on_text_edited(self, _text: str) -> None:
        # From the start of the current match, so that further typing does not jump ahead.
        cursor = self._text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._text.setTextCursor(cursor)
        self.find_next()
