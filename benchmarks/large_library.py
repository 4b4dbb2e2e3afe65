"""Make a library as large as an office's after years: thousands of hours, in several languages.

It is made once, into build/benchmarks, by the library's own calls (ten minutes for 5,000 hours);
delete it there to have it made anew.

No corpus of that size could be fetched here. The texts are words of syllables whose frequencies
fall as those of speech do (Zipf's law: a few words make half of a text, most occur a few times), so
that common, rare and absent words cost what they cost in real texts. The same number gives the
same transcript everywhere.
"""

import itertools
import shutil
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.load import KEPT
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.library.library import Library

WORDS_AN_HOUR = 9_000  # 150 a minute, as people speak
VOCABULARY = 150_000  # of each language, with names and words heard wrongly
ZIPF = 1.05
WORDS_A_SEGMENT = 15
PAUSE_MS, WORD_MS = 80, 320
# Minutes of one recording: what is kept is mostly interviews and meetings; an hour on average.
LENGTHS_MIN = (10, 25, 45, 60, 60, 90, 130)


@dataclass(frozen=True, slots=True)
class Script:
    """What a language's words are made of.

    Attributes:
        share: how many of a hundred recordings are in it.
        joint: what is between its words.
    """

    language: str
    share: int
    first: str
    second: str
    joint: str = " "


SCRIPTS = (
    Script("en", 40, "tsbwhmcfpdlnrgvkjyqz", "eaoiu ee ou ea er on in"),
    Script("de", 20, "sdgewbmnhkvflzrtpjq", "e ei ie ü ö ä en er ung a o u"),
    Script("fr", 10, "dlpcsmretvbnfgjqh", "e é è ai on ou a i an eu"),
    Script("ru", 10, "пнсвкдрзбмтлогуч", "о е а и ё ы у я ой ен"),
    Script("el", 5, "πκτσμαδεγλβφνρχθ", "ά έ ή ί ό ύ ώ α ε ο ου"),
    Script("ja", 15, "日本東京大学会社時間人今何私電車食", "のはがをにでとたてるいうかも", ""),
)


def large_library(hours: int) -> Path:
    """Return the folder of a library with so many hours of speech; make it if it is not there."""
    folder = KEPT / f"library-{hours}"
    if folder.is_dir():
        return folder
    unfinished = folder.with_suffix(".making")
    shutil.rmtree(unfinished, ignore_errors=True)
    library = Library.open(unfinished)
    made_s = 0.0
    for made in transcripts(hours):
        library.finish_job(uuid.uuid4().hex, made)
        made_s += made.duration_s
        sys.stderr.write(f"\rmaking a library: {made_s / 3600:.0f} of {hours} hours")
    sys.stderr.write("\n")
    library.close(timeout_s=60)
    unfinished.rename(folder)
    return folder


def transcripts(hours: float) -> Iterator[Transcript]:
    """Yield transcripts, oldest first, until they are `hours` long together."""
    made_s = 0.0
    for number in itertools.count():
        if made_s >= hours * 3600:
            return
        made = transcript(number)
        made_s += made.duration_s
        yield made


def transcript(number: int) -> Transcript:
    """Make the transcript of this number."""
    chance = np.random.default_rng(number)
    script = _script(int(chance.integers(100)))
    minutes = int(chance.choice(LENGTHS_MIN))
    count = WORDS_AN_HOUR * minutes // 60
    words = _words(script, chance, count)
    segments = tuple(_segments(script, words, chance))
    return Transcript(
        media_path=Path("recordings", f"{script.language} interview {number:05}.wav"),
        duration_s=minutes * 60.0,
        model="nvidia/parakeet-tdt-0.6b-v3",
        language=script.language,
        segments=segments,
    )


def word_of(language: str, rank: int) -> str:
    """Return the word that is the `rank`th most frequent of its language, from 0."""
    script = next(script for script in SCRIPTS if script.language == language)
    return _vocabulary(script)[rank]


def _script(percent: int) -> Script:
    ends = itertools.accumulate(script.share for script in SCRIPTS)
    return next(script for script, end in zip(SCRIPTS, ends, strict=True) if percent < end)


@cache
def _vocabulary(script: Script) -> tuple[str, ...]:
    chance = np.random.default_rng(len(script.first) + ord(script.first[0]))
    seconds = script.second.split() if " " in script.second else list(script.second)
    firsts, weights = list(script.first), 1 / np.arange(2, 2 + len(script.first))
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        # Frequent words are short.
        most = 1 + int(np.log10(1 + len(words)) * 0.6)
        length = int(chance.integers(max(1, most - 1), most + 1))
        begin = chance.choice(firsts, size=(4096, length), p=weights / weights.sum())
        ends = chance.choice(seconds, size=(4096, length))
        made = np.char.add(begin, ends)
        for syllables in made[: max(1, len(words) // 4)]:
            words["".join(syllables)] = None
    return tuple(words)[:VOCABULARY]


@cache
def _cumulative() -> npt.NDArray[np.float64]:
    weights = 1 / np.arange(2.7, VOCABULARY + 2.7) ** ZIPF
    summed: npt.NDArray[np.float64] = np.cumsum(weights / weights.sum())
    return summed


def _words(script: Script, chance: np.random.Generator, count: int) -> list[Word]:
    vocabulary = _vocabulary(script)
    ranks = np.minimum(np.searchsorted(_cumulative(), chance.random(count)), VOCABULARY - 1)
    lengths = chance.integers(WORD_MS // 3, 2 * WORD_MS, count)
    starts = np.cumsum(lengths + PAUSE_MS) - lengths
    ends = starts + lengths
    confidences = 1 - chance.random(count) ** 4 * 0.6
    return [
        Word(vocabulary[rank], start / 1000, end / 1000, confidence)
        for rank, start, end, confidence in zip(
            ranks.tolist(), starts.tolist(), ends.tolist(), confidences.tolist(), strict=True
        )
    ]


def _segments(script: Script, words: list[Word], chance: np.random.Generator) -> Iterator[Segment]:
    at = 0
    while at < len(words):
        taken = tuple(words[at : at + int(chance.integers(3, 2 * WORDS_A_SEGMENT - 2))])
        at += len(taken)
        text = script.joint.join(word.text for word in taken)
        yield Segment(text, taken[0].start_s, taken[-1].end_s, taken)
