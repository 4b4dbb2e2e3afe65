"""The computer's own calls on Windows: kept awake, asked for sleep, shown in the taskbar."""

import ctypes
import logging
import subprocess
import sys

import pytest

from desktop_app.system import power as sleeping
from desktop_app.system.power import WakeHold
from tests.windows.holding import ROOT

# In a process of its own, with Qt as in the program: it brings COM up in its thread first.
TASKBAR = """
import logging, sys
logging.basicConfig(level=logging.WARNING)
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(sys.argv)
window = QWidget()
window.show()
application.processEvents()
from desktop_app.system.windows import taskbar
made = taskbar.window_taskbar(int(window.winId()))
api = made._api
results = []
def noted(call):
    def call_and_note(*arguments):
        results.append(call(*arguments))
        return results[-1]
    return call_and_note
made._api = taskbar.TaskbarApi(noted(api.set_value), noted(api.set_state))
for state in taskbar.ProgressState:
    made.show(state, 0.5)
wrong = api.set_state(0, 2)
print(application.platformName(), results, wrong)
"""


def test_the_computer_is_held_awake(caplog: pytest.LogCaptureFixture) -> None:
    hold = WakeHold()
    with caplog.at_level(logging.DEBUG):
        for _ in range(2):
            hold.begin()
            hold.end(10.0)
    assert "may fall asleep" not in caplog.text
    calls = [r.getMessage() for r in caplog.records if "Calling SetThread" in r.getMessage()]
    keep, release = 0x80000001, 0x80000000  # ES_CONTINUOUS, with and without ES_SYSTEM_REQUIRED
    assert [str(flags) in call for flags, call in zip((keep, release) * 2, calls, strict=True)]


def test_windows_says_whether_it_can_sleep() -> None:
    assert sleeping.sleep_control().problem() in ("", sleeping.NO_SLEEP_STATE)


def test_the_call_for_sleep_is_there_with_its_signature() -> None:
    # Never called here: it would work.
    function = ctypes.CDLL("powrprof").SetSuspendState
    assert ctypes.cast(function, ctypes.c_void_p).value
    sleeping.sleep_control()


def test_the_taskbar_takes_every_state() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TASKBAR],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no progress" not in done.stderr and "no taskbar" not in done.stderr
    # Five states, and a value for the three that have a length.
    assert done.stdout.startswith(f"windows {[0] * 8} ")
