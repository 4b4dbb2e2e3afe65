"""Python's own record of a crash in native code, which no exception tells of."""

import faulthandler
import logging
from pathlib import Path

from desktop_app.system.logs import open_appending

logger = logging.getLogger(__name__)

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
