"""When a run begins and ends, and its effect on sleep."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.runs import RunEnd
from desktop_app.app.settings import WhenFinished
from desktop_app.core.errors import MediaUnreadable, SleepRefused
from tests.app.conftest import Stage

TWO = [Path("/a/one.wav"), Path("/a/two.wav")]


@pytest.fixture
def ends(stage: Stage) -> list[RunEnd]:
    seen: list[RunEnd] = []
    stage.services.power.runs.ended.connect(seen.append)
    return seen


def begin(stage: Stage, qtbot: QtBot) -> None:
    """Two recordings, the first of which is held in the middle."""
    stage.engine.gate.clear()
    stage.services.controller.add_paths(TWO)
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 1)


def test_the_computer_is_awake_from_the_first_job_to_the_last(
    stage: Stage, qtbot: QtBot, ends: list[RunEnd]
) -> None:
    begin(stage, qtbot)
    held = [stage.power.is_held]
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: bool(ends))
    held.append(stage.power.is_held)
    assert ends == [RunEnd(done=2, failed=0, by_itself=True)]
    assert held == [True, False] and stage.power.holds == 1


def test_stop_all_is_no_end_by_itself(stage: Stage, qtbot: QtBot, ends: list[RunEnd]) -> None:
    begin(stage, qtbot)
    stage.services.controller.stop_all()
    qtbot.waitUntil(lambda: bool(ends))
    assert not ends[0].by_itself
    assert not stage.power.is_held


def test_a_job_that_is_done_after_stop_all_ends_nothing_by_itself(
    stage: Stage, qtbot: QtBot, ends: list[RunEnd]
) -> None:
    stage.engine.ignores_cancel = True
    stage.engine.gate.clear()
    stage.services.controller.add_paths(TWO[:1])
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 1)
    stage.services.controller.stop_all()
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert not ends[0].by_itself


def test_stopping_one_job_leaves_the_end_to_the_others(
    stage: Stage, qtbot: QtBot, ends: list[RunEnd]
) -> None:
    begin(stage, qtbot)
    stage.services.controller.stop(1)
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [RunEnd(done=1, failed=0, by_itself=True)]


def test_a_run_that_ends_as_the_last_job_is_removed_was_ended_by_hand(
    stage: Stage, qtbot: QtBot, ends: list[RunEnd]
) -> None:
    begin(stage, qtbot)
    stage.services.controller.remove([2])
    stage.services.controller.remove([1])
    qtbot.waitUntil(lambda: bool(ends))
    assert not ends[0].by_itself


def test_what_cannot_be_read_is_counted_and_ends_the_run_by_itself(
    stage: Stage, qtbot: QtBot, ends: list[RunEnd]
) -> None:
    stage.files.errors["two.wav"] = MediaUnreadable("It cannot be read.")
    stage.services.controller.add_paths(TWO)
    qtbot.waitUntil(lambda: stage.services.controller.status.has_unfinished is False and bool(ends))
    assert ends == [RunEnd(done=1, failed=1, by_itself=True)]


def test_each_run_is_counted_separately(stage: Stage, qtbot: QtBot, ends: list[RunEnd]) -> None:
    for path in TWO:
        with qtbot.waitSignal(stage.services.power.runs.ended):
            stage.services.controller.add_paths([path])
    assert [end.done for end in ends] == [1, 1]


def test_sleep_is_proposed_only_where_it_is_wanted(stage: Stage, qtbot: QtBot) -> None:
    sleep = stage.services.power.sleep
    with qtbot.assertNotEmitted(sleep.proposed):
        stage.services.controller.add_paths(TWO)
        qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 2)
    stage.services.preferences.change(when_finished=WhenFinished.SLEEP)
    with qtbot.waitSignal(sleep.proposed):
        stage.services.controller.retry(1)
    stage.engine.errors["two"] = MediaUnreadable("It cannot be read.")
    with qtbot.assertNotEmitted(sleep.proposed), qtbot.waitSignal(sleep.withdrawn):
        stage.services.controller.retry(2)
        qtbot.waitUntil(lambda: not stage.services.power.runs.is_running)


def test_sleep_and_its_refusal(stage: Stage, qtbot: QtBot) -> None:
    sleep = stage.services.power.sleep
    sleep.sleep()
    qtbot.waitUntil(lambda: stage.power.sleeps == 1)
    stage.power.refusal = SleepRefused("It said no.")
    with qtbot.waitSignal(sleep.refused):
        sleep.sleep()
    stage.power.problem = "It cannot."
    with qtbot.waitSignal(sleep.problem_found) as found:
        sleep.check()
    assert found.args == ["It cannot."]
