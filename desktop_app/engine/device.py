"""CPU and CUDA: which to use, what memory they have, and how a model fails on them."""

import gc
import logging

from desktop_app.core.causes import root_cause
from desktop_app.core.errors import EngineError, GpuUnavailable, OutOfMemory, is_out_of_memory
from desktop_app.core.request import DeviceChoice
from desktop_app.core.sentences import tr

logger = logging.getLogger(__name__)


def cuda_problem() -> str | None:
    """Return why CUDA cannot be used, or None; tries it, since a driver may be too old."""
    import torch

    if not torch.cuda.is_available():
        if torch.version.cuda is None:
            return tr("this build of PyTorch has no CUDA support")
        return tr("no NVIDIA GPU or no working driver was found")
    try:
        torch.zeros(1, device="cuda").add_(1).cpu()
    except RuntimeError as error:
        logger.warning("CUDA is there but cannot be used: %s", error)
        return tr("the GPU cannot be used ({reason})").format(reason=str(error).splitlines()[0])
    return None


def free_bytes(device: DeviceChoice) -> int:
    """Return the memory free for batches on a device, in bytes."""
    if device is DeviceChoice.CUDA:
        import torch

        # No GPU where one is faked (tests): use the computer's memory then.
        if torch.cuda.is_available():
            free, _total = torch.cuda.mem_get_info()
            return int(free)
    import psutil

    return int(psutil.virtual_memory().available)


def free_memory(device: DeviceChoice) -> None:
    """Collect garbage, and give cached memory back to a GPU."""
    gc.collect()
    if device is DeviceChoice.CUDA:
        import torch

        try:
            torch.cuda.empty_cache()
        except RuntimeError as error:
            # After some errors CUDA refuses everything; the CPU still works.
            logger.warning("the GPU's memory was not given back: %s", error)


def failure_of(
    error: Exception, device: DeviceChoice, model_title: str
) -> OutOfMemory | EngineError:
    """Return what to tell of an error that a model raised for a recording."""
    if is_out_of_memory(root_cause(error)):
        if device is DeviceChoice.CUDA:
            return OutOfMemory("The recording does not fit into the GPU's memory.", repr(error))
        return OutOfMemory("The recording does not fit into memory.", repr(error))
    cause = root_cause(error)
    return EngineError("{model} failed on this recording.", repr(cause), model=model_title)


def choose(asked: DeviceChoice, problem: str | None) -> DeviceChoice:
    """Choose the model's device.

    Args:
        asked: the user's choice.
        problem: why CUDA cannot be used, or None.

    Raises:
        GpuUnavailable: CUDA was requested and cannot be used.
    """
    if asked is DeviceChoice.CPU:
        return DeviceChoice.CPU
    if problem is None:
        return DeviceChoice.CUDA
    if asked is DeviceChoice.CUDA:
        raise GpuUnavailable("CUDA cannot be used: {problem}.", problem=problem)
    return DeviceChoice.CPU
