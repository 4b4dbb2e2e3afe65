"""What the program costs beside its model: the share of the time in which no model is at work.

The files are as long as those of `benchmarks.cpu`, on a CPU with the precision that `auto` takes.
The large model has random weights, and its joint network is biased so that it hears about three
tokens a second (`speaking_model`). `benchmarks.overhead_probe` says what is counted.
"""

import tempfile
from pathlib import Path

from benchmarks.cpu import LENGTHS_S
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result
from benchmarks.speaking_model import speaking

BAR = 0.05


def measure() -> list[Result]:
    """Seconds without the model over all seconds."""
    folder, _bias = speaking()
    with tempfile.TemporaryDirectory() as place:
        files = speech_files(Path(place), (LENGTHS_S[0], *LENGTHS_S))
        all_s, model_s = probed("benchmarks.overhead_probe", folder, *files)
    if not model_s:
        raise RuntimeError("the model was never called where it is timed")
    rest_s = all_s - model_s
    return [Result("overhead", rest_s / all_s, BAR, rest_s, all_s, "s", 1, at_most=True)]
