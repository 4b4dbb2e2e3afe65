"""Every dialog about models and locks, in the real window: pictures for the eye.

    python -m tests.windows.dialogs_window FOLDER FILE

Prints, as JSON, the platform and how many colours each picture has; FILE is one that is held.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.app.locks import Trouble
from desktop_app.app.window import compose
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow

SETTLES_MS = 3000
CHECKS_MS = 15_000
STEP_PX = 7


def wait(milliseconds: int) -> None:
    """Let the window work and paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def photograph(widget: QWidget, path: Path) -> int:
    """Save what the widget shows; how many colours there are."""
    wait(SETTLES_MS)
    picture = widget.grab()
    picture.save(str(path))
    image = picture.toImage()
    across, down = range(0, image.width(), STEP_PX), range(0, image.height(), STEP_PX)
    return len({image.pixel(x, y) for x in across for y in down})


def main(folder: str, held: str) -> None:
    """Open one after the other."""
    app = QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    commands = window.commands
    error = _refusal(Path(held))
    services.trouble.found.emit(Trouble(1, diagnose(error)))
    assert commands.locks.dialog is not None
    commands.antivirus.open_dialog()
    commands.models.open_dialog()
    shown: dict[str, QWidget] = {
        "lock": commands.locks.dialog,
        "antivirus": commands.antivirus.dialog,
    }
    if commands.checkup is not None:
        commands.checkup.open_and_check()
        wait(CHECKS_MS)  # not to its end: the sample would import NeMo first
        shown["checkup"] = commands.checkup
    window.menus.gpu.trigger()
    assert window.gpu.dialog is not None
    shown["gpu"] = window.gpu.dialog
    report: dict[str, object] = {
        name: photograph(widget, Path(folder) / f"{name}.png") for name, widget in shown.items()
    }
    report["platform"] = app.platformName()
    report["gpu-text"] = window.gpu.dialog.state.text()
    report["lock-text"] = commands.locks.dialog.details.toPlainText()
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stdout.flush()
    os._exit(0)  # the check is still at work


def _refusal(path: Path) -> OSError:
    """What Windows says to who opens the file."""
    try:
        path.open("rb").close()
    except OSError as error:
        return error
    raise AssertionError(f"{path} is not held")


if __name__ == "__main__":
    main(*sys.argv[1:])
