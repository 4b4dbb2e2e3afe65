"""File > Export all… and Automatic export…: how transcripts become files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.exporting.batch import BatchExport, Load
from desktop_app.app.exporting.formats import with_recent
from desktop_app.app.exporting.plan import BatchReport, ExportItem, local_time, plan_of
from desktop_app.app.exporting.preview import ExportPreviews
from desktop_app.app.settings import Preferences
from desktop_app.export.names import example_facts
from desktop_app.export.registry import ExportFormat
from desktop_app.ui.exporting.form import AskFolder, ExportForm
from desktop_app.ui.exporting.preview import PreviewPane
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ChoiceBox, button, label, open_path, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

SIZE_PX = 960, 680
AUTOMATIC_SIZE_PX = 760, 560
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

    @property
    def is_one(self) -> bool:
        """Whether there is one transcript, and nothing to choose of them."""
        return len(self.choices) == 1 and len(self.choices[0].items) == 1


class ExportDialog(FittingDialog):
    """Choose and export, as often as the user likes; an export goes on when it is closed.

    Args:
        batch: exports.
        previews: show what would be exported.
        preferences: keep the choices.
        formats: the available formats.
        ask_folder: asks the user for a folder.
        offer_folder: returns a likely folder.

    Signals:
        place_wanted: a transcript's key in `Exportable`, and the number of a sentence to show.
    """

    place_wanted = Signal(str, int)

    def __init__(
        self,
        batch: BatchExport,
        previews: ExportPreviews,
        preferences: Preferences,
        formats: Sequence[ExportFormat],
        ask_folder: AskFolder,
        offer_folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, *SIZE_PX)
        self._batch = batch
        self._previews = previews
        self._preferences = preferences
        self._formats = tuple(formats)
        self._offer_folder = offer_folder
        self._what: Exportable | None = None
        self._place: Path | None = None
        self._again: tuple[ExportItem, ...] = ()
        self.which_label = label(texts.WHICH)
        self.which_box = ChoiceBox(texts.WHICH, LEAST_CHARACTERS)
        self.form = ExportForm(formats, ask_folder)
        self.preview = PreviewPane(previews)
        self.form.picker.below.addWidget(self.preview, 1)
        self.setTabOrder(self.form.picker.options.speakers_box, self.preview.text)
        self.setTabOrder(self.preview.text, self.preview.unmet)
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
        for widget in (self.which_label, self.which_box):
            widget.setVisible(not what.is_one)
        first = self._first_item
        facts, title = example_facts(), texts.EXPORT_TITLE
        if first is not None:
            made, name = local_time(first.created_s), first.name or first.media_path.stem
            facts = replace(facts, name=name, made=made)
            title = texts.one_title(first.title) if what.is_one else title
        self.setWindowTitle(title)
        choices = self._preferences.current.export_choices
        self.form.show_choices(choices, facts, str(self._offer_folder()))
        if not self._batch.is_busy:
            self._show_report(None)
        self.show()
        self.raise_()
        self.activateWindow()
        (self.form.picker.list if what.is_one else self.which_box).setFocus()

    def done(self, result: int) -> None:
        """Close; the preview's text need not stay in memory."""
        self._previews.forget()
        super().done(result)

    @property
    def _first_item(self) -> ExportItem | None:
        """The transcript in the preview: the first that is to be exported."""
        if self._what is None or not 0 <= self.which_box.currentIndex() < self.which_box.count():
            return None
        return next(iter(self._what.choices[self.which_box.currentIndex()].items), None)

    def _lay_out(self) -> None:
        which = QHBoxLayout()
        which.setSpacing(GRID_PX)
        which.addWidget(self.which_label)
        which.addWidget(self.which_box, 1)
        at_work = QHBoxLayout()
        at_work.setSpacing(GRID_PX)
        at_work.addWidget(self.progress, 1)
        at_work.addWidget(self.progress_line)
        at_work.addWidget(self.stop_button)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addLayout(which)
        column.addWidget(self.form, 1)
        column.addLayout(at_work)
        column.addWidget(self.summary)
        column.addWidget(self.details)
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
        self.preview.place_wanted.connect(self._on_place_wanted)
        self.form.picker.looked_at.connect(self._show_preview)
        self.which_box.activated.connect(self._on_which)
        self.stop_button.clicked.connect(self._batch.stop)
        self.close_button.clicked.connect(self.close)
        self.open_button.clicked.connect(self._on_open)
        self.again_button.clicked.connect(self._on_again)
        self.export_button.clicked.connect(self._on_export)
        self._batch.progressed.connect(self._on_progressed)
        self._batch.ended.connect(self._show_report)

    def _on_which(self, _index: int) -> None:
        if (looked_at := self.form.picker.current) is not None:
            self._show_preview(looked_at)

    def _show_preview(self, chosen: ExportFormat) -> None:
        if self._what is not None and (first := self._first_item) is not None:
            self.preview.show_format(self._what.load, first.key, chosen)

    def _on_place_wanted(self, segment: int) -> None:
        if (first := self._first_item) is not None:
            self.place_wanted.emit(first.key, segment)

    def _on_export(self) -> None:
        if self._what is not None:
            self._begin(self._what.choices[self.which_box.currentIndex()].items)

    def _on_again(self) -> None:
        self._begin(self._again)

    def _begin(self, items: Iterable[ExportItem]) -> None:
        given, what = tuple(items), self._what
        if what is None or self._batch.is_busy or not given:
            return
        choices, settings = self.form.choices, self._preferences.current
        self._preferences.change(
            export_choices=choices,
            export_folder=choices.folder or settings.export_folder,
            recent_formats=with_recent(settings.recent_formats, choices.formats),
        )
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
        super().__init__(parent, *AUTOMATIC_SIZE_PX)
        self._preferences = preferences
        self.setWindowTitle(texts.AUTOMATIC_TITLE)
        self.box = CheckBox(texts.AUTOMATIC_BOX)
        self.form = ExportForm(formats, ask_folder)
        self.form.picker.below.addStretch()
        self.save_button = button(texts.SAVE, "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        cancel = button(strings.CANCEL)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addWidget(wrapped(texts.AUTOMATIC_TEXT, "muted"))
        column.addWidget(self.box)
        column.addWidget(self.form, 1)
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
