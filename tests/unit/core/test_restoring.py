"""The machine's words, put back in the place of what became of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.editing.restoring import restored_sentence
from desktop_app.core.editing.structure import joined_sentences, split
from desktop_app.core.transcript import Segment
from tests.fakes import segment

HEARD = tuple(segment(number) for number in range(4))


def test_a_corrected_sentence_is_put_back_and_keeps_its_speaker() -> None:
    now = (HEARD[0], replace(HEARD[1], text="Other.", words=(), speaker="Anna"), *HEARD[2:])
    change = restored_sentence(now, HEARD, 1)
    assert change is not None
    after = change.applied_to(now)
    assert [one.text for one in after] == [one.text for one in HEARD]
    assert after[1].speaker == "Anna" and after[1].words == HEARD[1].words


@given(st.integers(0, 3), st.integers(9, 15), st.integers(1, 3))
def test_what_was_split_and_joined_is_put_back_together(
    number: int, offset: int, joined: int
) -> None:
    one = joined_sentences(HEARD, joined)
    now = one.applied_to(HEARD) if one is not None else HEARD
    other = split(now, min(number, len(now) - 1), offset, paragraph=True)
    now = other.applied_to(now) if other is not None else now
    for at in reversed(range(len(now))):
        back = restored_sentence(now, HEARD, min(at, len(now) - 1))
        now = back.applied_to(now) if back is not None else now
    assert [one.text for one in now] == [one.text for one in HEARD]


def test_what_is_as_it_was_or_never_heard_stays() -> None:
    assert restored_sentence(HEARD, HEARD, 2) is None
    typed = (*HEARD, Segment("Added.", 90.0, 91.0))
    assert restored_sentence(typed, HEARD, 4) is None
    assert restored_sentence((Segment("Untimed."),), HEARD, 0) is None
