"""The spectrogram of a part of a recording: which tones are in it, as people hear them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.listening import sound_between

Samples = NDArray[np.float32]

# Twenty milliseconds a column; windows of 32 ms, as recognisers look at sound.
HOP_SAMPLES = 320
COLUMNS_PER_S = SAMPLE_RATE_HZ // HOP_SAMPLES
WINDOW_SAMPLES = 512
MELS = 96
LOWEST_HZ = 50
# What is that much softer than full scale is silence, and black.
RANGE_DB = 75.0
MOST = 255
LEAST_POWER = 1e-10


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Spectrogram:
    """A part of a recording.

    Attributes:
        start_s: where it begins, in seconds from the start of the recording.
        end_s: where it ends; before its time where the recording does.
        loudness: uint8, shape (tones, columns), the highest tone first; 255 is full scale.
    """

    start_s: float
    end_s: float
    loudness: NDArray[np.uint8]


def spectrogram_of(
    path: Path, track: int, start_s: float, length_s: float, gain: float, cancel: CancelToken
) -> Spectrogram:
    """Decode a part of a recording, and return its spectrogram.

    Args:
        path: the media file.
        track: which audio track, counted from 0, or `ALL_TRACKS`.
        start_s: where the part begins, in seconds.
        length_s: how long it is.
        gain: what the sound is multiplied by.
        cancel: checked while it is decoded.

    Raises:
        Cancelled: `cancel` was set.
        MediaError: as `media.decode.decode`.
    """
    sound = gain * sound_between(path, track, start_s, length_s, cancel)
    cancel.raise_if_cancelled()
    return Spectrogram(start_s, start_s + len(sound) / SAMPLE_RATE_HZ, loudness_of(sound))


def loudness_of(sound: Samples) -> NDArray[np.uint8]:
    """Return how loud each tone is in each column, the highest tone first.

    Args:
        sound: float32, shape (n,), 16 kHz.
    """
    if not len(sound):
        return np.zeros((MELS, 0), np.uint8)
    around = np.pad(sound, WINDOW_SAMPLES // 2)
    windows = np.lib.stride_tricks.sliding_window_view(around, WINDOW_SAMPLES)[::HOP_SAMPLES]
    hann = np.hanning(WINDOW_SAMPLES + 1)[:-1].astype(np.float32)
    powers = np.abs(np.fft.rfft(windows * hann, axis=1)) ** 2
    mels = _bands() @ powers.T
    # A tone of full scale has this power in its band.
    full = (WINDOW_SAMPLES / 4) ** 2
    decibels = 10.0 * np.log10(np.maximum(LEAST_POWER, mels) / full)
    share = np.clip(1.0 + decibels / RANGE_DB, 0.0, 1.0)
    columns = -(-len(sound) // HOP_SAMPLES)
    return np.asarray(np.rint(MOST * share[::-1, :columns]), np.uint8)


@cache
def _bands() -> NDArray[np.float64]:
    """Return how much each frequency counts for each tone, the lowest tone first.

    As librosa's mel(htk=True, norm=None), which compiles for half a minute when it is used first.
    """
    lowest, highest = (
        2595.0 * np.log10(1.0 + hertz / 700.0) for hertz in (LOWEST_HZ, SAMPLE_RATE_HZ / 2)
    )
    edges = 700.0 * (10.0 ** (np.linspace(lowest, highest, MELS + 2) / 2595.0) - 1.0)
    hertz = np.fft.rfftfreq(WINDOW_SAMPLES, 1.0 / SAMPLE_RATE_HZ)
    rises = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falls = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0.0, np.minimum(rises, falls))
