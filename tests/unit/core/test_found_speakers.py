"""Speakers that a model found, in a text that the user has named speakers in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from desktop_app.core import sentences
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.found_speakers import (
    Naming,
    is_numbered,
    named_by_model,
    numbered,
    with_found,
)
from desktop_app.core.editing.speakers import named, named_between, named_by_hand, renamed
from desktop_app.core.transcript import Segment
from tests.fakes import segment

Names = Sequence[str | None]


def text(*names: str | None) -> list[Segment]:
    """A sentence of three words for each name."""
    return [replace(segment(number), speaker=name) for number, name in enumerate(names)]


def names_after(now: Names, found: Names, machine: Names) -> list[str | None]:
    said = text(*now)
    made = with_found(said, said, text(*found), text(*machine))
    return [one.speaker for one in made.change.applied_to(said)]


def test_a_text_without_speakers_gets_those_that_were_found() -> None:
    nobody = (None,) * 3
    found = ("Speaker 1", "Speaker 2", None)
    assert names_after(nobody, found, nobody) == list(found)


def test_what_was_named_by_hand_stays_whole() -> None:
    machine = text(None, None)
    now = [replace(machine[0], speaker="Anna"), machine[1]]
    first = [replace(machine[0], text="Sentence number", words=machine[0].words[:2])]
    cut = [
        replace(first[0], end_s=1.8, speaker="Speaker 1"),
        replace(machine[0], text="0.", words=machine[0].words[2:], start_s=2.0),
        replace(machine[1], speaker="Speaker 2"),
    ]
    cut[1] = replace(cut[1], speaker="Speaker 2")
    made = with_found(now, now, cut, machine)
    assert (made.speakers, made.kept) == (2, 1)
    after = made.change.applied_to(now)
    assert after[0] == now[0]
    # She is the speaker whose time she shares most.
    assert [one.speaker for one in after] == ["Anna", "Speaker 2"]


def test_a_sentence_is_cut_where_the_speaker_changes() -> None:
    now = text(None, None)
    words = now[0].words
    parts = [
        replace(now[0], text="Sentence number", words=words[:2], end_s=1.8, speaker="Speaker 1"),
        replace(now[0], text="0.", words=words[2:], start_s=2.0, speaker="Speaker 2"),
    ]
    made = with_found(now, now, [*parts, replace(now[1], speaker="Speaker 1")], now)
    assert made.change.applied_to(now)[:2] == tuple(parts)


def test_a_name_stays_with_whoever_shares_its_time_and_numbers_begin_anew() -> None:
    machine = ("Speaker 1", "Speaker 2", "Speaker 1", "Speaker 1", "Speaker 2")
    renaming = renamed(text(*machine), "Speaker 1", "Anna")
    now = [one.speaker for one in named_by_model(text(*machine), [(renaming, Naming.RENAMED)])]
    # The numbers are others now, and there is one speaker more.
    found = ("Speaker 1", "Speaker 2", "Speaker 3", "Speaker 3", "Speaker 2")
    expected = ["Speaker 1", "Speaker 2", "Anna", "Anna", "Speaker 2"]
    assert names_after(now, found, now) == expected


def test_a_sentence_corrected_by_hand_does_not_give_its_name_to_another_speaker() -> None:
    machine = ("Anna",) * 4 + ("Speaker 2",) * 2
    now = ("Anna", "Anna", "Peter", "Anna", "Speaker 2", "Speaker 2")
    found = ("Speaker 1",) * 4 + ("Speaker 2",) * 2
    assert names_after(now, found, machine) == [*now]


def test_a_number_that_the_user_has_given_stays_with_whom_it_meant() -> None:
    machine = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2", "Speaker 2")
    # The fourth sentence is the second speaker's after all.
    now = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 2", "Speaker 2", "Speaker 2")
    found = ("Speaker 1", "Speaker 2", "Speaker 3", "Speaker 2", "Speaker 3", "Speaker 3")
    expected = ["Speaker 1", "Speaker 3", "Speaker 2", "Speaker 2", "Speaker 2", "Speaker 2"]
    assert names_after(now, found, machine) == expected


def test_whom_the_user_has_added_by_a_number_is_nobody_that_is_found_elsewhere() -> None:
    machine = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2", "Speaker 2")
    now = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 3", "Speaker 2", "Speaker 2")
    found = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2", "Speaker 3")
    expected = ["Speaker 1", "Speaker 1", "Speaker 2", "Speaker 3", "Speaker 2", "Speaker 4"]
    assert names_after(now, found, machine) == expected


def test_a_name_that_the_user_has_given_is_given_to_nobody_else() -> None:
    nobody = (None, None)
    found = ("Doctor", "Speaker 1")  # as a voice that is known
    assert names_after(("Doctor", None), ("Speaker 1", "Doctor"), nobody) == ["Doctor", "Speaker 1"]
    assert names_after(nobody, found, nobody) == list(found)


def test_sentences_that_were_changed_meanwhile_keep_their_words_and_get_a_speaker() -> None:
    told = text(None, None, None)
    typed = replace(told[1], text="Another sentence.")
    now = [told[0], typed, told[2]]
    made = with_found(now, told, text("Speaker 1", "Speaker 2", "Speaker 1"), told)
    after = made.change.applied_to(now)
    assert after[1] == replace(typed, speaker="Speaker 2")
    assert [one.speaker for one in after] == ["Speaker 1", "Speaker 2", "Speaker 1"]


def test_words_that_do_not_fit_lose_nothing() -> None:
    now = text(None, None)
    other = [replace(one, text="Other words.") for one in text("Speaker 1", "Speaker 2")]
    after = with_found(now, now, other, now).change.applied_to(now)
    assert [one.text for one in after] == [one.text for one in now]
    assert [one.speaker for one in after] == ["Speaker 1", "Speaker 2"]


def test_the_change_holds_the_whole_text_as_it_was_named() -> None:
    now = text("Speaker 1", None, "Speaker 1")
    found = text("Speaker 1", "Speaker 2", "Speaker 1")
    assert with_found(now, now, found, now).change.added == tuple(found)


def test_what_was_named_by_hand_stays_so_after_each_run() -> None:
    heard = text(None, None, None)
    now = text(None, "Peter", None)
    changes: list[tuple[Change, Naming]] = []
    for number in (1, 2):
        found = text("Speaker 1", f"Speaker {number}", "Speaker 2")
        machine = named_by_model(heard, changes)
        assert named_by_hand(machine, now) == {1}
        change = with_found(now, now, found, machine).change
        now = list(change.applied_to(now))
        changes.append((change, Naming.FOUND))
    assert now[1].speaker == "Peter"


class Log:
    """A text as the user changes it, with the log of it."""

    def __init__(self, *machine: str | None) -> None:
        self.heard = text(*(None for _ in machine))
        self.now: tuple[Segment, ...] = tuple(self.heard)
        self._changes: list[tuple[Change, Naming]] = []
        self.find(*machine)

    def make(self, change: Change, naming: Naming) -> None:
        self.now = change.applied_to(self.now)
        self._changes.append((change, naming))

    def find(self, *found: str | None) -> None:
        machine = named_by_model(self.heard, self._changes)
        made = with_found(self.now, self.now, text(*found), machine)
        self.make(made.change, Naming.FOUND)

    def name(self, first: int, end: int, name: str | None) -> None:
        self.make(named(self.now, first, end, name), Naming.BY_HAND)

    def rename(self, old: str, new: str | None, naming: Naming = Naming.RENAMED) -> None:
        self.make(renamed(self.now, old, new), naming)

    @property
    def names(self) -> list[str | None]:
        return [one.speaker for one in self.now]

    @property
    def by_hand(self) -> set[int]:
        return set(named_by_hand(named_by_model(self.heard, self._changes), self.now))


def test_a_name_by_hand_that_is_what_the_machine_had_said_stays_by_hand() -> None:
    machine = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2")
    log = Log(*machine)
    log.name(1, 2, "Anna")
    log.name(1, 2, "Speaker 1")
    assert log.by_hand == {1}
    for _again in range(2):
        log.find("Speaker 1", "Speaker 2", "Speaker 2", "Speaker 1", "Speaker 2")
        assert log.names == [*machine] and log.by_hand == {1}


def test_nobody_by_hand_where_the_machine_had_said_nobody_stays_nobody() -> None:
    log = Log("Speaker 1", None, "Speaker 2")
    log.name(1, 2, "Anna")
    log.name(1, 2, None)
    log.find("Speaker 1", "Speaker 1", "Speaker 2")
    assert log.names == ["Speaker 1", None, "Speaker 2"]


def test_all_sentences_of_a_stretch_are_named_by_hand_also_those_that_had_the_name() -> None:
    log = Log("Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2")
    log.name(0, 3, "Speaker 1")
    assert log.by_hand == {0, 1, 2}
    log = Log("Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2")
    whole = len(log.now[2].text)
    log.make(named_between(log.now, (0, 0), (2, whole), "Speaker 1"), Naming.BY_HAND)
    assert log.by_hand == {0, 1, 2}


def test_of_a_sentence_that_was_cut_the_part_that_was_selected_is_by_hand() -> None:
    log = Log("Speaker 1", "Speaker 2")
    at = len("Sentence ")
    log.make(named_between(log.now, (0, at), (0, at + 1), "Anna"), Naming.BY_HAND)
    log.name(1, 2, "Speaker 1")
    assert [one.text for one in log.now[:3]] == ["Sentence", "number", "0."]
    assert log.names == ["Speaker 1"] * 3 + ["Speaker 2"] and log.by_hand == {1}


def test_a_decision_by_hand_outlives_new_names_everywhere() -> None:
    log = Log("Speaker 1", "Speaker 1", "Speaker 2")
    log.name(1, 2, "Speaker 2")
    log.name(1, 2, "Speaker 1")
    log.rename("Speaker 1", "Anna")
    assert log.names == ["Anna", "Anna", "Speaker 2"] and log.by_hand == {1}


def test_whom_the_user_has_made_one_no_model_makes_two_again() -> None:
    log = Log("Speaker 1", "Speaker 2", "Speaker 3", "Speaker 1")
    log.rename("Speaker 3", "Speaker 1", Naming.MERGED)
    assert log.by_hand == {0, 2, 3}
    for found in (("Speaker 1", "Speaker 2", "Speaker 3", "Speaker 1"), ("Speaker 3",) * 4):
        log.find(*found)
        assert [log.names[number] for number in (0, 2, 3)] == ["Speaker 1"] * 3


def test_a_models_speaker_who_gets_a_name_that_the_user_had_begun_with_is_the_models() -> None:
    log = Log("Speaker 1", "Speaker 1", "Speaker 1", "Speaker 2")
    log.name(0, 1, "Anna")
    log.rename("Speaker 1", "Anna", Naming.MERGED)
    assert log.names == ["Anna"] * 3 + ["Speaker 2"] and log.by_hand == {0}


def test_a_name_that_was_taken_away_everywhere_is_nobodys_decision() -> None:
    log = Log("Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2")
    log.name(0, 1, "Speaker 2")
    log.rename("Speaker 2", None, Naming.REMOVED)
    assert log.names == [None, None, "Speaker 1", None] and log.by_hand == set()


@pytest.fixture
def german() -> Iterator[None]:
    """German is the language in use."""
    words = {"Speaker {number}": "Sprecher {number}"}
    sentences.use(sentences.Language(lambda text, _note: words.get(text)))
    yield
    sentences.use(sentences.Language())


def test_numbers_of_another_language_are_no_names_that_the_user_gave() -> None:
    machine = ("Sprecher 1", "Sprecher 2", "Sprecher 1")
    found = ("Speaker 1", "Speaker 2", "Speaker 1")
    assert names_after(machine, found, machine) == [*found]
    assert not is_numbered("Sprecher eins") and not is_numbered("Ein Sprecher 1")


@pytest.mark.usefixtures("german")
def test_numbers_given_in_english_are_none_in_german_either() -> None:
    assert numbered(3) == "Sprecher 3"
    machine = ("Speaker 1", "Speaker 2", "Speaker 1")
    found = ("Sprecher 1", "Sprecher 2", "Sprecher 1")
    assert names_after(machine, found, machine) == [*found]


def test_a_number_by_hand_is_the_same_persons_in_another_language() -> None:
    machine = ("Sprecher 1", "Sprecher 1", "Sprecher 2", "Sprecher 1", "Sprecher 2", "Sprecher 2")
    now = ("Sprecher 1", "Sprecher 1", "Sprecher 2", "Sprecher 3", "Sprecher 2", "Sprecher 2")
    found = ("Speaker 1", "Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2", "Speaker 3")
    # "Speaker 3" would be taken for the one whom the user has added.
    expected = ["Speaker 1", "Speaker 1", "Speaker 2", "Sprecher 3", "Speaker 2", "Speaker 4"]
    assert names_after(now, found, machine) == expected
