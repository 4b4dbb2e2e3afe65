"""Looks for an NVIDIA GPU and sets up the build of torch for it, beside the window."""

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
    """Sets builds up and takes them away: a `TorchInstaller`."""

    def install(self, build: TorchBuild, cancel: CancelToken, report: Report) -> object:
        """Fetch, check, unpack and try one."""

    def remove(self) -> None:
        """Use Aviary's own again."""

    def tidy(self) -> None:
        """Delete what is not in use."""

    def arrived_bytes(self, build: TorchBuild) -> int:
        """How much of it is there from an earlier try."""


@dataclass(frozen=True, slots=True)
class GpuAccess:
    """What acts on the computer; tests give their own.

    Attributes:
        fetched: which torch is in use.
        installer: made anew for each piece of work, as the settings say.
        gpus: asks the driver.
        builds: those that this program knows, the best first.
    """

    fetched: FetchedTorch
    installer: Callable[[Settings], Installer]
    gpus: Callable[[], Sequence[Gpu]]
    builds: Callable[[], Sequence[TorchBuild]]


@dataclass(frozen=True, slots=True)
class GpuView:
    """How it stands.

    Attributes:
        outlook: what can be done here.
        arrived_bytes: of the build, from an earlier try.
        active: the build for the next start, or nothing.
        in_use: whether this process uses a fetched build.
    """

    outlook: Outlook
    arrived_bytes: int
    active: str
    in_use: bool


class GpuWork(QObject):
    """One piece of work at a time.

    Args:
        access: what acts on the computer.
        preferences: say how to reach the index.

    Signals:
        refreshed: a GpuView.
        reported: a ModelProgress.
        ended: an AppError, or None; the set-up was done, failed or stopped.
        failed: an AppError of anything else.
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
        """Whether a build is being set up, or that is being stopped."""
        return self._queue.active is not None

    def refresh(self) -> None:
        """Ask the driver, and see how it stands; `refreshed` follows."""
        if not self.is_running:
            self._tasks.run(self._view, self.refreshed.emit, self.failed.emit)

    def install(self, build: TorchBuild) -> None:
        """Set a build up; `ended` follows."""
        if self.is_running:
            return
        installer = self._access.installer(self._preferences.current)

        def run(cancel: CancelToken, report: Report) -> object:
            return installer.install(build, cancel, report)

        self._queue.add(ModelTask(build.id, TaskKind.DOWNLOAD, run, lambda _trial: None))

    def stop(self) -> None:
        """Stop the set-up; what has arrived stays."""
        if self._queue.active is not None:
            self._queue.cancel(self._queue.active.model_id)

    def remove(self) -> None:
        """Use Aviary's own torch from the next start on; `refreshed` follows."""
        installer = self._access.installer(self._preferences.current)

        def run() -> GpuView:
            installer.remove()
            return self._view()

        self._tasks.run(run, self.refreshed.emit, self.failed.emit)

    def shutdown(self, timeout_s: float) -> bool:
        """Stop for good and wait; whether all threads are free."""
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
