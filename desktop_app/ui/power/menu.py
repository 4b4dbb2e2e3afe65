"""The part of the Transcribe menu about sleep and memory."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop_app.app.jobs.status import Status
from desktop_app.app.settings import FREE_MEMORY_MINUTES, Settings, WhenFinished
from desktop_app.ui.strings import power as texts


class PowerMenus(QObject):
    """Two submenus and an action at the end of a menu.

    Args:
        menu: the menu to extend.

    Signals:
        shown: the menu is about to open.
        finish_chosen: a WhenFinished.
        minutes_chosen: idle minutes before memory is freed, 0 for never.
    """

    shown = Signal()
    finish_chosen = Signal(object)
    minutes_chosen = Signal(int)

    def __init__(self, menu: QMenu) -> None:
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
        self.memory_menu = menu.addMenu(texts.FREE_MEMORY_AFTER)
        self._memory_group = QActionGroup(self)
        self.memory_actions = {
            number: _choice(self.memory_menu, self._memory_group, texts.minutes(number), number)
            for number in FREE_MEMORY_MINUTES
        }
        self.free_memory = menu.addAction(texts.FREE_MEMORY_NOW)
        menu.aboutToShow.connect(self.shown)
        self._finish_group.triggered.connect(self._on_finish_triggered)
        self._memory_group.triggered.connect(self._on_memory_triggered)

    def show_settings(self, settings: Settings) -> None:
        """Check the current choices."""
        self.finish_actions[settings.when_finished].setChecked(True)
        self.memory_actions[settings.free_memory_minutes].setChecked(True)

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

    def _on_memory_triggered(self, action: QAction) -> None:
        self.minutes_chosen.emit(action.data())


def _choice(menu: QMenu, group: QActionGroup, text: str, value: object) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setData(value)
    group.addAction(action)
    return action
