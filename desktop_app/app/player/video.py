"""Decode the pictures of a video beside its sound, in a thread of their own.

The sound has the clock. Pictures that come too late are dropped, and a video that is too heavy for
the computer shows fewer of them; the sound never waits.
"""

import logging
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_app.app.player.player import Player
from desktop_app.core.errors import AppError

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from desktop_app.media.pictures import Picture, Pictures

logger = logging.getLogger(__name__)

MOST_A_SECOND = 30
# A picture may be shown this much early or late; ears and eyes forgive 80 ms.
EARLY_S, LATE_S = 0.005, 0.1
# So far behind, or after a jump of the clock, the place is sought anew.
BEHIND_S, JUMP_S = 2.0, 0.5
NAP_S = 0.01
LOOK_MS = 10


@dataclass(frozen=True, slots=True)
class _Clock:
    """Where the sound is: at a moment, and how fast it goes on."""

    path: Path | None = None
    position_s: float = 0.0
    at_s: float = 0.0
    rate: float = 0.0  # 0.0 while it stands

    def now_s(self) -> float:
        return self.position_s + (time.monotonic() - self.at_s) * self.rate


class VideoFeed(QObject):
    """The pictures of the player's recording, while they are wanted.

    Args:
        player: has the clock.

    Signals:
        shown: a media.pictures.Picture, now to be seen; the next one comes after `take`.
    """

    shown = Signal(object)

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._worker: _PictureThread | None = None
        self._room = (0, 0)
        self._is_wanted = False
        # Asked for, not told by a signal: the thread may outlive this object.
        self._looks = QTimer(self)
        self._looks.setTimerType(Qt.TimerType.PreciseTimer)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self._look)
        player.position_changed.connect(self._on_moved)
        player.state_changed.connect(self._tell)
        player.opened.connect(self._on_opened)

    def want(self, room: tuple[int, int] | None) -> None:
        """Decode pictures for so many pixels from now on, width and height; None for none."""
        self._is_wanted = room is not None
        self._room = room or (0, 0)
        self._tell()

    def taken(self) -> None:
        """Note that the last picture was drawn."""
        if self._worker is not None:
            self._worker.is_free = True

    @Slot()
    def _look(self) -> None:
        worker = self._worker
        if worker is not None and worker.picture is not None:
            picture, worker.picture = worker.picture, None
            self.shown.emit(picture)

    @Slot(float)
    def _on_moved(self, _position_s: float) -> None:
        self._tell()

    @Slot(object)
    def _on_opened(self, _opened: object) -> None:
        self._tell()

    @Slot()
    def _tell(self) -> None:
        player = self._player
        is_wanted = self._is_wanted and player.has_video
        if self._worker is None:
            if not is_wanted:
                return
            self._worker = _PictureThread()
            weakref.finalize(self, self._worker.end)
            self._worker.start()
        if is_wanted != self._looks.isActive():
            (self._looks.start if is_wanted else self._looks.stop)()
        is_going = player.is_playing and not player.is_waiting
        self._worker.clock = _Clock(
            player.path if is_wanted else None,
            player.position_s,
            time.monotonic(),
            player.rate if is_going else 0.0,
        )
        self._worker.room = self._room


class _PictureThread:
    """Have each picture ready when its time has come.

    Attributes:
        clock, room: set by the window's thread.
        is_free: whether the last picture was drawn; set by the window's thread.
        picture: the one to show now; taken by the window's thread.
    """

    def __init__(self) -> None:
        self.picture: Picture | None = None
        self.clock = _Clock()
        self.room = (0, 0)
        self.is_free = True
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        self._pictures: Pictures | None = None
        self._path: Path | None = None
        self._next_s = 0.0
        self._held: tuple[float, VideoFrame] | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def end(self) -> None:
        """End the thread soon; it is a daemon, as a network drive may hold it."""
        self._ends.set()

    def _run(self) -> None:
        while not self._ends.is_set():
            path = self.clock.path
            if path is None:
                self._let_go()
                self._ends.wait(NAP_S * 5)
                continue
            try:
                if path != self._path:
                    self._open(path)
                self._show_from(self.clock.now_s())
            except Exception:
                logger.exception("the pictures cannot be decoded")
                self._give_up(path)
        self._let_go()

    def _open(self, path: Path) -> None:
        from desktop_app.media.pictures import Pictures

        self._let_go()
        self._path = path
        try:
            self._pictures = Pictures(path)
        except (AppError, LookupError) as error:
            logger.info("no pictures of %s: %s", path.name, error)

    def _give_up(self, path: Path) -> None:
        self._let_go()
        self._path = path  # not again and again

    def _let_go(self) -> None:
        if self._pictures is not None:
            self._pictures.close()
        self._pictures = self._path = None

    def _show_from(self, from_s: float) -> None:
        """Show pictures until the clock jumps or the recording is another."""
        pictures = self._pictures
        if pictures is None:
            self._wait_for_a_jump(from_s)
            return
        seen_s = from_s
        self._held = None
        for at_s, frame in pictures.frames(from_s, self._is_late):
            seen_s = self._when_due(at_s, seen_s)
            if seen_s < 0:
                return
            if not self._is_late(at_s) or at_s <= from_s:
                self._held = (at_s, frame)
            self._show_held()
        self._wait_for_a_jump(seen_s)

    def _is_late(self, at_s: float) -> bool:
        clock = self.clock
        return clock.rate > 0 and at_s < clock.now_s() - LATE_S

    def _when_due(self, at_s: float, seen_s: float) -> float:
        """Wait for a picture's time; return the clock, or -1.0 after a jump or far behind."""
        while True:
            clock = self.clock
            now_s = clock.now_s()
            if self._has_jumped(clock, now_s, seen_s) or now_s > at_s + BEHIND_S:
                return -1.0
            if at_s <= now_s + EARLY_S:
                return now_s
            seen_s = now_s
            self._show_held()
            self._ends.wait(NAP_S)

    def _has_jumped(self, clock: _Clock, now_s: float, seen_s: float) -> bool:
        is_other = clock.path != self._path or self._ends.is_set()
        return is_other or now_s < seen_s - JUMP_S / 5 or now_s > seen_s + JUMP_S + BEHIND_S

    def _show_held(self) -> None:
        """Show the last picture that was due, if the one before it was drawn."""
        held, pictures = self._held, self._pictures
        if held is None or pictures is None or not self.is_free or min(self.room) <= 0:
            return
        now_s = time.monotonic()
        if now_s < self._next_s:
            return
        self._held = None
        picture = pictures.picture(*held, self.room)
        self.is_free = False
        self._next_s = now_s + 1.0 / MOST_A_SECOND - EARLY_S
        self.picture = picture

    def _wait_for_a_jump(self, seen_s: float) -> None:
        while True:
            clock = self.clock
            now_s = clock.now_s()
            if self._has_jumped(clock, now_s, seen_s):
                return
            seen_s = max(seen_s, now_s)
            self._show_held()
            self._ends.wait(NAP_S)
