"""How far a backup or a merge is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.app.library.care import LibraryCare
from desktop_app.ui.strings import library as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 420
# The bar's steps; a thousand look continuous.
STEPS = 1000


class CareDialog(FittingDialog):
    """Show what is being done to the library, until it is done. Not modal.

    Closing it stops nothing.

    Args:
        text: what is being done, one sentence.
        care: does it.
        can_stop: whether it can be stopped.
    """

    def __init__(
        self, text: str, care: LibraryCare, parent: QWidget | None = None, *, can_stop: bool = True
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.CARE_TITLE)
        self.text = wrapped(text)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(texts.PROGRESS_NAME)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS if can_stop else 0)  # without steps it only moves
        self.stop_button = button(strings.STOP)
        self.stop_button.setVisible(can_stop)
        self.close_button = button(texts.CLOSE)
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(self.text)
        column.addWidget(self.bar)
        column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addStretch()
        foot.addWidget(self.stop_button)
        foot.addWidget(self.close_button)
        self.lay_out(column, foot)
        self._care = care
        self.stop_button.clicked.connect(self._on_stop)
        self.close_button.clicked.connect(self.close)
        care.progressed.connect(self._on_progressed)
        care.busy_changed.connect(self._on_busy_changed)

    def _on_stop(self) -> None:
        self.stop_button.setEnabled(False)
        self._care.stop()

    def _on_progressed(self, fraction: float) -> None:
        if self.bar.maximum():
            self.bar.setValue(round(fraction * STEPS))

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not is_busy:
            self.close()
