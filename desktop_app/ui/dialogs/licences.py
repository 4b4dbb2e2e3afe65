"""Third-party components and their licence texts."""

import html

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QFontDatabase, QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.licences import Licence, ThirdPartyLicences
from desktop_app.core.errors import AppError
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import licences as licence_strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label, tip, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

FIRST_SIZE_PX = (1000, 680)
LIST_PX = 300
LICENCE_ROLE = Qt.ItemDataRole.UserRole
SEARCHED_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 10
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
}


class LicencesDialog(FittingDialog):
    """A searchable list, and the text of the selected licence. Not modal.

    Typing searches, the arrow keys move through the results, Tab goes to the text.
    """

    def __init__(self, licences: ThirdPartyLicences, parent: QWidget | None = None) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(licence_strings.TITLE)
        self._licences = licences
        self._rows = QStandardItemModel(self)
        self.found = QSortFilterProxyModel(self)
        self.found.setSourceModel(self._rows)
        self.found.setFilterRole(SEARCHED_ROLE)
        self.found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit()
        self.search.setPlaceholderText(licence_strings.SEARCH)
        self.search.setAccessibleName(licence_strings.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.found)
        self.list.setFixedWidth(LIST_PX)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(2)
        self.list.setAccessibleName(licence_strings.LIST_NAME)
        self.title = wrapped(licence_strings.READING, "heading")
        self.licence = QLabel()
        self.licence.setTextFormat(Qt.TextFormat.RichText)
        self.licence.setWordWrap(True)
        self.licence.setOpenExternalLinks(True)
        self.licence.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.licence.hide()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(licence_strings.TEXT_NAME)
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        licences.read.connect(self._on_read)
        licences.failed.connect(self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the licences on first show, and focus the search field."""
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._rows.rowCount():
            self._licences.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow keys, which the search field does not need, move through the list."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self.search.hasFocus():
            super().keyPressEvent(event)
            return
        row = self.list.currentIndex().row() + step
        row = max(min(row, self.found.rowCount() - 1), 0)
        self.list.setCurrentIndex(self.found.index(row, 0))

    def _lay_out(self) -> None:
        close = button(strings.CLOSE, "primary")
        close.clicked.connect(self.reject)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(GRID_PX)
        right.setSpacing(GRID_PX)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        for widget in (self.title, self.licence):
            right.addWidget(widget)
        right.addWidget(self.text, 1)
        panes = QHBoxLayout()
        panes.setSpacing(2 * GRID_PX)
        panes.addLayout(left)
        panes.addLayout(right, 1)
        note = "" if self._licences.are_shipped else licence_strings.NOT_BUILT
        self.note = label(note, "muted")
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(close)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addWidget(wrapped(licence_strings.INTRODUCTION))
        column.addLayout(panes, 1)
        self.lay_out(column, buttons)

    @Slot(tuple)
    def _on_read(self, licences: tuple[Licence, ...]) -> None:
        self._rows.clear()
        for licence in licences:
            item = QStandardItem(licence.title)
            item.setEditable(False)
            item.setToolTip(tip(licence.licence))
            item.setData(licence, LICENCE_ROLE)
            item.setData(f"{licence.title} {licence.licence}", SEARCHED_ROLE)
            self._rows.appendRow(item)
        self._choose_first()

    @Slot(AppError)
    def _on_failed(self, error: AppError) -> None:
        self.title.setText(error.title)
        said = (error.message, error.remedy, error.detail)
        self.text.setPlainText("\n\n".join(part for part in said if part))

    @Slot(str)
    def _on_search(self, words: str) -> None:
        self.found.setFilterFixedString(words.strip())
        if not self.list.currentIndex().isValid():
            self._choose_first()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        licence = index.data(LICENCE_ROLE)
        if not isinstance(licence, Licence):
            self._show(licence_strings.NOTHING_FOUND, "", "")
            return
        home = html.escape(licence.home)
        link = f' · <a href="{home}">{home}</a>' if home else ""
        self._show(licence.title, f"{html.escape(licence.licence)}{link}", licence.text)

    def _choose_first(self) -> None:
        self.list.setCurrentIndex(self.found.index(0, 0))
        if not self.found.rowCount():
            self._on_chosen(QModelIndex())

    def _show(self, title: str, licence: str, text: str) -> None:
        self.title.setText(title)
        self.licence.setText(licence)
        self.licence.setVisible(bool(licence))
        self.text.setPlainText(text)
