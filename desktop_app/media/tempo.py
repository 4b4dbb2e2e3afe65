"""Play sound slower or faster with the same pitch, at another sample rate (FFmpeg's filters)."""

from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

Samples = NDArray[np.float32]

# FFmpeg's atempo skips samples above this.
SLOWEST, FASTEST = 0.5, 2.0


class Tempo:
    """A stream of stereo sound at another tempo and sample rate.

    Sample `i` of all that comes out is the sound of `i / out_hz * tempo` seconds of what goes in,
    to within the filter's window of some 20 ms.

    Args:
        in_hz: the sample rate of the sound.
        out_hz: the wanted sample rate.
        tempo: 2.0 plays twice as fast; from 0.5 to 2.0.
    """

    def __init__(self, in_hz: int, out_hz: int, tempo: float) -> None:
        self.in_hz = in_hz
        self._out_hz = out_hz
        self._fed = 0
        self._graph = Graph()
        before = self._graph.add(
            "abuffer",
            f"sample_rate={in_hz}:sample_fmt=fltp:channel_layout=stereo:time_base=1/{in_hz}",
        )
        if tempo != 1.0:
            changed = self._graph.add("atempo", f"{min(FASTEST, max(SLOWEST, tempo)):.3f}")
            before.link_to(changed)
            before = changed
        shaped = self._graph.add(
            "aformat", f"sample_fmts=flt:sample_rates={out_hz}:channel_layouts=stereo"
        )
        before.link_to(shaped)
        sink = self._graph.add("abuffersink")
        shaped.link_to(sink)
        self._graph.configure()

    def feed(self, samples: Samples) -> Samples:
        """Add sound, float32 of shape (2, n); return what is ready, shape (m, 2)."""
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", "stereo")
        frame.sample_rate = self.in_hz
        frame.time_base = Fraction(1, self.in_hz)
        frame.pts = self._fed
        self._fed += samples.shape[1]
        self._graph.push(frame)
        return self._ready()

    def finish(self) -> Samples:
        """Return the rest, shape (m, 2); nothing may be added afterwards."""
        self._graph.push(None)
        return self._ready()

    def _ready(self) -> Samples:
        parts: list[Samples] = []
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break
            parts.append(np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2))
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)
