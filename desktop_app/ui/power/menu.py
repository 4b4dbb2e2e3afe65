"""The parts of the menus about sleep and memory."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop_app.app.jobs.status import Status
from desktop_app.app.settings import Settings, WhenFinished
from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings import power as texts


class PowerMenus(QObject):
    """A submenu at the end of the Transcribe menu, and an action for the Models menu.

    Args:
        menu: gets the submenu.
        commands: get the actions.

    Signals:
        shown: the menu is about to open.
        finish_chosen: a WhenFinished.
    """

    shown = Signal()
    finish_chosen = Signal(object)

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        menu.addSeparator()
        self.finish_menu = menu.addMenu(texts.WHEN_FINISHED)
        self._finish_group = QActionGroup(self)
        self.finish_actions = {
            choice: _choice(self.finish_menu, self._finish_group, text, choice)
            for choice, text in texts.FINISH_CHOICES.items()
        }
        # A separate line: tooltips are not available by keyboard or to screen readers.
        self.sleep_problem = self.finish_menu.addAction(texts.NO_SLEEP)
        self.sleep_problem.setEnabled(False)
        self.sleep_problem.setVisible(False)
        self.free_memory = QAction(texts.FREE_MEMORY_NOW, self)
        for choice, action in self.finish_actions.items():
            commands.add(f"transcribe.then_{choice}", action)
        needs = command_strings.NEEDS_IDLE_MODEL
        commands.add("models.free_memory", self.free_memory, needs=needs)
        menu.aboutToShow.connect(self.shown)
        self._finish_group.triggered.connect(self._on_finish_triggered)

    def show_settings(self, settings: Settings) -> None:
        """Check the current choice."""
        self.finish_actions[settings.when_finished].setChecked(True)

    def show_status(self, status: Status) -> None:
        """Enable freeing memory if an idle model is loaded."""
        self.free_memory.setEnabled(status.model is not None and not status.is_busy)

    def show_sleep_problem(self, problem: str) -> None:
        """Enable sleep, or show the problem; "" means none."""
        self.finish_actions[WhenFinished.SLEEP].setEnabled(not problem)
        self.sleep_problem.setText(problem)
        self.sleep_problem.setVisible(bool(problem))

    def _on_finish_triggered(self, action: QAction) -> None:
        self.finish_chosen.emit(WhenFinished(action.data()))


def _choice(menu: QMenu, group: QActionGroup, text: str, value: object) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setData(value)
    group.addAction(action)
    return action
