"""A player without sound: it says what it was asked for, and moves only when a test moves it."""

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import AppError
from desktop_app.core.timecode import Span


class FakePlayer(QObject):
    position_changed = Signal(float)
    state_changed = Signal()
    opened = Signal(object)
    problem_found = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.position_s = 0.0
        self.duration_s = 0.0
        self.is_playing = False
        self.rate = 1.0
        self.volume = 1.0
        self.is_muted = False
        self.loop: Span | None = None
        self.problem: AppError | None = None

    def toggle(self) -> None:
        self.is_playing = not self.is_playing
        self.state_changed.emit()

    def seek(self, position_s: float) -> None:
        self.position_s = position_s
        self.position_changed.emit(position_s)

    def skip(self, by_s: float) -> None:
        self.seek(max(0.0, self.position_s + by_s))

    def set_rate(self, rate: float) -> None:
        self.rate = rate
        self.state_changed.emit()

    def set_volume(self, volume: float) -> None:
        self.volume = volume
        self.state_changed.emit()

    def set_muted(self, muted: bool) -> None:
        self.is_muted = muted
        self.state_changed.emit()

    def set_loop(self, span: Span | None) -> None:
        self.loop = span
        self.state_changed.emit()

    def open_with(self, duration_s: float) -> None:
        self.duration_s = duration_s
        self.opened.emit(object())

    def dismiss(self) -> None:
        self.problem = None
        self.state_changed.emit()

    def fail(self, error: AppError) -> None:
        self.problem = error
        self.problem_found.emit(error)
