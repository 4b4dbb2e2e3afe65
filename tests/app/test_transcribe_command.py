"""What the terminal is told beside the text."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop_app.app import transcribe_command
from desktop_app.app.command_line import build_parser
from desktop_app.app.services import Services
from desktop_app.core.transcript import SpeechGap
from tests.fakes import STARTER, FakeEngine


def test_gaps_are_told_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = tmp_path / "talk.wav"
    recording.write_bytes(b"RIFF")
    engine = FakeEngine()
    engine.gaps = (SpeechGap(843.2, 855.4), SpeechGap(3700.0, 3830.0))
    store: Any = SimpleNamespace(preferred=lambda: STARTER)
    speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
    services = cast(Services, SimpleNamespace(store=store, session=engine, speed=speed))
    options = build_parser().parse_args(["transcribe", str(recording), "--quiet"])
    assert transcribe_command.run(services, options) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "Sentence number 0."
    assert err.splitlines() == [
        "talk.wav: 12 s of speech without text at 14:03",
        "talk.wav: 2 min 10 s of speech without text at 1:01:40",
    ]
