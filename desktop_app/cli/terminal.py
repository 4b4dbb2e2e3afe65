"""What the commands write: results to standard output, everything else to standard error.

What a terminal would obey is shown instead (`core/visible_text.py`); in a file a text stays.

Either may end before Aviary does (`| head`, a full disk). What was to be written is then known to
be lost at once, and the interpreter does not complain of it at its end.
"""

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TextIO
from weakref import WeakKeyDictionary

from desktop_app.core.cancel import CancelToken
from desktop_app.core.visible_text import visible, visible_line

USAGE = 2  # as argparse ends
INTERRUPTED = 130  # 128 + SIGINT, the shells' convention


_failed: WeakKeyDictionary[TextIO, str] = WeakKeyDictionary()


class OutputClosed(Exception):
    """Standard output takes no more text; the error's text says why, in one sentence."""


def has_output() -> bool:
    """Whether this process was given a standard output (`>&-` and Windows' windows give none)."""
    return sys.__stdout__ is not None


def put_out(text: str) -> None:
    """Write to standard output, now; several lines, with what they end with.

    Raises:
        OutputClosed: it takes no more.
    """
    if sys.stdout is not None and sys.stdout.isatty():
        text = visible(text)
    if reason := _written(sys.stdout, text):
        raise OutputClosed(f"Standard output took no more text ({reason}).")


def finish_streams() -> bool:
    """Write what is left in both streams; whether standard output took it all."""
    _written(sys.stderr, "")
    return not _written(sys.stdout, "")


def _written(stream: TextIO, text: str) -> str:
    """Write all of it; why that failed, or nothing. A stream that failed once stays so."""
    if stream not in _failed:
        try:
            stream.write(text)
            stream.flush()
        except OSError as error:
            _failed[stream] = error.strerror or str(error)
            with suppress(OSError, ValueError):  # the interpreter's last flush must not fail
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
    return _failed.get(stream, "")


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
        _written(sys.stderr, ("\n" if self._has_open_line else "") + "\n".join(lines) + "\n")
        self._has_open_line = False

    def agrees(self, question: str) -> bool:
        """Whether somebody at the keyboard says yes; nobody does without a terminal."""
        if sys.stdin is None or not sys.stdin.isatty():
            return False
        _written(sys.stderr, f"{question} [y/N] ")
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
            _written(sys.stderr, f"\r{visible_line(text)} \x1b[K")
            self._has_open_line = True


def cancel_on_interrupt() -> CancelToken:
    """A token that Ctrl+C sets, so that work ends between two steps and nothing is half done."""
    cancel = CancelToken()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: cancel.cancel())
    return cancel
