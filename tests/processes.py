"""End the programs that tests and tools start."""

import subprocess
from typing import AnyStr

PATIENCE_S = 15.0


def end(process: "subprocess.Popen[AnyStr]", patience_s: float = PATIENCE_S) -> AnyStr | None:
    """End a program, first politely; return what it still wrote, if its output is a pipe.

    Without a limit it may wait for ever: once, an X server slept on after its SIGTERM.
    """
    if process.poll() is None:
        process.terminate()
    try:
        return process.communicate(timeout=patience_s)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]
