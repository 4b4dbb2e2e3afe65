"""What Aviary does for the computer it runs on: kept awake, put to sleep, given its memory back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.idle_memory import IdleMemory
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.runs import RunEnd, RunWatch
from desktop_app.app.settings import Preferences
from desktop_app.app.sleep_after_run import SleepAfterRun
from desktop_app.system.sleeping import SleepControl, machine_sleep
from desktop_app.system.staying_awake import WakeHold


class Wake(Protocol):
    """Keeps the machine awake; see `WakeHold`."""

    def begin(self) -> None:
        """From now on, without waiting."""

    def end(self) -> None:
        """No more, without waiting."""


@dataclass(frozen=True, slots=True)
class MachineAccess:
    """What acts on the machine itself; tests give their own."""

    wake: Wake = field(default_factory=WakeHold)
    sleep: SleepControl = field(default_factory=machine_sleep)


class MachineCare(QObject):
    """Listens to the queue for the machine's sake.

    Args:
        has_other_work: whether something goes on that sleep would interrupt, as a download.
    """

    def __init__(
        self,
        access: MachineAccess,
        engine: EngineThread,
        controller: TranscriptionController,
        preferences: Preferences,
        tasks: SideTasks,
        has_other_work: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._wake = access.wake
        self.runs = RunWatch(controller)
        self.memory = IdleMemory(engine, self.runs, preferences)
        self.sleep = SleepAfterRun(access.sleep, self.runs, preferences, tasks, has_other_work)
        self.runs.began.connect(self._on_run_began)
        self.runs.ended.connect(self._on_run_ended)

    def shutdown(self) -> None:
        """Let the machine sleep as it likes, and the engine end by itself."""
        self.memory.stop()
        self._wake.end()

    def _on_run_began(self) -> None:
        self._wake.begin()

    def _on_run_ended(self, _end: RunEnd) -> None:
        self._wake.end()
