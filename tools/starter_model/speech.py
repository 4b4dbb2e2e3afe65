"""What a synthesiser hands back: samples with the true time of every word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """One spoken sentence at 16 kHz; it begins with its first word, after any breath or hiss."""

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


def _filled(starts_s: Sequence[float | None], text: str, end_s: float) -> list[float]:
    """Give words without a time one between their neighbours, by their number of letters."""
    places = np.cumsum([0, *(len(word) + 1 for word in text.split())], dtype=float)
    known = [
        (place, time) for place, time in zip(places, starts_s, strict=False) if time is not None
    ]
    known_places, known_times = zip(*[*known, (places[-1], end_s)], strict=True)
    return [float(time) for time in np.interp(places[:-1], known_places, known_times)]


def trimmed_clip(
    samples: Samples,
    text: str,
    voice: str,
    starts_s: Sequence[float | None],
    end_s: float | None = None,
) -> Clip:
    """Cut the silence off both ends and lay the words on the times that remain.

    ``starts_s`` holds a time (or ``None``) for each written word; when it is of another length it
    says nothing, and the words are spread over the clip.
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
    if len(starts_s) != len(text.split()):
        starts_s = []
    begins = _filled(starts_s or [first / SAMPLE_RATE_HZ], text, stop_s + offset_s)
    begins = [max(start_s, time_s - offset_s) for time_s in begins]
    ends = [*begins[1:], stop_s]
    words = tuple(Word(*word) for word in zip(text.split(), begins, ends, strict=True))
    return Clip(kept, text, voice, words, begins[0], stop_s)


def pcm_as_float(pcm: NDArray[Any]) -> Samples:
    """16-bit samples as floats in [-1, 1)."""
    return np.asarray(pcm, np.float32) / np.float32(32768)


def fitted(samples: Samples, count: int) -> Samples:
    """Cut or pad the end to ``count`` samples."""
    return np.pad(samples[:count], (0, max(0, count - samples.size)))
