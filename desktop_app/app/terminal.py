"""What the commands write to standard error."""

import signal
import sys
import threading

from desktop_app.core.cancel import CancelToken

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

    def warn(self, text: str) -> None:
        """A line that also a quiet run shows: failures and what changed the result."""
        sys.stderr.write(("\n" if self._has_open_line else "") + text + "\n")
        self._has_open_line = False

    def live(self, text: str) -> None:
        """Progress, over the progress before."""
        if self._is_live:
            sys.stderr.write(f"\r{text} \x1b[K")
            sys.stderr.flush()
            self._has_open_line = True


def cancel_on_interrupt() -> CancelToken:
    """A token that Ctrl+C sets, so that work ends between two steps and nothing is half done."""
    cancel = CancelToken()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: cancel.cancel())
    return cancel
