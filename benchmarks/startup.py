"""Measure the time from process start to a visible window, against an empty PySide6 window.

Aviary and a program that does nothing but show an empty window start in turn. The median of five
warm starts counts, without the first, which fills the disk cache.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.result import CannotRun, Result

RUNS = 5
TIMES_BAR, ALLOWED_S = 3.0, 1.0
TITLE = "Aviary"
POLL_S, PATIENCE_S = 0.01, 60.0
OURS = [sys.executable, "-m", "desktop_app"]
EMPTY_WINDOW = f"""
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget(windowTitle="{TITLE}")
window.resize(1000, 700)
window.show()
app.exec()
"""
EMPTY = [sys.executable, "-c", EMPTY_WINDOW]


def measure() -> list[Result]:
    """Return the rows "window", in multiples of the empty window's time, and "window-seconds".

    Raises:
        CannotRun: no screen is available.
    """
    from tests.e2e.desktop import PROGRAMS, desktop

    if missing := missing_programs(PROGRAMS):
        raise CannotRun(f"it needs a screen, and these are not installed: {', '.join(missing)}.")
    mine, empty = [], []
    with tempfile.TemporaryDirectory() as home, desktop(Path(home)) as screen:
        for _ in range(RUNS + 1):
            mine.append(start_s(OURS, screen.environment))
            empty.append(start_s(EMPTY, screen.environment))
    mine_s, empty_s = (statistics.median(each[1:]) for each in (mine, empty))
    return [
        Result("window", mine_s / empty_s, TIMES_BAR, mine_s, empty_s, "s", RUNS, at_most=True),
        Result(
            "window-seconds", mine_s / ALLOWED_S, 1.0, mine_s, ALLOWED_S, "s", RUNS, at_most=True
        ),
    ]


def missing_programs(names: tuple[str, ...]) -> list[str]:
    """Return the programs that are not on the PATH."""
    return [name for name in names if shutil.which(name) is None]


def start_s(command: list[str], environment: dict[str, str]) -> float:
    """Return the seconds until its window is visible; then end the program.

    Raises:
        CannotRun: there is no window after a minute.
    """
    from tests.e2e.desktop import running

    # Poll ourselves: with `--sync`, xdotool only polls every half second.
    search = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    # As installed, where nothing is compiled: what the first start compiles must be kept.
    kept = {k: v for k, v in environment.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started_s = time.perf_counter()
    with running(command, kept):
        while (taken_s := time.perf_counter() - started_s) < PATIENCE_S:
            if subprocess.run(search, env=environment, check=False, capture_output=True).stdout:
                return taken_s
            time.sleep(POLL_S)
    raise CannotRun(f"no window was shown within {PATIENCE_S:g} s.")
