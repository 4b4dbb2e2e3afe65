"""Text to read and a table to calculate with."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.transcript import Incomplete, Segment, Transcript
from desktop_app.export import csv_table, plain_text
from desktop_app.export.subtitles import text_formats


def transcript(*segments: Segment) -> Transcript:
    return Transcript(Path("talk.wav"), 90.0, "starter", None, segments)


TALK = transcript(
    Segment("Good morning.", 0.5, 1.5),
    Segment("Please sit down.", 1.9, 3.0),
    Segment("Shall we start?", 6.0, 7.5),
)


def test_a_long_pause_begins_a_paragraph() -> None:
    text = plain_text.text(TALK).decode()
    assert text == "Good morning. Please sit down.\n\nShall we start?\n"


def test_another_speaker_begins_a_paragraph_with_a_name() -> None:
    said = transcript(
        Segment("Hello.", 0.0, 1.0, speaker="Ann"),
        Segment("How are you?", 1.0, 2.0, speaker="Ann"),
        Segment("Fine.", 2.1, 3.0, speaker="Bob"),
    )
    assert plain_text.text(said).decode() == "Ann: Hello. How are you?\n\nBob: Fine.\n"


def test_a_long_text_without_times_has_paragraphs_too() -> None:
    said = [Segment(f"Sentence {number} of a long talk.") for number in range(400)]
    paragraphs = plain_text.text(transcript(*said)).decode().removesuffix("\n").split("\n\n")
    assert " ".join(paragraphs) == " ".join(segment.text for segment in said)
    assert all(len(paragraph) < 800 for paragraph in paragraphs)
    assert plain_text.text(transcript(Segment("One."), Segment("Two."))) == b"One. Two.\n"


def test_paragraphs_are_those_of_the_user() -> None:
    said = transcript(
        Segment("One.", 0.0, 1.0),
        Segment("Two.", 1.0, 2.0, begins_paragraph=True),
        Segment("Three.", 9.0, 9.5, begins_paragraph=False),
    )
    assert plain_text.text(said).decode() == "One.\n\nTwo. Three.\n"


def test_text_with_times() -> None:
    late = transcript(*TALK.segments, Segment("The end.", 3725.9, 3727.0))
    assert plain_text.timed_text(late).decode().splitlines() == [
        "[00:00] Good morning.",
        "[00:01] Please sit down.",
        "[00:06] Shall we start?",
        "[1:02:05] The end.",
    ]


INCOMPLETE = Incomplete(19.0, 6.5, 8.5, ((3.2, 5.2),), breaks_off=True)
HOLE = "2 s of audio at 00:03 cannot be decoded; the file is damaged."
END = "The recording ends after 8 s of 19 s; the file is incomplete."


def test_what_is_missing_stands_in_its_place() -> None:
    made = replace(TALK, incomplete=INCOMPLETE)
    assert plain_text.text(made).decode().split("\n\n") == [
        "Good morning. Please sit down.",
        f"[{HOLE}]",
        "Shall we start?",
        f"[{END}]\n",
    ]
    assert plain_text.timed_text(made).decode().splitlines() == [
        "[00:00] Good morning.",
        "[00:01] Please sit down.",
        f"[00:03] [{HOLE}]",
        "[00:06] Shall we start?",
        f"[00:08] [{END}]",
    ]
    untimed = replace(transcript(Segment("One."), Segment("Two.")), incomplete=INCOMPLETE)
    assert plain_text.text(untimed).decode().split("\n\n") == [
        "One. Two.",
        f"[{HOLE}]",
        f"[{END}]\n",
    ]
    assert b"[" not in text_formats.srt(made) + text_formats.vtt(made)


def test_what_is_missing_in_words() -> None:
    holes = ((3.0, 4.0), (7.0, 9.0))
    assert str(INCOMPLETE) == f"{HOLE} {END}"
    assert str(Incomplete(19.0, 16.0, 19.0, holes)) == (
        "3 s of audio in 2 places cannot be decoded; the file is damaged."
    )
    assert str(Incomplete(10.0, 8.8, 8.8)) == (
        "Only 9 s of 10 s can be decoded; the file is damaged."
    )
    assert str(Incomplete(None, 9.0, 9.0, breaks_off=True)) == (
        "The recording ends after 9 s; the file is incomplete."
    )
    assert str(Incomplete(10.0, 9.7, 9.7, breaks_off=True)) == (
        "The recording ends 0.3 s too early; the file is incomplete."
    )
    assert str(Incomplete(10.0, 9.7, 9.7)) == (
        "0.3 s of audio cannot be decoded; the file is damaged."
    )


def rows(made: Transcript) -> list[list[str]]:
    data = csv_table.table(made)
    assert data.startswith(b"\xef\xbb\xbf")  # or Excel takes it for another encoding
    assert data.count(b"\r\n") >= 1
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_segment() -> None:
    said = transcript(
        Segment('He said: "Yes, ü"', 0.1234, 61.5, speaker="Ann"), Segment("Two\nlines")
    )
    assert rows(said) == [
        ["start", "end", "speaker", "text"],
        ["0.123", "61.500", "Ann", 'He said: "Yes, ü"'],
        ["", "", "", "Two\nlines"],
    ]


FORMULAS = (
    "=1+1", "+49 30", "- Yes.", "@home", "\tx", "\rx", "\nx", "\0x", "\v@x", "\u2028=1",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", "\u22121", "\ufe661", "\u3000\uff1d1",
    " =1", "\u00a0=1", "\ufeff=1", "\u200b\u200e+1",
)  # fmt: skip


@pytest.mark.parametrize("beginning", FORMULAS)
def test_no_cell_becomes_a_formula(beginning: str) -> None:
    (_, (_, _, speaker, text)) = rows(transcript(Segment(beginning, 0.0, 1.0, speaker=beginning)))
    assert speaker == text == f"'{beginning}"


def test_numbers_in_a_sentence_are_left_alone() -> None:
    (_, (*_, text)) = rows(transcript(Segment("2 + 2 = 4", 0.0, 1.0)))
    assert text == "2 + 2 = 4"
