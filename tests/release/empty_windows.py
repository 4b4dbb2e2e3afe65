"""A Windows under Wine with nothing on it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

import pytest

# A program of a few kilobytes.
PROGRAM = Path(str(distribution("setuptools").locate_file("setuptools/gui-64.exe")))
LIMIT_S = 240

needs_wine = pytest.mark.skipif(
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
            "LC_ALL": "C.UTF-8",  # of names in the drive
        }
        self.run("wine", "wineboot", "--init")
        self.run("wine", "winecfg", "-v", "win10")

    @property
    def local(self) -> Path:
        """The user's folder for programs' data."""
        user = next(p for p in (self.drive_c / "users").iterdir() if p.name != "Public")
        return user / "AppData" / "Local"

    def run(self, *command: str | Path) -> int:
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

    def msiexec(self, action: str, file: Path, *options: str) -> int:
        """Windows Installer, in silence."""
        return self.run("wine", "msiexec", action, f"Z:{file}", "/qn", *options)

    def files(self) -> set[str]:
        """All files of the drive, but for temporary ones."""
        found = (file for file in self.drive_c.rglob("*") if file.is_file())
        names = {file.relative_to(self.drive_c).as_posix() for file in found}
        return {name for name in names if "/Temp/" not in name}


@contextmanager
def empty_windows(folder: Path) -> Iterator[Windows]:
    """Make one, and end it."""
    prefix = folder / "prefix"
    made = Windows(prefix)
    try:
        yield made
    finally:
        made.run("wineserver", "--kill")
        shutil.rmtree(prefix)  # some hundred megabytes, which pytest would keep
