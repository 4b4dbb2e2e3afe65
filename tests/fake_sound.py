"""A sound device that nobody hears: it plays as time goes by, and keeps what it was given."""

import threading
import time

import numpy as np

from desktop_app.app.player.sink import Sink
from desktop_app.core.errors import NoSoundOutput
from tests.media_files import Samples

RATE_HZ = 16_000


class Device:
    """A device that plays as time goes by, keeps what it was given, and can be unplugged."""

    rate_hz = RATE_HZ
    buffer_frames = round(0.15 * RATE_HZ)

    def __init__(self) -> None:
        self.sound: list[Samples] = []
        self.volumes: list[float] = []
        self.is_there = self.is_open = True
        self.is_dead = False  # plays nothing more, and says nothing
        self.blocks: threading.Event | None = None  # whoever asks waits for it
        self.is_other_chosen = False
        self._alone = threading.Lock()
        self._written = 0
        self._heard = 0.0
        self._since: float | None = None

    def free_frames(self) -> int:
        return int(self.buffer_frames - (self._written - self.heard_frames()))

    def write(self, samples: Samples) -> int:
        count = min(len(samples), self.free_frames())
        self.sound.append(samples[:count].copy())
        self._written += count
        return count

    def heard_frames(self) -> float:
        if self.blocks is not None:
            self.blocks.wait()
        with self._alone:  # the test asks as well as the player's thread
            if self.is_dead or self._since is None:
                return self._heard
            now = time.monotonic()
            self._heard = min(float(self._written), self._heard + (now - self._since) * RATE_HZ)
            self._since = now
            return self._heard

    def run(self, *, is_running: bool) -> None:
        self.heard_frames()
        self._since = time.monotonic() if is_running else None

    def set_volume(self, volume: float) -> None:
        self.volumes.append(volume)

    def trouble(self) -> str | None:
        return None if self.is_there else "unplugged"

    def is_current(self) -> bool:
        return not self.is_other_chosen

    def close(self, *, is_dead: bool = False) -> None:
        self.was_dead = is_dead
        self._since, self.is_open = None, False

    def given(self) -> Samples:
        """All that was written, shape (n,)."""
        return np.concatenate([np.zeros(0), *(part.mean(axis=1) for part in self.sound)])


class Shop:
    """Makes devices, unless there is none."""

    def __init__(self) -> None:
        self.made: list[Device] = []
        self.is_empty = False

    def __call__(self) -> Sink:
        if self.is_empty:
            raise NoSoundOutput("There is no sound output on this computer.")
        self.made.append(Device())
        return self.made[-1]
