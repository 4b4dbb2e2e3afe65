"""Measure how soon a library of 5,000 hours (45 million words in six languages) answers.

Each must be done within 300 ms, in a fresh process that opens the library for the first time:
opening it, the list of all transcripts, the text of the longest one (130 minutes), and the first
hits of the slowest of several searches. `benchmarks.library_probe` defines what is counted.
library-size is the space that an hour of speech takes, against the 293 kB that a row for each word
takes without any index (measured before the tables were drawn).
"""

import statistics
import sys

from benchmarks.large_library import large_library
from benchmarks.probes import probed
from benchmarks.result import Result

HOURS = 5_000
ALLOWED_MS = 300.0
ROW_A_WORD_KB = 293.0
RUNS = 5


def measure() -> list[Result]:
    """Return a row for each of the library's answers, the median of the runs, and its size."""
    folder = large_library(HOURS)
    runs = [probed("benchmarks.library_probe", folder) for _ in range(RUNS)]
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, value in median.items():
        sys.stderr.write(f"{name:<32} {value:>10.1f}\n")
    searches = max(value for name, value in median.items() if name.startswith("search "))
    taken = {
        "library-open": median["open"],
        "library-list": median["list"],
        "library-text": median["text"],
        "library-search": searches,
    }
    size_kb = median["bytes"] / 1000 / HOURS
    return [
        *(
            Result(name, ALLOWED_MS / found_ms, 1.0, found_ms, ALLOWED_MS, "ms", RUNS)
            for name, found_ms in taken.items()
        ),
        Result(
            "library-size", ROW_A_WORD_KB / size_kb, 1.0, size_kb, ROW_A_WORD_KB, "kB an hour", 1
        ),
    ]
