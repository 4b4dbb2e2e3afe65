"""The window is killed while it transcribes; the next one goes on, and the text is whole."""

import json
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from desktop_app.library.library import Library
from desktop_app.system.environment import KILL_VARIABLE
from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, running, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
AVIARY = [sys.executable, "-m", "desktop_app"]
PATIENCE_S = 150
KEPT = 4


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Two minutes and more, so that it is heard in many chunks."""
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    path = tmp_path / "lang é.wav"
    soundfile.write(path, np.tile(sound, 6), rate_hz)
    return path


def test_after_kill_9_the_next_window_goes_on(
    screen: Desktop, home: Path, recording: Path, tmp_path: Path
) -> None:
    killed_at = {KILL_VARIABLE: f"journal.note.after:{KEPT}"}
    with running([*AVIARY, str(recording)], {**screen.environment, **killed_at}) as program:
        assert program.wait(timeout=PATIENCE_S) == -signal.SIGKILL
    with closing(Library.open(home / "library")) as library:
        (job,) = library.jobs()
        point = library.resume_point(job.key)
        assert point is not None
        assert job.is_interrupted
        assert len(point.heard) == KEPT
        assert job.heard_s == point.end_s > 30.0

    with running(AVIARY, screen.environment) as program:
        screen.active_window("^Aviary$")
        with closing(Library.open(home / "library")) as library:

            def has_begun() -> bool:
                screen.press("F5")  # Transcribe > Start; nothing while the list is being read
                return library.jobs() == [] or library.jobs()[0].is_owned

            wait_until(has_begun, 60, "the job to be taken")
            (summary,) = wait_until(library.transcripts, PATIENCE_S, "the transcript")
            assert summary.key == job.key
            assert library.jobs() == []
            text = library.transcript(summary.key).text
        screen.press("ctrl+q")
        assert program.wait(timeout=60) == 0

    command = [*AVIARY, "transcribe", str(recording), "--format", "json"]
    elsewhere = {**screen.environment, "AVIARY_HOME": str(tmp_path / "elsewhere")}
    subprocess.run(command, env=elsewhere, capture_output=True, check=True, cwd=ROOT)
    written = recording.with_suffix(".json").read_text(encoding="utf-8")
    whole = json.loads(written)["segments"]
    assert text == "\n".join(segment["text"] for segment in whole)
