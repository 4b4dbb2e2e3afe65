"""The sentence by which a speaker is best known."""

from dataclasses import replace

import pytest

from desktop_app.core.editing.speakers import clearest
from desktop_app.core.transcript import Segment
from tests.fakes import segment


def said(number: int, length_s: float, name: str = "Anna", confidence: float = 0.9) -> Segment:
    one = segment(number, confidence)
    return replace(one, end_s=number * 10.0 + length_s, speaker=name)


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ([said(0, 4.0), said(1, 9.0), said(2, 30.0)], 1),
        ([said(0, 1.0), said(1, 2.0)], 1),
        # Of long ones that which is nearest to what is needed.
        ([said(0, 60.0), said(10, 14.0)], 1),
        ([said(0, 5.0), said(1, 9.0, confidence=0.3)], 0),
        ([said(0, 5.0), replace(said(1, 9.0), is_overlapped=True)], 0),
        # Peter has begun before she ends.
        ([said(0, 5.0), said(1, 9.5), replace(said(1, 9.0, "Peter"), start_s=19.0)], 0),
        ([said(0, 5.0, "Peter")], None),
        ([replace(segment(0), speaker="Anna", start_s=None, end_s=None)], None),
    ],
)
def test_it_is_long_enough_alone_and_sure(sentences: list[Segment], found: int | None) -> None:
    assert clearest(sentences, "Anna") == found
