"""The settings of downloads: mirrors and a proxy."""

import re
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.app.settings import Preferences
from desktop_app.gpu.builds import INDEX
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 480
WEB = ("https", "http")
PROXIES = ("http", "https", "socks5", "socks5h")
HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+", re.IGNORECASE)  # a name, or an IPv6 address


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
        self.problem = label(kind="error")
        self.problem.setWordWrap(True)
        self.problem.hide()
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
        column.addWidget(self.problem)
        self.lay_out(column, buttons)

    def accept(self) -> None:
        """Save the addresses, if they are some."""
        fields = ((self.mirror, WEB), (self.torch_index, WEB), (self.proxy, PROXIES))
        read = [address_in(field.text(), schemes) for field, schemes in fields]
        for (field, _schemes), address in zip(fields, read, strict=True):
            if address is None:
                self._refuse(field)
                return
        mirror, index, proxy = read
        self._preferences.change(hub_endpoint=mirror, torch_index=index, proxy=proxy)
        super().accept()

    def _refuse(self, field: QLineEdit) -> None:
        """Say which one is no address."""
        text, example = field.text().strip(), field.placeholderText()
        self.problem.setText(model_strings.NOT_AN_ADDRESS.format(text=text, example=example))
        self.problem.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self.problem, self.problem.text())
        )


def address_in(text: str, schemes: tuple[str, ...]) -> str | None:
    """Return the address in a field, "" if it is empty; None if it is none.

    Args:
        text: the field's text; without a scheme it gets the first one.
        schemes: those that are understood.
    """
    address = text.strip().rstrip("/")
    if not address:
        return ""
    if "://" not in address:
        address = f"{schemes[0]}://{address}"
    try:
        parts = urlsplit(address)
        has_port = parts.port is not None
    except ValueError:
        return None
    is_whole = has_port or not parts.netloc.endswith(":")
    is_address = is_whole and parts.scheme in schemes and HOST.fullmatch(parts.hostname or "")
    return address if is_address else None


def _field(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setAcceptDrops(False)
    return made
