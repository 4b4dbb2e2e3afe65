"""The list of a panel below the page: some rows high, so that most of the height is the text's."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget
from shiboken6 import isValid

LEAST_ROWS, MOST_ROWS = 2, 6
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PanelList(QListView):
    """Rows of which each is one line; Enter is for what the panel is for, Escape for the text.

    It lies in the panel, whose buttons beside it count as the same place for the keyboard.

    Signals:
        left: Escape was pressed.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._focus_before: QWidget | None = None
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def is_editing(self) -> bool:
        """Whether a row is being changed."""
        return self.state() == QListView.State.EditingState

    def take_focus(self) -> None:
        """Take the keyboard, and remember from where."""
        before = QApplication.focusWidget()
        if not self._is_in_panel(before):
            self._focus_before = before
        self.setFocus()

    def give_focus_back(self, otherwise: Callable[[], None]) -> None:
        """Give the keyboard to what had it before, if it is in the panel, which is to be hidden.

        Qt would give it to whatever comes next in the window.

        Args:
            otherwise: gives it to something else where that is gone.
        """
        before, self._focus_before = self._focus_before, None
        if not self._is_in_panel(QApplication.focusWidget()):
            return
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus()
        else:
            otherwise()

    def _is_in_panel(self, widget: QWidget | None) -> bool:
        panel = self.parentWidget()
        return widget is not None and panel is not None and panel.isAncestorOf(widget)

    def on_enter(self) -> None:
        """Enter was pressed on the current row."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape, unless a row is being changed: then they are its field's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and not held and not self.is_editing:
            self.on_enter()
        elif event.key() == Qt.Key.Key_Escape and not self.is_editing:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size for some rows."""
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        rows = min(max(self.model().rowCount(), LEAST_ROWS), MOST_ROWS)
        return QSize(super().sizeHint().width(), rows * row + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Return the size for one row: in a low window others need the room, too."""
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        return QSize(super().minimumSizeHint().width(), row + 2 * self.frameWidth())
