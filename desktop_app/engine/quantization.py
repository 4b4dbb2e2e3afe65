"""The encoder's weights as bytes: a quarter of the memory, and more than twice the speed.

Dynamic quantisation: the weights become bytes once, with one scale for each row, and what they are
multiplied with becomes bytes at every call. `torch.ao.quantization.quantize_dynamic` does that to
`nn.Linear`; but it copies the model twice, leaves one bit of each input unused whatever the CPU,
and leaves out the 1x1 convolutions, where a fifth of a conformer's time goes. So this calls the
operators behind it. torch means to remove them in favour of torchao, one more large library
(https://github.com/pytorch/pytorch/issues/184982); the pinned torch has them.

Measured with the encoder of Parakeet v3's architecture, random weights, one thread of a CPU with
AVX-512 VNNI, 2 x 30 s: 11 times real time, 4.5 in float32. Its output is off by 1.9 % (by 3.2 %
where inputs have 7 bits). Turning the weights into bytes takes 5 to 8 s, at each load.
`dev.py bench cpu` measures the whole program, and the words.
"""

import contextlib
import functools
import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.engine.cpu import Cpu
from desktop_app.engine.foreign import NemoModel
from desktop_app.engine.runtime import quiet

if TYPE_CHECKING:
    import torch
    from torch import nn

# The largest byte; -128 is not used, so that a weight and its negative are equally exact.
LARGEST = 127


def quantize(model: NemoModel, cpu: Cpu) -> None:
    """Quantise the encoder, and that of the aligner inside Canary, in place.

    What works on the encoder's output stays as it is: it runs once for each token and decides
    what the text is, while the encoder takes nearly all the time.

    Everything else is copied out of the mapped file, which is thereby let go.
    """
    for part in (model, getattr(model, "timestamps_asr_model", None)):
        if part is not None:
            with quiet(), _engine(cpu):
                _replace_layers(part.encoder, is_exact=cpu.int8)
            _copy_from_file(part)
    # Restoring leaves objects in circles behind, and some of them hold the mapped weights.
    gc.collect()


@contextlib.contextmanager
def _engine(cpu: Cpu) -> Iterator[None]:
    """Let torch pack weights for what the CPU has.

    FBGEMM ("x86") knows AVX2 and AVX-512 VNNI. oneDNN is as fast there, but keeps the weights
    twice; it alone knows AMX and the VNNI of CPUs without AVX-512.
    """
    import torch

    backend: Any = torch.backends.quantized
    before, supported = backend.engine, backend.supported_engines
    wanted = "onednn" if cpu.amx_int8 or (cpu.avx_vnni and not cpu.avx512_vnni) else "x86"
    if wanted in supported:
        backend.engine = wanted
    try:
        yield
    finally:
        backend.engine = before


def _replace_layers(encoder: "nn.Module", *, is_exact: bool) -> None:
    from torch import nn

    for module in list(encoder.modules()):
        for name, layer in list(module.named_children()):
            # Exact types: what derives from them does more than multiply.
            if type(layer) is nn.Linear:
                weight, across_channels = layer.weight, False
            elif type(layer) is nn.Conv1d and _is_pointwise(layer):
                weight, across_channels = layer.weight.squeeze(-1), True
            else:
                continue
            made = _quantized_linear()(
                weight, layer.bias, across_channels=across_channels, is_exact=is_exact
            )
            setattr(module, name, made)


def _is_pointwise(layer: "nn.Conv1d") -> bool:
    return (layer.kernel_size, layer.stride, layer.padding, layer.groups) == ((1,), (1,), (0,), 1)


@functools.cache
def _quantized_linear() -> type["nn.Module"]:
    """The class of the layers; in a function, because torch is imported late."""
    import torch
    from torch import nn

    class QuantizedLinear(nn.Module):
        """What `nn.Linear` does, in bytes.

        With `across_channels` the values to multiply are not last but before last, as they are
        for a convolution. Without `is_exact` inputs get 7 bits instead of 8: two products of
        full bytes do not fit into the 16 bits in which CPUs without VNNI add them up.
        """

        def __init__(
            self,
            weight: "torch.Tensor",
            bias: "torch.Tensor | None",
            *,
            across_channels: bool,
            is_exact: bool,
        ) -> None:
            super().__init__()
            self._packed = _packed(weight.detach(), None if bias is None else bias.detach())
            self._across_channels = across_channels
            self._is_exact = is_exact

        def forward(self, given: "torch.Tensor") -> "torch.Tensor":
            # Autocast may be on around the model, and the operator knows float32 alone.
            values = given.float()
            if self._across_channels:
                return self._multiplied(values.transpose(1, 2)).transpose(1, 2)
            return self._multiplied(values)

        def _multiplied(self, values: "torch.Tensor") -> "torch.Tensor":
            product: torch.Tensor = torch.ops.quantized.linear_dynamic(
                values, self._packed, not self._is_exact
            )
            return product

    return QuantizedLinear


def _packed(weight: "torch.Tensor", bias: "torch.Tensor | None") -> object:
    """The weights as bytes, in the order in which torch's kernels read them."""
    import torch

    largest = weight.abs().amax(dim=1)
    scales = (largest / LARGEST).clamp_min(torch.finfo(torch.float32).eps).double()
    zeros = torch.zeros(len(scales), dtype=torch.long)
    in_bytes = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
    # The bias is kept as it is given, and must not keep the mapped file.
    packed: object = torch.ops.quantized.linear_prepack(
        in_bytes, None if bias is None else bias.clone()
    )
    return packed


def _copy_from_file(part: NemoModel) -> None:
    for tensor in (*part.parameters(), *part.buffers()):
        tensor.data = tensor.data.clone()
