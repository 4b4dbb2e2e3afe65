"""The calls to the taskbar, in order."""

import logging

import pytest

from desktop_app.system.windows.taskbar import STEPS, ProgressState, Taskbar, TaskbarApi

FAILED = -2147467259  # E_FAIL


def test_the_state_comes_before_the_value_and_no_value_without_a_length() -> None:
    told: list[tuple[object, ...]] = []

    def note(*arguments: int) -> int:
        told.append(arguments)
        return 0

    taskbar = Taskbar(TaskbarApi(note, note), 77)
    taskbar.show(ProgressState.UNKNOWN_LENGTH, 0.5)
    taskbar.show(ProgressState.NORMAL, 0.25)
    taskbar.show(ProgressState.NONE, 0.0)
    assert told == [(77, 1), (77, 2), (77, STEPS // 4, STEPS), (77, 0)]


def test_a_failure_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    taskbar = Taskbar(TaskbarApi(lambda *_a: FAILED, lambda *_a: FAILED), 1)
    with caplog.at_level(logging.WARNING):
        taskbar.show(ProgressState.NORMAL, 0.1)
        taskbar.show(ProgressState.NORMAL, 0.2)
    assert [r.message for r in caplog.records] == ["the taskbar shows no progress: 0x80004005"]
