"""WebVTT as the track of a video in a real browser."""

import json
from collections.abc import Iterator

import pytest

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import cleaned
from desktop_app.export.options import ExportOptions
from desktop_app.export.registry import render
from desktop_app.export.subtitles.cues import cues
from tests.browser import PROGRAM, Browser, browser
from tests.hard_transcripts import CASES

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")
TIMED = {name: case for name, case in CASES.items() if case.has_times}
# A page that was opened from a file may not load a track from another: it makes one of the text.
PAGE = """<!doctype html><meta charset="utf-8"><video></video>
<script>
window.load = (text) => new Promise((done, failed) => {
  const track = document.createElement("track");
  track.onload = () => done([...track.track.cues].map((cue) => {
    const shown = cue.getCueAsHTML();
    const voice = shown.querySelector("span");
    return [cue.startTime, cue.endTime, shown.textContent, voice ? voice.title : ""];
  }));
  track.onerror = () => failed(new Error("no track"));
  track.src = URL.createObjectURL(new Blob([text], { type: "text/vtt" }));
  document.querySelector("video").append(track);
  track.track.mode = "hidden";
});
</script>"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("browser")
    page = folder / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    with browser(folder / "profile") as one:
        one.open(page)
        yield one


@pytest.mark.parametrize("case", TIMED.values(), ids=TIMED)
def test_a_browser_reads_times_text_and_voices(shown: Browser, case: Transcript) -> None:
    written = render(case, "vtt").decode()
    read = shown.value(f"load({json.dumps(written)})")
    made = cues(case, ExportOptions())
    assert [(text.replace("\u2060", ""), voice) for _start, _end, text, voice in read] == [
        ("\n".join(cue.lines), " ".join(cleaned(cue.speakers[0] or "").split())) for cue in made
    ]
    for (start_s, end_s, _text, _voice), cue in zip(read, made, strict=True):
        assert abs(start_s - cue.start_s) < 0.001
        assert abs(end_s - cue.end_s) < 0.001
