"""Held-out recordings: test sentences, in trained and in held-out voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.starter_model.augment import joined_clips
from tools.starter_model.files import Format
from tools.starter_model.grammar import held_out_sentence, seeded
from tools.starter_model.speech import SAMPLE_RATE_HZ
from tools.starter_model.voices import (
    HELD_OUT_VOICES,
    NATURAL_VOICES,
    held_out_espeak_voice,
    say_with,
    say_with_espeak,
    training_espeak_voice,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tools.starter_model.speech import Clip, Samples

TRAINED: Final = ("espeak", *(voice.name for voice in NATURAL_VOICES))
HELD_OUT: Final = ("espeak-held-out", *(voice.name for voice in HELD_OUT_VOICES))

RECORDING_S: Final = 40.0
PAUSE_S: Final = (0.4, 1.2)


@dataclass(frozen=True)
class Spoken:
    """One sentence of a recording and when it is spoken."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True)
class Recording:
    """Sound at 16 kHz and the truth about it."""

    voice: str
    samples: Samples
    sentences: tuple[Spoken, ...]

    @property
    def text(self) -> str:
        """Everything that is said."""
        return " ".join(sentence.text for sentence in self.sentences)


FORMATS: Final = {
    "wav": Format("wav", "pcm_s16le"),
    "wav 8 kHz": Format("wav", "pcm_s16le", 8_000),
    "wav 48 kHz stereo": Format("wav", "pcm_s16le", 48_000, "stereo"),
    "mp3": Format("mp3", "libmp3lame", 44_100, "mono", 64_000),
    "m4a": Format("ipod", "aac", 44_100, "mono", 64_000),
    "mkv with AAC": Format("matroska", "aac", 48_000, "stereo", 96_000),
    "opus": Format("ogg", "libopus", 48_000, "mono", 24_000),
}


def spoken(texts: list[str], voice: str, chooser: random.Random) -> Iterator[Clip]:
    """Speak every text with a voice of ``TRAINED`` or ``HELD_OUT``."""
    if voice == "espeak":
        return say_with_espeak(texts, training_espeak_voice(chooser), chooser)
    if voice == "espeak-held-out":
        return say_with_espeak(texts, held_out_espeak_voice(chooser), chooser)
    found = [one for one in (*NATURAL_VOICES, *HELD_OUT_VOICES) if one.name == voice]
    if not found:
        raise ValueError(f"No voice is called {voice}")
    return say_with(texts, found[0], chooser)


def recording_of(texts: list[str], voice: str, seed: int) -> Recording:
    """``texts`` spoken one after another, with pauses."""
    chooser = seeded("sound", voice, seed)
    clips = list(spoken(texts, voice, chooser))
    samples, times_s = joined_clips(clips, [chooser.uniform(*PAUSE_S) for _ in clips])
    tail = np.zeros(int(SAMPLE_RATE_HZ * chooser.uniform(*PAUSE_S)), np.float32)
    sentences = [Spoken(*times, text) for times, text in zip(times_s, texts, strict=True)]
    return Recording(voice, np.concatenate([samples, tail]), tuple(sentences))


def held_out_recording(voice: str, seed: int, length_s: float = RECORDING_S) -> Recording:
    """About ``length_s`` of unseen sentences; ``voice``: one of ``TRAINED`` or ``HELD_OUT``."""
    chooser = seeded("text", voice, seed)
    texts: list[str] = []
    made = None
    while made is None or made.samples.size < length_s * SAMPLE_RATE_HZ:
        texts += [held_out_sentence(chooser) for _ in range(4)]
        made = recording_of(texts, voice, seed)
    return made
