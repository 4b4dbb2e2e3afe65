"""Compare the program's speed on a CPU with NeMo's own `transcribe`, and the cost in word errors.

cpu: the model of `benchmarks.load` (Parakeet v3's architecture, random weights) hears ten files of
15-60 s of synthesised speech. Ours is the whole path, from a file to a transcript with word times,
with precision `auto`; NeMo gets all paths in one call, with its defaults. Both have the same number
of threads, and each a fresh process with the model in memory and one file transcribed before the
clock starts. A random model outputs nothing or babbles, and either distorts the cost of decoding:
its joint network is biased so that both output about three tokens a second.

wer-int8, and wer-bf16 where the CPU has bfloat16: the starter model on held-out recordings; how
many more per cent of words are wrong than in float32.
"""

import itertools
import tempfile
from pathlib import Path

from benchmarks.accuracy import SEEDS, Tally
from benchmarks.cpu_probe import TOKENS_PER_S, Probe
from benchmarks.load import made
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine.compute.cpu import this_cpu
from desktop_app.engine.session import Session
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.starter_model.recordings import HELD_OUT, TRAINED, held_out_recording

LENGTHS_S = (15, 15, 20, 20, 25, 25, 30, 30, 40, 60)
# Bars: multiples of NeMo's speed, and per cent of words.
INT8_SPEED_BAR, SPEED_BAR, WORDS_BAR = 2.0, 1.3, 0.3
# How far either side may deviate from the intended number of tokens.
FEWEST, MOST = 0.5, 2.0


def measure() -> list[Result]:
    """Measure speed with a large model, word errors with the small one."""
    return [_speed(), *_words()]


def _speed() -> Result:
    nemo_file, folder = made()
    with tempfile.TemporaryDirectory() as place:
        warm_up, *files = speech_files(Path(place), (LENGTHS_S[0], *LENGTHS_S))
        our_bias, their_bias = biases(folder, files[6])
        heard = (warm_up, *files)
        mine = Probe(**probed("benchmarks.cpu_probe", "ours", folder, our_bias, *heard))
        others = Probe(**probed("benchmarks.cpu_probe", "theirs", nemo_file, their_bias, *heard))
    audio_s = sum(LENGTHS_S)
    for probe in (mine, others):
        share = probe.tokens / audio_s / TOKENS_PER_S
        if not FEWEST <= share <= MOST:
            raise RuntimeError(f"{probe.tokens / audio_s:.1f} tokens a second are not speech")
    bar = INT8_SPEED_BAR if this_cpu().int8 else SPEED_BAR
    ratio = others.seconds / mine.seconds
    speeds = (audio_s / mine.seconds, audio_s / others.seconds)
    return Result("cpu", ratio, bar, speeds[0], speeds[1], "x real time", 1)


def biases(folder: Path, file: Path) -> list[float]:
    """Return the bias of the joint network for our side, and for NeMo's."""
    sides = ("ours", "theirs")
    return [probed("benchmarks.cpu_probe", "calibrate", folder, file, side) for side in sides]


def _words() -> list[Result]:
    tried = [Precision.INT8, *([Precision.BF16] if this_cpu().bf16 else [])]
    with tempfile.TemporaryDirectory() as folder:
        exact = _percent_wrong(Precision.FP32, Path(folder))
        wrong = {precision: _percent_wrong(precision, Path(folder)) for precision in tried}
    return [
        Result(
            f"wer-{precision}", mine - exact, WORDS_BAR, mine, exact, "%", len(SEEDS), at_most=True
        )
        for precision, mine in wrong.items()
    ]


def _percent_wrong(precision: Precision, folder: Path) -> float:
    """Return the starter model's word error rate."""
    import soundfile

    store, tally = ModelStore(folder / "models", RESOURCES / "models"), Tally()
    session = Session(store.unpacked_folder)
    path = folder / "recording.wav"
    for voice, seed in itertools.product((*TRAINED, *HELD_OUT), SEEDS):
        recording = held_out_recording(voice, seed)
        soundfile.write(path, recording.samples, SAMPLE_RATE_HZ)
        request = TranscriptionRequest(path, STARTER, device=DeviceChoice.CPU, precision=precision)
        segments = session.transcribe(request, CancelToken(), lambda _event: None).segments
        tally.add(recording.text, " ".join(segment.text for segment in segments))
    session.close()
    return tally.percent
