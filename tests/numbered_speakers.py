"""A diarizer for recordings whose words are numbers: it knows from a number who says it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.speakers.diarizer import Diarizer, DiarizerStream
from tests.numbered_words import LOUDEST

FRAME_S, SPEAKERS = 0.1, 4
FRAME_SAMPLES = round(FRAME_S * SAMPLE_RATE_HZ)
DIARIZER = ModelSpec(
    "d", "Diarizer", ModelKind.SORTFORMER, "", timestamps=(), most_speakers=SPEAKERS
)

Samples = NDArray[np.float32]
SpeakerOf = Callable[[int], int]


@dataclass
class Speakers:
    """Loads such diarizers, and tells what became of them.

    Attributes:
        speaker_of: returns who says a number, from 0.
        before: called with the device before each block is heard; may raise, or wait.
        loads: where diarizers were loaded, each time.
        streams: how many recordings were begun.
        heard: how many samples were heard, in all.
        checks: how often it was asked whether a diarizer is usable.
        made: the diarizers.
    """

    speaker_of: SpeakerOf = lambda _number: 0
    before: Callable[[DeviceChoice], None] = lambda _device: None
    loads: list[DeviceChoice] = field(default_factory=list)
    streams: int = 0
    heard: int = 0
    checks: int = 0
    made: list["NumberDiarizer"] = field(default_factory=list)

    def load(
        self,
        _folder: object,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        _cancel: CancelToken,
    ) -> Diarizer:
        self.loads.append(device)
        asked = Precision.FP32 if precision is Precision.AUTO else precision
        self.made.append(NumberDiarizer(self, spec, device, asked))
        return self.made[-1]


@dataclass
class NumberDiarizer:
    """One in memory; it fails where it is used after it was closed."""

    of: Speakers
    spec: ModelSpec
    device: DeviceChoice
    precision: Precision
    is_closed: bool = False
    frame_s: float = FRAME_S
    most_speakers: int = SPEAKERS

    def stream(self) -> DiarizerStream:
        self.of.streams += 1
        return _Stream(self)

    def is_usable(self) -> bool:
        self.of.checks += 1
        return not self.is_closed

    def close(self) -> None:
        self.is_closed = True


class _Stream:
    voices = None

    def __init__(self, diarizer: NumberDiarizer) -> None:
        self._diarizer = diarizer
        self._held = np.zeros(0, np.float32)

    def add(self, samples: Samples, /) -> Samples:
        assert not self._diarizer.is_closed
        self._diarizer.of.before(self._diarizer.device)
        assert not self._diarizer.is_closed
        self._diarizer.of.heard += len(samples)
        self._held = np.concatenate([self._held, samples])
        whole = len(self._held) // FRAME_SAMPLES * FRAME_SAMPLES
        told, self._held = self._told(self._held[:whole]), self._held[whole:]
        return told

    def finish(self) -> Samples:
        return self._told(np.pad(self._held, (0, -len(self._held) % FRAME_SAMPLES)))

    def _told(self, samples: Samples) -> Samples:
        frames = samples.reshape(-1, FRAME_SAMPLES)
        told = np.zeros((len(frames), SPEAKERS), np.float32)
        for row, frame in zip(told, frames, strict=True):
            number = round(float(frame.max()) * LOUDEST)
            if number:
                row[self._diarizer.of.speaker_of(number)] = 0.9
        return told
