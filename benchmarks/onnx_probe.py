"""Run the other side of the benchmark "onnx" in a fresh process.

`python -m benchmarks.onnx_probe ENCODER MODEL BLANK_BIAS WARM_UP FILE…` prints one line of JSON, a
`Probe`: one file after the other through NeMo's preprocessor, the encoder in onnxruntime, and the
decoding of the program's own model in memory.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.cpu_probe import SPEC, Probe, speaking
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.recognizer import NemoModel


def heard_tokens(encoder: Path, model: NemoModel) -> Callable[[Path], int]:
    """Return a function that counts the tokens in a file (wav, mono, 16 kHz)."""
    import onnxruntime
    import soundfile
    import torch

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = default_thread_count()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]

    def heard(file: Path) -> int:
        samples, _rate_hz = soundfile.read(file, dtype="float32")
        sound, length = torch.from_numpy(samples)[None], torch.tensor([len(samples)])
        features, length = model.preprocessor(input_signal=sound, length=length)
        given = dict(zip(names, (features.numpy(), length.numpy()), strict=True))
        encoded, encoded_length = map(torch.from_numpy, session.run(None, given))
        best = model.decoding.rnnt_decoder_predictions_tensor(encoded, encoded_length)[0]
        return len(best.y_sequence)

    return heard


def probe(
    encoder: Path, folder: Path, blank_bias: float, warm_up: Path, files: list[Path]
) -> Probe:
    """Process the files one after the other."""
    import torch

    made = speaking(folder, SPEC, DeviceChoice.CPU, Precision.AUTO, CancelToken(), blank_bias)
    model = made._model  # noqa: SLF001 - there is no other need for it
    model.encoder = None
    with quiet(), torch.inference_mode(), torch_threads(default_thread_count()):
        heard = heard_tokens(encoder, model)
        heard(warm_up)
        started_s = time.perf_counter()
        tokens = sum(heard(file) for file in files)
        seconds = time.perf_counter() - started_s
    return Probe(seconds, tokens, Precision.INT8)


if __name__ == "__main__":
    _encoder, _folder, _bias, _warm_up, *_files = sys.argv[1:]
    import_nemo()
    _found = probe(
        Path(_encoder), Path(_folder), float(_bias), Path(_warm_up), [Path(f) for f in _files]
    )
    sys.stdout.write(json.dumps(asdict(_found)) + "\n")
