"""The settings of downloads: mirrors and a proxy."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.app.settings import Preferences
from desktop_app.gpu.builds import INDEX
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 480


class ConnectionDialog(FittingDialog):
    """Edit three addresses, saved when "Save" is pressed."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent, WIDTH_PX)
        self._preferences = preferences
        self.setWindowTitle(model_strings.CONNECTION_TITLE)
        settings = preferences.current
        self.mirror = _field(model_strings.MIRROR, settings.hub_endpoint)
        self.mirror.setPlaceholderText(model_strings.MIRROR_HINT)
        self.torch_index = _field(model_strings.TORCH_INDEX, settings.torch_index)
        self.torch_index.setPlaceholderText(INDEX)
        self.proxy = _field(model_strings.PROXY, settings.proxy)
        self.proxy.setPlaceholderText(model_strings.PROXY_HINT)
        self.save_button = button(model_strings.SAVE, "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        cancel = button(model_strings.CANCEL)
        cancel.clicked.connect(self.reject)
        form = QGridLayout()
        form.setSpacing(GRID_PX)
        for row, field in enumerate((self.mirror, self.torch_index, self.proxy)):
            caption = label(field.accessibleName())
            caption.setBuddy(field)
            form.addWidget(caption, row, 0)
            form.addWidget(field, row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        text = label(model_strings.CONNECTION_TEXT, "muted")
        text.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addWidget(text)
        column.addLayout(form)
        self.lay_out(column, buttons)

    def accept(self) -> None:
        """Save the addresses."""
        self._preferences.change(
            hub_endpoint=_address(self.mirror),
            torch_index=_address(self.torch_index),
            proxy=self.proxy.text().strip(),
        )
        super().accept()


def _address(field: QLineEdit) -> str:
    return field.text().strip().rstrip("/")


def _field(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setAcceptDrops(False)
    return made
