"""The recipe of the starter diarizer."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.engine.speakers.activity import Activity
from tools.starter_diarizer.conversations import Conversation, Turn, cast, recorded, talk
from tools.starter_diarizer.evaluate import score
from tools.starter_diarizer.network import FRAME_S, SPEAKERS
from tools.starter_diarizer.speakers import foreign_speakers, more_speakers, speakers
from tools.starter_diarizer.truth import activity
from tools.starter_model.pool import Pool
from tools.starter_model.speech import SAMPLE_RATE_HZ, Word

CLIP_SAMPLES = SAMPLE_RATE_HZ


def pool_of_tones(count: int = 4) -> Pool:
    """A pool whose speakers each say one second of a tone."""
    time = np.arange(CLIP_SAMPLES) / SAMPLE_RATE_HZ
    tones = [np.sin(2 * np.pi * 200 * (number + 1) * time) for number in range(count)]
    samples = (np.concatenate(tones) * 30_000).astype("<i2")
    entries = [
        {
            "voice": f"{number}",
            "text": "tone",
            "words": [["tone", 0.0, 1.0]],
            "start_s": 0.0,
            "end_s": 1.0,
            "samples": [number * CLIP_SAMPLES, (number + 1) * CLIP_SAMPLES],
        }
        for number in range(count)
    ]
    return Pool(entries, samples)


def test_voices_of_the_test_are_not_trained_on() -> None:
    known = [*speakers(held_out=False), *more_speakers(), *foreign_speakers()]
    trained = {speaker.timbre for speaker in known}
    tested = {speaker.timbre for speaker in speakers(held_out=True)}
    assert not trained & tested
    assert min(len(trained) / 5, len(tested)) >= 10


@pytest.mark.parametrize("seed", range(4))
def test_the_truth_of_a_conversation_is_where_its_sound_is(seed: int) -> None:
    chooser, pool = random.Random(seed), pool_of_tones()
    made = talk(pool, chooser, cast(pool, chooser, 3, varied=True), 40)
    frames = np.abs(made.samples).reshape(-1, int(FRAME_S * SAMPLE_RATE_HZ))
    loud = (frames > 1e-3).mean(1) > 0.4
    told = activity(made.turns, loud.size).any(1)
    assert (loud != told).mean() < 0.03
    firsts = [next(turn.start_s for turn in made.turns if turn.who == who) for who in range(3)]
    assert firsts == sorted(firsts)
    for who in range(3):
        own = [turn for turn in made.turns if turn.who == who]
        assert all(one.end_s <= other.start_s + 0.1 for one, other in pairwise(own))


def test_a_recording_keeps_its_length_and_its_level_is_in_range() -> None:
    chooser = random.Random(3)
    for _ in range(20):
        sound = recorded(np.sin(np.arange(32_000, dtype=np.float32)), chooser)
        assert sound.shape == (32_000,)
        assert 0.04 < np.abs(sound).max() <= 1


def turns(*spans: tuple[int, float, float]) -> Conversation:
    made = tuple(Turn(who, a, b, (Word("word", a, b),)) for who, a, b in spans)
    return Conversation(np.zeros(0, np.float32), made)


def heard(table: NDArray[np.float32]) -> Activity:
    """What a diarizer would tell that is sure of all."""
    return Activity(FRAME_S, np.asarray(table * 255, np.uint8))


def test_errors_are_counted_without_a_collar_and_with_overlap() -> None:
    made = turns((0, 0.0, 8.0), (1, 6.0, 10.0))
    said = activity(made.turns, 125)
    assert score(made, heard(said[:, [2, 0, 3, 1]])).error_rate == 0

    one_missing = said.copy()
    one_missing[:, 1] = 0
    found = score(made, heard(one_missing))
    assert (found.missed, found.false, found.confused) == (50, 0, 0)
    assert (found.speech, found.numbers_right, found.words, found.wrong_words) == (150, 0, 2, 1)

    confused = said.copy()
    confused[:25] = confused[:25, [1, 0, 2, 3]]
    found = score(made, heard(confused))
    assert (found.missed, found.false, found.confused) == (0, 0, 25)
    assert found.numbers_right == 1


def test_words_said_alone_are_counted_apart() -> None:
    made = turns((0, 0.0, 8.0), (1, 6.0, 7.0), (1, 9.0, 10.0))
    said = activity(made.turns, 125)
    said[110:] = said[110:, [1, 0, 2, 3]]
    found = score(made, heard(said))
    assert (found.words, found.words_alone) == (3, 1)
    assert found.wrong_words_alone == 1


def test_the_first_convolution_takes_over_the_normalisation() -> None:
    import torch

    from tools.starter_diarizer.network import LOG_MEL_MEAN, LOG_MEL_SPREAD, for_plain_features

    torch.manual_seed(0)
    first = torch.nn.Conv2d(1, 4, 3, 2)
    frames = torch.randn(1, 1, 40, 80)
    wanted = first(frames)
    prefix = "encoder.pre_encode.conv.0."
    named = {prefix + name: tensor for name, tensor in first.state_dict().items()}
    changed = for_plain_features(named)
    first.load_state_dict({name.removeprefix(prefix): changed[name] for name in changed})
    found = first(frames * LOG_MEL_SPREAD + LOG_MEL_MEAN)
    assert torch.allclose(found, wanted, atol=1e-4)


def test_later_speakers_stay_where_the_model_put_them() -> None:
    import torch

    from tools.starter_diarizer.listening import places

    nothing = torch.zeros(1, SPEAKERS, SPEAKERS)
    assert places(nothing).tolist() == [[0, 1, 2, 3]]
    swapped = nothing.clone()
    swapped[0, 0, 1] = swapped[0, 1, 0] = 5
    assert places(swapped).tolist() == [[1, 0, 2, 3]]


def test_voices_that_are_made_alike_are_confused() -> None:
    import torch

    from tools.starter_diarizer.listening import LEAST_FRAMES, confusion

    truth = torch.zeros(2, 4 * LEAST_FRAMES, SPEAKERS)
    truth[:, :LEAST_FRAMES, 0] = truth[:, LEAST_FRAMES : 2 * LEAST_FRAMES, 1] = 1
    # Where both speak, and where one hardly does, nobody is compared.
    truth[:, 2 * LEAST_FRAMES : 3 * LEAST_FRAMES, :2] = truth[:, -5:, 2] = 1
    voices = torch.eye(4)
    apart = torch.zeros(2, truth.shape[1], 4)
    for number in range(4):
        first = number % 2 * LEAST_FRAMES
        apart[number // 2, first : first + LEAST_FRAMES] = voices[number]
    apart[:, 2 * LEAST_FRAMES :] = torch.randn(2, 2 * LEAST_FRAMES, 4)
    assert confusion(apart, truth) < 0.01
    alike = torch.ones_like(apart)
    assert torch.isclose(confusion(alike, truth), torch.tensor(4.0).log())
    assert confusion(apart, torch.zeros_like(truth)) == 0
