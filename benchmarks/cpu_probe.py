"""Run one side of the benchmark "cpu" in a fresh process.

`python -m benchmarks.cpu_probe ours|theirs MODEL BLANK_BIAS WARM_UP FILE…` prints one line of JSON,
a `Probe`. `calibrate MODEL FILE PRECISION` prints the bias for the others: how much a random joint
network must prefer blank to output as many tokens as speech has.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo import restoring
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import NemoModel
from desktop_app.engine.session import Session
from tests.random_models import VALIDATION

SPEC = ModelSpec("bench", "Benchmark model", ModelKind.TRANSDUCER, "")
# English read aloud: 150-160 words a minute, or 2.6 a second.
TOKENS_PER_S = 3.0
FRAMES_PER_STEP = 2  # how far the model advances with each token: 2 of its frames of 80 ms
NEVER = -1e4
BISECTIONS = 12


@dataclass(frozen=True, slots=True)
class Probe:
    """The time for the files, and the number of tokens."""

    seconds: float
    tokens: int
    precision: str


def let_speak(model: NemoModel, blank_bias: float) -> None:
    """Make a random transducer output varied tokens at an even rate, set by the bias."""
    import torch

    joint = model.joint
    with torch.no_grad():
        # With random weights the bias would decide everything; let the sound decide.
        joint.enc.weight.mul_(12)
        last = [part for part in joint.joint_net if hasattr(part, "weight")][-1]
        last.weight.mul_(4)
        last.bias.zero_()
        durations = joint.num_extra_outputs
        last.bias[-durations - 1] = blank_bias
        last.bias[-durations:] = NEVER
        last.bias[FRAMES_PER_STEP - durations] = -NEVER


def speaking(
    folder: Path,
    spec: ModelSpec,
    at: DeviceChoice,
    asked: Precision,
    cancel: CancelToken,
    blank_bias: float,
) -> NemoRecognizer:
    """Load as the program does, but change the weights before they are quantised."""
    model = nemo_loader.load(folder, spec, at, Precision.FP32, cancel)._model  # noqa: SLF001
    let_speak(model, blank_bias)
    parameters = nemo_loader.count_parameters(model)
    precision = nemo_loader.settle(model, at, asked)
    precisions.prepare(model, precision)
    return NemoRecognizer(model, spec, at, precision, parameters)


def ours(model: Path, blank_bias: float, warm_up: Path, files: list[Path]) -> Probe:
    """Run the program: from a file to a transcript, with its own settings."""
    tokenizers = []

    def load(
        folder: Path, spec: ModelSpec, at: DeviceChoice, asked: Precision, cancel: CancelToken
    ) -> NemoRecognizer:
        made = speaking(folder, spec, at, asked, cancel, blank_bias)
        tokenizers.append((made._model.tokenizer, made.precision))  # noqa: SLF001 - to count
        return made

    session = Session(lambda _spec, _cancel: model, load)

    asked = [TranscriptionRequest(file, SPEC, device=DeviceChoice.CPU) for file in files]

    def heard(request: TranscriptionRequest, upcoming: Sequence[TranscriptionRequest]) -> str:
        transcript = session.transcribe(request, CancelToken(), lambda _event: None, upcoming)
        return " ".join(segment.text for segment in transcript.segments)

    heard(TranscriptionRequest(warm_up, SPEC, device=DeviceChoice.CPU), ())
    started_s = time.perf_counter()
    texts = [heard(one, asked[number:]) for number, one in enumerate(asked, start=1)]
    seconds = time.perf_counter() - started_s
    tokenizer, precision = tokenizers[0]
    return Probe(seconds, sum(len(tokenizer.text_to_ids(text)) for text in texts), precision)


def theirs(model: Path, blank_bias: float, warm_up: Path, files: list[Path]) -> Probe:
    """Run NeMo's own call with all files at once and its defaults."""
    from omegaconf import open_dict

    restored = import_nemo().models.ASRModel.restore_from(str(model), map_location="cpu").eval()
    let_speak(restored, blank_bias)
    with open_dict(restored.cfg):
        # The model has none, as there is nothing to validate with; NeMo reads it.
        restored.cfg.validation_ds = VALIDATION
    with quiet(), torch_threads(default_thread_count()):
        restored.transcribe([str(warm_up)], verbose=False)
        started_s = time.perf_counter()
        heard = restored.transcribe([str(file) for file in files], verbose=False)
        seconds = time.perf_counter() - started_s
    tokens = sum(len(restored.tokenizer.text_to_ids(one.text)) for one in heard)
    return Probe(seconds, tokens, Precision.FP32)


def calibrated_bias(folder: Path, file: Path, asked: Precision = Precision.FP32) -> float:
    """Find the bias that gives about `TOKENS_PER_S` for the file in this precision.

    A random model decides by a hair whether it says something: what rounding adds decides more.
    """
    import soundfile
    import torch

    model = restoring.restore(folder, DeviceChoice.CPU).eval()
    let_speak(model, 0.0)
    precisions.prepare(model, nemo_loader.settle(model, DeviceChoice.CPU, asked))
    samples, rate_hz = soundfile.read(file, dtype="float32")
    wanted = TOKENS_PER_S * len(samples) / rate_hz
    last = model.joint.joint_net[-1]
    bias = last.bias if hasattr(last, "bias") else last._bias  # noqa: SLF001 - a layer in int8
    low, high = 0.0, 200.0
    with quiet(), torch.inference_mode(), torch_threads(default_thread_count()):
        sound, length = torch.from_numpy(samples)[None], torch.tensor([len(samples)])
        encoded, encoded_length = model(input_signal=sound, input_signal_length=length)
        for _ in range(BISECTIONS):
            bias[-model.joint.num_extra_outputs - 1] = (low + high) / 2
            best = model.decoding.rnnt_decoder_predictions_tensor(encoded, encoded_length)[0]
            if len(best.y_sequence) > wanted:
                low = (low + high) / 2
            else:
                high = (low + high) / 2
    return (low + high) / 2


SIDES: dict[str, Callable[[Path, float, Path, list[Path]], Probe]] = {
    "ours": ours,
    "theirs": theirs,
}


def main(side: str, model: str, *rest: str) -> object:
    """Return the output for the arguments."""
    import_nemo()
    if side == "calibrate":
        return calibrated_bias(Path(model), Path(rest[0]), Precision(rest[1]))
    bias, warm_up, *files = rest
    return asdict(SIDES[side](Path(model), float(bias), Path(warm_up), [Path(f) for f in files]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
