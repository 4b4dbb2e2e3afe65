"""The dialogs with Qt's own Windows platform plugin, photographed."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from desktop_app.system.folders import RESOURCES
from desktop_app.system.hardware import nvidia_gpus
from desktop_app.ui.strings import gpu as gpu_strings
from tests.windows.conftest import Hold
from tests.windows.holding import ROOT
from tests.windows.test_window import SCREENSHOTS

SAMPLE = RESOURCES / "samples" / "sample.wav"


def has_restart_manager() -> bool:
    """Whether there is an answer: Windows' own, or the stand-in of tests/windows_stub."""
    dll = ctypes.CDLL("rstrtmgr")
    session, key = ctypes.c_ulong(), ctypes.create_unicode_buffer(33)
    dll.RmStartSession(ctypes.byref(session), 0, key)
    needed, count, reasons = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_ulong()
    path = (ctypes.c_wchar_p * 1)(str(SAMPLE))
    dll.RmRegisterResources(session, 1, path, 0, None, 0, None)
    dll.RmGetList(session, ctypes.byref(needed), ctypes.byref(count), None, ctypes.byref(reasons))
    dll.RmEndSession(session)
    return needed.value > 0


def test_each_dialog_is_painted(tmp_path: Path, hold: Hold) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    held = Path(shutil.copy(SAMPLE, tmp_path / "Aufnahme é 日本.wav"))
    command = [sys.executable, "-m", "tests.windows.dialogs_window", str(SCREENSHOTS), str(held)]
    with hold("share_nothing", held):
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "AVIARY_HOME": str(tmp_path / "José 日本")},
            capture_output=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["platform"] == "windows"
    assert all(report[name] > 10 for name in ("lock", "antivirus", "checkup", "gpu"))
    if not nvidia_gpus():  # as under Wine
        assert report["gpu-text"] == gpu_strings.NO_GPU
    if has_restart_manager():
        assert "held by: " in report["lock-text"], report["lock-text"]
