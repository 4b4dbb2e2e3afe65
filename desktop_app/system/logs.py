"""Rotating log files and Python's record of native crashes, with the user's name removed.

Libraries' output goes to a separate file. Nothing of either goes to the terminal: users get our own
messages.
"""

import faulthandler
import json
import logging
import logging.handlers
import os
import re
import sys
import threading
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path, PurePath
from typing import Literal, TextIO
from urllib.parse import quote

from desktop_app.system import environment
from desktop_app.system.folders import PRIVATE_FILE, make_private
from desktop_app.system.secret_texts import KNOWN, Secrets

logger = logging.getLogger(__name__)

LOG_FILE = "aviary.log"
MAX_BYTES = 2_000_000
KEPT_FILES = 3
FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
# Output of C and C++ libraries to standard error: FFmpeg, Qt, soxr's "leaked" at the end.
LIBRARIES_FILE = "libraries.log"
STANDARD_ERROR = 2
# Enough for dozens of crashes and thousands of lines.
MAX_APPENDED_BYTES = 200_000


def start_logging(folder: Path) -> Path:
    """Log to `folder`/aviary.log: Aviary's records, and libraries' from WARNING on.

    Args:
        folder: an existing folder.

    Returns:
        The path of the log file.
    """
    path = folder / LOG_FILE
    KNOWN.learn(*environment.secrets())
    to_file = _PrivateFile(
        path,
        maxBytes=MAX_BYTES,
        backupCount=KEPT_FILES,
        encoding="utf-8",
        errors="backslashreplace",  # file names may hold invalid bytes
        delay=True,
    )
    to_file.setFormatter(_WithoutSecrets(FORMAT))
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.addHandler(to_file)
    logging.getLogger("desktop_app").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    return path


def keep_libraries_off_the_terminal(folder: Path) -> None:
    """Redirect libraries' output to `folder`/libraries.log; `sys.stderr` stays ours.

    Exceptions that cannot be caught (in `__del__`, at exit, in C callbacks, in threads) are logged.
    Children's standard error is that file, too. Call it once per process.

    Raises:
        OSError: the folder cannot be created, or the file cannot be written.
    """
    make_private(folder)
    logging.raiseExceptions = False  # avoids a traceback for each line on a full disk
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_thread_exception
    file = open_appending(folder / LIBRARIES_FILE)
    try:
        if sys.stderr.fileno() == STANDARD_ERROR:
            sys.stderr.flush()
            sys.stderr = os.fdopen(
                os.dup(STANDARD_ERROR),
                "w",
                buffering=1,
                encoding=sys.stderr.encoding,
                errors=sys.stderr.errors,
            )
    except OSError:
        pass  # there is none: a windowed program on Windows
    os.dup2(file.fileno(), STANDARD_ERROR)


def open_appending(path: Path) -> TextIO:
    """Open a log that is not written by `logging`, for the life of the process.

    Raises:
        OSError: it cannot be written.
    """
    is_long = path.is_file() and path.stat().st_size > MAX_APPENDED_BYTES
    mode: Literal["w", "a"] = "w" if is_long else "a"
    return open(path, mode, encoding="utf-8", errors="backslashreplace", opener=_private)


def _private(name: str, flags: int) -> int:
    """Open a file that only the user can read, from its creation on."""
    descriptor = os.open(name, flags, PRIVATE_FILE)
    if sys.platform != "win32":
        with suppress(OSError):  # another user's file, or a device
            os.fchmod(descriptor, PRIVATE_FILE)
    return descriptor


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating log that only the user can read."""

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=_private
        )


class _WithoutSecrets(logging.Formatter):
    """Format records and tracebacks without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return KNOWN.without(super().format(record))


def _log_unraisable(found: "sys.UnraisableHookArgs") -> None:
    where = found.err_msg or "an exception that nobody could catch"
    error = (found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback)
    logger.error("%s: %r", where, found.object, exc_info=error)


def _log_thread_exception(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None and found.exc_type is not SystemExit:
        error = (found.exc_type, found.exc_value, found.exc_traceback)
        logger.error("a thread ended with an exception", exc_info=error)


FILE_NAME = "crash.log"


def watch_for_crashes(folder: Path) -> None:
    """Make a native crash write all threads' stacks to `folder`/crash.log.

    Args:
        folder: an existing folder; if it is not writable, the program continues without.
    """
    try:
        file = open_appending(folder / FILE_NAME)  # now, as a crash cannot open files
    except OSError as error:
        logger.warning("crashes will not be recorded: %s", error)
        return
    faulthandler.enable(file)


HOME, USER = "~", "(user)"
# A user name before a host; the password is already removed.
ADDRESSEE = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,100}@(?=[\w-]+(?:\.[\w-]+)+|[\w-]+:\d)")


def without_names(text: str, home: PurePath, secrets: Secrets = KNOWN) -> str:
    """Replace the home folder by “~” and its name in other paths by “(user)”.

    Addresses lose user names, passwords and queries, and all secrets are removed.

    Args:
        text: a log, a report or JSON.
        home: the user's home folder.
        secrets: the known secrets.
    """
    text = ADDRESSEE.sub("", secrets.without(text))
    # The longest spelling first: one may be a prefix of another.
    for spelling in sorted(_spellings(str(home)), key=len, reverse=True):
        text = re.sub(rf"{re.escape(spelling)}(?![\w.-])", HOME, text, flags=re.IGNORECASE)
    for name in {home.name, quote(home.name)} - {""}:
        part = rf"(?<=[/\\]){re.escape(name)}(?=[/\\\"'”\s]|$)"
        text = re.sub(part, USER, text, flags=re.IGNORECASE)
    return text


def _spellings(path: str) -> set[str]:
    """Return spellings: plain, with slashes, doubled backslashes (repr, JSON), URL-encoded."""
    slashes = path.replace("\\", "/")
    doubled = path.replace("\\", "\\\\")
    escaped = json.dumps(path)[1:-1]
    return {path, slashes, doubled, escaped, quote(slashes, safe="/:")}
