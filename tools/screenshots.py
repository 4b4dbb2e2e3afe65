"""Make resources/screenshots: `python -m tools.screenshots`, on its own screen (Xvfb)."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop_app.system.folders import RESOURCES
from tests.e2e.desktop import Desktop, desktop, running

SAMPLE = RESOURCES / "samples" / "sample.wav"
TARGET = RESOURCES / "screenshots"
# Time for NeMo's import on a busy computer; nothing outside tells that the program is ready.
READY_S = 40.0


def start(color: str, home: Path) -> None:
    """Settings before the first start."""
    (home / "config").mkdir(parents=True)
    settings = {"schema": 1, "color_choice": color}
    (home / "config" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


def take(color: str, folder: Path) -> None:
    """Take the window empty and with an error row, in one set of colours."""
    home = folder / color
    start(color, home)
    recording = folder / "interview-03.wav"
    recording.write_bytes(SAMPLE.read_bytes())
    broken = folder / "notes.mp3"
    broken.write_text("This is no recording.", encoding="utf-8")
    with (
        desktop(home) as screen,
        running([sys.executable, "-m", "desktop_app"], screen.environment),
    ):
        window = screen.window("^Aviary$")
        time.sleep(READY_S)
        shoot(screen, window, f"empty-{color}")
        with screen.drop([recording, broken], window):
            time.sleep(8)
            screen.do("mousemove", *row(screen, window, 0), "click", 1)
            time.sleep(1)
            shoot(screen, window, f"error-{color}")


def row(screen: Desktop, window: str, number: int) -> tuple[int, int]:
    """Return the middle of a queue row, counted from 0."""
    left, top, _, _ = screen.place(window)
    return left + 120, top + 200 + 58 * number


def shoot(screen: Desktop, window: str, name: str) -> None:
    """Take one screenshot."""
    screen.screenshot(TARGET / f"{name}.png", window)


def main() -> int:
    """Take all screenshots, light and dark."""
    TARGET.mkdir(exist_ok=True)
    for color in ("light", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            take(color, Path(folder))
    # Separate processes: each has one QApplication, and these need no screen.
    commands = [
        [sys.executable, "-m", f"tools.{name}"]
        for name in (
            "model_screenshots",
            "page_screenshots",
            "library_screenshots",
            "notice_screenshots",
        )
    ]
    return max(subprocess.run(command, check=False).returncode for command in commands)


if __name__ == "__main__":
    sys.exit(main())
