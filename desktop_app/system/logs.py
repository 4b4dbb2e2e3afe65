"""Logging to a rotating file, and to the terminal what matters there."""

import logging
import logging.handlers
from pathlib import Path

LOG_FILE = "aviary.log"
MAX_BYTES = 2_000_000
KEPT_FILES = 3
FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"


def start_logging(folder: Path, *, verbose: bool = False) -> Path:
    """Send Aviary's log to `folder`/aviary.log, and warnings (or all) to standard error.

    Args:
        folder: an existing folder.
        verbose: standard error gets INFO too.

    Returns:
        The path of the log file.
    """
    path = folder / LOG_FILE
    to_file = logging.handlers.RotatingFileHandler(
        path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    to_file.setFormatter(logging.Formatter(FORMAT))
    to_terminal = logging.StreamHandler()
    to_terminal.setLevel(logging.INFO if verbose else logging.WARNING)
    to_terminal.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    # Ours alone: what libraries log stays with their own handlers, or in the file from WARNING on.
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.addHandler(to_file)
    ours = logging.getLogger("desktop_app")
    ours.setLevel(logging.INFO)
    ours.addHandler(to_terminal)
    logging.captureWarnings(capture=True)
    return path
