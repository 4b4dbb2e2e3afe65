"""The search field over the list, and what it says about what was found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.app.library.search import LibrarySearch
from desktop_app.ui.strings import search as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label, tip

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """The field: Escape clears it, Enter goes to the hits, Down to the list.

    Signals:
        hit_wanted: go to the next hit; with True to the previous one.
        list_wanted: the keyboard is to go to the list.
    """

    hit_wanted = Signal(bool)
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(strings.FIELD)
        self.setAccessibleName(strings.FIELD_NAME)
        self.setToolTip(tip(strings.FIELD_TIP))
        self.setAcceptDrops(False)  # the window accepts all drops
        self.textEdited.connect(self._on_edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, Enter, Shift+Enter, Down."""
        if event.key() in ENTER:
            self.hit_wanted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_edited(self) -> None:
        # Searching its icon in all the desktop's themes takes a tenth of the start; and without a
        # text there is nothing to clear.
        self.setClearButtonEnabled(True)


class NothingFound(QWidget):
    """What stands in place of the list when nothing was found."""

    def __init__(self, search: LibrarySearch) -> None:
        super().__init__()
        self._search = search
        self.title = label()
        self.text = label(strings.NOTHING_TEXT, "muted")
        self.show_all = button(strings.SHOW_ALL)
        for each in (self.title, self.text):
            each.setWordWrap(True)
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, 4 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        layout.setSpacing(2 * GRID_PX)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Name what was not found."""
        self.title.setText(strings.NOTHING.format(text=self._search.text.strip()))
