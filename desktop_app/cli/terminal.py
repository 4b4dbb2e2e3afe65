"""Terminal output: results to standard output, everything else to standard error.

Control characters are escaped for terminals (`core/visible_text.py`), not in files. Either stream
may close early (`system/streams.py`).
"""

import signal
import sys
import threading

from desktop_app.core.cancel import CancelToken
from desktop_app.core.visible_text import visible, visible_line
from desktop_app.system.streams import write_to

USAGE = 2  # as argparse exits
INTERRUPTED = 130  # 128 + SIGINT, the shells' convention


class Terminal:
    """Write lines to standard error; a live line is rewritten in place, on a terminal only."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._is_live = not quiet and sys.stderr.isatty()
        self._has_open_line = False

    def say(self, text: str) -> None:
        """Print a line, unless quiet."""
        if not self._quiet:
            self.warn(text)

    def warn(self, text: str, below: str = "") -> None:
        """Print a line even if quiet: failures, and what changed the result.

        Args:
            text: one line; line breaks in names are escaped.
            below: a text of several lines to print below it.
        """
        lines = [visible_line(text), *([visible(below)] if below else [])]
        write_to(sys.stderr, ("\n" if self._has_open_line else "") + "\n".join(lines) + "\n")
        self._has_open_line = False

    def agrees(self, question: str) -> bool:
        """Ask a yes/no question; no without a terminal."""
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
        """Show progress, replacing the previous line."""
        if self._is_live:
            write_to(sys.stderr, f"\r{visible_line(text)} \x1b[K")
            self._has_open_line = True


def cancel_on_interrupt() -> CancelToken:
    """Provide a token that Ctrl+C cancels, so that work ends between two steps."""
    cancel = CancelToken()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: cancel.cancel())
    return cancel
