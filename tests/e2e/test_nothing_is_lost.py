"""The program is killed in the middle of a recording: the next one goes on, and nothing is lost."""

import re
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core.job import JobState
from desktop_app.library.library import Library
from desktop_app.system.environment import KILL_VARIABLE
from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, running, wait_until
from tests.e2e.kept import jobs_in, long_recording

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
AVIARY = [sys.executable, "-m", "desktop_app"]
# Importing NeMo takes up to 17 s on an idle computer, several times that on a busy one.
PATIENCE_S = 180
# Chunks that are kept before the kill: those of the first recording, and some of the long one's.
KEPT = 8
# Two minutes and more, heard in many chunks.
TIMES = 6


def _texts(folder: Path) -> dict[str, str]:
    with closing(Library.open(folder)) as library:
        assert library.verify() == []
        kept = library.transcripts()
        return {summary.title: library.transcript(summary.key).text for summary in kept}


def _restored(home: Path) -> list[tuple[int, int]]:
    """How many jobs and transcripts each start has found."""
    log = (home / "logs" / "aviary.log").read_text(encoding="utf-8")
    found = re.findall(r"the library has (\d+) jobs and (\d+) transcripts", log)
    return [(int(jobs), int(texts)) for jobs, texts in found]


def test_killed_while_transcribing_and_started_again(
    screen: Desktop, home: Path, tmp_path: Path
) -> None:
    first, long, same = (tmp_path / name for name in ("first.wav", "long é.wav", "same.wav"))
    first.write_bytes(SAMPLE.read_bytes())
    for path in (long, same):
        long_recording(path, TIMES)
    folder = home / "library"
    killed_at = {KILL_VARIABLE: f"journal.note.after:{KEPT}"}
    command = [*AVIARY, *map(str, (first, long, same))]
    with running(command, screen.environment | killed_at) as program:
        assert program.wait(timeout=PATIENCE_S) == -signal.SIGKILL
    jobs = jobs_in(folder)
    assert list(jobs) == [long.name, same.name]
    assert jobs[long.name].is_interrupted
    with closing(Library.open(folder)) as library:
        point = library.resume_point(jobs[long.name].key)
    assert point is not None
    assert 0 < len(point.heard) < KEPT
    heard_s = jobs[long.name].heard_s
    assert heard_s == point.end_s > 0
    assert list(_texts(folder)) == [first.name]

    with running(AVIARY, screen.environment) as program:
        window = screen.window("^Aviary$", PATIENCE_S)
        wait_until(lambda: _restored(home) == [(0, 0), (2, 1)], 60, "the queue")
        jobs = jobs_in(folder)
        assert jobs[long.name].state is JobState.STOPPED  # nothing starts by itself
        assert jobs[long.name].heard_s >= heard_s
        screen.do("windowactivate", "--sync", window)
        screen.press("F5")
        wait_until(lambda: not jobs_in(folder), PATIENCE_S, "the end of the queue")
        screen.press("ctrl+q")  # without a question
        assert program.wait(60) == 0
    texts = _texts(folder)
    assert sorted(texts) == sorted([first.name, long.name, same.name])
    # Word for word what it is without an interruption.
    assert texts[long.name] == texts[same.name] != ""

    with running(AVIARY, screen.environment) as program:
        window = screen.window("^Aviary$", PATIENCE_S)
        wait_until(lambda: _restored(home)[2:] == [(0, 3)], 60, "the library")
        screen.do("windowactivate", "--sync", window)
        screen.press("ctrl+q")
        assert program.wait(60) == 0
