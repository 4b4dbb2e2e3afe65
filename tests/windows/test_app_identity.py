"""The name that Windows knows the program by, read back from Windows."""

import ctypes
import sys

import pytest

from desktop_app.system.windows.taskbar import APP_USER_MODEL_ID, claim_identity

E_NOTIMPL = 0x80004001
pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Windows' own")


def test_windows_gives_the_name_back() -> None:
    claim_identity()
    found = ctypes.c_wchar_p()
    shell = ctypes.CDLL("shell32")  # on 64 bits there is one calling convention
    result = shell.GetCurrentProcessExplicitAppUserModelID(ctypes.byref(found))
    if result & 0xFFFFFFFF == E_NOTIMPL:
        pytest.skip("Wine takes the name and forgets it")
    assert result == 0
    assert found.value == APP_USER_MODEL_ID
