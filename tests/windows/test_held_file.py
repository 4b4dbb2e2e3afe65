"""A recording that another program holds: reported in time, nothing else blocked, resumed."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.system.folders import RESOURCES
from tests.windows.conftest import Hold, release_after
from tests.windows.holding import ROOT
from tests.windows.test_window import SCREENSHOTS

SAMPLE = RESOURCES / "samples" / "sample.wav"
# Wine is slow to start a program; the window itself counts from its own start.
DIALOG_WITHIN_S = 10.0


@pytest.mark.slow
def test_the_dialog_comes_and_the_rest_continues(tmp_path: Path, hold: Hold) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    held = Path(shutil.copy(SAMPLE, tmp_path / "gehalten é 日本.wav"))
    free = Path(shutil.copy(SAMPLE, tmp_path / "free.wav"))
    picture = SCREENSHOTS / "lock-dialog.png"
    command = [sys.executable, "-m", "tests.windows.held_file_window"]
    with (
        hold("share_nothing", held) as holder,
        subprocess.Popen(
            [*command, str(held), str(free), str(picture)],
            cwd=ROOT,
            env={**os.environ, "AVIARY_HOME": str(tmp_path / "home")},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as window,
    ):
        assert window.stdout is not None
        assert window.stdout.readline() == "dialog\n"
        assert window.stdout.readline() == "free done\n"
        release_after(0, holder)
        report = json.loads(window.stdout.readline())
    sys.stdout.write(f"\n{report}\n")
    assert report["dialog_s"] < DIALOG_WITHIN_S
    assert "gehalten é 日本.wav" in report["sentence"]
    assert report["dialog_open_then"], "the rest was done while the dialog was open"
    assert report["held_done_s"] is not None, "it went on by itself once the file was free"
    assert picture.is_file()


@pytest.mark.slow
def test_a_file_held_for_four_seconds_needs_nobody(tmp_path: Path, hold: Hold) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "held.wav"))
    environment = {**os.environ, "AVIARY_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "desktop_app", "transcribe", str(path)]
    with hold("share_nothing", path) as holder:
        begin_s = time.monotonic()
        release_after(4, holder)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    assert done.returncode == 0, done.stderr
    assert "The concert starts at eight o'clock" in done.stdout
    assert time.monotonic() - begin_s > 4
