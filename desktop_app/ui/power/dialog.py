"""A countdown of a minute, in which the user can prevent sleep."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.strings import power as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 400
COUNTDOWN_S = 60
# Often enough not to skip a second.
TICK_MS = 250


class SleepDialog(FittingDialog):
    """Count down, then accept; rejecting it keeps the computer awake.

    Args:
        clock: seconds that only grow.
    """

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self._clock = clock
        self._end_s = clock() + COUNTDOWN_S
        self.setWindowTitle(texts.SLEEP_TITLE)
        title = wrapped(texts.SLEEP_TITLE, "heading")
        self.text = wrapped(texts.countdown(COUNTDOWN_S))
        self.cancel_button = button(texts.CANCEL)
        self.sleep_button = button(texts.SLEEP_NOW, "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.sleep_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.sleep_button)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addWidget(title)
        column.addWidget(self.text)
        self.lay_out(column, buttons)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self.finished.connect(self._timer.stop)

    def showEvent(self, event: QShowEvent) -> None:
        """Start counting; a stray Enter or Space from typing keeps the computer awake."""
        super().showEvent(event)
        self._end_s = self._clock() + COUNTDOWN_S
        self._on_tick()
        self._timer.start()
        self.cancel_button.setFocus()

    def _on_tick(self) -> None:
        left_s = math.ceil(self._end_s - self._clock())
        self.text.setText(texts.countdown(max(left_s, 0)))
        # What screen readers read when the dialog opens.
        self.setAccessibleDescription(self.text.text())
        if left_s <= 0:
            self.accept()
