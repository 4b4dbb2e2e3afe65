"""The commands as a Windows script calls them: with pipes, which have the system's code page."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_app.models.catalog import BUNDLED, CATALOG
from desktop_app.system.folders import RESOURCES
from tests.nemo_files import model
from tests.windows.holding import ROOT

SAMPLE = RESOURCES / "samples" / "sample.wav"
SAID = SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split()


def aviary(home: Path, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "desktop_app", *map(str, words)]
    environment = {**os.environ, "AVIARY_HOME": str(home)}
    environment.pop("PYTHONUTF8", None)  # it begins without the mode, in the system's code page
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=280, check=False
    )


def output(done: subprocess.CompletedProcess[bytes]) -> str:
    errors = done.stderr.decode(errors="replace")
    assert done.returncode == 0 and "Traceback" not in errors, errors
    return done.stdout.decode()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "José 日本"


def test_models_are_listed(home: Path) -> None:
    listed: list[dict[str, Any]] = json.loads(output(aviary(home, "models", "list", "--json")))
    assert [one["id"] for one in listed] == [spec.id for spec in CATALOG]
    assert {one["id"] for one in listed if one["installed"]} == BUNDLED


def test_names_of_other_alphabets_pass_through_pipes(home: Path, tmp_path: Path) -> None:
    archive = model(tmp_path / "日本語.nemo")
    assert output(aviary(home, "models", "import", archive))
    listed = json.loads(output(aviary(home, "models", "list", "--json")))
    (added,) = (one["id"] for one in listed if one["id"] not in {spec.id for spec in CATALOG})
    assert added == "日本語"
    assert "日本語" in output(aviary(home, "models", "list"))


@pytest.mark.slow
def test_a_recording_is_transcribed(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Ausgabe é 日本"
    # Both folders' names matter: libraries written in C++ open files by the code page.
    output(aviary(home, "transcribe", SAMPLE, "--format", "txt,json,srt", "--output", folder))
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".srt", ".txt"]
    heard = (folder / "sample.txt").read_text(encoding="utf-8").split()
    right = sum(said == word for said, word in zip(SAID, heard, strict=False))
    assert right / len(SAID) > 0.9
