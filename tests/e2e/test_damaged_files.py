"""Damaged recordings through the whole program: one sentence each, and the others are done."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from tests import warm_commands
from tests.conftest import ROOT
from tests.damage import damaged
from tests.media_files import KINDS, write_kind

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SECONDS = 6.0
OPTIONS = ("--quiet", "--format", "json,txt", "--output")


def test_a_folder_of_damaged_files(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Half of a recording says so everywhere; what cannot be read is named; whole ones are done."""
    recordings, texts = tmp_path / "recordings", tmp_path / "texts"
    recordings.mkdir()
    names = list(KINDS) if request.config.getoption("--fuzz") > 3 else list(KINDS)[::4]
    for name in names:
        write_kind(recordings, name, SECONDS)
    others = [path.read_bytes() for path in sorted(recordings.iterdir())]
    for number, name in enumerate(names):
        path = recordings / name
        path.write_bytes(damaged(name, number, path.read_bytes(), others))
    half = write_kind(recordings, "a.mp3", SECONDS).rename(recordings / "half.mp3")
    half.write_bytes(half.read_bytes()[: half.stat().st_size // 2])
    write_kind(recordings, "a.wav", SECONDS).rename(recordings / "whole.wav")

    files = sorted(recordings.iterdir())
    done = warm_commands.run("transcribe", *files, *OPTIONS, texts)

    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    said = dict.fromkeys((path.name for path in files), "")
    for line in done.stderr.splitlines():
        name, _, sentence = line.partition(": ")
        assert name in said, line
        said[name] += f"{sentence}\n"
    schema = json.loads((ROOT / "resources" / "transcript-v2.schema.json").read_text("utf-8"))
    for name, sentences in said.items():
        sys.stdout.write(f"{name}: {sentences or 'nothing'}\n")
        written = sorted(texts.glob(f"{Path(name).stem}*.json"))
        assert written or sentences, name
    for path in texts.glob("*.json"):
        jsonschema.validate(json.loads(path.read_text("utf-8")), schema)
    assert said["half.mp3"] == "The recording ends after 3 s of 6 s; the file is incomplete.\n"
    assert "[The recording ends after 3 s of 6 s" in (texts / "half.txt").read_text("utf-8")
    incomplete = json.loads((texts / "half.json").read_text("utf-8"))["incomplete"]
    assert incomplete["expected"] == pytest.approx(6.0, abs=0.1)
    assert incomplete["decoded"] == pytest.approx(3.0, abs=0.1)
    assert said["whole.wav"] == ""
    assert (texts / "whole.txt").read_text("utf-8").strip()
