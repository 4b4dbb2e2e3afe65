"""Take a screenshot of the GPU set-up: `python -m tools.gpu_screenshot`, without a screen.

The dialog, the folder and the download are real; the card is one for which the tests' index on
loopback has a stand-in.
"""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.gpu import GpuAccess, GpuWork
from desktop_app.app.settings import ColorChoice, Preferences, Settings, SettingsStore
from desktop_app.gpu.installer import TorchInstaller
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.net.hub import HubSettings
from desktop_app.system.hardware import Gpu
from desktop_app.ui.gpu.dialog import GpuDialog
from desktop_app.ui.theme import Theme
from tests.torch_index import WORKS, TorchIndex
from tools.model_screenshots import TARGET

CARD = Gpu("NVIDIA GeForce RTX 3060", 12_884_901_888, "581.15", (8, 6))
# A realistic size.
WHEEL_BYTES = 2_600_000_000
WAIT_MS = 10_000


def main() -> int:
    """Take the dialog with its offer, in light."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as home, TorchIndex() as index:
        app = QApplication([])
        theme = Theme(app)
        theme.choose(ColorChoice.LIGHT)
        build = replace(index.publish_build(WORKS), bytes=WHEEL_BYTES)
        fetched = FetchedTorch(Path(home, "gpu"))

        def installer(_settings: Settings) -> TorchInstaller:
            return TorchInstaller(fetched, HubSettings(endpoint=index.url))

        tasks = SideTasks()
        preferences = Preferences(SettingsStore(Path(home, "settings.json")), tasks)
        access = GpuAccess(fetched, installer, lambda: [CARD], lambda: [build])
        work = GpuWork(access, preferences)
        dialog = GpuDialog(work, preferences)
        dialog.show()
        QSignalSpy(work.refreshed).wait(WAIT_MS)
        QTest.qWait(100)  # the dialog grows with its text
        dialog.grab().save(str(TARGET / "gpu.png"))
        ended = work.shutdown(10.0) and tasks.shutdown(5.0)
    return 0 if ended else 1


if __name__ == "__main__":
    sys.exit(main())
