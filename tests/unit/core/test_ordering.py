"""Times that follow one another, all within the recording."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.splicing import in_order
from desktop_app.core.transcript import Segment, Word


def segment(*times: tuple[float, float]) -> Segment:
    words = tuple(Word(f"w{i}", start, end, 0.5) for i, (start, end) in enumerate(times))
    text = " ".join(word.text for word in words)
    return Segment(text, times[0][0], times[-1][1], words, speaker="Anna", language="de")


def test_an_overlap_goes_to_the_later_segment_and_the_end_to_the_recording() -> None:
    before, after = in_order([segment((0.0, 1.04)), segment((1.0, 1.4), (1.5, 2.1))], 2.0)
    assert (before.start_s, before.end_s, before.words[-1].end_s) == (0.0, 1.0, 1.0)
    assert (after.start_s, after.end_s, after.words[-1].end_s) == (1.0, 2.0, 2.0)
    assert (after.text, after.speaker, after.language) == ("w0 w1", "Anna", "de")
    assert after.words[0].confidence == 0.5


def test_what_is_in_order_stays_as_it_is() -> None:
    said = (segment((0.0, 0.4), (0.4, 0.9)), Segment("No times."), Segment("Only these.", 1.0, 2.0))
    assert in_order(said, 2.0) == said
    assert in_order(said, 0.0) == said


def test_words_without_times_leave_the_segments_own() -> None:
    words = (Word("a", 0.0, 0.5), Word("b"))
    (found,) = in_order([Segment("a b", 0.0, 3.0, words)], 2.0)
    assert (found.start_s, found.end_s, found.words) == (0.0, 2.0, words)


times = st.tuples(st.floats(0, 60), st.floats(0, 9)).map(lambda t: (t[0], t[0] + t[1]))


@given(st.lists(st.lists(times, min_size=1, max_size=4), max_size=6), st.floats(1, 60))
def test_nothing_overlaps_runs_back_or_is_later_than_the_end(
    story: list[list[tuple[float, float]]], duration_s: float
) -> None:
    said = [segment(*each) for each in story]
    made = in_order(said, duration_s)
    assert [s.text for s in made] == [s.text for s in said]
    spans = [(w.start_s or 0.0, w.end_s or 0.0) for s in made for w in s.words]
    assert all(0 <= start <= end <= duration_s for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all((s.start_s, s.end_s) == (s.words[0].start_s, s.words[-1].end_s) for s in made)
