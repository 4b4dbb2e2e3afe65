"""Time stamps against samples: what is silence and what is a broken clock."""

import numpy as np
import pytest

from desktop_app.media.decode import MIN_GAP_S, Timeline

RATE_HZ = 1000


def missing(timeline: Timeline, stamp_s: float | None) -> int:
    return sum(timeline.silence_before(stamp_s, RATE_HZ))


@pytest.mark.parametrize(
    ("origin_s", "stamp_s", "samples"),
    [(0.0, 0.0, 0), (0.0, 0.02, 20), (1.4, 1.4, 0), (1.4, 2.4, 1000), (0.0, -0.01, 0)],
)
def test_a_late_beginning_is_exact(origin_s: float, stamp_s: float, samples: int) -> None:
    assert missing(Timeline(origin_s, 10.0), stamp_s) == samples


@pytest.mark.parametrize(
    ("stamp_s", "samples"), [(1.0, 0), (1.04, 0), (1.06, 60), (4.0, 3000), (0.5, 0), (None, 0)]
)
def test_only_real_holes_are_filled(stamp_s: float | None, samples: int) -> None:
    timeline = Timeline(0.0, 10.0)
    timeline.advance(1000, RATE_HZ)
    assert missing(timeline, stamp_s) == samples


def test_silence_counts_and_comes_in_pieces() -> None:
    timeline = Timeline(0.0, None)
    assert list(timeline.silence_before(2.5, RATE_HZ)) == [1000, 1000, 500]
    assert missing(timeline, 2.5) == 0


@pytest.mark.parametrize(("duration_s", "jump_s"), [(10.0, 95_443.7), (None, 95_443.7), (10.0, 20)])
def test_a_jump_past_the_end_starts_a_new_clock(duration_s: float | None, jump_s: float) -> None:
    timeline = Timeline(0.0, duration_s)
    timeline.advance(1000, RATE_HZ)
    assert missing(timeline, jump_s) == 0
    timeline.advance(1000, RATE_HZ)
    assert missing(timeline, jump_s + 1.0) == 0
    assert missing(timeline, jump_s + 1.5) == 500


def test_a_jump_back_starts_a_new_clock() -> None:
    timeline = Timeline(0.0, 100.0)
    timeline.advance(20_000, RATE_HZ)
    assert missing(timeline, 0.0) == 0
    timeline.advance(1000, RATE_HZ)
    assert missing(timeline, 1.5) == 500


def followed(timeline: Timeline, pace: float, seconds: float) -> float:
    """How far the samples are from a clock that runs at `pace` beside them, in the end."""
    frame = np.zeros((2, 20), np.float32)
    count = round(seconds * RATE_HZ / 20)
    for number in range(count):
        assert missing(timeline, number * 20 / RATE_HZ * pace) == 0
        timeline.advance(timeline.fitted(frame).shape[1], RATE_HZ)
    return timeline.position_s - seconds * pace


@pytest.mark.parametrize("pace", [0.9, 0.98, 0.999, 1.0, 1.001, 1.02, 1.1])
def test_a_clock_that_runs_away_is_followed_both_ways(pace: float) -> None:
    assert abs(followed(Timeline(0.0, None), pace, 120.0)) < MIN_GAP_S + 0.02


def test_a_clock_that_trembles_changes_nothing() -> None:
    timeline = Timeline(0.0, None)
    timeline.advance(100, RATE_HZ)
    samples = np.arange(100, dtype=np.float32)[None]
    for number in range(1, 100):
        assert missing(timeline, number * 0.1 + (-1) ** number * 0.02) == 0
        assert timeline.fitted(samples) is samples
        timeline.advance(100, RATE_HZ)


def test_what_is_made_longer_keeps_its_shape() -> None:
    timeline = Timeline(0.0, None)
    timeline.advance(1000, RATE_HZ)
    assert missing(timeline, 0.9) == 0  # 0.1 s behind
    wave = np.sin(np.arange(200) / 20).astype(np.float32)
    (shorter,) = timeline.fitted(wave[None])
    assert len(shorter) == 160
    assert shorter == pytest.approx(np.sin(np.arange(160) * 200 / 160 / 20), abs=1e-3)
