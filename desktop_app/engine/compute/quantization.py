"""Quantise weights to int8: a quarter of the memory, more than twice the speed.

Dynamic quantization of the encoder and of what a transducer runs for each token: its prediction
network and the large last layer of its joint network. There memory is the bottleneck: one token
reads 50 MB of float weights (Parakeet v3), and took 10 ms, now 3. What runs once per recording
stays in float32. `dev.py bench cpu` measures speed and word errors.

Each row of weights has one scale, as has each row of inputs (one frame, one token) at each call.
`torch._int_mm`, oneDNN's int8 multiplication, which torchao uses as well, computes the products. It
takes the weights as stored in a file, so they can be mapped; `quantized::linear_dynamic`, equally
fast, would pack them first (3 to 6 s for 600 million), and torch is going to remove it
(https://github.com/pytorch/pytorch/issues/184982).

The int8 weights are stored in a file beside the model's, so that they are made once. It can be
recreated at any time: a file that is damaged, or belongs to other weights, is ignored and
rewritten. It moves with the model's folder, and is not in the manifest.
"""

import copy
import functools
import gc
import json
import logging
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.engine.compute.cpu import Cpu
from desktop_app.engine.recognizer import NemoModel
from desktop_app.system.files import retry_while_in_use

if TYPE_CHECKING:
    import torch
    from torch import nn

logger = logging.getLogger(__name__)


LARGEST_INPUT = 127


class Bytes(NamedTuple):
    """A weight: values * scales[:, None].

    Attributes:
        values: int8, (rows, columns).
        scales: float32, (rows,).
    """

    values: "torch.Tensor"
    scales: "torch.Tensor"


def in_bytes(weight: "torch.Tensor", largest: int) -> Bytes:
    """Round a float weight, (rows, columns), to bytes from -largest to largest."""
    import torch

    rows = weight.detach().float()
    scales = (rows.abs().amax(dim=1) / largest).clamp_min(torch.finfo(torch.float32).tiny)
    return Bytes((rows / scales[:, None]).round_().to(torch.int8), scales)


def linear(weight: Bytes, bias: "torch.Tensor | None") -> "nn.Module":
    """A quantised `nn.Linear`."""
    layer: nn.Module = _classes().linear(weight, bias)
    return layer


def pointwise(weight: Bytes, bias: "torch.Tensor | None") -> "nn.Module":
    """A quantised 1x1 `nn.Conv1d`: (batch, channels, time) in and out."""
    layer: nn.Module = _classes().pointwise(weight, bias)
    return layer


def lstm(inputs: list[Bytes], states: list[Bytes], biases: "list[torch.Tensor]") -> "nn.Module":
    """A quantised `nn.LSTM`: (time, batch, width) in and out.

    Args:
        inputs: each layer's input weights.
        states: each layer's recurrent weights.
        biases: each layer's sum of both biases.
    """
    layer: nn.Module = _classes().lstm(inputs, states, biases)
    return layer


class _Classes(NamedTuple):
    linear: "type[nn.Module]"
    pointwise: "type[nn.Module]"
    lstm: "type[nn.Module]"


@functools.cache
def _classes() -> _Classes:
    """Define the classes; in a function, because torch is imported late."""
    import torch
    from torch import nn

    class QuantizedLinear(nn.Module):
        # The tensors are not parameters: nothing may convert them to another type.
        def __init__(self, weight: Bytes, bias: torch.Tensor | None) -> None:
            super().__init__()
            self._values, self._scales = weight
            self._bias = None if bias is None else bias.detach().clone()

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            # Autocast may be on around the model; quantisation here needs float32.
            rows = given.float().reshape(-1, given.shape[-1])
            scales = rows.abs().amax(dim=1, keepdim=True).div_(LARGEST_INPUT)
            scales.clamp_min_(torch.finfo(torch.float32).tiny)
            summed = torch._int_mm(  # noqa: SLF001 - torchao calls it by this name too
                (rows / scales).round_().to(torch.int8), self._values.t()
            )
            product = (summed * scales).mul_(self._scales)
            if self._bias is not None:
                product.add_(self._bias)
            return product.view(*given.shape[:-1], -1)

    class QuantizedPointwise(QuantizedLinear):
        def forward(self, given: torch.Tensor) -> torch.Tensor:
            return super().forward(given.transpose(1, 2)).transpose(1, 2)

    class QuantizedLstm(nn.Module):
        def __init__(
            self, inputs: list[Bytes], states: list[Bytes], biases: list[torch.Tensor]
        ) -> None:
            super().__init__()
            pairs = zip(inputs, biases, strict=True)
            self._inputs = nn.ModuleList(QuantizedLinear(*pair) for pair in pairs)
            self._states = nn.ModuleList(QuantizedLinear(weight, None) for weight in states)
            self._width = states[0].values.shape[1]

        def forward(
            self, given: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
        ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
            if state is None:
                zeros = given.new_zeros(len(self._states), given.shape[1], self._width)
                state = (zeros, zeros)
            hidden, cells = list(state[0]), list(state[1])
            heard = []
            for step in given:
                values = step
                for number, (by_input, by_state) in enumerate(
                    zip(self._inputs, self._states, strict=True)
                ):
                    gates = by_input(values) + by_state(hidden[number])
                    let_in, keep, new, show = gates.chunk(4, dim=1)  # torch's order
                    kept = torch.sigmoid(keep) * cells[number]
                    cells[number] = kept + torch.sigmoid(let_in) * torch.tanh(new)
                    values = torch.sigmoid(show) * torch.tanh(cells[number])
                    hidden[number] = values
                heard.append(values)
            return torch.stack(heard), (torch.stack(hidden), torch.stack(cells))

    return _Classes(QuantizedLinear, QuantizedPointwise, QuantizedLstm)


# Raise it with every change of what is replaced or how weights are quantised.
SCHEME = 1
# Disk space to leave free: saving a transcript must never fail because of this.
SPARE_BYTES = 2 << 30
WEIGHTS = "*model_weights.ckpt"
# A file this old is no longer being written by another program.
OLD_S = 3600


def read(folder: Path, largest: int) -> dict[str, Bytes] | None:
    """Map the stored weights, read on first use; None if there are none for this model.

    Args:
        folder: the model's folder.
        largest: the largest byte value of a weight.
    """
    import torch

    path = folder / QUANTIZED_FILE
    if not path.is_file():
        return None
    try:
        found: Any = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        if found["made_of"] != _made_of(folder, largest):
            return None
        kept = {name: Bytes(values, scales) for name, (values, scales) in found["weights"].items()}
        types = {(weight.values.dtype, weight.scales.dtype) for weight in kept.values()}
    except Exception as error:  # noqa: BLE001 - damage can fail in any way
        logger.warning("%s is not usable, making it anew: %r", path, error)
        return None
    return kept if types == {(torch.int8, torch.float32)} else None


def write(folder: Path, largest: int, weights: Mapping[str, Bytes]) -> bool:
    """Store the weights for the next load, if there is space and the folder is writable.

    Returns:
        Whether they were stored.
    """
    import torch

    path = folder / QUANTIZED_FILE
    partial = folder / f".{QUANTIZED_FILE}.{os.urandom(4).hex()}.part"
    size = sum(weight.values.nbytes + weight.scales.nbytes for weight in weights.values())
    content = {
        "made_of": _made_of(folder, largest),
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


def _made_of(folder: Path, largest: int) -> str:
    """Return the key of all that the bytes depend on; a change invalidates them."""
    import torch

    states = [(file.name, file.stat()) for file in sorted(folder.glob(WEIGHTS))]
    files = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return json.dumps([SCHEME, str(torch.__version__), largest, files])


def _delete_old_parts(folder: Path) -> None:
    for part in folder.glob(f".{QUANTIZED_FILE}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > OLD_S:
                part.unlink()


# The largest byte; -128 is not used, so that a weight and its negative are equally precise.
LARGEST = 127
# CPUs without int8 instructions add two products, of inputs from 0 to 255, in 16 bits. Larger
# weights would overflow: 2 * 255 * 63 < 32,768.
LARGEST_WITHOUT_VNNI = 63

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
    largest = _largest(cpu)
    floats = dict(_weights(model))
    kept = read(folder, largest) if folder is not None else None
    if kept is None or not _fits(kept, floats):
        kept = {}
        for name, weight in floats.items():
            cancel.raise_if_cancelled()
            kept[name] = in_bytes(weight, largest)
        if folder is not None and write(folder, largest, kept):
            kept = read(folder, largest) or kept
    del floats
    for name, layer in list(_layers(model)):
        part, _, path = name.rpartition(":")
        owner = getattr(model, part) if part else model
        owner.set_submodule(path, _quantized(name, layer, kept))
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
        kept = {
            f"{name}.{key}": in_bytes(weight, _largest(cpu)) for key, weight in _weights_of(layer)
        }
        module.set_submodule(name, _quantized(name, layer, kept))


def _largest(cpu: Cpu) -> int:
    return LARGEST if cpu.int8 else LARGEST_WITHOUT_VNNI


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
