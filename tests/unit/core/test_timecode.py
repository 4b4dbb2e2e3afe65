"""Seconds, and bytes, as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.timecode import clock, length, size, time_left, timecode


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "00:00"), (59.99, "00:59"), (61, "01:01"), (3600, "1:00:00"), (-1, "00:00")],
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "00:00:00.000"), (1.2346, "00:00:01.235"), (3599.9996, "01:00:00.000")],
)
def test_timecode(seconds: float, shown: str) -> None:
    assert timecode(seconds) == shown


@given(st.floats(min_value=0, max_value=360_000))
def test_timecode_reads_back(seconds: float) -> None:
    hours, minutes, rest = timecode(seconds).split(":")
    assert int(minutes) < 60 and float(rest) < 60
    assert abs(int(hours) * 3600 + int(minutes) * 60 + float(rest) - seconds) <= 0.0006


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (4, "a few seconds left"),
        (34, "about 30 s left"),
        (100, "about 2 min left"),
        (5400, "about 1.5 h left"),
    ],
)
def test_time_left(seconds: float, shown: str) -> None:
    assert time_left(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.2, "1 s"), (12.4, "12 s"), (59.7, "1 min"), (125, "2 min 5 s"), (3600, "60 min")],
)
def test_length(seconds: float, shown: str) -> None:
    assert length(seconds) == shown


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 Bytes"),
        (512, "512 Bytes"),
        (3_100, "3.1 kB"),
        (6_200_000, "6.2 MB"),
        (2_470_000_000, "2.5 GB"),
        (12_884_901_888, "12.9 GB"),
        (999_960_000, "1.0 GB"),  # what is rounded is never a thousand of the smaller unit
        (999_960_000_000, "1.0 TB"),
    ],
)
def test_sizes(count: int, said: str) -> None:
    assert size(count) == said
