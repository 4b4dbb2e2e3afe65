"""Load a diarizer by the kind of its model."""

from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.speakers.diarizer import Diarizer
from desktop_app.engine.speakers.nemotron import load_nemotron
from desktop_app.engine.speakers.sortformer import load_sortformer

_LOADERS = {
    ModelKind.SORTFORMER: load_sortformer,
    ModelKind.NEMOTRON_DIARIZER: load_nemotron,
}


def load_diarizer(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None = None,
    calibration: Path | None = None,
) -> Diarizer:
    """Load the model in `folder`, ready to tell who speaks when.

    Args:
        folder: the model's unpacked files.
        spec: the model's description; its kind decides what loads it.
        device: CPU or CUDA.
        precision: the number format; AUTO is resolved here.
        cancel: checked between steps: the first load in int8 takes many seconds.
        calibration: the cache file of the fastest precision on this computer.

    Raises:
        Cancelled: cancellation was requested.
        ModelInvalid: the folder is no such model, or damaged.
        ModelInUse: another program still holds one of its files after several seconds.
        OutOfMemory: the model does not fit.
    """
    load = _LOADERS.get(spec.kind)
    if load is None:
        raise ModelInvalid(
            "“{name}” recognises speech; it cannot tell speakers apart.", spec.kind, name=spec.title
        )
    return load(folder, spec, device, precision, cancel, calibration)
