"""Python's own record of a crash in native code, which no exception tells of."""

import faulthandler
import logging
from pathlib import Path

logger = logging.getLogger(__name__)

FILE_NAME = "crash.log"
# Dozens of crashes; older ones tell nothing that these do not.
MAX_BYTES = 200_000


def watch_for_crashes(folder: Path) -> None:
    """From now on a crash writes every thread's stack to `folder`/crash.log.

    Args:
        folder: an existing folder; where it cannot be written the program goes on without.
    """
    path = folder / FILE_NAME
    try:
        is_long = path.is_file() and path.stat().st_size > MAX_BYTES
        # Open for as long as the process lives: a crash cannot open files.
        file = path.open("w" if is_long else "a", encoding="utf-8")
    except OSError as error:
        logger.warning("crashes will not be recorded: %s", error)
        return
    faulthandler.enable(file)
