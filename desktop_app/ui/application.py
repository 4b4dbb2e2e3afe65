"""Open the window, and end everything after it."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import APP_NAME, __version__
from desktop_app.app.settings import Preferences, Settings
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
from desktop_app.ui.languages import InterfaceLanguage
from desktop_app.ui.no_display import told_if_there_is_no_display
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow

ICON = RESOURCES / "icons" / "aviary.svg"

logger = logging.getLogger(__name__)


# How soon it is looked again whether a question is answered, or a menu closed.
LOOK_AGAIN_MS = 100


class ShownWindow(QObject):
    """Hold the window, and make it anew when its language changes.

    Words are given to widgets when these are made, in some hundred places. So nothing is
    retranslated: a second window is made on the same services, which go on working, and the first
    one goes.

    Args:
        preferences: have the language.
        language: puts one into use.
        make: makes a window.

    Attributes:
        window: the one that is there now.
    """

    def __init__(
        self,
        preferences: Preferences,
        language: InterfaceLanguage,
        make: Callable[[], MainWindow],
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._language = language
        self._make = make
        self._wanted = preferences.current.interface_language
        # Not within the signal: what has changed the setting is part of the window that goes.
        self._waits = QTimer(self, singleShot=True, interval=0)
        self._waits.timeout.connect(self._renew)
        self.window = make()
        preferences.changed.connect(self._on_preferences_changed)

    def _on_preferences_changed(self, settings: Settings) -> None:
        if settings.interface_language != self._wanted:
            self._wanted = settings.interface_language
            self._waits.start(0)

    def _renew(self) -> None:
        """Put another window in the place of this one, unless it is being asked something."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._waits.start(LOOK_AGAIN_MS)
            return
        if not self._language.choose(self._wanted):
            return
        before, self.window = self.window, self._make()
        self.window.take_over(before)
        before.hide()
        # Now, not at some later event: what it shows may change before.
        before.deleteLater()
        QCoreApplication.sendPostedEvents(before, QEvent.Type.DeferredDelete)


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
    language = InterfaceLanguage(app)
    language.choose("")  # for what may be asked before the settings can be read
    is_safe = is_safe or bool(app.queryKeyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
    folders = _writable_folders()
    copy = _only_copy(folders, files)
    watch_for_crashes(folders.logs)
    marker = StartMarker(folders.cache / "starting")
    if marker.begin() and not is_safe:
        from desktop_app.ui.dialogs.start import wants_safe_mode

        is_safe = wants_safe_mode()
    theme = Theme(app)
    services = compose(is_safe=is_safe, use_language=language.choose)
    services.hooks.install()
    notes = (*services.start_notes, *(() if copy.is_listening else (tr(NOT_FOUND),)))
    for note in notes:
        logger.warning(note)
    shown = ShownWindow(services.preferences, language, lambda: MainWindow(services, theme))
    window = shown.window
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
    _serve(copy, shown, services)
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


def _serve(copy: RunningCopy, shown: ShownWindow, services: WindowServices) -> None:
    """Serve later starts with the window."""

    def add(more: Sequence[Path]) -> None:
        logger.info("a later start handed over %s", [str(file) for file in more])
        shown.window.come_to_front()
        if more:
            services.controller.add_paths(more)

    def leave(answered: Callable[[bool], None]) -> None:
        shown.window.come_to_front()  # a question behind other windows would not be seen
        shown.window.ask_to_close(answered)

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
