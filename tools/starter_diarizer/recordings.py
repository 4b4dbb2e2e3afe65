"""The recordings that are kept: the sample conversation, and those of the project's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tools.starter_diarizer.conversations import Conversation, Turn, conversation
from tools.starter_diarizer.evaluate import tested
from tools.starter_model.augment import joined_clips
from tools.starter_model.grammar import seeded
from tools.starter_model.recordings import spoken
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

    from tools.starter_model.pool import Pool

# Two voices and what they say: sentences that the starter recogniser was not trained on.
SAMPLE: Final = (
    ("slt", "Hello, this is Maria from Madrid."),
    ("awb", "Hello, this is David from Berlin."),
    ("slt", "What time does the interview start?"),
    ("awb", "The interview begins at half past six."),
    ("awb", "There are forty three people in the station."),
    ("slt", "Is the train later or now?"),
    ("awb", "We need eleven brown computers on Friday."),
    ("slt", "How many cameras do we want now?"),
    ("slt", "The manager has two red reports."),
    ("awb", "Can you find the camera today?"),
    ("slt", "Yes, of course."),
    ("awb", "It will be windy in Paris now."),
    ("slt", "If it is windy, we can go to the street today."),
    ("slt", "Turn left at the library and go past the park."),
    ("awb", "Thank you very much."),
    ("slt", "The game is on the fifteenth of April."),
    ("awb", "That is all for today."),
)
PAUSE_S: Final = (0.3, 0.9)
PEAK: Final = 0.6

# Of the tests: name, speakers, seconds. Their voices were never trained on.
TESTS: Final = (
    ("one", 1, 40.0),
    ("two-a", 2, 60.0),
    ("two-d", 2, 60.0),
    ("three-d", 3, 75.0),
    ("three-e", 3, 75.0),
)


def sample_conversation() -> Conversation:
    """Two voices talking about a day."""
    chooser = seeded("conversation")
    clips = []
    for voice, text in SAMPLE:
        (clip,) = spoken([text], voice, seeded("conversation", voice))
        clips.append(clip)
    samples, times_s = joined_clips(clips, [chooser.uniform(*PAUSE_S) for _ in clips])
    samples = np.pad(samples, (0, int(PAUSE_S[1] * SAMPLE_RATE_HZ)))
    voices = list(dict.fromkeys(voice for voice, _ in SAMPLE))
    turns = [
        Turn(voices.index(voice), *span, ())
        for (voice, _), span in zip(SAMPLE, times_s, strict=True)
    ]
    return Conversation(samples * (PEAK / np.abs(samples).max()), tuple(turns))


def rttm(made: Conversation, name: str) -> str:
    """The truth as RTTM: one line for each turn."""
    lines = [
        f"SPEAKER {name} 1 {turn.start_s:.3f} {turn.end_s - turn.start_s:.3f}"
        f" <NA> <NA> speaker-{turn.who + 1} <NA> <NA>\n"
        for turn in made.turns
    ]
    return "".join(lines)


def write(made: Conversation, sound: Path, truth: Path) -> None:
    """Write the sound (the ending says how) and the truth about it."""
    import soundfile

    soundfile.write(sound, made.samples, SAMPLE_RATE_HZ)
    truth.write_text(rttm(made, sound.stem), encoding="utf-8")


def write_sample(sound: Path, truth: Path) -> None:
    """Write the sample conversation."""
    truth.parent.mkdir(parents=True, exist_ok=True)
    write(sample_conversation(), sound, truth)


def write_tests(pool: Pool, folder: Path) -> None:
    """Write the conversations of the tests, of speakers in ``pool``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, count, length_s in TESTS:
        chooser = seeded("kept", name)
        people = tested(pool, chooser, count)
        made = conversation(pool, chooser, length_s, people, hard=False)
        write(made, folder / f"{name}.ogg", folder / f"{name}.rttm")
