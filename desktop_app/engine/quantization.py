"""A model's weights as bytes: a quarter of the memory, and more than twice the speed.

Dynamic quantisation of the encoder and of what a transducer runs for each token: its prediction
network and the large last layer of its joint network. There it is the memory that counts: one
token reads 50 MB of float weights (Parakeet v3), and took 10 ms, now 3. What runs once for a
recording stays in float32. `dev.py bench cpu` measures the speed, and the words.
"""

import copy
import gc
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.cancel import CancelToken
from desktop_app.engine import quantized_file
from desktop_app.engine.cpu import Cpu
from desktop_app.engine.quantized_layers import Bytes, in_bytes, linear, lstm, pointwise
from desktop_app.engine.recognizer import NemoModel

if TYPE_CHECKING:
    import torch
    from torch import nn

# The largest byte; -128 is not used, so that a weight and its negative are equally exact.
LARGEST = 127
# CPUs without instructions for bytes add up two products, of inputs from 0 to 255, in 16 bits.
# With larger weights that overflows: 2 * 255 * 63 < 32,768.
LARGEST_WITHOUT_VNNI = 63

ALIGNER = "timestamps_asr_model"
JOINT_PARTS = ("pred", "joint_net")  # `enc` runs once for a recording


def quantize(
    model: NemoModel, cpu: Cpu, folder: Path | None = None, cancel: CancelToken | None = None
) -> None:
    """Quantise a model, and the aligner inside Canary, in place.

    Everything else is copied out of the mapped file of float weights, which is thereby let go.

    Args:
        model: restored, in float32.
        cpu: what the CPU has.
        folder: where the model's files are. The bytes are kept there and mapped: the next load
            takes them without reading the float weights.
        cancel: looked at between the weights.

    Raises:
        Cancelled: somebody asked to stop; the model is as it was.
    """
    cancel = cancel or CancelToken()
    largest = _largest(cpu)
    floats = dict(_weights(model))
    kept = quantized_file.read(folder, largest) if folder is not None else None
    if kept is None or not _fits(kept, floats):
        kept = {}
        for name, weight in floats.items():
            cancel.raise_if_cancelled()
            kept[name] = in_bytes(weight, largest)
        if folder is not None and quantized_file.write(folder, largest, kept):
            kept = quantized_file.read(folder, largest) or kept
    del floats
    for name, layer in list(_layers(model)):
        part, _, path = name.rpartition(":")
        owner = getattr(model, part) if part else model
        owner.set_submodule(path, _quantized(name, layer, kept))
    for part in _parts(model).values():
        for tensor in (*part.parameters(), *part.buffers()):
            tensor.data = tensor.data.clone()
    # Restoring leaves objects in circles behind, and some of them hold the mapped weights.
    gc.collect()


def quantized_copy(module: "nn.Module", cpu: Cpu) -> "nn.Module":
    """A copy of one module, quantised; the module itself stays as it is."""
    made = copy.deepcopy(module)
    for name, layer in list(_layers_in(made)):
        kept = {
            f"{name}.{key}": in_bytes(weight, _largest(cpu)) for key, weight in _weights_of(layer)
        }
        made.set_submodule(name, _quantized(name, layer, kept))
    return made


def _largest(cpu: Cpu) -> int:
    return LARGEST if cpu.int8 else LARGEST_WITHOUT_VNNI


def _parts(model: NemoModel) -> dict[str, NemoModel]:
    """The model, and by the name of its attribute what NeMo keeps beside it."""
    aligner = getattr(model, ALIGNER, None)
    return {"": model} | ({} if aligner is None else {f"{ALIGNER}:": aligner})


def _layers(model: NemoModel) -> Iterator[tuple[str, "nn.Module"]]:
    """What is replaced, by name; what belongs to the aligner begins with its name and a colon."""
    for prefix, part in _parts(model).items():
        joint, decoder = getattr(part, "joint", None), getattr(part, "decoder", None)
        places = {"encoder": part.encoder} | {
            f"joint.{name}": getattr(joint, name) for name in JOINT_PARTS if hasattr(joint, name)
        }
        prediction = getattr(decoder, "prediction", None)
        if prediction is not None:
            places["decoder.prediction"] = prediction
        for place, root in places.items():
            for path, layer in _layers_in(root, place):
                yield prefix + path, layer


def _layers_in(root: "nn.Module", prefix: str = "") -> Iterator[tuple[str, "nn.Module"]]:
    from torch import nn

    for path, layer in root.named_modules(prefix=prefix):
        # Exact types: what derives from them does more than multiply.
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
    """Every float weight that becomes bytes, (rows, columns)."""
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


def _quantized(name: str, layer: "nn.Module", kept: Mapping[str, Bytes]) -> "nn.Module":
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
        )
    make = linear if isinstance(layer, nn.Linear) else pointwise
    return make(kept[f"{name}.weight"], layer.bias)  # type: ignore[arg-type] # a Tensor or None
