"""Measure what finding speakers costs: speed against NeMo's own call, memory, share of a run.

The diarizer has the architecture of diar_streaming_sortformer_4spk-v2 (118 million parameters) and
random weights; each side runs in a fresh process and has heard a minute before the clock starts.
Counted are seconds of the processor, of all threads: what else the computer does changes little.

speakers: four minutes of synthesised speech, heard with precision `auto`, against NeMo's
`diarize()` with the pace that the model's card recommends, without the turns that it makes of the
probabilities. Both have the same number of threads.

speakers-memory: the largest resident set while three hours are heard, over that of ten minutes.

speakers-share: the program transcribes four minutes with the model of `benchmarks.speaking_model`
(618 million parameters), from a file to a text, with and without speakers: which share of the
seconds the speakers are.
"""

import tempfile
from pathlib import Path

from benchmarks.large_diarizers import large_sortformer
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result
from benchmarks.speaking_model import speaking

PROBE = "benchmarks.speakers_probe"
SPEED_BAR, MEMORY_BAR, SHARE_BAR = 2.0, 1.10, 0.35
LENGTH_S = 240
SHORT_S, LONG_S = 600, 10_800


def measure() -> list[Result]:
    """Return the row "speakers"."""
    model = large_sortformer()
    with tempfile.TemporaryDirectory() as place:
        (recording,) = speech_files(Path(place), [LENGTH_S])
        seconds = [probed(PROBE, side, model, recording) for side in ("ours", "theirs")]
    ours, theirs = (LENGTH_S / each for each in seconds)
    return [Result("speakers", ours / theirs, SPEED_BAR, ours, theirs, "x real time", 1)]


def measure_memory() -> list[Result]:
    """Return the row "speakers-memory"."""
    model = large_sortformer()
    short, long = (probed(PROBE, "memory", model, each) / 1e6 for each in (SHORT_S, LONG_S))
    ratio = long / short
    return [Result("speakers-memory", ratio, MEMORY_BAR, long, short, "MB", 1, at_most=True)]


def measure_share() -> list[Result]:
    """Return the row "speakers-share": ours is the speed with speakers, theirs without."""
    recogniser, _bias = speaking()
    model = large_sortformer()
    with tempfile.TemporaryDirectory() as place:
        (recording,) = speech_files(Path(place), [LENGTH_S])
        both, alone = (
            probed(PROBE, side, recogniser, model, recording) for side in ("with", "without")
        )
    speeds = LENGTH_S / both, LENGTH_S / alone
    share = 1 - alone / both
    return [Result("speakers-share", share, SHARE_BAR, *speeds, "x real time", 1, at_most=True)]
