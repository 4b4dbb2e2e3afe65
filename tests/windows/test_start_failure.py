"""The system's own message box, when the program cannot start: seen, read and closed."""

import ctypes
import subprocess
import sys
import time

import pytest

from desktop_app.system.start_failure import TITLE
from tests.processes import end

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Windows' own")

TELL = (
    "from desktop_app.system.start_failure import tell;"
    "tell(ImportError('DLL load failed', name='QtCore'))"
)
PATIENCE_S = 60.0
WM_CLOSE = 0x10
STATIC_TEXT = 0xFFFF  # a message box's text: https://learn.microsoft.com/windows/win32/dlgbox
LONGEST = 2000


def test_a_missing_part_is_reported_in_a_message_box() -> None:
    user = ctypes.CDLL("user32")  # on 64 bits there is one calling convention
    user.FindWindowW.restype = user.GetDlgItem.restype = ctypes.c_void_p
    until_s = time.monotonic() + PATIENCE_S
    with subprocess.Popen([sys.executable, "-c", TELL], stderr=subprocess.PIPE) as process:
        try:
            while not (box := user.FindWindowW(None, ctypes.c_wchar_p(TITLE))):
                assert process.poll() is None and time.monotonic() < until_s
                time.sleep(0.1)
            text = ctypes.create_unicode_buffer(LONGEST)
            item = user.GetDlgItem(ctypes.c_void_p(box), STATIC_TEXT)
            user.GetWindowTextW(ctypes.c_void_p(item), text, LONGEST)
            user.PostMessageW(ctypes.c_void_p(box), WM_CLOSE, None, None)
            assert process.wait(PATIENCE_S) == 0
        finally:
            end(process)
    assert "“QtCore”) is missing or damaged" in text.value
    assert "run Aviary's installer again" in text.value
