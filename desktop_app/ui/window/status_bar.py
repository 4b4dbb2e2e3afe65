"""The status bar: device, speed, time left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.app.jobs.status import Status
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import label


class StatusBar(QWidget):
    """Show a Status as text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.engine_label = label(kind="muted")
        self.speed_label = label(kind="muted")
        self.run_label = label(kind="muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, 6, 2 * GRID_PX, 6)
        layout.addWidget(self.engine_label, 1)
        layout.addWidget(self.speed_label, 1, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.run_label, 1, Qt.AlignmentFlag.AlignRight)

    def show_status(self, status: Status) -> None:
        """Show a status."""
        self.engine_label.setText(strings.engine_line(status))
        self.speed_label.setText(strings.speed_line(status))
        self.run_label.setText(strings.run_line(status))
