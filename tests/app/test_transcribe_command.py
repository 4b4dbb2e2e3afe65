"""What the terminal shows beside the text."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop_app.app.services import SAMPLE, Services
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.main import build_parser
from desktop_app.core.model import ModelSpec
from desktop_app.core.transcript import Incomplete, SpeechGap
from desktop_app.models import catalog
from desktop_app.system.folders import Folders
from tests.fakes import STARTER, FakeEngine


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    made = tmp_path / "talk.wav"
    made.write_bytes(b"RIFF")
    return made


def transcribe(*words: Path | str, engine: FakeEngine, spec: ModelSpec = STARTER) -> int:
    """The command over a fake engine with one model."""
    store: Any = SimpleNamespace(preferred=lambda: spec)
    speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
    folders = Folders.below(Path("nothing is written there"))
    services = cast(
        Services, SimpleNamespace(store=store, session=lambda: engine, speed=speed, folders=folders)
    )
    options = build_parser().parse_args(["transcribe", "--no-library", *map(str, words)])
    return transcribe_command.run(services, options)


@pytest.mark.parametrize("segments", [0, 3])
def test_an_incomplete_recording_is_a_warning(
    segments: int, recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = FakeEngine()
    engine.segment_count = segments
    engine.incomplete = Incomplete(19.0, 7.0, 9.0, ((1.0, 3.0),), breaks_off=True)
    assert transcribe(recording, "--quiet", engine=engine) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == segments
    assert err.splitlines() == [
        (
            "talk.wav: 2 s of audio at 00:01 cannot be decoded; the file is damaged. "
            "The recording ends after 9 s of 19 s; the file is incomplete."
        )
    ]


def test_many_damaged_places_are_one_line(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = FakeEngine()
    holes = tuple((float(second), second + 0.5) for second in range(60))
    engine.incomplete = Incomplete(90.0, 60.0, 90.0, holes)
    assert transcribe(recording, "--quiet", engine=engine) == 0
    assert capsys.readouterr().err.splitlines() == [
        "talk.wav: 30 s of audio in 60 places cannot be decoded; the file is damaged."
    ]


def test_gaps_are_reported_on_standard_error(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = FakeEngine()
    engine.gaps = (SpeechGap(843.2, 855.4), SpeechGap(3700.0, 3830.0))
    assert transcribe(recording, "--quiet", engine=engine) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "Sentence number 0."
    assert err.splitlines() == [
        "talk.wav: 12 s of speech without text at 14:03",
        "talk.wav: 2 min 10 s of speech without text at 1:01:40",
    ]


def test_the_demonstration_model_says_what_it_is_not_for(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: Path | str, spec: ModelSpec = catalog.STARTER) -> list[str]:
        assert transcribe(*words, engine=FakeEngine(), spec=spec) == 0
        lines = capsys.readouterr().err.splitlines()
        return [line for line in lines if "aviary models download" in line]

    (line,) = said(recording)
    assert line == (
        "Aviary Starter (Demo) knows only a few hundred words: do not rely on its text. "
        "For real recordings: aviary models download parakeet-tdt-0.6b-v3 (2.5 GB)"
    )
    assert len(said(SAMPLE, recording)) == 1
    assert not said(SAMPLE)
    assert not said(recording, "--quiet")
    assert not said(recording, spec=catalog.CATALOG[0])
