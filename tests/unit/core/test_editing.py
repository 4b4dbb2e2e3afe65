"""Typing, splitting, joining and replacing are changes that keep times and can be undone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.editing.change import Change, change_between, merged
from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.editing.structure import (
    inserted,
    joined_paragraphs,
    joined_sentences,
    replaced_range,
    split,
)
from desktop_app.core.editing.typing import typed
from desktop_app.core.transcript import Segment, Word
from tests.unit.core.edited_texts import drawn_change, require_sound, texts, timed

TALK = (timed("Good morning everyone.", 0.0), timed("Today we start.", 2.0), timed("Yes.", 8.0))


def as_texts(segments: tuple[Segment, ...]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(segments)]


def after(change: Change | None, segments: tuple[Segment, ...] = TALK) -> tuple[Segment, ...]:
    assert change is not None
    made = change.applied_to(segments)
    require_sound(made)
    assert change.undone.applied_to(made) == segments
    return made


def type_into(number: int, new_text: str, segments: tuple[Segment, ...] = TALK) -> Change:
    paragraphs = paragraphs_of(segments)
    end = paragraphs[number].end
    return typed(paragraphs[number], new_text, segments[end] if end < len(segments) else None)


@settings(max_examples=400, deadline=None)
@given(segments=texts(), data=st.data())
def test_any_edits_keep_times_in_order_and_can_be_undone(
    segments: tuple[Segment, ...], data: st.DataObject
) -> None:
    require_sound(segments)
    now, made = segments, []
    for _ in range(data.draw(st.integers(1, 8))):
        change = drawn_change(data.draw, now)
        if change is not None:
            made.append(change)
            now = change.applied_to(now)
            require_sound(now)
    last = now
    for change in reversed(made):
        now = change.undone.applied_to(now)
    assert now == segments
    for change in made:
        now = change.applied_to(now)
    assert now == last


def test_a_typed_word_stands_between_its_neighbours() -> None:
    one, _two, _three = after(type_into(0, "Good old morning everyone. Today we start."))
    assert one.words == (
        TALK[0].words[0],
        Word("old", 0.25, 0.5),
        *TALK[0].words[1:],
    )


def test_a_replaced_word_keeps_the_place_of_the_old_ones() -> None:
    made = after(type_into(0, "Good evening to everyone. Today we start."))
    assert [word.text for word in made[0].words] == ["Good", "evening", "to", "everyone."]
    evening, to = made[0].words[1:3]
    assert (evening.start_s, to.end_s) == (0.5, 0.75)
    assert evening.end_s == to.start_s == 0.5 + 0.25 * 7 / 9
    assert evening.confidence is None and made[0].words[3] == TALK[0].words[2]


def test_a_capital_letter_or_a_comma_keeps_the_time() -> None:
    made = after(type_into(0, "Good Morning, everyone. Today we start."))
    assert made[0].words[1] == Word("Morning,", 0.5, 0.75)


def test_a_deleted_joint_makes_one_sentence() -> None:
    made = after(type_into(0, "Good morning everyone, today we start."))
    assert [segment.text for segment in made[:-1]] == ["Good morning everyone, today we start."]
    assert made[0].start_s == 0.0 and made[0].end_s == TALK[1].end_s
    assert len(made[0].words) == 6


def test_spaces_typed_between_sentences_stay_and_join_nothing() -> None:
    for text in (
        "Good morning everyone.  Today we start.",
        "Good morning everyone. Today we start. ",
    ):
        made = after(type_into(0, text))
        assert len(made) == 3
        assert as_texts(made)[0] == text
        assert made[0].words == TALK[0].words


def test_a_paragraph_without_text_disappears() -> None:
    made = after(type_into(0, " "))
    assert made == TALK[2:]


def test_a_paragraph_keeps_its_ends_however_long_it_becomes() -> None:
    segments = tuple(timed(f"Sentence number {n} is a rather long one.", 4.0 * n) for n in range(4))
    segments = tuple(replace(each, end_s=each.start_s + 3.9) for each in segments)  # type: ignore[operator]
    (whole,) = paragraphs_of(segments)
    made = after(type_into(0, whole.text.replace("0", "0 " + "more " * 200), segments), segments)
    assert len(paragraphs_of(made)) == 1


def test_enter_in_a_sentence_begins_a_paragraph_and_is_undone_by_backspace() -> None:
    made = after(split(TALK, 0, 5, paragraph=True))
    assert as_texts(made) == ["Good", "morning everyone. Today we start.", "Yes."]
    assert made[0].words == TALK[0].words[:1] and made[1].words == TALK[0].words[1:]
    back = after(joined_paragraphs(made, 1), made)
    assert as_texts(back) == as_texts(TALK)


def test_enter_between_sentences_only_begins_a_paragraph() -> None:
    for number, offset in ((0, len(TALK[0].text)), (1, 0)):
        made = after(split(TALK, number, offset, paragraph=True))
        assert as_texts(made) == ["Good morning everyone.", "Today we start.", "Yes."]
        assert len(made) == 3
    assert split(TALK, 0, 0, paragraph=True) is None
    assert split(TALK, 2, 4, paragraph=True) is None
    assert split(TALK, 1, 0, paragraph=False) is None


def test_a_sentence_is_split_within_its_paragraph_also_at_a_pause() -> None:
    late = (timed("One two", 0.0), timed("three.", 0.75))
    (one, two) = late
    whole = replace(
        one, text="One two three.", words=(*one.words, Word("three.", 9.0, 9.5)), end_s=9.5
    )
    made = after(split((whole,), 0, 8, paragraph=False), (whole,))
    assert [segment.text for segment in made] == ["One two", two.text]
    assert len(paragraphs_of(made)) == 1
    assert after(joined_sentences(made, 1), made) == (whole,)


def test_a_word_cut_in_two_shares_its_time() -> None:
    made = after(split(TALK, 2, 2, paragraph=False))
    assert [segment.words for segment in made[2:]] == [
        (Word("Ye", 8.0, 8.125),),
        (Word("s.", 8.125, 8.25),),
    ]


def test_joined_paragraphs_are_of_the_first_ones_speaker() -> None:
    talk = (replace(TALK[0], speaker="Anna"), *(replace(s, speaker="Peter") for s in TALK[1:]))
    third = replace(timed("Well.", 20.0), speaker="Peter")
    talk = (*talk, third)
    made = after(joined_paragraphs(talk, 1), talk)
    assert [segment.speaker for segment in made] == ["Anna", "Anna", "Peter", "Peter"]
    assert as_texts(made) == ["Good morning everyone. Today we start.", "Yes.", "Well."]


def test_a_selection_over_paragraphs_goes_and_joins_them() -> None:
    made = after(replaced_range(TALK, (0, 5), (2, 1)))
    assert as_texts(made) == ["Good es."]
    assert made[0].words[0] == TALK[0].words[0]


def test_whole_sentences_go_without_a_trace() -> None:
    made = after(replaced_range(TALK, (1, 0), (1, len(TALK[1].text))))
    assert made[:1] == TALK[:1] and as_texts(made) == ["Good morning everyone.", "Yes."]
    assert after(replaced_range(TALK, (0, 0), (2, 4))) == ()


def test_a_pasted_text_has_a_paragraph_for_each_line() -> None:
    made = after(replaced_range(TALK, (0, 5), (0, 12), "evening\r\nall of you\u2029\n and\t"))
    assert as_texts(made) == [
        "Good evening",
        "all of you",
        "and  everyone. Today we start.",
        "Yes.",
    ]
    assert made[0].words[0] == TALK[0].words[0]
    assert made[2].words[-1] == TALK[0].words[-1]


def test_a_text_is_pasted_where_there_is_none() -> None:
    made = after(replaced_range((), (0, 0), (0, 0), "One.\n\nTwo."), ())
    assert as_texts(made) == ["One.", "Two."]
    assert replaced_range((), (0, 0), (0, 0), " \n") is None


def test_a_megabyte_is_pasted_in_a_second_or_two() -> None:
    text = "\n".join(f"line {n} with some words of its own" for n in range(30_000))
    made = after(replaced_range(TALK, (1, 5), (1, 8), text))
    assert len(made) == 30_002


def test_scripts_without_spaces_are_typed_into_by_the_character() -> None:
    segment = timed("日本語です", 0.0, ["日本", "語", "です"])
    made = after(type_into(0, "日本国語です", (segment,)), (segment,))
    assert [word.text for word in made[0].words] == ["日本", "国", "語", "です"]
    assert made[0].words[2] == segment.words[1]


def test_an_accent_or_an_emoji_is_no_word_of_its_own() -> None:
    segment = timed("cafe 👩\u200d👩\u200d👧 ok", 0.0)
    made = after(type_into(0, "cafe\u0301 👩\u200d👩\u200d👧! ok", (segment,)), (segment,))
    assert [word.text for word in made[0].words] == ["cafe\u0301", "👩\u200d👩\u200d👧!", "ok"]


def test_a_text_without_times_stays_without() -> None:
    segments = (Segment("One two."), Segment("Three."))
    made = after(type_into(0, "One and two. Three.", segments), segments)
    assert all(each.start_s is None and not each.words for each in made)


def test_changes_of_one_run_become_one() -> None:
    one = type_into(0, "Good morning everyone. Today we startx.")
    two_texts = one.applied_to(TALK)
    paragraph = paragraphs_of(two_texts)[0]
    two = typed(paragraph, "Good morning everyone. Today we startxy.", two_texts[2])
    both = merged(one, two)
    assert both is not None
    assert both.applied_to(TALK) == two.applied_to(two_texts)
    assert merged(two, Change(0, TALK[:1], ())) is None


def test_what_two_texts_share_is_no_part_of_their_change() -> None:
    assert change_between(TALK, TALK).is_empty
    assert change_between(TALK, (TALK[0], TALK[2])) == Change(1, (TALK[1],), ())
    assert Paragraph(0, TALK[:2]).text == "Good morning everyone. Today we start."


def test_a_sentence_between_two_gets_the_time_between_them() -> None:
    made = after(inserted(TALK, 2, "Well.", paragraph=True))
    assert as_texts(made) == ["Good morning everyone. Today we start.", "Well.", "Yes."]
    assert (made[2].start_s, made[2].end_s) == (TALK[1].end_s, TALK[2].start_s)
    last = after(inserted(TALK, 3, "Bye.", paragraph=False, length_s=20.0))
    assert as_texts(last)[-1] == "Yes. Bye."
    assert (last[3].start_s, last[3].end_s) == (TALK[2].end_s, 20.0)
    first = after(inserted(TALK, 0, "Title\nBy me", paragraph=True, is_above=True))
    assert as_texts(first)[:2] == ["Title", "By me"]
    alone = after(inserted((), 0, "One\nTwo", paragraph=True, length_s=8.0), ())
    assert [one.text for one in alone] == ["One", "Two"]
    assert alone[0].start_s == 0.0 and alone[1].end_s == 8.0
    assert inserted(TALK, 1, "  ", paragraph=True) is None
