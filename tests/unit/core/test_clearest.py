"""The clearest sentences of a speaker."""

from dataclasses import replace

from desktop_app.core.editing.clearest import clearest_spans
from desktop_app.core.transcript import Segment, Word


def said(start_s: float, end_s: float, speaker: str, confidence: float | None = 0.9) -> Segment:
    words = (Word("word", start_s, end_s, confidence),)
    return Segment("word", start_s, end_s, words, speaker)


def test_the_surest_come_first_and_of_equal_ones_the_longest() -> None:
    text = [
        said(0, 3, "Anna", 0.7),
        said(3, 9, "Peter"),
        said(9, 12, "Anna", 0.9),
        said(12, 17, "Anna", 0.9),
        said(17, 20, "Anna", None),
    ]
    assert clearest_spans(text, "Anna") == [(12, 17), (9, 12), (0, 3), (17, 20)]
    assert clearest_spans(text, "Peter") == [(3, 9)]
    assert clearest_spans(text, "Nobody") == []


def test_short_ones_and_those_into_which_others_speak_do_not_count() -> None:
    text = [
        said(0, 1.9, "Anna"),
        said(2, 6, "Anna"),
        said(5.9, 7, "Peter"),
        replace(said(7, 10, "Anna"), is_overlapped=True),
        Segment("word", speaker="Anna"),
        said(10, 13, "Anna"),
    ]
    assert clearest_spans(text, "Anna") == [(10, 13)]
