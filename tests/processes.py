"""End the programs that tests and tools start."""

import subprocess
from typing import AnyStr

PATIENCE_S = 15.0


def end(process: "subprocess.Popen[AnyStr]", patience_s: float = PATIENCE_S) -> AnyStr | None:
    """End a program, first politely; return what it still wrote, if its output is a pipe.

    A wait without a limit is one for ever: an X server that gets SIGTERM just before it waits for
    its clients does not notice it, and sleeps on.
    """
    if process.poll() is None:
        process.terminate()
    try:
        return process.communicate(timeout=patience_s)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]
