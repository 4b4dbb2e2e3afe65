"""Times in milliseconds, and tiers in which nothing overlaps."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.research.tiers import Interval, tiers_of
from desktop_app.export.word_times import milliseconds, span_ms, timed_words
from tests.hard_transcripts import CASES, TALK, made, said, timed

# Sentences one after the other, with room for each of their words.
texts = st.lists(st.text("abc é日", min_size=1).filter(str.strip), min_size=1, max_size=6)
orderly = st.tuples(texts, st.sampled_from([None, "Anna", "Peter"])).map(
    lambda drawn: made(*(said(text, 2.5 * n, drawn[1]) for n, text in enumerate(drawn[0])))
)


def are_apart(intervals: tuple[Interval, ...]) -> bool:
    return all(one.start_ms < one.end_ms for one in intervals) and all(
        one.end_ms <= two.start_ms for one, two in pairwise(intervals)
    )


@given(case=timed)
def test_nothing_overlaps_and_words_are_within_their_sentence(case: Transcript) -> None:
    tiers = tiers_of(case)
    names = [name for tier in tiers for name in (tier.name, tier.words_name)]
    assert len(names) == len(set(names))
    for tier in tiers:
        assert are_apart(tier.sentences)
        for sentence, words in zip(tier.sentences, tier.words, strict=True):
            assert are_apart(words)
            assert not words or sentence.start_ms <= words[0].start_ms
            assert not words or words[-1].end_ms <= sentence.end_ms
    assert sum(len(tier.sentences) for tier in tiers) == sum(
        bool(segment.text.strip()) for segment in case.segments
    )


@given(case=orderly)
def test_what_fits_keeps_its_times(case: Transcript) -> None:
    (tier,) = tiers_of(case)
    assert [one[:2] for one in tier.sentences] == [span_ms(each) for each in case.segments]
    words = [
        (milliseconds(word.start_s), milliseconds(word.end_s), word.text)
        for segment in case.segments
        for word in segment.words
    ]
    assert [tuple(word) for words in tier.words for word in words] == words


def test_a_sentence_ends_where_the_next_of_the_same_speaker_begins() -> None:
    tiers = {tier.name: tier.sentences for tier in tiers_of(CASES["overlapping"])}
    assert [one[:2] for one in tiers["Anna"]] == [
        (0, 2000),
        (2000, 2002),
        (2002, 3000),
        (9500, 10500),
    ]
    assert [one[:2] for one in tiers["Peter"]] == [(1500, 5500)]


def test_words_at_one_time_get_a_millisecond_each() -> None:
    (first, *_rest) = tiers_of(CASES["without length"])
    assert [word[:2] for word in first.words[0]] == [(5000 + n, 5001 + n) for n in range(5)]


def test_times_of_sentences_alone_make_no_times_of_words() -> None:
    assert not any(tier.has_words for tier in tiers_of(CASES["times of sentences"]))


def test_words_without_a_time_stand_between_those_that_have_one() -> None:
    words = (Word("a"), Word("bb", 1.0, 2.0), Word("c"), Word("ddd"), Word("e", 4.0, 4.5))
    made_of = timed_words(Segment("a bb c ddd e", 0.4, 5.0, words))
    assert [(word.text, word.start_ms, word.end_ms) for word in made_of] == [
        ("a", 400, 1000),
        ("bb", 1000, 2000),
        ("c", 2000, 2500),
        ("ddd", 2500, 4000),
        ("e", 4000, 4500),
    ]


def test_a_text_without_words_has_those_of_its_script() -> None:
    read = timed_words(Segment("今天。很 good day", 1.0, 2.0))
    assert [word.text for word in read] == ["今", "天", "。", "很", "good", "day"]
    assert [word.start_ms for word in read] == [1000, 1090, 1181, 1272, 1363, 1727]
    assert read[-1].end_ms == 2000


def test_milliseconds_are_those_of_the_json() -> None:
    assert [milliseconds(each) for each in (0.0005, 1.0005, 2.6755, None, -1.0)] == [
        round(round(each, 3) * 1000) for each in (0.0005, 1.0005, 2.6755, 0.0, 0.0)
    ]


def test_a_name_that_another_tier_has_gets_a_number() -> None:
    people = ("speech", None, "words@speech")
    case = replace(
        TALK, segments=tuple(said("Hi.", 3.0 * n, name) for n, name in enumerate(people))
    )
    assert [(tier.name, tier.words_name) for tier in tiers_of(case)] == [
        ("speech", "words@speech"),
        ("speech 2", "words@speech 2"),
        ("words@speech 3", "words@words@speech 3"),
    ]
