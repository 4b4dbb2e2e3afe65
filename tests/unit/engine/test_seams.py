"""Words at the seams: whatever both sides have there, each occurs once and none is lost."""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.transcript import Segment, TimestampMode, Word
from desktop_app.engine.recognizer import Utterance
from desktop_app.engine.text.assembly import (
    Assembly,
    cut_by_text,
    cut_by_time,
    joined,
    parts_by_time,
)
from desktop_app.media.chunks import AudioChunk

WORD, NONE, SEGMENT = TimestampMode.WORD, TimestampMode.NONE, TimestampMode.SEGMENT
VOCABULARY = ("no", "the", "a", "house", "bird", "seven", "yes", "garden", "is")


def spoken(generator: random.Random, length_s: float) -> list[Word]:
    """Words without a pause, many of them alike."""
    words, at_s = [], 0.0
    while at_s < length_s:
        end_s = at_s + generator.uniform(0.15, 0.6)
        words.append(Word(generator.choice(VOCABULARY), round(at_s, 3), round(end_s, 3)))
        at_s = end_s
    return words[:-1]  # the last one may end behind the end


def chunk(start_s: float, end_s: float, before_s: float, after_s: float) -> AudioChunk:
    samples = np.zeros(round((end_s - start_s) * 16_000), np.float32)
    return AudioChunk(start_s, samples, ((start_s, end_s),), before_s, after_s)


def heard(words: list[Word], one: AudioChunk, generator: random.Random, off_s: float) -> Utterance:
    """What a model makes of a chunk: words at its edges are lost or others, times are inexact."""
    inside = [w for w in words if (w.start_s or 0) < one.end_s and (w.end_s or 0) > one.start_s]
    said: list[Word] = []
    for word in inside:
        text = word.text
        start_s, end_s = word.start_s or 0.0, word.end_s or 0.0
        if start_s < one.start_s or end_s > one.end_s:
            if generator.random() < 0.5:
                continue
            text = "h"
        shift_s = generator.uniform(-off_s, off_s)
        earliest_s = said[-1].end_s or 0.0 if said else one.start_s
        start_s = min(max(start_s + shift_s, earliest_s), one.end_s)
        end_s = min(max(end_s + shift_s, start_s), one.end_s)
        text = text if said else text.capitalize()
        said.append(replace(word, text=text, start_s=start_s, end_s=end_s))
    return Utterance(" ".join(w.text for w in said), tuple(said), one.start_s, one.end_s)


def overlapping(length_s: float, size_s: float, overlap_s: float) -> list[AudioChunk]:
    made, start_s, before_s = [], 0.0, 0.0
    while start_s + size_s < length_s:
        made.append(chunk(start_s, start_s + size_s, before_s, overlap_s))
        start_s, before_s = start_s + size_s - overlap_s, overlap_s
    return [*made, chunk(start_s, length_s, before_s, 0.0)]


@settings(max_examples=100)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.08]), st.sampled_from([12.0, 20.0, 30.0]))
def test_five_minutes_without_a_pause(seed: int, off_s: float, size_s: float) -> None:
    generator = random.Random(seed)
    words = spoken(generator, 300.0)
    assembly = Assembly(WORD)
    found: list[Segment] = []
    for one in overlapping(300.0, size_s, min(4.0, size_s / 4)):
        found += assembly.add(one, heard(words, one, generator, off_s))
    found += assembly.finish()

    text = " ".join(segment.text for segment in found).lower().split()
    assert text == [word.text for word in words]
    timed = [word for segment in found for word in segment.words]
    starts = [word.start_s or 0.0 for word in timed]
    assert starts == sorted(starts)
    assert all((w.start_s or 0) <= (w.end_s or 0) for w in timed)
    for segment in found:
        assert segment.start_s == segment.words[0].start_s
        assert segment.end_s == segment.words[-1].end_s
        assert segment.text == " ".join(word.text for word in segment.words)


def test_text_comes_before_the_end_of_the_speech() -> None:
    generator = random.Random(1)
    words = spoken(generator, 300.0)
    assembly = Assembly(SEGMENT)
    for one in overlapping(300.0, 20.0, 4.0)[:-1]:
        told = assembly.add(one, heard(words, one, generator, 0.0))
        assert told
        assert all(segment.words == () for segment in told)


def test_without_times_letters_alone_join() -> None:
    left = Utterance("we went down to the old river and then he", (), 0.0, 20.0)
    right = Utterance("The old river, and then he swam across the water to us", (), 16.0, 36.0)
    assert joined(left, right, 4.0).text == (
        "we went down to the old river and then he swam across the water to us"
    )


def test_a_side_that_heard_nothing_takes_nothing_away() -> None:
    words = (Word("one", 0.0, 1.0), Word("two", 17.0, 18.0))
    left = Utterance("one two", words, 0.0, 20.0)
    silent = Utterance("", (), 16.0, 36.0)
    assert joined(left, silent, 4.0).text == "one two"
    late = Utterance("three", (Word("three", 25.0, 26.0),), 16.0, 36.0)
    assert joined(left, late, 4.0).text == "one two three"
    early = Utterance("one", words[:1], 0.0, 20.0)
    both = Utterance("two three", (words[1], late.words[0]), 16.0, 36.0)
    assert joined(early, both, 4.0).text == "one two three"


def test_where_they_disagree_the_middle_parts_them() -> None:
    left = (Word("a", 15.0, 15.5), Word("b", 16.5, 17.0), Word("c", 19.0, 19.5))
    right = (Word("x", 16.4, 16.8), Word("y", 19.1, 19.5), Word("z", 21.0, 21.5))
    assert cut_by_time(left, right, 16.0, 20.0) == (2, 1)


def as_words(*timed: tuple[str, float]) -> tuple[Word, ...]:
    return tuple(Word(text, at_s, at_s + 0.3) for text, at_s in timed)


def joined_text(left: tuple[Word, ...], right: tuple[Word, ...]) -> str:
    before, after = parts_by_time(left, right, 16.0, 20.0)
    starts = [word.start_s or 0.0 for word in (*before, *after)]
    assert starts == sorted(starts)
    return " ".join(word.text for word in (*before, *after))


def test_words_that_one_side_skips_come_from_the_other() -> None:
    left = as_words(("read", 15.0), ("the", 17.0), ("book", 18.0), ("side", 19.0), ("right", 19.4))
    right = as_words(("the", 17.0), ("book", 18.1), ("today", 20.2))
    assert joined_text(left, right) == "read the book side right today"
    left = as_words(("read", 15.0), ("book", 18.0), ("today", 19.0))
    right = as_words(("all", 16.4), ("the", 17.0), ("book", 18.1), ("today", 19.1), ("we", 21.0))
    assert joined_text(left, right) == "read all the book today we"


def test_half_words_at_the_edges_are_not_taken() -> None:
    left = as_words(("the", 17.0), ("book", 18.0), ("tod", 19.7))
    right = as_words(("eh", 16.1), ("the", 17.0), ("book", 18.0), ("today", 20.1))
    assert joined_text(left, right) == "the book today"


def test_what_both_hear_in_another_place_or_as_another_word_comes_once() -> None:
    left = as_words(("the", 17.0), ("book", 18.0), ("today", 19.1))
    right = as_words(("the", 17.0), ("book", 18.0), ("today", 20.0), ("we", 21.0))
    assert joined_text(left, right) == "the book today we"
    left = as_words(("the", 17.0), ("look", 18.0), ("to", 19.0), ("day", 19.3))
    right = as_words(("the", 17.0), ("book", 18.0), ("today", 19.2), ("we", 21.0))
    assert joined_text(left, right) in ("the book today we", "the look to day we")


@settings(max_examples=100)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.035]))
def test_a_model_that_skips_words_loses_none_that_the_other_chunk_heard(
    seed: int, off_s: float
) -> None:
    generator = random.Random(seed)
    words = [replace(word, text=f"w{n}x") for n, word in enumerate(spoken(generator, 120.0))]
    assembly = Assembly(WORD)
    found: list[Segment] = []
    told: set[str] = set()
    skippable = {
        word.text
        for one in overlapping(120.0, 20.0, 4.0)[1:]
        for word in words
        # Well inside the overlap, so that both hear it whole.
        if one.start_s + 0.5 <= (word.start_s or 0) and (word.end_s or 0) <= one.start_s + 3.5
    }
    for one in overlapping(120.0, 20.0, 4.0):
        said = heard(words, one, generator, off_s)
        # No word is skipped by both.
        skipped = {w for w in skippable - told if generator.random() < 0.3}
        told |= skipped
        left = tuple(w for w in said.words if w.text.lower() not in skipped)
        text = " ".join(w.text for w in left)
        found += assembly.add(one, replace(said, text=text, words=left))
    found += assembly.finish()
    written = " ".join(segment.text for segment in found).lower().split()
    assert written == [word.text for word in words]


def test_one_word_list_is_empty() -> None:
    assert cut_by_text([], ["a"], 0.2) == (0, 0)
    assert cut_by_text(["a"], [], 0.2) == (1, 0)


def test_chunks_that_only_touch_keep_all() -> None:
    assembly = Assembly(NONE)
    found = assembly.add(chunk(0, 10, 0, 0), Utterance("one.", (), 0, 10))
    found += assembly.add(chunk(10, 20, 0, 0), Utterance("", (), 10, 20))
    found += assembly.add(chunk(20, 30, 0, 0), Utterance("one.", (), 20, 30))
    assert [segment.text for segment in found] == ["one.", "one."]
    assert assembly.finish() == ()
