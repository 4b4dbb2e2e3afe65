"""Compare the program's speed on a CPU with onnxruntime and the same model's encoder in int8.

The model, its files and what is counted are those of `benchmarks.cpu`: ten files of 15-60 s of
speech, and random weights with the joint network biased so that both sides output about three
tokens a second (otherwise it would output nothing or babble). Ours is the whole path, from a file
to a transcript with word times. Theirs is the minimum around onnxruntime: samples from a wav file,
NeMo's preprocessor, the encoder, and our own decoding, without speech detection and words. Both
have the same number of threads.
"""

import tempfile
from pathlib import Path

from benchmarks.cpu import FEWEST, LENGTHS_S, MOST, biases
from benchmarks.cpu_probe import TOKENS_PER_S, Probe
from benchmarks.load import made
from benchmarks.onnx_export import exported, with_onnxruntime
from benchmarks.probes import probed, speech_files
from benchmarks.result import Result

BAR = 1.5


def measure() -> list[Result]:
    """Return the ratio of the two speeds.

    Raises:
        CannotRun: onnxruntime cannot be installed.
    """
    _nemo_file, folder = made()
    encoder = exported()
    with tempfile.TemporaryDirectory() as place:
        warm_up, *files = speech_files(Path(place), (LENGTHS_S[0], *LENGTHS_S))
        our_bias, their_bias = biases(folder, files[6])
        mine = Probe(**probed("benchmarks.cpu_probe", "ours", folder, our_bias, warm_up, *files))
        given = (encoder, folder, their_bias, warm_up, *files)
        others = Probe(**probed("benchmarks.onnx_probe", *given, env=with_onnxruntime()))
    audio_s = sum(LENGTHS_S)
    for probe in (mine, others):
        if not FEWEST <= probe.tokens / audio_s / TOKENS_PER_S <= MOST:
            raise RuntimeError(f"{probe.tokens / audio_s:.1f} tokens a second are not speech")
    speeds = (audio_s / mine.seconds, audio_s / others.seconds)
    ratio = others.seconds / mine.seconds
    return [Result("onnx", ratio, BAR, *speeds, "x real time", 1)]
