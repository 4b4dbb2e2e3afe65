"""The exported web page in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.html_document import page
from desktop_app.system.folders import RESOURCES
from tests.browser import PROGRAM, Browser, browser

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")
NAME = "a:b? Müller & <Söhne> 100 %#1.wav"
PLAYER = "document.querySelector('audio')"
IS_SHOWN = f"!{PLAYER}.parentElement.hidden"
LIT = "[...document.querySelectorAll('.lit')].map((sentence) => sentence.id)"


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Browser]:
    with browser(tmp_path / "profile") as one:
        yield one


@pytest.fixture
def written(tmp_path: Path) -> Path:
    said = tuple(
        Segment(f"Sentence {n}.<script>document.title = 'run'</script>", 4.0 * n, 4.0 * n + 3.0)
        for n in range(5)
    )
    talk = Transcript(tmp_path / NAME, 23.0, "starter", "en", said)
    path = tmp_path / "talk.html"
    path.write_bytes(page(talk))
    return path


def test_beside_its_recording_it_plays(shown: Browser, written: Path) -> None:
    shutil.copy(RESOURCES / "samples" / "sample.wav", written.with_name(NAME))
    shown.open(written, "#s2")
    shown.until(f"{IS_SHOWN} && {PLAYER}.currentTime === 8 && !{PLAYER}.seeking")
    shown.until(f"{LIT}.join() === 's2'")
    shown.value(f"{PLAYER}.playbackRate = 0.0625")  # a sentence lasts, however busy the computer
    shown.click("#s4")
    shown.until(f"{LIT}.join() === 's4'")
    assert 16 <= shown.value(f"{PLAYER}.currentTime") < 19
    shown.click(".time")
    shown.until(f"{LIT}.join() === 's0'")
    shown.value(f"{PLAYER}.pause(), {PLAYER}.currentTime = 3.5")
    shown.until(f"{LIT}.length === 0")
    shown.value(f"{PLAYER}.currentTime = 1")  # back in the sentence that was lit before
    shown.until(f"{LIT}.join() === 's0'")
    assert shown.value("document.title") == Path(NAME).stem


def test_without_a_recording_that_plays_it_is_a_text(shown: Browser, written: Path) -> None:
    for noise in (None, b"no sound"):
        if noise:
            written.with_name(NAME).write_bytes(noise)
        shown.open(written)
        shown.until(f"{PLAYER}.error")
        shown.click("#s2")
        assert not shown.value(IS_SHOWN)
        assert shown.value("document.querySelector('main').innerText").count("Sentence") == 5
        assert not shown.value(f"{LIT}.length")
