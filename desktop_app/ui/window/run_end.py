"""Bring the end of a run to the user: the taskbar flashes, a message, a sound."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from desktop_app import APP_NAME
from desktop_app.app.jobs.runs import RunEnd, RunWatch
from desktop_app.app.notifying.run_end import Announcement, RunEndNews

# How long the taskbar flashes, in milliseconds: long enough to be noticed.
ALERT_MS = 3000
MESSAGE_MS = 10_000


class RunEndCommands(QObject):
    """Tell the end of a run while the program is not in front.

    Args:
        window: its taskbar button flashes, and it comes to the front when a message is pressed.
        runs: reports how a run ended.
        news: decides, and tells the desktop.
    """

    def __init__(self, window: QWidget, runs: RunWatch, news: RunEndNews) -> None:
        super().__init__(window)
        self._window = window
        self._news = news
        self._tray: QSystemTrayIcon | None = None
        runs.ended.connect(self._on_run_ended)
        news.refused.connect(self._on_refused)
        news.pressed.connect(self._on_pressed)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Take the icon away when the user is back."""
        if event.type() == QEvent.Type.WindowActivate and self._tray is not None:
            self._tray.hide()
        return False

    def _on_run_ended(self, end: RunEnd) -> None:
        told = self._news.tell(end, is_attended=QApplication.activeWindow() is not None)
        if told is None:
            return
        QApplication.alert(self._window, ALERT_MS)
        if told.is_heard:
            QApplication.beep()

    def _on_refused(self, told: Announcement) -> None:
        """Show it beside an icon in the tray, which Windows needs for a message."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.setToolTip(APP_NAME)
            self._tray.messageClicked.connect(self._on_pressed)
            self._tray.activated.connect(self._on_pressed)
        self._tray.show()
        icons = QSystemTrayIcon.MessageIcon
        icon = icons.Warning if told.has_failures else icons.Information
        self._tray.showMessage(APP_NAME, told.text, icon, MESSAGE_MS)

    def _on_pressed(self) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
