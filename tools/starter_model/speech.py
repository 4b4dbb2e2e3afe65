"""What a synthesiser hands back: samples with the true time of every word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# The rate of the model's preprocessor.
SAMPLE_RATE_HZ = 16_000
# What is kept before the first and after the last audible sample of a clip.
LEAD_S = 0.03
TAIL_S = 0.05
# Below this share of the peak a sample counts as silence.
SILENCE_SHARE = 0.004


@dataclass(frozen=True)
class Word:
    """One written word (with its punctuation) and when it is spoken."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Clip:
    """One spoken sentence at 16 kHz.

    ``words`` is empty when the synthesiser could not tell the time of each word; ``start_s`` and
    ``end_s`` (first and last audible sample) are always known.
    """

    samples: Samples
    text: str
    voice: str
    words: tuple[Word, ...]
    start_s: float
    end_s: float


def resampled(samples: Samples, from_hz: int, to_hz: int = SAMPLE_RATE_HZ) -> Samples:
    """The same sound at another rate."""
    if from_hz == to_hz:
        return samples
    return np.asarray(soxr.resample(samples, from_hz, to_hz), np.float32)


def trimmed_clip(
    samples: Samples, text: str, voice: str, starts_s: list[float], end_s: float | None = None
) -> Clip:
    """Cut the silence off both ends and lay the words on the times that remain.

    ``starts_s`` holds one time per written word, or is anything else when they are unknown.
    """
    audible = np.flatnonzero(np.abs(samples) > SILENCE_SHARE * float(np.abs(samples).max()))
    if not audible.size:
        message = f"{voice} said nothing for {text!r}"
        raise ValueError(message)
    first, last = int(audible[0]), int(audible[-1])
    cut = max(0, first - int(LEAD_S * SAMPLE_RATE_HZ))
    kept = samples[cut : last + int(TAIL_S * SAMPLE_RATE_HZ)]
    offset_s = cut / SAMPLE_RATE_HZ
    start_s = first / SAMPLE_RATE_HZ - offset_s
    stop_s = last / SAMPLE_RATE_HZ - offset_s
    if end_s is not None:
        stop_s = max(start_s, min(stop_s, end_s - offset_s))
    written = text.split()
    words: tuple[Word, ...] = ()
    if len(starts_s) == len(written):
        begins = [max(start_s, time_s - offset_s) for time_s in starts_s]
        ends = [*begins[1:], stop_s]
        words = tuple(Word(*word) for word in zip(written, begins, ends, strict=True))
    return Clip(kept, text, voice, words, start_s, stop_s)


def pcm_as_float(pcm: NDArray[Any]) -> Samples:
    """16-bit samples as floats in [-1, 1)."""
    return np.asarray(pcm, np.float32) / np.float32(32768)
