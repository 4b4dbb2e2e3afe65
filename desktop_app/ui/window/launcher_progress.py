"""Progress on the program's icon in the docks of Linux desktops, over D-Bus.

The Unity launcher's protocol, which Ubuntu's dock and KDE Plasma's task manager took over:
https://wiki.ubuntu.com/Unity/LauncherAPI#Low_level_DBus_API:_com.canonical.Unity.LauncherEntry
"""

from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication

from desktop_app.system.windows.taskbar import ProgressState

PATH = "/io/aviary/launcher"
INTERFACE = "com.canonical.Unity.LauncherEntry"


class LauncherProgress:
    """Tells whichever dock listens; without a session bus nobody is told."""

    def __init__(self) -> None:
        self._bus = QDBusConnection.sessionBus()
        self._name = f"application://{QGuiApplication.desktopFileName()}.desktop"

    def show(self, state: ProgressState, fraction: float) -> None:
        """Show progress; `fraction` is from 0 to 1 and counts where there is a length."""
        has_length = state not in (ProgressState.NONE, ProgressState.UNKNOWN_LENGTH)
        message = QDBusMessage.createSignal(PATH, INTERFACE, "Update")
        values = {
            "progress": float(fraction),
            "progress-visible": has_length,
            "urgent": state is ProgressState.ERROR,
        }
        message.setArguments([self._name, values])
        self._bus.send(message)
