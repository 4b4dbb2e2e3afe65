"""Terminal output: results to standard output, everything else to standard error.

Control characters are escaped for terminals (`core/text/visible.py`), not in files. Either stream
may close early (`system/streams.py`).
"""

import shutil
import signal
import sys
import threading
import unicodedata

from desktop_app.core.cancel import CancelToken
from desktop_app.core.text.visible import visible, visible_line
from desktop_app.system.streams import put_out, write_to

USAGE = 2  # as argparse exits
INTERRUPTED = 130  # 128 + SIGINT, the shells' convention
REPLACED = "\r\x1b[K"  # to the beginning of the line, and empty it


class Terminal:
    """Write lines to standard error; a live line is rewritten in place, on a terminal only."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._is_live = not quiet and sys.stderr.isatty()
        self._has_open_line = False

    @property
    def is_live(self) -> bool:
        """Whether a line can be rewritten in place."""
        return self._is_live

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
        write_to(sys.stderr, (REPLACED if self._has_open_line else "") + "\n".join(lines) + "\n")
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

    def live(self, start: str, name: str = "", end: str = "") -> None:
        """Show progress in one line, replacing the previous one.

        Args:
            start: its beginning.
            name: a name to follow, shortened where the line would not fit; two lines would not be
                replaced.
            end: its end.
        """
        if self._is_live:
            start, name, end = map(visible_line, (start, name, end))
            columns = shutil.get_terminal_size().columns - 2
            name = fitted(name, columns - width(start) - width(end)) if name else ""
            write_to(sys.stderr, f"\r{fitted(start + name + end, columns)} \x1b[K")
            self._has_open_line = True

    def put(self, text: str) -> None:
        """Write text to standard output; on a terminal, in place of the live line.

        Raises:
            OutputClosed: it is closed or full.
        """
        if self._has_open_line and sys.stdout is not None and sys.stdout.isatty():
            write_to(sys.stderr, REPLACED)
            self._has_open_line = False
        put_out(text)


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(_columns(one) for one in text)


def fitted(text: str, columns: int) -> str:
    """Return a text that fits into so many columns, shortened in its middle."""
    if width(text) <= columns:
        return text
    half = max(1, columns // 2)
    start, end = _first(text, columns - half), _first(text[::-1], half - 1)[::-1]
    return f"{start}…{end}"


def _first(text: str, columns: int) -> str:
    """Return the beginning that fits into so many columns."""
    end = taken = 0
    while end < len(text) and (taken := taken + _columns(text[end])) <= columns:
        end += 1
    return text[:end]


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cancel_on_interrupt() -> CancelToken:
    """Provide a token that Ctrl+C cancels, so that work ends between two steps."""
    cancel = CancelToken()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: cancel.cancel())
    return cancel
