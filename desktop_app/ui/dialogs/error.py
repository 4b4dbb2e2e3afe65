"""A dialog for unexpected errors: one sentence, and the details to copy."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.app.problems import Problem
from desktop_app.core.errors import Action, AppError
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.controls import button
from desktop_app.ui.widgets.error_panel import ErrorPanel
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 520


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """A notice's action that shows its error's details."""

    error: AppError


def show_details(error: AppError, parent: QWidget) -> None:
    """Open the dialog for an error with details."""
    if error.action is Action.COPY_DETAILS:
        ErrorDialog(Problem.from_error(error), parent).show()


class ErrorDialog(FittingDialog):
    """Show a Problem without a job. Not modal, so that work continues."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(problem.title)
        self.panel = ErrorPanel(for_job=False)
        self.panel.show_problem(problem)
        close = button(strings.CLOSE, "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        self.lay_out(self.panel, row)
