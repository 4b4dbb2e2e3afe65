"""Help > "Use my NVIDIA GPU…": the GPU, the build to download, and the progress."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.app.gpu import GpuView, GpuWork
from desktop_app.app.models.manager import TransferRate
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import AppError
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.gpu.builds import Obstacle
from desktop_app.ui.dialogs.connection import ConnectionDialog
from desktop_app.ui.dialogs.error import show_details
from desktop_app.ui.strings import gpu as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.models import progress_line
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 600
# The bar's steps; a thousand look continuous.
PROGRESS_STEPS = 1000


class GpuDialog(FittingDialog):
    """Show the set-up's state and pass on the user's actions. Not modal.

    Closing it stops nothing: the set-up continues, and the dialog shows it when reopened.

    Args:
        work: what it shows and controls.
        preferences: the address and the proxy.
    """

    def __init__(
        self, work: GpuWork, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(texts.TITLE)
        self._work = work
        self._preferences = preferences
        self._view: GpuView | None = None
        self._rate = TransferRate()
        self.introduction = wrapped(texts.INTRODUCTION, "muted")
        self.gpu = wrapped(kind="heading")
        self.gpu.setAccessibleName(texts.GPU_NAME)
        self.state = wrapped(texts.LOOKING, by_keys=True)
        self.state.setAccessibleName(texts.STATE_NAME)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(texts.PROGRESS_NAME)
        self.progress.setTextVisible(False)
        self.install_button = button(texts.FETCH, "primary")
        self.stop_button = button(strings.STOP)
        self.remove_button = button(texts.REMOVE)
        self.drivers_button = button(texts.DRIVERS)
        self.connection_button = button(texts.CONNECTION)
        self.close_button = button(strings.CLOSE)
        self._lay_out()
        self._connect()
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh: a driver may have been installed meanwhile."""
        super().showEvent(event)
        if not event.spontaneous() and not self._work.is_running:
            self._say(texts.LOOKING)
            self._work.refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        for one in (self.install_button, self.stop_button, self.remove_button):
            buttons.addWidget(one)
        buttons.addWidget(self.drivers_button)
        buttons.addStretch()
        buttons.addWidget(self.connection_button)
        buttons.addWidget(self.close_button)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing jumps
        self.progress.setSizePolicy(policy)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        for widget in (self.introduction, self.gpu, self.state, self.progress):
            column.addWidget(widget)
        column.addStretch()
        self.lay_out(column, buttons)

    def _connect(self) -> None:
        self.install_button.clicked.connect(self._on_install)
        self.stop_button.clicked.connect(self._work.stop)
        self.remove_button.clicked.connect(self._work.remove)
        self.drivers_button.clicked.connect(_open_drivers)
        self.connection_button.clicked.connect(self._on_connection)
        self.close_button.clicked.connect(self.close)
        self._work.refreshed.connect(self._on_refreshed)
        self._work.reported.connect(self._on_reported)
        self._work.ended.connect(self._on_ended)
        self._work.failed.connect(self._on_failed)

    def _offer(self) -> None:
        """Show only the buttons that apply now."""
        view, running = self._view, self._work.is_running
        obstacle = view.outlook.obstacle if view else None
        is_ours = view is not None and not view.active and not view.in_use
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        self.install_button.setVisible(is_ours and obstacle is Obstacle.NONE and not running)
        arrived = view is not None and view.arrived_bytes > 0
        self.install_button.setText(texts.CONTINUE if arrived else texts.FETCH)
        self.install_button.setAccessibleName(self.install_button.text())
        self.remove_button.setVisible(view is not None and bool(view.active) and not running)
        has_use_of_drivers = obstacle in (Obstacle.NO_GPU, Obstacle.OLD_DRIVER)
        self.drivers_button.setVisible(has_use_of_drivers and not running)
        self.connection_button.setEnabled(not running)

    def _say(self, text: str, kind: str = "") -> None:
        self.state.setText(text)
        self.state.setProperty("kind", kind)
        self.state.style().polish(self.state)

    def _on_refreshed(self, view: GpuView) -> None:
        self._view = view
        gpu = view.outlook.gpu
        self.gpu.setText(texts.gpu_line(gpu) if gpu else "")
        self.gpu.setVisible(gpu is not None)
        if not self._work.is_running and self.state.property("kind") != "error":
            self._say(texts.state_line(view))
        self._offer()

    def _on_install(self) -> None:
        if self._view is None or self._view.outlook.build is None:
            return
        self._rate = TransferRate()
        self._say("")
        self.progress.setRange(0, 0)
        self._work.install(self._view.outlook.build)
        self._offer()
        self.stop_button.setFocus()

    def _on_reported(self, progress: ModelProgress) -> None:
        if progress.fraction is None:
            self.progress.setRange(0, 0)
        else:
            self.progress.setRange(0, PROGRESS_STEPS)
            self.progress.setValue(round(PROGRESS_STEPS * progress.fraction))
        if progress.phase is not Phase.DOWNLOADING:
            self._say(progress_line(progress))
            return
        self._rate.update(progress.done_bytes)
        left_s = self._rate.left_s(progress.total_bytes)
        self._say(progress_line(progress, self._rate.bytes_per_s, left_s))

    def _on_ended(self, error: AppError | None) -> None:
        if error is not None:
            self._on_failed(error)
        else:
            self._say("")
            self._offer()
        self._work.refresh()

    def _on_failed(self, error: AppError) -> None:
        self._say(error.sentence, "error")
        self._offer()
        show_details(error, self)

    def _on_connection(self) -> None:
        ConnectionDialog(self._preferences, self).open()


def _open_drivers() -> None:
    QDesktopServices.openUrl(QUrl(texts.DRIVERS_PAGE))
