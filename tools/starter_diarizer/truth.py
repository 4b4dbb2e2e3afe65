"""Who speaks when, as a table of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.starter_diarizer.network import FRAME_S, SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tools.starter_diarizer.conversations import Turn


def activity(turns: Sequence[Turn], count: int) -> NDArray[np.float32]:
    """Activity [``count`` frames, speakers]: 1 where a speaker speaks."""
    table = np.zeros((count, SPEAKERS), np.float32)
    for turn in turns:
        first = round(turn.start_s / FRAME_S)
        table[first : max(first + 1, round(turn.end_s / FRAME_S)), turn.who] = 1
    return table
