"""An error beside its job or model: what happened, the remedy, and its button."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.problems import Problem
from desktop_app.core.errors import Action
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label, wrapped


def action_titles() -> Mapping[Action, str]:
    """Return the words on an error's button."""
    return {
        Action.RETRY: strings.RETRY,
        Action.REMOVE: strings.REMOVE,
        Action.USE_CPU: strings.USE_CPU,
        Action.CHOOSE_MODEL: strings.CHOOSE_MODEL,
        Action.COPY_DETAILS: strings.COPY_DETAILS,
        Action.MANAGE_MODELS: strings.MANAGE_MODELS,
        Action.DIAGNOSE: strings.DIAGNOSE,
        Action.LOCATE: library_strings.LOCATE,
    }


class ErrorPanel(QWidget):
    """Show one Problem.

    Args:
        for_job: whether there is a job to retry or remove.

    Signals:
        action_wanted: the Action whose button was pressed.
    """

    action_wanted = Signal(object)

    def __init__(self, *, for_job: bool = True) -> None:
        super().__init__()
        self._for_job = for_job
        self._problem: Problem | None = None
        self.title = label(kind="error")
        self.title.setWordWrap(True)
        self.message = wrapped(by_keys=True)
        self.remedy = label(kind="muted")
        self.remedy.setWordWrap(True)
        self.action_button = button("", "primary")
        self.retry_button = button(strings.RETRY)
        self.remove_button = button(strings.REMOVE)
        self.details_button = button(strings.DETAILS)
        self.details_button.setCheckable(True)
        self.copy_button = button(strings.COPY_DETAILS)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAcceptDrops(False)
        self.details.setAccessibleName(strings.DETAILS)
        self.details.setTabChangesFocus(True)
        self.details.hide()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.action_button.clicked.connect(self._on_action_clicked)
        self.retry_button.clicked.connect(self._on_retry_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.copy_button.clicked.connect(self.copy_details)
        self.details_button.toggled.connect(self.details.setVisible)

    def show_problem(self, problem: Problem, action_title: str = "") -> None:
        """Show an error, with its details collapsed.

        Args:
            problem: the error.
            action_title: the text of its button without a job; empty for no button.
        """
        title = action_titles().get(problem.action, "") if self._for_job else action_title
        if problem == self._problem and title == self.action_button.text():
            return
        self._problem = problem
        self.title.setText(problem.title)
        self.message.setText(problem.message)
        self.remedy.setText(problem.remedy)
        self.details.setPlainText(problem.details)
        self.details_button.setChecked(False)
        self.action_button.setText(title)
        self.action_button.setAccessibleName(title)
        # Every error's details can be copied, so that action needs no second button.
        self.action_button.setVisible(bool(title) and problem.action is not Action.COPY_DETAILS)
        self.retry_button.setVisible(self._for_job and problem.action is not Action.RETRY)
        self.remove_button.setVisible(self._for_job and problem.action is not Action.REMOVE)

    def set_compact(self) -> None:
        """Use no more space than needed, aligned with what is above and below."""
        self._column.setContentsMargins(0, GRID_PX, 0, GRID_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def take_focus(self) -> None:
        """Focus the first button."""
        first: QPushButton = (
            self.action_button if not self.action_button.isHidden() else self.retry_button
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_details(self) -> None:
        """Copy the technical cause to the clipboard."""
        if self._problem is not None:
            QGuiApplication.clipboard().setText(self._problem.details)

    def _lay_out(self) -> None:
        # In two rows: a narrow page has no room for one.
        to_act = (self.action_button, self.retry_button, self.remove_button)
        to_know = (self.details_button, self.copy_button)
        layout = self._column
        layout.setContentsMargins(4 * GRID_PX, 4 * GRID_PX, 4 * GRID_PX, 4 * GRID_PX)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.title)
        layout.addWidget(self.message)
        layout.addWidget(self.remedy)
        layout.addSpacing(GRID_PX)
        for group in (to_act, to_know):
            buttons = QHBoxLayout()
            buttons.setSpacing(GRID_PX)
            for one in group:
                buttons.addWidget(one)
            buttons.addStretch()
            layout.addLayout(buttons)
        layout.addSpacing(GRID_PX)
        layout.addWidget(self.details, 1)
        layout.addStretch()

    def _on_action_clicked(self) -> None:
        if self._problem is not None:
            self.action_wanted.emit(self._problem.action)

    def _on_retry_clicked(self) -> None:
        self.action_wanted.emit(Action.RETRY)

    def _on_remove_clicked(self) -> None:
        self.action_wanted.emit(Action.REMOVE)
