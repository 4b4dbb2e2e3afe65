"""Measure how soon a library of 5,000 hours (45 million words in six languages) answers.

Each must be done within 300 ms, in a fresh process that opens the library for the first time:
opening it, the list of all transcripts, the text of the longest one (130 minutes), and the first
hits of the slowest of several searches. `benchmarks.library_probe` defines what is counted.
library-size is the space that an hour of speech takes, against the 293 kB that a row for each word
takes without any index (measured before the tables were drawn).

library-shown and library-found are the same in the real window, on the clock of its thread: from
the selection of the longest transcript until it is on the page, and from the last typed letter
until the first hits stand in the list. gap-library is the longest time in which that thread was
not free, also while all transcripts are listed at the start (`benchmarks.library_window`).
library-start compares the time to a visible window with this library and with an empty one; both
start in turn.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.large_library import large_library
from benchmarks.probes import probed
from benchmarks.result import CannotRun, Result
from benchmarks.startup import OURS, missing_programs, start_s
from desktop_app.app.settings import Settings, SettingsStore
from desktop_app.system.folders import Folders

HOURS = 5_000
ALLOWED_MS, ALLOWED_GAP_MS = 300.0, 100.0
ROW_A_WORD_KB = 293.0
START_BAR = 1.1  # starts differ by a tenth from run to run
RUNS = 5


def measure() -> list[Result]:
    """Return a row for each of the library's answers, the median of the runs, and its size."""
    median = _medians("benchmarks.library_probe", large_library(HOURS))
    size_kb = median["bytes"] / 1000 / HOURS
    allowed_kb = ROW_A_WORD_KB
    return [
        _in_time("library-open", median["open"]),
        _in_time("library-list", median["list"]),
        _in_time("library-text", median["text"]),
        _in_time("library-search", _longest(median, "search ")),
        Result("library-size", allowed_kb / size_kb, 1.0, size_kb, allowed_kb, "kB an hour", 1),
    ]


def measure_window() -> list[Result]:
    """Return the rows of the window over that library.

    Raises:
        CannotRun: no screen is available for the start.
    """
    folder = large_library(HOURS)
    median = _medians("benchmarks.library_window", folder)
    gap_ms = _longest(median, "gap ")
    with_it_s, without_s = _starts_s(folder)
    start = with_it_s / without_s
    return [
        _in_time("library-listed", median["listed"]),
        _in_time("library-shown", median["shown"]),
        _in_time("library-found", _longest(median, "found ")),
        Result("gap-library", ALLOWED_GAP_MS / gap_ms, 1.0, gap_ms, ALLOWED_GAP_MS, "ms", RUNS),
        Result("library-start", start, START_BAR, with_it_s, without_s, "s", RUNS, at_most=True),
    ]


def _medians(module: str, folder: Path) -> dict[str, float]:
    """Run a probe several times; return the median of each of its numbers, and tell them all."""
    runs = [probed(module, folder) for _ in range(RUNS)]
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, value in median.items():
        sys.stderr.write(f"{name:<32} {value:>12.1f}\n")
    return median


def _longest(median: dict[str, float], kind: str) -> float:
    return max(value for name, value in median.items() if name.startswith(kind))


def _in_time(name: str, found_ms: float) -> Result:
    return Result(name, ALLOWED_MS / found_ms, 1.0, found_ms, ALLOWED_MS, "ms", RUNS)


def _starts_s(folder: Path) -> tuple[float, float]:
    """Return the seconds to a visible window with this library, and with an empty one."""
    from tests.e2e.desktop import PROGRAMS, desktop

    if missing := missing_programs(PROGRAMS):
        raise CannotRun(f"it needs a screen, and these are not installed: {', '.join(missing)}.")
    taken: dict[str, list[float]] = {"large": [], "empty": []}
    with tempfile.TemporaryDirectory() as place, desktop(Path(place)) as screen:
        homes = {name: Path(place, name) for name in taken}
        SettingsStore(Folders.below(homes["large"]).config / "settings.json").save(
            Settings(library_folder=str(folder))
        )
        for _ in range(RUNS + 1):
            for name, home in homes.items():
                taken[name].append(start_s(OURS, screen.environment | {"AVIARY_HOME": str(home)}))
    large_s, empty_s = (statistics.median(each[1:]) for each in taken.values())
    return large_s, empty_s
