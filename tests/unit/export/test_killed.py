"""An export that is killed leaves whole files only, and the next one completes them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.naming import WhenTaken
from desktop_app.export.files import ExportFiles
from desktop_app.export.names import NameRules
from desktop_app.export.registry import FORMATS
from tests.conftest import ROOT
from tests.fakes import transcript

NAMES = ("a", "b", "c")


def export(folder: Path, when_taken: str) -> None:
    """Export three transcripts in all formats."""
    rules = NameRules.parse("{name}", WhenTaken(when_taken))
    files = ExportFiles([], names=rules)
    for name in NAMES:
        files.write(transcript(f"{name}.wav"), FORMATS, folder)


def whole(folder: Path) -> dict[str, bytes]:
    """What was written under its final name."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}


@pytest.mark.parametrize("turn", [1, 2, 7, 8, 15, 21])
@pytest.mark.parametrize("step", ["before", "after"])
def test_a_killed_export_leaves_whole_files_and_is_completed(
    tmp_path: Path, step: str, turn: int
) -> None:
    expected, folder = tmp_path / "expected", tmp_path / "killed"
    expected.mkdir()
    folder.mkdir()
    export(expected, "number")
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.export.test_killed", folder],
        env=os.environ | {"AVIARY_KILL_AT": f"export.write.{step}:{turn}", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    left = whole(folder)
    assert len(left) == turn - (step == "before")
    assert left.items() <= whole(expected).items()
    export(folder, "skip")
    assert whole(folder) == whole(expected)


if __name__ == "__main__":
    export(Path(sys.argv[1]), "number")
