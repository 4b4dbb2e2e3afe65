"""Take the antivirus dialog's screenshot: `python -m tools.antivirus_screenshot`; no screen.

Windows is faked, so that the screenshot looks the same on any system.
"""

import os
import sys
import tempfile
import time
from pathlib import Path, PureWindowsPath

from PySide6.QtWidgets import QApplication

from desktop_app.app import antivirus as app_antivirus
from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.app.background.pool import SideTasks
from desktop_app.app.settings import ColorChoice, Preferences, SettingsStore
from desktop_app.system.antivirus import exclusion
from desktop_app.system.antivirus.exclusion import Pace
from desktop_app.system.folders import RESOURCES
from desktop_app.ui.antivirus.dialog import AntivirusDialog
from desktop_app.ui.theme import Theme
from tests.fake_windows import ON, FakeWindows, answer

TARGET = RESOURCES / "screenshots" / "antivirus.png"
PACES = [Pace(6.4, 0), Pace(2.1, 0)]
PATIENCE_S = 20.0
USER = PureWindowsPath(r"C:\Users\Maria\AppData\Local")


def finish(app: QApplication, guide: AntivirusGuide) -> None:
    """Wait until the guide is idle."""
    end_s = time.monotonic() + PATIENCE_S
    while guide.is_busy:
        if time.monotonic() > end_s:
            raise TimeoutError("the guide did not answer")
        app.processEvents()


def main() -> int:
    """Take it, after a second check."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    Theme(app).choose(ColorChoice.LIGHT)
    # No store of models lies under that name here; the guide is to show one that may be excluded.
    for module in (app_antivirus, exclusion):
        setattr(module, "judged", lambda folder, _places: (folder, ""))  # noqa: B010 - it is theirs
    windows = FakeWindows(answer({"Windows Defender": ON}, defender=True))
    with tempfile.TemporaryDirectory() as home:
        tasks = SideTasks()
        preferences = Preferences(SettingsStore(Path(home) / "settings.json"), tasks)
        models = Path(str(USER / r"Aviary\Cache\models"))
        program = Path(str(USER / r"Programs\Aviary"))
        guide = AntivirusGuide(
            windows.system,
            lambda: models,
            preferences,
            tasks,
            program,
            lambda _folder: PACES.pop(0),
        )
        dialog = AntivirusDialog(guide)
        dialog.show()
        finish(app, guide)
        guide.check()
        finish(app, guide)
        dialog.close_button.setFocus()
        app.processEvents()
        dialog.grab().save(str(TARGET))
        return 0 if tasks.shutdown(1.0) else 1


if __name__ == "__main__":
    sys.exit(main())
