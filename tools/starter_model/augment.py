"""Make realistic utterances from clips: joined, with pauses, noise, codecs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.signal import fftconvolve, lfilter

from tools.starter_model.files import Format, stored
from tools.starter_model.speech import SAMPLE_RATE_HZ, Clip, Samples, Word, fitted, resampled

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.starter_model.pool import Pool

# The program passes at most 30 s to the model; a little less keeps batches small.
LONGEST_UTTERANCE_S: Final = 25.0
SHORTEST_UTTERANCE_S: Final = 0.4
USUAL_UTTERANCE_S: Final = 9.0
PAUSE_S: Final = (0.12, 1.2)
EDGE_S: Final = (0.0, 0.8)

# The probability of each effect on an utterance.
NO_SPEECH_SHARE: Final = 0.012
OTHER_VOICE_SHARE: Final = 0.15
RESAMPLED_SHARE: Final = 0.7
REVERB_SHARE: Final = 0.1
FAINT_NOISE_SHARE: Final = 0.4
LOUD_NOISE_SHARE: Final = 0.12
NARROW_BAND_SHARE: Final = 0.13
CODEC_SHARE: Final = 0.12

# Size of the speaker's throat, pitch and speed together.
SIZE_FACTOR: Final = (0.84, 1.2)
FAINT_NOISE_DB: Final = (28, 60)
LOUD_NOISE_DB: Final = (12, 28)
LEVEL_DB: Final = (-22, -1)
REVERB_S: Final = (0.08, 0.35)
REVERB_LEVEL: Final = (0.1, 0.5)
TELEPHONE_HZ: Final = 8_000
TONE_HZ: Final = (100, 3_000)
# Mains hum: (frequency, level) of its partials.
HUM: Final = ((50, 1.0), (100, 0.6), (150, 0.3), (300, 0.15))
# Common lossy recording formats.
CODECS: Final = (
    Format("mp3", "libmp3lame", bits_per_s=48_000),
    Format("mp3", "libmp3lame", bits_per_s=24_000),
    Format("ipod", "aac", bits_per_s=48_000),
    Format("ogg", "libopus", bits_per_s=24_000),
    Format("ogg", "libopus", bits_per_s=16_000),
)


@dataclass(frozen=True)
class Utterance:
    """One training input, with the true time of every word."""

    samples: Samples
    words: tuple[Word, ...]


def joined(pool: Pool, chooser: random.Random) -> tuple[Samples, list[Word]]:
    """Sentences, mostly of one voice, with pauses between them."""
    longest_s = min(LONGEST_UTTERANCE_S, 2 + chooser.expovariate(1 / USUAL_UTTERANCE_S))
    voice = chooser.choice(pool.voices)
    pieces: list[Samples] = [_silence(chooser.choice([0.0, chooser.uniform(*EDGE_S)]))]
    words: list[Word] = []
    length_s = pieces[0].size / SAMPLE_RATE_HZ
    while True:
        clip = pool.draw(chooser, voice)
        if words and length_s + clip.samples.size / SAMPLE_RATE_HZ > longest_s:
            break
        words += [
            Word(word.text, length_s + word.start_s, length_s + word.end_s) for word in clip.words
        ]
        pieces += [clip.samples / (np.abs(clip.samples).max() + 1e-6), _pause(chooser)]
        length_s += (pieces[-2].size + pieces[-1].size) / SAMPLE_RATE_HZ
        if chooser.random() < OTHER_VOICE_SHARE:
            voice = chooser.choice(pool.voices)
    pieces[-1] = _silence(chooser.choice([0.0, chooser.uniform(*EDGE_S)]))
    return np.concatenate(pieces), words


def _silence(length_s: float) -> Samples:
    return np.zeros(int(length_s * SAMPLE_RATE_HZ), np.float32)


def _pause(chooser: random.Random) -> Samples:
    return _silence(chooser.uniform(*PAUSE_S))


def noise(count: int, chooser: random.Random) -> Samples:
    """White, brownish or soft noise, mains hum, or a tone, at a level of one."""
    generator = np.random.default_rng(chooser.getrandbits(32))
    white = generator.standard_normal(count).astype(np.float32)
    time = np.arange(count) / SAMPLE_RATE_HZ
    kinds: tuple[Callable[[], Samples], ...] = (
        lambda: white,
        lambda: lfilter([1], [1, -0.97], white),
        lambda: lfilter([0.3], [1, -0.7], white),
        lambda: np.sin(2 * np.pi * chooser.uniform(*TONE_HZ) * time) + 0.01 * white,
        lambda: 0.3 * white + sum(level * np.sin(2 * np.pi * hz * time) for hz, level in HUM),
    )
    made = chooser.choice(kinds)()
    return np.asarray(made / (made.std() + 1e-9), np.float32)


def with_noise(samples: Samples, chooser: random.Random, ratio_db: tuple[int, int]) -> Samples:
    """Add noise at a signal-to-noise ratio from a range."""
    level = samples.std() * 10 ** (-chooser.uniform(*ratio_db) / 20)
    return np.asarray(samples + level * noise(samples.size, chooser), np.float32)


def with_reverb(samples: Samples, chooser: random.Random) -> Samples:
    """Put the speaker into a small room."""
    count = int(SAMPLE_RATE_HZ * chooser.uniform(*REVERB_S))
    tail = np.random.default_rng(chooser.getrandbits(32)).standard_normal(count)
    tail *= np.exp(-6.9 * np.arange(count) / count)  # 60 dB lower at the end.
    tail *= chooser.uniform(*REVERB_LEVEL) / np.sqrt(np.square(tail).sum())
    tail[0] = 1
    return np.asarray(fftconvolve(samples, tail)[: samples.size], np.float32)


def narrow_band(samples: Samples) -> Samples:
    """Filter as a telephone does: nothing above 4 kHz."""
    low = resampled(samples, SAMPLE_RATE_HZ, TELEPHONE_HZ)
    return fitted(resampled(low, TELEPHONE_HZ), samples.size)


def utterance(pool: Pool, chooser: random.Random) -> Utterance:
    """One training utterance; about one in eighty holds no speech at all."""
    if chooser.random() < NO_SPEECH_SHARE:
        count = int(chooser.uniform(1, 6) * SAMPLE_RATE_HZ)
        quiet = noise(count, chooser) * 10 ** chooser.uniform(-4, -1.5)
        return Utterance(np.asarray(quiet, np.float32), ())
    samples, words = joined(pool, chooser)
    if chooser.random() < RESAMPLED_SHARE:
        rate_hz = int(SAMPLE_RATE_HZ * chooser.uniform(*SIZE_FACTOR))
        samples = resampled(samples, SAMPLE_RATE_HZ, rate_hz)
        factor = rate_hz / SAMPLE_RATE_HZ
        words = [Word(word.text, word.start_s * factor, word.end_s * factor) for word in words]
    changes: tuple[tuple[float, Callable[[Samples], Samples]], ...] = (
        (REVERB_SHARE, lambda sound: with_reverb(sound, chooser)),
        (FAINT_NOISE_SHARE, lambda sound: with_noise(sound, chooser, FAINT_NOISE_DB)),
        (LOUD_NOISE_SHARE, lambda sound: with_noise(sound, chooser, LOUD_NOISE_DB)),
        (NARROW_BAND_SHARE, narrow_band),
        (CODEC_SHARE, lambda sound: stored(sound, chooser.choice(CODECS))),
    )
    samples = samples / (np.abs(samples).max() + 1e-6)
    for share, change in changes:
        if chooser.random() < share:
            samples = change(samples)
    level = 10 ** (chooser.uniform(*LEVEL_DB) / 20) / (np.abs(samples).max() + 1e-6)
    return Utterance(np.asarray(samples * level, np.float32), tuple(words))


def joined_clips(
    clips: list[Clip], pauses_s: list[float]
) -> tuple[Samples, list[tuple[float, float]]]:
    """Lay clips one after another, each after its pause; returns also their start and end."""
    pieces: list[Samples] = []
    times_s = []
    offset_s = 0.0
    for clip, pause_s in zip(clips, pauses_s, strict=True):
        silence = _silence(pause_s)
        offset_s += silence.size / SAMPLE_RATE_HZ
        times_s.append((offset_s + clip.start_s, offset_s + clip.end_s))
        pieces += [silence, clip.samples]
        offset_s += clip.samples.size / SAMPLE_RATE_HZ
    return np.concatenate(pieces), times_s
