"""Under which name Windows groups the program's windows, jump lists and pinned icons."""

import ctypes
import logging
import sys

logger = logging.getLogger(__name__)

# The installer writes the same into its shortcuts (System.AppUserModel.ID).
# https://learn.microsoft.com/windows/win32/shell/appids
APP_USER_MODEL_ID = "Aviary.Aviary"


def claim_identity() -> None:
    """Say who this process is, before its first window; does nothing on other systems."""
    if sys.platform == "win32":
        result = ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)
        if result != 0:  # an HRESULT
            logger.info("Windows did not take the program's name: %#x", result & 0xFFFFFFFF)
