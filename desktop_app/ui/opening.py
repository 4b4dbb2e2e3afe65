"""Showing files in the desktop's own programs."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> None:
    """Show a file or folder in the desktop's own program."""
    # Its bytes, not its letters: a name need not be a text.
    QDesktopServices.openUrl(QUrl.fromEncoded(path.absolute().as_uri().encode()))
