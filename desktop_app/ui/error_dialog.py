"""A dialog for a bug of ours: one sentence, and the details to copy."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.app.problems import Problem
from desktop_app.ui import strings
from desktop_app.ui.controls import button
from desktop_app.ui.error_panel import ErrorPanel
from desktop_app.ui.theme import GRID_PX


class ErrorDialog(QDialog):
    """Shows a Problem that belongs to no job. Not modal: the work goes on behind it."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(problem.title)
        self.setMinimumSize(520, 240)
        self.panel = ErrorPanel({}, for_job=False)
        self.panel.show_problem(problem)
        close = button(strings.CLOSE, "primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 2 * GRID_PX, 2 * GRID_PX)
        layout.addWidget(self.panel, 1)
        layout.addWidget(close)
