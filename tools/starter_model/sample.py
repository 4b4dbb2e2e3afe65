"""The sample recording that comes with the program, and the truth about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.starter_model.augment import joined_clips
from tools.starter_model.grammar import seeded
from tools.starter_model.recordings import Recording, Spoken, spoken
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

# Sentences that were kept for the test.
SENTENCES: Final = (
    ("slt", "Today is Friday the twenty seventh of November."),
    ("slt", "The concert starts at eight o'clock in the evening."),
    ("slt", "Anna and Peter are in the garden."),
    ("awb", "Hello, this is David from Berlin."),
    ("awb", "Can you find the camera today?"),
    ("awb", "The teacher gave us a nice camera last Friday."),
    ("slt", "Turn left at the library and go past the park."),
)
PAUSE_S: Final = 0.7
PEAK: Final = 0.6


def sample_recording(sentences: tuple[tuple[str, str], ...] = SENTENCES) -> Recording:
    """Two voices telling about a day."""
    chooser = seeded("sample")
    clips = []
    for voice, text in sentences:
        (clip,) = spoken([text], voice, chooser)
        clips.append(clip)
    samples, times_s = joined_clips(clips, [PAUSE_S] * len(clips))
    tail = np.zeros(int(PAUSE_S * SAMPLE_RATE_HZ), np.float32)
    samples = np.concatenate([samples, tail]) * (PEAK / np.abs(samples).max())
    texts = [text for _, text in sentences]
    told = [Spoken(*times, text) for times, text in zip(times_s, texts, strict=True)]
    return Recording("sample", samples, tuple(told))


def write_sample(folder: Path) -> None:
    """Write ``sample.wav``, ``sample.txt`` and ``sample.json``."""
    import soundfile

    recording = sample_recording()
    soundfile.write(folder / "sample.wav", recording.samples, SAMPLE_RATE_HZ, subtype="PCM_16")
    (folder / "sample.txt").write_text(recording.text + "\n", encoding="utf-8")
    sentences = [
        {
            "start": round(sentence.start_s, 3),
            "end": round(sentence.end_s, 3),
            "text": sentence.text,
        }
        for sentence in recording.sentences
    ]
    text = json.dumps(sentences, indent=2) + "\n"
    (folder / "sample.json").write_text(text, encoding="utf-8")
