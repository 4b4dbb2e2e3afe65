"""Rotating log files, Python's record of a native crash, and the user's name taken out of both.

What libraries print goes to a file of its own. Nothing of either is for the terminal: what a user
has to know is a sentence of ours.
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
# What C and C++ libraries write to standard error: FFmpeg, Qt, soxr's "leaked" at the end.
LIBRARIES_FILE = "libraries.log"
STANDARD_ERROR = 2
# Dozens of crashes, thousands of lines; older ones tell nothing that these do not.
MAX_APPENDED_BYTES = 200_000


def start_logging(folder: Path) -> Path:
    """Send Aviary's log to `folder`/aviary.log, and what libraries log from WARNING on.

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
        errors="backslashreplace",  # names of files may hold bytes that are no letters
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
    """From now on write what libraries print to `folder`/libraries.log; `sys.stderr` stays ours.

    Exceptions that nobody can catch (in `__del__`, at exit, in callbacks from C, in threads) are
    logged. Children's standard error is that file, too. For a whole process, once.

    Raises:
        OSError: the folder cannot be made, or the file cannot be written.
    """
    make_private(folder)
    logging.raiseExceptions = False  # a full disk is no reason for a traceback at each line
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
        pass  # none is there: a windowed program of Windows
    os.dup2(file.fileno(), STANDARD_ERROR)


def open_appending(path: Path) -> TextIO:
    """Open a log that others than `logging` write, for as long as the process lives.

    Raises:
        OSError: it cannot be written.
    """
    is_long = path.is_file() and path.stat().st_size > MAX_APPENDED_BYTES
    mode: Literal["w", "a"] = "w" if is_long else "a"
    return open(path, mode, encoding="utf-8", errors="backslashreplace", opener=_private)


def _private(name: str, flags: int) -> int:
    """Open a file that only the user can read, from its first moment."""
    descriptor = os.open(name, flags, PRIVATE_FILE)
    if sys.platform != "win32":
        with suppress(OSError):  # another's file, or a device
            os.fchmod(descriptor, PRIVATE_FILE)
    return descriptor


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """Rotating files that only the user can read."""

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=_private
        )


class _WithoutSecrets(logging.Formatter):
    """Lines, and tracebacks below them, without what opens doors."""

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
    """From now on a crash writes every thread's stack to `folder`/crash.log.

    Args:
        folder: an existing folder; where it cannot be written the program goes on without.
    """
    try:
        file = open_appending(folder / FILE_NAME)  # now: a crash cannot open files
    except OSError as error:
        logger.warning("crashes will not be recorded: %s", error)
        return
    faulthandler.enable(file)


HOME, USER = "~", "(user)"
# A name before a host; the password is gone by then.
ADDRESSEE = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,100}@(?=[\w-]+(?:\.[\w-]+)+|[\w-]+:\d)")


def without_names(text: str, home: PurePath, secrets: Secrets = KNOWN) -> str:
    """The text with the home folder as “~” and its name in other paths as “(user)”.

    Addresses lose their user names, passwords and queries, and all that is secret goes.

    Args:
        text: a log, a report, JSON.
        home: the user's home folder.
        secrets: those that are known.
    """
    text = ADDRESSEE.sub("", secrets.without(text))
    # The longest spelling first: one may be the beginning of another.
    for spelling in sorted(_spellings(str(home)), key=len, reverse=True):
        text = re.sub(rf"{re.escape(spelling)}(?![\w.-])", HOME, text, flags=re.IGNORECASE)
    for name in {home.name, quote(home.name)} - {""}:
        part = rf"(?<=[/\\]){re.escape(name)}(?=[/\\\"'”\s]|$)"
        text = re.sub(part, USER, text, flags=re.IGNORECASE)
    return text


def _spellings(path: str) -> set[str]:
    """As written, with slashes, with doubled backslashes (repr, JSON) and as in an address."""
    slashes = path.replace("\\", "/")
    doubled = path.replace("\\", "\\\\")
    escaped = json.dumps(path)[1:-1]
    return {path, slashes, doubled, escaped, quote(slashes, safe="/:")}
