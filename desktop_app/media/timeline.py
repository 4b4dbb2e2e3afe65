"""Where decoded samples lie on the clock that a player shows."""

import logging
from collections.abc import Iterator

logger = logging.getLogger(__name__)

# Containers round time stamps to a millisecond or to a frame; a smaller hole than this is none.
MIN_GAP_S = 0.05
# A jump beyond the end of the file is a broken clock (a cut broadcast), not silence. Where the
# container tells no length, nobody waits in silence for longer than this.
MAX_GAP_S = 3600.0
# Time stamps that run back by more than this begin anew (joined broadcasts, a wrapped counter).
MAX_OVERLAP_S = 1.0
# Silence is made in pieces, so that an hour of it takes no memory.
SILENCE_PIECE_S = 1.0


class Timeline:
    """Compares each frame's time stamp with the samples so far and says where sound is missing."""

    def __init__(self, origin_s: float, duration_s: float | None) -> None:
        """Start at the beginning.

        Args:
            origin_s: the time stamp that a player shows as 0:00.
            duration_s: the length of the whole file, or None where the container does not tell.
        """
        self._offset_s = origin_s
        self._end_s = duration_s
        self._position_s = 0.0
        self._began = False

    def advance(self, samples: int, rate_hz: int) -> None:
        """Count decoded samples at their own rate."""
        self._position_s += samples / rate_hz
        self._began = True

    def silence_before(self, stamp_s: float | None, rate_hz: int) -> Iterator[int]:
        """How much silence belongs before the next frame, in samples, piece by piece.

        Samples are never dropped: where time stamps run backwards, the clock is set anew.

        Args:
            stamp_s: the frame's own time stamp in seconds, or None where it has none.
            rate_hz: the frame's sample rate.
        """
        if stamp_s is None:
            return
        gap_s = stamp_s - self._offset_s - self._position_s
        if gap_s < -MAX_OVERLAP_S or self._is_beyond_the_end(gap_s):
            logger.info("time stamps jump by %.1f s, not followed", gap_s)
            self._offset_s = stamp_s - self._position_s
            return
        # A late beginning is exact in every container; only later holes need the tolerance.
        if gap_s < (MIN_GAP_S if self._began else 1.0 / rate_hz):
            return
        missing = round(gap_s * rate_hz)
        piece = round(SILENCE_PIECE_S * rate_hz)
        while missing > 0:
            samples = min(missing, piece)
            self.advance(samples, rate_hz)
            yield samples
            missing -= samples

    def _is_beyond_the_end(self, gap_s: float) -> bool:
        if self._end_s is None:
            return gap_s > MAX_GAP_S
        return self._position_s + gap_s > self._end_s + MIN_GAP_S
