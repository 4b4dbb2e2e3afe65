"""Progress on the program's icon in Linux docks, over D-Bus.

The Unity launcher's protocol, which Ubuntu's dock and KDE Plasma's task manager support:
https://wiki.ubuntu.com/Unity/LauncherAPI#Low_level_DBus_API:_com.canonical.Unity.LauncherEntry
"""

from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication

from desktop_app.system.windows.taskbar import ProgressState

PATH = "/io/aviary/launcher"
INTERFACE = "com.canonical.Unity.LauncherEntry"


class LauncherProgress:
    """Send progress to any listening dock; no-op without a session bus."""

    def __init__(self) -> None:
        self._bus = QDBusConnection.sessionBus()
        self._name = f"application://{QGuiApplication.desktopFileName()}.desktop"

    def show(self, state: ProgressState, fraction: float) -> None:
        """Show progress; `fraction` is 0 to 1, used by states with a length."""
        has_length = state not in (ProgressState.NONE, ProgressState.UNKNOWN_LENGTH)
        message = QDBusMessage.createSignal(PATH, INTERFACE, "Update")
        values = {
            "progress": float(fraction),
            "progress-visible": has_length,
            "urgent": state is ProgressState.ERROR,
        }
        message.setArguments([self._name, values])
        self._bus.send(message)
