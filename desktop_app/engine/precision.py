"""The numbers that a model computes with.

Only this file knows how a precision is reached: `resolve` chooses, `prepare` changes the
weights once, `computing` is around every call.
"""

import contextlib
from typing import Any

from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.foreign import NemoModel

# CUDA falls back along this line when a result is not finite or empty: float16 overflows above
# 65504, bfloat16 has float32's range.
AFTER_OVERFLOW = {Precision.FP16: Precision.BF16, Precision.BF16: Precision.FP32}


def resolve(asked: Precision, device: DeviceChoice) -> Precision:
    """What is really taken: AUTO is float32 on the CPU and float16 on CUDA; int8 is CPU only."""
    if device is DeviceChoice.CUDA:
        return Precision.FP16 if asked in (Precision.AUTO, Precision.INT8) else asked
    return Precision.FP32 if asked in (Precision.AUTO, Precision.FP16) else asked


def prepare(model: NemoModel, precision: Precision) -> NemoModel:
    """Change the weights where the precision needs it; autocast needs nothing."""
    if precision is not Precision.INT8:
        return model
    import torch

    from desktop_app.engine.runtime import quiet

    # The encoder is where the time goes. torch calls this deprecated in favour of torchao,
    # which is one more large library; it still works in the pinned torch.
    with quiet():
        model.encoder = torch.ao.quantization.quantize_dynamic(  # type: ignore[no-untyped-call]
            model.encoder, {torch.nn.Linear}, dtype=torch.qint8
        )
    return model


def computing(device: DeviceChoice, precision: Precision) -> contextlib.AbstractContextManager[Any]:
    """The context to call the model in."""
    import torch

    types = {Precision.FP16: torch.float16, Precision.BF16: torch.bfloat16}
    if precision not in types:
        return contextlib.nullcontext()
    return torch.autocast(device_type=device.value, dtype=types[precision])
