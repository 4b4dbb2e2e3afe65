"""The Diarizer protocol, independent of the library that computes."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.speakers.same_voice import Voices

# How likely each speaker speaks in each frame, shape (frames, speakers), from 0 to 1. Speakers are
# in the order in which they first speak; a column stays one speaker's to the end of the recording.
Probabilities = NDArray[np.float32]
Samples = NDArray[np.float32]


class DiarizerStream(Protocol):
    """One recording on its way through a diarizer; its memory does not grow with the length."""

    @property
    def voices(self) -> Voices | None:
        """What the model makes of each speaker's voice so far; None if it does not tell."""

    def add(self, samples: Samples, /) -> Probabilities:
        """Take the next sound, any length of float32 mono at 16 kHz; return frames that are final.

        Raises:
            OutOfMemory, EngineError: as `Recognizer.recognize`.
        """

    def finish(self) -> Probabilities:
        """Return the last frames; all together are as long as the sound, to within one frame."""


class Diarizer(Protocol):
    """A model in memory that tells who speaks when."""

    @property
    def spec(self) -> ModelSpec:
        """The model's description."""

    @property
    def device(self) -> DeviceChoice:
        """The actual device: CPU or CUDA."""

    @property
    def precision(self) -> Precision:
        """The actual precision; never AUTO."""

    @property
    def frame_s(self) -> float:
        """The length of a frame in seconds."""

    @property
    def most_speakers(self) -> int:
        """How many speakers it can tell apart."""

    def stream(self) -> DiarizerStream:
        """Begin a recording. One at a time: a new one ends the one before."""

    def is_usable(self) -> bool:
        """Whether the model still works; called before it is used for another recording."""

    def close(self) -> None:
        """Free the memory and release the model's files."""
