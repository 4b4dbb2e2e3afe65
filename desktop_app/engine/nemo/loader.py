"""Load a speech recogniser from an unpacked .nemo folder, ready to transcribe."""

from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.calibration import fastest_for
from desktop_app.engine.compute.cpu import this_cpu
from desktop_app.engine.compute.cpu_layers import suit_cpu
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.nemo.restoring import fitting, restored
from desktop_app.engine.recognizer import NemoModel
from desktop_app.system.files import named_by_text

# The probability of the chosen token, scaled so that guessing is 0: readable as a confidence. Word
# confidences are not requested: NeMo's own grouping of tokens into words raises if it disagrees
# with the tokenizer; `hypotheses` groups them.
CONFIDENCE = {
    "preserve_frame_confidence": True,
    "preserve_token_confidence": True,
    "preserve_word_confidence": False,
    "exclude_blank": True,
    "method_cfg": {"name": "max_prob", "alpha": 1.0},
}


def keep_confidence(model: NemoModel) -> None:
    """Enable token confidences for greedy transducers and CTC; Canary is not changed.

    Beam search gives none, so it is not changed. A transducer configured to decode one recording at
    a time ("greedy", as in NeMo's own example for TDT) is switched to batch decoding: the text is
    the same, and NeMo cannot give confidences otherwise.
    """
    from omegaconf import OmegaConf, open_dict

    decoding = model.cfg.get("decoding")
    if decoding is None or not str(decoding.get("strategy", "")).startswith("greedy"):
        return
    with open_dict(decoding):
        decoding.confidence_cfg = OmegaConf.create(CONFIDENCE)
        if hasattr(model, "joint"):
            decoding.strategy = "greedy_batch"
    if hasattr(model, "joint"):
        # On a CPU NeMo would compute probabilities at each step, for the score of the whole text,
        # which is not used. Confidences compute them separately where needed.
        model.joint.log_softmax = False
    model.change_decoding_strategy(decoding, verbose=False)


def load(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None = None,
    calibration: Path | None = None,
) -> NemoRecognizer:
    """Load the model in `folder`, ready to transcribe.

    Args:
        folder: an unpacked .nemo: config, weights, tokenizer files.
        spec: the model's description.
        device: CPU or CUDA.
        precision: the number format; AUTO is resolved here.
        cancel: checked between steps: the first load in int8 takes many seconds.
        calibration: the cache file of the fastest precision on this computer.

    Raises:
        Cancelled: cancellation was requested.
        ModelInvalid: the folder is not a speech model, or damaged.
        ModelInUse: another program still holds one of its files after several seconds.
        OutOfMemory: the model does not fit.
    """
    with named_by_text(folder) as readable, fitting(spec):
        model = restored(readable, spec, device)
        return _prepared(
            model, readable, spec, device, precision, cancel or CancelToken(), calibration
        )


def _prepared(
    model: NemoModel,
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken,
    calibration: Path | None,
) -> NemoRecognizer:
    """Make a restored model a recogniser; the arguments are those of `load`."""
    cancel.raise_if_cancelled()
    keep_confidence(model)
    parameters = count_parameters(model)
    resolved = set_up(model, device, precision, folder, cancel, calibration)
    return NemoRecognizer(model, spec, device, resolved, parameters)


def set_up(
    model: NemoModel,
    device: DeviceChoice,
    asked: Precision,
    folder: Path,
    cancel: CancelToken,
    calibration: Path | None = None,
) -> Precision:
    """Make a restored model ready to compute, as fast as it can; the arguments are those of `load`.

    Returns:
        The precision to compute in; never AUTO.

    Raises:
        Cancelled: cancellation was requested.
    """
    if device is DeviceChoice.CPU and count_parameters(model) >= precisions.LARGE:
        suit_cpu(model)  # a small model fits the cache anyway: this would be a tenth slower
    resolved = settle(model, device, asked, calibration)
    cancel.raise_if_cancelled()
    precisions.prepare(model, resolved, folder, cancel)
    model.eval()
    model.requires_grad_(False)  # noqa: FBT003 - torch's signature
    return resolved


def count_parameters(model: NemoModel) -> int:
    """Count a model's weights, before any are quantised."""
    return sum(weights.numel() for weights in model.parameters())


def settle(
    model: NemoModel, device: DeviceChoice, asked: Precision, calibration: Path | None = None
) -> Precision:
    """Resolve the precision for a model in memory, still in float32; measures if needed."""
    cpu = this_cpu()
    return precisions.resolve(
        asked, device, cpu, count_parameters(model), lambda: fastest_for(model, cpu, calibration)
    )
