"""Words come back out of their bytes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Word
from desktop_app.library.stored.packing import packed, unpacked

TIMES = st.none() | st.floats(0, 400_000) | st.floats(-1e9, 1e9)
CONFIDENCES = st.none() | st.floats(0, 1)
WORDS = st.builds(Word, st.text(st.characters(), max_size=300), TIMES, TIMES, CONFIDENCES)
USUAL = st.builds(
    lambda text, start, length, confidence: Word(text, start, start + length, confidence),
    st.text("abcé東", min_size=1, max_size=9),
    st.floats(0, 400_000),
    st.floats(0, 60),
    CONFIDENCES,
)


def assert_same(found: tuple[Word, ...], words: list[Word]) -> None:
    assert [word.text for word in found] == [word.text for word in words]
    for new, old in zip(found, words, strict=True):
        for new_s, old_s in ((new.start_s, old.start_s), (new.end_s, old.end_s)):
            assert (new_s is None) == (old_s is None)
            assert new_s is None or abs(new_s - (old_s or 0.0)) <= 0.000501
        assert (new.confidence is None) == (old.confidence is None)
        assert new.confidence is None or abs(new.confidence - (old.confidence or 0)) <= 0.5 / 254


@given(st.lists(WORDS), st.text(st.characters()))
def test_any_words_come_back(words: list[Word], text: str) -> None:
    assert_same(unpacked(packed(words, text), text), words)


@given(st.lists(USUAL, min_size=1), st.sampled_from([" ", ""]))
def test_usual_words_come_back_and_are_small(words: list[Word], between: str) -> None:
    text = between.join(word.text for word in words)
    blob = packed(words, text)
    assert_same(unpacked(blob, text), words)
    assert len(blob) == 1 + len(words) * (7 if between or len(words) == 1 else 9)


def test_what_was_unpacked_is_packed_to_the_same() -> None:
    words = [Word("so", 0.0804, 0.32, 0.999), Word("what", 1.16, 1.28, None), Word("x")]
    blob = packed(words, "so what x")
    once = unpacked(blob, "so what x")
    assert once[0] == Word("so", 0.08, 0.32, 254 / 254)
    assert packed(once, "so what x") == blob


def test_words_that_are_spelled_otherwise_than_the_text() -> None:
    words = [Word("Mr.", 0.0, 0.2), Word("Smith", 0.2, 0.6), Word("Smith", 70.0, 140.0)]
    for text in ("Mr. Smith Smith", "Mr.  Smith (Smith)", "mister smith", ""):
        assert_same(unpacked(packed(words, text), text), words)


def test_no_words_are_no_bytes() -> None:
    assert packed([], "a text without times") == b""
    assert unpacked(b"", "a text without times") == ()


def test_times_that_are_no_numbers_are_none() -> None:
    blob = packed([Word("a", math.nan, math.inf, math.nan)], "a")
    assert unpacked(blob, "a") == (Word("a"),)


@given(st.binary(min_size=1), st.text())
def test_damaged_bytes_are_told(blob: bytes, text: str) -> None:
    try:
        unpacked(blob, text)
    except ValueError:
        return


def test_bytes_of_another_text_are_told() -> None:
    blob = packed([Word("one", 0.0, 0.1), Word("two", 0.2, 0.3)], "one two")
    with pytest.raises(ValueError, match="text"):
        unpacked(blob, "one two three")
