"""Which columns of a diarizer hold one person's voice.

A small model gives a person a second column now and then: after an hour of others, or where it is
unsure. What its encoder makes of a voice still tells that both are one, once all was heard.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

# A frame tells of a voice where nobody else is likelier to speak than this.
ALONE = 0.3
# Less speech says too little of a voice, in seconds for sure.
LEAST_S = 1.0


@dataclass(frozen=True, eq=False)
class Voices:
    """What a model makes of each column's voice, added up over a recording.

    Attributes:
        frame_s: the length of a frame in seconds.
        same_from: the cosine from which on two voices are one person's. The model's file tells it,
            because each model has its own.
        sums: the encoder's numbers, each frame by how sure it is, shape (speakers, numbers).
        told_s: for how long, in seconds for sure, shape (speakers,).
    """

    frame_s: float
    same_from: float
    sums: NDArray[np.float64]
    told_s: NDArray[np.float64]

    def with_frames(
        self, probabilities: NDArray[np.float32], encoded: NDArray[np.float32]
    ) -> "Voices":
        """Add frames in which one column speaks alone.

        Args:
            probabilities: shape (frames, speakers).
            encoded: what the encoder made of them, shape (frames, numbers).
        """
        believed = np.nan_to_num(probabilities, nan=0.0).astype(np.float64)
        first = believed.argmax(axis=1)[:, None] == np.arange(believed.shape[1])
        others = np.where(first, 0.0, believed).max(axis=1, keepdims=True)
        sure = np.clip(2.0 * believed - 1.0, 0.0, None) * (first & (others < ALONE))
        return replace(
            self,
            sums=self.sums + sure.T @ np.nan_to_num(encoded).astype(np.float64),
            told_s=self.told_s + sure.sum(axis=0) * self.frame_s,
        )

    def most_alike(self) -> tuple[int, int] | None:
        """Return the most alike of the columns that are one voice, in order; None if none are."""
        known = self.told_s >= LEAST_S
        lengths = np.linalg.norm(self.sums, axis=1, keepdims=True)
        voices = np.where(known[:, None], self.sums / np.maximum(lengths, 1e-12), 0.0)
        alike = np.triu(voices @ voices.T, 1)
        first, second = np.unravel_index(int(alike.argmax()), alike.shape)
        return (int(first), int(second)) if alike[first, second] >= self.same_from else None

    def joined(self, first: int, second: int) -> "Voices":
        """Add the second column's voice to the first one's."""
        sums, told_s = self.sums.copy(), self.told_s.copy()
        for table in (sums, told_s):
            table[first] += table[second]
            table[second] = 0.0
        return replace(self, sums=sums, told_s=told_s)


def no_voices(frame_s: float, same_from: float, speakers: int, numbers: int) -> Voices:
    """Return what is known before anybody speaks."""
    return Voices(frame_s, same_from, np.zeros((speakers, numbers)), np.zeros(speakers))
