"""Programs that tests start end with them."""

import signal
import subprocess
import sys

from tests.processes import end

DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""


def started(program: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", program]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")


def test_a_program_that_misses_the_signal_ends_too() -> None:
    with started(DEAF) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "deaf\n"
        end(process, 0.2)
    assert process.returncode == -signal.SIGKILL


def test_what_an_ended_program_wrote_is_returned() -> None:
    with started("print('done')") as process:
        process.wait(60)
        assert end(process) == "done\n"
    assert process.returncode == 0
