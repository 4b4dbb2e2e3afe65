"""When the words of a given text are said: the likeliest path, found by hand and by real models."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.timecode import Span
from desktop_app.engine.nemo.alignment import (
    Floats,
    Move,
    best_ctc_path,
    best_transducer_path,
    can_align,
    spans_of_words,
)
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.media.chunks import AudioChunk
from tests.engine.asking import SAMPLE, Loaded
from tests.random_models import speech_like

SEEDS = st.integers(0, 2**32 - 1)
SAYING = st.sampled_from([((0,), (1,)), ((0, 1, 2), (1, 2)), ((1, 2), (1, 2))])


def every_path(
    moves: list[Move], frames: int, tokens: int, at: int = 0, said: int = 0
) -> list[tuple[float, list[int]]]:
    """All ways through a lattice: what each is worth, and when it says its tokens."""
    if at >= frames:
        return [(0.0, [])] if said == tokens else []
    found = []
    for move in moves:
        if move.says and said == tokens:
            continue
        for worth, rest in every_path(moves, frames, tokens, at + move.frames, said + move.says):
            own = [at] if move.says else []
            found.append((worth + float(move.scores[at, said]), [*own, *rest]))
    return found


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 5), st.integers(1, 3), SAYING)
def test_no_other_path_of_a_transducer_is_likelier(
    seed: int, frames: int, tokens: int, steps: tuple[tuple[int, ...], tuple[int, ...]]
) -> None:
    random = np.random.default_rng(seed)

    def scores() -> Floats:
        chances: Floats = random.random((frames, tokens + 1), np.float32)
        worth: Floats = np.log(chances + np.float32(1e-3))
        return worth

    moves = [Move(n, says=True, scores=scores()) for n in steps[0]]
    moves += [Move(n, says=False, scores=scores()) for n in steps[1]]
    paths = every_path(moves, frames, tokens)
    said = best_transducer_path(moves, frames, tokens)
    if not paths:
        assert said is None
        return
    assert said is not None
    assert [int(start) for start, _end in said] == max(paths)[1]


def read(states: tuple[int, ...], blank: int) -> list[int]:
    """What a path of a CTC model says."""
    return [one for one, _run in itertools.groupby(states) if one != blank]


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 5), st.lists(st.integers(0, 1), min_size=1, max_size=3))
def test_no_other_path_of_ctc_is_likelier(seed: int, frames: int, tokens: list[int]) -> None:
    blank = 2
    random = np.random.default_rng(seed)
    scores = np.log(random.random((frames, 3), np.float32) + 1e-3)
    paths = [
        (sum(float(scores[n, state]) for n, state in enumerate(states)), states)
        for states in itertools.product(range(3), repeat=frames)
        if read(states, blank) == tokens
    ]
    said = best_ctc_path(scores, tokens, blank)
    if not paths:
        assert said is None
        return
    wanted: list[Span] = []
    end = 0
    for state, run in itertools.groupby(max(paths)[1]):
        start, end = end, end + len(list(run))
        wanted += [(float(start), float(end))] if state != blank else []
    assert said == wanted


@pytest.mark.real_model
def test_a_text_as_it_was_heard_is_where_it_was_heard(loaded: Loaded) -> None:
    import soundfile

    sound, _ = soundfile.read(SAMPLE, dtype="float32")
    recognizer = loaded("starter")
    (heard,) = recognizer.recognize([AudioChunk(0.0, sound, ())], RecognitionOptions())
    found = spans_of_words(recognizer._model, sound, [word.text for word in heard.words])
    late = [
        abs(span[0] - (word.start_s or 0.0)) if span is not None else math.inf
        for word, span in zip(heard.words, found, strict=True)
    ]
    assert len(late) > 40
    assert max(late) < 0.3
    assert sum(late) / len(late) < 0.08


@pytest.mark.real_model
@pytest.mark.parametrize("name", ["tdt", "hybrid", "ctc", "canary2-aligner"])
def test_every_class_that_can_puts_words_in_order(loaded: Loaded, name: str) -> None:
    model = loaded(name)._model
    sound = speech_like(4.0, seed=1)
    found = spans_of_words(model, sound, ["the", "meeting", "\u20ac", "begins"])
    assert can_align(model)
    spans = [span for span in (found[0], found[1], found[3]) if span is not None]
    assert len(spans) == 3
    assert all(0 <= start < end <= 4.0 for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.real_model
@pytest.mark.parametrize("name", ["starter", "tdt", "ctc", "canary2-aligner"])
def test_a_model_hears_the_same_before_and_after(loaded: Loaded, name: str) -> None:
    recognizer, sound = loaded(name), speech_like(4.0, seed=1)
    heard = [AudioChunk(0.0, speech_like(5.0, seed=2), ())]
    before = recognizer.recognize(heard, RecognitionOptions())
    first = recognizer.spans_of_words(sound, ["the", "meeting"])
    assert recognizer.spans_of_words(sound, ["the", "meeting"]) == first
    assert recognizer.recognize(heard, RecognitionOptions()) == before


@pytest.mark.real_model
def test_a_text_without_room_has_no_place(loaded: Loaded) -> None:
    too_much = ["meeting"] * 200
    found = spans_of_words(loaded("ctc")._model, speech_like(1.0, seed=1), too_much)
    assert found == (None,) * 200


@pytest.mark.real_model
def test_canary_without_an_aligner_cannot(loaded: Loaded) -> None:
    assert not can_align(loaded("canary")._model)
