"""Measure the program's overhead: the share of time in which the model does not compute.

The files are as long as those of `benchmarks.cpu`, on a CPU with precision `auto`. The large model
has random weights, and its joint network is biased so that it outputs about three tokens a second
(`speaking_model`). `benchmarks.overhead_probe` defines what is counted.
"""

import tempfile
from pathlib import Path

from benchmarks.cpu import LENGTHS_S
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result
from benchmarks.speaking_model import speaking

BAR = 0.05


def measure() -> list[Result]:
    """Return the seconds without the model over all seconds."""
    folder, _bias = speaking()
    with tempfile.TemporaryDirectory() as place:
        files = speech_files(Path(place), (LENGTHS_S[0], *LENGTHS_S))
        all_s, model_s = probed("benchmarks.overhead_probe", folder, *files)
    if not model_s:
        raise RuntimeError("the model was never called where it is timed")
    rest_s = all_s - model_s
    return [Result("overhead", rest_s / all_s, BAR, rest_s, all_s, "s", 1, at_most=True)]
