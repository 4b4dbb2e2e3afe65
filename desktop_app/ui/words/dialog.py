"""Edit > My words: the list, and one word of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.words.words import MyWords
from desktop_app.core.editing.terms import Term
from desktop_app.core.errors import AppError
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, button, label, tip, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

FIRST_SIZE_PX = (720, 520)
TERM_WIDTH_PX = 460
WORD_PX = 210
READINGS_PX = 96
BETWEEN = " · "


class TermDialog(FittingDialog):
    """One word: how it is written and how it is heard. Modal.

    Args:
        term: what it shows at first.
        is_known: whether it is in the list already.
    """

    def __init__(
        self, term: Term, parent: QWidget | None = None, *, is_known: bool = False
    ) -> None:
        super().__init__(parent, TERM_WIDTH_PX)
        self.setWindowTitle(texts.CHANGE_TITLE if is_known else texts.TERM_TITLE)
        self.word = QLineEdit(term.text)
        self.word.setAccessibleName(texts.TERM)
        self.readings = QPlainTextEdit("\n".join(term.readings))
        self.readings.setAccessibleName(texts.READINGS)
        self.readings.setTabChangesFocus(True)
        self.readings.setFixedHeight(READINGS_PX)
        self.listen = CheckBox(texts.LISTEN)
        self.listen.setChecked(term.is_boosted)
        self.save_button = button(texts.SAVE, "primary")
        self.save_button.setDefault(True)
        self.cancel_button = button(texts.CANCEL)
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        for name, field in ((texts.TERM, self.word), (texts.READINGS, self.readings)):
            caption = label(name)
            caption.setBuddy(field)
            column.addWidget(caption)
            column.addWidget(field)
        column.addWidget(wrapped(texts.READINGS_HINT, "muted"))
        column.addWidget(self.listen)
        column.addWidget(wrapped(texts.LISTEN_HINT, "muted"))
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        self.lay_out(column, foot)
        self.word.textChanged.connect(self._offer)
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._offer()
        self.word.setFocus()

    @property
    def term(self) -> Term:
        """The word as it is now."""
        readings = self.readings.toPlainText().split("\n")
        return Term(self.word.text(), tuple(readings), self.listen.isChecked()).cleaned

    def _offer(self) -> None:
        self.save_button.setEnabled(bool(self.term.text))


class MyWordsDialog(FittingDialog):
    """The list; changes count at once. Not modal.

    Args:
        words: the list.
        ask_file: asks for a list to import.
        ask_place: asks where to save the list, given a name for it.
        apply: opens the correction of transcripts.
    """

    def __init__(
        self,
        words: MyWords,
        ask_file: Callable[[], Path | None],
        ask_place: Callable[[str], Path | None],
        apply: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self._words = words
        self._ask_file = ask_file
        self._ask_place = ask_place
        self._apply = apply
        self._shown: tuple[Term, ...] | None = None
        self.term_dialog: TermDialog | None = None
        self._instead: str | None = None
        self.setWindowTitle(texts.TITLE)
        self.table = QTableWidget(0, len(texts.COLUMNS))
        self.hint = wrapped(kind="muted")
        self.add_button = button(texts.ADD, "primary")
        self.edit_button = button(texts.EDIT)
        self.remove_button = button(texts.REMOVE)
        self.undo_button = button(texts.UNDO)
        self.import_button = button(texts.IMPORT)
        self.export_button = button(texts.EXPORT)
        self.apply_button = button(texts.APPLY)
        self.close_button = button(texts.CLOSE)
        self._lay_out()
        self._connect()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list: the terminal may have changed it."""
        super().showEvent(event)
        if not event.spontaneous():
            self._words.read()
            self.hint.setText("")
            self.refresh()
            first = self.table if self._words.terms else self.add_button
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change, remove and undo by keys, where the table has the focus."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.table.hasFocus() and is_enter:
            self._on_edit()
        elif self.table.hasFocus() and event.key() == Qt.Key.Key_Delete:
            self._on_remove()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._words.undo()
        else:
            super().keyPressEvent(event)

    def add(self, term: Term) -> None:
        """Ask for a new word, beginning with this one."""
        self._open(term, None)

    def refresh(self) -> None:
        """Show the list and offer what can be done."""
        if self._words.terms != self._shown:
            self._fill()
        selected = len(self._selected())
        self.edit_button.setEnabled(selected == 1)
        self.remove_button.setEnabled(selected > 0)
        self.undo_button.setEnabled(self._words.can_undo)
        has_words = bool(self._words.terms)
        self.export_button.setEnabled(has_words)
        self.apply_button.setEnabled(has_words)
        if not has_words:
            self.hint.setText(texts.NO_WORDS)

    def _fill(self) -> None:
        selected = set(self._selected())
        self._shown = terms = self._words.terms
        self.table.setRowCount(len(terms))
        self.table.clearSelection()
        for number, term in enumerate(terms):
            listen = texts.YES if term.is_boosted else texts.NO
            values = (term.text, BETWEEN.join(term.readings), listen)
            for column, value in enumerate(values):
                item = QTableWidgetItem(value)
                item.setToolTip(tip(value))
                self.table.setItem(number, column, item)
            if term.text in selected:
                self.table.selectRow(number)

    def _selected(self) -> list[str]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        shown = self._shown or ()
        return [shown[row].text for row in rows if row < len(shown)]

    def _select(self, text: str) -> None:
        for row, term in enumerate(self._shown or ()):
            if term.text == text:
                self.table.selectRow(row)

    def _lay_out(self) -> None:
        table = self.table
        table.setAccessibleName(texts.TABLE_NAME)
        table.setHorizontalHeaderLabels(texts.COLUMNS)
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(0, WORD_PX)
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(wrapped(texts.TEXT, "muted"))
        column.addWidget(table, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        for one in (self.add_button, self.edit_button, self.remove_button, self.undo_button):
            row.addWidget(one)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.hint)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        for one in (self.apply_button, self.import_button, self.export_button):
            foot.addWidget(one)
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.lay_out(column, foot)

    def _connect(self) -> None:
        self._words.changed.connect(self.refresh)
        self._words.failed.connect(self._on_failed)
        self._words.imported.connect(self._on_imported)
        self._words.exported.connect(self._on_exported)
        self.table.itemSelectionChanged.connect(self.refresh)
        self.table.doubleClicked.connect(self._on_edit)
        self.add_button.clicked.connect(self._on_add)
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        self.undo_button.clicked.connect(self._words.undo)
        self.import_button.clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.apply_button.clicked.connect(self._on_apply)
        self.close_button.clicked.connect(self.close)

    def _open(self, term: Term, instead: str | None) -> None:
        if self.term_dialog is not None:
            self.term_dialog.raise_()
            return
        self._instead = instead
        self.term_dialog = TermDialog(term, self, is_known=instead is not None)
        self.term_dialog.finished.connect(self._on_term)
        self.term_dialog.open()

    def _on_term(self, code: int) -> None:
        asked, self.term_dialog = self.term_dialog, None
        if asked is not None:
            if code:
                self.hint.setText("")
                self._words.put(asked.term, self._instead)
                self._select(asked.term.text)
            asked.deleteLater()
        self.table.setFocus()

    def _on_add(self) -> None:
        self.add(Term(""))

    def _on_edit(self) -> None:
        selected = self._selected()
        if len(selected) == 1:
            term = next(term for term in self._words.terms if term.text == selected[0])
            self._open(term, term.text)

    def _on_remove(self) -> None:
        self._words.remove(self._selected())

    def _on_import(self) -> None:
        path = self._ask_file()
        if path is not None:
            self._words.take_from(path)

    def _on_export(self) -> None:
        path = self._ask_place(texts.LIST_NAME)
        if path is not None:
            self._words.write_to(path)

    def _on_apply(self) -> None:
        self._apply()

    def _on_failed(self, error: AppError) -> None:
        self.hint.setText(error.sentence)

    def _on_imported(self, count: int) -> None:
        self.hint.setText(texts.imported_line(count))

    def _on_exported(self, path: Path) -> None:
        self.hint.setText(texts.exported_line(path))
