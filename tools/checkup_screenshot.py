"""Take a screenshot of the system check: `python -m tools.checkup_screenshot`, without a screen.

The computer, its folders and the sample are real. One folder is slowed as if by a scanner.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from desktop_app.app.settings import ColorChoice
from desktop_app.app.window import compose
from desktop_app.system.file_probe import FileStep, FolderResult, FolderState, probe
from desktop_app.system.folders import RESOURCES
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow

TARGET = RESOURCES / "screenshots"
PATIENCE_S = 120.0


def scanned(
    folders: list[Path], *rest: object, real: Callable[..., tuple[FolderResult, ...]] = probe
) -> tuple[FolderResult, ...]:
    """Return the probe's results, with a scanner in the first folder."""
    first, *others = real(folders, *rest)
    held = replace(
        first,
        state=FolderState.SLOW,
        added_s=2.1,
        step=FileStep.RENAME,
        held_by=("Microsoft Defender",),
    )
    return held, *others


def main() -> int:
    """Wait for the end of a check."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    scanner = patch("desktop_app.app.checkup.checkup.probe", scanned)
    with tempfile.TemporaryDirectory(prefix="Aviary-") as home, scanner:
        os.environ["AVIARY_HOME"] = home
        app = QApplication([])
        theme = Theme(app)
        services = compose()
        window = MainWindow(services, theme)
        services.preferences.change(color_choice=ColorChoice.LIGHT)
        window.menus.checkup.trigger()
        dialog, work = window.commands.checkup, services.checkup
        if dialog is None or work is None:
            raise LookupError("there is no check of the computer")
        end_s = time.monotonic() + PATIENCE_S
        while work.is_running and time.monotonic() < end_s:
            app.processEvents()
            time.sleep(0.01)
        bar = dialog.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        dialog.grab().save(str(TARGET / "checkup.png"))
        return 0 if services.shutdown() else 1


if __name__ == "__main__":
    sys.exit(main())
