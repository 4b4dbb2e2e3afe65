"""Transcripts that are hard to write: times that overlap or are missing, odd names and letters."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript, Word
from desktop_app.engine.speakers.activity import Activity
from desktop_app.engine.speakers.assignment import with_speakers
from tests import hard_texts

HOUR_S = 3600.0
SPEAKERS = 3000
RECORDING = Path("/rec/talk.wav")


def said(text: str, start_s: float, speaker: str | None = None, length_s: float = 2.0) -> Segment:
    """A sentence whose words share its time, evenly."""
    texts = text.split() or [text]
    share_s = length_s / len(texts)
    words = tuple(
        Word(one, start_s + n * share_s, start_s + (n + 1) * share_s, 0.9)
        for n, one in enumerate(texts)
    )
    return Segment(text, start_s, start_s + length_s, words, speaker)


def made(*segments: Segment, path: Path = RECORDING) -> Transcript:
    """A transcript as long as its last sentence."""
    ends = [segment.end_s or 0.0 for segment in segments]
    return Transcript(path, max(ends, default=9.0), "starter", "en", segments)


TALK = made(
    said("Good morning, everyone.", 0.5, "Anna"),
    said("Yes, of course.", 3.25, "Peter Müller"),
    said("We start with the second part.", 6.0, "Anna"),
)
NAMES = (
    "Anna Müller", "Anna_Müller", "Anna\tMüller", 'the "boss"', "two\nlines", "unknown", "<NA>",
    "speech", "words@speech", "a\0b", "أحمد",
    "李", "=cmd|' /C calc'!A0", "&<>", "", " ", "\u200b", "S1",
)  # fmt: skip
TEXTS = (
    'He said: "5 < 6 & 7 > 2", {or} \\n not; 100 % — #1 @home /x',
    "<b>bold</b> and {\\an8}", ";; no comment", "=1+1", "\x01\x1b[2Jcontrol\x00\x85\u2028\ufffe",
    "half \ud83d of one", '"', '""', "\\", "{", "-", "{ um / uh / @ }", "two\r\nlines", "\ttab\t",
    "]]>", "text = \"\"", "xmin = 0", "[00:00:01] no time", "#00:00:01-1#", "w" * 400,
)  # fmt: skip


def _overlapping() -> Transcript:
    return made(
        said("All of it takes ten seconds.", 0.0, "Anna", 10.0),
        said("Within it.", 2.0, "Anna", 1.0),
        said("At the same time.", 2.0, "Anna", 1.0),
        said("Before the one above.", 1.5, "Peter", 4.0),
        said("The last one.", 9.5, "Anna", 1.0),
    )


def _without_length() -> Transcript:
    words = tuple(Word(text, 5.0, 5.0, 0.5) for text in ("All", "at", "once", "and", "again"))
    still = Segment("All at once and again", 5.0, 5.0, words, "Anna")
    return made(still, still, said("Then.", 5.0, "Anna", 0.0), said("End.", 5.001, "Anna"))


def _words_without_times() -> Transcript:
    words = (Word("One", 1.0, 1.4, 0.9), Word("two"), Word("three"), Word("four", 2.5, 3.0))
    return made(
        Segment("One two three four", 1.0, 3.0, words),
        Segment("No words of its own.", 4.0, 6.0),
        Segment("Typed.", 7.0, 8.0, (Word("Typed."),)),
        Segment("New York", 8.0, 9.0, (Word("New York", 8.0, 9.0, math.nan),)),
    )


def _damaged() -> Transcript:
    lost = Incomplete(60.0, 40.0, 42.0, ((3.0, 3.2),), breaks_off=True)
    return replace(TALK, gaps=(SpeechGap(8.0, 9.0),), incomplete=lost)


def _typeset() -> Transcript:
    return made(
        *(
            said(text, number * hard_texts.SPACING_S, "A" if number % 2 else None, 4.0)
            for number, text in enumerate(hard_texts.TEXTS)
        )
    )


def _found_speakers() -> Transcript:
    """Sentences cut where another one goes on, and said over others."""
    turns = [(0, 0.0, 3.0), (1, 2.0, 6.2), (2, 6.2, 6.6), (0, 6.6, 12.0), (1, 11.0, 12.0)]
    frames = np.zeros((200, 3), np.uint8)
    for speaker, start_s, end_s in turns:
        frames[round(start_s * 10) : round(end_s * 10), speaker] = 230
    sentences = [
        said("Is it, you think, “late”? No. — Why?", 0.0, length_s=8.0),
        said("今日は いい天気 ですね。", 8.0, length_s=3.0),
        said("Over one another.", 11.0, length_s=1.0),
        said("Nobody is heard here.", 15.0),
    ]
    return made(*with_speakers(sentences, Activity(0.1, frames)))


CASES: dict[str, Transcript] = {
    "found speakers": _found_speakers(),
    "talk": TALK,
    "empty": made(),
    "no length": Transcript(RECORDING, 0.0, "", None, ()),
    "no times": made(Segment("Hello."), Segment("Bye.", speaker="Anna")),
    "times of sentences": made(*(replace(each, words=()) for each in TALK.segments)),
    "no confidence": made(
        *(
            replace(each, words=tuple(replace(word, confidence=None) for word in each.words))
            for each in TALK.segments
        )
    ),
    "overlapping": _overlapping(),
    "without length": _without_length(),
    "words without times": _words_without_times(),
    "some without a speaker": made(
        said("Who?", 0.0), said("Anna.", 2.0, "Anna"), said("Who, again?", 4.0)
    ),
    "names": made(*(said("Hello.", 2.0 * n, name) for n, name in enumerate(NAMES))),
    "characters": made(*(said(text, 2.0 * n, "Anna") for n, text in enumerate(TEXTS))),
    "hard to set": _typeset(),
    "blank": made(said(" ", 0.0), Segment("", 1.0, 2.0), said("Yes.", 3.0)),
    "ten hours": made(said("Late.", 10 * HOUR_S + 0.0005), said("Later.", 99 * HOUR_S)),
    "speakers": made(*(said("Hi there.", 2.0 * n, f"Guest {n}") for n in range(SPEAKERS))),
    "name of a device": made(said("Hi.", 0.0), path=Path("/rec/CON.wav")),
    "name of many parts": made(said("Hi.", 0.0), path=Path("/rec/a:c? \n<x> .wav")),
    "name that is no text": made(said("Hi.", 0.0), path=Path("/rec/caf\udce9.wav")),
    "name of a comment": made(said("Hi.", 0.0), path=Path(";; a.wav")),
    "damaged": _damaged(),
}

_seconds = st.floats(0, 40_000)
_words = st.builds(
    Word,
    st.text(max_size=8),
    st.none() | _seconds,
    st.none() | _seconds,
    st.none() | st.floats(0, 1),
)


@st.composite
def _segments(draw: st.DrawFn) -> Segment:
    start_s, end_s = sorted((draw(_seconds), draw(_seconds)))
    words = tuple(draw(st.lists(_words, max_size=3)))
    return Segment(draw(st.text()), start_s, end_s, words, draw(st.none() | st.text(max_size=5)))


# Transcripts with times, in any order and of any text.
timed = st.lists(_segments(), max_size=5).map(lambda segments: made(*segments))
