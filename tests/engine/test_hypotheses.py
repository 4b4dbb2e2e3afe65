"""Hypothesis -> segments: the inputs are results that NeMo really returned."""

import json
import math
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import SupportsFloat, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Segment, TimestampMode
from desktop_app.engine.nemo.hypotheses import utterance_of
from desktop_app.engine.recognizer import Hypothesis
from desktop_app.engine.text.segments import segments_of as segments_of_utterance
from desktop_app.media.chunks import AudioChunk
from tests.engine.asking import timed, words_of

WORD = TimestampMode.WORD
# A word, its start and its end, as NeMo gives them.
Stamped: TypeAlias = tuple[str, SupportsFloat, SupportsFloat]
Speech: TypeAlias = tuple[tuple[float, float], ...]


def chunk(
    duration_s: float = 10.0, start_s: float = 100.0, speech: Speech | None = None
) -> AudioChunk:
    samples = np.zeros(int(duration_s * 16_000), np.float32)
    return AudioChunk(start_s, samples, speech or ((start_s, start_s + duration_s),))


def hypothesis(
    words: Sequence[Stamped],
    confidences: Sequence[float] | None = None,
    tokens: Sequence[str] | None = None,
) -> Hypothesis:
    stamps = [{"word": text, "start": start, "end": end} for text, start, end in words]
    chars = [{"char": [text]} for text in (tokens or [])]
    return SimpleNamespace(
        text=" ".join(text for text, _, _ in words),
        timestamp={"word": stamps, "char": chars, "segment": []},
        token_confidence=confidences,
    )


def segments_of(heard: Hypothesis, sound: AudioChunk, mode: TimestampMode) -> tuple[Segment, ...]:
    return segments_of_utterance(utterance_of(heard, sound, mode), mode)


def times(segments: Iterable[Segment]) -> list[tuple[str, float, float]]:
    spans = [(word.text, *timed(word)) for word in words_of(segments)]
    return [(text, round(start_s, 3), round(end_s, 3)) for text, start_s, end_s in spans]


def test_times_are_those_of_the_file_and_sentences_are_segments() -> None:
    heard = hypothesis([("Good", 0.5, 0.8), ("morning.", 0.9, 1.4), ("Yes?", 2.0, 2.4)])
    segments = segments_of(heard, chunk(), WORD)
    assert [(s.text, s.start_s, s.end_s) for s in segments] == [
        ("Good morning.", 100.5, 101.4),
        ("Yes?", 102.0, 102.4),
    ]


def test_numpy_numbers_become_plain_ones() -> None:
    segments = segments_of(hypothesis([("a", np.float64(0.5), np.float32(1.0))]), chunk(), WORD)
    word = segments[0].words[0]
    assert json.dumps([word.start_s, word.end_s]) == "[100.5, 101.0]"


def test_unaligned_words_take_what_their_neighbours_leave() -> None:
    heard = hypothesis([("a", -1, -1), ("b", 1.0, 2.0), ("c", -1, -1), ("d", 2.5, 3.0)])
    assert times(segments_of(heard, chunk(), WORD)) == [
        ("a", 101.0, 101.0),
        ("b", 101.0, 102.0),
        ("c", 102.0, 102.5),
        ("d", 102.5, 103.0),
    ]


@pytest.mark.parametrize("words", [[], [("a", -1, -1), ("b", -1, -1)]])
def test_text_without_word_times_has_the_times_of_the_chunk(words: list[Stamped]) -> None:
    heard = hypothesis(words)
    heard.text = "a b"
    (segment,) = segments_of(heard, chunk(), WORD)
    assert (segment.text, segment.start_s, segment.end_s, segment.words) == (
        "a b",
        100.0,
        110.0,
        (),
    )


def test_a_word_begins_in_its_speech_and_not_in_the_silence_before() -> None:
    speech = ((100.0, 101.0), (105.0, 107.0))
    heard = hypothesis([("one", 0.2, 0.8), ("two", 0.8, 5.6), ("three", 5.6, 6.0)])
    assert times(segments_of(heard, chunk(speech=speech), WORD)) == [
        ("one", 100.2, 100.8),
        ("two", 105.0, 105.6),
        ("three", 105.6, 106.0),
    ]


def test_a_first_word_begins_in_its_speech_too() -> None:
    heard = hypothesis([("one", 0.0, 3.5)])
    moved = segments_of(heard, chunk(speech=((103.0, 105.0),)), WORD)
    assert times(moved) == [("one", 103.0, 103.5)]


def test_without_punctuation_pauses_split() -> None:
    heard = hypothesis([("a", 0, 0.5), ("b", 0.6, 1.0), ("c", 1.8, 2.0), ("d", 2.1, 2.2)])
    assert [s.text for s in segments_of(heard, chunk(), WORD)] == ["a b", "c d"]


def test_without_punctuation_length_splits() -> None:
    heard = hypothesis([(f"word{n:02}", n * 0.2, n * 0.2 + 0.2) for n in range(48)])
    segments = segments_of(heard, chunk(), WORD)
    assert len(segments) > 3
    assert all(len(s.text) <= 84 for s in segments)
    assert all(end_s - start_s <= 7.01 for start_s, end_s in map(timed, segments))
    assert " ".join(s.text for s in segments) == heard.text


def test_a_word_is_as_sure_as_its_least_sure_token() -> None:
    heard = hypothesis(
        [("morning.", 0, 1), ("yes", 1, 2)], [0.9, 0.5, 0.8, 0.7], ["mor", "ning", ".", "yes"]
    )
    words = words_of(segments_of(heard, chunk(), WORD))
    assert [w.confidence for w in words] == [0.5, 0.7]


@pytest.mark.parametrize(
    ("confidences", "tokens"),
    [(None, ["a", "b"]), ([0.5], ["a", "b"]), ([0.5, 0.6], ["a", "bcd"]), ([], [])],
)
def test_no_confidence_rather_than_a_wrong_one(
    confidences: list[float] | None, tokens: list[str]
) -> None:
    heard = hypothesis([("a", 0, 1), ("b", 1, 2)], confidences, tokens)
    words = words_of(segments_of(heard, chunk(), WORD))
    assert [w.confidence for w in words] == [None, None]


def test_modes() -> None:
    heard = hypothesis([("Yes.", 0.5, 1.0)])
    (segment,) = segments_of(heard, chunk(), TimestampMode.SEGMENT)
    assert (segment.start_s, segment.words) == (100.5, ())
    (plain,) = segments_of(heard, chunk(), TimestampMode.NONE)
    assert (plain.text, plain.start_s, plain.end_s, plain.words) == ("Yes.", None, None, ())


@pytest.mark.parametrize("text", ["", "  ", None])
def test_nothing_heard_is_no_segment(text: str | None) -> None:
    assert segments_of(SimpleNamespace(text=text, timestamp=[]), chunk(), WORD) == ()


NUMBER = st.one_of(st.just(-1.0), st.just(math.nan), st.floats(-2, 20), st.integers(-1, 20))
TEXT = st.sampled_from(["a", "word", "end.", "¿qué?", "x" * 90])


@given(
    st.lists(st.tuples(TEXT, NUMBER, NUMBER), max_size=12),
    st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), max_size=4),
)
def test_whatever_nemo_says_the_invariants_hold(
    words: list[Stamped], regions: list[tuple[float, float]]
) -> None:
    speech = tuple(sorted((100 + min(r), 100 + max(r)) for r in regions))
    segments = segments_of(hypothesis(words), chunk(speech=speech), WORD)
    latest_s = 100.0
    for segment in segments:
        start_s, end_s = timed(segment)
        assert latest_s <= start_s <= end_s <= 110.0 + 1e-6
        latest_s = end_s
        if segment.words:
            assert segment.start_s == segment.words[0].start_s
            assert segment.end_s == segment.words[-1].end_s
    spans = [timed(word) for word in words_of(segments)]
    starts = [start_s for start_s, _ in spans]
    assert starts == sorted(starts)
    assert all(start_s <= end_s for start_s, end_s in spans)
    assert " ".join(s.text for s in segments) == " ".join(text for text, _, _ in words)
