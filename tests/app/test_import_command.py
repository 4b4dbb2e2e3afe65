"""`aviary library import` on a real library."""

import json
from pathlib import Path

import pytest

from desktop_app.export.registry import render
from tests.app.test_library_command import TALK, Home, home
from tests.media_files import speech, write_pcm

__all__ = ["home"]
SRT = "1\n00:00:00,100 --> 00:00:00,900\nGood morning.\n\n"


def test_a_text_beside_its_recording(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    recording = home.folder / "talk.wav"
    write_pcm(recording, speech(seconds=1.0), 16_000, "PCM_16")
    text = home.folder / "talk.de.srt"
    text.write_text(SRT, encoding="utf-8")
    assert home.run("import", "--json", text) == 0
    (row,) = json.loads(capsys.readouterr().out)["files"]
    assert (row["error"], row["notes"]) == (None, [])
    made = row["transcript"]
    assert (made["recording"], made["language"]) == (str(recording), "de")
    assert made["duration_s"] == pytest.approx(1.0, abs=0.01)


def test_what_was_exported_comes_back_as_a_version_of_its_transcript(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    library = home.open()
    before = library.transcript(TALK)
    library.close()
    text = home.folder / "out.json"
    text.write_bytes(render(before, "json"))
    assert home.run("import", text) == 0
    assert "there already" in capsys.readouterr().out
    text.write_bytes(render(before, "json").replace(b"noon", b"six"))
    assert home.run("import", text) == 0
    assert "a version (talk.wav)" in capsys.readouterr().out
    library = home.open()
    assert library.transcript(TALK).segments[0].text == "We met at six."
    assert len(library.versions(TALK)) == 2
    library.close()


def test_failures_are_told_each_and_the_rest_is_done(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = home.folder / "alone.srt", home.folder / "bad.json"
    good.write_text(SRT, encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    assert home.run("import", bad, good, home.folder / "gone.vtt") == 1
    said = capsys.readouterr()
    assert "alone.srt: a transcript (alone)" in said.out
    assert "“bad.json” is no transcript" in said.err
    assert "There is no file “gone.vtt”" in said.err
    assert "alone.srt: No recording of that name lies beside it" in said.err


def test_usage(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = home.folder / "a.srt", home.folder / "b.srt"
    with pytest.raises(SystemExit) as ended:
        home.run("import", one, two, "--recording", "x.wav")
    assert ended.value.code == 2
    with pytest.raises(SystemExit) as ended:
        home.run("import", one, "--language", "klingon")
    assert ended.value.code == 2
    assert "no language is called “klingon”" in capsys.readouterr().err
    assert home.run("import", one, "--recording", Path("nowhere.wav")) == 1
    assert "nowhere.wav" in capsys.readouterr().err
