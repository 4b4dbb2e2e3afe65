"""Typed words get the times of the sound, and never leave their place between the heard ones."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.editing.timing import has_guessed_times, timed_by_sound
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, Word


def sentence(*words: Word) -> Segment:
    text = " ".join(word.text for word in words)
    return Segment(text, words[0].start_s, words[-1].end_s, words)


TYPED = sentence(
    Word("We", 1.0, 1.2, 0.9), Word("met", 1.2, 2.1), Word("Anna.", 2.1, 3.0), Word("Then", 3, 4, 1)
)


def test_typed_words_are_where_they_are_said_and_heard_ones_stay() -> None:
    timed = timed_by_sound(TYPED, [(5.0, 6.0), (1.5, 1.8), (2.2, 2.6), None])
    assert [(w.start_s, w.end_s) for w in timed.words] == [
        (1.0, 1.2), (1.5, 1.8), (2.2, 2.6), (3, 4),
    ]  # fmt: skip
    assert (timed.text, timed.start_s, timed.end_s) == (TYPED.text, TYPED.start_s, TYPED.end_s)


def test_a_word_that_cannot_be_spelled_keeps_its_time() -> None:
    timed = timed_by_sound(TYPED, [None, None, (2.5, 2.7), None])
    assert [w.start_s for w in timed.words] == [1.0, 1.2, 2.5, 3]


def test_only_words_that_no_model_heard_are_guessed() -> None:
    assert has_guessed_times(TYPED)
    assert not has_guessed_times(sentence(Word("We", 1.0, 1.2, 0.9)))
    assert not has_guessed_times(Segment("We", None, None, (Word("We"),)))


TIMES = st.floats(-5, 30, allow_nan=False)
SPANS = st.one_of(st.none(), st.tuples(TIMES, TIMES).map(lambda ends: (min(ends), max(ends))))


@given(st.lists(st.tuples(st.booleans(), SPANS), min_size=1, max_size=8))
def test_times_never_decrease_whatever_a_model_says(
    words: list[tuple[bool, Span | None]],
) -> None:
    own = [
        Word("w", float(n), n + 0.8, None if is_typed else 0.9)
        for n, (is_typed, _span) in enumerate(words)
    ]
    before = sentence(*own)
    after = timed_by_sound(before, [span for _is_typed, span in words])
    times = [time for word in after.words for time in (word.start_s or 0.0, word.end_s or 0.0)]
    assert all(a <= b for a, b in pairwise(times))
    assert (after.start_s, after.end_s) == (times[0], before.end_s)
    assert times[-1] <= (after.end_s or 0.0)
    heard = [(b, a) for b, a in zip(before.words, after.words, strict=True) if b.confidence]
    assert all(b == a for b, a in heard)
