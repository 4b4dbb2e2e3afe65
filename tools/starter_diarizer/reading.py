"""From probabilities to speakers: what the program does after the model."""

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
    median_frames: int = 5
    # Who leads (speaks, and is the likeliest) for less than so long does not count: at least so
    # many seconds, and a share of all speech up to so many. A frame counts by how sure it is.
    least_s: float = 1.0
    least_share: float = 0.03
    enough_s: float = 10.0


CHOSEN: Final = Reading()


def activity_of(
    probabilities: NDArray[np.float32], reading: Reading = CHOSEN
) -> NDArray[np.float32]:
    """Activity [frames, speakers] of those who count; the others are silent."""
    active = median_filter(probabilities > reading.threshold, size=(reading.median_frames, 1))
    first = np.eye(probabilities.shape[1], dtype=bool)[probabilities.argmax(1)]
    sure = np.clip(2 * probabilities - 1, 0, None)
    leads_s = (sure * (active & first)).sum(0) * FRAME_S
    share_s = min(reading.enough_s, reading.least_share * float(leads_s.sum()))
    return np.asarray(active * (leads_s >= max(reading.least_s, share_s)), np.float32)
