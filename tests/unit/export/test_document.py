"""What all documents share: facts, speakers, times and notes, as the plain text shows them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript
from desktop_app.export import html_document, plain_text
from desktop_app.export.document import cleaned, facts_of, is_right_to_left, title_of
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout, TimesShown

TALK = Transcript(
    Path("/rec/talk.wav"),
    36_900.0,
    "starter",
    "en",
    (
        Segment("Good morning.", 0.5, 1.5, speaker="Ann"),
        Segment("Please sit down.", 1.9, 3.0, speaker="Ann"),
        Segment("Thank you.", 3.1, 4.0, speaker="Bob"),
        Segment("It is late.", 62.0, 63.0, speaker="Bob"),
        Segment("Very late.", 64.0, 65.0, speaker="Bob"),
        Segment("The end.", 36_061.0, 36_062.0),
    ),
)


def shown(times: TimesShown, made: Transcript = TALK, *, speakers: bool = True) -> list[str]:
    options = ExportOptions(times=times, has_speakers=speakers)
    return plain_text.text(made, options).decode().removesuffix("\n").split("\n\n")


def test_a_time_for_each_paragraph() -> None:
    assert shown(TimesShown.PARAGRAPH) == [
        "[00:00] Ann: Good morning. Please sit down.",
        "[00:03] Bob: Thank you.",
        "[01:02] Bob: It is late. Very late.",
        "[10:01:01] The end.",
    ]


def test_a_time_for_each_sentence() -> None:
    assert shown(TimesShown.SENTENCE) == [
        "[00:00] Ann: Good morning. [00:01] Please sit down.",
        "[00:03] Bob: Thank you.",
        "[01:02] Bob: It is late. [01:04] Very late.",
        "[10:01:01] The end.",
    ]


def test_a_time_for_each_minute_in_which_a_sentence_begins() -> None:
    assert shown(TimesShown.MINUTE, speakers=False) == [
        "[00:00] Good morning. Please sit down.",
        "Thank you.",
        "[01:02] It is late. Very late.",
        "[10:01:01] The end.",
    ]
    long = tuple(Segment("So it was.", 20.0 * n, 20.0 * n + 19.0) for n in range(7))
    long = tuple(replace(one, begins_paragraph=False) for one in long)
    said = "So it was. So it was. So it was."
    assert shown(TimesShown.MINUTE, replace(TALK, segments=long)) == [
        f"[00:00] {said} [01:00] {said} [02:00] So it was."
    ]


def test_no_times_where_there_are_none() -> None:
    untimed = [replace(one, start_s=None, end_s=None) for one in TALK.segments]
    made = replace(TALK, segments=tuple(untimed))
    assert shown(TimesShown.SENTENCE, made) == shown(TimesShown.NONE, made)
    made = replace(TALK, segments=(TALK.segments[0], *untimed[1:]))
    assert shown(TimesShown.SENTENCE, made)[0] == "[00:00] Ann: Good morning. Please sit down."


def test_a_script_without_spaces_gets_one_only_at_a_time() -> None:
    segments = (Segment("こんにちは。", 0.0, 1.0), Segment("元気ですか。", 1.0, 2.0))
    made = replace(TALK, segments=segments)
    assert shown(TimesShown.PARAGRAPH, made) == ["[00:00] こんにちは。元気ですか。"]
    assert shown(TimesShown.SENTENCE, made) == ["[00:00] こんにちは。 [00:01] 元気ですか。"]


def test_speech_without_text_and_missing_sound_are_notes_in_their_places() -> None:
    made = replace(
        TALK,
        gaps=(SpeechGap(10.0, 15.0), SpeechGap(70.0, 90.0)),
        incomplete=Incomplete(36_900.0, 36_898.0, 36_900.0, ((12.0, 14.0),)),
    )
    assert shown(TimesShown.NONE, made) == [
        "Ann: Good morning. Please sit down.",
        "Bob: Thank you.",
        "[5 s of speech without text]",
        "[2 s of audio at 00:12 cannot be decoded; the file is damaged.]",
        "Bob: It is late. Very late.",
        "[20 s of speech without text]",
        "The end.",
    ]


def test_the_facts_name_so_many_speakers() -> None:
    crowd = tuple(Segment("Yes.", 1.0 * n, 1.0 * n, speaker=f"S{n}") for n in range(3000))
    facts = dict(facts_of(replace(TALK, segments=crowd), DEFAULTS))
    assert facts["Speakers"].endswith(", S18, S19 and 2980 more")
    assert facts["Length"] == "10:15:00"
    assert "Recorded" not in facts
    recorded = facts_of(replace(TALK, recorded_on=date(2026, 3, 14)), DEFAULTS)
    assert dict(recorded)["Recorded"] == "2026-03-14"
    without = facts_of(TALK, replace(DEFAULTS, has_speakers=False))
    assert "Speakers" not in dict(without)
    assert "Ann" not in plain_text.text(TALK, ExportOptions(has_speakers=False)).decode()


def test_what_no_document_can_hold_is_replaced() -> None:
    assert cleaned("a\x00b\x1b[2J\udc80\x85\n\t\u202e") == "a\ufffdb\ufffd[2J\ufffd\ufffd\n\t\u202e"
    broken = replace(TALK, segments=(Segment("\udc80", 0.0, 1.0, speaker="A\nn\x00n"),))
    assert shown(TimesShown.NONE, broken) == ["A n\ufffdn: \ufffd"]


def test_a_document_is_called_as_the_user_calls_it() -> None:
    assert title_of(TALK) == "talk"
    assert title_of(replace(TALK, title="Anna: the mill")) == "Anna: the mill"


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [("صباح الخير", True), ("12 שלום", True), ("Good صباح", False), ("", False), ("12", False)],
)
def test_the_direction_of_a_text(text: str, is_rtl: bool) -> None:
    assert is_right_to_left(text) is is_rtl


@pytest.mark.parametrize("layout", Layout)
def test_what_is_printed_has_speakers_times_and_escaped_text(layout: Layout) -> None:
    from lxml import html

    segments = (
        Segment("1 < 2 & <script>alert('x')</script>", 0.0, 1.0, speaker="<b>Ann</b>"),
        Segment("صباح الخير", 61.0, 62.0),
    )
    gaps = (SpeechGap(20.0, 25.0),)
    made = replace(TALK, media_path=Path("/rec/<i>talk.wav"), segments=segments, gaps=gaps)
    page = html.document_fromstring(html_document.for_print(made, ExportOptions(layout=layout)))
    assert not page.xpath("//script | //i")
    assert page.findtext(".//h1") == "<i>talk"
    assert [each.get("dir") for each in page.xpath("//body//p")] == ["ltr", "ltr", "rtl"]
    text = page.find("body").text_content()
    for part in (segments[0].text, "<b>Ann</b>", "[5 s of speech without text]", "01:01"):
        assert part in text
    assert len(page.xpath("//thead")) == (layout is Layout.INTERVIEW)
