"""Keep the computer awake during jobs, put it to sleep afterwards, free memory when idle."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.runs import RunEnd, RunWatch
from desktop_app.app.settings import Preferences, Settings, WhenFinished
from desktop_app.system.power import SleepControl, WakeHold, sleep_control

MINUTE_MS = 60_000


class IdleMemory(QObject):
    """Unload the model when idle; the next job loads it again.

    Args:
        minute_ms: length of the setting's minute in milliseconds; tests shorten it.
    """

    def __init__(
        self,
        engine: EngineThread,
        watch: RunWatch,
        preferences: Preferences,
        minute_ms: int = MINUTE_MS,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._watch = watch
        self._minute_ms = minute_ms
        self._minutes = preferences.current.free_memory_minutes
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.free)
        watch.began.connect(self._timer.stop)
        watch.ended.connect(self.begin_waiting)
        engine.unloaded.connect(self._timer.stop)
        preferences.changed.connect(self._on_preferences_changed)

    def free(self) -> None:
        """Unload the model now, unless a job is active."""
        if not self._watch.is_running:
            self._engine.unload()

    def begin_waiting(self) -> None:
        """Unload the model after the setting's time without a job, from now on."""
        if self._minutes > 0 and not self._watch.is_running:
            self._timer.start(self._minutes * self._minute_ms)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Keep the model; for the end of the program."""
        self._timer.stop()

    def _on_preferences_changed(self, settings: Settings) -> None:
        if settings.free_memory_minutes != self._minutes:
            self._minutes = settings.free_memory_minutes
            self.begin_waiting()


class SleepAfterRun(QObject):
    """Decide when to propose sleep; the window counts down and calls `sleep`.

    Args:
        control: puts the computer to sleep.
        has_other_work: whether other work is running that sleep would interrupt, such as a
            download.

    Signals:
        proposed: a run has ended and the computer should sleep.
        withdrawn: there is work again.
        refused: the AppError why it did not go to sleep.
        problem_found: why it cannot sleep, a sentence; "" if it can.
    """

    proposed = Signal()
    withdrawn = Signal()
    refused = Signal(object)
    problem_found = Signal(str)

    def __init__(
        self,
        control: SleepControl,
        watch: RunWatch,
        preferences: Preferences,
        tasks: SideTasks,
        has_other_work: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._control = control
        self._preferences = preferences
        self._tasks = tasks
        self._has_other_work = has_other_work
        watch.began.connect(self.withdrawn)
        watch.ended.connect(self._on_run_ended)

    def check(self) -> None:
        """Find out whether the computer can sleep; emits `problem_found`."""
        self._tasks.run(self._control.problem, self.problem_found.emit, self.refused.emit)

    def sleep(self) -> None:
        """Put the computer to sleep now."""
        self._tasks.run(self._control.sleep, _nothing, self.refused.emit)

    def _on_run_ended(self, end: RunEnd) -> None:
        is_wanted = self._preferences.current.when_finished is WhenFinished.SLEEP
        if is_wanted and end.by_itself and end.done and not self._has_other_work():
            self.proposed.emit()


def _nothing(_result: None) -> None:
    """The computer slept and woke up: nothing to do."""


class Wake(Protocol):
    """Keep the computer awake; see `WakeHold`."""

    def begin(self) -> None:
        """Keep it awake from now on; does not wait."""

    def end(self) -> None:
        """Allow sleep again; does not wait."""


@dataclass(frozen=True, slots=True)
class PowerAccess:
    """How the computer is kept awake and put to sleep; tests give their own."""

    wake: Wake = field(default_factory=WakeHold)
    sleep: SleepControl = field(default_factory=sleep_control)


class PowerManager(QObject):
    """Keep the computer awake during jobs, and free memory when idle.

    Args:
        has_other_work: whether other work is running that sleep would interrupt, such as a
            download.
    """

    def __init__(
        self,
        access: PowerAccess,
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
        """Allow sleep again and stop waiting to free memory."""
        self.memory.stop()
        self._wake.end()

    def _on_run_began(self) -> None:
        self._wake.begin()

    def _on_run_ended(self, _end: RunEnd) -> None:
        self._wake.end()
