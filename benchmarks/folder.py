"""Compare a folder of short clips with NeMo's own `transcribe` of all of them with its defaults.

Sixty clips of 1-20 s of synthesised speech, once with the starter model and once with the large one
of `benchmarks.load`. Its weights are random, and its joint network is biased so that it outputs
about three tokens a second (`speaking_model`); otherwise it would output nothing or babble. Ours
transcribes one file after the other with word times; NeMo gets all paths in one call and returns
text. Both have the same number of threads, and each a fresh process with the model in memory.
"""

import random
import statistics
import tempfile
from pathlib import Path

from benchmarks.load import made
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result
from benchmarks.speaking_model import speaking
from desktop_app.core.cancel import CancelToken
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES

CLIPS = 60
LENGTH_S = (1.0, 20.0)
WARM_UP_S = 10.0
BAR = 1.5
# The starter model takes seconds, so several runs are needed; the large one takes minutes.
STARTER_RUNS, LARGE_RUNS = 3, 1


def measure() -> list[Result]:
    """Return the multiples of NeMo's speed, with the small and the large model."""
    draw = random.Random(0)  # noqa: S311 - nothing secret
    lengths_s = [WARM_UP_S, *(draw.uniform(*LENGTH_S) for _ in range(CLIPS))]
    with tempfile.TemporaryDirectory() as place:
        store = ModelStore(Path(place, "models"), RESOURCES / "models")
        starter = store.unpacked_folder(STARTER, CancelToken())
        packed = RESOURCES / "models" / STARTER.file_name
        files = speech_files(Path(place), lengths_s)
        large_packed, _folder = made()
        large, bias = speaking()
        return [
            _compared("folder-starter", (starter, packed), "none", files, STARTER_RUNS),
            _compared("folder", (large, large_packed), bias, files, LARGE_RUNS),
        ]


def _compared(
    name: str, models: tuple[Path, Path], bias: object, files: list[Path], runs: int
) -> Result:
    """Run both sides in turn, each in a fresh process; use the median."""
    sides = ("ours", "theirs")
    taken_s = [
        [
            float(probed("benchmarks.folder_probe", side, model, bias, *files))
            for side, model in zip(sides, models, strict=True)
        ]
        for _ in range(runs)
    ]
    mine_s, others_s = (statistics.median(each) for each in zip(*taken_s, strict=True))
    audio_s = sum(_length_s(file) for file in files[1:])
    speeds = (audio_s / mine_s, audio_s / others_s)
    return Result(name, others_s / mine_s, BAR, *speeds, "x real time", runs)


def _length_s(file: Path) -> float:
    import soundfile

    return float(soundfile.info(file).duration)
