"""``python -m tools.starter_diarizer.evaluate MODEL``: how right a model is on unseen voices.

Every conversation goes the program's own way: chunk by chunk through its loop, and then its choice
of who counts. The diarization error rate has no collar and counts overlapping speech.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from desktop_app.core.request import DeviceChoice, Precision, SpeakerSearch
from desktop_app.engine.speakers.activity import taken
from tools.speaker_errors import activity_in, diarizer_in
from tools.starter_diarizer.conversations import cast, conversation
from tools.starter_diarizer.network import FRAME_S
from tools.starter_diarizer.speakers import HELD_OUT, speakers
from tools.starter_diarizer.truth import activity
from tools.starter_model.grammar import seeded
from tools.starter_model.pool import Pool

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from desktop_app.engine.speakers.activity import Activity
    from desktop_app.engine.speakers.diarizer import Diarizer
    from tools.starter_diarizer.conversations import Conversation, Participant

HEADING: Final = (
    "| speakers | length, s | conversations | DER | missed | false | confused "
    "| number right, % | words of the wrong speaker, % | of words said alone, % |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


@dataclass
class Score:
    """Frames of speech and of errors, and words; of one conversation or of several."""

    speech: float = 0
    missed: float = 0
    false: float = 0
    confused: float = 0
    words: int = 0
    wrong_words: int = 0
    # The same without the words during which somebody else speaks.
    words_alone: int = 0
    wrong_words_alone: int = 0
    conversations: int = 0
    numbers_right: int = 0

    def __iadd__(self, other: Score) -> Score:
        """Add another's."""
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))
        return self

    @property
    def error_rate(self) -> float:
        """The diarization error rate; of sound without speech, false speech per frame."""
        return (self.missed + self.false + self.confused) / max(self.speech, 1)

    def line(self, speakers: int, length_s: float) -> str:
        """A row below ``HEADING``."""
        parts = (self.missed + self.false + self.confused, self.missed, self.false, self.confused)
        shares = [f"{part / self.speech:.3f}" if self.speech else "-" for part in parts]
        cells = [
            f"{speakers}",
            f"{length_s:.0f}",
            f"{self.conversations}",
            *shares,
            f"{100 * self.numbers_right / max(self.conversations, 1):.0f}",
            f"{100 * self.wrong_words / self.words:.1f}" if self.words else "-",
            f"{100 * self.wrong_words_alone / self.words_alone:.1f}" if self.words_alone else "-",
        ]
        return f"| {' | '.join(cells)} |"


def score(made: Conversation, heard: Activity) -> Score:
    """Compare what was heard with the truth, each true speaker matched with at most one."""
    chosen, _ = taken(heard, SpeakerSearch())
    truth = activity(made.turns, len(chosen.frames))
    columns = range(chosen.speakers)
    found = np.zeros((len(truth), len(columns)), np.float32)
    for column in columns:
        found[:, column] = chosen.speaks(column)
    together = truth.T @ found
    true, places = linear_sum_assignment(together, maximize=True)
    right = (truth[:, true] * found[:, places]).sum(1)
    said, believed = truth.sum(1), found.sum(1)
    place_of = dict(zip(true, places, strict=True))
    words = list(_words(made, chosen, truth, place_of))
    alone = [is_right for is_right, is_alone in words if is_alone]
    count = len({turn.who for turn in made.turns})
    return Score(
        speech=float(said.sum()),
        missed=float(np.maximum(said - believed, 0).sum()),
        false=float(np.maximum(believed - said, 0).sum()),
        confused=float((np.minimum(said, believed) - right).sum()),
        words=len(words),
        wrong_words=sum(not is_right for is_right, _ in words),
        words_alone=len(alone),
        wrong_words_alone=alone.count(False),
        conversations=1,
        numbers_right=int(count == len(columns)),
    )


def _words(
    made: Conversation, chosen: Activity, truth: NDArray[np.float32], place_of: dict[int, int]
) -> Iterator[tuple[bool, bool]]:
    """For each word, whether its most probable speaker is right, and whether nobody else speaks."""
    speaking = truth.sum(1)
    for turn in made.turns:
        for word in turn.words:
            likely = chosen.likely(word.start_s, word.end_s)
            is_right = likely.size > 0 and int(likely.argmax()) == place_of.get(turn.who)
            first = int(word.start_s / FRAME_S)
            frames = slice(first, max(first + 1, int(np.ceil(word.end_s / FRAME_S))))
            yield is_right, not (speaking[frames] > 1).any()


def tested(pool: Pool, chooser: random.Random, count: int) -> list[Participant]:
    """Speakers of the test, each of another voice: one voice at two pitches is no two people."""
    people = speakers(held_out=True)
    while True:
        chosen = cast(pool, chooser, count, varied=False)
        voices = {people[int(one.speaker)].timbre for one in chosen}
        if len(voices) == count:
            return chosen


def measured(
    diarizer: Diarizer,
    pool: Pool,
    situation: tuple[int, float],
    seeds: range,
    *,
    series: str = "test",
    hard: bool,
) -> Score:
    """The score over one conversation for each seed, of so many speakers and seconds."""
    count, length_s = situation
    total = Score()
    for seed in seeds:
        chooser = seeded(series, seed, count, length_s)
        made = conversation(pool, chooser, length_s, tested(pool, chooser, count), hard=hard)
        total += score(made, activity_in(diarizer, [made.samples]))
    return total


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("build/starter_diarizer"))
    parser.add_argument("--speakers", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--lengths", type=float, nargs="+", default=[60.0, 300.0, 600.0])
    parser.add_argument("--minutes", type=float, default=20, help="of sound in each row")
    parser.add_argument("--most", type=int, default=20, help="conversations in a row")
    parser.add_argument("--series", default="test", help="of conversations; tune on another one")
    parser.add_argument("--hard", action="store_true", help="noise, rooms, telephone")
    return parser


def main() -> None:
    """Print a table: one row for each number of speakers and length."""
    import torch

    logging.disable(logging.WARNING)
    torch.set_num_threads(1)
    options = _parser().parse_args()
    pool = Pool.open(options.folder / HELD_OUT)
    sys.stdout.write(HEADING + "\n")
    with (
        tempfile.TemporaryDirectory() as work,
        closing(
            diarizer_in(options.model, Path(work), DeviceChoice.CPU, Precision.FP32)
        ) as diarizer,
    ):
        for length_s in options.lengths:
            count = max(2, min(options.most, round(options.minutes * 60 / length_s)))
            for number in options.speakers:
                situation = (number, length_s)
                seeds, series = range(count), options.series
                total = measured(diarizer, pool, situation, seeds, series=series, hard=options.hard)
                sys.stdout.write(total.line(number, length_s) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
