"""Speech without words: what is reported, and what is not."""

import math

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Segment, SpeechGap, Word
from desktop_app.engine.text.coverage import (
    JOINED_WITHIN_S,
    LEAST_SPEECH_IN_CHUNK_S,
    LEAST_SPEECH_S,
    SHORTEST_PIECE_S,
    WORD_SLACK_S,
    speech_gaps,
)


def said(*words: tuple[float, float]) -> Segment:
    """A segment of timed words."""
    made = tuple(Word("word", start, end) for start, end in words)
    return Segment("word", words[0][0], words[-1][1], made)


def steady(start: int, end: int) -> Segment:
    """Two words a second."""
    return said(*((at / 2, at / 2 + 0.4) for at in range(2 * start, 2 * end)))


def test_written_speech_leaves_no_gap() -> None:
    assert speech_gaps([steady(0, 30)], [(0.0, 30.0)]) == ()


def test_speech_that_no_word_covers_is_a_gap() -> None:
    (gap,) = speech_gaps([steady(0, 10), steady(22, 30)], [(0.0, 30.0)])
    assert math.isclose(gap.start_s, 10.0, abs_tol=2 * WORD_SLACK_S)
    assert math.isclose(gap.end_s, 22.0, abs_tol=2 * WORD_SLACK_S)


def test_silence_is_no_gap() -> None:
    assert speech_gaps([steady(0, 10), steady(22, 30)], [(0.0, 10.1), (21.8, 30.0)]) == ()


def test_coughs_in_a_pause_are_no_gap() -> None:
    coughs = [(at + 0.0, at + SHORTEST_PIECE_S - 0.05) for at in range(12, 20)]
    assert speech_gaps([steady(0, 10), steady(22, 30)], [(0.0, 10.0), *coughs, (22.0, 30.0)]) == ()


def test_a_word_stretched_over_what_it_does_not_say_hides_no_gap() -> None:
    hiding = said((0.0, 0.4), (0.4, 20.0), (20.0, 20.4))
    (gap,) = speech_gaps([hiding], [(0.0, 20.4)])
    assert gap.end_s - gap.start_s > 15


def test_a_segment_without_words_counts_as_a_whole() -> None:
    whole = Segment("All of it.", 0.0, 20.0)
    assert speech_gaps([whole], [(0.0, 20.0)]) == ()
    assert len(speech_gaps([whole], [(0.0, 30.0)])) == 1


def test_sentences_without_text_are_one_gap() -> None:
    speech = [(0.0, 10.0), (11.0, 13.0), (14.0, 15.0), (16.5, 20.0), (22.0, 30.0)]
    (gap,) = speech_gaps([steady(0, 10), steady(22, 30)], speech)
    assert (gap.start_s, gap.end_s) == (11.0, 20.0)


def test_a_word_between_makes_two_gaps_and_a_long_pause_too() -> None:
    speech = [(0.0, 40.0)]
    assert len(speech_gaps([said((20.0, 20.4))], speech)) == 2
    assert len(speech_gaps([], [(0.0, 10.0), (10.0 + JOINED_WITHIN_S + 1, 30.0)])) == 2


def test_a_chunk_without_any_word_counts_sooner() -> None:
    speech = [(0.0, 10.0), (20.0, 20.0 + LEAST_SPEECH_IN_CHUNK_S)]
    assert speech_gaps([steady(0, 10)], speech) == ()
    (gap,) = speech_gaps([steady(0, 10)], speech, wordless=[(19.0, 22.0)])
    assert (gap.start_s, gap.end_s) == (20.0, 20.0 + LEAST_SPEECH_IN_CHUNK_S)


def test_without_times_only_wordless_chunks_tell() -> None:
    untimed = [Segment("Somewhere.")]
    assert speech_gaps(untimed, [(0.0, 60.0)]) == ()
    assert speech_gaps(untimed, [(0.0, 60.0)], [(30.0, 60.0)]) == (SpeechGap(30.0, 60.0),)


def test_a_gap_found_in_both_ways_is_reported_once() -> None:
    gaps = speech_gaps([steady(0, 30)], [(0.0, 60.0)], [(31.0, 60.0)])
    assert len(gaps) == 1


TIMES = st.integers(0, 6_000).map(lambda hundredths: hundredths / 100)
STRETCHES = st.lists(st.tuples(TIMES, TIMES).map(lambda pair: (min(pair), max(pair))), max_size=12)


@st.composite
def texts(draw: st.DrawFn) -> list[Segment]:
    stretches = sorted(draw(STRETCHES))
    return [said(stretch) for stretch in stretches]


@given(texts(), STRETCHES, STRETCHES)
def test_gaps_are_in_order_apart_and_made_of_speech(
    segments: list[Segment], speech: list[tuple[float, float]], wordless: list[tuple[float, float]]
) -> None:
    gaps = speech_gaps(segments, speech, wordless)
    latest_s = -1.0
    for gap in gaps:
        assert latest_s < gap.start_s < gap.end_s
        latest_s = gap.end_s
        assert any(start <= gap.start_s <= end for start, end in speech)
        assert any(start <= gap.end_s <= end for start, end in speech)
        least_s = LEAST_SPEECH_IN_CHUNK_S if wordless else LEAST_SPEECH_S
        assert gap.end_s - gap.start_s >= least_s - 1e-9


@given(texts(), STRETCHES)
def test_no_gap_holds_a_word(segments: list[Segment], speech: list[tuple[float, float]]) -> None:
    for gap in speech_gaps(segments, speech):
        for segment in segments:
            for word in segment.words:
                assert word.end_s is not None
                assert not gap.start_s < word.end_s < gap.end_s


@given(texts(), STRETCHES)
def test_more_words_never_find_more_speech_missing(
    segments: list[Segment], speech: list[tuple[float, float]]
) -> None:
    def missing_s(written: list[Segment]) -> float:
        return sum(gap.end_s - gap.start_s for gap in speech_gaps(written, speech))

    assert missing_s(segments) <= missing_s(segments[:-1]) + 1e-9
    assert missing_s([said((0.0, 0.0)), *segments]) <= missing_s(segments) + 1e-9


@given(STRETCHES)
def test_what_is_all_written_has_no_gap(speech: list[tuple[float, float]]) -> None:
    whole = [Segment("All.", start, end) for start, end in speech]
    assert speech_gaps(whole, speech) == ()
