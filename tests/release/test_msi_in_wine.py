"""The package is installed, upgraded and removed by Windows Installer, in silence, under Wine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tools.build import msi
from tools.build.msi import pack

PROGRAM = Path(str(distribution("setuptools").locate_file("setuptools/gui-64.exe")))
NEWER_IS_INSTALLED = 1603 % 256  # Windows Installer's ERROR_INSTALL_FAILURE, as a Linux exit code
LIMIT_S = 120

pytestmark = pytest.mark.skipif(
    shutil.which("wine") is None, reason="Wine is not installed (Debian: wine, wine64)"
)


class Windows:
    """An empty Windows."""

    def __init__(self, prefix: Path) -> None:
        self.drive_c = prefix / "drive_c"
        self._env = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=d;mshtml=d;winemenubuilder.exe=d",
        }
        self.run("wine", "wineboot", "--init")
        self.run("wine", "winecfg", "-v", "win10")

    def run(self, *command: str) -> int:
        """A program to its end, and to that of all it started; its exit code."""
        done = subprocess.run(
            command,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # a pipe: Wine's programs may hang with a file
            stderr=subprocess.STDOUT,
            timeout=LIMIT_S,
            check=False,
        )
        if command[0] != "wineserver":
            self.run("wineserver", "--wait")
        return done.returncode

    def msiexec(self, action: str, file: Path) -> int:
        return self.run("wine", "msiexec", action, f"Z:{file}", "/qn")

    def files(self) -> set[str]:
        found = (file for file in self.drive_c.rglob("*") if file.is_file())
        return {file.relative_to(self.drive_c).as_posix() for file in found}


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    prefix = tmp_path / "prefix"
    made = Windows(prefix)
    yield made
    made.run("wineserver", "--kill")
    shutil.rmtree(prefix)  # some hundred megabytes, which pytest would keep


def package(folder: Path, version: str, names: tuple[str, ...]) -> Path:
    """A package of this version, with these files beside the programs."""
    tree = folder / version / "Aviary"
    for name in ("Aviary.exe", "aviary.com", *names):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROGRAM, tree / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(msi, "__version__", version)
        return pack(tree, folder / f"{version}.msi")


def test_it_comes_in_silence_and_leaves_nothing(windows: Windows, tmp_path: Path) -> None:
    first = package(tmp_path, "1.0.0", ("_internal/a folder/old.dll", "_internal/kept.dll"))
    second = package(tmp_path, "1.1.0", ("_internal/new.dll", "_internal/kept.dll"))
    before = windows.files()

    def installed() -> set[str]:
        added = windows.files() - before
        assert any(name.endswith("Start Menu/Programs/Aviary.lnk") for name in added) or not added
        at = "AppData/Local/Programs/Aviary/"
        return {name.split(at)[1] for name in added if at in name}

    programs = {"Aviary.exe", "aviary.com"}
    assert windows.msiexec("/i", first) == 0
    assert installed() == programs | {"_internal/a folder/old.dll", "_internal/kept.dll"}
    assert windows.msiexec("/i", second) == 0
    assert installed() == programs | {"_internal/new.dll", "_internal/kept.dll"}
    assert windows.msiexec("/i", first) == NEWER_IS_INSTALLED
    assert installed() == programs | {"_internal/new.dll", "_internal/kept.dll"}
    assert windows.msiexec("/x", second) == 0
    assert windows.files() == before
