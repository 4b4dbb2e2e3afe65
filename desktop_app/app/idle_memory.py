"""Gives the model's memory back when nothing was transcribed for a while."""

from PySide6.QtCore import QObject, QTimer

from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.runs import RunWatch
from desktop_app.app.settings import Preferences, Settings

MINUTE_MS = 60_000


class IdleMemory(QObject):
    """Has the engine let go of its model; the next job loads it again.

    Args:
        minute_ms: how long a minute of the setting is.
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
        """Let the model go now, unless a job is being done."""
        if not self._watch.is_running:
            self._engine.unload()

    def begin_waiting(self) -> None:
        """Let the model go when the time of the setting has passed from now without a job."""
        if self._minutes > 0 and not self._watch.is_running:
            self._timer.start(self._minutes * self._minute_ms)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Let the model stay; for the end of the program."""
        self._timer.stop()

    def _on_preferences_changed(self, settings: Settings) -> None:
        if settings.free_memory_minutes != self._minutes:
            self._minutes = settings.free_memory_minutes
            self.begin_waiting()
