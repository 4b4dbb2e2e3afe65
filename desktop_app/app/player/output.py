"""Bring the sound to the device and tell what is heard; lives in the player's thread.

The device stays open between two plays, and only its buffer is ever discarded by ear: after a seek
it plays what it still holds, silently. So a seek never waits for a device to start.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_app.app.player.feed import Chunk, Feed, Span
from desktop_app.app.player.sink import Sink, open_sink
from desktop_app.core.errors import AppError, SoundOutputGone

logger = logging.getLogger(__name__)

TICK_MS = 15
# Listing the devices asks the system; it need not be every time.
LOOK_EVERY_TICKS = 40
# The feed's thread is a daemon: a network drive may hold it longer.
FEED_END_S = 0.2
# Nobody has played for so long: give the device back.
IDLE_MS = 60_000
# A wait for the file is worth telling after this; a seek is answered when the device has played
# what it holds (sink.BUFFER_S).
WAITING_S = 0.4
# A device that holds sound and plays none of it for so long is dead: the sound server that went
# away says nothing. Counted in ticks, so that a computer that slept is no dead device; a wireless
# one may need long to begin.
STILL_TICKS, STILL_TICKS_AT_FIRST = 2_000 // TICK_MS, 6_000 // TICK_MS


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard now.

    Attributes:
        order: the number of the order that is played.
        position_s: the place in the recording, in seconds.
        at_s: since when that is so, by `time.monotonic`; 0.0 if nothing of the order is heard yet.
        is_waiting: whether the sound has not arrived yet, so that the place stands still.
    """

    order: int
    position_s: float
    at_s: float
    is_waiting: bool


@dataclass(slots=True)
class _Part:
    """Sound that the device was given, from one frame on."""

    first_frame: float
    start_s: float
    tempo: float
    order: int


class Output(QObject):
    """Play orders one after the other.

    Signals:
        heard: a Heard, every few milliseconds while playing.
        ended: the number of an order, and the place in seconds where its sound ended.
        opened: what is known of the recording (media.listening.Opened).
        failed: the number of the order, and an AppError.
    """

    heard = Signal(object)
    ended = Signal(int, float)
    opened = Signal(object)
    failed = Signal(int, object)

    def __init__(self, make_sink: Callable[[], Sink] = open_sink) -> None:
        super().__init__()
        self._make_sink = make_sink
        self._sink: Sink | None = None
        self._feed = Feed()
        self._feed.reports.opened.connect(self.opened)
        self._feed.reports.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._ticks: QTimer | None = None
        self._idle: QTimer | None = None
        self._tick = 0
        self._order = 0
        self._ticket = 0
        self._is_playing = False
        self._written = 0.0
        self._stale_until = 0.0
        self._parts: deque[_Part] = deque()
        self._rest: Chunk | None = None
        self._from_s = 0.0
        self._moved: tuple[float, float] = (0.0, 0.0)  # frames heard, and since when
        self._dry_since: float | None = None
        self._still_ticks = 0
        self._volume = 1.0
        self._shown_volume: float | None = None

    @Slot(object, int)
    def open(self, path: Path | None, track: int) -> None:
        """Choose the recording."""
        self._halt()
        self._feed.open(path, track)
        self._rest = None
        self._stale_until = self._written

    @Slot()
    def prepare(self) -> None:
        """Open the recording now, so that `opened` tells what is known of it."""
        self._feed.prepare()

    @Slot(int, object)
    def play(self, order: int, span: Span) -> None:
        """Play a span from its start."""
        self._order = order
        try:
            sink = self._ready_sink()
        except AppError as error:
            self.failed.emit(order, error)
            return
        self._from_s = span.from_s
        self._rest = None
        self._stale_until = self._written
        self._ticket = self._feed.request(span, sink.rate_hz)
        self._dry_since = time.monotonic()
        self._run(sink)
        self._on_tick()

    @Slot(int, object)
    def go_on(self, order: int, span: Span) -> None:
        """Go on after a pause, with nothing lost; another device gets the span from its start."""
        sink = self._sink
        if sink is None or sink.trouble() is not None or not sink.is_current():
            self.play(order, span)
            return
        self._order = order
        for part in self._parts:
            part.order = order
        self._run(sink)

    @Slot()
    def pause(self) -> None:
        """Be silent at once, and keep what was decoded."""
        self._halt()

    @Slot(float)
    def set_volume(self, volume: float) -> None:
        """Set the loudness, 0 to 1."""
        self._volume = volume
        self._show_volume()

    @Slot()
    def shut_down(self) -> None:
        """Give everything back, and end this object's thread."""
        self._halt()
        self._feed.close(FEED_END_S)
        self._drop_sink()
        self.thread().quit()

    def _run(self, sink: Sink) -> None:
        if not self._is_playing:
            self._still_ticks = STILL_TICKS - STILL_TICKS_AT_FIRST
        self._is_playing = True
        sink.run(is_running=True)
        self._run_ticks()

    def _halt(self) -> None:
        self._is_playing = False
        if self._ticks is not None:
            self._ticks.stop()
        if self._sink is not None:
            self._sink.run(is_running=False)
        if self._idle is not None:
            self._idle.start(IDLE_MS)

    def _run_ticks(self) -> None:
        if self._ticks is None:  # made here, in this object's thread
            self._ticks, self._idle = QTimer(self), QTimer(self)
            self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
            self._ticks.timeout.connect(self._on_tick)
            self._idle.setSingleShot(True)
            self._idle.timeout.connect(self._rest_now)
        if self._idle is not None:
            self._idle.stop()
        self._ticks.start(TICK_MS)

    def _ready_sink(self) -> Sink:
        """Return the device that the system would choose now."""
        sink = self._sink
        if sink is not None and (sink.trouble() is not None or not sink.is_current()):
            self._drop_sink()
        if self._sink is None:
            self._sink = self._make_sink()
            self._written = self._stale_until = 0.0
            self._parts.clear()
            self._shown_volume = None
        return self._sink

    @Slot()
    def _rest_now(self) -> None:
        """Give device and file back after a long pause; `go_on` finds no device then."""
        self._drop_sink()
        self._feed.rest()

    def _drop_sink(self, *, is_dead: bool = False) -> None:
        if self._sink is not None:
            self._sink.close(is_dead=is_dead)
        self._sink = None

    @Slot()
    def _on_tick(self) -> None:
        sink = self._sink
        if sink is None or not self._is_playing:
            return
        self._tick += 1
        if self._tick % LOOK_EVERY_TICKS == 0 and (trouble := sink.trouble()) is not None:
            self._lose_sink(trouble)
            return
        self._fill(sink)
        heard_frames = sink.heard_frames()
        if self._stands_still(heard_frames):
            self._lose_sink("its clock stands still", is_dead=True)
            return
        self._show_volume()
        self._tell(heard_frames, sink.rate_hz)
        end_s = self._feed.end_s if self._rest is None else None
        if end_s is not None and heard_frames >= self._written - 1:
            self._halt()
            self.ended.emit(self._order, end_s)

    def _fill(self, sink: Sink) -> None:
        free = sink.free_frames()
        while free > 0:
            chunk = self._rest or self._next_chunk()
            if chunk is None:
                return
            part = chunk.samples[:free]
            taken = sink.write(part)
            if taken <= 0:
                self._rest = chunk
                return
            self._note(chunk, taken, sink.rate_hz)
            free -= taken
            self._rest = None
            if taken < len(chunk.samples):
                start_s = chunk.start_s + taken / sink.rate_hz * chunk.tempo
                self._rest = Chunk(chunk.ticket, start_s, chunk.tempo, chunk.samples[taken:])

    def _next_chunk(self) -> Chunk | None:
        while (chunk := self._feed.take()) is not None:
            if chunk.ticket == self._ticket:
                return chunk
        return None

    def _note(self, chunk: Chunk, frames: int, rate_hz: int) -> None:
        last = self._parts[-1] if self._parts else None
        goes_on = last is not None and last.order == self._order and last.tempo == chunk.tempo
        if goes_on and last is not None:
            due_s = last.start_s + (self._written - last.first_frame) / rate_hz * last.tempo
            goes_on = abs(due_s - chunk.start_s) < 1e-3  # noqa: PLR2004 - a millisecond
        if not goes_on:
            self._parts.append(_Part(self._written, chunk.start_s, chunk.tempo, self._order))
        self._written += frames

    def _stands_still(self, heard_frames: float) -> bool:
        """Return whether the device plays no more of what it holds."""
        if heard_frames != self._moved[0] or heard_frames >= self._written - 1:
            self._still_ticks = 0
        else:
            self._still_ticks += 1
        return self._still_ticks > STILL_TICKS

    def _tell(self, heard_frames: float, rate_hz: int) -> None:
        now_s = time.monotonic()
        if heard_frames != self._moved[0]:
            self._moved = heard_frames, now_s
        while len(self._parts) > 1 and self._parts[1].first_frame <= heard_frames:
            self._parts.popleft()
        part = self._parts[0] if self._parts else None
        is_heard = (
            part is not None
            and part.order == self._order
            and heard_frames >= part.first_frame
            and heard_frames < self._written
        )
        if is_heard and part is not None:
            self._dry_since = None
            at_s = part.start_s + (heard_frames - part.first_frame) / rate_hz * part.tempo
            self._from_s = at_s
        elif self._dry_since is None:
            self._dry_since = now_s
        waits = self._dry_since is not None and now_s - self._dry_since > WAITING_S
        since_s = self._moved[1] if is_heard else 0.0
        self.heard.emit(Heard(self._order, self._from_s, since_s, waits))

    def _show_volume(self) -> None:
        """Mute what an earlier order left in the device."""
        if self._sink is None:
            return
        is_stale = self._sink.heard_frames() < self._stale_until
        volume = 0.0 if is_stale else self._volume
        if volume != self._shown_volume:
            self._sink.set_volume(volume)
            self._shown_volume = volume

    def _lose_sink(self, trouble: str, *, is_dead: bool = False) -> None:
        # Told first: the device may hold this thread while it is closed.
        self.failed.emit(self._order, SoundOutputGone("The sound output is gone.", trouble))
        self._is_playing = False
        self._drop_sink(is_dead=is_dead)
        self._halt()

    @Slot(int, object)
    def _on_failed(self, ticket: int, error: AppError) -> None:
        if ticket == self._ticket or not self._is_playing:
            self._halt()
            self.failed.emit(self._order, error)
