"""Word error rates and time errors on held-out recordings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import jiwer
import numpy as np

from tools.starter_model.files import stored
from tools.starter_model.recordings import FORMATS, held_out_recording
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nemo.collections.asr.models import EncDecRNNTBPEModel

    from tools.starter_model.recordings import Recording
    from tools.starter_model.speech import Samples

# The program cuts a recording at pauses into chunks of at most this length.
LONGEST_PIECE_S: Final = 30.0


@dataclass(frozen=True)
class TimedWord:
    """A recognised word."""

    text: str
    start_s: float


@dataclass
class Score:
    """Counts of a group of recordings."""

    errors: int = 0
    words: int = 0
    strict_errors: int = 0
    start_errors_s: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """A row of the table: name, words, error rates in per cent, time errors in ms."""
        times_ms = np.abs(self.start_errors_s or [float("nan")]) * 1_000
        middle, high = np.percentile(times_ms, [50, 95])
        strict, plain = (100 * count / self.words for count in (self.strict_errors, self.errors))
        return f"| {name} | {self.words} | {plain:.1f} | {strict:.1f} | {middle:.0f} | {high:.0f} |"


HEADING: Final = (
    "| recordings | words | WER % | WER % with case and punctuation "
    "| sentence start: median error, ms | 95 % below, ms |\n|---|---|---|---|---|---|"
)


def plain(text: str) -> str:
    """``text`` without case and punctuation."""
    return re.sub(r"[^a-z' ]", "", text.lower())


def pieces(recording: Recording) -> list[tuple[int, int]]:
    """Return first and last sample of each chunk, cut in the middle of pauses."""
    limits_s = [
        (before.end_s + after.start_s) / 2 for before, after in pairwise(recording.sentences)
    ]
    cuts_s = [0.0]
    end_s = recording.samples.size / SAMPLE_RATE_HZ
    for limit_s, next_s in zip(limits_s, [*limits_s[1:], end_s], strict=True):
        if next_s - cuts_s[-1] > LONGEST_PIECE_S:
            cuts_s.append(limit_s)
    cuts = [int(cut_s * SAMPLE_RATE_HZ) for cut_s in [*cuts_s, end_s]]
    return list(pairwise(cuts))


def recognised(
    model: EncDecRNNTBPEModel, samples: Samples, parts: Sequence[tuple[int, int]]
) -> list[TimedWord]:
    """Recognise the words of a recording with their times."""
    from nemo.collections.asr.parts.mixins.transcription import TranscribeConfig

    options = TranscribeConfig(
        batch_size=8,
        num_workers=0,
        verbose=False,
        return_hypotheses=True,
        timestamps=True,
        use_lhotse=False,
    )
    sounds = [samples[first:last] for first, last in parts]
    words = []
    for (first, _), found in zip(
        parts, model.transcribe(sounds, override_config=options), strict=True
    ):
        words += [
            TimedWord(str(word["word"]), first / SAMPLE_RATE_HZ + float(word["start"]))
            for word in found.timestamp["word"]
        ]
    return words


def _sentence_start_errors(
    recording: Recording, found: Sequence[TimedWord], alignment: Iterable[Any]
) -> list[float]:
    """Recognised minus true start of each sentence whose first word was recognised."""
    starts_s: dict[int, float] = {}
    index = 0
    for sentence in recording.sentences:
        starts_s[index] = sentence.start_s
        index += len(sentence.text.split())
    errors_s = []
    for chunk in alignment:
        if chunk.type != "equal":
            continue
        for offset in range(chunk.ref_end_idx - chunk.ref_start_idx):
            truth_s = starts_s.get(chunk.ref_start_idx + offset)
            if truth_s is not None:
                errors_s.append(found[chunk.hyp_start_idx + offset].start_s - truth_s)
    return errors_s


def add_to(
    score: Score, model: EncDecRNNTBPEModel, recording: Recording, samples: Samples
) -> list[TimedWord]:
    """Transcribe ``samples`` (a stored copy of ``recording``) and count the errors."""
    found = [word for word in recognised(model, samples, pieces(recording)) if plain(word.text)]
    said = " ".join(word.text for word in found)
    loose = jiwer.process_words(plain(recording.text), plain(said))
    strict = jiwer.process_words(recording.text, said)
    count = len(recording.text.split())
    score.words += count
    score.errors += loose.substitutions + loose.deletions + loose.insertions
    score.strict_errors += strict.substitutions + strict.deletions + strict.insertions
    score.start_errors_s += _sentence_start_errors(recording, found, loose.alignments[0])
    return found


def score_voice(model: EncDecRNNTBPEModel, voice: str, seeds: Iterable[int]) -> Score:
    """The score of one voice on clean recordings."""
    score = Score()
    for seed in seeds:
        recording = held_out_recording(voice, seed)
        add_to(score, model, recording, recording.samples)
    return score


def score_format(
    model: EncDecRNNTBPEModel, name: str, voices: Iterable[str], seeds: Sequence[int]
) -> Score:
    """The score of several voices after a file of one format."""
    score = Score()
    for voice in voices:
        for seed in seeds:
            recording = held_out_recording(voice, seed)
            add_to(score, model, recording, stored(recording.samples, FORMATS[name]))
    return score
