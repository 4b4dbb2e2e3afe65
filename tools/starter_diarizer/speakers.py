"""The speakers: synthetic voices, each with a pitch and a speed of its own that it keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.starter_model.espeak import espeak
from tools.starter_model.festival import Order, say_all
from tools.starter_model.flite import flite_voice
from tools.starter_model.grammar import held_out_sentence, seeded, training_sentence
from tools.starter_model.pool import write_pool
from tools.starter_model.voices import (
    ESPEAK_ACCENTS,
    HELD_OUT_VOICES,
    NATURAL_VOICES,
    Voice,
    held_out_espeak_voice,
    training_espeak_voice,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from tools.starter_model.speech import Clip

# The pools of clips, by name.
HELD_OUT: Final = "held-out"
TRAINED: Final = ("trained", "trained-more", "trained-foreign")

ROOT: Final = Path(__file__).parents[2]
# Words for the training's loose speech; the test speaks the grammar's held-out sentences.
TEXTS: Final = ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md")
WORDS_IN_A_ROW: Final = (1, 14)
LOOSE_SHARE: Final = 0.6

# Languages other than English: the words stay English, the sounds do not.
OTHER_LANGUAGES: Final = (
    *("de", "roa/fr", "es", "it", "nl", "pl", "sv", "roa/pt-BR", "fi", "tr", "hu", "ro", "cs"),
)
OTHER_LANGUAGE_SHARE: Final = 0.25

# Variants that the starter recogniser does not know: more throats for the second curriculum.
MORE_VARIANTS: Final = (
    *("+Denis", "+Diogo", "+Gene2", "+Henrique", "+Hugo", "+Jacky", "+Marco", "+Mario"),
    *("+Michael", "+Nguyen", "+RicishayMax", "+RicishayMax3", "+Tweaky", "+AnxiousAndy"),
    *("+anikaRobot", "+announcer", "+grandpa", "+iven2", "+iven3", "+kaukovalta", "+klatt5"),
    *("+klatt6", "+marcelo", "+pedro", "+robert", "+steph2", "+steph3", "+fast", "+robosoft3"),
)

# festival's voices of other languages, with their pitch: recorded throats, of which English has
# few. The Italian ones stop at some English words.
FOREIGN_VOICES: Final = (
    *(Voice("festival", "suo_fi_lj_diphone", 180), Voice("festival", "hy_fi_mv_diphone", 110)),
    *(Voice("festival", "czech_dita", 180), Voice("festival", "czech_krb", 220)),
    *(Voice("festival", "czech_machac", 110), Voice("festival", "czech_ph", 110)),
    *(Voice("festival", "upc_ca_ona_hts", 180), Voice("festival", "msu_ru_nsh_clunits", 110)),
)

# What sets espeak's speakers apart: pitch (0-99), words per minute, pitch range (0-99).
PITCHES: Final = (15, 85)
WORDS_PER_MINUTE: Final = (125, 215)
PITCH_RANGES: Final = (20, 80)
# What sets apart the speakers made of one natural voice: factors of its pitch and duration.
PITCH_FACTORS: Final = (0.72, 1.4)
STRETCHES: Final = (0.82, 1.25)

# Natural voices speak slowly (flite 70 times, festival 35 times faster than speech).
TRAINED_ESPEAK: Final = 900
TRAINED_NATURAL: Final = 90
TRAINED_CLIPS: Final = 24
MORE_ESPEAK: Final = 300
MORE_CLIPS: Final = 16
FOREIGN: Final = 96
FOREIGN_CLIPS: Final = 16
HELD_OUT_ESPEAK: Final = 60
HELD_OUT_NATURAL: Final = 14
HELD_OUT_CLIPS: Final = 25


@dataclass(frozen=True)
class Speaker:
    """A voice with its settings; ``voice`` is espeak's name when ``natural`` is ``None``."""

    voice: str
    pitch: float
    speed: float
    pitch_range: int = 50
    natural: Voice | None = None

    @property
    def timbre(self) -> str:
        """The voice whatever its accent: espeak's variant, or the natural voice."""
        return self.voice.partition("+")[2] or self.voice

    def clips(self, texts: Sequence[str], chooser: random.Random) -> Iterator[Clip]:
        """Speak every text, each a little higher or faster than the last."""
        if self.natural is None:
            for text in texts:
                speed = int(self.speed) + chooser.randint(-8, 8)
                pitch = min(99, max(0, int(self.pitch) + chooser.randint(-3, 3)))
                yield espeak().say(text, self.voice, [speed, pitch, self.pitch_range])
            return
        orders = [
            Order(
                text,
                self.voice,
                self.speed * chooser.uniform(0.95, 1.05),
                self.pitch * chooser.uniform(0.97, 1.03),
            )
            for text in texts
        ]
        if self.natural.engine == "festival":
            yield from say_all(orders)
            return
        for order in orders:
            voice = flite_voice(order.voice)
            yield voice.say(order.text, order.duration_stretch, order.pitch_hz)


def _espeak_speaker(chooser: random.Random, voice: str) -> Speaker:
    return Speaker(
        voice,
        chooser.randint(*PITCHES),
        chooser.randint(*WORDS_PER_MINUTE),
        chooser.randint(*PITCH_RANGES),
    )


def _trained_voice(chooser: random.Random) -> str:
    voice = training_espeak_voice(chooser)
    if chooser.random() >= OTHER_LANGUAGE_SHARE:
        return voice
    _, plus, variant = voice.partition("+")
    return chooser.choice(OTHER_LANGUAGES) + plus + variant


def _natural_speaker(chooser: random.Random, voice: Voice) -> Speaker:
    pitch_hz = voice.pitch_hz * chooser.uniform(*PITCH_FACTORS)
    return Speaker(voice.name, pitch_hz, chooser.uniform(*STRETCHES), natural=voice)


def speakers(*, held_out: bool) -> list[Speaker]:
    """The speakers of the training, or those of the test: of voices that were never trained on."""
    chooser = seeded("speakers", held_out)
    natural = HELD_OUT_VOICES if held_out else NATURAL_VOICES
    counts = (HELD_OUT_ESPEAK, HELD_OUT_NATURAL) if held_out else (TRAINED_ESPEAK, TRAINED_NATURAL)
    voice = held_out_espeak_voice if held_out else _trained_voice
    found = [_espeak_speaker(chooser, voice(chooser)) for _ in range(counts[0])]
    found += [_natural_speaker(chooser, natural[i % len(natural)]) for i in range(counts[1])]
    chooser.shuffle(found)
    return found


def more_speakers() -> list[Speaker]:
    """Further speakers of the training, of espeak's other variants."""
    chooser = seeded("more speakers")
    return [
        _espeak_speaker(
            chooser, chooser.choice(ESPEAK_ACCENTS) + MORE_VARIANTS[i % len(MORE_VARIANTS)]
        )
        for i in range(MORE_ESPEAK)
    ]


def foreign_speakers() -> list[Speaker]:
    """Speakers of the training with the voices of other languages."""
    chooser = seeded("foreign speakers")
    return [
        _natural_speaker(chooser, FOREIGN_VOICES[i % len(FOREIGN_VOICES)]) for i in range(FOREIGN)
    ]


@cache
def _words() -> tuple[str, ...]:
    text = " ".join((ROOT / name).read_text(encoding="utf-8") for name in TEXTS)
    return tuple(dict.fromkeys(re.findall(r"\b[a-z]{2,12}\b", text.lower())))


def _loose_text(chooser: random.Random) -> str:
    count = chooser.randint(*WORDS_IN_A_ROW)
    return " ".join(chooser.choice(_words()) for _ in range(count)).capitalize() + "."


def _text(speaker: Speaker, chooser: random.Random, *, held_out: bool) -> str:
    if held_out:
        return held_out_sentence(chooser)
    # festival stops at some of the loose words.
    loose = speaker.natural is None or speaker.natural.engine != "festival"
    if loose and chooser.random() < LOOSE_SHARE:
        return _loose_text(chooser)
    return training_sentence(chooser)


def _spoken(people: Sequence[Speaker], count: int, *, held_out: bool) -> Iterator[Clip]:
    chooser = seeded("clips", held_out, len(people))
    for number, speaker in enumerate(people):
        texts = [_text(speaker, chooser, held_out=held_out) for _ in range(count)]
        for clip in speaker.clips(texts, chooser):
            yield replace(clip, voice=f"{number}")


def write_speakers(folder: Path) -> dict[str, float]:
    """Write the clips of the test and of the training; returns the hours of each."""
    folder.mkdir(parents=True, exist_ok=True)
    tested = _spoken(speakers(held_out=True), HELD_OUT_CLIPS, held_out=True)
    trained = _spoken(speakers(held_out=False), TRAINED_CLIPS, held_out=False)
    more = _spoken(more_speakers(), MORE_CLIPS, held_out=False)
    foreign = _spoken(foreign_speakers(), FOREIGN_CLIPS, held_out=False)
    return {
        HELD_OUT: write_pool(tested, folder / HELD_OUT),
        TRAINED[0]: write_pool(trained, folder / TRAINED[0]),
        TRAINED[1]: write_pool(more, folder / TRAINED[1]),
        TRAINED[2]: write_pool(foreign, folder / TRAINED[2]),
    }
