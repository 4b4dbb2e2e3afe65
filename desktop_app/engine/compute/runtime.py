"""Sets how many threads torch uses, and keeps its warnings quiet."""

import contextlib
import os
import warnings
from collections.abc import Iterator

# Said by NeMo and what it imports about their own code: nothing that a user could act on.
_IMPORT_WARNINGS = (DeprecationWarning, FutureWarning, SyntaxWarning, UserWarning, ImportWarning)


def default_thread_count() -> int:
    """One less than the physical cores, so that the window and the decoder keep one.

    With hyper-threads, or all cores of a busy computer, OpenMP's threads wait for one another:
    small operations then run 5-10 times slower (measured, 0.6B FastConformer).
    """
    import psutil

    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    usable = len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else 0
    return max(1, min(physical, usable or physical) - 1)


@contextlib.contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Give torch `count` threads inside the block, and what it had before afterwards.

    Other libraries set the number for the whole process (silero-vad sets 1 when it is imported).
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
    """Keep the warnings and log lines of NeMo's own making from the user.

    They speak of the training of models, of telemetry that is not there, and of deprecated
    calls between libraries. Errors are raised and go their usual way.
    """
    with warnings.catch_warnings():
        for category in _IMPORT_WARNINGS:
            warnings.simplefilter("ignore", category)
        yield
