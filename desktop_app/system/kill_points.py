"""Named places where a test ends the program as a power cut would, to see what is lost."""

import os
import signal
import threading
from collections import Counter

from desktop_app.system import environment

_seen: Counter[str] = Counter()
_turn = threading.Lock()


def reach(name: str) -> None:
    """Pass a kill point; end this process at once if AVIARY_KILL_AT names it.

    `AVIARY_KILL_AT=name` ends it the first time, `name:3` the third time. Nothing is cleaned up.

    Args:
        name: the point, `room.action.step`.
    """
    wanted = environment.kill_point()
    if not wanted:
        return
    point, _, turn = wanted.partition(":")
    if point != name:
        return
    with _turn:
        _seen[name] += 1
        is_due = _seen[name] >= (int(turn) if turn.isdecimal() else 1)
    if is_due:
        _die()


def _die() -> None:
    if os.name == "nt":
        # TerminateProcess.
        os.kill(os.getpid(), signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGKILL)
