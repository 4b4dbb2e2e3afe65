"""The window's commands about sleep and memory."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.status import Status
from desktop_app.app.power.power import PowerManager
from desktop_app.app.settings import Preferences, WhenFinished
from desktop_app.core.errors import AppError
from desktop_app.ui.power.menu import PowerMenus
from desktop_app.ui.strings import power as texts
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.ui.power.dialog import SleepDialog


class PowerCommands(QObject):
    """Connect the menu with the settings, and count down before sleep.

    Args:
        window: the dialog's parent.
        menus: its part of the menu.
        power: manages sleep and memory.
        controller: provides the status.
        preferences: saves the choices.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        menus: PowerMenus,
        power: PowerManager,
        controller: TranscriptionController,
        preferences: Preferences,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._power = power
        self._preferences = preferences
        self._notice = notice
        self.dialog: SleepDialog | None = None
        menus.shown.connect(power.sleep.check)
        menus.finish_chosen.connect(self._on_finish_chosen)
        menus.free_memory.triggered.connect(power.memory.free)
        power.sleep.problem_found.connect(menus.show_sleep_problem)
        power.sleep.refused.connect(self._on_refused)
        power.sleep.withdrawn.connect(self._on_withdrawn)
        power.sleep.proposed.connect(self._on_proposed)
        controller.status_changed.connect(self._on_status_changed)
        preferences.changed.connect(menus.show_settings)
        menus.show_settings(preferences.current)
        menus.show_status(controller.status)

    def _on_finish_chosen(self, choice: WhenFinished) -> None:
        self._preferences.change(when_finished=choice)

    def _on_status_changed(self, status: Status) -> None:
        self._menus.show_status(status)

    def _on_proposed(self) -> None:
        if _is_user_needed():
            self._notice.tell(texts.LEFT_AWAKE)
            return
        from desktop_app.ui.power.dialog import SleepDialog

        self.dialog = SleepDialog(self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.accepted.connect(self._power.sleep.sleep)
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.open()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _on_withdrawn(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()

    def _on_dialog_finished(self, _result: int) -> None:
        self.dialog = None

    def _on_refused(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.WARNING)


def _is_user_needed() -> bool:
    """Whether a dialog or menu is open, which may be asking or showing something."""
    if QApplication.activePopupWidget() is not None:
        return True
    return any(w.isVisible() and isinstance(w, QDialog) for w in QApplication.topLevelWidgets())
