"""Find and replace: words, case, regular expressions, over sentences, and no endless search."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.editing.find import (
    INVALID_REPLACEMENT,
    TOO_SLOW,
    Hit,
    Pattern,
    PatternProblem,
    found,
    replaced,
    replaced_all,
)
from desktop_app.core.editing.paragraphs import paragraphs_of
from desktop_app.core.transcript import Segment
from tests.unit.core.edited_texts import PIECE, require_sound, texts, timed

TALK = (
    timed("Die Straße nach Köln.", 0.0),
    timed("Die STRASSE bleibt lang.", 2.0),
    timed("Ja.", 9.0),
)


def as_texts(segments: tuple[Segment, ...]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(segments)]


def after(
    pattern: Pattern, replacement: str, segments: tuple[Segment, ...] = TALK
) -> tuple[Segment, ...]:
    change, _count = replaced_all(segments, pattern, replacement)
    if change is None:
        return segments
    made = change.applied_to(segments)
    require_sound(made)
    assert change.undone.applied_to(made) == segments
    return made


def test_words_are_found_whatever_their_case() -> None:
    assert found(TALK, Pattern("strasse")) == [Hit(0, 4, 0, 10), Hit(1, 4, 1, 11)]
    assert found(TALK, Pattern("STRASSE", is_case=True)) == [Hit(1, 4, 1, 11)]
    assert found(TALK, Pattern("")) == found(TALK, Pattern("  ")) == []


def test_whole_words_are_told_from_parts_of_others() -> None:
    assert [hit.start for hit in found(TALK, Pattern("a"))] == [7, 12, 7, 20, 1]
    assert found(TALK, Pattern("a", is_word=True)) == []
    assert found(TALK, Pattern("ja", is_word=True)) == [Hit(2, 0, 2, 2)]


def test_a_hit_goes_over_the_end_of_a_sentence_but_not_of_a_paragraph() -> None:
    assert found(TALK, Pattern("köln. die")) == [Hit(0, 16, 1, 3)]
    assert found(TALK, Pattern("lang. Ja")) == []
    made = after(Pattern("köln. die"), "Bonn, denn die")
    assert as_texts(made) == ["Die Straße nach Bonn, denn die STRASSE bleibt lang.", "Ja."]
    assert made[0].words[:3] == TALK[0].words[:3] and made[0].words[-3:] == TALK[1].words[-3:]


def test_all_hits_are_replaced_and_other_words_keep_their_times() -> None:
    change, count = replaced_all(TALK, Pattern("die"), "Eine")
    assert change is not None and count == 2
    made = change.applied_to(TALK)
    assert as_texts(made)[0] == "Eine Straße nach Köln. Eine STRASSE bleibt lang."
    assert made[0].words[0].start_s == 0.0 and made[0].words[1:] == TALK[0].words[1:]
    assert made[2] is TALK[2] or made[2] == replace(TALK[2], begins_paragraph=True)


def test_groups_of_a_regular_expression_come_back() -> None:
    made = after(Pattern(r"(\w+) (\w+)\.", is_regex=True), r"\2 \1!")
    assert as_texts(made)[0] == "Die Straße Köln nach! Die STRASSE lang bleibt!"


def test_a_sentence_or_paragraph_that_is_replaced_by_nothing_disappears() -> None:
    assert as_texts(after(Pattern("Ja."), "")) == as_texts(TALK)[:1]
    made = after(Pattern("Die Straße nach Köln."), " ")
    assert as_texts(made) == ["Die STRASSE bleibt lang.", "Ja."]
    assert after(Pattern(".+", is_regex=True), "") == ()


def test_what_is_between_sentences_can_be_replaced() -> None:
    made = after(Pattern(r"(?<=\.)\s(?=D)", is_regex=True), " - ")
    assert as_texts(made) == ["Die Straße nach Köln. - Die STRASSE bleibt lang.", "Ja."]


def test_one_hit_is_replaced_and_others_stay() -> None:
    first, second = found(TALK, Pattern("die"))
    change = replaced(TALK, second, Pattern("die"), "Jene")
    assert change is not None
    made = change.applied_to(TALK)
    assert as_texts(made)[0] == "Die Straße nach Köln. Jene STRASSE bleibt lang."
    assert replaced(made, second, Pattern("die"), "Jene") is None
    assert replaced(made, first, Pattern("die"), "Die") is None
    assert replaced((), first, Pattern("die"), "x") is None


def test_what_is_no_regular_expression_is_told() -> None:
    assert Pattern("(").problem == ""
    assert Pattern("(", is_regex=True).problem.startswith("This is not a regular expression")
    with pytest.raises(PatternProblem):
        found(TALK, Pattern("[a-", is_regex=True))
    with pytest.raises(PatternProblem, match=INVALID_REPLACEMENT):
        replaced_all(TALK, Pattern("(a)", is_regex=True), r"\2")


def test_an_expression_that_would_never_end_is_given_up() -> None:
    segments = (Segment("a" * 60 + " " + "b"),) * 3
    begun_s = time.process_time()
    with pytest.raises(PatternProblem, match=TOO_SLOW):
        found(segments, Pattern(r"(a|a)*$|(a+)+c", is_regex=True))
    assert time.process_time() - begun_s < 20


@settings(max_examples=200, deadline=None)
@given(
    segments=texts(),
    text=st.lists(PIECE, min_size=1, max_size=2).map("".join),
    replacement=st.lists(PIECE, max_size=3).map("".join),
    is_word=st.booleans(),
)
def test_any_replacement_keeps_times_and_can_be_undone(
    segments: tuple[Segment, ...], text: str, replacement: str, *, is_word: bool
) -> None:
    pattern = Pattern(text, is_word=is_word)
    hits = found(segments, pattern)
    for hit in hits:
        assert hit.segment <= hit.end_segment
        assert hit.start <= len(segments[hit.segment].text)
        assert hit.end <= len(segments[hit.end_segment].text)
    change, count = replaced_all(segments, pattern, replacement)
    assert count == len(hits)
    if change is not None:
        made = change.applied_to(segments)
        require_sound(made)
        assert change.undone.applied_to(made) == segments
