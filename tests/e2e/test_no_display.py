"""Starts where no window can be shown: a sentence and an exit code, never an abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is one"),
]

# What says where a window goes; a test sets what it needs of it.
VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


def start(home: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", *words],
        cwd=ROOT, env=kept | {"AVIARY_HOME": str(home)} | variables,
        capture_output=True, encoding="utf-8", check=False, timeout=100,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({}, "there is no display"),
        ({"DISPLAY": ":4711"}, "could not connect to display :4711"),
        ({"WAYLAND_DISPLAY": "wayland-4711"}, "Failed to create wl_display"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "Could not find the Qt platform plugin"),
        ({"QT_QPA_PLATFORM": "linuxfb"}, "framebuffer"),
    ],
)
def test_the_reason_is_reported(tmp_path: Path, variables: dict[str, str], reason: str) -> None:
    done = start(tmp_path, "my talk.wav", **variables)
    assert done.returncode == 2, done
    (line,) = done.stderr.splitlines()
    assert line.startswith("Aviary cannot show its window: ") and reason in line
    assert line.endswith("aviary transcribe 'my talk.wav'")


def test_a_mistyped_command_opens_no_window(tmp_path: Path) -> None:
    done = start(tmp_path, "trancribe", "x.wav")
    assert done.returncode == 2
    assert "Did you mean “transcribe”?" in done.stderr
