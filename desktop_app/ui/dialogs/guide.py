"""The guide: how to come from a recording to a text, on one page."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.strings.program import help as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 560


class GuideDialog(FittingDialog):
    """Headings with a few sentences each; not modal, to be read beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(texts.GUIDE_TITLE)
        column = QVBoxLayout()
        column.setSpacing(4)
        for heading, text in texts.GUIDE:
            column.addWidget(wrapped(heading, "heading"))
            column.addWidget(wrapped(text, by_keys=True))
            column.addSpacing(2 * GRID_PX)
        column.addStretch()
        self.keys_button = button(texts.ALL_KEYS)
        self.close_button = button(texts.CLOSE, "primary")
        self.close_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keys_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        self.lay_out(column, buttons)
        self.close_button.setDefault(True)
        self.close_button.setFocus()
