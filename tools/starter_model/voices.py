"""The voices: which are trained on, which are kept for the test, and how each is varied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from tools.starter_model.espeak import espeak
from tools.starter_model.festival import Order, say_all
from tools.starter_model.flite import flite_voice

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from tools.starter_model.speech import Clip

Engine = Literal["espeak", "flite", "festival"]

ESPEAK_ACCENTS: Final = (
    *("en-us", "en-us", "en-us", "gmw/en", "en-gb-x-rp", "en-gb-scotland"),
    *("en-gb-x-gbclan", "en-029", "en-gb-x-gbcwmd"),
)
ESPEAK_VARIANTS: Final = (
    *("", "", "+f1", "+f2", "+f3", "+f4", "+m1", "+m2", "+m3", "+m4", "+m5", "+m6", "+m8"),
    *("+klatt", "+klatt2", "+klatt3", "+adam", "+Alex", "+Alicia", "+Andrea", "+Andy", "+Annie"),
    *("+anika", "+antonio", "+belinda", "+benjamin", "+boris", "+david", "+ed", "+iven", "+john"),
    *("+Lee", "+max", "+michel", "+Mike", "+miguel", "+norbert", "+pablo", "+paul", "+quincy"),
    *("+rob", "+sandro", "+shelby", "+steph", "+travis", "+victor", "+zac", "+grandma"),
    "+gustave",
)
HELD_OUT_ESPEAK_ACCENTS: Final = ("en-us", "en-us-nyc", "gmw/en")
HELD_OUT_ESPEAK_VARIANTS: Final = (
    *("+f5", "+m7", "+linda", "+edward", "+klatt4", "+Gene", "+aunty", "+caleb"),
)
ESPEAK_RATES_WORDS_PER_MINUTE: Final = (125, 215)
ESPEAK_PITCHES: Final = (25, 80)
ESPEAK_PITCH_RANGES: Final = (20, 80)


@dataclass(frozen=True)
class Voice:
    """One voice of flite or festival (espeak makes its voices of accents and variants)."""

    engine: Engine
    name: str
    pitch_hz: float


NATURAL_VOICES: Final = (
    Voice("flite", "slt", 170),
    Voice("flite", "awb", 130),
    Voice("flite", "kal16", 105),
    Voice("festival", "kal_diphone", 105),
    Voice("festival", "cmu_us_slt_arctic_hts", 170),
)
HELD_OUT_VOICES: Final = (Voice("flite", "rms", 100), Voice("festival", "ked_diphone", 105))

# How far speed and mean pitch move from a voice's own: (lowest, highest) factor.
PLAIN_STRETCH: Final = (0.85, 1.2)
PLAIN_PITCH: Final = (0.88, 1.14)
WIDE_STRETCH: Final = (0.75, 1.3)
WIDE_PITCH: Final = (0.7, 1.4)


def training_espeak_voice(chooser: random.Random) -> str:
    """An accent with a variant that may be trained on."""
    return chooser.choice(ESPEAK_ACCENTS) + chooser.choice(ESPEAK_VARIANTS)


def held_out_espeak_voice(chooser: random.Random) -> str:
    """An accent with a variant that is never trained on."""
    return chooser.choice(HELD_OUT_ESPEAK_ACCENTS) + chooser.choice(HELD_OUT_ESPEAK_VARIANTS)


def say_with_espeak(texts: Sequence[str], voice: str, chooser: random.Random) -> Iterator[Clip]:
    """Speak every text with one espeak voice, each at its own speed and pitch."""
    for text in texts:
        prosody = [
            chooser.randint(*ESPEAK_RATES_WORDS_PER_MINUTE),
            chooser.randint(*ESPEAK_PITCHES),
            chooser.randint(*ESPEAK_PITCH_RANGES),
        ]
        yield espeak().say(text, voice, prosody)


def say_with(
    texts: Sequence[str], voice: Voice, chooser: random.Random, *, wide: bool = False
) -> Iterator[Clip]:
    """Speak every text with a flite or festival voice, each at its own speed and pitch."""
    stretch, pitch = (WIDE_STRETCH, WIDE_PITCH) if wide else (PLAIN_STRETCH, PLAIN_PITCH)
    orders = [
        Order(text, voice.name, chooser.uniform(*stretch), voice.pitch_hz * chooser.uniform(*pitch))
        for text in texts
    ]
    if voice.engine == "festival":
        yield from say_all(orders)
        return
    for order in orders:
        yield flite_voice(voice.name).say(order.text, order.duration_stretch, order.pitch_hz)
