"""The About dialog: what Aviary is, its version and notes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app import APP_NAME, __version__
from desktop_app.ui.strings import licences as licence_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 480


class AboutDialog(FittingDialog):
    """Show the given notes as paragraphs that can be copied."""

    def __init__(self, notes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(strings.ABOUT_TITLE.format(name=APP_NAME))
        layout = QVBoxLayout()
        layout.setSpacing(2 * GRID_PX)
        layout.addWidget(label(APP_NAME, "title"))
        for paragraph in (strings.ABOUT_TEXT.format(version=__version__), *notes):
            line = label(paragraph)
            line.setWordWrap(True)
            line.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            layout.addWidget(line)
        close = button(strings.CLOSE, "primary")
        close.clicked.connect(self.accept)
        self.licences_button = button(licence_strings.BUTTON)
        row = QHBoxLayout()
        row.addWidget(self.licences_button)
        row.addStretch()
        row.addWidget(close)
        self.lay_out(layout, row)
