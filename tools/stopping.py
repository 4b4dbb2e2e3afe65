"""Measure how long a transcription takes to stop."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from tools.starter_model.grammar import seeded

if TYPE_CHECKING:
    from desktop_app.core.request import TranscriptionRequest
    from desktop_app.engine.session import Session

# By then a long recording is well under way.
LATEST_S: Final = 10.0


def slowest_stop_s(session: Session, request: TranscriptionRequest, times: int) -> float:
    """Return the longest time to stop, at that many random moments of the beginning.

    Args:
        session: with the model in memory.
        request: a recording that takes longer than `LATEST_S`.
        times: how often it is started and stopped.

    Raises:
        RuntimeError: the recording was over before it could be stopped.
    """
    chooser = seeded("stops")
    return max(_stop_s(session, request, chooser.uniform(0, LATEST_S)) for _ in range(times))


def _stop_s(session: Session, request: TranscriptionRequest, after_s: float) -> float:
    """Return the seconds from cancellation by another thread to the end."""
    cancel = CancelToken()
    asked_s = float("inf")

    def ask() -> None:
        nonlocal asked_s
        asked_s = time.perf_counter()
        cancel.cancel()

    timer = threading.Timer(after_s, ask)
    timer.start()
    try:
        session.transcribe(request, cancel, lambda _event: None)
    except Cancelled:
        return time.perf_counter() - asked_s
    finally:
        timer.cancel()
        timer.join()
    raise RuntimeError(f"{request.media_path.name} was over before it could be stopped")
