"""One line above the panes for what belongs to no job; never in the way, never a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui import strings
from desktop_app.ui.controls import button, label
from desktop_app.ui.theme import GRID_PX


class NoticeBar(QWidget):
    """Shows one sentence and at most one button until it is closed or replaced.

    Signals:
        action_wanted: the value that came with the sentence.
    """

    action_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._action: object = None
        self.text = label()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action_button = button("")
        self.close_button = button(strings.CLOSE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self.close_button.clicked.connect(self.hide)
        self.action_button.clicked.connect(self._on_action_clicked)
        self.hide()

    def tell(self, text: str, action_title: str = "", action: object = None) -> None:
        """Show a sentence; `action` is what the button gives back."""
        self._action = action
        self.text.setText(text)
        self.action_button.setText(action_title)
        self.action_button.setAccessibleName(action_title)
        self.action_button.setVisible(bool(action_title))
        self.show()

    def _on_action_clicked(self) -> None:
        self.hide()
        self.action_wanted.emit(self._action)
