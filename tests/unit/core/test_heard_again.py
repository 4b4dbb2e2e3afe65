"""A span that was recognised again: beside what is there now, and in its place."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.editing.again import heard_again
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word


def said(text: str, start_s: float, speaker: str | None = None) -> Segment:
    """A sentence of one word a second."""
    words = tuple(
        Word(word, start_s + n, start_s + n + 0.8, 0.9) for n, word in enumerate(text.split())
    )
    return Segment(text, start_s, start_s + len(words) - 0.2, words, speaker)


def made(*segments: Segment, gaps: tuple[SpeechGap, ...] = ()) -> Transcript:
    return Transcript(Path("talk.wav"), 100.0, "starter", None, segments, gaps)


def texts(transcript: Transcript, part: Transcript, span: Span) -> list[str]:
    change = heard_again(transcript, part, span).change
    return [segment.text for segment in change.applied_to(transcript.segments)]


def test_a_whole_sentence_takes_the_place_of_one() -> None:
    whole = made(said("One two.", 0), said("Tree for.", 10), said("Five six.", 20))
    part = made(said("Three four.", 10))
    heard = heard_again(whole, part, (9.5, 12.0))
    assert (heard.now, heard.new) == (("Tree for.",), ("Three four.",))
    assert (heard.change.first, len(heard.change.removed)) == (1, 1)
    assert texts(whole, part, (9.5, 12.0)) == ["One two.", "Three four.", "Five six."]


def test_the_last_word_is_taken_though_it_is_timed_later_this_time() -> None:
    whole = made(said("Yes.", 0), said("Find the camera today?", 10), said("Five six.", 20))
    again = said("Find the camera today?", 10)
    late = replace(again.words[-1], start_s=13.5, end_s=14.2)
    part = made(replace(again, words=(*again.words[:-1], late), end_s=14.2))
    heard = heard_again(whole, part, (10.0, 13.8), (9.6, 14.2))
    assert heard.new == ("Find the camera today?",)
    early = replace(again.words[0], start_s=9.5, end_s=9.9)
    part = made(replace(again, words=(early, *again.words[1:]), start_s=9.5))
    assert heard_again(whole, part, (10.0, 13.8), (9.6, 14.2)).new == heard.new
    # What is heard of the words around is theirs.
    whole = made(said("Yes. Find the camera today? No.", 9))
    part = made(said("Yes. Find the camera today? No.", 9.08))
    heard = heard_again(whole, part, (10.0, 13.8), (9.0, 14.8))
    assert heard.new == ("Find the camera today?",)


def test_words_inside_a_sentence_leave_it_one_sentence() -> None:
    whole = made(said("The quick brow focks jumps far.", 0))
    part = made(said("Brown fox.", 2))
    span = (2.0, 3.8)
    heard = heard_again(whole, part, span)
    assert (heard.now, heard.new) == (("brow focks",), ("Brown fox",))
    # Its case is that of a beginning, as nobody knows better.
    assert texts(whole, part, span) == ["The quick Brown fox jumps far."]
    (sentence,) = heard.change.applied_to(whole.segments)
    assert " ".join(word.text for word in sentence.words) == sentence.text
    assert (sentence.start_s, sentence.end_s) == (0.0, 5.8)


def test_the_same_first_word_keeps_its_case_and_a_full_stop_does_not_come_into_a_sentence() -> None:
    whole = made(said("He met anna on monday again.", 0))
    part = made(said("Anna on Monday.", 2))
    assert texts(whole, part, (2.0, 4.9)) == ["He met anna on Monday again."]
    whole = made(said("He came. Then", 0))
    part = made(said("Came!", 1))
    assert texts(whole, part, (1.0, 1.9)) == ["He came! Then"]


def test_over_the_end_of_a_sentence_both_rests_stay() -> None:
    whole = made(said("One two three.", 0), said("Four five six.", 3))
    part = made(said("Tree. Far", 2))
    assert texts(whole, part, (2.0, 3.9)) == ["One two Tree. Far five six."]


def test_text_comes_into_a_gap_and_the_gap_goes() -> None:
    gaps = (SpeechGap(5.0, 8.0), SpeechGap(40.0, 42.0))
    whole = made(said("One two.", 0, "Anna"), said("Nine.", 9, "Anna"), gaps=gaps)
    part = made(said("Five six seven.", 5))
    heard = heard_again(whole, part, (4.5, 8.5))
    assert (heard.now, heard.new) == ((), ("Five six seven.",))
    assert heard.gaps == gaps[1:]
    after = heard.change.applied_to(whole.segments)
    assert [(s.text, s.speaker) for s in after][1] == ("Five six seven.", "Anna")


def test_between_two_speakers_nobody_is_known_and_elsewhere_the_speakers_stay() -> None:
    whole = made(said("One two.", 0, "Anna"), said("Tree for.", 5, "Peter"), said("Nine.", 9))
    gap = heard_again(whole, made(said("Er.", 3)), (2.5, 4.5))
    assert [segment.speaker for segment in gap.change.added] == [None]
    both = heard_again(whole, made(said("One, two. Three", 0), said("four!", 6)), (0.0, 7.0))
    assert [segment.speaker for segment in both.change.added] == ["Anna", "Peter"]


def test_nothing_recognised_takes_the_words_away_and_joins_the_rests() -> None:
    whole = made(said("The quick uh fox.", 0), said("Ends.", 10))
    heard = heard_again(whole, made(), (2.0, 2.9))
    assert (heard.now, heard.new) == (("uh",), ())
    assert texts(whole, made(), (2.0, 2.9)) == ["The quick fox.", "Ends."]
    assert texts(whole, made(), (9.0, 12.0)) == ["The quick uh fox."]


def test_what_was_typed_meanwhile_stays_where_it_is() -> None:
    whole = made(
        Segment("Typed at the start."),
        replace(said("One two.", 0), text="One, two!"),
        Segment("Typed."),
        said("Tree.", 10),
    )
    assert texts(whole, made(said("Three.", 10)), (9.5, 11.0)) == [
        "Typed at the start.",
        "One, two!",
        "Typed.",
        "Three.",
    ]


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=6),
    st.lists(st.integers(1, 4), max_size=3),
    st.data(),
)
def test_only_what_is_in_the_span_changes_and_it_can_be_taken_back(
    lengths: list[int], heard_lengths: list[int], data: st.DataObject
) -> None:
    segments, at = [], 0
    for length in lengths:
        segments.append(said(" ".join(f"w{at + n}" for n in range(length)), at))
        at += length
    start = data.draw(st.integers(0, at - 1))
    end = data.draw(st.integers(start, at))
    new, place = [], start
    for length in heard_lengths:
        new.append(said(" ".join(f"n{place + n}" for n in range(length)), place))
        place += length
    whole = made(*segments)
    heard = heard_again(whole, made(*new), (float(start), float(end)))
    after = heard.change.applied_to(whole.segments)
    words = [word for segment in after for word in segment.text.split()]
    expected = [
        *(f"w{n}" for n in range(start)),
        *(f"n{n}" for n in range(start, min(place, end))),
        *(f"w{n}" for n in range(end, at)),
    ]
    assert words == expected
    assert heard.change.undone.applied_to(after) == whole.segments
    times = [segment.start_s or 0.0 for segment in after]
    assert times == sorted(times)
    for segment in after:
        assert segment.start_s == segment.words[0].start_s
        assert segment.end_s == segment.words[-1].end_s
