"""Run one side of the benchmark "cpu" in a fresh process.

`python -m benchmarks.cpu_probe ours|theirs MODEL BLANK_BIAS WARM_UP FILE…` prints one line of JSON,
a `Probe`. `calibrate MODEL FILE ours|theirs` prints the bias for that side: how much a random
joint network must prefer blank to output as many tokens as speech has.
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


class Program:
    """Our side, whole: from a file to a transcript, with the program's own settings."""

    def __init__(self, model: Path, blank_bias: float) -> None:
        self._blank_bias = blank_bias
        self._loaded: list[NemoRecognizer] = []
        self._session = Session(lambda _spec, _cancel: model, self._load)

    def hear(self, files: Sequence[Path]) -> int:
        """Transcribe files, one after the other; return how many tokens were said."""
        asked = [TranscriptionRequest(file, SPEC, device=DeviceChoice.CPU) for file in files]
        texts = []
        for number, one in enumerate(asked, start=1):
            said = self._session.transcribe(one, CancelToken(), lambda _event: None, asked[number:])
            texts.append(" ".join(segment.text for segment in said.segments))
        tokenizer = self.model.tokenizer
        return sum(len(tokenizer.text_to_ids(text)) for text in texts)

    @property
    def model(self) -> NemoModel:
        """The model, once something was heard."""
        return self._loaded[0]._model  # noqa: SLF001 - to count, and to tune

    @property
    def precision(self) -> Precision:
        """What it computes in."""
        return self._loaded[0].precision

    def _load(
        self, folder: Path, spec: ModelSpec, at: DeviceChoice, asked: Precision, cancel: CancelToken
    ) -> NemoRecognizer:
        self._loaded.append(speaking(folder, spec, at, asked, cancel, self._blank_bias))
        return self._loaded[-1]


def ours(model: Path, blank_bias: float, warm_up: Path, files: list[Path]) -> Probe:
    """Run the program."""
    program = Program(model, blank_bias)
    program.hear([warm_up])
    started_s = time.perf_counter()
    tokens = program.hear(files)
    return Probe(time.perf_counter() - started_s, tokens, program.precision)


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


def calibrated_bias(folder: Path, file: Path) -> float:
    """Find the bias that gives about `TOKENS_PER_S` for the file with NeMo."""
    import soundfile
    import torch

    model = restoring.restore(folder, DeviceChoice.CPU).eval()
    let_speak(model, 0.0)
    samples, _rate_hz = soundfile.read(file, dtype="float32")
    with quiet(), torch.inference_mode(), torch_threads(default_thread_count()):
        sound, length = torch.from_numpy(samples)[None], torch.tensor([len(samples)])
        encoded, encoded_length = model(input_signal=sound, input_signal_length=length)

        def said() -> int:
            heard = model.decoding.rnnt_decoder_predictions_tensor(encoded, encoded_length)[0]
            return len(heard.y_sequence)

        return _bisected(model, said, file)


def calibrated_bias_of_ours(folder: Path, file: Path) -> float:
    """Find it for the program, which rounds the model's numbers and cuts the sound elsewhere.

    A random model decides by a hair whether it says something: that little decides for it.
    """
    program = Program(folder, 0.0)
    program.hear([file])
    return _bisected(program.model, lambda: program.hear([file]), file)


def _bisected(model: NemoModel, said: Callable[[], int], file: Path) -> float:
    import soundfile

    wanted = TOKENS_PER_S * soundfile.info(file).duration
    last = model.joint.joint_net[-1]
    bias = last.bias if hasattr(last, "bias") else last._bias  # noqa: SLF001 - a layer in int8
    low, high = 0.0, 200.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        bias.data[-model.joint.num_extra_outputs - 1] = middle
        low, high = (middle, high) if said() > wanted else (low, middle)
    return (low + high) / 2


SIDES: dict[str, Callable[[Path, float, Path, list[Path]], Probe]] = {
    "ours": ours,
    "theirs": theirs,
}


def main(side: str, model: str, *rest: str) -> object:
    """Return the output for the arguments."""
    import_nemo()
    if side == "calibrate":
        calibrate = {"ours": calibrated_bias_of_ours, "theirs": calibrated_bias}[rest[1]]
        return calibrate(Path(model), Path(rest[0]))
    bias, warm_up, *files = rest
    return asdict(SIDES[side](Path(model), float(bias), Path(warm_up), [Path(f) for f in files]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
