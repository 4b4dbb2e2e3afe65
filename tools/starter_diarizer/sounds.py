"""Music, made of notes: what must not be taken for a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tools.starter_model.speech import SAMPLE_RATE_HZ, Samples

if TYPE_CHECKING:
    import random

# The scale of A minor, in semitones above the lowest note.
SCALE: Final = (0, 2, 3, 5, 7, 8, 10)
LOWEST_HZ: Final = 55.0
OCTAVES: Final = 5
BEAT_S: Final = (0.2, 0.6)
LONGEST_NOTE_BEATS: Final = 4
PARTIALS: Final = (2, 12)
NOTES_AT_ONCE: Final = (1, 4)
DRUM_SHARE: Final = 0.5


def _note(chooser: random.Random, length_s: float, falloff: float, partials: int) -> Samples:
    semitones = chooser.choice(SCALE) + 12 * chooser.randrange(OCTAVES)
    pitch_hz = LOWEST_HZ * 2 ** (semitones / 12)
    time = np.arange(int(length_s * SAMPLE_RATE_HZ), dtype=np.float32) / SAMPLE_RATE_HZ
    shake = 1 + chooser.choice((0.0, 0.003)) * np.sin(2 * np.pi * 5 * time)
    count = max(1, min(partials, int(0.45 * SAMPLE_RATE_HZ / pitch_hz)))
    tone = sum(
        np.sin(2 * np.pi * pitch_hz * k * time * shake) / k**falloff for k in range(1, count + 1)
    )
    decay = chooser.choice((0.0, 1.5, 5.0))
    rise = np.minimum(1, time / chooser.choice((0.005, 0.08)))
    fall = np.minimum(1, (length_s - time) / 0.03)
    return np.asarray(tone * np.exp(-decay * time) * rise * fall, np.float32)


def music(count: int, chooser: random.Random) -> Samples:
    """``count`` samples of random notes, chords and drums, at a level of one."""
    made = np.zeros(count + SAMPLE_RATE_HZ * 4, np.float32)
    generator = np.random.default_rng(chooser.getrandbits(32))
    beat_s = chooser.uniform(*BEAT_S)
    falloff, partials = chooser.uniform(0.5, 2), chooser.randint(*PARTIALS)
    drums = chooser.random() < DRUM_SHARE
    at_once = chooser.randint(*NOTES_AT_ONCE)
    place = 0
    while place < count:
        beats = chooser.randint(1, LONGEST_NOTE_BEATS)
        for _ in range(at_once):
            note = _note(chooser, min(3.9, beat_s * beats), falloff, partials)
            made[place : place + note.size] += note
        if drums:
            hit = generator.standard_normal(SAMPLE_RATE_HZ // 5).astype(np.float32)
            hit *= np.exp(-np.arange(hit.size) / (SAMPLE_RATE_HZ * 0.03))
            made[place : place + hit.size] += 2 * hit
        place += int(beat_s * beats * SAMPLE_RATE_HZ)
    kept: Samples = made[:count] / (made[:count].std() + 1e-9)
    return kept
