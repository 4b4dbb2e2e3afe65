"""Write to standard output and standard error, which may close early (`| head`, a full disk).

Lost output is then noticed at once, and the interpreter does not fail at its exit.
"""

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO
from weakref import WeakKeyDictionary, WeakSet

from desktop_app.core.text.visible import visible

_failed: WeakKeyDictionary[TextIO, str] = WeakKeyDictionary()
# Those to other programs that have ended.
_left: WeakSet[TextIO] = WeakSet()


class OutputClosed(Exception):
    """Standard output is closed or full; the message says why, in one sentence.

    `has_reader` is False where it went to another program that has ended, such as `head`.
    """

    def __init__(self, message: str, *, has_reader: bool = True) -> None:
        super().__init__(message)
        self.has_reader = has_reader


def has_output() -> bool:
    """Whether this process has a standard output (not with `>&-`, nor as a windowed program)."""
    return sys.__stdout__ is not None


def put_out(text: str) -> None:
    """Write text to standard output and flush it.

    Raises:
        OutputClosed: it is closed or full.
    """
    if sys.stdout is not None and sys.stdout.isatty():
        text = visible(text)
    if reason := write_to(sys.stdout, text):
        raise OutputClosed(
            f"Standard output took no more text ({reason}).", has_reader=sys.stdout not in _left
        )


def finish_streams() -> bool:
    """Flush both streams; return whether standard output was written completely."""
    write_to(sys.stderr, "")
    return not write_to(sys.stdout, "")


def write_to(stream: TextIO, text: str) -> str:
    """Write and flush; return why that failed, or "". A failed stream is not tried again."""
    if stream not in _failed:
        try:
            stream.write(text)
            stream.flush()
        except OSError as error:
            _failed[stream] = error.strerror or str(error)
            if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL):
                _left.add(stream)
            with suppress(OSError, ValueError):  # the interpreter's final flush must not fail
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
    return _failed.get(stream, "")
