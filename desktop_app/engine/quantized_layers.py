"""Layers whose weights are bytes, with one scale for each row, and whose inputs become bytes.

A row of inputs (one frame, one token) gets its scale at each call. The products are summed up by
`torch._int_mm`, oneDNN's multiplication of bytes, which torchao stands on as well. It takes the
weights as they lie in a file, so they can be mapped; `quantized::linear_dynamic`, as fast, would
pack them first (3 to 6 s for 600 million), and torch means to remove it
(https://github.com/pytorch/pytorch/issues/184982).
"""

import functools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import torch
    from torch import nn

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
    """A float weight, (rows, columns), in the nearest bytes from -largest to largest."""
    import torch

    rows = weight.detach().float()
    scales = (rows.abs().amax(dim=1) / largest).clamp_min(torch.finfo(torch.float32).tiny)
    return Bytes((rows / scales[:, None]).round_().to(torch.int8), scales)


def linear(weight: Bytes, bias: "torch.Tensor | None") -> "nn.Module":
    """What `nn.Linear` does."""
    layer: nn.Module = _classes().linear(weight, bias)
    return layer


def pointwise(weight: Bytes, bias: "torch.Tensor | None") -> "nn.Module":
    """What a 1x1 `nn.Conv1d` does: (batch, channels, time) in and out."""
    layer: nn.Module = _classes().pointwise(weight, bias)
    return layer


def lstm(inputs: list[Bytes], states: list[Bytes], biases: "list[torch.Tensor]") -> "nn.Module":
    """What an `nn.LSTM` does, (time, batch, width) in and out.

    Args:
        inputs: of each layer, what its input is multiplied with.
        states: of each layer, what its state is multiplied with.
        biases: of each layer, the sum of both.
    """
    layer: nn.Module = _classes().lstm(inputs, states, biases)
    return layer


class _Classes(NamedTuple):
    linear: "type[nn.Module]"
    pointwise: "type[nn.Module]"
    lstm: "type[nn.Module]"


@functools.cache
def _classes() -> _Classes:
    """The classes; in a function, because torch is imported late."""
    import torch
    from torch import nn

    class QuantizedLinear(nn.Module):
        # The tensors are no parameters: nothing may turn them into other numbers.
        def __init__(self, weight: Bytes, bias: torch.Tensor | None) -> None:
            super().__init__()
            self._values, self._scales = weight
            self._bias = None if bias is None else bias.detach().clone()

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            # Autocast may be on around the model; bytes are made of float32 here.
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
