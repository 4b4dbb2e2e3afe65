"""Change many transcripts: what is looked for above, a preview below, then the change, or undo."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.app.words.preview import PreviewModel
from desktop_app.app.words.rewriting import Failure, Outcome, Rewriting, Search, SentenceChange
from desktop_app.core.editing.blocks import Rewrite
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import ChoiceBox, button, label, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog
from desktop_app.ui.words.menu import Chosen
from desktop_app.ui.words.preview import PreviewTable

FIRST_SIZE_PX = (860, 600)
# Failures that are named; the rest is in their count.
MOST_NAMED = 5


class RewriteDialog(FittingDialog):
    """Look through transcripts, choose sentences, and change them. Not modal.

    Subclasses say what is looked for: `rewrite` and `change_name`, and give their form to `build`.

    Args:
        rewriting: does it.
        chosen: which transcripts are selected, and shown.
        theme: the colours.
    """

    def __init__(
        self,
        rewriting: Rewriting,
        chosen: Chosen,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self._rewriting = rewriting
        self._chosen = chosen
        self._is_ours = False
        self._rewrite: Rewrite | None = None
        self._name = ""
        self.model = PreviewModel()
        self.table = PreviewTable(self.model, theme)
        self.where = ChoiceBox(texts.WHERE, 16)
        for title in (texts.IN_ALL, texts.IN_SELECTED, texts.IN_THIS):
            self.where.addItem(title)
        self.search_button = button(texts.SEARCH)
        self.search_button.setAutoDefault(True)
        self.stop_button = button(texts.STOP)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(texts.PROGRESS_NAME)
        self.progress.setTextVisible(False)
        self.result_line = wrapped(kind="muted")
        self.failures = wrapped(kind="error", by_keys=True)
        self.all_button = button(texts.CHECK_ALL)
        self.none_button = button(texts.CHECK_NONE)
        self.change_button = button(texts.REPLACE_NONE, "primary")
        self.undo_button = button(texts.UNDO)
        self.close_button = button(texts.CLOSE)
        self._connect()

    def rewrite(self) -> Rewrite | None:
        """Return what is to be done with a text; None if nothing is looked for."""
        raise NotImplementedError

    def change_name(self) -> str:
        """Return what the change is called where it can be undone."""
        raise NotImplementedError

    def build(self, form: QVBoxLayout | QWidget) -> None:
        """Lay out the dialog below the form."""
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        if isinstance(form, QWidget):
            column.addWidget(form)
        else:
            column.addLayout(form)
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addWidget(label(texts.WHERE, "muted"))
        row.addWidget(self.where)
        row.addStretch()
        row.addWidget(self.stop_button)
        row.addWidget(self.search_button)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(GRID_PX)
        below.addWidget(self.result_line, 1)
        below.addWidget(self.all_button)
        below.addWidget(self.none_button)
        column.addLayout(below)
        column.addWidget(self.failures)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.change_button)
        foot.addWidget(self.undo_button)
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.lay_out(column, foot)
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done now."""
        is_busy, count = self._rewriting.is_busy, self.model.checked_count
        is_ours = is_busy and self._is_ours
        self.progress.setVisible(is_ours)
        self.stop_button.setVisible(is_ours)
        self.search_button.setEnabled(not is_busy and self.rewrite() is not None)
        self.change_button.setText(texts.replace_line(count))
        self.change_button.setAccessibleName(texts.replace_line(count))
        self.change_button.setEnabled(not is_busy and count > 0)
        self.undo_button.setEnabled(self._rewriting.can_undo)
        for one in (self.all_button, self.none_button):
            one.setEnabled(self.model.rowCount() > 0)
        self.failures.setVisible(bool(self.failures.text()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is going on: nothing is changed behind the user's back."""
        if self._is_ours and self._rewriting.is_busy:
            self._rewriting.stop()
        super().closeEvent(event)

    def begin_search(self) -> None:
        """Look for the sentences that would change."""
        rewrite = self.rewrite()
        if rewrite is None or self._rewriting.is_busy:
            return
        self._forget()
        self._is_ours, self._rewrite, self._name = True, rewrite, self.change_name()
        ids = (None, self._chosen.selected(), [self._chosen.shown()])[self.where.currentIndex()]
        self._rewriting.look(self._rewriting.sources(ids), rewrite)
        self.refresh()

    def offer_selected(self) -> None:
        """Propose the selected transcripts where there are several, else all."""
        several = len(self._chosen.selected()) > 1
        self.where.setCurrentIndex(1 if several else 0)

    def _forget(self) -> None:
        """Show no sentences: they are of another search."""
        self.model.clear()
        self._rewrite = None
        self.result_line.setText("")
        self.failures.setText("")

    def _connect(self) -> None:
        rewriting = self._rewriting
        rewriting.found.connect(self._on_found)
        rewriting.searched.connect(self._on_searched)
        rewriting.progressed.connect(self._on_progressed)
        rewriting.changed.connect(self._on_changed)
        self.model.choice_changed.connect(self.refresh)
        self.search_button.clicked.connect(self.begin_search)
        self.stop_button.clicked.connect(rewriting.stop)
        self.all_button.clicked.connect(self._on_all)
        self.none_button.clicked.connect(self._on_none)
        self.change_button.clicked.connect(self._on_change)
        self.undo_button.clicked.connect(self._on_undo)
        self.close_button.clicked.connect(self.close)

    def _on_found(self, found: list[SentenceChange]) -> None:
        if self._is_ours:
            self.model.add(found)

    def _on_searched(self, search: Search) -> None:
        if self._is_ours:
            self._is_ours = False
            self._tell(texts.search_line(search), search.failures)

    def _on_progressed(self, done: int, count: int) -> None:
        if self._is_ours:
            self.progress.setRange(0, max(count, 1))
            self.progress.setValue(done)
            self.result_line.setText(texts.searching_line(done, count))

    def _on_changed(self, outcome: Outcome) -> None:
        if self._is_ours:
            self._is_ours = False
            self.model.clear()
            self._tell(texts.outcome_line(outcome), tuple(outcome.failures))
        self.refresh()

    def _tell(self, line: str, failures: tuple[Failure, ...]) -> None:
        self.result_line.setText(line)
        self.failures.setText(texts.failure_lines(failures[:MOST_NAMED]))
        self.refresh()

    def _on_all(self) -> None:
        self.model.check(range(self.model.rowCount()), is_on=True)

    def _on_none(self) -> None:
        self.model.check(range(self.model.rowCount()), is_on=False)

    def _on_change(self) -> None:
        if self._rewrite is not None:
            self._is_ours = True
            self.failures.setText("")
            self._rewriting.change(self.model.checked, self._rewrite, self._name)
            self.refresh()

    def _on_undo(self) -> None:
        self._is_ours = True
        self.model.clear()
        self._rewriting.undo()
        self.refresh()
