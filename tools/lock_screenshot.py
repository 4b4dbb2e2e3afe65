"""Take a screenshot of the dialog about a held file: `python -m tools.lock_screenshot`.

The file, its holders and the error are faked, as on Windows; the dialog is real.
"""

import os
from datetime import datetime
from pathlib import PureWindowsPath

from PySide6.QtWidgets import QApplication

from desktop_app.system.folders import RESOURCES
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Holder, HolderKind
from desktop_app.ui.locks.dialog import LockDialog
from desktop_app.ui.theme import Theme
from tests.fake_file_facts import FakeFileFacts, WindowsError32

PATH = r"C:\Users\José\Recordings\interview-03.m4a"
SINCE = datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001 - the clock on the wall
HOLDERS = (
    Holder("VLC media player", 6120, HolderKind.WINDOW, SINCE, path="vlc.exe"),
    Holder("OneDrive", 4312, HolderKind.BACKGROUND, SINCE, path="OneDrive.exe"),
)


def main() -> None:
    """Write resources/screenshots/lock.png."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme = Theme(app)
    facts = FakeFileFacts(held_by=HOLDERS, files={PATH: 0})
    diagnosis = diagnose(WindowsError32(32, path=PATH), PureWindowsPath(PATH), facts)
    dialog = LockDialog(diagnosis, offers_guide=True)
    dialog.show()
    app.processEvents()
    dialog.grab().save(str(RESOURCES / "screenshots" / "lock.png"))
    del theme


if __name__ == "__main__":
    main()
