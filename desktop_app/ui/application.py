"""Opens the window and ends everything after it."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app import APP_NAME, __version__
from desktop_app.app.running_copy import CopyHangs, RunningCopy, channel_name, hand_over
from desktop_app.app.window_composition import compose
from desktop_app.app.window_services import WindowServices
from desktop_app.system import environment
from desktop_app.system.app_identity import claim_identity
from desktop_app.system.folders import RESOURCES
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import Theme

ICON = RESOURCES / "icons" / "aviary.svg"

logger = logging.getLogger(__name__)


def run_window(
    files: Sequence[Path] = (), build: Callable[[], WindowServices] = compose
) -> NoReturn:
    """Show the window until it is closed.

    Args:
        files: recordings to queue at once.
        build: makes the services; called once there is an application.

    Does not return: it leaves the process with Qt's exit code when the window is closed.
    """
    claim_identity()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName(APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("aviary")
    app.setWindowIcon(QIcon(str(ICON)))
    channel = channel_name(environment.own_folders().config)
    try:
        if hand_over(channel, files):
            os._exit(0)
    except CopyHangs as error:
        QMessageBox.warning(None, error.title, error.message)
        os._exit(1)
    theme = Theme(app)
    services = build()
    services.hooks.install()
    window = MainWindow(services, theme)
    window.show()
    gc.freeze()
    gc.enable()
    # After the first painting: importing torch and NeMo holds the interpreter now and then.
    QTimer.singleShot(0, window, services.controller.warm_up)

    def leave() -> bool:
        window.come_to_front()  # a question behind other windows would never be answered
        return window.close()

    copy = RunningCopy(channel, leave, window)

    def add(more: Sequence[Path]) -> None:
        logger.info("a later start handed over %s", [str(file) for file in more])
        window.come_to_front()
        if more:
            services.controller.add_paths(more)

    copy.asked_for.connect(add)
    if files:
        services.controller.add_paths(files)
    code = app.exec()
    copy.close()
    logger.info("the window was closed")
    if services.shutdown():
        logger.info("closed in good order")
    else:
        logger.info("leaving with a thread still at work")
    # Everything is saved and closed. What the interpreter would do now, unloading torch and NeMo
    # module by module, takes seconds in which the program could not be started or replaced.
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a frozen program without a console has none
            stream.flush()
    os._exit(code)
