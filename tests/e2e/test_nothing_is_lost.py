"""The program is killed in the middle of a recording: at the next start everything is there."""

import re
import sys
from pathlib import Path

import pytest

from desktop_app.core.job import JobState
from desktop_app.library.library import Library
from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, running, wait_until
from tests.e2e.kept import jobs_in, long_recording

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
AVIARY = [sys.executable, "-m", "desktop_app"]
# Importing NeMo takes up to 17 s on an idle computer, several times that on a busy one.
PATIENCE_S = 180


def _titles(folder: Path) -> list[str]:
    library = Library.open(folder)
    try:
        assert library.verify() == []
        return sorted(summary.title for summary in library.transcripts())
    finally:
        library.close()


def _restored(home: Path) -> list[tuple[int, int]]:
    """How many jobs and transcripts each start has found."""
    log = (home / "logs" / "aviary.log").read_text(encoding="utf-8")
    found = re.findall(r"the library has (\d+) jobs and (\d+) transcripts", log)
    return [(int(jobs), int(texts)) for jobs, texts in found]


def test_killed_while_transcribing_and_started_again(
    screen: Desktop, home: Path, tmp_path: Path
) -> None:
    first, long, last = (tmp_path / name for name in ("first.wav", "long é.wav", "last.wav"))
    for path in (first, last):
        path.write_bytes(SAMPLE.read_bytes())
    long_recording(long)
    folder = home / "library"
    command = [*AVIARY, *map(str, (first, long, last))]
    with running(command, screen.environment) as program:
        screen.window("^Aviary$", PATIENCE_S)

        def is_in_the_middle() -> bool:
            jobs = jobs_in(folder)
            return first.name not in jobs and long.name in jobs and jobs[long.name].heard_s > 0

        wait_until(is_in_the_middle, PATIENCE_S, "the journal of the long recording")
        program.kill()
        program.wait(60)
    jobs = jobs_in(folder)
    assert list(jobs) == [long.name, last.name]
    assert jobs[long.name].is_interrupted
    heard_s = jobs[long.name].heard_s
    assert heard_s > 0
    assert _titles(folder) == [first.name]

    with running(AVIARY, screen.environment) as program:
        window = screen.window("^Aviary$", PATIENCE_S)
        wait_until(lambda: _restored(home) == [(0, 0), (2, 1)], 60, "the queue")
        jobs = jobs_in(folder)
        assert jobs[long.name].state is JobState.STOPPED  # nothing starts by itself
        assert jobs[long.name].heard_s >= heard_s
        screen.do("windowactivate", "--sync", window)
        screen.press("F5")
        wait_until(lambda: not jobs_in(folder), PATIENCE_S, "the end of the queue")
        assert _titles(folder) == sorted([first.name, long.name, last.name])
        screen.press("ctrl+q")  # without a question
        assert program.wait(60) == 0

    with running(AVIARY, screen.environment) as program:
        window = screen.window("^Aviary$", PATIENCE_S)
        wait_until(lambda: _restored(home)[2:] == [(0, 3)], 60, "the library")
        screen.do("windowactivate", "--sync", window)
        screen.press("ctrl+q")
        assert program.wait(60) == 0
