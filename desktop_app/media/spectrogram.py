"""The spectrogram of a part of a recording: which tones are in it, as people hear them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.listening import ListenedRecording

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
        track: which audio track, counted from 0.
        start_s: where the part begins, in seconds.
        length_s: how long it is.
        gain: what the sound is multiplied by.
        cancel: checked while it is decoded.

    Raises:
        Cancelled: `cancel` was set.
        MediaError: as `media.decode.decode`.
    """
    sound = gain * _sound_of(path, track, start_s, length_s, cancel)
    cancel.raise_if_cancelled()
    return Spectrogram(start_s, start_s + len(sound) / SAMPLE_RATE_HZ, loudness_of(sound))


def loudness_of(sound: Samples) -> NDArray[np.uint8]:
    """Return how loud each tone is in each column, the highest tone first.

    Args:
        sound: float32, shape (n,), 16 kHz.
    """
    if not len(sound):
        return np.zeros((MELS, 0), np.uint8)
    import librosa

    mels = librosa.feature.melspectrogram(
        y=sound,
        sr=SAMPLE_RATE_HZ,
        n_fft=WINDOW_SAMPLES,
        hop_length=HOP_SAMPLES,
        n_mels=MELS,
        fmin=LOWEST_HZ,
        htk=True,
        norm=None,
    )
    # A tone of full scale has this power in its band.
    full = (WINDOW_SAMPLES / 4) ** 2
    decibels = librosa.power_to_db(mels, ref=full, top_db=None)
    share = np.clip(1.0 + decibels / RANGE_DB, 0.0, 1.0)
    columns = -(-len(sound) // HOP_SAMPLES)
    return np.asarray(np.rint(MOST * share[::-1, :columns]), np.uint8)


def _sound_of(
    path: Path, track: int, start_s: float, length_s: float, cancel: CancelToken
) -> Samples:
    """Return the sound of a part, mono, 16 kHz."""
    import soxr

    parts: list[Samples] = []
    left_s, rate_hz = length_s, SAMPLE_RATE_HZ
    recording = ListenedRecording(path, track)
    try:
        for piece in recording.pieces(start_s, lambda: not cancel.is_cancelled):
            cancel.raise_if_cancelled()
            mono = piece.samples.mean(axis=0)[: max(0, round(left_s * piece.rate_hz))]
            left_s -= len(mono) / piece.rate_hz
            parts.append(np.asarray(mono, np.float32))
            rate_hz = piece.rate_hz
            if left_s <= 1 / rate_hz:
                break
    finally:
        recording.close()
    if not parts:
        return np.zeros(0, np.float32)
    sound = np.concatenate(parts)
    if rate_hz != SAMPLE_RATE_HZ:
        sound = np.asarray(soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ), np.float32)
    return sound
