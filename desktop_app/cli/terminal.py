"""What the commands write: results to standard output, everything else to standard error.

What a terminal would obey is shown instead (`core/visible_text.py`); in a file a text stays.
Either stream may end before Aviary does (`system/streams.py`).
"""

import signal
import sys
import threading

from desktop_app.core.cancel import CancelToken
from desktop_app.core.visible_text import visible, visible_line
from desktop_app.system.streams import write_to

USAGE = 2  # as argparse ends
INTERRUPTED = 130  # 128 + SIGINT, the shells' convention


class Terminal:
    """Lines on standard error; a live line is rewritten in place, on a terminal only."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._is_live = not quiet and sys.stderr.isatty()
        self._has_open_line = False

    def say(self, text: str) -> None:
        """A line of its own, unless quiet."""
        if not self._quiet:
            self.warn(text)

    def warn(self, text: str, below: str = "") -> None:
        """A line that also a quiet run shows: failures and what changed the result.

        Args:
            text: one line; a name in it can make no other of it.
            below: a text of several lines that stands below it.
        """
        lines = [visible_line(text), *([visible(below)] if below else [])]
        write_to(sys.stderr, ("\n" if self._has_open_line else "") + "\n".join(lines) + "\n")
        self._has_open_line = False

    def agrees(self, question: str) -> bool:
        """Whether somebody at the keyboard says yes; nobody does without a terminal."""
        if sys.stdin is None or not sys.stdin.isatty():
            return False
        write_to(sys.stderr, f"{question} [y/N] ")
        former = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return sys.stdin.readline().strip().casefold() in ("y", "yes")
        except KeyboardInterrupt:
            return False
        finally:
            signal.signal(signal.SIGINT, former)

    def live(self, text: str) -> None:
        """Progress, over the progress before."""
        if self._is_live:
            write_to(sys.stderr, f"\r{visible_line(text)} \x1b[K")
            self._has_open_line = True


def cancel_on_interrupt() -> CancelToken:
    """A token that Ctrl+C sets, so that work ends between two steps and nothing is half done."""
    cancel = CancelToken()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: cancel.cancel())
    return cancel
