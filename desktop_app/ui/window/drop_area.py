"""The empty window's start page, and the overlay while files are dragged."""

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.models.first_model import FirstModel
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.first_model_button import FirstModelButton

FORGOTTEN_MS = 4000
REPLACED = "\ufffd"  # Qt's replacement for an invalid byte


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files and folders in a drop."""
    return [_path_of(url) for url in data.urls() if url.isLocalFile()]


def _path_of(url: QUrl) -> Path:
    name = url.toLocalFile()
    if REPLACED in name:  # its bytes may be invalid text, which a QString cannot hold
        encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
        name = os.fsdecode(unquote_to_bytes(encoded))
    return Path(name)


class DropArea(QWidget):
    """The page before the first recording. The window itself accepts drops.

    Signals:
        add_wanted: "Add files" was pressed.
        sample_wanted: "Try the sample" was pressed.
    """

    add_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, theme: Theme, first: FirstModel, *, has_sample: bool) -> None:
        super().__init__()
        self._first = first
        self.setObjectName("drop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        theme.changed.connect(self.update)
        self.model_button = FirstModelButton(first)
        self.add_button = button(strings.ADD_FILES)
        self._text = label(kind="muted")
        self.sample_button = button(strings.TRY_SAMPLE)
        self.add_button.clicked.connect(self.add_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        buttons.addStretch()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID_PX)
        layout.addStretch(4)
        layout.addWidget(label(strings.DROP_TITLE, "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(2 * GRID_PX)
        layout.addWidget(self.model_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addStretch(5)
        # Only once it is placed: until then it is a window of its own.
        self.sample_button.setVisible(has_sample)
        first.changed.connect(self._lead)
        self._lead()

    def _lead(self) -> None:
        """Focus the model button until there is a model, then the add button."""
        is_needed = self._first.is_needed
        self.model_button.setVisible(is_needed)
        self._text.setText(strings.DROP_TEXT_NO_MODEL if is_needed else strings.DROP_TEXT)
        self.add_button.setProperty("kind", "" if is_needed else "primary")
        self.add_button.style().polish(self.add_button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a dashed frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.colors.line), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        gap = 3 * GRID_PX
        painter.drawRoundedRect(self.rect().adjusted(gap, gap, -gap, -gap), 12, 12)


class DropOverlay(QWidget):
    """Cover the window while files are dragged over it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        # A program that exits during its drag never sends a leave event.
        self._forgotten = QTimer(self)
        self._forgotten.setSingleShot(True)
        self._forgotten.setInterval(FORGOTTEN_MS)
        self._forgotten.timeout.connect(self.hide)
        self.hide()

    def cover(self, area: QRect) -> None:
        """Show over `area` of the parent, until hidden or the drag stalls."""
        self._forgotten.start()
        self.setGeometry(area)
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a frame, a veil and the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self._theme.colors.page)
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(self._theme.colors.accent), 2))
        gap = 3 * GRID_PX
        painter.drawRoundedRect(self.rect().adjusted(gap, gap, -gap, -gap), 12, 12)
        font = self.font()
        font.setPixelSize(20)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, strings.DROP_NOW)
