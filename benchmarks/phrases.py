"""Measure what listening for phrases does to the starter model: names said in noise.

phrases-names: how many of the names are heard when the model listens for them, against without.
phrases-errors: word errors of the same sentences with the names, against without.
phrases-unsaid: word errors of quiet sentences in which none of the phrases is said, against
without: what listening in vain costs.

The starter model knows few words and cannot be led to others; so the names are ones that it knows
and mishears in the noise. Needs the synthesisers of `tools/starter_model` (Debian: espeak-ng,
flite).
"""

import random
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy import Tally, plain
from benchmarks.result import Result
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo.loader import load
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.media.chunks import AudioChunk
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.starter_model.grammar import held_out_sentence, seeded
from tools.starter_model.recordings import spoken

NAMES = ("Maria", "David", "Anna", "Emma", "Sarah", "Peter", "John", "Tom")
# Names that no sentence holds, some of whose pieces the model uses all the time.
UNSAID = ("Walker", "Carter", "Porter", "Davidson", "Peterson", "Marian", "Annabel", "Sanders")
VOICES = ("espeak-held-out", "rms")
SENTENCES = 80
NOISES_DB = (5.0, 0.0)
AT_ONCE = 20
NAMES_BAR, ERRORS_BAR = 1.03, 1.02


@dataclass
class _Heard(Tally):
    """Word errors, and how many of the names that were said were heard."""

    said: int = 0
    hits: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, said: str, heard: str) -> None:
        super().add(said, heard)
        named, found = _names_in(said), plain(heard).split()
        self.said += len(named)
        self.hits += sum(min(named.count(n), found.count(n.lower())) for n in set(named))
        self.texts.append(heard)


def _names_in(text: str) -> list[str]:
    return [word for word in re.findall(r"[A-Z][a-z]+", text) if word in NAMES]


def _sentences(is_wanted: Callable[[str], bool]) -> list[str]:
    chooser = seeded("text", "phrases")
    found: dict[str, None] = {}
    while len(found) < SENTENCES:
        text = held_out_sentence(chooser)
        if is_wanted(text):
            found[text] = None
    return list(found)


def _sounds(texts: Sequence[str], noise_db: float | None) -> list[NDArray[np.float32]]:
    made: list[NDArray[np.float32]] = []
    for voice in VOICES:
        for clip in spoken(list(texts), voice, random.Random(1)):  # noqa: S311 - the same each time
            sound = np.asarray(clip.samples, np.float32)
            if noise_db is not None:
                loudness = float(np.sqrt((sound**2).mean())) * 10 ** (-noise_db / 20)
                noise = np.random.default_rng(len(made)).standard_normal(len(sound))
                sound = (sound + loudness * noise).astype(np.float32)
            made.append(sound)
    return made


def _hear(
    model: NemoRecognizer,
    texts: Sequence[str],
    sounds: Sequence[NDArray[np.float32]],
    phrases: tuple[str, ...],
) -> _Heard:
    heard, said = _Heard(), [*texts] * len(VOICES)
    options = RecognitionOptions(phrases=phrases)
    for first in range(0, len(sounds), AT_ONCE):
        batch = [AudioChunk(0.0, sound, ()) for sound in sounds[first : first + AT_ONCE]]
        for text, found in zip(
            said[first : first + AT_ONCE], model.recognize(batch, options), strict=True
        ):
            heard.add(text, found.text)
    return heard


def measure() -> list[Result]:
    """Return the names heard with and without, and what it costs in word errors."""
    named = _sentences(lambda text: bool(_names_in(text)))
    nameless = _sentences(lambda text: not _names_in(text))
    with tempfile.TemporaryDirectory() as folder:
        store = ModelStore(Path(folder) / "models", RESOURCES / "models")
        unpacked = store.unpacked_folder(STARTER, CancelToken())
        model = load(unpacked, STARTER, DeviceChoice.CPU, Precision.FP32)
        sides: dict[bool, _Heard] = {True: _Heard(), False: _Heard()}
        for noise_db in NOISES_DB:
            sounds = _sounds(named, noise_db)
            for listens, total in sides.items():
                heard = _hear(model, named, sounds, NAMES if listens else ())
                total.errors += heard.errors
                total.words += heard.words
                total.hits += heard.hits
                total.said += heard.said
        quiet = _sounds(nameless, None)
        in_vain = _hear(model, nameless, quiet, (*NAMES, *UNSAID))
        without = _hear(model, nameless, quiet, ())
        model.close()
    with_names, plainly = sides[True], sides[False]
    runs = len(named) * len(VOICES) * len(NOISES_DB)
    return [
        Result(
            "phrases-names",
            with_names.hits / plainly.hits,
            NAMES_BAR,
            100 * with_names.hits / with_names.said,
            100 * plainly.hits / plainly.said,
            "% of names",
            runs,
        ),
        _errors("phrases-errors", with_names, plainly, runs),
        _errors("phrases-unsaid", in_vain, without, len(nameless) * len(VOICES)),
    ]


def _errors(name: str, ours: _Heard, theirs: _Heard, runs: int) -> Result:
    ratio = ours.percent / max(theirs.percent, 1e-3)
    return Result(name, ratio, ERRORS_BAR, ours.percent, theirs.percent, "%", runs, at_most=True)
