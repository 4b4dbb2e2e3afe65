"""The precisions that a model can compute with.

Everything about precision is here: `resolve` chooses, `prepare` changes the weights once,
`computing` wraps every call.
"""

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import EngineError
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute.cpu import Cpu, this_cpu
from desktop_app.engine.compute.runtime import default_thread_count, torch_threads
from desktop_app.engine.recognizer import NemoModel

logger = logging.getLogger(__name__)

# CUDA's next precision when a result is not finite: float16 overflows above 65504, bfloat16 has
# float32's range.
AFTER_OVERFLOW = {Precision.FP16: Precision.BF16, Precision.BF16: Precision.FP32}

# The fewest parameters with which AUTO changes the precision. Measured, conformer encoders, one
# thread with AVX-512 VNNI, int8 against float32: 1.07 times the speed with 3 million parameters
# (the starter model), 1.2 with 13 million, 1.4 with 29 million.
LARGE = 50_000_000


def after_overflow(precision: Precision, device: DeviceChoice, model_title: str) -> Precision:
    """Return the next precision once a result is not finite.

    Raises:
        EngineError: there is none; the cause is the model or this sound, not the precision.
    """
    lower = AFTER_OVERFLOW.get(precision)
    if device is not DeviceChoice.CUDA or lower is None:
        raise EngineError("{model} gave no usable result for this recording.", model=model_title)
    logger.warning("%s overflowed, going on in %s", precision, lower)
    return lower


def resolve(
    asked: Precision,
    device: DeviceChoice,
    cpu: Cpu,
    parameters: int,
    fastest: Callable[[], Precision],
) -> Precision:
    """Resolve the precision to use.

    Args:
        asked: the user's choice. AUTO is float16 on CUDA; on the CPU it is the fastest for large
            models, else float32.
        device: where the model runs. int8 needs the CPU, float16 CUDA, and bfloat16 hardware
            support: emulated, it is slower than float32.
        cpu: the CPU's capabilities.
        parameters: the model's size.
        fastest: measures the fastest precision on this CPU; called only if needed.
    """
    if device is DeviceChoice.CUDA:
        return Precision.FP16 if asked in (Precision.AUTO, Precision.INT8) else asked
    if asked is Precision.AUTO:
        return fastest() if parameters >= LARGE and (cpu.int8 or cpu.bf16) else Precision.FP32
    if asked is Precision.FP16 or (asked is Precision.BF16 and not cpu.bf16):
        return Precision.FP32
    return asked


def prepare(
    model: NemoModel,
    precision: Precision,
    folder: Path | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Convert the weights if the precision needs it; autocast does not.

    Args:
        model: in float32.
        precision: as resolved.
        folder: the model's folder, where the converted weights are stored.
        cancel: checked between weights.

    Raises:
        Cancelled: cancellation was requested.
    """
    if precision is Precision.INT8:
        from desktop_app.engine.compute.quantization import quantize

        # Torch's own number of threads would wait for one another on a busy computer.
        with torch_threads(default_thread_count()):
            quantize(model, this_cpu(), folder, cancel)


def computing(device: DeviceChoice, precision: Precision) -> contextlib.AbstractContextManager[Any]:
    """Return the context manager to call the model in."""
    import torch

    types = {Precision.FP16: torch.float16, Precision.BF16: torch.bfloat16}
    if precision not in types:
        return contextlib.nullcontext()
    return torch.autocast(device_type=device.value, dtype=types[precision])
