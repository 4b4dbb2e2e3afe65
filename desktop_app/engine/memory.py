"""Recognising that memory ran out, in whatever way torch says it."""

from desktop_app.core.errors import root_cause

# torch's CPU allocator raises a plain RuntimeError: "DefaultCPUAllocator: not enough memory"
# (Windows), "can't allocate memory" (Linux); cuBLAS and cuDNN have their own codes.
_SAID = ("not enough memory", "out of memory", "can't allocate memory", "alloc_failed")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, on the GPU or on the CPU."""
    import torch

    cause = root_cause(error)
    if isinstance(cause, (torch.cuda.OutOfMemoryError, MemoryError)):
        return True
    return isinstance(cause, RuntimeError) and any(said in str(cause).lower() for said in _SAID)
