"""File > Export all… and Automatic export…: how transcripts become files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.exporting.batch import BatchExport, Load
from desktop_app.app.exporting.plan import BatchReport, ExportItem, local_time, plan_of
from desktop_app.app.settings import Preferences
from desktop_app.export.names import EXAMPLE_FACTS
from desktop_app.export.registry import ExportFormat
from desktop_app.ui.exporting.form import AskFolder, ExportForm
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ChoiceBox, button, label, open_path, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 600
AUTOMATIC_WIDTH_PX = 560
LEAST_CHARACTERS = 20
# Room for a few lines; more scroll.
RESULT_PX = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """Transcripts that the user may choose together.

    Attributes:
        title: what the choice is called.
        items: the transcripts.
    """

    title: str
    items: tuple[ExportItem, ...]


@dataclass(frozen=True, slots=True)
class Exportable:
    """What there is to export.

    Attributes:
        choices: at least one.
        likely: the number of the likeliest.
        load: loads one transcript's text, in a side thread.
        recordings: files that are never replaced.
    """

    choices: tuple[Choice, ...]
    load: Load
    recordings: tuple[Path, ...] = ()
    likely: int = 0


class ExportDialog(FittingDialog):
    """Choose and export, as often as the user likes; an export goes on when it is closed.

    Args:
        batch: exports.
        preferences: keep the choices.
        formats: the available formats.
        ask_folder: asks the user for a folder.
        offer_folder: returns a likely folder.
    """

    def __init__(
        self,
        batch: BatchExport,
        preferences: Preferences,
        formats: Sequence[ExportFormat],
        ask_folder: AskFolder,
        offer_folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self._batch = batch
        self._preferences = preferences
        self._formats = tuple(formats)
        self._offer_folder = offer_folder
        self._what: Exportable | None = None
        self._place: Path | None = None
        self._again: tuple[ExportItem, ...] = ()
        self.setWindowTitle(texts.EXPORT_TITLE)
        self.which_box = ChoiceBox(texts.WHICH, LEAST_CHARACTERS)
        self.form = ExportForm(formats, ask_folder)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(texts.PROGRESS_NAME)
        self.progress_line = label(kind="muted")
        self.stop_button = button(strings.STOP)
        self.summary = wrapped(kind="heading")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName(texts.RESULT_NAME)
        self.details.setFixedHeight(RESULT_PX)
        self.details.setTabChangesFocus(True)
        self.close_button = button(strings.CLOSE)
        self.open_button = button(strings.OPEN_FOLDER)
        self.again_button = button(texts.EXPORT_AGAIN)
        self.export_button = button(texts.EXPORT, "primary")
        self.export_button.setDefault(True)
        self._lay_out()
        self._connect()
        self._show_report(None)

    def open_for(self, what: Exportable) -> None:
        """Show the dialog for these transcripts, with the choices of the last time."""
        self._what = what
        self.which_box.clear()
        for choice in what.choices:
            self.which_box.addItem(choice.title)
        self.which_box.setCurrentIndex(what.likely)
        first = next(iter(what.choices[what.likely].items), None)
        facts = EXAMPLE_FACTS
        if first is not None:
            made, name = local_time(first.created_s), first.name or first.media_path.stem
            facts = replace(facts, name=name, made=made)
        choices = self._preferences.current.export_choices
        self.form.show_choices(choices, facts, str(self._offer_folder()))
        if not self._batch.is_busy:
            self._show_report(None)
        self.show()
        self.raise_()
        self.activateWindow()
        self.which_box.setFocus()

    def _lay_out(self) -> None:
        which = QHBoxLayout()
        which.setSpacing(GRID_PX)
        which.addWidget(label(texts.WHICH))
        which.addWidget(self.which_box, 1)
        at_work = QHBoxLayout()
        at_work.setSpacing(GRID_PX)
        at_work.addWidget(self.progress, 1)
        at_work.addWidget(self.progress_line)
        at_work.addWidget(self.stop_button)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addLayout(which)
        column.addWidget(self.form)
        column.addLayout(at_work)
        column.addWidget(self.summary)
        column.addWidget(self.details)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.export_button)
        self.lay_out(column, buttons)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.stop_button.clicked.connect(self._batch.stop)
        self.close_button.clicked.connect(self.close)
        self.open_button.clicked.connect(self._on_open)
        self.again_button.clicked.connect(self._on_again)
        self.export_button.clicked.connect(self._on_export)
        self._batch.progressed.connect(self._on_progressed)
        self._batch.ended.connect(self._show_report)

    def _on_export(self) -> None:
        if self._what is not None:
            self._begin(self._what.choices[self.which_box.currentIndex()].items)

    def _on_again(self) -> None:
        self._begin(self._again)

    def _begin(self, items: Iterable[ExportItem]) -> None:
        given, what = tuple(items), self._what
        if what is None or self._batch.is_busy or not given:
            return
        choices = self.form.choices
        self._preferences.change(export_choices=choices)
        if choices.folder:
            self._preferences.change(export_folder=choices.folder)
        self._batch.begin(given, plan_of(choices, self._formats), what.load, what.recordings)
        self._show_report(None)
        self._on_progressed(0, len(given))

    def _on_progressed(self, done: int, count: int) -> None:
        self.progress.setRange(0, count)
        self.progress.setValue(done)
        self.progress_line.setText(texts.PROGRESS.format(done=done, count=count))

    def _show_report(self, report: BatchReport | None) -> None:
        is_busy = self._batch.is_busy
        for widget in (self.progress, self.progress_line, self.stop_button):
            widget.setVisible(is_busy)
        lines = texts.item_lines(report) if report else []
        self.summary.setText(texts.summary_line(report) if report else "")
        self.details.setPlainText("\n".join(lines))
        self._place = report.place if report else None
        self._again = tuple(each.item for each in report.failed) if report else ()
        self.summary.setVisible(bool(report))
        self.details.setVisible(bool(lines))
        self.open_button.setVisible(self._place is not None)
        self.again_button.setVisible(bool(self._again))
        self._on_changed()

    def _on_changed(self) -> None:
        is_free = not self._batch.is_busy
        self.which_box.setEnabled(is_free)
        self.form.setEnabled(is_free)
        for one in (self.export_button, self.again_button):
            one.setEnabled(is_free and self.form.is_usable)

    def _on_open(self) -> None:
        if self._place is not None:
            open_path(self._place)


class AutomaticExportDialog(FittingDialog):
    """Edit the choices, saved when "Save" is pressed."""

    def __init__(
        self,
        preferences: Preferences,
        formats: Sequence[ExportFormat],
        ask_folder: AskFolder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, AUTOMATIC_WIDTH_PX)
        self._preferences = preferences
        self.setWindowTitle(texts.AUTOMATIC_TITLE)
        self.box = CheckBox(texts.AUTOMATIC_BOX)
        self.form = ExportForm(formats, ask_folder)
        self.save_button = button(texts.SAVE, "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        cancel = button(strings.CANCEL)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addWidget(wrapped(texts.AUTOMATIC_TEXT, "muted"))
        column.addWidget(self.box)
        column.addWidget(self.form)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        self.lay_out(column, buttons)
        settings = preferences.current
        self.form.show_choices(settings.automatic_export)
        self.box.setChecked(settings.exports_automatically)
        self.box.toggled.connect(self._on_changed)
        self.form.changed.connect(self._on_changed)
        self._on_changed()

    def accept(self) -> None:
        """Save the choices."""
        wanted = self.box.isChecked()
        if self.form.is_usable:
            self._preferences.change(
                exports_automatically=wanted, automatic_export=self.form.choices
            )
        else:  # switched off: the last usable choices stay
            self._preferences.change(exports_automatically=wanted)
        super().accept()

    def _on_changed(self, _value: object = None) -> None:
        self.form.setEnabled(self.box.isChecked())
        self.save_button.setEnabled(self.form.is_usable or not self.box.isChecked())
