"""Subtitles as other programs read them: pysubs2, webvtt-py, FFmpeg and ttconv."""

import html
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pysubs2
import pytest
import webvtt
from hypothesis import given, settings
from ttconv import model
from ttconv.imsc import reader as imsc_reader

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import cleaned
from desktop_app.export.options import ExportOptions
from desktop_app.export.registry import render
from desktop_app.export.subtitles.cues import Cue, cues
from tests.hard_transcripts import CASES, timed
from tests.subtitle_guides import read_srt

TIMED = {name: case for name, case in CASES.items() if case.has_times}
every_case = pytest.mark.parametrize("case", TIMED.values(), ids=TIMED)
FFMPEG = shutil.which("ffmpeg")
with_ffmpeg = pytest.mark.skipif(FFMPEG is None, reason="FFmpeg is not installed")
PLAIN = ExportOptions(has_speakers=False)
FILM = ExportOptions(frame_rate=23.976)
# What SubRip and SubStation cannot hold: braces are commands there.
PARENTHESES = str.maketrans("{}", "()")
FONT = re.compile(rb"</?font[^>]*>")  # which FFmpeg makes of a style
# IMSC 1.1, 6 and 8: what a text document must say and what it must not.
TT = "{http://www.w3.org/ns/ttml}"
TTP = "{http://www.w3.org/ns/ttml#parameter}"
TTS = "{http://www.w3.org/ns/ttml#styling}"
TEXT_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"


def expected(case: Transcript, options: ExportOptions = PLAIN) -> list[tuple[int, int, str]]:
    """Start, end (in milliseconds) and text of each cue."""
    return [
        (round(cue.start_s * 1000), round(cue.end_s * 1000), "\n".join(cue.lines))
        for cue in cues(case, options)
    ]


def in_parentheses(made: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [(start, end, text.translate(PARENTHESES)) for start, end, text in made]


def bare(text: str) -> str:
    """A text without the joiners that keep two characters from being read as a command."""
    return text.replace("\u2060", "")


@every_case
def test_pysubs2_reads_subrip(case: Transcript) -> None:
    read = pysubs2.SSAFile.from_string(render(case, "srt", PLAIN).decode(), "srt")
    assert [(e.start, e.end, bare(e.plaintext)) for e in read] == in_parentheses(expected(case))


@every_case
def test_pysubs2_reads_substation(case: Transcript) -> None:
    read = pysubs2.SSAFile.from_string(render(case, "ass").decode(), "ass")
    made = in_parentheses(expected(case))
    assert [bare(e.plaintext) for e in read] == [text for _start, _end, text in made]
    for event, (start, end, _text) in zip(read, made, strict=True):
        assert abs(event.start - start) <= 5  # its times are hundredths
        assert abs(event.end - end) <= 5


@every_case
def test_webvtt_reads_webvtt_and_its_voices(case: Transcript) -> None:
    written = render(case, "vtt").decode()
    read = webvtt.from_buffer(io.StringIO(written)).captions if case.segments else []
    made = cues(case, ExportOptions())
    assert [(e.start_in_seconds, bare(html.unescape(e.text))) for e in read] == [
        (int(cue.start_s + 0.0005), "\n".join(cue.lines)) for cue in made
    ]
    assert [e.voice and html.unescape(e.voice) for e in read] == [_name(cue) for cue in made]


def _name(cue: Cue) -> str | None:
    return " ".join(cleaned(cue.speakers[0] or "").split()) or None


@with_ffmpeg
@every_case
@pytest.mark.parametrize("format_id", ["srt", "vtt", "ass"])
def test_ffmpeg_reads_the_same_cues(format_id: str, case: Transcript) -> None:
    if not case.text.strip():
        return  # FFmpeg calls a file without cues no subtitles
    if format_id == "vtt" and case is CASES["characters"]:
        return  # it takes `{\\an8}` for a command, in WebVTT too
    source = {"srt": "srt", "vtt": "webvtt", "ass": "ass"}[format_id]
    command = [str(FFMPEG), "-v", "error", "-f", source, "-i", "-", "-f", "srt", "-"]
    data = render(case, format_id, PLAIN)
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    shown = read_srt(FONT.sub(b"", done.stdout.replace(b"\r", b"")))
    made = in_parentheses(expected(case))
    texts = [bare("\n".join(e.lines)).translate(PARENTHESES) for e in shown]
    if format_id == "vtt":  # it reads braces, and writes them as SubStation does
        texts = [text.replace("\\(", "(").replace("\\)", ")") for text in texts]
    assert texts == [text for _start, _end, text in made]
    for one, (start_ms, end_ms, _text) in zip(shown, made, strict=True):
        assert abs(one.start - start_ms) <= 5
        assert abs(one.end - end_ms) <= 10


@every_case
@pytest.mark.parametrize("options", [PLAIN, FILM], ids=["milliseconds", "frames"])
def test_ttconv_reads_ttml(case: Transcript, options: ExportOptions) -> None:
    root = ET.ElementTree(ET.fromstring(render(case, "ttml", options)))
    document = imsc_reader.to_model(root)
    assert document is not None
    body = document.get_body()
    read = [part for part in body.dfs_iterator() if isinstance(part, model.P)]
    made = cues(case, options)
    assert [_text(part) for part in read] == ["\n".join(cue.lines) for cue in made]
    for part, cue in zip(read, made, strict=True):
        assert abs((part.get_begin() or 0) - Fraction(cue.start_s)) < Fraction(1, 1900)
        assert abs(part.get_end() - Fraction(cue.end_s)) < Fraction(1, 1900)


def _text(part: model.P) -> str:
    inner = [one for one in part.dfs_iterator() if isinstance(one, model.Text | model.Br)]
    return "".join("\n" if isinstance(one, model.Br) else one.get_text() for one in inner)


@every_case
def test_ttml_keeps_to_imsc(case: Transcript) -> None:
    root = ET.fromstring(render(case, "ttml", FILM))
    assert root.get(f"{TTP}contentProfiles") == TEXT_PROFILE
    assert root.get(f"{TTP}frameRate") == "24"
    assert not any(TTS in name for name in root.attrib)  # no extent: no length in pixels
    regions = {
        one.get("{http://www.w3.org/XML/1998/namespace}id") for one in root.iter(f"{TT}region")
    }
    parts = list(root.iter(f"{TT}p"))
    assert {part.get("region") for part in parts} <= regions
    for part in parts:
        assert all(child.tag in {f"{TT}span", f"{TT}br"} for child in part)
        assert not (part.text or "").strip()  # text lies in spans
        begin, end = (int((part.get(name) or "").removesuffix("f")) for name in ("begin", "end"))
        assert begin < end
    ends = [int((part.get("end") or "").removesuffix("f")) for part in parts]
    starts = [int((part.get("begin") or "").removesuffix("f")) for part in parts]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    agents = {
        one.get("{http://www.w3.org/XML/1998/namespace}id")
        for one in root.iter()
        if one.tag.endswith("#metadata}agent")
    }
    used = {one.get("{http://www.w3.org/ns/ttml#metadata}agent") for one in root.iter(f"{TT}span")}
    assert used - {None} == agents


@settings(max_examples=40)
@given(case=timed)
def test_any_text_is_read_back(case: Transcript) -> None:
    assert [(e.start, e.end) for e in read_srt(render(case, "srt", PLAIN))] == [
        (start, end) for start, end, _text in expected(case)
    ]
    ET.fromstring(render(case, "ttml"))
    assert all(a.end_s <= b.start_s for a, b in pairwise(cues(case, PLAIN)))


@with_ffmpeg
@every_case
def test_ffmpeg_reads_lrc(case: Transcript) -> None:
    command = [str(FFMPEG), "-v", "error", "-f", "lrc", "-i", "-", "-f", "srt", "-"]
    if not case.text.strip() or case is CASES["characters"]:
        return  # it takes backslashes and braces for commands
    done = subprocess.run(command, input=render(case, "lrc"), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    shown = [(e.start, bare(" ".join(e.lines))) for e in read_srt(done.stdout.replace(b"\r", b""))]
    made = [(start, text.replace("\n", " ")) for start, _end, text in expected(case)]
    assert [text for _start, text in shown if text] == [text for _start, text in made]
