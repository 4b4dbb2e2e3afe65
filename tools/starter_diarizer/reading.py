"""From probabilities to speakers: what is done after the model, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.ndimage import median_filter

from tools.starter_diarizer.network import FRAME_S

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Reading:
    """When a speaker is taken to speak, and which speakers count."""

    # A probability above this is speech.
    threshold: float = 0.5
    # Each frame becomes the median of so many around it.
    median_frames: int = 11
    # Who speaks less than so long in all, or than this share of all speech, does not count.
    least_s: float = 1.5
    least_share: float = 0.02


CHOSEN: Final = Reading()


def activity_of(
    probabilities: NDArray[np.float32], reading: Reading = CHOSEN
) -> NDArray[np.float32]:
    """Activity [frames, speakers] of those who count; the others are silent."""
    active = probabilities > reading.threshold
    active = median_filter(active, size=(reading.median_frames, 1))
    frames = active.sum(0)
    least = max(reading.least_s / FRAME_S, reading.least_share * frames.sum())
    return np.asarray(active * (frames >= least), np.float32)
