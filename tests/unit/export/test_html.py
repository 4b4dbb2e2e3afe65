"""The web page as an HTML parser reads it."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from desktop_app.core.transcript import Incomplete, Segment, Transcript
from desktop_app.export import html_document
from desktop_app.export.document import cleaned, one_line
from desktop_app.export.options import DEFAULTS, WITHOUT_TIMES, ExportOptions, TimesShown
from tests import hard_texts

TALK = Transcript(
    Path("/rec/a:b? Müller & <Söhne> 100 %#1.wav"),
    3725.0,
    "parakeet",
    "de",
    (
        Segment("Guten Morgen.", 0.5, 1.5, speaker="Ann <b>"),
        Segment("Setzen wir uns.", 1.9, 3.0, speaker="Ann <b>"),
        Segment("صباح الخير", 36_000.1, 36_001.0, language="ar"),
    ),
)


def read(transcript: Transcript, options: ExportOptions = DEFAULTS) -> Any:
    data = html_document.page(transcript, options)
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def sentences(page: Any) -> list[str]:
    return [each.text_content() for each in page.find_class("sentence")]


def test_title_facts_speakers_times_and_text() -> None:
    page = read(replace(TALK, incomplete=Incomplete(9.0, 7.0, 9.0, ((5.0, 7.0),))))
    name = "a:b? Müller & <Söhne> 100 %#1"
    assert page.findtext(".//title") == page.findtext(".//h1") == name
    assert [each.text_content() for each in page.iter("dt", "dd")] == [
        "Recording", f"{name}.wav", "Length", "1:02:05", "Model", "parakeet",
        "Language", "de", "Speakers", "Ann <b>",
    ]  # fmt: skip
    lines = [" ".join(each.text_content().split()) for each in page.iter("section")]
    assert lines == [
        "Ann <b> 00:00 Guten Morgen. Setzen wir uns.",
        "[2 s of audio at 00:05 cannot be decoded; the file is damaged.]",
        "10:00:00 صباح الخير",
    ]
    assert sentences(page) == [segment.text for segment in TALK.segments]
    assert [each.get("data-start") for each in page.find_class("sentence")] == [
        "0.500",
        "1.900",
        "36000.100",
    ]


def test_languages_and_directions_are_told() -> None:
    page = read(TALK)
    assert page.get("lang") == "de"
    paragraphs = page.xpath("//main//p")
    assert [(each.get("dir"), each.get("lang")) for each in paragraphs] == [
        ("ltr", None),
        ("rtl", "ar"),
    ]
    assert page.find(".//main").get("dir") == "ltr"
    assert read(replace(TALK, segments=TALK.segments[2:])).find(".//main").get("dir") == "rtl"
    assert read(replace(TALK, language=None)).get("lang") is None


def test_a_time_leads_to_its_sentence() -> None:
    page = read(TALK, ExportOptions(times=TimesShown.SENTENCE))
    links = [(each.text, each.get("href")) for each in page.find_class("time")]
    assert links == [("00:00", "#s0"), ("00:01", "#s1"), ("10:00:00", "#s2")]
    assert [each.get("id") for each in page.find_class("sentence")] == ["s0", "s1", "s2"]
    assert not read(TALK, WITHOUT_TIMES).find_class("time")


def test_nothing_but_the_recording_is_fetched_and_only_our_script_runs() -> None:
    page = read(TALK)
    assert [each.get("src") for each in page.xpath("//*[@src]")] == [
        "./a%3Ab%3F%20M%C3%BCller%20%26%20%3CS%C3%B6hne%3E%20100%20%25%231.wav"
    ]
    assert not page.xpath("//link | //img | //iframe | //a[not(starts-with(@href, '#'))]")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    assert allowed["media-src"] == "'self' file:"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inline,) = page.iter(tag)
        digest = b64encode(sha256(inline.text.encode()).digest()).decode()
        assert allowed[rule] == f"'sha256-{digest}'"
    assert not page.xpath("//*[@style] | //@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize(
    ("name", "tag"), [("a.wav", "audio"), ("a.MP4", "video"), ("a", "audio"), ("a.mkv", "video")]
)
def test_a_film_gets_a_picture_and_both_stay_hidden_until_they_play(name: str, tag: str) -> None:
    (player,) = read(replace(TALK, media_path=Path("/rec", name))).find_class("player")
    assert "hidden" in player.attrib
    assert [each.tag for each in player] == [tag]


def test_a_name_that_is_no_utf_8_is_looked_for_by_its_bytes() -> None:
    page = read(replace(TALK, media_path=Path("/rec/M\udcfcller.wav")))
    assert page.find(".//audio").get("src") == "./M%FCller.wav"
    assert page.findtext(".//h1") == "M\ufffdller"


def test_an_empty_text_and_one_without_times() -> None:
    assert sentences(read(replace(TALK, segments=()))) == []
    untimed = tuple(replace(one, start_s=None, end_s=None) for one in TALK.segments)
    page = read(replace(TALK, segments=untimed), ExportOptions(times=TimesShown.SENTENCE))
    assert sentences(page) == [segment.text for segment in TALK.segments]
    assert not page.xpath("//@data-start | //a")


@pytest.mark.parametrize("text", [*hard_texts.TEXTS, "x" * 400, "</span></script><script>&amp;"])
def test_hard_texts_come_back(text: str) -> None:
    made = replace(TALK, segments=(Segment(text, 0.0, 1.0, speaker=text),))
    page = read(made)
    assert sentences(page) == [text]
    assert page.find_class("speaker")[0].text_content() == one_line(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("<>&;\"'/!-#x3a \t\n\r\u00a0") | st.characters(), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    assert sentences(read(replace(TALK, segments=(Segment(text, 0.0, 1.0),)))) == [cleaned(text)]
