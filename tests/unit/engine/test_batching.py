"""Batches: the oldest chunk, and others of its length, up to what fits."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.engine.batching import DECODING_SHARE, ONCE_S, choose

lengths = st.lists(st.floats(0.5, 40.0), min_size=1, max_size=40)


@given(lengths, st.floats(1.0, 300.0), st.integers(1, 32))
def test_a_batch_holds_the_oldest_and_fits(
    lengths_s: list[float], budget_s: float, most: int
) -> None:
    chosen = choose(lengths_s, budget_s, most)
    assert chosen == sorted(set(chosen))
    assert chosen[0] == 0
    assert len(chosen) <= most
    taken_s = [lengths_s[i] for i in chosen]
    if len(chosen) > 1:
        assert max(taken_s) * len(chosen) <= budget_s
        once_s = ONCE_S + DECODING_SHARE * taken_s[0]
        alone = taken_s[0] / (taken_s[0] + once_s)
        once_s = ONCE_S + DECODING_SHARE * max(taken_s)
        assert sum(taken_s) / (max(taken_s) * len(chosen) + once_s) >= alone - 1e-9


def test_like_lengths_go_together() -> None:
    assert choose([20.0, 1.0, 19.0, 2.0, 21.0], 100.0, 32) == [0, 2, 4]
    assert choose([1.0, 20.0, 1.2, 1.1], 100.0, 32) == [0, 2, 3]


def test_of_equals_the_older_go_first() -> None:
    assert choose([10.0] * 6, 30.0, 32) == [0, 1, 2]
    assert choose([10.0] * 6, 300.0, 4) == [0, 1, 2, 3]


def test_one_that_is_too_long_goes_alone() -> None:
    assert choose([50.0, 1.0], 10.0, 32) == [0]
