"""Where decoded samples lie on the clock that a player shows."""

import logging
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

# Containers round time stamps to a millisecond or to a frame; a smaller hole than this is none.
MIN_GAP_S = 0.05
# A jump beyond the end of the file is a broken clock (a cut broadcast), not silence. Nor is one
# that is longer than this: nobody waits in silence for so long.
MAX_GAP_S = 3600.0
# Time stamps that run back by more than this begin anew (joined broadcasts, a wrapped counter).
MAX_OVERLAP_S = 1.0
# Silence is made in pieces, so that an hour of it takes no memory.
SILENCE_PIECE_S = 1.0
# A clock that runs slower or faster than the samples is followed by making the sound a little
# longer or shorter: by as much as makes up for it within half a second, until it is this near.
CATCH_UP_S = 0.5
NEAR_S = 0.005
# A clock that runs ahead faster than that is not followed: so far ahead, sound is missing.
MAX_DRIFT_S = 0.5
MOST_STRETCH = 0.5


class Timeline:
    """Compares each frame's time stamp with the samples so far and says where sound is missing.

    Attributes:
        position_s: where the samples so far end, in seconds from the start.
        tolerance_s: a smaller difference between time stamps and samples means nothing.
    """

    def __init__(self, origin_s: float, duration_s: float | None) -> None:
        """Start at the beginning.

        Args:
            origin_s: the time stamp that a player shows as 0:00.
            duration_s: the length of the whole file, or None where the container does not tell.
        """
        self._offset_s = origin_s
        self._end_s = duration_s
        self._drift_s = 0.0
        self._catches_up = False
        self._began = False
        self.position_s = 0.0
        self.tolerance_s = MIN_GAP_S

    def advance(self, samples: int, rate_hz: int) -> None:
        """Count decoded samples at their own rate."""
        self.position_s += samples / rate_hz
        self._began = True

    def silence_before(self, stamp_s: float | None, rate_hz: int) -> Iterator[int]:
        """How much silence belongs before the next frame, in samples, piece by piece.

        Samples are never dropped: where time stamps run backwards, the clock is set anew, and where
        they slowly run away, `fitted` follows them.

        Args:
            stamp_s: the frame's own time stamp in seconds, or None where it has none.
            rate_hz: the frame's sample rate.
        """
        if stamp_s is None:
            return
        gap_s = stamp_s - self._offset_s - self.position_s
        if gap_s < -MAX_OVERLAP_S or self._is_beyond_the_end(gap_s):
            logger.info("time stamps jump by %.1f s, not followed", gap_s)
            self._offset_s = stamp_s - self.position_s
            self._drift_s = 0.0
            return
        # A late beginning is exact in every container; only later holes need the tolerance.
        least_s = self.tolerance_s if self._began else 1.0 / rate_hz
        if gap_s - max(0.0, self._drift_s) >= least_s or gap_s > MAX_DRIFT_S:
            self._drift_s = 0.0
            yield from self.silence(gap_s, rate_hz)
        elif self._began:
            self._drift_s = gap_s

    def place(self, stamp_s: float) -> float:
        """Where a time stamp lies, in seconds from the start."""
        return stamp_s - self._offset_s

    def silence(self, seconds: float, rate_hz: int) -> Iterator[int]:
        """So much silence, in samples, piece by piece."""
        missing = round(seconds * rate_hz)
        piece = round(SILENCE_PIECE_S * rate_hz)
        while missing > 0:
            samples = min(missing, piece)
            self.advance(samples, rate_hz)
            yield samples
            missing -= samples

    def fitted(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The frame, longer or shorter by a little where its clock has run away from the samples.

        Args:
            samples: float32, shape (channels, n).

        Returns:
            float32, shape (channels, m), n / 2 <= m <= 3 n / 2.
        """
        away_s = abs(self._drift_s)
        self._catches_up = away_s >= (NEAR_S if self._catches_up else self.tolerance_s)
        if not self._catches_up:
            return samples
        stretch = np.clip(self._drift_s / CATCH_UP_S, -MOST_STRETCH, MOST_STRETCH)
        length = samples.shape[-1]
        places = np.linspace(
            0, length, max(1, round(length * (1.0 + float(stretch)))), endpoint=False
        )
        rows = [np.interp(places, np.arange(length), channel) for channel in samples]
        return np.array(rows, np.float32)

    def _is_beyond_the_end(self, gap_s: float) -> bool:
        if gap_s > MAX_GAP_S or self._end_s is None:
            return gap_s > MAX_GAP_S
        return self.position_s + gap_s > self._end_s + MIN_GAP_S
