"""Sentences that are hard to set: longer than a line, without a space, in other scripts."""

from dataclasses import replace

from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word

SPACING_S = 10.0
UNSURE = ("library", "second", "المكتبة")
LONG = (
    "To get to the station from here you turn left at the library, go past the park, and then, "
    "when you come to the river, you cross it by the second bridge and follow the path along the "
    "water until you stand before the old mill, whose wheel has not turned since the flood."
)
ADDRESS = (
    "It is all at https://example.org/recordings/2026/the-day-on-which-we-walked-to-the-mill/"
    "part-two?speaker=anna&language=en#t=1h12m and nowhere else."
)
TEXTS = (
    "Turn left at the library and go past the park.",
    LONG,
    "Just, jjj fff",
    ADDRESS,
    "Donau" + "dampfschifffahrts" * 11 + "gesellschaft.",
    "我们今天开始第二课，请大家把书翻到第十二页。" * 8,
    "انعطف يسارا عند المكتبة ثم اعبر النهر " * 5 + "2026.",
    "A na\u0308ive cafe\u0301 " * 14 + "Z" + "\u0351\u0363\u035b\u0300" * 2 + "algo.",
    "One\ttwo\t\tthree\tfour\tfive\tsix\tseven\teight\tnine\tten\televen\ttwelve\tthirteen.",
    "\U0001f600\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f1e9\U0001f1ea" * 12,
    "no\u00a0break\u00a0at\u00a0all\u00a0" * 9 + "here.",
    "First line\nand a second one, as long as lines can be, and then a little longer than that.",
    "Yes.",
)


def segments() -> tuple[Segment, ...]:
    """The sentences, ten seconds apart; the model was not sure of some words."""
    return tuple(
        Segment(text, number * SPACING_S, number * SPACING_S + 4.0, _words(text))
        for number, text in enumerate(TEXTS)
    )


def marked(transcript: Transcript) -> Transcript:
    """The transcript with two gaps and a passage that seems to be in another language."""
    parts = list(transcript.segments)
    parts[4] = replace(parts[4], language="de")
    gaps = (SpeechGap(5.0, 9.0), SpeechGap(45.0, 49.0))
    return replace(transcript, segments=tuple(parts), gaps=gaps)


def _words(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(word, None, None, 0.3 if word.strip(",.") in UNSURE else 0.9) for word in text.split()
    )
