"""What the tool for diarizers calls an error, and how the program's own parts enter."""

import sys
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.speakers.activity import Activity
from desktop_app.engine.speakers.diarizer import Probabilities, Samples
from tools import speaker_errors
from tools.speaker_errors import Said, errors_of, truth_of

FRAME_S = 0.01


def activity(length_s: float, *speakers: list[tuple[float, float]]) -> Activity:
    """Who speaks when, for certain: a column for each speaker, of spans in seconds."""
    frames = np.zeros((round(length_s / FRAME_S), len(speakers)), np.uint8)
    for column, spans in enumerate(speakers):
        for start_s, end_s in spans:
            frames[round(start_s / FRAME_S) : round(end_s / FRAME_S), column] = 255
    return Activity(FRAME_S, frames)


TURNS = [Said(0.0, 4.0, "anna"), Said(4.0, 8.0, "bert"), Said(8.0, 10.0, "anna")]


def test_nothing_is_wrong_whatever_the_speakers_are_called() -> None:
    errors = errors_of(activity(12, [(4, 8)], [(0, 4), (8, 10)]), TURNS, 12)
    assert errors.error_rate == pytest.approx(0, abs=1e-9)
    assert (errors.speakers, errors.found, errors.right_numbers) == (2, 2, 1)
    assert errors.speech_s == pytest.approx(10)


def test_each_kind_of_error_is_told_apart() -> None:
    missed = errors_of(activity(12, [(0, 4)], [(4, 7)]), TURNS, 12)
    assert (missed.missed_s, missed.false_s, missed.confused_s) == pytest.approx((3, 0, 0))
    false = errors_of(activity(12, [(0, 4), (8, 12)], [(4, 8)]), TURNS, 12)
    assert (false.missed_s, false.false_s, false.confused_s) == pytest.approx((0, 2, 0))
    confused = errors_of(activity(12, [(0, 5), (8, 10)], [(5, 8)]), TURNS, 12)
    assert (confused.missed_s, confused.false_s, confused.confused_s) == pytest.approx((0, 0, 1))
    assert confused.error_rate == pytest.approx(0.1)


def test_overlapping_speech_counts_for_both() -> None:
    both = [Said(0.0, 4.0, "anna"), Said(2.0, 6.0, "bert")]
    errors = errors_of(activity(6, [(0, 4)], [(4, 6)]), both, 6)
    assert errors.speech_s == pytest.approx(8)
    assert errors.missed_s == pytest.approx(2)


def test_a_recording_without_speech() -> None:
    assert errors_of(activity(5), [], 5).error_rate == 0
    invented = errors_of(activity(5, [(1, 3)]), [], 5)
    assert invented.false_s == pytest.approx(2)
    assert (invented.right_numbers, invented.words) == (0, 0)


def test_words_of_the_wrong_speaker() -> None:
    words = [
        Said(second, second + 0.8, "bert" if 4 <= second < 8 else "anna", f"word{second}")
        for second in range(10)
    ]
    right = errors_of(activity(10, [(4, 8)], [(0, 4), (8, 10)]), [*TURNS, *words], 10)
    assert (right.words, right.wrong_words) == (10, 0)
    late = errors_of(activity(10, [(0, 6), (8, 10)], [(6, 8)]), [*TURNS, *words], 10)
    assert late.wrong_words == 2
    three = errors_of(activity(10, [(0, 4)], [(4, 8)], [(8, 10)]), [*TURNS, *words], 10)
    assert three.wrong_words == 2  # nobody is two of those found
    assert errors_of(activity(10), [*TURNS, *words], 10).wrong_words == 10


class Told:
    """A diarizer that knows what is said, whatever it hears."""

    voices = None

    def __init__(self, frames: Probabilities) -> None:
        self._frames = frames
        self.spec = ModelSpec("told", "Told", ModelKind.NEMOTRON_DIARIZER, "")
        self.device, self.precision = DeviceChoice.CPU, Precision.FP32
        self.frame_s, self.most_speakers = FRAME_S, frames.shape[1]

    def stream(self) -> "Told":
        return self

    def add(self, samples: Samples) -> Probabilities:
        count = len(samples) // 160
        told, self._frames = self._frames[:count], self._frames[count:]
        return told

    def finish(self) -> Probabilities:
        return self._frames[:0]

    def is_usable(self) -> bool:
        return True

    def close(self) -> None:
        pass


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import soundfile

    sound = tmp_path / "Gespräch.wav"
    soundfile.write(sound, np.zeros(10 * 16_000, np.float32), 16_000)
    records = [
        f"SPEAKER x 1 {said.start_s} {said.end_s - said.start_s} <NA> <NA> {said.speaker} <NA> <NA>"
        for said in TURNS
    ]
    records += [
        ";; a comment",
        "SPKR-INFO x 1 <NA> <NA> <NA> unknown anna <NA> <NA>",
        "LEXEME x 1 4.2 0.5 hello lex bert <NA> <NA>",
        "LEXEME x 1 1.0 0.5 good lex anna <NA> <NA>",
    ]
    truth = sound.with_suffix(".rttm")
    truth.write_text("\n".join(records), encoding="utf-8")
    assert [said.speaker for said in truth_of(truth)] == ["anna", "anna", "bert", "bert", "anna"]
    frames = activity(10, [(0, 4), (8, 10)], [(4, 7)], []).frames
    heard = (frames / 255).astype(np.float32)
    monkeypatch.setattr(speaker_errors, "diarizer_in", lambda *_: Told(heard))
    monkeypatch.setattr(sys, "argv", ["speaker_errors", "model.nemo", str(sound)])
    speaker_errors.main()
    rows = capsys.readouterr().out.splitlines()
    assert rows[2] == "| Gespräch | 10 | 0.100 | 0.100 | 0.000 | 0.000 | 2 | 2 | 100 | 2 | 0.0 |"
    assert rows[3].startswith("| all | 10 | 0.100 ")
