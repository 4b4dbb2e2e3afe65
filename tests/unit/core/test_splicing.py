"""A part transcribed again takes its place, and nothing else moves."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.splicing import spliced
from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word

FILE = Path("talk.wav")


def said(text: str, start_s: float) -> Segment:
    """One word a second."""
    words = tuple(Word(w, start_s + i, start_s + i + 0.8) for i, w in enumerate(text.split()))
    return Segment(text, start_s, words[-1].end_s, words)


def transcript(*segments: Segment, gaps: tuple[SpeechGap, ...] = ()) -> Transcript:
    return Transcript(FILE, 100.0, "model", None, segments, gaps)


def test_a_gap_is_filled() -> None:
    whole = transcript(said("a b c", 0), said("x y z", 20), gaps=(SpeechGap(5.0, 18.0),))
    made = spliced(whole, transcript(said("d e f", 7)), (5.0, 18.0))
    assert [s.text for s in made.segments] == ["a b c", "d e f", "x y z"]
    assert made.gaps == ()
    assert (made.duration_s, made.model) == (whole.duration_s, whole.model)


def test_a_gap_inside_a_sentence_parts_it() -> None:
    words = (*said("a b", 0).words, *said("y z", 10).words)
    whole = transcript(Segment("a b y z", 0.0, words[-1].end_s, words, speaker="Anna"))
    made = spliced(whole, transcript(said("c d", 4)), (3.0, 9.0))
    assert [(s.text, s.start_s) for s in made.segments] == [("a b", 0), ("c d", 4), ("y z", 10)]
    assert made.segments[2].speaker == "Anna"


def test_what_was_there_goes_and_the_context_of_the_part_is_not_taken() -> None:
    whole = transcript(said("a b", 0), said("wrong", 5), said("y z", 10))
    part = transcript(said("b right y", 4))
    made = spliced(whole, part, (4.9, 6.2))
    assert made.text == "a b\nright\ny z"
    assert spliced(whole, transcript(), (4.9, 6.2)).text == "a b\ny z"


def test_segments_without_words_are_where_their_middle_is() -> None:
    whole = transcript(Segment("a", 0.0, 6.0), Segment("wrong", 6.0, 9.0), Segment("z", 9.0, 20.0))
    made = spliced(whole, transcript(Segment("right", 5.5, 9.5)), (5.0, 10.0))
    assert [s.text for s in made.segments] == ["a", "right", "z"]


def test_a_text_without_times_gets_those_of_the_span() -> None:
    whole = transcript(said("a", 0), said("z", 20))
    made = spliced(whole, transcript(Segment("Guten"), Segment("Tag.")), (5.0, 8.0))
    assert made.segments[1] == Segment("Guten Tag.", 5.0, 8.0)
    assert made.has_times


def test_gaps_elsewhere_stay_and_those_of_the_part_come() -> None:
    gaps = (SpeechGap(1.0, 4.0), SpeechGap(10.0, 20.0), SpeechGap(30.0, 33.0))
    part = transcript(gaps=(SpeechGap(15.0, 19.0), SpeechGap(40.0, 50.0)))
    made = spliced(transcript(gaps=gaps), part, (10.0, 20.0))
    assert made.gaps == (gaps[0], SpeechGap(15.0, 19.0), gaps[2])


def test_what_has_no_times_stays_once() -> None:
    whole = transcript(Segment("all of it"))
    assert spliced(whole, transcript(), (0.0, 100.0)).segments == whole.segments


TEXTS = st.lists(st.integers(0, 90), max_size=12, unique=True).map(
    lambda starts: transcript(*(said(f"w{start}", float(start)) for start in sorted(starts)))
)
SPANS = st.tuples(st.integers(0, 90), st.integers(1, 10)).map(lambda s: (s[0] - 0.1, s[0] + s[1]))


@given(TEXTS, TEXTS, SPANS)
def test_each_word_comes_from_the_right_transcript(
    whole: Transcript, part: Transcript, span: tuple[float, float]
) -> None:
    made = spliced(whole, part, span)
    starts = [s.start_s for s in made.segments if s.start_s is not None]
    assert starts == sorted(starts)
    for segment in made.segments:
        assert segment.start_s is not None
        source = part if span[0] <= segment.start_s + 0.4 < span[1] else whole
        assert segment in source.segments
    assert spliced(made, part, span) == made
    assert spliced(whole, whole, span) == whole
