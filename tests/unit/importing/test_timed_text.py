"""SubRip and WebVTT as people and programs write them, right and wrong."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.editing.paragraphs import has_no_spaces
from desktop_app.core.timecode import timecode
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.registry import format_by_id, render
from desktop_app.importing.cues import MOST_CHARACTERS
from desktop_app.importing.imported import Imported
from desktop_app.importing.reading import read_bytes
from tests import hard_texts
from tests.hard_transcripts import CASES


def read(text: str, name: str = "talk.srt") -> Imported:
    return read_bytes(text.encode(), name)


def told(text: str) -> list[tuple[float | None, float | None, str]]:
    return [(one.start_s, one.end_s, one.text) for one in read(text).segments]


def srt(*cues: tuple[str, str, str]) -> str:
    return "".join(
        f"{number}\n{start} --> {end}\n{text}\n\n"
        for number, (start, end, text) in enumerate(cues, 1)
    )


def test_a_sentence_that_goes_on_in_the_next_cue_is_one_and_its_words_keep_the_cues_times() -> None:
    (one, two) = read(
        srt(
            ("00:00:01,000", "00:00:03,000", "We met\nat the"),
            ("00:00:03,500", "00:00:05,000", "station."),
            ("00:00:06,000", "00:00:07,000", "It rained."),
        )
    ).segments
    assert (one.text, one.start_s, one.end_s) == ("We met at the station.", 1.0, 5.0)
    assert one.words[0].start_s == 1.0
    assert (one.words[3].text, one.words[3].end_s) == ("the", 3.0)
    assert one.words[4] == Word("station.", 3.5, 5.0)
    assert (two.text, two.start_s, two.end_s) == ("It rained.", 6.0, 7.0)


def test_cues_without_any_sign_stay_apart() -> None:
    cues = [(f"00:00:{n:02d},000", f"00:00:{n:02d},900", f"line {n}") for n in range(20)]
    assert [one.text for one in read(srt(*cues)).segments] == [f"line {n}" for n in range(20)]


def test_a_sentence_does_not_grow_without_end() -> None:
    cues = [(f"00:00:{n:02d},000", f"00:00:{n:02d},900", "and on it goes") for n in range(40)]
    cues.append(("00:00:40,000", "00:00:41,000", "to the end."))
    found = read(srt(*cues)).segments
    assert max(len(one.text) for one in found) <= MOST_CHARACTERS
    assert sum(one.text.count("and on it goes") for one in found) == 40


def test_two_that_are_on_the_screen_at_once_are_not_one_sentence() -> None:
    assert told(
        srt(
            ("00:00:01,000", "00:00:05,000", "While she"),
            ("00:00:02,000", "00:00:04,000", "he speaks."),
        )
    ) == [(1.0, 5.0, "While she"), (2.0, 4.0, "he speaks.")]


def test_chinese_lines_are_joined_without_spaces() -> None:
    (one,) = read(
        srt(
            ("00:00:01,000", "00:00:02,000", "我们今天\n开始"),
            ("00:00:02,000", "00:00:03,000", "第二课。"),
        )
    ).segments
    assert one.text == "我们今天开始第二课。"
    assert [word.text for word in one.words] == list(one.text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<i>Hello</i> <font color='#fff'>you</font>", "Hello you"),
        ("{\\an8}Hello", "Hello"),
        ("Tom &amp; Jerry &lt;3 AT&T R&copy", "Tom & Jerry <3 AT&T R&copy"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<laughs> Good", "<laughs> Good"),
        ("{not a command}", "{not a command}"),
        ("one<br/>two", "one two"),
        ("a --> b", "a --> b"),
        ("\u202aleft\u202c \u200bnow\x07", "left now"),
        ("- Yes.\n- No.", "- Yes. - No."),
        ("W" * 400, "W" * 400),
    ],
)
def test_of_subrip_tags_go_and_text_stays(written: str, text: str) -> None:
    assert told(srt(("00:00:01,000", "00:00:02,000", written))) == [(1.0, 2.0, text)]


def test_a_cue_may_have_an_empty_line_and_lack_its_number() -> None:
    text = (
        "00:00:01,000 --> 00:00:02,000\nfirst\n\nstill first.\n"
        "2\n00:00:03,000 --> 00:00:04,000\nsecond.\n"
        "00:00:05.5 --> 0:00:06.25 X1:1 X2:2\nthird."
    )
    assert told(text) == [
        (1.0, 2.0, "first still first."),
        (3.0, 4.0, "second."),
        (5.5, 6.25, "third."),
    ]


@pytest.mark.parametrize(
    ("times", "span"),
    [
        ("100:00:00,000 --> 100:00:01,000", (360_000.0, 360_001.0)),
        ("-00:00:05,000 --> 00:00:01,000", (0.0, 1.0)),
        ("01:02 --> 01:03", (62.0, 63.0)),
        ("00:00:01:500 --> 00:00:02:500", (1.5, 2.5)),
    ],
)
def test_odd_times_are_read(times: str, span: tuple[float, float]) -> None:
    imported = read(f"1\n{times}\nText.\n")
    assert [(one.start_s, one.end_s) for one in imported.segments] == [span]
    assert imported.notes == ()


def test_wrong_times_are_taken_from_their_neighbours_and_told_of() -> None:
    imported = read(
        srt(
            ("00:00:01,000", "00:00:02,000", "First."),
            ("00:0x:00,000", "yesterday", "No time at all."),
            ("00:00:09,000", "00:00:04,000", "Backwards."),
            ("00:00:09,500", "00:00:10,000", "Last."),
        )
    )
    assert [(one.start_s, one.end_s) for one in imported.segments] == [
        (1.0, 2.0),
        (2.0, 9.0),
        (9.0, 9.5),
        (9.5, 10.0),
    ]
    (note,) = imported.notes
    assert note.startswith("2 times could not be read")


def test_cues_in_disorder_are_sorted() -> None:
    assert told(
        srt(
            ("00:00:09,000", "00:00:10,000", "Second."),
            ("00:00:01,000", "00:00:02,000", "First."),
        )
    ) == [(1.0, 2.0, "First."), (9.0, 10.0, "Second.")]


VTT = """WEBVTT - a title
Kind: captions
Language: de-AT

STYLE
::cue(v) { color: red }

NOTE
not --- text

intro
00:01.000 --> 00:03.000 align:start position:10%
<v.loud Anna Müller>Good <c.x>morning</c>.</v>

00:03.000 --> 00:05.000
<v Peter>Tom &amp; Jerry <00:04.000>ran.

NOTE at the end

00:06.000 --> 00:08.000
<v Anna Müller>Yes.</v> <v Peter>No.
"""


def test_of_webvtt_voices_are_speakers_and_notes_names_and_styles_no_text() -> None:
    imported = read(VTT, "talk.vtt")
    assert imported.language == "de-at"
    assert [(one.speaker, one.text) for one in imported.segments] == [
        ("Anna Müller", "Good morning."),
        ("Peter", "Tom & Jerry ran."),
        ("Anna Müller", "Yes."),
        ("Peter", "No."),
    ]
    ran = imported.segments[1].words[-1]
    assert (ran.text, ran.start_s, ran.end_s) == ("ran.", 4.0, 5.0)
    yes, no = imported.segments[2:]
    assert yes.start_s == 6.0 and yes.end_s == no.start_s and no.end_s == 8.0


def test_captions_that_roll_up_have_each_line_once() -> None:
    # As YouTube writes what it heard by itself.
    imported = read(
        """WEBVTT
Kind: captions
Language: en

00:00:00.320 --> 00:00:02.869 align:start position:0%
\u0020
good<00:00:00.640><c> morning</c><00:00:01.000><c> everyone</c>

00:00:02.869 --> 00:00:02.879 align:start position:0%
good morning everyone
\u0020

00:00:02.879 --> 00:00:05.000 align:start position:0%
good morning everyone
no<00:00:03.500><c> no</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
no no
\u0020
""",
        "talk.vtt",
    )
    assert [one.text for one in imported.segments] == ["good morning everyone", "no no"]
    assert imported.segments[0].words == (
        Word("good", 0.32, 0.64),
        Word("morning", 0.64, 1.0),
        Word("everyone", 1.0, 2.869),
    )


def test_names_before_the_text_are_speakers_where_all_are_named_more_than_once() -> None:
    cues = [
        ("00:00:01,000", "00:00:02,000", "ANNA: Good morning."),
        ("00:00:02,000", "00:00:03,000", "PETER: Yes, and"),
        ("00:00:03,000", "00:00:04,000", "how are you?"),
        ("00:00:04,000", "00:00:05,000", "ANNA: Fine."),
        ("00:00:05,000", "00:00:06,000", "PETER: Good."),
    ]
    assert [(one.speaker, one.text) for one in read(srt(*cues)).segments] == [
        ("ANNA", "Good morning."),
        ("PETER", "Yes, and how are you?"),
        ("ANNA", "Fine."),
        ("PETER", "Good."),
    ]
    note = ("00:00:07,000", "00:00:08,000", "Note: it rains.")
    texts = [one.text for one in read(srt(*cues, note)).segments]
    assert texts[0] == "ANNA: Good morning." and texts[-1] == "Note: it rains."


@pytest.mark.parametrize("format_id", ["srt", "vtt"])
def test_what_is_exported_comes_back_with_its_text_and_times(format_id: str) -> None:
    # What a cue holds whole: the times of others are the exporter's.
    texts = [" ".join(text.split()) for text in hard_texts.TEXTS if len(text) < 80]
    texts += ["Tom & Jerry: 1 < 2.", "Größe, 日本。", "We said it twice.", "We said it twice."]
    segments = tuple(
        Segment(text, 60.0 * n, 60.0 * n + len(text) / 15) for n, text in enumerate(texts)
    )
    transcript = Transcript(Path("talk.wav"), 3600.0, "starter", None, segments)
    found = read_bytes(render(transcript, format_id), f"talk.{format_id}").segments
    letters = ["".join("".join(one.text.split()) for one in side) for side in (segments, found)]
    assert letters[0] == letters[1]
    starts = {word.start_s for one in found for word in one.words}
    assert {one.start_s for one in segments} <= starts


@pytest.mark.parametrize("format_id", ["srt", "vtt"])
@pytest.mark.parametrize("case", [name for name, each in CASES.items() if each.has_times])
def test_no_letter_of_a_hard_transcript_is_lost_on_the_way_out_and_back(
    case: str, format_id: str
) -> None:
    before = CASES[case].segments
    if not any(one.text.strip() for one in before):
        return
    after = read_bytes(render(CASES[case], format_id), "talk").segments
    letters = [
        sorted(char for one in side for char in one.text if char.isalnum())
        for side in (before, after)
    ]
    assert letters[0] == letters[1]


def test_the_names_of_subrip_come_back() -> None:
    options = replace(format_by_id("srt").defaults, has_speakers=True)
    after = read_bytes(render(CASES["talk"], "srt", options), "talk.srt").segments
    assert [(one.speaker, one.text) for one in after] == [
        (one.speaker, one.text) for one in CASES["talk"].segments
    ]


def test_the_voices_of_webvtt_come_back() -> None:
    for case in ("talk", "speakers", "some without a speaker"):
        after = read_bytes(render(CASES[case], "vtt"), "talk.vtt").segments
        assert [one.speaker for one in after] == [one.speaker for one in CASES[case].segments]


def is_in_order(segments: tuple[Segment, ...]) -> bool:
    starts = [one.start_s for one in segments if one.start_s is not None]
    return len(starts) == len(segments) and all(a <= b for a, b in pairwise(starts))


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(-5000, 10_000_000), st.none()),
            st.one_of(st.integers(-5000, 10_000_000), st.none()),
            st.text(st.characters(codec="utf-8", exclude_characters="<>&{}\0\r\n"), max_size=30),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_whatever_the_times_are_no_letter_is_lost(
    cues: list[tuple[int | None, int | None, str]], in_vtt: bool
) -> None:
    def stamp(ms: int | None) -> str:
        if ms is None:
            return "??"
        return f"{'-' if ms < 0 else ''}{timecode(abs(ms) / 1000)}"

    said = [(start, end, f"a{text}a") for start, end, text in cues]
    written = "".join(
        f"{n}\n{stamp(start)} --> {stamp(end)}\n{text}\n\n"
        for n, (start, end, text) in enumerate(said, 1)
    )
    if not any((start, end) != (None, None) for start, end, _text in said):
        return
    found = read(("WEBVTT\n\n" if in_vtt else "") + written).segments
    letters = [char for _start, _end, text in said for char in text if char.isalnum()]
    assert sorted(char for one in found for char in one.text if char.isalnum()) == sorted(letters)
    assert is_in_order(found)
    for one in found:
        assert one.start_s is not None and one.end_s is not None and 0 <= one.start_s <= one.end_s
        assert one.words[0].start_s == one.start_s
        assert all(word.text in one.text for word in one.words)
        assert any(map(has_no_spaces, one.text)) or one.text.split() == [
            word.text for word in one.words
        ]
