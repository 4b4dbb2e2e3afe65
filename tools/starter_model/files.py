"""Sound files in memory: what a container and a codec leave of a recording."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from tools.starter_model.speech import SAMPLE_RATE_HZ, fitted, resampled

if TYPE_CHECKING:
    from tools.starter_model.speech import Samples

# The first samples of an AAC stream only start the decoder; FFmpeg's encoder makes so many of them.
AAC_PRIMING: Final = 1_024


@dataclass(frozen=True)
class Format:
    """A way to store a recording."""

    container: str
    encoder: str
    rate_hz: int = SAMPLE_RATE_HZ
    layout: str = "mono"
    bits_per_s: int | None = None


def encoded(samples: Samples, how: Format) -> bytes:
    """A file of ``samples``."""
    file = io.BytesIO()
    sound = resampled(samples, SAMPLE_RATE_HZ, how.rate_hz)
    channels = 2 if how.layout == "stereo" else 1
    with av.open(file, "w", format=how.container) as writer:
        stream = writer.add_stream(how.encoder, rate=how.rate_hz, layout=how.layout)
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{how.encoder} is no encoder of sound")
        if how.bits_per_s:
            stream.bit_rate = how.bits_per_s
        frame = av.AudioFrame.from_ndarray(
            np.repeat(sound[None], channels, axis=0), format="fltp", layout=how.layout
        )
        frame.sample_rate = how.rate_hz
        resampler = av.AudioResampler(
            stream.format, how.layout, how.rate_hz, stream.frame_size or None
        )
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            writer.mux(stream.encode(part))
        writer.mux(stream.encode(None))
    return file.getvalue()


def decoded(data: bytes) -> Samples:
    """The sound of a file at 16 kHz."""
    resampler = av.AudioResampler("fltp", "mono", SAMPLE_RATE_HZ)
    pieces: list[Samples] = []
    with av.open(io.BytesIO(data), "r") as reader:
        for frame in [*reader.decode(audio=0), None]:
            pieces += [part.to_ndarray()[0] for part in resampler.resample(frame)]
    return np.concatenate(pieces)


def stored(samples: Samples, how: Format) -> Samples:
    """What is left of ``samples`` after a file of that format; every word stays at its time."""
    sound = decoded(encoded(samples, how))
    if how.encoder == "aac":
        sound = sound[round(AAC_PRIMING * SAMPLE_RATE_HZ / how.rate_hz) :]
    return fitted(sound, samples.size)
