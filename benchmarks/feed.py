"""Measure how fast recordings become chunks, on one thread: from decoding to finding speech.

Ten minutes of synthesised speech at 44.1 kHz in stereo, as mp3 and as wav, in multiples of real
time. `benchmarks.feed_probe` defines what is counted.
"""

import statistics
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.probes import SEED, VOICES, probed
from benchmarks.result import Result
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.system.folders import RESOURCES
from tools.starter_model.files import Format, encoded
from tools.starter_model.recordings import held_out_recording

LENGTH_S = 600
RUNS = 3
FORMATS = {
    "mp3": (Format("mp3", "libmp3lame", 44_100, "stereo", 128_000), 180.0),
    "wav": (Format("wav", "pcm_s16le", 44_100, "stereo"), 400.0),
}


def measure() -> list[Result]:
    """Return a row for each format."""
    voices = np.concatenate([held_out_recording(voice, SEED).samples for voice in VOICES])
    sound = np.resize(voices, LENGTH_S * SAMPLE_RATE_HZ)
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place, f"recording.{extension}") for extension in FORMATS]
        for file, (how, _bar) in zip(files, FORMATS.values(), strict=True):
            file.write_bytes(encoded(sound, how))
        sample = RESOURCES / "samples" / "sample.wav"
        runs = [probed("benchmarks.feed_probe", sample, *files) for _ in range(RUNS)]
    results = []
    for (extension, (_how, bar)), speeds in zip(
        FORMATS.items(), zip(*runs, strict=True), strict=True
    ):
        speed = statistics.median(speeds)
        results.append(Result(f"feed-{extension}", speed, bar, speed, 1.0, "x real time", RUNS))
    return results
