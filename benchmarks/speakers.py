"""Measure what finding speakers costs: speed against NeMo's own call, memory, share of a run.

The diarizers have the architecture of diar_streaming_sortformer_4spk-v2 (118 million parameters)
and of Nemotron-3-Diarization (99 million), and random weights; each side runs in a fresh process
and has heard a minute before the clock starts. Counted are seconds of the processor, of all
threads: what else the computer does changes little.

speakers: four minutes of synthesised speech, heard with precision `auto`, against NeMo's
`diarize()` with the pace that the model's card recommends, without the turns that it makes of the
probabilities; speakers-nemotron: against transformers' own call. Both have as many threads.

speakers-memory: the largest resident set while three hours are heard, over that of ten minutes.

speakers-share: the program transcribes four minutes with the model of `benchmarks.speaking_model`
(618 million parameters), from a file to a text, with and without speakers in turn: which share of
the seconds the speakers are, with the fewest seconds of each side.
"""

import tempfile
from pathlib import Path

from benchmarks.large_diarizers import large_nemotron, large_sortformer
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result
from benchmarks.speaking_model import speaking

PROBE = "benchmarks.speakers_probe"
SPEED_BAR, NEMOTRON_SPEED_BAR, MEMORY_BAR, SHARE_BAR = 2.0, 1.5, 1.10, 0.35
LENGTH_S = 240
# The share of one pair is wrong by 0.07: what else uses the units of a core, or the memory, adds to
# the seconds of the processor, and never takes from them. So the fewest of each side count.
PAIRS = 4
SHORT_S, LONG_S = 600, 10_800


def measure() -> list[Result]:
    """Return the rows "speakers" and "speakers-nemotron"."""
    with tempfile.TemporaryDirectory() as place:
        (recording,) = speech_files(Path(place), [LENGTH_S])
        return [
            _speed("speakers", large_sortformer(), recording, SPEED_BAR),
            _speed("speakers-nemotron", large_nemotron(), recording, NEMOTRON_SPEED_BAR),
        ]


def _speed(name: str, model: Path, recording: Path, bar: float) -> Result:
    seconds = [probed(PROBE, side, model, recording) for side in ("ours", "theirs")]
    ours, theirs = (LENGTH_S / each for each in seconds)
    return Result(name, ours / theirs, bar, ours, theirs, "x real time", 1)


def measure_memory() -> list[Result]:
    """Return the rows "speakers-memory" and "speakers-memory-nemotron"."""
    return [
        _memory("speakers-memory", large_sortformer()),
        _memory("speakers-memory-nemotron", large_nemotron()),
    ]


def _memory(name: str, model: Path) -> Result:
    short, long = (probed(PROBE, "memory", model, each) / 1e6 for each in (SHORT_S, LONG_S))
    return Result(name, long / short, MEMORY_BAR, long, short, "MB", 1, at_most=True)


def measure_share() -> list[Result]:
    """Return "speakers-share" and "speakers-share-nemotron": the speed with speakers, without."""
    recogniser, _bias = speaking()
    models = {"speakers-share": large_sortformer(), "speakers-share-nemotron": large_nemotron()}
    with tempfile.TemporaryDirectory() as place:
        (recording,) = speech_files(Path(place), [LENGTH_S])
        return [
            _share(name, probed(PROBE, "pairs", recogniser, model, recording, PAIRS))
            for name, model in models.items()
        ]


def _share(name: str, pairs: list[tuple[float, float]]) -> Result:
    both_s, alone_s = map(min, zip(*pairs, strict=True))
    speeds = LENGTH_S / both_s, LENGTH_S / alone_s
    share = 1 - alone_s / both_s
    return Result(name, share, SHARE_BAR, *speeds, "x real time", len(pairs), at_most=True)
