"""Synthesised speech for hard recordings: sentences in many voices, and their order.

A long recording consists of some twenty minutes of distinct sentences, reshuffled repeatedly: a
model hears each sentence in changing context, and synthesis takes a minute instead of hours.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.hard_script import Line
from tools.starter_model.grammar import seeded, sentence, vocabulary
from tools.starter_model.recordings import HELD_OUT, TRAINED, spoken
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from tools.starter_model.speech import Clip, Samples

VOICES: Final = (*TRAINED, *HELD_OUT)
# 40 turns of 12 sentences of 2.6 s are 20 minutes; each turn of espeak is another of its voices.
TURNS: Final = 40
SENTENCES_A_TURN: Final = 12
PEAK: Final = 0.5
# Numbers of pauses of each length in seconds, of fifty: within a thought, between two, and with
# everybody out of the room.
PAUSES: Final = ((45, (0.3, 1.5)), (4, (2.0, 10.0)), (1, (15.0, 180.0)))
# A quiet room, at -80 dBFS: no recording is without it. Repeated, so that hours of it cost nothing.
ROOM_RMS: Final = 1e-4
ROOM_S: Final = 7
WORDS_A_CLIP: Final = (1, 3)
# Between sentences without a pause: less than the 0.13 s that count as one (media/chunks.py).
# Without any gap the starter model loses one word in six, however well it is cut; with this, one in
# sixty.
NO_PAUSE_S: Final = 0.1


def spoken_sentences() -> Iterator[tuple[str, Samples]]:
    """Yield every sentence with its sound at 16 kHz, without surrounding silence."""
    for turn in range(TURNS):
        chooser = seeded("hard recordings", turn)
        texts = [sentence(chooser) for _ in range(SENTENCES_A_TURN)]
        for clip in spoken(texts, VOICES[turn % len(VOICES)], chooser):
            yield clip.text, trimmed(clip)


def short_phrases(number: int, length_s: float) -> Iterator[tuple[str, Samples]]:
    """Yield that many words or short phrases, each in a sound of exactly that length."""
    longest = int(length_s * SAMPLE_RATE_HZ)
    words = vocabulary()
    found = 0
    for turn in count():
        chooser = seeded("short phrases", turn)
        texts = [
            " ".join(chooser.choice(words) for _ in range(chooser.randint(*WORDS_A_CLIP)))
            for _ in range(SENTENCES_A_TURN)
        ]
        for clip in spoken(texts, VOICES[turn % len(VOICES)], chooser):
            sound = trimmed(clip)
            if sound.size > longest:
                continue
            before = chooser.randint(0, longest - sound.size)
            yield clip.text, np.pad(sound, (before, longest - sound.size - before))
            found += 1
            if found == number:
                return


def trimmed(clip: Clip) -> Samples:
    """Trim to the spoken part, and normalise the loudness."""
    first, last = int(clip.start_s * SAMPLE_RATE_HZ), int(clip.end_s * SAMPLE_RATE_HZ)
    sound = clip.samples[first : last + 1]
    return np.asarray(sound * (PEAK / np.abs(sound).max()), np.float32)


def conversation(sentences: Sequence[tuple[str, Samples]], length_s: float) -> list[Line]:
    """Arrange sentences with pauses between them, up to the given length."""
    chooser = seeded("conversation")
    order, pauses_s = _shuffled(len(sentences), chooser), _pauses_s(chooser)
    lines: list[Line] = []
    at = 0
    while True:
        at += int(next(pauses_s) * SAMPLE_RATE_HZ)
        line = _said(sentences, next(order), at)
        if line.end_s > length_s:
            return lines
        lines.append(line)
        at += sentences[line.sentence][1].size


def without_pause(sentences: Sequence[tuple[str, Samples]], length_s: float) -> list[Line]:
    """Arrange sentences without pauses, one voice after the other."""
    turns = _shuffled(TURNS, seeded("without pause"))
    order = (
        turn * SENTENCES_A_TURN + number for turn in turns for number in range(SENTENCES_A_TURN)
    )
    lines: list[Line] = []
    at = 0
    while at < length_s * SAMPLE_RATE_HZ:
        lines.append(_said(sentences, next(order), at))
        at += sentences[lines[-1].sentence][1].size + int(NO_PAUSE_S * SAMPLE_RATE_HZ)
    return lines


def sound_of(lines: Sequence[Line], sentences: Sequence[tuple[str, Samples]]) -> Iterator[Samples]:
    """Yield the recording of a script in parts, with room noise throughout."""
    generator = np.random.default_rng(0)
    room = generator.normal(0, ROOM_RMS, ROOM_S * SAMPLE_RATE_HZ).astype(np.float32)
    at = 0
    for line in lines:
        start = round(line.start_s * SAMPLE_RATE_HZ)
        while at < start:
            piece = room[: start - at]
            yield piece
            at += piece.size
        sound = sentences[line.sentence][1]
        yield sound + np.resize(room, sound.size)
        at += sound.size
    yield room[:SAMPLE_RATE_HZ]


def _said(sentences: Sequence[tuple[str, Samples]], number: int, at: int) -> Line:
    text, sound = sentences[number]
    return Line(at / SAMPLE_RATE_HZ, (at + sound.size) / SAMPLE_RATE_HZ, number, text)


def _shuffled(number: int, chooser: random.Random) -> Iterator[int]:
    while True:
        yield from chooser.sample(range(number), number)


def _pauses_s(chooser: random.Random) -> Iterator[float]:
    while True:
        drawn = [chooser.uniform(*span) for many, span in PAUSES for _ in range(many)]
        yield from chooser.sample(drawn, len(drawn))
