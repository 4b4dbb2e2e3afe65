"""Compare three hours with ten minutes, with the starter model: memory, and seconds per minute.

Both recordings are synthesised speech with pauses of up to three minutes (`tools.hard_recordings`);
the short one is the part of the long one whose share of speech is closest to the whole's. Each is
transcribed in a fresh process; `benchmarks.long_probe` defines what is counted.
"""

import statistics
import tempfile
from pathlib import Path

from benchmarks.probes import probed
from benchmarks.result import Result
from desktop_app.core.cancel import CancelToken
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.hard_recordings import made

MEMORY_BAR, LINEAR_BAR = 1.10, 1.05
# Ten minutes take seconds, so repeat them this often before and after the three hours.
SHORT_RUNS = 2


def measure() -> list[Result]:
    """Return the rows "memory" and "linear": three hours over ten minutes."""
    short, _ = made("ten-minutes")
    long, _ = made("three-hours")
    with tempfile.TemporaryDirectory() as place:
        store = ModelStore(Path(place), RESOURCES / "models")
        model = store.unpacked_folder(STARTER, CancelToken())
        files = [*[short] * SHORT_RUNS, long, *[short] * SHORT_RUNS]
        found = [
            probed("benchmarks.long_probe", model, RESOURCES / "samples" / "sample.wav", file)
            for file in files
        ]
    mine = found.pop(SHORT_RUNS)
    rates = (60 * _rate(mine), 60 * statistics.median(map(_rate, found)))
    peaks_mb = (mine[2] / 1e6, statistics.median(peak for *_, peak in found) / 1e6)
    return [
        _row("memory", MEMORY_BAR, peaks_mb, "MB"),
        _row("linear", LINEAR_BAR, rates, "s a minute"),
    ]


def _row(name: str, bar: float, found: tuple[float, float], unit: str) -> Result:
    long, short = found
    return Result(name, long / short, bar, long, short, unit, 1, at_most=True)


def _rate(found: tuple[float, float, int]) -> float:
    seconds, duration_s, _peak = found
    return seconds / duration_s
