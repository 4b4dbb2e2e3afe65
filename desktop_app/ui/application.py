"""Open the window, and end everything after it."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import APP_NAME, __version__
from desktop_app.app.startup.safe_mode import StartMarker
from desktop_app.app.startup.single_instance import RunningCopy, channel_name, claim
from desktop_app.app.startup.strings import NOT_FOUND
from desktop_app.app.window import DESKTOP_ENTRY, WindowServices, compose
from desktop_app.core.errors import CopyHangs, StrangeCopy
from desktop_app.core.sentences import tr
from desktop_app.system import environment
from desktop_app.system.folders import RESOURCES, Folders, NoDataFolder, make_writable
from desktop_app.system.logs import watch_for_crashes
from desktop_app.system.streams import finish_streams
from desktop_app.system.windows.taskbar import claim_identity
from desktop_app.ui.no_display import told_if_there_is_no_display
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow

ICON = RESOURCES / "icons" / "aviary.svg"

logger = logging.getLogger(__name__)


def run_window(files: Sequence[Path] = (), *, is_safe: bool = False) -> NoReturn:
    """Show the window until it is closed.

    Args:
        files: recordings to queue at once.
        is_safe: start in safe mode, as does holding Shift.

    Does not return: it exits the process with Qt's exit code when the window is closed.
    """
    claim_identity()
    with told_if_there_is_no_display(files):
        app = _application()
    is_safe = is_safe or bool(app.queryKeyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
    folders = _writable_folders()
    copy = _only_copy(folders, files)
    watch_for_crashes(folders.logs)
    marker = StartMarker(folders.cache / "starting")
    if marker.begin() and not is_safe:
        from desktop_app.ui.dialogs.start import wants_safe_mode

        is_safe = wants_safe_mode()
    theme = Theme(app)
    services = compose(is_safe=is_safe)
    services.hooks.install()
    notes = (*services.start_notes, *(() if copy.is_listening else (tr(NOT_FOUND),)))
    for note in notes:
        logger.warning(note)
    window = MainWindow(services, theme)
    window.show()
    gc.freeze()
    gc.enable()
    QTimer.singleShot(0, window, marker.end)
    for note in notes:
        window.notice.tell(note, kind=NoticeKind.WARNING)
    if not is_safe:
        # What came before a crash may be in the queue already.
        services.library.restore.ended.connect(services.watcher.start)
    # Without delaying the first paint.
    services.library.restore.promise()
    QTimer.singleShot(0, window, services.library.restore.begin)
    if not is_safe:
        # After the first paint: importing torch and NeMo blocks the interpreter at times.
        QTimer.singleShot(0, window, services.controller.warm_up)
    _serve(copy, window, services)
    if files:
        services.controller.add_paths(files)
    code = app.exec()
    copy.close()
    logger.info("the window was closed")
    if services.shutdown():
        logger.info("closed in good order")
    else:
        logger.info("leaving with a thread still at work")
    # Everything is saved and closed. The interpreter's exit would unload torch and NeMo module by
    # module, taking seconds in which the program could not be started or replaced.
    logging.shutdown()
    finish_streams()
    os._exit(code)


def _application() -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName(APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(DESKTOP_ENTRY)
    app.setWindowIcon(QIcon(str(ICON)))
    return app


def _only_copy(folders: Folders, files: Sequence[Path]) -> RunningCopy:
    """Become the running copy of the data folder, or pass the files to it."""
    try:
        copy = claim(channel_name(folders.config), folders.cache / "running.lock", files)
    except (CopyHangs, StrangeCopy) as error:
        from desktop_app.ui.dialogs.start import tell_of_copy

        tell_of_copy(error)
        os._exit(1)
    if copy is None:
        os._exit(0)
    return copy


def _serve(copy: RunningCopy, window: MainWindow, services: WindowServices) -> None:
    """Serve later starts with this window."""

    def add(more: Sequence[Path]) -> None:
        logger.info("a later start handed over %s", [str(file) for file in more])
        window.come_to_front()
        if more:
            services.controller.add_paths(more)

    def leave(answered: Callable[[bool], None]) -> None:
        window.come_to_front()  # a question behind other windows would not be seen
        window.ask_to_close(answered)

    copy.asked_for.connect(add)
    copy.serve(leave)


def _writable_folders() -> Folders:
    """Return the data folder; the user chooses one if Aviary's own is not writable."""
    while True:
        folders = environment.own_folders()
        try:
            make_writable(folders)
        except NoDataFolder as problem:
            from desktop_app.ui.dialogs.start import home_instead

            home = home_instead(problem)
            if home is None:
                os._exit(1)
            environment.use_home(home)
        else:
            return folders
