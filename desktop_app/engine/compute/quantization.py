"""Quantise weights to int8: a quarter of the memory, more than twice the speed.

Dynamic quantization of the encoder and of what a transducer runs for each token: its prediction
network and the large last layer of its joint network. There memory is the bottleneck: one token
reads 50 MB of float weights (Parakeet v3), and took 10 ms, now 3. What runs once per recording
stays in float32. `dev.py bench cpu` measures speed and word errors.

The int8 weights are stored in a file beside the model's, so that they are made once. It can be
recreated at any time: a file that is damaged, or belongs to other weights, is ignored and
rewritten. It moves with the model's folder, and is not in the manifest.
"""

import copy
import gc
import json
import logging
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.engine.compute.cpu import Cpu
from desktop_app.engine.compute.int8_layers import Bytes, in_bytes, linear, lstm, pointwise
from desktop_app.engine.recognizer import NemoModel
from desktop_app.system.files import retry_while_in_use

if TYPE_CHECKING:
    import torch
    from torch import nn

logger = logging.getLogger(__name__)


# Raise it with every change of what is replaced or how weights are quantised.
SCHEME = 1
# Disk space to leave free: saving a transcript must never fail because of this.
SPARE_BYTES = 2 << 30
WEIGHTS = "*model_weights.ckpt"
# A file this old is no longer being written by another program.
OLD_S = 3600


def read(folder: Path, cpu: Cpu) -> dict[str, Bytes] | None:
    """Map the stored weights, read on first use; None if there are none for this model.

    Args:
        folder: the model's folder.
        cpu: for which they must have been made.
    """
    import torch

    path = folder / QUANTIZED_FILE
    if not path.is_file():
        return None
    try:
        found: Any = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        if found["made_of"] != _made_of(folder, cpu):
            return None
        kept = {name: Bytes(values, scales) for name, (values, scales) in found["weights"].items()}
        types = {(weight.values.dtype, weight.scales.dtype) for weight in kept.values()}
    except Exception as error:  # noqa: BLE001 - damage can fail in any way
        logger.warning("%s is not usable, making it anew: %r", path, error)
        return None
    return kept if types == {(torch.int8, torch.float32)} else None


def write(folder: Path, cpu: Cpu, weights: Mapping[str, Bytes]) -> bool:
    """Store the weights for the next load, if there is space and the folder is writable.

    Returns:
        Whether they were stored.
    """
    import torch

    path = folder / QUANTIZED_FILE
    partial = folder / f".{QUANTIZED_FILE}.{os.urandom(4).hex()}.part"
    size = sum(weight.values.nbytes + weight.scales.nbytes for weight in weights.values())
    content = {
        "made_of": _made_of(folder, cpu),
        "weights": {name: tuple(weight) for name, weight in weights.items()},
    }
    try:
        _delete_old_parts(folder)
        if shutil.disk_usage(folder).free < size + SPARE_BYTES:
            logger.info("no room to keep %s", path)
            return False
        try:
            # Through Python: torch opens files in Windows' code page.
            with partial.open("xb") as file:
                torch.save(content, file)
                file.flush()
                os.fsync(file.fileno())
            retry_while_in_use(lambda: partial.replace(path))
        finally:
            partial.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:  # torch's writer raises the latter on a full disk
        logger.warning("%s cannot be kept: %r", path, error)
        return False
    logger.info("kept %s, %d bytes", path, size)
    return True


def _made_of(folder: Path, cpu: Cpu) -> str:
    """Return the key of all that the bytes depend on; a change invalidates them."""
    import torch

    states = [(file.name, file.stat()) for file in sorted(folder.glob(WEIGHTS))]
    files = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return json.dumps([SCHEME, str(torch.__version__), cpu.avx512_vnni, files])


def _delete_old_parts(folder: Path) -> None:
    for part in folder.glob(f".{QUANTIZED_FILE}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > OLD_S:
                part.unlink()


ALIGNER = "timestamps_asr_model"
JOINT_PARTS = ("pred", "joint_net")  # `enc` runs once per recording


def quantize(
    model: NemoModel, cpu: Cpu, folder: Path | None = None, cancel: CancelToken | None = None
) -> None:
    """Quantise a model, and Canary's aligner, in place.

    Everything else is copied out of the mapped file of float weights, which is released.

    Args:
        model: restored, in float32.
        cpu: the CPU's capabilities.
        folder: the model's folder. The bytes are stored there and mapped: the next load uses them
            without reading the float weights.
        cancel: checked between weights.

    Raises:
        Cancelled: cancellation was requested; the model is unchanged.
    """
    cancel = cancel or CancelToken()
    floats = dict(_weights(model))
    kept = read(folder, cpu) if folder is not None else None
    if kept is None or not _fits(kept, floats):
        kept = {}
        for name, weight in floats.items():
            cancel.raise_if_cancelled()
            kept[name] = in_bytes(weight, cpu)
        if folder is not None and write(folder, cpu, kept):
            kept = read(folder, cpu) or kept
    del floats
    for name, layer in list(_layers(model)):
        part, _, path = name.rpartition(":")
        owner = getattr(model, part) if part else model
        owner.set_submodule(path, _quantized(name, layer, kept, cpu))
    for part in _parts(model).values():
        for tensor in (*part.parameters(), *part.buffers()):
            tensor.data = tensor.data.clone()
    # Restoring leaves reference cycles behind, and some of them hold the mapped weights.
    gc.collect()


def quantized_copy(module: "nn.Module", cpu: Cpu) -> "nn.Module":
    """Return a quantised copy of one module."""
    made = copy.deepcopy(module)
    quantize_layers(made, cpu)
    return made


def quantize_layers(module: "nn.Module", cpu: Cpu, cancel: CancelToken | None = None) -> None:
    """Quantise a module in place, one layer after the other, and keep nothing on the disk.

    Args:
        module: in float32; it must not be a layer itself.
        cpu: the CPU's capabilities.
        cancel: checked between layers.

    Raises:
        Cancelled: cancellation was requested; the module is quantised in part.
    """
    cancel = cancel or CancelToken()
    for name, layer in list(_layers_in(module)):
        cancel.raise_if_cancelled()
        kept = {f"{name}.{key}": in_bytes(weight, cpu) for key, weight in _weights_of(layer)}
        module.set_submodule(name, _quantized(name, layer, kept, cpu))


def _parts(model: NemoModel) -> dict[str, NemoModel]:
    """Return the model, and what NeMo keeps beside it, by the name of its attribute."""
    aligner = getattr(model, ALIGNER, None)
    return {"": model} | ({} if aligner is None else {f"{ALIGNER}:": aligner})


def _layers(model: NemoModel) -> Iterator[tuple[str, "nn.Module"]]:
    """Yield the modules to replace, by name; the aligner's begin with its name and a colon."""
    for prefix, part in _parts(model).items():
        joint, decoder = getattr(part, "joint", None), getattr(part, "decoder", None)
        places = {"encoder": part.encoder} | {
            f"joint.{name}": getattr(joint, name) for name in JOINT_PARTS if hasattr(joint, name)
        }
        second = getattr(part, "transformer_encoder", None)  # a Sortformer's
        if second is not None:
            places["transformer_encoder"] = second
        prediction = getattr(decoder, "prediction", None)
        if prediction is not None:
            places["decoder.prediction"] = prediction
        for place, root in places.items():
            for path, layer in _layers_in(root, place):
                yield prefix + path, layer


def _layers_in(root: "nn.Module", prefix: str = "") -> Iterator[tuple[str, "nn.Module"]]:
    from torch import nn

    for path, layer in root.named_modules(prefix=prefix):
        # Exact types: subclasses do more than multiply.
        if type(layer) is nn.Linear or _is_pointwise(layer) or _is_plain_lstm(layer):
            yield path, layer


def _is_pointwise(layer: "nn.Module") -> bool:
    from torch import nn

    return type(layer) is nn.Conv1d and (
        (layer.kernel_size, layer.stride, layer.padding, layer.groups) == ((1,), (1,), (0,), 1)
    )


def _is_plain_lstm(layer: "nn.Module") -> bool:
    from torch import nn

    return (
        type(layer) is nn.LSTM
        and layer.bias
        and not (layer.batch_first or layer.bidirectional or layer.proj_size)
    )


def _weights(model: NemoModel) -> Iterator[tuple[str, "torch.Tensor"]]:
    """Yield every float weight to quantise, (rows, columns)."""
    for name, layer in _layers(model):
        for key, weight in _weights_of(layer):
            yield f"{name}.{key}", weight


def _weights_of(layer: "nn.Module") -> Iterator[tuple[str, "torch.Tensor"]]:
    for key, weight in layer.named_parameters():
        if key.startswith("weight"):
            yield key, weight.squeeze(-1)


def _fits(kept: Mapping[str, Bytes], floats: Mapping[str, "torch.Tensor"]) -> bool:
    return kept.keys() == floats.keys() and all(
        kept[name].values.shape == weight.shape and kept[name].scales.shape == weight.shape[:1]
        for name, weight in floats.items()
    )


def _quantized(name: str, layer: "nn.Module", kept: Mapping[str, Bytes], cpu: Cpu) -> "nn.Module":
    from torch import nn

    if isinstance(layer, nn.LSTM):
        numbers = range(layer.num_layers)
        return lstm(
            [kept[f"{name}.weight_ih_l{number}"] for number in numbers],
            [kept[f"{name}.weight_hh_l{number}"] for number in numbers],
            [
                getattr(layer, f"bias_ih_l{number}") + getattr(layer, f"bias_hh_l{number}")
                for number in numbers
            ],
            cpu,
        )
    make = linear if isinstance(layer, nn.Linear) else pointwise
    return make(kept[f"{name}.weight"], layer.bias, cpu)  # type: ignore[arg-type] # a Tensor or None
