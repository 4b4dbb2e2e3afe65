"""The choices of an export: formats, folder, names, and what they come to."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.app.exporting.plan import preview
from desktop_app.app.settings import ExportChoices
from desktop_app.core.naming import LONGEST_TEMPLATE, WhenTaken
from desktop_app.export.names import NameFacts, example_facts
from desktop_app.export.registry import ExportFormat
from desktop_app.ui.exporting.formats import FormatPicker
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import (
    ChoiceBox,
    ElidedLabel,
    button,
    label,
    wrapped,
)

LEAST_CHARACTERS = 12
AskFolder = Callable[[], Path | None]


class ExportForm(QWidget):
    """Edit `ExportChoices`, with a live preview of the names.

    Args:
        formats: the available formats.
        ask_folder: asks the user for a folder; None if cancelled.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, formats: Sequence[ExportFormat], ask_folder: AskFolder) -> None:
        super().__init__()
        self._formats = tuple(formats)
        self._ask_folder = ask_folder
        self._folder = ""
        self._facts = example_facts()
        self.picker = FormatPicker(formats)
        self.place_box = ChoiceBox(texts.PLACE, LEAST_CHARACTERS)
        self.place_box.addItems([texts.BESIDE, texts.ONE_FOLDER])
        self.path = ElidedLabel("")
        self.path.setAccessibleName(texts.PLACE)
        self.choose_button = button(texts.CHOOSE)
        self.name_field = QLineEdit()
        self.name_field.setAccessibleName(texts.NAME)
        self.name_field.setAccessibleDescription(texts.fields_hint())
        self.name_field.setMaxLength(LONGEST_TEMPLATE)
        self.name_field.setAcceptDrops(False)
        self.insert_button = button(texts.INSERT)
        self.insert_button.setAccessibleName(texts.INSERT_NAME)
        self.fields_menu = QMenu(self)
        for field, title in texts.FIELD_TITLES.items():
            self.fields_menu.addAction(title).setData(f"{{{field}}}")
        self.taken_box = ChoiceBox(texts.WHEN_TAKEN, LEAST_CHARACTERS)
        for choice, title in texts.WHEN_TAKEN_CHOICES.items():
            self.taken_box.addItem(title, choice)
        self.preview = wrapped(kind="muted")
        self.error = wrapped(kind="error")
        self._lay_out()
        self.picker.changed.connect(self._on_changed)
        self.place_box.currentIndexChanged.connect(self._on_place_changed)
        self.choose_button.clicked.connect(self._on_choose)
        self.name_field.textChanged.connect(self._on_changed)
        self.insert_button.clicked.connect(self._on_insert)
        self.fields_menu.triggered.connect(self._on_field_chosen)
        self.taken_box.currentIndexChanged.connect(self._on_changed)
        self._on_changed()

    @property
    def choices(self) -> ExportChoices:
        """The choices as they are now."""
        return ExportChoices(
            self.picker.chosen,
            self._folder if self.place_box.currentIndex() else "",
            self.name_field.text(),
            WhenTaken(self.taken_box.currentData()),
            self.picker.stored_options,
        )

    @property
    def is_usable(self) -> bool:
        """Whether something can be exported so."""
        return not self._why_not()

    def show_choices(
        self, choices: ExportChoices, facts: NameFacts | None = None, folder: str = ""
    ) -> None:
        """Show these choices.

        Args:
            choices: the choices.
            facts: of the transcript in the preview.
            folder: offered where the choices have none.
        """
        self._facts = facts or example_facts()
        self._folder = choices.folder or folder
        self.picker.show_choices(choices)
        self.place_box.setCurrentIndex(1 if choices.folder else 0)
        self.name_field.setText(choices.template)
        self.taken_box.setCurrentIndex(self.taken_box.findData(choices.when_taken))
        self._on_changed()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(GRID_PX)
        place.addWidget(self.place_box)
        place.addWidget(self.path, 1)
        place.addWidget(self.choose_button)
        name = QHBoxLayout()
        name.setSpacing(GRID_PX)
        name.addWidget(self.name_field, 3)
        name.addWidget(self.insert_button)
        name.addWidget(label(texts.WHEN_TAKEN))
        name.addWidget(self.taken_box, 2)
        grid = QGridLayout()
        grid.setSpacing(GRID_PX)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(texts.PLACE), 0, 0)
        grid.addLayout(place, 0, 1)
        grid.addWidget(label(texts.NAME), 1, 0)
        grid.addLayout(name, 1, 1)
        grid.addWidget(self.preview, 2, 1)
        grid.addWidget(self.error, 3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID_PX)
        column.addWidget(self.picker, 1)
        column.addLayout(grid)

    def _why_not(self) -> str:
        shown = preview(self.choices, self._formats, self._facts)
        if shown.error is not None:
            return shown.error.message
        return texts.NO_FOLDER if self.place_box.currentIndex() and not self._folder else ""

    def _on_place_changed(self, index: int) -> None:
        if index and not self._folder:
            self._on_choose()
        self._on_changed()

    def _on_choose(self) -> None:
        folder = self._ask_folder()
        if folder is not None:
            self._folder = str(folder)
        self._on_changed()

    def _on_insert(self) -> None:
        self.fields_menu.popup(
            self.insert_button.mapToGlobal(self.insert_button.rect().bottomLeft())
        )

    def _on_field_chosen(self, action: QAction) -> None:
        self.name_field.insert(action.data())
        self.name_field.setFocus()

    def _on_changed(self, _value: object = None) -> None:
        in_one = self.place_box.currentIndex() > 0
        self.path.setText(self._folder)
        for widget in (self.path, self.choose_button):
            widget.setVisible(in_one)
        why_not = self._why_not()
        self.error.setText(why_not)
        self.error.setVisible(bool(why_not))
        names = preview(self.choices, self._formats, self._facts).names
        self.preview.setText(texts.preview_line(names) if names else "")
        self.preview.setVisible(bool(names))
        self.changed.emit()
