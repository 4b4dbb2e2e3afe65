"""Speech probabilities to stretches of speech; chosen so that no word is lost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# silero-vad's defaults are 0.5 to begin and 0.35 to end (`get_speech_timestamps`). A lost word is
# worse than a second of noise, so ours begin earlier, end later and have no shortest duration.
BEGIN_PROBABILITY = 0.3
END_PROBABILITY = 0.15
# A stop consonant closes the mouth for up to about 0.1 s; a pause begins beyond that.
MIN_PAUSE_FRAMES = 4


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of frames, counted from the start of the file; `end` is not part of it."""

    start: int
    end: int


class RegionFinder:
    """Follows a stream of probabilities and keeps the stretches that are not used up yet."""

    def __init__(self) -> None:
        self._closed: list[Region] = []
        self._frames = 0
        self._open_start: int | None = None
        self._open_end = 0
        self.found_any = False

    def add(self, probabilities: NDArray[np.float32]) -> None:
        """Take the next frames, shape (n,)."""
        for likely in probabilities.tolist():
            self._step(likely)
            self._frames += 1

    def regions(self) -> list[Region]:
        """What is known, in order; the last one may still go on."""
        if self._open_start is None:
            return list(self._closed)
        return [*self._closed, Region(self._open_start, self._open_end)]

    def use_up(self, end: int) -> None:
        """Forget all speech before frame `end`, half of a region if need be."""
        self._closed = [Region(max(r.start, end), r.end) for r in self._closed if r.end > end]
        if self._open_start is not None:
            self._open_start = max(self._open_start, end) if self._open_end > end else None

    def _step(self, likely: float) -> None:
        if self._open_start is None:
            if likely >= BEGIN_PROBABILITY:
                self._open_start, self._open_end = self._frames, self._frames + 1
                self.found_any = True
        elif likely >= END_PROBABILITY:
            self._open_end = self._frames + 1
        elif self._frames + 1 - self._open_end >= MIN_PAUSE_FRAMES:
            self._closed.append(Region(self._open_start, self._open_end))
            self._open_start = None
