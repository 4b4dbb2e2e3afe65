"""A stage of the pipeline: in order, bounded, and never in the way of an end."""

import threading
from collections.abc import Iterator

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.media.ahead import Ahead, until_cancelled

SOON_S = 60.0


def test_items_come_in_order_from_another_thread() -> None:
    def names() -> Iterator[tuple[int, str]]:
        for number in range(100):
            yield number, threading.current_thread().name

    assert list(Ahead(names(), 3, "stage")) == [(number, "stage") for number in range(100)]


def test_it_is_never_further_ahead_than_it_may() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(20):
            made.append(number)
            yield number

    ahead = Ahead(numbers(), 4, "stage")
    for number in ahead:
        assert len(made) <= number + 1 + 4 + 1  # the buffered ones, and the one in progress
    assert ahead.has_ended


def test_it_may_be_as_far_ahead_as_its_items_weigh() -> None:
    made: list[int] = []

    is_full = threading.Event()

    def numbers() -> Iterator[int]:
        for number in (1, 9, 1, 1, 8, 8, 1):
            made.append(number)
            if len(made) == 4:
                is_full.set()
            yield number

    ahead = Ahead(numbers(), 10, "stage", float)
    assert ahead.take(SOON_S) == 1
    assert is_full.wait(SOON_S) and not ahead.join(0.2)
    assert made == [1, 9, 1, 1]  # 9 and 1 are buffered, 1 is in progress
    assert list(ahead) == [9, 1, 1, 8, 8, 1]


def test_what_is_raised_comes_after_what_was_made() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    ahead = Ahead(broken(), 4, "stage")
    assert next(ahead) == 1
    with pytest.raises(OSError, match="gone"):
        next(ahead)
    assert list(ahead) == []


def test_nothing_in_time_is_none_and_no_end() -> None:
    go_on = threading.Event()

    def slow() -> Iterator[int]:
        go_on.wait(SOON_S)
        yield 1

    ahead = Ahead(slow(), 1, "stage")
    assert ahead.take(0.0) is None
    assert ahead.take(0.01) is None
    assert not ahead.has_ended
    go_on.set()
    assert ahead.take(SOON_S) == 1
    assert ahead.take(SOON_S) is None
    assert ahead.has_ended


def test_closing_ends_the_thread_and_the_iterator() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    ahead = Ahead(endless(), 2, "stage")
    assert next(ahead) == 1
    ahead.close()
    assert ahead.join(SOON_S)
    assert closed.is_set()
    assert ahead.take(None) is None
    assert list(ahead) == []


def test_closing_wakes_who_waits_for_a_thread_that_hangs() -> None:
    hanging = threading.Event()

    def hung() -> Iterator[int]:
        hanging.wait(SOON_S)
        yield 1

    inner = Ahead(hung(), 1, "inner")
    outer = Ahead(iter(inner), 1, "outer")
    outer.close()
    inner.close()
    assert outer.join(SOON_S)
    hanging.set()
    assert inner.join(SOON_S)


def test_work_that_does_not_answer_is_left_behind() -> None:
    cancel, gate = CancelToken(), threading.Event()
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        until_cancelled(lambda: gate.wait(60), cancel)
    gate.set()


def test_an_answer_and_an_error_come_as_they_are() -> None:
    assert until_cancelled(lambda: 7, CancelToken()) == 7
    with pytest.raises(ZeroDivisionError):
        until_cancelled(lambda: 1 // 0, CancelToken())
