"""Puts the computer to sleep when everything is transcribed, if the user wants that."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.runs import RunEnd, RunWatch
from desktop_app.app.settings import Preferences, WhenFinished
from desktop_app.system.sleeping import SleepControl


class SleepAfterRun(QObject):
    """Decides when sleep is proposed; the window counts down and calls `sleep`.

    Args:
        control: the machine's way to sleep.
        has_other_work: whether something goes on that sleep would interrupt, as a download.

    Signals:
        proposed: a run has ended and the computer is to sleep.
        withdrawn: there is work again.
        refused: the AppError why it did not go to sleep.
        problem_found: why it cannot sleep, a sentence; empty where it can.
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

    def look(self) -> None:
        """Find out whether the machine can sleep; `problem_found` tells."""
        self._tasks.run(self._control.problem, self.problem_found.emit, self.refused.emit)

    def sleep(self) -> None:
        """Put the computer to sleep now."""
        self._tasks.run(self._control.sleep, _nothing, self.refused.emit)

    def _on_run_ended(self, end: RunEnd) -> None:
        is_wanted = self._preferences.current.when_finished is WhenFinished.SLEEP
        if is_wanted and end.by_itself and end.done and not self._has_other_work():
            self.proposed.emit()


def _nothing(_result: None) -> None:
    """The machine slept, and has woken up: nothing to tell."""
