"""Templates of file names: what they say, and that every system accepts what comes of them."""

import os
from datetime import datetime
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.errors import TemplateInvalid
from desktop_app.core.naming import FIELDS, LONGEST_TEMPLATE, WhenTaken
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.names import (
    ITS_NAME,
    NOT_IN_NAMES,
    NameFacts,
    NameRules,
    NameTemplate,
    example,
    example_facts,
)
from desktop_app.export.registry import FORMATS, format_by_id
from desktop_app.system.files import length_of_name
from desktop_app.system.locks.rules import is_name_for_windows

SRT = format_by_id("srt")
MADE = datetime(2026, 11, 29, 7, 5)  # noqa: DTZ001 - the clock on the wall
FACTS = NameFacts("talk", MADE, "parakeet-v3", "de", ("Anna", "Ben"))


def filled(template: str, facts: NameFacts = FACTS, longest: int = 200) -> str:
    return NameTemplate.parse(template).stem(facts, SRT, longest)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "talk"),
        ("{date} {name}", "2026-11-29 talk"),
        ("{date}_{time}_{name}", "2026-11-29_07-05_talk"),
        ("{name} ({model}, {language})", "talk (parakeet-v3, de)"),
        ("{name} - {speakers}", "talk - Anna and Ben"),
        ("{ Name }.{FORMAT}", "talk.srt"),
        ("minutes", "minutes"),
    ],
)
def test_fields_are_filled(template: str, name: str) -> None:
    assert filled(template) == name


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name} ({language})", "talk"),
        ("{name} [{speakers}] {date}", "talk 2026-11-29"),
        ("{name}_{language}_{date}", "talk_2026-11-29"),
        ("{language} - {name}", "talk"),
        ("{name} ({language}, {speakers})", "talk"),
        ("{name} ({language}, {date})", "talk (2026-11-29)"),
        ("{language}{speakers}", "transcript"),
    ],
)
def test_what_is_unknown_leaves_no_trace(template: str, name: str) -> None:
    assert filled(template, NameFacts("talk", MADE)) == name


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("{title}", "no field “title”"),
        ("{}", "no field “”"),
        ("{name", "brace"),
        ("name}", "brace"),
        ("{{name}}", "brace"),
        ("a/{name}", "“/”"),
        ("a\\{name}", "“\\”"),
        ("{name}?", "“?”"),
        ("{name}\n", "cannot be seen"),
        ("{name}\u202e", "cannot be seen"),
        ("x" * (LONGEST_TEMPLATE + 1), str(LONGEST_TEMPLATE)),
    ],
)
def test_what_cannot_be_a_name_is_refused_with_the_reason(template: str, said: str) -> None:
    with pytest.raises(TemplateInvalid) as caught:
        NameTemplate.parse(template)
    assert said in caught.value.message
    assert "speakers" in caught.value.sentence  # and with what can be


def test_replacing_needs_the_recordings_name() -> None:
    with pytest.raises(TemplateInvalid, match=r"\{name\}"):
        NameRules.parse("{date}", WhenTaken.REPLACE)
    assert NameRules.parse("{date}").template.text == "{date}"
    assert NameRules.parse("{date} {name}", WhenTaken.REPLACE).template.has("name")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("con", "_con"),
        ("CON.v2", "_CON.v2"),
        ("nul ", "_nul"),
        ("com1", "_com1"),
        ("console", "console"),
        ("talk...", "talk"),
        ("...", "transcript"),
        ("a:b/c", "a_b_c"),
        ("a\x1b[2Jb", "a_[2Jb"),
        ("photo\u202egpj", "photo_gpj"),
        (os.fsdecode(b"caf\xe9"), "caf_"),
        ("", "transcript"),
    ],
)
def test_a_name_that_a_system_refuses_is_made_safe(name: str, safe: str) -> None:
    assert filled("{name}", NameFacts(name, MADE)) == safe


@pytest.mark.parametrize("name", ["what: part 2?", "a ", os.fsdecode(b"caf\xe9"), "..."])
def test_beside_its_recording_a_name_stays_as_it_is(name: str) -> None:
    made = ITS_NAME.stem(NameFacts(name, MADE), SRT, keeps_name=True)
    assert made == name


def test_a_long_name_is_shortened_and_what_stands_round_it_stays() -> None:
    facts = NameFacts("ä" * 200, MADE, "parakeet")
    made = filled("{date} {name} {model}", facts, 100)
    assert made.startswith("2026-11-29 äää") and made.endswith("ä parakeet")
    assert 99 <= length_of_name(made) <= 100
    whole = filled("{speakers}", NameFacts("x", MADE, speakers=("y" * 300,)), 50)
    assert whole == "y" * 50


def test_of_many_speakers_three_are_named() -> None:
    facts = NameFacts("x", MADE, speakers=("Ann", "Ben", "Cem", "Dan", "Eva"))
    assert filled("{speakers}", facts) == "Ann, Ben, Cem and 2 more"


def test_the_facts_come_from_the_transcript() -> None:
    said = (Segment("A.", 0, 1, speaker="Ann"), Segment("B.", 1, 2, speaker="Ben"))
    made = Transcript(Path("/rec/talk.part1.wav"), 2.0, "canary", "de", (*said, *said))
    facts = NameFacts.of(made, MADE)
    assert facts == NameFacts("talk.part1", MADE, "canary", "de", ("Ann", "Ben"))


def test_the_preview_is_a_whole_name() -> None:
    rules = NameRules.parse("{date} {name} ({format})")
    assert example(rules, SRT, example_facts()) == "2026-03-14 Interview (srt).srt"


letters = st.text(max_size=300)
literals = st.text(
    st.characters(blacklist_characters=NOT_IN_NAMES + "{}", blacklist_categories=("C", "Zl", "Zp")),
    max_size=12,
)


@st.composite
def templates(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=5))
    return "".join(draw(literals) + f"{{{field}}}" for field in fields)[:LONGEST_TEMPLATE]


@given(templates(), letters, letters, letters, st.lists(letters, max_size=5), st.integers(8, 250))
def test_every_name_is_allowed_everywhere(
    template: str, name: str, model: str, language: str, speakers: list[str], longest: int
) -> None:
    try:
        parsed = NameTemplate.parse(template)
    except TemplateInvalid:
        return  # cut off within a field
    facts = NameFacts(name, MADE, model, language, tuple(speakers))
    for chosen in FORMATS:
        stem = parsed.stem(facts, chosen, longest)
        whole = f"{stem}.{chosen.extension}"
        assert stem and length_of_name(stem) <= max(longest, len("transcript"))
        assert is_name_for_windows(whole)
        assert Path(whole).name == whole == PureWindowsPath(whole).name
        assert "/" not in whole and "\0" not in whole
        os.fsencode(whole)


@given(st.text(max_size=40))
def test_any_text_is_a_template_or_refused(text: str) -> None:
    try:
        parsed = NameTemplate.parse(text)
    except TemplateInvalid:
        parsed = ITS_NAME
    assert is_name_for_windows(parsed.stem(FACTS, SRT) + ".srt")
