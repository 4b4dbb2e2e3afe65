"""Find a CPU's fastest precision: measured with one layer of the model, and cached.

Instruction sets alone do not tell: a CPU may have them and gain little (small caches, slow memory,
few threads), and either int8 or bfloat16 may win.
"""

import copy
import json
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import convert

from desktop_app.core.errors import AppError
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute.cpu import Cpu, this_cpu
from desktop_app.engine.compute.precision import computing
from desktop_app.engine.compute.quantization import quantized_copy
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.recognizer import NemoModel
from desktop_app.system.files import write_atomically
from desktop_app.system.hardware import processor_name

if TYPE_CHECKING:
    import torch

logger = logging.getLogger(__name__)

# A smaller gain is not worth a change of precision.
WORTH = 1.15
# 15 s of speech, in frames of 80 ms.
FRAMES = 188
# Rounds with one run of every precision each, so that other load affects all alike; and the seconds
# after which no new round starts.
ROUNDS = 4
LONGEST_S = 1.0
# Raise it with every change of how a layer is computed: what was measured before is no answer.
KERNELS = 3

Seconds = Mapping[Precision, float]


def fastest(seconds: Seconds) -> Precision:
    """Return the fastest measured precision if it gains enough over float32.

    Args:
        seconds: time of each; without float32's time, float32 is returned.
    """
    if Precision.FP32 not in seconds:
        return Precision.FP32
    best = min(seconds, key=lambda precision: seconds[precision])
    return best if seconds[Precision.FP32] >= WORTH * seconds[best] else Precision.FP32


def fastest_for(model: NemoModel, cpu: Cpu, memory: Path | None) -> Precision:
    """Return the fastest precision for a model on this computer, measuring if needed.

    Args:
        model: in float32, on the CPU.
        cpu: the CPU's capabilities; only supported precisions are tried.
        memory: the cache file, or None.
    """
    tried = [Precision.FP32]
    tried += [Precision.INT8] if cpu.int8 else []
    tried += [Precision.BF16] if cpu.bf16 else []
    layers = getattr(model.encoder, "layers", None)
    if len(tried) == 1:
        return Precision.FP32
    if not layers or not hasattr(model.encoder, "pos_enc"):
        return tried[1]  # another kind of encoder, and nothing to measure with
    known = _remembered(memory)
    key = _key(layers[0], tried)
    if key not in known:
        known[key] = measured(model, tried)
        logger.info("seconds for one layer: %s", known[key])
        _remember(memory, known)
    return fastest(known[key])


def measured(model: NemoModel, tried: list[Precision]) -> dict[Precision, float]:
    """Measure the best time of one conformer layer in each precision, in seconds."""
    import torch

    encoder, layer = model.encoder, model.encoder.layers[0]
    width = layer.norm_out.normalized_shape[0]
    calls = {}
    with quiet(), torch.inference_mode(), torch_threads(default_thread_count()):
        frames = torch.randn(1, FRAMES, width, generator=torch.Generator().manual_seed(0))
        encoder.set_max_audio_length(max(FRAMES, encoder.max_audio_length))
        positions = encoder.pos_enc(frames)[1]
        for precision in tried:
            is_int8 = precision is Precision.INT8
            candidate = quantized_copy(layer, this_cpu()) if is_int8 else copy.deepcopy(layer)
            candidate.eval()
            calls[precision] = _call(candidate, frames, positions, precision)
        return _best(calls)


def _call(
    layer: NemoModel, frames: "torch.Tensor", positions: "torch.Tensor", precision: Precision
) -> Callable[[], object]:
    def call() -> object:
        with computing(DeviceChoice.CPU, precision):
            return layer(frames, pos_emb=positions)

    return call


def _best(calls: Mapping[Precision, Callable[[], object]]) -> dict[Precision, float]:
    """Return the best of several runs of each; the first, a warm-up, counts only if alone."""
    best = dict.fromkeys(calls, float("inf"))
    until_s = time.perf_counter() + LONGEST_S
    for _ in range(ROUNDS):
        for precision, call in calls.items():
            started_s = time.perf_counter()
            call()
            best[precision] = min(best[precision], time.perf_counter() - started_s)
        if time.perf_counter() > until_s:
            break
    return best


def _key(layer: NemoModel, tried: list[Precision]) -> str:
    """Return the cache key: computer, library versions, our layers' and the model's shape."""
    import torch

    shapes = sorted(tuple(weights.shape) for weights in layer.parameters())
    numbers = (KERNELS, default_thread_count(), sum(map(_size, shapes)), *shapes[-1])
    names = (processor_name(), torch.__version__, *tried)
    return " | ".join(map(str, (*names, *numbers)))


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for length in shape:
        size *= length
    return size


def _remembered(memory: Path | None) -> dict[str, dict[Precision, float]]:
    """Return cached results; empty if the file is missing or damaged."""
    try:
        found = json.loads(memory.read_text(encoding="utf-8")) if memory else {}
        return convert(found, dict[str, dict[Precision, float]])
    except (OSError, ValueError):
        return {}


def _remember(memory: Path | None, known: dict[str, dict[Precision, float]]) -> None:
    if memory is None:
        return
    try:
        write_atomically(memory, json.dumps(known, indent=1).encode())
    except AppError as error:
        logger.warning("the measurement is not kept: %s", error)
