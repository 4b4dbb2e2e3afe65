"""Subtitles as another program reads them."""

from pathlib import Path

import pysubs2
import pytest

from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.registry import render

SAID = ("Tom & Jerry: 1 < 2.", "Größe, 日本")


@pytest.mark.parametrize("format_id", ["srt", "vtt"])
def test_another_reader_gets_the_same_cues(format_id: str) -> None:
    segments = tuple(Segment(text, 2.0 * n, 2.0 * n + 1.5) for n, text in enumerate(SAID))
    transcript = Transcript(Path("talk.wav"), 4.0, "starter", None, segments)
    read = pysubs2.SSAFile.from_string(render(transcript, format_id).decode(), format_id)
    assert [(e.start, e.end) for e in read] == [(0, 1500), (2000, 3500)]
    texts = [e.plaintext.replace("&amp;", "&").replace("&lt;", "<") for e in read]
    assert texts == list(SAID)
