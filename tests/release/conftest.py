"""A tiny frozen program, made by PyInstaller as Aviary is, and a Windows to install it on."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.release.empty_windows import Windows, empty_windows

# One of pure Python, one with a compiled module, one with a library of its own.
PROGRAM = "import idna, yaml, soundfile\n"


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its tree; copy it before changing it."""
    folder = tmp_path_factory.mktemp("frozen")
    script = folder / "Aviary.py"
    script.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--exclude-module", "numpy", "--distpath", "dist", str(script)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "dist" / "Aviary"


@pytest.fixture
def tree(frozen: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    copy = tmp_path / "é 日本" / "Aviary"
    shutil.copytree(frozen, copy, symlinks=True)
    return copy


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A Windows under Wine; who installs something takes it away."""
    with empty_windows(tmp_path_factory.mktemp("windows")) as made:
        yield made
