"""Errors for the user: what a dialog shows, and hooks for uncaught exceptions."""

import logging
import platform
import sys
import threading
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from desktop_app import APP_NAME, __version__
from desktop_app.core.errors import Action, AppError, UnexpectedError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error prepared for the window.

    Attributes:
        title: three or four words.
        message: what happened and why.
        remedy: what to do next.
        action: the button that applies the remedy.
        details: the technical cause with relevant versions, for the clipboard.
    """

    title: str
    message: str
    remedy: str
    action: Action
    details: str

    @classmethod
    def from_error(cls, error: AppError) -> "Problem":
        """Make a Problem from an error."""
        versions = (
            f"{APP_NAME} {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
            f"{platform.platform()}"
        )
        said = f"{type(error).__name__}: {error.message}"
        details = "\n\n".join(part for part in (said, error.detail, versions) if part)
        return cls(error.title, error.message, error.remedy, error.action, details)


class ExceptionHooks(QObject):
    """Turn uncaught exceptions into a signal.

    Signals:
        caught: an UnexpectedError, from any thread.
    """

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previous = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Install both hooks."""
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Restore the previous hooks."""
        sys.excepthook, threading.excepthook = self._previous

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if not issubclass(kind, Exception):
            # Ctrl+C and sys.exit are not errors.
            sys.__excepthook__(kind, error, trace)
            return
        logger.error("an exception was not caught", exc_info=(kind, error, trace))
        self.caught.emit(UnexpectedError.wrap(error))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
