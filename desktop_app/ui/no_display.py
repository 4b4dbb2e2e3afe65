"""Handle a start without a display: Qt would abort the process, Aviary says why."""

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from desktop_app.system import environment, start_failure
from desktop_app.ui.strings.program import start as strings

EXIT_USAGE = 2
# Qt's unhelpful part of the message: the text before it has the reason.
SUMMARY = "no Qt platform plugin could be initialized"


@contextmanager
def told_if_there_is_no_display(files: Sequence[Path]) -> Iterator[None]:
    """Turn an `abort` while the QApplication is created into a sentence; a context manager.

    Not only without a display: also if it does not answer, or one of Qt's libraries is missing.

    Args:
        files: the files to open, for the advice.
    """
    said: list[str] = []

    def take(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _leave(_reason(said or [text]), files)
        said.append(text)
        print(text, file=sys.__stderr__)

    qInstallMessageHandler(take)
    try:
        yield
        if QGuiApplication.primaryScreen() is None:  # Qt would fail at the first window
            _leave(_reason(said or [strings.NO_DISPLAY]), files)
    finally:
        qInstallMessageHandler(None)


def _reason(said: Sequence[str]) -> str:
    if not environment.has_display():
        return strings.NO_DISPLAY
    first = next((text for text in said if SUMMARY not in text), said[0])
    return " ".join(first.split()).rstrip(".")


def _leave(reason: str, files: Sequence[Path]) -> None:
    here = Path.cwd()
    names = shlex.join(
        str(file.relative_to(here) if file.is_relative_to(here) else file) for file in files
    )
    command = f"aviary transcribe {names or 'FILE'}"
    start_failure.show(strings.NO_WINDOW.format(reason=reason, command=command))
    # Qt aborts as soon as this returns.
    sys.stdout.flush()
    os._exit(EXIT_USAGE)
