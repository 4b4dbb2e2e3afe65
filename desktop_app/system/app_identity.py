"""Under which name Windows groups the program's windows, jump lists and pinned icons."""

import ctypes
import logging
import sys

logger = logging.getLogger(__name__)

APP_USER_MODEL_ID = "Aviary.Aviary"


def claim_identity() -> None:
    """Say, before the first window, that this Python is Aviary; elsewhere nothing has to be said.

    Windows knows a program of its own by its file, and so puts the window and what was pinned from
    the Start menu together. A name would part them, unless every shortcut had the same
    (https://learn.microsoft.com/windows/win32/shell/appids).
    """
    if sys.platform == "win32" and not getattr(sys, "frozen", False):
        result = ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)
        if result != 0:  # an HRESULT
            logger.info("Windows did not take the program's name: %#x", result & 0xFFFFFFFF)
