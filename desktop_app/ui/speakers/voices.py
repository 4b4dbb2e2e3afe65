"""The settings of kept voices: the switch, the list, and the buttons that delete."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.app.settings import Preferences, Settings
from desktop_app.app.speakers.voices import KnownVoices
from desktop_app.ui.strings import voices as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, button, label, wrapped
from desktop_app.ui.widgets.question import Question

LIST_PX = 140


class VoicesPanel(QWidget):
    """Switch the recognition of voices on, and delete voices that are kept.

    Args:
        preferences: whether it is on.
        voices: what is kept.
        has_model: whether the model for it is on this computer.
        get_model: shows where it can be got.

    Attributes:
        fields: the names of the settings that it changes.
    """

    fields = ("knows_voices",)

    def __init__(
        self,
        preferences: Preferences,
        voices: KnownVoices,
        has_model: Callable[[], bool],
        get_model: Callable[[], object],
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._voices = voices
        self._has_model = has_model
        self.switch = CheckBox(texts.SWITCH)
        self.switch.setAccessibleDescription(texts.NOTE)
        self.no_model = wrapped(texts.NO_MODEL, kind="warning")
        self.get_button = button(texts.GET)
        self.list = QListWidget()
        self.list.setAccessibleName(texts.KEPT)
        self.list.setMaximumHeight(LIST_PX)
        self.none = label(texts.NONE_KEPT, "muted")
        self.forget_button = button(texts.FORGET)
        self.forget_all_button = button(texts.FORGET_ALL)
        self._lay_out()
        self.switch.toggled.connect(self._on_toggled)
        self.get_button.clicked.connect(get_model)
        self.forget_button.clicked.connect(self._on_forget)
        self.forget_all_button.clicked.connect(self._on_forget_all)
        self.list.itemSelectionChanged.connect(self._refresh)
        preferences.changed.connect(self._show_settings)
        voices.listed.connect(self._fill)
        self._show_settings(preferences.current)
        self._fill()
        voices.read()

    def showEvent(self, event: object) -> None:
        """Look anew at what is kept, and whether the model has come."""
        super().showEvent(event)  # type: ignore[arg-type] # PySide's name for it
        self._voices.read()
        self._refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.switch)
        note = wrapped(texts.NOTE, kind="muted")
        note.setContentsMargins(3 * GRID_PX, 0, 0, 0)
        column.addWidget(note)
        column.addWidget(self.no_model)
        column.addLayout(_in_a_row(self.get_button))
        caption = label(texts.KEPT)
        caption.setBuddy(self.list)
        column.addWidget(caption)
        column.addWidget(self.none)
        column.addWidget(self.list)
        column.addLayout(_in_a_row(self.forget_button, self.forget_all_button))

    def _show_settings(self, settings: Settings) -> None:
        with _silent(self.switch):
            self.switch.setChecked(settings.knows_voices)
        self._refresh()

    def _fill(self) -> None:
        chosen = self._chosen()
        self.list.clear()
        for voice in self._voices.voices:
            item = QListWidgetItem(texts.kept_line(voice))
            item.setData(Qt.ItemDataRole.UserRole, voice.name)
            self.list.addItem(item)
            item.setSelected(voice.name == chosen)
        self._refresh()

    def _refresh(self) -> None:
        has_voices = bool(self._voices.voices)
        lacks_model = self._preferences.current.knows_voices and not self._has_model()
        shown: dict[QWidget, bool] = {
            self.no_model: lacks_model,
            self.get_button: lacks_model,
            self.none: not has_voices,
            self.list: has_voices,
            self.forget_button: has_voices,
            self.forget_all_button: has_voices,
        }
        for part, is_shown in shown.items():
            part.setVisible(is_shown)
        self.forget_button.setEnabled(bool(self._chosen()))

    def _chosen(self) -> str:
        items = self.list.selectedItems()
        return str(items[0].data(Qt.ItemDataRole.UserRole)) if items else ""

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._preferences.change(knows_voices=checked)
        if not checked and self._voices.voices:
            self._ask(texts.OFF_TITLE, texts.OFF_QUESTION, texts.OFF_NOTE)

    def _on_forget(self) -> None:
        if chosen := self._chosen():
            self._voices.forget([chosen])

    def _on_forget_all(self) -> None:
        self._ask(texts.FORGET_TITLE, texts.FORGET_QUESTION, texts.FORGET_NOTE)

    def _ask(self, title: str, text: str, more: str) -> None:
        question = Question(self, title, text, more, answers=(texts.FORGET_YES, texts.FORGET_NO))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._forget_all)
        question.open()

    def _forget_all(self) -> None:
        self._voices.forget()


def _in_a_row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID_PX)
    for one in buttons:
        row.addWidget(one)
    row.addStretch()
    return row


@contextmanager
def _silent(widget: QWidget) -> Iterator[None]:
    before = widget.blockSignals(True)  # noqa: FBT003 - Qt's signature
    try:
        yield
    finally:
        widget.blockSignals(before)
