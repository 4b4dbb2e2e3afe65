"""Sounds without speech, and writing sound of any length to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import av
import numpy as np

from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tools.starter_model.files import Format
    from tools.starter_model.speech import Samples

# -60 dBFS: a microphone in an empty room.
FAINT_RMS: Final = 1e-3
# A minor, F major, C major, G major, in semitones from A3; four beats each at 100 a minute.
CHORDS: Final = ((0, 3, 7), (-4, 0, 3), (3, 7, 10), (-2, 2, 5))
A3_HZ: Final = 220.0
BEAT_S: Final = 0.6
BEATS_A_CHORD: Final = 4
OVERTONES: Final = (1.0, 0.5, 0.3, 0.15)


def faint_noise(length_s: int) -> Iterator[Samples]:
    """Yield seconds of barely audible noise."""
    generator = np.random.default_rng(1)
    for _ in range(length_s):
        yield generator.normal(0, FAINT_RMS, SAMPLE_RATE_HZ).astype(np.float32)


def music(length_s: float) -> Iterator[Samples]:
    """Yield beats of organ-like chords, with a drum and a cymbal."""
    generator = np.random.default_rng(2)
    count = int(BEAT_S * SAMPLE_RATE_HZ)
    for beat in range(int(length_s / BEAT_S)):
        time_s = (beat * count + np.arange(count)) / SAMPLE_RATE_HZ
        chord = CHORDS[beat // BEATS_A_CHORD % len(CHORDS)]
        notes_hz = [A3_HZ * 2 ** (note / 12) for note in chord]
        sound = sum(
            level * np.sin(2 * np.pi * hz * number * time_s)
            for hz in notes_hz
            for number, level in enumerate(OVERTONES, start=1)
        )
        fading = np.exp(-np.arange(count) / (0.05 * SAMPLE_RATE_HZ))
        drum = np.sin(2 * np.pi * 60 * np.arange(count) / SAMPLE_RATE_HZ) * fading
        cymbal = generator.normal(0, 1, count) * fading**4
        yield np.asarray(0.06 * sound + 0.4 * drum + 0.1 * cymbal, np.float32)


def write_sound(path: Path, pieces: Iterable[Samples], how: Format) -> None:
    """Encode a stream of mono sound at 16 kHz, in constant memory.

    Args:
        path: the file, which appears when complete.
        pieces: float32, shape (n,) of any length.
        how: the container and the codec; mono.
    """
    unfinished = path.with_name(f"{path.name}.part")
    with av.open(str(unfinished), "w", format=how.container) as writer:
        stream = writer.add_stream(how.encoder, rate=how.rate_hz, layout="mono")
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{how.encoder} is no encoder of sound")
        if how.bits_per_s:
            stream.bit_rate = how.bits_per_s
        resampler = av.AudioResampler(stream.format, "mono", how.rate_hz)
        at = 0
        for piece in pieces:
            frame = av.AudioFrame.from_ndarray(piece[None], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE_HZ, at
            at += piece.size
            for part in resampler.resample(frame):
                writer.mux(stream.encode(part))
        for part in resampler.resample(None):
            writer.mux(stream.encode(part))
        writer.mux(stream.encode(None))
    unfinished.replace(path)
