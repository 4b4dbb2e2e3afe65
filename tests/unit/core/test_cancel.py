"""Asking another thread to stop."""

import threading
import time

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled


def test_nothing_happens_before_cancellation() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.wait(0.001)
    assert not token.is_cancelled


def test_a_wait_ends_at_once_when_another_thread_asks() -> None:
    token = CancelToken()
    timer = threading.Timer(0.05, token.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        token.wait(30)
    assert time.monotonic() - started < 15  # half of the wait
    timer.join()
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_a_wait_that_is_hurried_ends_and_the_work_continues() -> None:
    token = CancelToken()
    threading.Timer(0.01, token.hurry).start()
    token.wait(60)
    assert not token.is_cancelled
    token.cancel()
    with pytest.raises(Cancelled):
        token.wait(60)
