"""Play the recording of a transcript: what the window's bar, menu and page use.

The sound is decoded and played in threads of their own; this object tells where it is. One clock
serves all: the spoken word, the waveform and the video follow `position_s`.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, Qt, QThread, QTimer, Signal, Slot

from desktop_app.app.player.feed import Span
from desktop_app.app.player.output import Heard, Output
from desktop_app.app.player.sink import Sink, open_sink
from desktop_app.core.errors import AppError, NoSoundOutput, SoundOutputGone

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from desktop_app.media.listening import Opened

logger = logging.getLogger(__name__)

SLOWEST, FASTEST, RATE_STEP = 0.5, 2.0, 0.1
# The device reports in steps; between two of them the clock goes on for so long at most.
LONGEST_GUESS_S = 0.04
# Ends of recordings and transcripts differ by some frames.
END_SLACK_S = 0.5
MOST_PLACES = 1_000
# A sound system that does not answer holds the output's thread. Counted in looks, so that a window
# that was busy takes nothing for that; the first sound loads libraries and starts the device.
WATCH_MS = 250
SILENT_LOOKS, SILENT_LOOKS_AT_FIRST = 10, 40


class Player(QObject):
    """Play one recording at a time; lives in the window's thread and never makes it wait.

    Args:
        make_sink: opens the sound device, in the player's thread.

    Signals:
        position_changed: the place in seconds, some 60 times a second while playing.
        state_changed: playing, waiting, rate, volume, loop or recording.
        opened: what is known of the recording (media.listening.Opened).
        problem_found: an AppError why it cannot be played.
        ended_early: where the sound ends, in seconds, if that is before the end that was expected.
    """

    position_changed = Signal(float)
    state_changed = Signal()
    opened = Signal(object)
    problem_found = Signal(object)
    ended_early = Signal(float)
    # To the output, which lives in another thread.
    _open = Signal(object, int)
    _prepare = Signal()
    _play = Signal(int, object)
    _go_on = Signal(int, object)
    _pause = Signal()
    _loudness = Signal(float)
    _shut_down = Signal()

    def __init__(
        self, make_sink: Callable[[], Sink] = open_sink, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make_sink = make_sink
        self._thread: QThread | None = None
        self._output: Output | None = None
        # Threads that a sound system holds: a QThread must not be deleted while it runs.
        self._left_behind: list[tuple[QThread, Output]] = []
        self._silent_looks = 0
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._on_watch)
        self._path: Path | None = None
        self._track = 0
        self._key = ""
        self._known: Opened | None = None
        self._places_s: dict[str, float] = {}
        self._order = 0
        self._position_s = 0.0
        self._heard_at_s = 0.0
        self._is_playing = self._is_waiting = False
        self._must_seek = True  # what the output holds is not what comes next
        self._rate = 1.0
        self._volume, self._is_muted = 1.0, False
        self._until_s: float | None = None
        self._loop: tuple[float, float] | None = None
        self._expected_s: float | None = None
        self._problem: AppError | None = None
        self._lacks_output = False  # so it was when it was last tried

    @property
    def path(self) -> Path | None:
        """The recording; None if none is chosen."""
        return self._path

    @property
    def track(self) -> int:
        """Its audio track, counted from 0, or `ALL_TRACKS`."""
        return self._track

    @property
    def position_s(self) -> float:
        """What is heard now, in seconds from the start of the recording."""
        if not self._is_playing or self._is_waiting or not self._heard_at_s:
            return self._position_s
        since_s = min(LONGEST_GUESS_S, time.monotonic() - self._heard_at_s)
        return self._position_s + since_s * self._rate

    @property
    def duration_s(self) -> float:
        """The recording's length, in seconds; 0.0 while unknown."""
        return self._known.duration_s if self._known is not None else 0.0

    @property
    def has_video(self) -> bool:
        """Whether the recording has pictures, as far as is known."""
        return self._known is not None and self._known.has_video

    @property
    def is_playing(self) -> bool:
        """Whether it plays, or will as soon as the sound arrives."""
        return self._is_playing

    @property
    def is_waiting(self) -> bool:
        """Whether it plays and the sound has not arrived yet."""
        return self._is_playing and self._is_waiting

    @property
    def rate(self) -> float:
        """The speed, 0.5 to 2.0."""
        return self._rate

    @property
    def volume(self) -> float:
        """The loudness, 0 to 1."""
        return self._volume

    @property
    def is_muted(self) -> bool:
        """Whether it is silenced."""
        return self._is_muted

    @property
    def loop(self) -> tuple[float, float] | None:
        """The span that is played again and again, in seconds."""
        return self._loop

    @property
    def problem(self) -> AppError | None:
        """Why the recording cannot be played; None if it can, as far as is known."""
        return self._problem

    def open(
        self, path: Path | None, track: int = 0, key: str = "", expected_s: float | None = None
    ) -> None:
        """Choose a recording; the file is opened by the first `play`, or `prepare`.

        Args:
            path: the media file; None for none.
            track: which audio track, counted from 0, or `ALL_TRACKS`.
            key: the transcript's key; the place in each is remembered.
            expected_s: where the transcript ends, in seconds.
        """
        self._expected_s = expected_s
        if (path, track) == (self._path, self._track) and self._problem is None:
            self._key = key
            return
        self._remember()
        self._path, self._track, self._key = path, track, key
        self._known, self._problem = None, None
        self._is_playing = self._is_waiting = False
        self._must_seek, self._loop, self._until_s = True, None, None
        self._order += 1
        self._position_s = self._places_s.get(key, 0.0) if key else 0.0
        if self._output is not None:
            self._open.emit(path, track)
        self.state_changed.emit()
        self.position_changed.emit(self._position_s)

    def close(self) -> None:
        """Choose no recording."""
        self.open(None)

    def prepare(self) -> None:
        """Open the file in a side thread, so that its length and pictures are known."""
        if self._path is not None and self._known is None and self._problem is None:
            self._started()
            self._prepare.emit()

    def play(
        self, from_s: float | None = None, until_s: float | None = None, *, loops: bool = False
    ) -> None:
        """Play on, or from a place, or a span of the recording.

        Args:
            from_s: in seconds; where it is now unless given.
            until_s: where to stop, in seconds; the end unless given.
            loops: play the span again and again, until the next `play`, `seek` or `set_loop`.
        """
        if self._path is None:
            return
        begins = from_s if from_s is not None else self._position_s
        if loops and until_s is not None:
            self._loop = (begins, until_s)
        elif from_s is not None or until_s is not None:
            self._loop = None
        is_going_on = from_s is None and until_s is None and not self._must_seek
        if from_s is not None or until_s is not None:
            self._until_s = until_s
        self._problem = None
        self._started()
        if not self._is_playing:
            self._silent_looks = SILENT_LOOKS - SILENT_LOOKS_AT_FIRST
            self._watch.start()
        self._is_playing = True
        if is_going_on:
            self._order += 1
            self._heard_at_s = 0.0
            self._go_on.emit(self._order, self._span(self._position_s))
        else:
            self._begin(begins)
        self.state_changed.emit()

    def play_along(self, from_s: float, until_s: float) -> None:
        """Let a place be heard that was gone to for another reason than to listen.

        Where a sound output was missed before, it is only gone to: that is said once a session,
        and else to who wants to listen.
        """
        if self._lacks_output:
            self.seek(from_s)
        else:
            self.play(from_s, until_s)

    def pause(self) -> None:
        """Stop at once; `play` goes on from there."""
        if not self._is_playing:
            return
        self._position_s = self.position_s
        self._is_playing = self._is_waiting = False
        self._pause.emit()
        self.position_changed.emit(self._position_s)
        self.state_changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self._is_playing:
            self.pause()
        else:
            self.play()

    def dismiss(self) -> None:
        """Take the problem as read; the next play tries again."""
        self._problem = None
        self.state_changed.emit()

    def seek(self, position_s: float) -> None:
        """Go to a place; playing goes on there."""
        if self._path is None:
            return
        latest_s = self.duration_s or max(position_s, 0.0)
        position_s = min(max(0.0, position_s), latest_s)
        if self._loop is not None and not self._loop[0] <= position_s <= self._loop[1]:
            self._loop = None
        if self._until_s is not None and position_s >= self._until_s:
            self._until_s = None
        self._must_seek = True
        if self._is_playing:
            self._begin(position_s)
        else:
            self._position_s = position_s
        self.position_changed.emit(position_s)
        self.state_changed.emit()

    def skip(self, seconds: float) -> None:
        """Go forward, or back with a negative number."""
        self.seek(self.position_s + seconds)

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.5 to 2.0, to a tenth; the pitch stays."""
        rate = round(min(FASTEST, max(SLOWEST, rate)), 1)
        if rate == self._rate:
            return
        here_s = self.position_s
        self._rate = rate
        self._must_seek = True
        if self._is_playing:
            self._begin(here_s)
        self.state_changed.emit()

    def set_loop(self, span: tuple[float, float] | None) -> None:
        """Play this span again and again from now on, or no longer any."""
        if span == self._loop:
            return
        here_s = self.position_s
        self._loop, self._until_s = span, None
        self._must_seek = True
        if span is not None and not span[0] <= here_s < span[1]:
            here_s = self._position_s = span[0]
        if self._is_playing:
            self._begin(here_s)
        self.state_changed.emit()

    def set_volume(self, volume: float) -> None:
        """Set the loudness, 0 to 1."""
        self._volume = min(1.0, max(0.0, volume))
        self._show_loudness()

    def set_muted(self, is_muted: bool) -> None:  # noqa: FBT001 - a setter
        """Silence it, or not."""
        self._is_muted = is_muted
        self._show_loudness()

    def shutdown(self, timeout_s: float) -> bool:
        """End the threads; return whether they have ended."""
        self._is_playing = False
        self._watch.stop()
        left_ended = all(thread.isFinished() for thread, _output in self._left_behind)
        if self._thread is None:
            return left_ended
        self._shut_down.emit()
        return self._thread.wait(round(timeout_s * 1000)) and left_ended

    def _begin(self, from_s: float) -> None:
        """Have the output play from here, as rate, loop and end are now."""
        self._order += 1
        self._position_s, self._heard_at_s = from_s, 0.0
        self._must_seek = self._is_waiting = False
        self._play.emit(self._order, self._span(from_s))

    def _span(self, from_s: float) -> Span:
        if self._loop is not None:  # the first time from here, then from the loop's start
            return Span(from_s, self._loop[1], self._loop[0], self._rate)
        return Span(from_s, self._until_s, None, self._rate)

    def _remember(self) -> None:
        if self._key:
            self._places_s.pop(self._key, None)
            self._places_s[self._key] = self.position_s
            if len(self._places_s) > MOST_PLACES:
                del self._places_s[next(iter(self._places_s))]

    def _show_loudness(self) -> None:
        if self._output is not None:
            self._loudness.emit(0.0 if self._is_muted else self._volume)
        self.state_changed.emit()

    def _started(self) -> None:
        """Start the thread with the first sound."""
        if self._thread is not None:
            return
        self._thread = QThread()
        self._thread.setObjectName("player")
        self._output = output = Output(self._make_sink)
        output.moveToThread(self._thread)
        self._thread.finished.connect(output.deleteLater)
        for signal, slot in self._wires(output):
            signal.connect(slot)
        self._thread.start()
        self._open.emit(self._path, self._track)
        self._loudness.emit(0.0 if self._is_muted else self._volume)

    def _wires(self, output: Output) -> "tuple[tuple[SignalInstance, Callable[..., None]], ...]":
        """Return what this object and its output tell each other."""
        return (
            (self._open, output.open),
            (self._prepare, output.prepare),
            (self._play, output.play),
            (self._go_on, output.go_on),
            (self._pause, output.pause),
            (self._loudness, output.set_volume),
            (self._shut_down, output.shut_down),
            (output.heard, self._on_heard),
            (output.ended, self._on_ended),
            (output.opened, self._on_opened),
            (output.failed, self._on_failed),
        )

    @Slot()
    def _on_watch(self) -> None:
        """See whether the output still tells where it is."""
        if not self._is_playing:
            self._watch.stop()
            return
        self._silent_looks += 1
        if self._silent_looks > SILENT_LOOKS:
            logger.warning("the sound system holds its thread, which is left behind")
            self._leave_behind()
            gone = SoundOutputGone("The sound output is gone.", "it does not answer")
            self._on_failed(self._order, gone)

    def _leave_behind(self) -> None:
        """Do without this output; the next play gets another one."""
        thread, output = self._thread, self._output
        if thread is None or output is None:
            return
        for signal, slot in self._wires(output):
            signal.disconnect(slot)
        self._left_behind.append((thread, output))
        self._thread = self._output = None
        # Should it be let go after all.
        QMetaObject.invokeMethod(output, "shut_down", Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _on_heard(self, heard: Heard) -> None:
        self._silent_looks = min(self._silent_looks, 0)
        if heard.order != self._order or not self._is_playing:
            return
        self._lacks_output = False
        self._silent_looks = 0
        self._position_s, self._heard_at_s = heard.position_s, heard.at_s
        if heard.is_waiting != self._is_waiting:
            self._is_waiting = heard.is_waiting
            self.state_changed.emit()
        self.position_changed.emit(self.position_s)

    @Slot(int, float)
    def _on_ended(self, order: int, end_s: float) -> None:
        if order != self._order or not self._is_playing:
            return
        until_s, self._until_s = self._until_s, None
        self._is_playing = self._is_waiting = False
        self._must_seek = True
        was_cut = until_s is not None and end_s >= until_s - END_SLACK_S
        # The next play goes on behind a span, and from the start after the end.
        self._position_s = end_s if was_cut else 0.0
        self.position_changed.emit(end_s)
        self.state_changed.emit()
        expected_s = self._expected_s or 0.0
        if not was_cut and end_s < expected_s - END_SLACK_S:
            self.ended_early.emit(end_s)

    @Slot(object)
    def _on_opened(self, opened: "Opened") -> None:
        if (opened.path, opened.track) == (self._path, self._track):
            self._known = opened
            self.opened.emit(opened)
            self.state_changed.emit()

    @Slot(int, object)
    def _on_failed(self, order: int, error: AppError) -> None:
        if order < self._order and self._is_playing:
            return
        self._position_s = self.position_s
        self._is_playing = self._is_waiting = False
        self._must_seek = True
        self._lacks_output = isinstance(error, NoSoundOutput)
        self._problem = error
        self.state_changed.emit()
        self.problem_found.emit(error)
