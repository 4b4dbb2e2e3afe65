"""The trash: what is in it, put back or deleted for good."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.library.changes import LibraryChanges
from desktop_app.app.settings import KEEP_TRASH_DAYS, Preferences
from desktop_app.library.records import TranscriptSummary
from desktop_app.ui.strings import library as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import ChoiceBox, button, label, tip, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog
from desktop_app.ui.widgets.question import Question

FIRST_SIZE_PX = (760, 480)
TITLE_PX = 220


class TrashDialog(FittingDialog):
    """Show the trash and pass on the user's wishes. Not modal.

    Args:
        changes: what it shows and controls.
        preferences: how long the trash keeps.
    """

    def __init__(
        self, changes: LibraryChanges, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(texts.TRASH_TITLE)
        self._changes = changes
        self._preferences = preferences
        self._rows: list[TranscriptSummary] = []
        self.hint = wrapped(kind="muted")
        self.table = QTableWidget(0, len(texts.TRASH_COLUMNS))
        self.table.setAccessibleName(texts.TRASH_NAME)
        self.table.setHorizontalHeaderLabels(texts.TRASH_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, TITLE_PX)
        self.days = ChoiceBox(texts.KEEP_FOR, 10)
        for days in sorted(KEEP_TRASH_DAYS, key=lambda days: days or 9999):
            self.days.addItem(texts.keep_for(days), days)
        self.days.setCurrentIndex(self.days.findData(preferences.current.keep_trash_days))
        self.put_back_button = button(texts.PUT_BACK, "primary")
        self.delete_button = button(texts.DELETE)
        self.empty_button = button(texts.EMPTY)
        self.close_button = button(texts.CLOSE)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._offer)
        self.days.activated.connect(self._on_days_chosen)
        self.put_back_button.clicked.connect(self._on_put_back)
        self.delete_button.clicked.connect(self._on_delete)
        self.empty_button.clicked.connect(self._on_empty)
        self.close_button.clicked.connect(self.close)
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the trash: transcripts come and go while the dialog is closed."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def refresh(self) -> None:
        """Read the trash anew."""
        self.hint.setText(texts.READING)
        self._changes.trashed(self._on_read)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(GRID_PX)
        below.addWidget(self.hint, 1)
        below.addWidget(label(texts.KEEP_FOR, "muted"))
        below.addWidget(self.days)
        column.addLayout(below)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.put_back_button)
        foot.addWidget(self.delete_button)
        foot.addWidget(self.empty_button)
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.lay_out(column, foot)

    def _on_read(self, rows: list[TranscriptSummary]) -> None:
        self._rows = rows
        days = self._preferences.current.keep_trash_days
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            deleted = texts.date_and_time(row.deleted_s) if row.deleted_s is not None else ""
            values = (row.title, row.first_words, deleted, texts.left_line(row, days))
            for column, value in enumerate(values):
                item = QTableWidgetItem(value)
                item.setToolTip(tip(value))
                self.table.setItem(number, column, item)
        for column in (0, 2, 3):
            self.table.resizeColumnToContents(column)
        # The beginning of the text has what names leave.
        name_px = min(self.table.columnWidth(0), TITLE_PX)
        self.table.horizontalHeader().resizeSection(0, name_px)
        self.hint.setText(texts.trash_hint(days) if rows else texts.TRASH_EMPTY)
        self._offer()

    def _selected(self) -> list[str]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._rows[row].key for row in rows if row < len(self._rows)]

    def _offer(self) -> None:
        is_some = bool(self._selected())
        self.put_back_button.setEnabled(is_some)
        self.delete_button.setEnabled(is_some)
        self.empty_button.setEnabled(bool(self._rows))

    def _on_days_chosen(self, _index: int) -> None:
        self._preferences.change(keep_trash_days=self.days.currentData())
        self._on_read(self._rows)

    def _on_put_back(self) -> None:
        self._changes.put_back(self._selected(), self.refresh)

    def _on_delete(self) -> None:
        keys = self._selected()
        if self._may_delete(len(keys)):
            self._changes.delete(keys, self.refresh)

    def _on_empty(self) -> None:
        if self._may_delete(len(self._rows)):
            self._changes.empty_trash(self.refresh)

    def _may_delete(self, count: int) -> bool:
        answers = (texts.DELETE, texts.KEEP)
        question = Question(
            self, texts.DELETE_TITLE, texts.may_delete(count), texts.DELETE_MORE, answers=answers
        )
        return question.wait() == texts.DELETE
