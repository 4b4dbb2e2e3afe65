"""Choose between CPU and CUDA, by the user's choice and what is available."""

import logging

from desktop_app.core.errors import GpuUnavailable
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
