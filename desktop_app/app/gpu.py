"""Find an NVIDIA GPU and set up its build of torch, outside the GUI thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.background.serial import ModelTask, TaskKind, TaskQueue
from desktop_app.app.settings import Preferences, Settings
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.core.model_progress import ModelProgress, Report
from desktop_app.gpu.builds import Outlook, TorchBuild, outlook
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.system.hardware import Gpu


class Installer(Protocol):
    """Installs and removes builds: a `TorchInstaller`."""

    def install(self, build: TorchBuild, cancel: CancelToken, report: Report) -> object:
        """Download, check, unpack and try a build."""

    def remove(self) -> None:
        """Use the bundled torch again."""

    def tidy(self) -> None:
        """Delete unused builds."""

    def arrived_bytes(self, build: TorchBuild) -> int:
        """Return the bytes of an interrupted download."""


@dataclass(frozen=True, slots=True)
class GpuAccess:
    """Access to GPUs and builds; tests use fakes.

    Attributes:
        fetched: the folder of builds, which knows the active one.
        installer: makes an installer from the current settings, one per task.
        gpus: queries the driver.
        builds: the known builds, best first.
    """

    fetched: FetchedTorch
    installer: Callable[[Settings], Installer]
    gpus: Callable[[], Sequence[Gpu]]
    builds: Callable[[], Sequence[TorchBuild]]


@dataclass(frozen=True, slots=True)
class GpuView:
    """Current GPU set-up state.

    Attributes:
        outlook: which build fits this computer, or why none does.
        arrived_bytes: bytes of an interrupted download.
        active: id of the build for the next start, or "".
        in_use: whether this process uses a downloaded build.
    """

    outlook: Outlook
    arrived_bytes: int
    active: str
    in_use: bool


class GpuWork(QObject):
    """Run one GPU task at a time.

    Args:
        access: access to GPUs and builds.
        preferences: how to reach the index.

    Signals:
        refreshed: a GpuView.
        reported: a ModelProgress.
        ended: an AppError, or None; the set-up is done, failed or was cancelled.
        failed: an AppError of other work.
    """

    refreshed = Signal(object)
    reported = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, access: GpuAccess, preferences: Preferences) -> None:
        super().__init__()
        self._access = access
        self._preferences = preferences
        self._tasks = SideTasks(self, max_threads=1)
        self._queue = TaskQueue(self)
        self._queue.reported.connect(self._on_reported)
        self._queue.ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether a set-up is running or being cancelled."""
        return self._queue.active is not None

    def refresh(self) -> None:
        """Query the driver and the state; emits `refreshed`."""
        if not self.is_running:
            self._tasks.run(self._view, self.refreshed.emit, self.failed.emit)

    def install(self, build: TorchBuild) -> None:
        """Set up a build; emits `ended`."""
        if self.is_running:
            return
        installer = self._access.installer(self._preferences.current)

        def run(cancel: CancelToken, report: Report) -> object:
            return installer.install(build, cancel, report)

        self._queue.add(ModelTask(build.id, TaskKind.DOWNLOAD, run, lambda _trial: None))

    def stop(self) -> None:
        """Cancel the set-up; the partial download stays."""
        if self._queue.active is not None:
            self._queue.cancel(self._queue.active.model_id)

    def remove(self) -> None:
        """Use the bundled torch from the next start on; emits `refreshed`."""
        installer = self._access.installer(self._preferences.current)

        def run() -> GpuView:
            installer.remove()
            return self._view()

        self._tasks.run(run, self.refreshed.emit, self.failed.emit)

    def shutdown(self, timeout_s: float) -> bool:
        """Cancel for good and wait; return whether all threads have ended their work."""
        queue_ended = self._queue.shutdown(timeout_s)
        tasks_ended = self._tasks.shutdown(timeout_s)
        self._access.fetched.end()
        return queue_ended and tasks_ended

    def _view(self) -> GpuView:
        access = self._access
        found = outlook(access.gpus(), access.builds())
        installer = access.installer(self._preferences.current)
        installer.tidy()
        arrived = installer.arrived_bytes(found.build) if found.build else 0
        return GpuView(found, arrived, access.fetched.active, access.fetched.is_first)

    def _on_reported(self, _work: ModelTask, progress: ModelProgress) -> None:
        self.reported.emit(progress)

    def _on_ended(self, _work: ModelTask, error: AppError | None) -> None:
        self.ended.emit(error)
