"""Standard output and standard error, which may end before Aviary does (`| head`, a full disk).

What was to be written is then known to be lost at once, and the interpreter does not complain of it
at its end.
"""

import os
import sys
from contextlib import suppress
from typing import TextIO
from weakref import WeakKeyDictionary

from desktop_app.core.visible_text import visible

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
    if reason := write_to(sys.stdout, text):
        raise OutputClosed(f"Standard output took no more text ({reason}).")


def finish_streams() -> bool:
    """Write what is left in both streams; whether standard output took it all."""
    write_to(sys.stderr, "")
    return not write_to(sys.stdout, "")


def write_to(stream: TextIO, text: str) -> str:
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
