"""Set torch's number of threads, and silence irrelevant warnings."""

import contextlib
import os
import threading
import warnings
from collections.abc import Iterator

# Warnings of NeMo and its dependencies about their own code: no user could act on them.
_IMPORT_WARNINGS = (DeprecationWarning, FutureWarning, SyntaxWarning, UserWarning, ImportWarning)


# How many threads a thread of ours was given, where two models compute at once.
_GIVEN = threading.local()
# Of so many threads a diarizer beside a recogniser gets one; it hears two to three times as fast.
THREADS_FOR_ONE = 5


def default_thread_count() -> int:
    """Return how many threads a model may use in this thread.

    Unless `thread_share` gave another number, that is one less than the physical cores, so that the
    window and the decoder keep one. With hyper-threads, or all cores of a busy computer, OpenMP's
    threads wait for one another: small operations then run 5-10 times slower (measured, 0.6B
    FastConformer).
    """
    given: int | None = getattr(_GIVEN, "count", None)
    if given is not None:
        return given
    import psutil

    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    usable = len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else 0
    return max(1, min(physical, usable or physical) - 1)


@contextlib.contextmanager
def thread_share(count: int | None) -> Iterator[None]:
    """Give models in this thread so many threads inside the block; None for as many as alone."""
    before, _GIVEN.count = getattr(_GIVEN, "count", None), count
    try:
        yield
    finally:
        _GIVEN.count = before


def shares_of_two() -> tuple[int, int]:
    """Return how many threads a recogniser gets, and a diarizer that computes beside it.

    Together they have no more than there are cores. On two cores the diarizer takes the one that is
    left to the window and the decoder, which need little of it.
    """
    all_threads = default_thread_count()
    lent = all_threads // THREADS_FOR_ONE
    return all_threads - lent, 1 + lent


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
