"""Set torch's number of threads, and silence irrelevant warnings."""

import contextlib
import os
import warnings
from collections.abc import Iterator

# Warnings of NeMo and its dependencies about their own code: no user could act on them.
_IMPORT_WARNINGS = (DeprecationWarning, FutureWarning, SyntaxWarning, UserWarning, ImportWarning)


def default_thread_count() -> int:
    """Return one less than the physical cores, so that the window and the decoder keep one.

    With hyper-threads, or all cores of a busy computer, OpenMP's threads wait for one another:
    small operations then run 5-10 times slower (measured, 0.6B FastConformer).
    """
    import psutil

    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    usable = len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else 0
    return max(1, min(physical, usable or physical) - 1)


@contextlib.contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Give torch `count` threads inside the block, and restore the number afterwards.

    Other libraries set it for the whole process (silero-vad sets 1 on import).
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence NeMo's own warnings and log lines inside the block.

    They concern training, missing telemetry, and deprecated calls between libraries. Errors are
    raised as usual.
    """
    with warnings.catch_warnings():
        for category in _IMPORT_WARNINGS:
            warnings.simplefilter("ignore", category)
        yield
