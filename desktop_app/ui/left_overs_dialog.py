"""What lies in the models folder and is no model, before it is deleted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.models.description import size
from desktop_app.models.maintenance import LeftOver
from desktop_app.ui import model_strings, strings
from desktop_app.ui.controls import button, tip, wrapped
from desktop_app.ui.fitting import FittingDialog
from desktop_app.ui.theme import GRID_PX

FIRST_SIZE_PX = (620, 320)
COLUMNS = ("Name", "Kind", "Size")


class LeftOversDialog(FittingDialog):
    """A list with kinds and sizes; accepted when "Clean up" is pressed."""

    def __init__(self, left_overs: Sequence[LeftOver], parent: QWidget | None = None) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(model_strings.LEFT_OVERS_TITLE)
        self.table = QTableWidget(len(left_overs), len(COLUMNS))
        self.table.setAccessibleName(model_strings.LEFT_OVERS_TITLE)
        self.table.setHorizontalHeaderLabels(COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        for row, left_over in enumerate(left_overs):
            self._fill(row, left_over)
        self.clean_button = button(model_strings.CLEAN_UP, "primary")
        self.clean_button.clicked.connect(self.accept)
        close = button(strings.CLOSE)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.clean_button)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        total = size(sum(left_over.bytes for left_over in left_overs))
        column.addWidget(wrapped(model_strings.LEFT_OVERS_TEXT.format(size=total)))
        column.addWidget(self.table, 1)
        self.lay_out(column, buttons)

    def _fill(self, row: int, left_over: LeftOver) -> None:
        texts = (left_over.path.name, left_over.kind.value, size(left_over.bytes))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(tip(str(left_over.path)))
            self.table.setItem(row, column, item)
