"""Rows of settings: what is changed holds at once, and follows changes made elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.app.settings import Preferences, Settings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ChoiceBox, button, label

CHOICE_CHARACTERS = 18
Titles = Mapping[Any, str]


class SettingBox(CheckBox):
    """A check box for a setting."""

    def __init__(self, preferences: Preferences, field: str, text: str) -> None:
        super().__init__(text)
        self._preferences = preferences
        self._field = field
        self.show_settings(preferences.current)
        self.toggled.connect(self._on_toggled)
        preferences.changed.connect(self.show_settings)

    def show_settings(self, settings: Settings) -> None:
        """Show the setting as it is now."""
        self.setChecked(getattr(settings, self._field))

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._preferences.change(**{self._field: checked})


class SettingChoice(ChoiceBox):
    """A choice for a setting, with one more value if another one is set."""

    def __init__(self, preferences: Preferences, field: str, name: str, titles: Titles) -> None:
        super().__init__(name, CHOICE_CHARACTERS)
        self._preferences = preferences
        self._field = field
        self._values: list[object] = []  # not as data: Qt makes a plain text of a StrEnum
        for value, title in titles.items():
            self._offer(value, title)
        self.show_settings(preferences.current)
        self.activated.connect(self._on_activated)
        preferences.changed.connect(self.show_settings)

    def show_settings(self, settings: Settings) -> None:
        """Show the setting as it is now."""
        value = getattr(settings, self._field)
        if value not in self._values:
            self._offer(value, str(value))
        self.setCurrentIndex(self._values.index(value))

    def _offer(self, value: object, title: str) -> None:
        self._values.append(value)
        self.addItem(title)

    def _on_activated(self, row: int) -> None:
        self._preferences.change(**{self._field: self._values[row]})


class Panel(QWidget):
    """Rows of check boxes, choices and buttons.

    Args:
        preferences: what the rows show and change.

    Attributes:
        fields: the names of the settings that the rows change.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.fields: tuple[str, ...] = ()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(2 * GRID_PX)
        self._rows.setVerticalSpacing(GRID_PX)
        self._rows.setColumnStretch(1, 1)

    def check(self, field: str, text: str, note: str = "") -> SettingBox:
        """Add a check box for a setting, with an explanation below it."""
        box = SettingBox(self._preferences, field, text)
        box.setAccessibleDescription(note)
        self.fields = (*self.fields, field)
        self._rows.addWidget(box, self._rows.rowCount(), 0, 1, 2)
        if note:
            self._add_note(note, 0).setContentsMargins(3 * GRID_PX, 0, 0, 0)
        return box

    def choose(self, field: str, caption: str, titles: Titles, note: str = "") -> SettingChoice:
        """Add a choice for a setting.

        Args:
            field: the setting's name.
            caption: stands before the choice.
            titles: what is offered, by value.
            note: an explanation below it.
        """
        box = SettingChoice(self._preferences, field, caption, titles)
        if note:
            box.setAccessibleDescription(note)
        self.fields = (*self.fields, field)
        words = label(caption)
        words.setBuddy(box)
        row = self._rows.rowCount()
        self._rows.addWidget(words, row, 0)
        self._rows.addWidget(box, row, 1)
        if note:
            self._add_note(note, 1)
        return box

    def link(
        self, text: str, *ways: tuple[str, Callable[[], object]], fields: Sequence[str] = ()
    ) -> None:
        """Add buttons that lead elsewhere, below a sentence; `fields` are changed there."""
        self.fields = (*self.fields, *fields)
        if text:
            words = self._add_note(text, 0)
            words.setProperty("kind", "")
            words.setContentsMargins(0, GRID_PX, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(GRID_PX)
        for title, go in ways:
            one: QPushButton = button(title)
            one.setAccessibleDescription(text)
            one.clicked.connect(go)
            line.addWidget(one)
        line.addStretch()
        self._rows.addLayout(line, self._rows.rowCount(), 0, 1, 2)

    def _add_note(self, text: str, column: int) -> QLabel:
        note = label(text, "muted")
        note.setWordWrap(True)
        self._rows.addWidget(note, self._rows.rowCount(), column, 1, 2 - column)
        return note
