"""What subtitles cannot meet, with its place."""

from pathlib import Path

import pytest

from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.options import ExportOptions
from desktop_app.export.subtitle_rules import SubtitleRules
from desktop_app.export.subtitles.text_formats import srt
from desktop_app.export.subtitles.violations import Rule, violations
from tests.spoken_hour import ENGLISH, GERMAN, spoken_hour
from tests.subtitle_guides import GUIDES, read_srt, too_fast


def transcript(*segments: Segment) -> Transcript:
    return Transcript(Path("talk.wav"), 99.0, "starter", None, segments)


def test_nothing_is_to_be_said_of_calm_talk() -> None:
    said = transcript(Segment("Good morning.", 1.0, 2.5), Segment("Please sit down.", 4.0, 6.0))
    assert violations(said, ExportOptions()) == []


def test_each_tells_its_sentence_its_time_and_its_numbers() -> None:
    said = transcript(
        Segment("Good morning.", 1.0, 2.5),
        Segment("Nobody can read as fast as that was said.", 10.0, 11.0),
        Segment("So they say.", 11.0, 13.0, speaker="Ann"),
        Segment("Z" * 60, 20.0, 29.0),
    )
    found = violations(said, ExportOptions(rules=SubtitleRules(dash=None)))
    assert [(one.segment, one.rule, round(one.start_s)) for one in found] == [
        (1, Rule.CHARS_PER_S, 10),
        (3, Rule.LINE_CHARS, 20),
    ]
    assert str(found[0]) == "41.0 characters a second; 20.0 are allowed."
    assert str(found[1]) == "A line of 60 characters; 42 are allowed."


def test_a_flash_between_two_others() -> None:
    said = transcript(
        *(Segment(f"Number {n}.", 5 + n / 10, 5.1 + n / 10, speaker=f"{n}") for n in range(9))
    )
    rules = {one.rule for one in violations(said, ExportOptions(rules=SubtitleRules(dash=None)))}
    assert {Rule.LEAST_S, Rule.LAG_S} <= rules


def test_a_sentence_that_is_longer_than_may_be() -> None:
    said = transcript(Segment("Slow", 5.0, 15.0), Segment("Yes.", 30.0, 31.0))
    options = ExportOptions(rules=SubtitleRules(line_chars=None, most_s=4.0))
    assert violations(said, options) == []  # it goes before the sentence is over
    gap = ExportOptions(rules=SubtitleRules(line_chars=None, most_s=4.0, closed_below_s=90.0))
    (found,) = violations(said, gap)
    assert (found.segment, found.rule, found.allowed) == (0, Rule.GAP_S, 90.0)


@pytest.mark.parametrize("sentences", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("preset", GUIDES)
def test_the_list_is_what_the_checker_of_the_guides_finds(
    preset: str, sentences: list[str]
) -> None:
    hour = spoken_hour(sentences)
    options = ExportOptions(preset=preset, has_speakers=False)
    fast = {one.start for one in too_fast(read_srt(srt(hour, options)), GUIDES[preset])}
    speeds = {Rule.CHARS_PER_S, Rule.WORDS_PER_MINUTE}
    listed = [one for one in violations(hour, options) if one.rule in speeds]
    assert {round(one.start_s * 1000) for one in listed} == fast
    for one in listed:
        assert abs((hour.segments[one.segment].start_s or 0.0) - one.start_s) < 30.0
