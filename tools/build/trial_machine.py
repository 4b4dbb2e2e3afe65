"""A clean Windows without Python, under Wine, on its own screen."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from desktop_app import APP_NAME
from tests.e2e.desktop import Desktop, desktop, wait_until

T = TypeVar("T")
WINE, WINESERVER = "wine", "wineserver"
# Paths that Wine itself writes while programs run.
WINES_OWN_FILES = re.compile(
    r"(^|/)windows/(temp|Fonts|Prefetch)(/|$)|(^|/)users/[^/]+/(AppData/Local/)?Temp(/|$)|/\.cache/|"
    r"/Microsoft/Windows/(INetCache|History|Recent)|(^|/)ProgramData/Microsoft/"
)
WINES_OWN_KEYS = re.compile(
    r"Software\\\\Wine\\\\|Session Manager|"
    r"Explorer\\\\(UserAssist|SessionInfo|Recent|ComDlg32|FileExts|Advanced|Accent)|"
    r"Fonts|Volatile|\\\\MUI|Internet Settings|Control Panel|HardwareConfig|\\\\DirectInput|"
    r"QtProject|Direct3D|Hardware\\\\|Services\\\\|Enum\\\\|Class\\\\\{|MediaResources|Cryptography|"
    r"^user\.reg Console( |$)"  # console settings, written when the first one opens
)


@dataclass(frozen=True)
class TrialMachine:
    """The machine that the installer is tested on.

    Attributes:
        prefix: its folder on this computer.
        screen: the screen of its windows.
        wine: the Wine script (packaging/wine/windows_tests.py).
        pictures: the folder for screenshots.
    """

    prefix: Path
    screen: Desktop
    wine: ModuleType
    pictures: Path

    @property
    def drive(self) -> Path:
        """Its drive C:."""
        return self.prefix / "drive_c"

    @property
    def user(self) -> Path:
        """Its user's folder."""
        return next(p for p in (self.drive / "users").iterdir() if p.name != "Public")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its programs."""
        return {
            **self.wine.environment(),
            "WINEPREFIX": str(self.prefix),
            "DISPLAY": self.screen.environment["DISPLAY"],
            "LC_ALL": "C.UTF-8",
        }

    def path(self, windows: str) -> Path:
        r"""Return the path of `C:\…` on this computer."""
        return self.drive / windows.removeprefix("C:\\").replace("\\", "/")

    def start(self, *words: str | Path) -> "subprocess.Popen[bytes]":
        """Start a program and leave it running."""
        return subprocess.Popen(
            [WINE, *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *words: str | Path, timeout_s: float = 600) -> int:
        """Run a program to its end; return its exit code."""
        with self.start(*words) as process:
            try:
                return process.wait(timeout_s)
            except subprocess.TimeoutExpired:
                process.kill()
                raise

    def files(self) -> set[str]:
        """Return all files and folders of the drive, except Wine's own."""
        found = {path.relative_to(self.drive).as_posix() for path in self.drive.rglob("*")}
        return {name for name in found if not WINES_OWN_FILES.search(name)}

    def registry(self) -> set[str]:
        """Return all registry keys with their values, except Wine's own.

        Ends all programs, so that Wine writes its registry.
        """
        self.stop()
        found = set()
        for name in ("system.reg", "user.reg"):
            key = ""
            text = (self.prefix / name).read_text(encoding="utf-8", errors="replace")
            for line in text.splitlines():
                if line.startswith("["):
                    key = f"{name} {line[1 : line.rindex(']')]}"
                    found.add(key)
                elif line.startswith(('"', "@")):
                    found.add(f"{key} {line.split('=')[0]}")
        return {entry for entry in found if not WINES_OWN_KEYS.search(entry)}

    def picture(self, name: str, window: str | None = None) -> None:
        """Take a screenshot."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.screen.screenshot(self.pictures / f"{name}.png", window)

    def wait(self, condition: Callable[[], T], timeout_s: float, what: str) -> T:
        """Poll until the condition returns something."""
        return wait_until(condition, timeout_s, what)

    def stop(self) -> None:
        """End all its programs."""
        subprocess.run([WINESERVER, "-k"], env=self.environment, check=False)
        subprocess.run([WINESERVER, "-w"], env=self.environment, check=False, timeout=60)


@contextmanager
def machine(wine: ModuleType, home: Path, pictures: Path) -> Iterator[TrialMachine]:
    """Create a new machine, and end it afterwards; a context manager.

    Args:
        wine: the Wine script; its existing prefix is the template.
        home: the folder for the machine.
        pictures: where screenshots go.
    """
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    prefix = home / ".prefix"
    python = Path(wine.PYTHON_HOME).name
    shutil.copytree(
        wine.PREFIX, prefix, symlinks=True, ignore=shutil.ignore_patterns(python, "pycache")
    )
    # The build ran the self-test in the template.
    for left in prefix.glob(f"drive_c/users/*/AppData/Local/{APP_NAME}"):
        shutil.rmtree(left)
    with desktop(home / "screen") as screen:
        made = TrialMachine(prefix, screen, wine, pictures)
        try:
            made.run("wineboot", "--update")
            made.run("reg", "add", r"HKCU\Software\Classes", "/f")  # as every Windows has it
            time.sleep(2)  # its registry is written slightly later
            yield made
        finally:
            made.stop()
