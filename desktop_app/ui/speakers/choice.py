"""The choice about speakers in new recordings, in the Speakers menu."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop_app.app.settings import Settings
from desktop_app.core.model import ModelSpec
from desktop_app.core.speaker_choice import SpeakerChoice, SpeakerWay, choices_of_speakers
from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import speakers as texts


class SpeakerChoiceMenu(QObject):
    """A submenu with the choice; what needs a model is grey while there is none.

    Args:
        menu: gets the submenu.
        commands: get the actions.

    Signals:
        chosen: a SpeakerChoice.
    """

    chosen = Signal(object)

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        self.menu = menu.addMenu(texts.CHOICE_MENU)
        self._group = QActionGroup(self)
        self.actions: dict[SpeakerChoice, QAction] = {}
        numbers = {
            SpeakerWay.EXACTLY: QMenu(texts.EXACTLY_MENU, menu),
            SpeakerWay.AT_MOST: QMenu(texts.AT_MOST_MENU, menu),
        }
        for choice in choices_of_speakers():
            below = numbers.get(choice.way)
            if below is not None and below.isEmpty():
                self.menu.addMenu(below)
            self._add(below or self.menu, choice, commands)
        self.menu.addSeparator()
        self.get = self.menu.addAction(texts.GET_MENU)
        commands.add("speakers.get_model", self.get)
        self._group.triggered.connect(self._on_triggered)

    def show_models(self, diarizers: Sequence[ModelSpec]) -> None:
        """Offer what the installed models can do."""
        most = max((spec.most_speakers for spec in diarizers), default=0)
        for choice, action in self.actions.items():
            is_possible = bool(diarizers) and choice.number <= most
            action.setEnabled(is_possible or not choice.way.needs_model)
        self.get.setVisible(not diarizers)

    def show_settings(self, settings: Settings) -> None:
        """Check the current choice."""
        action = self.actions.get(settings.speakers)
        if action is not None:
            action.setChecked(True)

    def _add(self, menu: QMenu, choice: SpeakerChoice, commands: Commands) -> None:
        action = menu.addAction(texts.choice_title(choice))
        action.setCheckable(True)
        action.setData(choice)
        self._group.addAction(action)
        self.actions[choice] = action
        number = f"_{choice.number}" if choice.way.has_number else ""
        id_ = f"speakers.in_new_{choice.way}{number}"
        commands.add(id_, action, needs=texts.NEEDS_DIARIZER if choice.way.needs_model else "")

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
