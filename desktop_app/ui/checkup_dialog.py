"""Help > "Check this computer…": runs the check and shows what it finds."""

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.app.checkup.worker import CheckupWork
from desktop_app.core.errors import AppError
from desktop_app.core.finding import Verdict, worst
from desktop_app.ui import checkup_strings, strings
from desktop_app.ui.checkup_view import CheckupView
from desktop_app.ui.controls import ElidedLabel, button, label
from desktop_app.ui.dialogs import Dialogs
from desktop_app.ui.error_dialog import show_details
from desktop_app.ui.fitting import FittingDialog
from desktop_app.ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from desktop_app.app.checkup.report import CheckupResult

FIRST_SIZE_PX = (840, 720)
# The bar's own steps; a thousand look continuous.
PROGRESS_STEPS = 1000


class CheckupDialog(FittingDialog):
    """Starts a check when it is first opened, and stops one when it is closed. Not modal.

    Args:
        work: what it runs.
        dialogs: what asks the user.
        theme: the application's colours.
    """

    def __init__(
        self, work: CheckupWork, dialogs: Dialogs, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(checkup_strings.TITLE)
        self._work = work
        self._dialogs = dialogs
        self._result: CheckupResult | None = None
        self.introduction = label(checkup_strings.INTRODUCTION, "muted")
        self.introduction.setWordWrap(True)
        self.status = ElidedLabel("heading")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(checkup_strings.PROGRESS_NAME)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, PROGRESS_STEPS)
        self.view = CheckupView(theme)
        self.stop_button = button(strings.STOP)
        self.again_button = button(checkup_strings.AGAIN)
        self.copy_button = button(checkup_strings.COPY)
        self.save_button = button(checkup_strings.SAVE)
        self.close_button = button(strings.CLOSE, "primary")
        self._lay_out()
        self._connect()
        self._show_running(running=False)

    def open_and_check(self) -> None:
        """Show the dialog; check, unless what was found is still there."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._result is None:
            self.check()

    def check(self) -> None:
        """Check it all anew."""
        if self._work.is_running:
            return
        self._result = None
        self.view.clear_findings()
        self.progress.setValue(0)
        self._say("")
        self._show_running(running=True)
        self._work.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: stop, unless the window was only made small."""
        if not event.spontaneous():
            self._work.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID_PX)
        line.addWidget(self.status, 1)
        line.addWidget(self.stop_button)
        line.addWidget(self.again_button)
        above = QVBoxLayout()
        above.setContentsMargins(3 * GRID_PX, 2 * GRID_PX, 3 * GRID_PX, 2 * GRID_PX)
        above.setSpacing(GRID_PX)
        above.addWidget(self.introduction)
        above.addLayout(line)
        above.addWidget(self.progress)
        below = QHBoxLayout()
        below.setSpacing(GRID_PX)
        below.addWidget(self.copy_button)
        below.addWidget(self.save_button)
        below.addStretch()
        below.addWidget(self.close_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        self.lay_out(body, below)

    def _connect(self) -> None:
        self.stop_button.clicked.connect(self._on_stop)
        self.again_button.clicked.connect(self.check)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.close)
        self._work.progressed.connect(self._on_progressed)
        self._work.group_found.connect(self.view.add_group)
        self._work.ended.connect(self._on_ended)
        self._work.failed.connect(self._on_failed)
        self._work.saved.connect(self._on_saved)

    def _show_running(self, *, running: bool) -> None:
        had_focus = self.stop_button.hasFocus() or self.again_button.hasFocus()
        self.stop_button.setVisible(running)
        self.again_button.setVisible(not running)
        # It keeps its place, so that nothing jumps.
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.setVisible(running)
        for one in (self.copy_button, self.save_button):
            one.setEnabled(self._result is not None)
        if had_focus:
            shown = self.stop_button if running else self.again_button
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, kind: str = "heading") -> None:
        self.status.setText(text)
        self.status.setAccessibleName(text)
        self.status.setProperty("kind", kind)
        self.status.style().polish(self.status)

    @Slot(str, float)
    def _on_progressed(self, text: str, fraction: float) -> None:
        self._say(f"{text}…")
        self.progress.setValue(round(PROGRESS_STEPS * fraction))

    def _on_stop(self) -> None:
        self._say(strings.STOPPING)
        self._work.stop()

    def _on_ended(self, result: "CheckupResult | None") -> None:
        self._result = result
        if result is not None:
            from desktop_app.app.checkup.report import summary

            text = summary(result.findings)
            is_bad = worst(result.findings) is Verdict.PROBLEM
            self._say(f"{text[:1].upper()}{text[1:]}.", "error" if is_bad else "heading")
        elif self.status.property("kind") != "error":  # else it says what failed
            self._say(checkup_strings.STOPPED)
        self._show_running(running=False)

    def _on_failed(self, error: AppError) -> None:
        self._say(error.sentence, "error")
        show_details(error, self)

    def _on_copy(self) -> None:
        if self._result is not None:
            QGuiApplication.clipboard().setText(self._result.as_text())
            self._say(checkup_strings.COPIED)

    def _on_save(self) -> None:
        path = self._dialogs.place_for_checkup(checkup_strings.SAVE_NAME)
        if path is not None and self._result is not None:
            found = json.dumps(self._result.as_json(), ensure_ascii=False, indent=2)
            self._work.save(path, f"{found}\n".encode(errors="backslashreplace"))

    def _on_saved(self, path: object) -> None:
        self._say(checkup_strings.SAVED.format(path=path))
