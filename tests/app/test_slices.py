"""Work on many things a little at a time."""

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs import slices
from desktop_app.app.jobs.slices import STEP, Slices


def test_few_things_are_done_at_once(qtbot: QtBot) -> None:  # noqa: ARG001 - the application
    done: list[list[int]] = []
    work = Slices()
    work.run(range(3), lambda number: number if number != 1 else None, done.append)
    work.run([], lambda number: number, done.append)
    assert done == [[0, 2]] and not work.is_busy


def test_many_things_come_in_slices_and_in_order(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE_S", 0.0)
    done: list[list[int]] = []
    work = Slices()
    count = 5 * STEP
    work.run(range(count), lambda number: number, done.append)
    work.run(range(count, count + 3), lambda number: number, done.append)
    assert work.is_busy
    qtbot.waitUntil(lambda: not work.is_busy)
    assert sum(done, []) == list(range(count + 3))  # noqa: RUF017 - a few
    assert max(map(len, done)) <= STEP


def test_work_that_asks_for_more_work_gets_it_afterwards(qtbot: QtBot) -> None:
    done: list[int] = []
    work = Slices()

    def again(numbers: list[int]) -> None:
        done.extend(numbers)
        if numbers[0] < 3:
            work.run([numbers[0] + 1], lambda number: number, again)

    work.run([0], lambda number: number, again)
    qtbot.waitUntil(lambda: done == [0, 1, 2, 3] and not work.is_busy)
