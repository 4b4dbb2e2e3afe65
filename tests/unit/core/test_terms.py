"""The user's words in a text: corrected once, where they are whole words, with the times kept."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.core.editing.terms import Term, as_table, corrections, phrases_of, terms_of
from desktop_app.core.transcript import Segment, Word


def said(text: str, start_s: float = 0.0) -> Segment:
    """A sentence, half a second for each word."""
    words = tuple(
        Word(word, start_s + n / 2, start_s + n / 2 + 0.4, 0.9)
        for n, word in enumerate(text.split())
    )
    return Segment(text, words[0].start_s, words[-1].end_s, words)


def corrected(text: str, *terms: Term) -> str:
    """The text with the terms."""
    segments = [said(text)]
    change = corrections(segments, terms)
    return change.applied_to(segments)[0].text if change is not None else text


KOWALSKI = Term("Kowalski", ("Kowalsky", "cow alski"))


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        ("Mr Kowalsky is here.", "Mr Kowalski is here."),
        ("KOWALSKY, kowalsky's dog and “Kowalsky”!", "Kowalski, Kowalski's dog and “Kowalski”!"),
        ("Ask Cow  alski.", "Ask Kowalski."),
        ("Kowalskyville stays, and so does McKowalsky.", None),
        ("kowalski", "Kowalski"),  # nothing in it has a capital, so no word of it is meant small
        ("A kowalski", None),
    ],
)
def test_readings_are_corrected_where_they_are_whole_words(heard: str, wanted: str | None) -> None:
    assert corrected(heard, KOWALSKI) == (wanted or heard)


def test_the_longest_reading_wins_and_terms_are_left_alone() -> None:
    terms = (Term("Anna Avery", ("Anna",)), Term("Annaberg", ("Anna berg", "Anna Avery")))
    assert corrected("Anna berg, Anna and Anna Avery.", *terms) == (
        "Annaberg, Anna Avery and Anna Avery."
    )


def test_case_is_as_in_the_list() -> None:
    assert corrected("He uses Nemo and pyside.", Term("NeMo"), Term("PySide")) == (
        "He uses NeMo and PySide."
    )
    assert corrected("I will use it.", Term("Will"), Term("IT")) == "I will use it."
    assert corrected("Avery birds, avery birds.", Term("aviary", ("avery",))) == (
        "Aviary birds, aviary birds."
    )


def test_scripts_without_spaces_are_corrected_in_the_middle_of_a_line() -> None:
    assert corrected("これは大坂です。", Term("大阪", ("大坂",))) == "これは大阪です。"


def test_an_accent_that_follows_belongs_to_the_word() -> None:
    assert (
        corrected("I say resume\u0301 now.", Term("CV", ("resume",))) == "I say resume\u0301 now."
    )


def test_words_keep_their_times_and_new_ones_share_those_of_the_old() -> None:
    segments = [said("Good day."), said("Ask Cow alski now, please.", 10.0)]
    change = corrections(segments, [KOWALSKI])
    assert change is not None
    assert change.first == 1
    (after,) = change.added
    assert after.text == "Ask Kowalski now, please."
    assert [word.text for word in after.words] == ["Ask", "Kowalski", "now,", "please."]
    assert after.words[1] == Word("Kowalski", 10.5, 11.4)
    assert after.words[0] == segments[1].words[0]
    assert after.words[2:] == segments[1].words[3:]
    assert (after.start_s, after.end_s) == (segments[1].start_s, segments[1].end_s)


def test_a_text_without_words_or_times_is_corrected() -> None:
    bare = Segment("Mr Kowalsky")
    change = corrections([bare], [KOWALSKI])
    assert change is not None
    assert change.added == (replace(bare, text="Mr Kowalski"),)
    untimed = Segment("Mr Kowalsky", words=(Word("Mr"), Word("Kowalsky")))
    change = corrections([untimed], [KOWALSKI])
    assert change is not None
    assert change.added[0].words == (Word("Mr"), Word("Kowalski"))


def test_models_listen_for_what_is_boosted() -> None:
    assert phrases_of([KOWALSKI, Term("x", is_boosted=False)]) == ("Kowalski",)


@given(st.lists(st.builds(Term, st.text(), st.lists(st.text()).map(tuple), st.booleans())))
def test_a_table_gives_the_terms_back(terms: list[Term]) -> None:
    listed = {term.cleaned.text: term.cleaned for term in reversed(terms)}
    plain = [
        term
        for term in reversed(listed.values())
        if term.text not in ("", "term") and "|" not in "".join(term.readings)
    ]
    assert terms_of(as_table(plain)) == plain


def test_a_plain_list_is_read() -> None:
    assert terms_of("\ufeffKowalski\r\n\r\n  Aviary \nKowalski\n") == [
        Term("Kowalski"),
        Term("Aviary"),
    ]
    assert terms_of("Bird\tburd| bert |\tno") == [Term("Bird", ("burd", "bert"), is_boosted=False)]


words = st.sampled_from(["a", "A", "b", "ab", "ba", "Ab", "c", "a b", "b a", "ab a", "B"])
term = st.builds(Term, words, st.lists(words, max_size=3).map(tuple), st.booleans())
texts = st.lists(st.sampled_from(["a", "A", "b", "ab", "ba,", "Ab", "c.", "B"]), min_size=1)


@given(st.lists(texts.map(" ".join), min_size=1, max_size=3), st.lists(term, max_size=4))
@example(["a A ab"], [Term("Ab"), Term("b", ("a",), is_boosted=False)])  # no capitals are left
@example(["a", "ab"], [Term("Ab"), Term("ab", ("a",))])  # the second sentence gets the first ones
def test_correcting_twice_is_correcting_once(heard: list[str], terms: list[Term]) -> None:
    segments = [said(text) for text in heard]
    change = corrections(segments, terms)
    after = change.applied_to(segments) if change is not None else tuple(segments)
    for segment in after:
        times = [time for word in segment.words for time in (word.start_s, word.end_s)]
        assert times == sorted(times)  # type: ignore[type-var] # all are numbers
        assert " ".join(word.text for word in segment.words) == " ".join(segment.text.split())
    assert corrections(after, terms) is None
