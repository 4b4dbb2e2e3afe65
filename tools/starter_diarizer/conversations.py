"""Conversations put together from clips, with the truth about who speaks when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import soxr
from scipy.signal import lfilter, sosfilt

from tools.starter_diarizer.sounds import music
from tools.starter_model.augment import narrow_band, noise, with_noise, with_reverb
from tools.starter_model.speech import SAMPLE_RATE_HZ, Samples, Word

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tools.starter_model.pool import Pool

# Each participant's throat size (pitch, formants and speed together), level and tilt of the tone.
SIZE_FACTOR: Final = (0.82, 1.22)
RESIZED_SHARE: Final = 0.8
QUIETER_DB: Final = (0, 8)
TILT: Final = (-0.2, 0.3)
TILTED_SHARE: Final = 0.15
# And two resonances that are louder or softer: another timbre of the same voice.
RESONANCES: Final = ((250.0, 1_000.0), (1_000.0, 4_000.0))
RESONANCE_DB: Final = (-8.0, 8.0)
RESONANCE_SHARE: Final = 0.6
RESONANCE_Q: Final = 1.2

PAUSE_S: Final = ((0.02, 0.4), (0.2, 1.5), (1.0, 6.0))
PAUSE_WEIGHTS: Final = (0.5, 0.45, 0.05)
OVERLAP_S: Final = (0.1, 2.0)
# How often people talk into each other, and how often one goes on after a clip: per conversation.
OVERLAP_SHARE: Final = (0.0, 0.3)
STAYING_SHARE: Final = (0.05, 0.75)
# After so many clips on average, other participants take the lead; one may be silent for long.
CLIPS_TO_NEW_ROLES: Final = 12
SMALLEST_ROLE: Final = 0.15

REVERB_SHARE: Final = 0.15
FAINT_NOISE_SHARE: Final = 0.5
FAINT_NOISE_DB: Final = (25, 55)
LOUD_NOISE_SHARE: Final = 0.1
LOUD_NOISE_DB: Final = (12, 25)
MUSIC_SHARE: Final = 0.06
MUSIC_DB: Final = (15, 30)
NARROW_BAND_SHARE: Final = 0.15
PEAK_DB: Final = (-20, 0)
# Of the sound without speech.
SILENT_SHARE: Final = 0.2
NOISE_SHARE: Final = 0.35
NO_SPEECH_PEAK_DB: Final = (-50, -1)


@dataclass(frozen=True)
class Participant:
    """One who takes part: a speaker of the pool, changed in the same way throughout."""

    speaker: str
    size: float = 1.0
    level: float = 1.0
    tilt: float = 0.0
    # Second-order sections of a filter; none when empty.
    timbre: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Turn:
    """One clip in a conversation: who (number in order of arrival), when, and its words."""

    who: int
    start_s: float
    end_s: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Conversation:
    """Sound with its turns."""

    samples: Samples
    turns: tuple[Turn, ...]


def cast(pool: Pool, chooser: random.Random, count: int, *, varied: bool) -> list[Participant]:
    """Different speakers of the pool; ``varied`` changes their voices."""
    people = []
    for speaker in chooser.sample(pool.voices, count):
        level = 10 ** (-chooser.uniform(*QUIETER_DB) / 20)
        size, tilt = 1.0, 0.0
        if varied and chooser.random() < RESIZED_SHARE:
            size = chooser.uniform(*SIZE_FACTOR)
        if varied and chooser.random() < TILTED_SHARE:
            tilt = chooser.uniform(*TILT)
        timbre = _timbre(chooser) if varied and chooser.random() < RESONANCE_SHARE else ()
        people.append(Participant(speaker, size, level, tilt, timbre))
    return people


def _timbre(chooser: random.Random) -> tuple[tuple[float, ...], ...]:
    """Peaking filters (Bristow-Johnson, Cookbook formulae for audio equalizer biquads)."""
    sections = []
    for range_hz in RESONANCES:
        angle = 2 * np.pi * chooser.uniform(*range_hz) / SAMPLE_RATE_HZ
        gain = 10 ** (chooser.uniform(*RESONANCE_DB) / 40)
        width = np.sin(angle) / (2 * RESONANCE_Q)
        middle = -2 * np.cos(angle)
        up, down = (1 + width * gain, middle, 1 - width * gain), (1 + width / gain, middle)
        section = np.array([*up, *down, 1 - width / gain]) / down[0]
        sections.append(tuple(float(number) for number in section))
    return tuple(sections)


def _said(pool: Pool, chooser: random.Random, person: Participant) -> tuple[Samples, list[Word]]:
    clip = pool.draw(chooser, person.speaker)
    samples = clip.samples / (np.abs(clip.samples).max() + 1e-6) * person.level
    if person.size != 1:
        rate_hz = int(SAMPLE_RATE_HZ * person.size)
        samples = soxr.resample(samples, SAMPLE_RATE_HZ, rate_hz, quality="LQ")
    if person.tilt:
        samples = lfilter([1], [1, -person.tilt], samples) * (1 - abs(person.tilt))
    if person.timbre:
        samples = sosfilt(np.array(person.timbre), samples)
    words = [
        Word(word.text, word.start_s * person.size, word.end_s * person.size) for word in clip.words
    ]
    return np.asarray(samples, np.float32), words


class _Course:
    """Who speaks next, and after which pause (below zero: into the other's words)."""

    def __init__(self, chooser: random.Random, count: int) -> None:
        self._chooser = chooser
        self._count = count
        self._overlap = chooser.uniform(*OVERLAP_SHARE)
        self._staying = chooser.uniform(*STAYING_SHARE)
        self._now: int | None = None
        self._deal_roles()

    def _deal_roles(self) -> None:
        self._weights = [self._chooser.expovariate(1) + SMALLEST_ROLE for _ in range(self._count)]

    def next(self) -> tuple[int, float]:
        chooser = self._chooser
        if chooser.random() < 1 / CLIPS_TO_NEW_ROLES:
            self._deal_roles()
        stays = self._now is not None and chooser.random() < self._staying
        others = [who for who in range(self._count) if who != self._now]
        if others and not stays:
            (who,) = chooser.choices(others, [self._weights[who] for who in others])
        else:
            who = self._now or 0
        changed = self._now is not None and who != self._now
        self._now = who
        if changed and chooser.random() < self._overlap:
            return who, -chooser.uniform(*OVERLAP_S)
        (range_s,) = chooser.choices(PAUSE_S, PAUSE_WEIGHTS)
        return who, chooser.uniform(*range_s)


def talk(
    pool: Pool, chooser: random.Random, people: Sequence[Participant], length_s: float
) -> Conversation:
    """Let ``people`` talk for ``length_s``; they are numbered in the order in which they begin."""
    samples = np.zeros(int(length_s * SAMPLE_RATE_HZ), np.float32)
    course = _Course(chooser, len(people))
    ends_s = dict.fromkeys(range(len(people)), 0.0)
    numbers: dict[int, int] = {}
    spoken: list[tuple[int, float, float, list[Word]]] = []
    while people:
        who, pause_s = course.next()
        clip, words = _said(pool, chooser, people[who])
        start_s = max(ends_s[who], max(ends_s.values()) + pause_s, 0.0)
        first = int(start_s * SAMPLE_RATE_HZ)
        if first + clip.size > samples.size:
            break
        samples[first : first + clip.size] += clip
        ends_s[who] = start_s + clip.size / SAMPLE_RATE_HZ
        moved = [Word(word.text, word.start_s + start_s, word.end_s + start_s) for word in words]
        spoken.append((who, moved[0].start_s, moved[-1].end_s, moved))
    spoken.sort(key=lambda turn: turn[1])
    for who, *_ in spoken:
        numbers.setdefault(who, len(numbers))
    turns = tuple(Turn(numbers[who], start, end, tuple(said)) for who, start, end, said in spoken)
    return Conversation(samples, turns)


def recorded(samples: Samples, chooser: random.Random, *, hard: bool = True) -> Samples:
    """The same as a recording: of a room, with noise, by telephone, at some level."""
    if hard:
        if chooser.random() < REVERB_SHARE:
            samples = with_reverb(samples, chooser)
        if chooser.random() < FAINT_NOISE_SHARE:
            samples = with_noise(samples, chooser, FAINT_NOISE_DB)
        if chooser.random() < LOUD_NOISE_SHARE:
            samples = with_noise(samples, chooser, LOUD_NOISE_DB)
        if chooser.random() < MUSIC_SHARE:
            level = samples.std() * 10 ** (-chooser.uniform(*MUSIC_DB) / 20)
            samples = samples + level * music(samples.size, chooser)
        if chooser.random() < NARROW_BAND_SHARE:
            samples = narrow_band(samples)
    peak = 10 ** (chooser.uniform(*PEAK_DB) / 20)
    return np.asarray(samples * (peak / (np.abs(samples).max() + 1e-6)), np.float32)


def without_speech(chooser: random.Random, length_s: float) -> Samples:
    """Silence, noise or music alone."""
    count = int(length_s * SAMPLE_RATE_HZ)
    kind = chooser.random()
    if kind < SILENT_SHARE:
        return np.zeros(count, np.float32)
    is_noise = kind < SILENT_SHARE + NOISE_SHARE
    made = noise(count, chooser) if is_noise else music(count, chooser)
    peak = 10 ** (chooser.uniform(*NO_SPEECH_PEAK_DB) / 20)
    return np.asarray(made * (peak / (np.abs(made).max() + 1e-6)), np.float32)


def conversation(
    pool: Pool,
    chooser: random.Random,
    length_s: float,
    people: Sequence[Participant],
    *,
    hard: bool = True,
) -> Conversation:
    """A recorded conversation of ``people``; of nobody, sound without speech.

    ``hard`` adds noise, rooms and the like.
    """
    if not people:
        return Conversation(without_speech(chooser, length_s), ())
    clean = talk(pool, chooser, people, length_s)
    return Conversation(recorded(clean.samples, chooser, hard=hard), clean.turns)
