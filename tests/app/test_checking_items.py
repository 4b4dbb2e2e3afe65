"""What of a transcript is worth a second look, in which order, and by what it is known."""

from dataclasses import replace
from pathlib import Path

from desktop_app.app.checking.items import Item, Kind, Place, items_of
from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript, Word
from tests.fakes import segment


def made(*segments: Segment, gaps: tuple[SpeechGap, ...] = ()) -> Transcript:
    return Transcript(Path("talk.wav"), 60.0, "starter", None, segments, gaps)


def lines(transcript: Transcript) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(item.kind.value, item.text, tuple(item.place)) for item in items_of(transcript)]


def unsure(segment: Segment, *numbers: int) -> Segment:
    words = tuple(
        replace(word, confidence=0.3) if number in numbers else word
        for number, word in enumerate(segment.words)
    )
    return replace(segment, words=words)


def test_neighbouring_unsure_words_are_one_thing() -> None:
    found = items_of(made(unsure(segment(0), 0, 1), segment(1), unsure(segment(2), 0, 2)))
    assert [(item.text, item.place, item.words) for item in found] == [
        ("Sentence number", Place(0, 0), 2),
        ("Sentence", Place(2, 0), 1),
        ("2.", Place(2, 2), 1),
    ]
    assert found[0].span == (0.0, 1.8)
    assert found[2].mark == (Kind.UNSURE, 22_000, "2.")


def test_a_word_is_unsure_below_a_half() -> None:
    assert items_of(made(segment(0, 0.5))) == []
    assert len(items_of(made(segment(0, 0.49)))) == 1
    assert items_of(made(segment(0, None))) == []


def test_all_kinds_come_in_the_order_of_the_page() -> None:
    german = [replace(unsure(segment(n), 1), language="de") for n in (2, 3)]
    gaps = (SpeechGap(15.0, 16.0), SpeechGap(17.0, 18.0), SpeechGap(50.0, 55.0))
    whole = replace(
        made(unsure(segment(0), 2), segment(1), *german, gaps=gaps),
        incomplete=Incomplete(90.0, 60.0, 60.0, ((16.5, 16.7),), breaks_off=True),
    )
    hole, end = (place.text for place in whole.incomplete.places) if whole.incomplete else ("", "")
    assert lines(whole) == [
        ("unsure", "0.", (0, 2, 0)),
        ("gap", "", (2, -2, 0)),
        ("lost", hole, (2, -2, 1)),
        ("gap", "", (2, -2, 2)),
        ("language", "de", (2, -1, 0)),
        ("unsure", "number", (2, 1, 0)),
        ("unsure", "number", (3, 1, 0)),
        ("gap", "", (4, -2, 0)),
        ("lost", end, (4, -2, 1)),
    ]
    places = [item.place for item in items_of(whole)]
    assert places == sorted(places) and len(set(places)) == len(places)


def test_without_times_the_words_keep_their_places_and_gaps_come_last() -> None:
    text = Segment("Somewhere far.", words=(Word("Somewhere", confidence=0.1), Word("far.")))
    found = items_of(made(text, gaps=(SpeechGap(1.0, 2.0),)))
    assert [(item.kind, item.span) for item in found] == [
        (Kind.UNSURE, None),
        (Kind.GAP, (1.0, 2.0)),
    ]
    assert found[0].mark == (Kind.UNSURE, None, "Somewhere")


def test_an_item_is_the_same_wherever_the_text_before_it_went() -> None:
    (before,) = items_of(made(segment(0), unsure(segment(2), 1)))
    (after,) = items_of(made(segment(0), segment(1), unsure(segment(2), 1)))
    assert before == after and before.place != after.place
    assert before.mark == after.mark
    assert Item(Kind.GAP, (1.0, 2.0), "", Place(0, 0)) != before
