"""The rows of the antivirus dialog: a folder, and a line for PowerShell."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui import antivirus_strings as texts
from desktop_app.ui.controls import ElidedLabel, button, label, tip, wrapped
from desktop_app.ui.opening import open_path
from desktop_app.ui.theme import GRID_PX


def _named_button(title: str, name: str) -> QPushButton:
    made = button(title)
    made.setAccessibleName(name)
    return made


class FolderRow(QWidget):
    """A folder with what is known of it, to copy and to open."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.path = ElidedLabel("")
        self.path.setAccessibleName(title)
        self.fact = wrapped(kind="muted")
        self.copy_button = _named_button(texts.COPY, texts.COPY_NAME.format(what=title))
        self.open_button = _named_button(texts.OPEN, texts.OPEN_NAME.format(what=title))
        self.copy_button.clicked.connect(self._on_copy)
        self.open_button.clicked.connect(self._on_open)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID_PX)
        grid.setVerticalSpacing(GRID_PX // 2)
        grid.addWidget(label(title, "muted"), 0, 0, 1, 3)
        grid.addWidget(self.path, 1, 0)
        grid.addWidget(self.copy_button, 1, 1)
        grid.addWidget(self.open_button, 1, 2)
        grid.addWidget(self.fact, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def show_folder(self, folder: Path, fact: str) -> None:
        """Show the folder and one sentence about it."""
        self.path.setText(str(folder))
        self.fact.setText(fact)
        self.fact.setVisible(bool(fact))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.path.text())

    def _on_open(self) -> None:
        open_path(Path(self.path.text()))


class LineRow(QWidget):
    """A line for PowerShell, to copy or to run as administrator."""

    def __init__(self, name: str, run_title: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(name)
        self.line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button = _named_button(texts.COPY, texts.COPY_NAME.format(what=name))
        self.run_button = button(run_title)
        self.copy_button.clicked.connect(self._on_copy)
        # Below it: beside it, hardly any folder's name would be seen to its end.
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addStretch()
        row.addWidget(self.copy_button)
        row.addWidget(self.run_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.line)
        column.addLayout(row)

    def show_line(self, line: str) -> None:
        """Show the line from its beginning."""
        if line != self.line.text():
            self.line.setText(line)
            self.line.setCursorPosition(0)
        self.line.setToolTip(tip(line))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())
