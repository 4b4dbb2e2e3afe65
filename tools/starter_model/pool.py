"""Clips on disk: one file of 16-bit samples and one line of text and times for each clip."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from tools.starter_model.grammar import seeded, training_sentence
from tools.starter_model.speech import SAMPLE_RATE_HZ, Clip, Word, pcm_as_float
from tools.starter_model.voices import (
    Voice,
    say_with,
    say_with_espeak,
    training_espeak_voice,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Of the natural voices' sentences, this share is spoken far from the voice's own speed and pitch.
WIDE_SHARE: Final = 0.6
# Sentences given to one voice at a time (festival starts once for each batch).
BATCH_SENTENCES: Final = 50


def natural_clips(voice: Voice, count: int, seed: int) -> Iterator[Clip]:
    """``count`` training sentences spoken by a flite or festival voice."""
    chooser = seeded(voice, seed)
    for first in range(0, count, BATCH_SENTENCES):
        batch = [training_sentence(chooser) for _ in range(min(BATCH_SENTENCES, count - first))]
        yield from say_with(batch, voice, chooser, wide=chooser.random() < WIDE_SHARE)


def espeak_clips(count: int, seed: int, per_voice: int = 4) -> Iterator[Clip]:
    """``count`` training sentences spoken by ever changing espeak voices."""
    chooser = seeded("espeak", seed)
    for _ in range(0, count, per_voice):
        texts = [training_sentence(chooser) for _ in range(per_voice)]
        yield from say_with_espeak(texts, training_espeak_voice(chooser), chooser)


def write_pool(clips: Iterable[Clip], path: Path) -> float:
    """Write ``path``.pcm and ``path``.jsonl; returns the hours written."""
    offset = 0
    lines = []
    with path.with_suffix(".pcm").open("wb") as samples_file:
        for clip in clips:
            pcm = np.clip(clip.samples * 32768, -32768, 32767).astype("<i2")
            samples_file.write(pcm.tobytes())
            entry = vars(clip) | {
                "samples": [offset, offset + len(pcm)],
                "words": [[word.text, word.start_s, word.end_s] for word in clip.words],
            }
            lines.append(json.dumps(entry))
            offset += len(pcm)
    path.with_suffix(".jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return offset / SAMPLE_RATE_HZ / 3_600


class Pool:
    """Clips to draw from, by voice."""

    def __init__(self, entries: list[dict[str, Any]], samples: np.ndarray[Any, Any]) -> None:
        """Hold the entries of a ``.jsonl`` file and the samples of its ``.pcm`` file."""
        self._samples = samples
        self._by_voice: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for entry in entries:
            self._by_voice[entry["voice"]].append(entry)
        self.voices = tuple(self._by_voice)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open what ``write_pool`` wrote."""
        lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        samples = np.memmap(path.with_suffix(".pcm"), "<i2", "r")
        return cls([json.loads(line) for line in lines], samples)

    def draw(self, chooser: random.Random, voice: str) -> Clip:
        """One clip of ``voice``."""
        entry = chooser.choice(self._by_voice[voice])
        first, last = entry["samples"]
        words = tuple(Word(*word) for word in entry["words"])
        return Clip(**entry | {"samples": pcm_as_float(self._samples[first:last]), "words": words})
