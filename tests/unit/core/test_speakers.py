"""Speakers of a text: who they are, and the changes that name them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.editing.speakers import (
    clean_name,
    named,
    named_between,
    named_by_hand,
    named_from,
    renamed,
    speak_alike,
    speakers_of,
    turn_end,
)
from desktop_app.core.transcript import Segment
from tests.fakes import segment

NAMES = st.sampled_from([None, "Anna", "Peter", "Ö. Yilmaz"])


def said_by(*names: str | None) -> tuple[Segment, ...]:
    return tuple(replace(segment(number), speaker=name) for number, name in enumerate(names))


def names_of(segments: tuple[Segment, ...]) -> list[str | None]:
    return [segment.speaker for segment in segments]


def test_speakers_come_in_the_order_in_which_they_first_speak_with_what_they_say() -> None:
    segments = (*said_by(None, "Peter", "Anna", "Peter"), Segment("Untimed.", speaker="Anna"))
    peter, anna = speakers_of(segments)
    assert (peter.name, peter.segments, peter.first) == ("Peter", 2, 1)
    assert (anna.name, anna.segments, anna.first) == ("Anna", 2, 2)
    assert round(peter.talk_s, 3) == 5.6
    assert round(anna.talk_s, 3) == 2.8
    assert speakers_of(said_by(None, None)) == ()


def test_only_what_speakers_say_and_how_long_they_do_is_another_speaking() -> None:
    before = first, second = said_by("Anna", "Peter")
    assert speak_alike(before, before)
    assert speak_alike(before, (replace(first, text="Typed."), second))
    for other in (replace(second, speaker=None), replace(second, end_s=None)):
        assert not speak_alike(before, (first, other))
    assert not speak_alike(before, (first,))


def test_a_name_is_one_line_and_may_be_nothing() -> None:
    assert clean_name("  Anna \n Maria\u2028Berg ") == "Anna Maria Berg"
    assert clean_name(" \t ") is None
    # What cannot be seen, or turns the rest of a line around.
    assert clean_name("\u202egnp.exe\x00\x07") == "gnp.exe"
    for text in ("\0", "\u200b", "\u200d \u200d", "\u2066\u2069"):
        assert clean_name(text) is None
    for name in ("👩\u200d👩\u200d👧 Ann", "नमस्\u200dते", "שלום", "%1 {name} <b>&amp;"):
        assert clean_name(name) == name
    assert clean_name("Rene\u0301") == "René"


def test_from_here_on_ends_with_the_turn_or_with_the_text() -> None:
    segments = said_by("A", "A", "A", "B", "A")
    assert [turn_end(segments, first) for first in (0, 3, 4)] == [3, 4, 5]
    turn = named_from(segments, 1, "C")
    assert names_of(turn.applied_to(segments)) == ["A", "C", "C", "B", "A"]
    rest = named_from(segments, 1, "C", to_end=True)
    assert names_of(rest.applied_to(segments)) == ["A", "C", "C", "C", "C"]


@given(st.lists(NAMES, min_size=1, max_size=12), st.data())
def test_naming_changes_these_segments_speakers_and_nothing_else(
    names: list[str | None], data: st.DataObject
) -> None:
    segments = said_by(*names)
    first = data.draw(st.integers(0, len(names) - 1))
    end = data.draw(st.integers(first, len(names)))
    name = data.draw(NAMES)
    change = named(segments, first, end, name)
    after = change.applied_to(segments)
    assert names_of(after) == [*names[:first], *([name] * (end - first)), *names[end:]]
    assert [replace(s, speaker=None) for s in after] == [replace(s, speaker=None) for s in segments]
    assert change.undone.applied_to(after) == segments


@given(st.lists(NAMES, max_size=12), NAMES.filter(bool), NAMES)
def test_a_new_name_reaches_everywhere_and_can_be_taken_back(
    names: list[str | None], old: str, new: str | None
) -> None:
    segments = said_by(*names)
    change = renamed(segments, old, new)
    after = change.applied_to(segments)
    assert names_of(after) == [new if name == old else name for name in names]
    assert change.undone.applied_to(after) == segments
    assert len(speakers_of(after)) == len({n for n in names_of(after) if n})


def test_what_the_user_named_is_what_differs_from_the_machine() -> None:
    machine = said_by("Speaker 1", "Speaker 1", "Speaker 2", None)
    assert named_by_hand(machine, machine) == frozenset()
    now = said_by("Speaker 1", "Speaker 2", None, "Anna")
    assert named_by_hand(machine, now) == {1, 2, 3}
    # A sentence that was split keeps its parts' answer; one that was typed has only its name.
    first = machine[0]
    halves = (replace(first, end_s=1.0), replace(first, start_s=1.0, speaker="Anna"))
    typed = (Segment("Typed."), Segment("Typed.", speaker="Anna"))
    assert named_by_hand(machine, (*halves, *machine[1:], *typed)) == {1, 6}
    assert named_by_hand((), said_by(None, "Anna")) == {1}


def test_a_selection_inside_sentences_splits_them_at_the_edges_of_words() -> None:
    segments = said_by("A", "A", "A")
    text = segments[0].text  # "Sentence number 0."
    inside = (text.index("umber"), text.index("umber") + 2)
    change = named_between(segments, (0, inside[0]), (0, inside[1]), "B")
    after = change.applied_to(segments)
    assert [(s.text, s.speaker) for s in after[:3]] == [
        ("Sentence", "A"),
        ("number", "B"),
        ("0.", "A"),
    ]
    assert [s.text for s in after[3:]] == [s.text for s in segments[1:]]
    over = named_between(segments, (0, inside[0]), (2, 3), "B").applied_to(segments)
    assert [(s.text, s.speaker) for s in over] == [
        ("Sentence", "A"),
        ("number 0.", "B"),
        ("Sentence number 1.", "B"),
        ("Sentence", "B"),
        ("number 2.", "A"),
    ]


def test_a_selection_of_whole_sentences_splits_nothing() -> None:
    segments = said_by("A", "A", "A")
    end = len(segments[0].text)
    whole = named_between(segments, (0, 0), (1, end), "B").applied_to(segments)
    assert names_of(whole) == ["B", "B", "A"]
    # From the end of the one to the start of the next but one: the one between.
    between = named_between(segments, (0, end), (2, 0), "B").applied_to(segments)
    assert names_of(between) == ["A", "B", "A"]
    assert named_between(segments, (0, end), (1, 0), "B").is_empty


@given(st.data())
def test_any_selection_keeps_all_words(data: st.DataObject) -> None:
    segments = said_by("A", None, "B")
    places = sorted(
        data.draw(
            st.lists(
                st.tuples(st.integers(0, 2), st.integers(0, len(segments[0].text))),
                min_size=2,
                max_size=2,
            )
        )
    )
    change = named_between(segments, places[0], places[1], "C")
    after = change.applied_to(segments)
    assert " ".join(s.text for s in after) == " ".join(s.text for s in segments)
    assert [w for s in after for w in s.words] == [w for s in segments for w in s.words]
    assert change.undone.applied_to(after) == segments
