"""The About dialog: what Aviary is, its version, and notes for who wants to know more."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app import APP_NAME, __version__
from desktop_app.ui.strings.program import help as texts
from desktop_app.ui.strings.program import licences as licence_strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 480


class AboutDialog(FittingDialog):
    """Say what Aviary is in three lines; the given notes stand behind a button."""

    def __init__(self, notes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(texts.ABOUT_TITLE.format(name=APP_NAME))
        layout = QVBoxLayout()
        layout.setSpacing(GRID_PX)
        layout.addWidget(label(APP_NAME, "title"))
        layout.addWidget(wrapped(texts.VERSION.format(version=__version__), "muted", by_keys=True))
        for line in texts.ABOUT:
            layout.addWidget(wrapped(line, by_keys=True))
        self.notes_button = button(texts.TECHNICAL)
        self.notes_button.setCheckable(True)
        self.notes_button.setVisible(bool(notes))
        self.notes = QWidget()
        column = QVBoxLayout(self.notes)
        column.setContentsMargins(0, GRID_PX, 0, 0)
        column.setSpacing(GRID_PX)
        for paragraph in notes:
            column.addWidget(wrapped(paragraph, "muted", by_keys=True))
        self.notes.hide()
        layout.addWidget(self.notes)
        layout.addStretch()
        self.notes_button.toggled.connect(self.notes.setVisible)
        self.close_button = button(texts.CLOSE, "primary")
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        self.licences_button = button(licence_strings.BUTTON)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addWidget(self.licences_button)
        row.addWidget(self.notes_button)
        row.addStretch()
        row.addWidget(self.close_button)
        self.lay_out(layout, row)
