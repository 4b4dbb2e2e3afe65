"""Layers that multiply in int8: weights take a quarter of the memory, products half the time.

Each row of weights has one scale, as has each row of inputs (one frame, one token) at each call.
oneDNN computes the products, by one of two operations:

- `torch._int_mm`, which torchao uses as well, where the CPU has AVX-512 VNNI. It takes the weights
  as stored in a file, so they can be mapped. On other CPUs torch computes it in a plain loop
  (https://github.com/pytorch/pytorch/pull/136942), thirty times slower than in float32.
- `onednn::qlinear_pointwise`, which torch's own quantised models call, on all others. It takes
  packed weights: a second for 300 million.

`quantized::linear_dynamic` is as fast, but torch is going to remove it
(https://github.com/pytorch/pytorch/issues/184982), and it has one scale for all inputs.
"""

import functools
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.engine.compute.cpu import Cpu

if TYPE_CHECKING:
    import torch
    from torch import nn

# Of inputs and weights. -128 is not used, so that a number and its negative are equally precise.
LARGEST = 127
# Packed weights want inputs from 0 to 255: this is added to each, and taken off each product. In a
# byte, adding it is turning the sign's bit.
ZERO = 128


class Bytes(NamedTuple):
    """A weight: values * scales[:, None].

    Attributes:
        values: int8, (rows, columns).
        scales: float32, (rows,).
    """

    values: "torch.Tensor"
    scales: "torch.Tensor"


def in_bytes(weight: "torch.Tensor", cpu: Cpu) -> Bytes:
    """Round a float weight, (rows, columns), to bytes that the CPU can multiply and add.

    CPUs without VNNI add the products of two neighbours in 16 bits, with inputs from 0 to 255. So
    two neighbours of one sign make no more than 128 together: 255 * 128 < 32,768. A row that would
    overflow gets a larger scale, and is a little less precise. (With AVX-VNNI alone, oneDNN may
    choose such instructions, too.)
    """
    import torch

    rows = weight.detach().float()
    largest = rows.abs().amax(dim=1)
    if not cpu.avx512_vnni and rows.shape[1] > 1:
        for one_sign in (rows.clamp_min(0), rows.clamp_max(0)):
            pairs = one_sign[:, 1:] + one_sign[:, :-1]
            largest = torch.maximum(largest, pairs.abs_().amax(dim=1))
    scales = (largest / LARGEST).clamp_min(torch.finfo(torch.float32).tiny)
    return Bytes((rows / scales[:, None]).round_().to(torch.int8), scales)


def linear(weight: Bytes, bias: "torch.Tensor | None", cpu: Cpu) -> "nn.Module":
    """A quantised `nn.Linear`."""
    layer: nn.Module = _classes().linear(weight, bias, cpu)
    return layer


def pointwise(weight: Bytes, bias: "torch.Tensor | None", cpu: Cpu) -> "nn.Module":
    """A quantised 1x1 `nn.Conv1d`: (batch, channels, time) in and out."""
    layer: nn.Module = _classes().pointwise(weight, bias, cpu)
    return layer


def lstm(
    inputs: list[Bytes], states: list[Bytes], biases: "list[torch.Tensor]", cpu: Cpu
) -> "nn.Module":
    """A quantised `nn.LSTM`: (time, batch, width) in and out.

    Args:
        inputs: each layer's input weights.
        states: each layer's recurrent weights.
        biases: each layer's sum of both biases.
        cpu: the CPU's capabilities.
    """
    layer: nn.Module = _classes().lstm(inputs, states, biases, cpu)
    return layer


class _Mapped:
    """A weight that is multiplied as it is stored."""

    def __init__(self, weight: Bytes) -> None:
        self._values, self._scales = weight

    def __call__(
        self, rows: "torch.Tensor", scales: "torch.Tensor", bias: "torch.Tensor | None"
    ) -> "torch.Tensor":
        """Multiply by rows divided by their scales, and add a bias; `rows` are used up."""
        import torch

        summed = torch._int_mm(  # noqa: SLF001 - torchao calls it by this name too
            rows.round_().to(torch.int8), self._values.t()
        )
        # In the same memory: the sums of a conformer's layer are larger than a CPU's cache.
        return _scaled(summed.view(torch.float32).copy_(summed).mul_(scales), self._scales, bias)


class _Packed:
    """A weight that is packed for the operation that multiplies it."""

    def __init__(self, weight: Bytes) -> None:
        import torch

        # Packing ignores strides.
        self._values = torch.ops.onednn.qlinear_prepack(weight.values.contiguous(), None)
        self._scales = weight.scales
        self._zeros = torch.zeros(len(weight.scales), dtype=torch.int32)

    def __call__(
        self, rows: "torch.Tensor", scales: "torch.Tensor", bias: "torch.Tensor | None"
    ) -> "torch.Tensor":
        """Multiply by rows divided by their scales, and add a bias; `rows` are used up."""
        import torch

        # To int8 and from there: torch converts to uint8 one number at a time, which takes five
        # times as long.
        lifted = rows.round_().to(torch.int8).view(torch.uint8).bitwise_xor_(ZERO)
        product = torch.ops.onednn.qlinear_pointwise(
            lifted, 1.0, ZERO, self._values, self._scales, self._zeros, None,
            1.0, 0, torch.float32, "none", [], "",
        )  # fmt: skip
        return _scaled(product, scales, bias)


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
        def __init__(self, weight: Bytes, bias: torch.Tensor | None, cpu: Cpu) -> None:
            super().__init__()
            # Its tensors are not parameters: nothing may convert them to another type.
            self._product = (_Mapped if cpu.avx512_vnni else _Packed)(weight)
            self._bias = None if bias is None else bias.detach().clone()
            self._width = len(weight.values)

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            # Autocast may be on around the model; quantisation here needs float32.
            rows = given.float().reshape(-1, given.shape[-1])
            # The largest magnitude, without a copy of all magnitudes.
            lowest = rows.amin(dim=1, keepdim=True).neg_()
            scales = rows.amax(dim=1, keepdim=True).maximum(lowest).div_(LARGEST)
            scales.clamp_min_(torch.finfo(torch.float32).tiny)
            product = self._product(rows / scales, scales, self._bias)
            return product.view(*given.shape[:-1], self._width)

    class QuantizedPointwise(QuantizedLinear):
        def forward(self, given: torch.Tensor) -> torch.Tensor:
            return super().forward(given.transpose(1, 2)).transpose(1, 2)

    class QuantizedLstm(nn.Module):
        def __init__(
            self, inputs: list[Bytes], states: list[Bytes], biases: list[torch.Tensor], cpu: Cpu
        ) -> None:
            super().__init__()
            pairs = zip(inputs, biases, strict=True)
            self._inputs = nn.ModuleList(QuantizedLinear(*pair, cpu) for pair in pairs)
            self._states = nn.ModuleList(QuantizedLinear(weight, None, cpu) for weight in states)
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


def _scaled(
    product: "torch.Tensor", scales: "torch.Tensor", bias: "torch.Tensor | None"
) -> "torch.Tensor":
    """Multiply by scales and add a bias, in place and in one pass."""
    import torch

    if bias is None:
        return product.mul_(scales)
    return torch.addcmul(bias, product, scales, out=product)
