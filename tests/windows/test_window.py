"""The window with Qt's own Windows platform plugin: shown, photographed and closed."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from desktop_app.system.logs import LOG_FILE
from desktop_app.system.utf8_mode import interpreter
from tests.windows.holding import ROOT

T = TypeVar("T")

SCREENSHOTS = ROOT / "build" / "windows-screenshots"
SHOWN_WITHIN_S = 60
# The worker may be importing torch, which cannot be stopped, and the window leaves without it.
CLOSED_WITHIN_S = 60
VISIT_TYPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
WM_CLOSE = 0x0010  # https://learn.microsoft.com/windows/win32/winmsg/wm-close
# In a process of its own: here, the application would be the other tests' too.
PHOTOGRAPH = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(sys.argv)
picture = application.primaryScreen().grabWindow(0)
colours = {picture.toImage().pixel(x, y) for x in range(0, picture.width(), 7)
           for y in range(0, picture.height(), 7)}
print(application.platformName(), len(colours), picture.save(sys.argv[1]))
"""


def on_windows_platform(home: Path) -> dict[str, str]:
    return {**os.environ, "AVIARY_HOME": str(home), "QT_QPA_PLATFORM": "windows"}


def wait_until(condition: Callable[[], T], timeout_s: float, what: str) -> T:
    end_s = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < end_s, f"waited {timeout_s} s in vain for {what}"
        time.sleep(0.1)
    return found


def windows_of(process_id: int) -> dict[int, str]:
    """The visible windows of a process: handle -> title."""
    user32 = ctypes.CDLL("user32")
    found: dict[int, str] = {}

    def visit(handle: int, _data: int | None) -> int:
        window = ctypes.c_void_p(handle)
        owner = ctypes.c_ulong()
        user32.GetWindowThreadProcessId(window, ctypes.byref(owner))
        if owner.value == process_id and user32.IsWindowVisible(window):
            title = ctypes.create_unicode_buffer(200)
            user32.GetWindowTextW(window, title, 200)
            found[handle] = title.value
        return 1

    user32.EnumWindows(VISIT_TYPE(visit), None)
    return found


@contextmanager
def aviary(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [*interpreter(), "-m", "desktop_app"],
        cwd=ROOT,
        env=on_windows_platform(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def photograph(name: str, home: Path) -> tuple[str, int]:
    """The screen as a PNG file below build; the platform, and how many colours there are."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", PHOTOGRAPH, str(SCREENSHOTS / name)]
    done = subprocess.run(
        command, env=on_windows_platform(home), capture_output=True, encoding="utf-8", check=True
    )
    platform, colours, is_saved = done.stdout.split()
    assert is_saved == "True"
    return platform, int(colours)


def painted(home: Path) -> str:
    """The platform once there is more than a few colours on the screen, else nothing."""
    platform, colours = photograph("window.png", home)
    return platform if colours > 10 else ""


def close(program: subprocess.Popen[bytes]) -> str:
    """Close its windows as the taskbar does; what it wrote by then."""
    for handle in windows_of(program.pid):
        ctypes.CDLL("user32").PostMessageW(ctypes.c_void_p(handle), WM_CLOSE, None, None)
    written, _none = program.communicate(timeout=CLOSED_WITHIN_S)
    return written.decode(errors="replace")


def test_the_window_is_shown_and_closes(tmp_path: Path) -> None:
    home = tmp_path / "José 日本"
    with aviary(home) as program:
        found = wait_until(lambda: windows_of(program.pid), SHOWN_WITHIN_S, "a window")
        assert any("Aviary" in title for title in found.values())
        # Shown is not yet painted, while libraries are imported: an empty screen has one colour.
        platform = wait_until(lambda: painted(home), SHOWN_WITHIN_S, "more than 10 colours")
        assert platform == "windows"
        assert close(program) == ""
        assert program.returncode == 0
    log = (home / "logs" / LOG_FILE).read_text(encoding="utf-8")
    assert "Traceback" not in log
