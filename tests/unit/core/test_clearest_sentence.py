"""The sentences by which a speaker is best known."""

from dataclasses import replace

import pytest

from desktop_app.core.editing.clearest import clearest, clearest_spans
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


def test_those_that_a_model_hears_are_alone_and_not_short_and_the_clearest_come_first() -> None:
    sentences = [
        said(0, 2.5),
        said(1, 1.9),
        said(2, 30.0),
        said(5, 9.0, confidence=0.3),
        said(6, 4.0),
        replace(said(7, 5.0), is_overlapped=True),
        said(8, 5.0),
        replace(said(9, 5.0, "Peter"), start_s=83.0),
        said(10, 9.0),
        replace(segment(11), speaker="Anna", start_s=None, end_s=None),
    ]
    # First those of three to ten seconds with sure words, the longest first.
    assert clearest_spans(sentences, "Anna") == [
        (100.0, 109.0), (60.0, 64.0), (50.0, 59.0), (0.0, 2.5), (20.0, 50.0),
    ]  # fmt: skip
    assert clearest_spans(sentences, "Nobody") == []
