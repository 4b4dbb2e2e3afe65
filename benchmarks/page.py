"""Measure a long transcript on the page: 40,000 words, five hours of speech.

page-open is the time from the selection until it can be read, page-filled until all of it is on the
page; page-key one typed letter in its middle, from the key to the painted page, the median of two
hundred; page-replace and page-undo a change of every sentence; page-fold the time until only what
one of six speakers says is shown, or all again. page-gap is the longest time in
which the window's thread was not free meanwhile, also while the page scrolls and the spoken word
moves at thirty steps a second, but for the change of all sentences. page-memory is what the page
and the text take. `benchmarks.page_probe` does all that in the real window.
"""

import statistics
import sys

from benchmarks.probes import probed
from benchmarks.result import Result

ALLOWED_MS, ALLOWED_GAP_MS, ALLOWED_KEY_MS, ALLOWED_ALL_MS = 300.0, 100.0, 10.0, 1000.0
ALLOWED_MB = 150.0
RUNS = 3


def measure() -> list[Result]:
    """Return a row for each, the median of the runs."""
    runs = [probed("benchmarks.page_probe") for _ in range(RUNS)]
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, value in median.items():
        sys.stderr.write(f"{name:<32} {value:>12.1f}\n")
    gap_ms = max(value for name, value in median.items() if name.startswith("gap "))
    return [
        _within("page-open", ALLOWED_MS, median["open"], "ms"),
        _within("page-filled", 10 * ALLOWED_MS, median["filled"], "ms"),
        _within("page-key", ALLOWED_KEY_MS, median["key"], "ms"),
        _within("page-replace", ALLOWED_ALL_MS, median["replace"], "ms"),
        _within("page-undo", ALLOWED_ALL_MS, median["undo"], "ms"),
        _within("page-fold", ALLOWED_MS, max(median["fold"], median["unfold"]), "ms"),
        _within("page-gap", ALLOWED_GAP_MS, gap_ms, "ms"),
        _within("page-memory", ALLOWED_MB, median["memory"], "MB"),
    ]


def _within(name: str, allowed: float, found: float, unit: str) -> Result:
    return Result(name, allowed / found, 1.0, found, allowed, unit, RUNS)
