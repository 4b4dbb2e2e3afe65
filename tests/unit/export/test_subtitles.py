"""Captions that can be read while they are on screen."""

from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.subtitles import LINE_CHARS, MAX_CUE_S, MAX_LINES, cues, srt, vtt


def transcript(*segments: Segment) -> Transcript:
    return Transcript(Path("talk.wav"), 9999.0, "starter", None, segments)


def timed(text: str, start_s: float = 0.0, word_s: float = 0.4) -> Segment:
    """A segment whose words follow one another, `word_s` each."""
    words = tuple(
        Word(word, start_s + i * word_s, start_s + (i + 1) * word_s)
        for i, word in enumerate(text.split())
    )
    return Segment(text, start_s, words[-1].end_s, words)


LONG = (
    "When the ship left the harbour at dawn, nobody on the pier said a word, and after a while "
    "the fog came in from the sea and the lighthouse began to turn as it does every night."
)


def test_srt_to_the_letter() -> None:
    said = transcript(timed("Good morning.", 1.0), timed("Bye.", 3661.5, 1.0))
    assert srt(said).decode() == (
        "1\n00:00:01,000 --> 00:00:01,833\nGood morning.\n\n"
        "2\n01:01:01,500 --> 01:01:02,500\nBye.\n\n"
    )


def test_vtt_to_the_letter() -> None:
    said = transcript(timed("Salt & <pepper>.", 1.0))
    assert vtt(said).decode() == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.200\nSalt &amp; &lt;pepper&gt;.\n\n"
    )


def test_a_long_segment_becomes_cues_at_its_words_times() -> None:
    segment = timed(LONG, 10.0)
    made = cues(transcript(segment))
    assert len(made) > 2
    assert " ".join(" ".join(c.lines) for c in made) == LONG
    begins = {w.start_s: w.text for w in segment.words}
    for cue in made:
        assert cue.lines[0].startswith(begins[cue.start_s])


def test_without_word_times_a_segment_is_shared_out_by_its_letters() -> None:
    made = cues(transcript(Segment(LONG, 10.0, 30.0)))
    assert " ".join(" ".join(c.lines) for c in made) == LONG
    assert made[0].start_s == 10.0
    assert made[-1].end_s == pytest.approx(30.0)
    assert all(c.end_s - c.start_s <= MAX_CUE_S for c in made)


def test_words_that_could_not_be_timed_do_not_jump_to_the_beginning() -> None:
    words = (Word("Guten", 50.0, 50.5), Word("Tag", None, None), Word("zusammen", 51.0, 52.0))
    made = cues(transcript(timed("Ja.", 40.0), Segment("Guten Tag zusammen", 50.0, 52.0, words)))
    assert [(c.start_s, c.lines) for c in made] == [(40.0, ["Ja."]), (50.0, ["Guten Tag zusammen"])]


def test_a_word_that_begins_far_too_early_is_shown_at_its_end() -> None:
    (cue,) = cues(transcript(Segment("Yes.", 10.0, 40.0, (Word("Yes.", 10.0, 40.0),))))
    assert (cue.start_s, cue.end_s) == (40.0 - MAX_CUE_S, 40.0)


def test_a_short_word_stays_long_enough_to_be_seen_but_not_over_the_next() -> None:
    alone, before = cues(transcript(timed("No.", 1.0, 0.1))), timed("No.", 1.0, 0.1)
    assert alone[0].end_s - alone[0].start_s == pytest.approx(5 / 6)
    first, second = cues(transcript(before, timed("Yes.", 1.3)))
    assert first.end_s == second.start_s == 1.3


def test_an_address_longer_than_a_line_is_not_broken() -> None:
    address = "https://example.org/" + "a" * 60
    assert address.encode() in srt(transcript(timed(f"See {address} today.")))


def test_a_backslash_does_not_end_the_line() -> None:
    said = transcript(Segment(r"in C:\New\notes", 0.0, 2.0))
    for written in (srt(said), vtt(said)):
        assert r"in C:\New\notes" in written.decode().replace("\u2060", "").splitlines()


def test_braces_are_not_taken_for_commands() -> None:
    assert b"a (b) c" in srt(transcript(timed("a {b} c")))


said = st.lists(st.text("abcdefgh,.äß", min_size=1, max_size=14), min_size=1, max_size=40)
pieces = st.lists(
    st.tuples(said, st.floats(0.0, 20.0), st.floats(0.02, 1.5), st.booleans()), max_size=6
)


@given(pieces)
def test_cues_are_readable_in_order_and_lose_no_word(
    story: list[tuple[list[str], float, float, bool]],
) -> None:
    segments, now_s = [], 0.0
    for texts, pause_s, word_s, has_words in story:
        segment = timed(" ".join(texts), now_s + pause_s, word_s)
        now_s = segment.end_s or 0.0
        segments.append(
            segment if has_words else Segment(segment.text, segment.start_s, segment.end_s)
        )
    made = cues(transcript(*segments))
    shown = " ".join(" ".join(c.lines) for c in made).split()
    assert shown == [w for s in segments for w in s.text.split()]
    for cue in made:
        assert len(cue.lines) <= MAX_LINES
        assert all(len(line) <= LINE_CHARS for line in cue.lines)
        assert 0 < cue.end_s - cue.start_s <= MAX_CUE_S + 0.001
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    for render, kind in ((srt, "srt"), (vtt, "vtt")):
        text = render(transcript(*segments)).decode()
        events = pysubs2.SSAFile.from_string(text, format_=kind)
        assert len(events) == len(made)
        assert all(e.end > e.start for e in events)


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 9)), max_size=8))
def test_segments_that_overlap_or_share_a_time_do_not_make_cues_overlap(
    times: list[tuple[float, float]],
) -> None:
    segments = [Segment(f"Part{i}.", s, s + d) for i, (s, d) in enumerate(sorted(times))]
    made = cues(transcript(*segments))
    assert len(made) == len(segments)
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    assert all(c.end_s > c.start_s for c in made)


def test_no_caption_is_shown_after_the_recording_has_ended() -> None:
    words = (Word("Well", 8.0, 8.3), Word("done.", 9.0, 9.0))
    said = [Segment("Well done.", 8.0, 9.0, words)]
    assert _last(said, 9.0) == (8.0, 9.0)
    at_the_end = [*said, *(Segment(f"{n}.", 9.0, 9.0) for n in range(3))]
    made = cues(Transcript(Path("talk.wav"), 9.0, "starter", None, tuple(at_the_end)))
    assert made[-1].end_s == 9.0
    assert all(cue.end_s - cue.start_s >= 0.039 for cue in made)
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))


def _last(said: list[Segment], duration_s: float) -> tuple[float, float]:
    cue = cues(Transcript(Path("talk.wav"), duration_s, "starter", None, tuple(said)))[-1]
    return cue.start_s, cue.end_s
