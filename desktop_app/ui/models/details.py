"""The right side of the Models dialog: one model, its facts and buttons."""

import html
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.background.serial import TaskKind
from desktop_app.app.models.item_model import ModelRow, ModelState
from desktop_app.app.problems import Problem
from desktop_app.core.errors import Action, AppError, ExportError
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import DownloadError, StoreFull, StoreNotWritable
from desktop_app.core.model_progress import Phase
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import size
from desktop_app.models.pins import NOT_PINNED, pin_of
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ElidedLabel, button, label
from desktop_app.ui.widgets.error_panel import ErrorPanel


class ModelButton(StrEnum):
    """A model's buttons."""

    DOWNLOAD = "download"
    RESUME = "resume"
    TRY_NOW = "try now"
    PAUSE = "pause"
    CANCEL = "cancel"
    IMPORT = "import"
    VERIFY = "verify"
    EXPORT = "export"
    RENAME = "rename"
    DELETE = "delete"


def _button_titles() -> dict[ModelButton, str]:
    """Return the words on the buttons."""
    return {
        ModelButton.DOWNLOAD: model_strings.DOWNLOAD,
        ModelButton.RESUME: model_strings.RESUME,
        ModelButton.PAUSE: model_strings.PAUSE,
        ModelButton.TRY_NOW: model_strings.TRY_NOW,
        ModelButton.CANCEL: model_strings.CANCEL,
        ModelButton.IMPORT: model_strings.IMPORT,
        ModelButton.VERIFY: model_strings.VERIFY,
        ModelButton.EXPORT: model_strings.EXPORT,
        ModelButton.RENAME: model_strings.RENAME,
        ModelButton.DELETE: model_strings.DELETE,
    }


PRIMARY = (ModelButton.DOWNLOAD, ModelButton.RESUME)


def _remedy_titles() -> dict[Action, str]:
    """Return the words on the buttons of a model's error."""
    return {
        Action.ENTER_TOKEN: model_strings.ENTER_TOKEN,
        Action.ACCEPT_FILE: model_strings.ACCEPT_FILE,
        Action.MANAGE_MODELS: model_strings.MOVE_MODELS,
        Action.CHOOSE_FOLDER: strings.CHOOSE_FOLDER,
    }


def buttons_for(row: ModelRow) -> tuple[ModelButton, ...]:
    """Return the buttons that apply to a row."""
    match row.state:
        case ModelState.WAITING | ModelState.WORKING:
            return _buttons_at_work(row)
        case ModelState.READY:
            if row.stored.is_bundled:
                return (ModelButton.VERIFY, ModelButton.EXPORT)
            # Catalogue models cannot be renamed.
            own = () if row.spec.facts else (ModelButton.RENAME,)
            return (ModelButton.VERIFY, ModelButton.EXPORT, *own, ModelButton.DELETE)
        case ModelState.PAUSED:
            return (ModelButton.RESUME, ModelButton.IMPORT, ModelButton.DELETE)
        case ModelState.DAMAGED:
            return (*_download(row), ModelButton.IMPORT, ModelButton.DELETE)
        case _:
            return (*_download(row), ModelButton.IMPORT)


def needs_consent(row: ModelRow, accepted: tuple[str, ...]) -> bool:
    """Whether the licence must be accepted before the model can be downloaded."""
    facts = row.spec.facts
    wants = set(buttons_for(row)) & set(PRIMARY)
    return bool(wants and facts and facts.licence_needs_consent and row.spec.id not in accepted)


def remedy_for(error: AppError, *, can_move: bool) -> Action:
    """Return the remedy for a failed task, as the dialog offers it.

    Args:
        error: why the task failed.
        can_move: whether the models can be moved to another folder.
    """
    if isinstance(error, DownloadError):
        return error.action
    if isinstance(error, StoreFull | StoreNotWritable):
        return Action.MANAGE_MODELS if can_move else Action.NONE
    # Only an export writes outside the models folder.
    return error.action if isinstance(error, ExportError) else Action.NONE


def remedy_title(row: ModelRow, remedy: Action) -> str:
    """Return the text of the remedy's button; empty for none."""
    if remedy is Action.RETRY:
        return model_strings.RESUME if row.stored.arrived_bytes else model_strings.TRY_AGAIN
    return _remedy_titles().get(remedy, "")


def _download(row: ModelRow) -> tuple[ModelButton, ...]:
    return (ModelButton.DOWNLOAD,) if row.spec.repo_id else ()


def _buttons_at_work(row: ModelRow) -> tuple[ModelButton, ...]:
    phase = row.progress.phase if row.progress else None
    if row.work is None or phase is Phase.STOPPING:
        return ()  # being deleted, or about to end
    if row.work is not TaskKind.DOWNLOAD:
        return (ModelButton.CANCEL,)
    has_begun = row.stored.arrived_bytes or (row.progress and row.progress.done_bytes)
    stop = ModelButton.PAUSE if has_begun else ModelButton.CANCEL
    if phase is Phase.RETRYING:
        return (ModelButton.TRY_NOW, stop, ModelButton.IMPORT)
    return (stop,) if phase in (Phase.DOWNLOADING, Phase.UNPACKING) else (stop, ModelButton.IMPORT)


def link(text: str, address: str) -> str:
    """Return a link for a rich text label."""
    return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'


def link_label(text: str = "", address: str = "") -> QLabel:
    """Return a label for links, accessible by keyboard."""
    made = QLabel(link(text, address) if address else text)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setOpenExternalLinks(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return made


def facts_of(row: ModelRow) -> dict[str, str]:
    """Return the facts by their names, as rich text; empty ones are not shown."""
    spec, facts = row.spec, row.spec.facts
    made = {
        **_abilities(spec),
        model_strings.ROOM: size(row.stored.bytes) if row.stored.bytes else "",
        model_strings.LICENCE: html.escape(spec.licence),
    }
    if facts is None:
        return made
    if spec.repo_id:
        made[model_strings.DOWNLOAD_SIZE] = size(facts.download_bytes)
    made[model_strings.ROOM] = size(row.stored.bytes or facts.disk_bytes)
    made[model_strings.MEMORY] = size(facts.memory_bytes)
    made[model_strings.LICENCE] = link(spec.licence, facts.licence_url)
    if facts.source.startswith("https://"):
        made[model_strings.SOURCE] = link(facts.source, facts.source)
    return made


def _abilities(spec: ModelSpec) -> dict[str, str]:
    """Return what a model can do, by its task."""
    if not spec.kind.recognizes:
        return {model_strings.SPEAKERS: model_strings.speakers(spec)}
    return {
        model_strings.LANGUAGES: html.escape(model_strings.languages(spec)),
        model_strings.PUNCTUATION: model_strings.punctuation(spec),
        model_strings.TIMES: html.escape(model_strings.times(spec)),
        model_strings.TRANSLATION: html.escape(model_strings.translation(spec)),
    }


class ModelFactsTable(QWidget):
    """A table of a model's facts, and its folder."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID_PX)
        grid.setVerticalSpacing(GRID_PX)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        for number, name in enumerate(model_strings.FACT_NAMES):
            caption, words = label(name, "muted"), link_label()
            words.setAccessibleName(name)
            grid.addWidget(caption, number, 0, top)
            grid.addWidget(words, number, 1, top)
            self._rows[name] = caption, words
        self._location_caption = label(model_strings.LOCATION, "muted")
        self.location = ElidedLabel("")
        self.location.setAccessibleName(model_strings.LOCATION)
        grid.addWidget(self._location_caption, len(model_strings.FACT_NAMES), 0)
        grid.addWidget(self.location, len(model_strings.FACT_NAMES), 1)

    def show_row(self, row: ModelRow) -> None:
        """Show a model's facts."""
        facts = facts_of(row)
        for name, (caption, words) in self._rows.items():
            text = facts.get(name, "")
            if words.text() != text:  # setting it again would lose a link under the mouse
                words.setText(text)
            caption.setVisible(bool(text))
            words.setVisible(bool(text))
        folder = row.stored.folder
        self.location.setText(str(folder or ""))
        self.location.setVisible(folder is not None)
        self._location_caption.setVisible(folder is not None)

    def renew_links(self) -> None:
        """Apply the theme's colours, as a label keeps those of the time its text was set."""
        for _, words in self._rows.values():
            text = words.text()
            words.clear()
            words.setText(text)

    def words(self, name: str) -> QLabel:
        """Return the label of a name."""
        return self._rows[name][1]


STEPS = 1000
BUTTONS = tuple(ModelButton)


class ModelDetails(QScrollArea):
    """Show one ModelRow.

    Args:
        can_move: whether the models can be moved to another folder.

    Signals:
        button_pressed: the ModelButton that was pressed.
        action_wanted: the Action of the error's button.
    """

    button_pressed = Signal(object)
    action_wanted = Signal(object)

    def __init__(self, *, can_move: bool) -> None:
        super().__init__()
        self._can_move = can_move
        self.setAccessibleName(model_strings.DETAILS_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = label(kind="title")
        self.title.setWordWrap(True)
        self.summary = label()
        self.note = label(kind="muted")
        self.state_line = label(kind="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(model_strings.PROGRESS_NAME)
        self.errors = ErrorPanel(for_job=False)
        self.errors.action_wanted.connect(self.action_wanted)
        self.errors.set_compact()
        self.licence = link_label()
        self.consent = CheckBox(model_strings.ACCEPT)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self._on_clicked)
        self.buttons = {kind: self._button(kind) for kind in BUTTONS}
        self.facts = ModelFactsTable()
        self._row: ModelRow | None = None
        self._accepted: tuple[str, ...] = ()
        self.consent.toggled.connect(self._show_buttons)
        for text in (self.summary, self.note, self.state_line):
            text.setWordWrap(True)
        self._lay_out()

    def show_row(self, row: ModelRow, accepted: tuple[str, ...]) -> None:
        """Show a model; `accepted` are ids of models whose licence was accepted."""
        if self._row is None or row.spec.id != self._row.spec.id:
            self.consent.setChecked(False)
            self.verticalScrollBar().setValue(0)
        self._row, self._accepted = row, accepted
        self.title.setText(row.spec.title)
        self.summary.setText(tr(row.spec.summary))
        pinned = row.spec.repo_id is None or pin_of(row.spec) is not None
        notes = (tr(row.spec.note), "" if pinned else tr(NOT_PINNED))
        self.note.setText(" ".join(note for note in notes if note))
        self.note.setVisible(bool(self.note.text()))
        self.state_line.setText(model_strings.detail_line(row))
        self._show_progress(row)
        self._show_error(row)
        self._show_licence(row)
        self._show_buttons()
        self.facts.show_row(row)

    def _button(self, kind: ModelButton) -> QPushButton:
        made = button(_button_titles()[kind], "primary" if kind in PRIMARY else "")
        self._group.addButton(made, BUTTONS.index(kind))
        return made

    def _on_clicked(self, number: int) -> None:
        self.button_pressed.emit(BUTTONS[number])

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        for one in self.buttons.values():
            buttons.addWidget(one)
        buttons.addStretch()
        page = QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID_PX, 3 * GRID_PX, 3 * GRID_PX, 3 * GRID_PX)
        column.setSpacing(GRID_PX)
        for widget in (self.title, self.summary, self.note):
            column.addWidget(widget)
        column.addSpacing(GRID_PX)
        column.addWidget(self.state_line)
        column.addWidget(self.progress)
        column.addWidget(self.errors)
        column.addWidget(self.licence)
        column.addWidget(self.consent)
        column.addLayout(buttons)
        column.addSpacing(2 * GRID_PX)
        column.addWidget(self.facts)
        column.addStretch()
        self.setWidget(page)

    def _show_progress(self, row: ModelRow) -> None:
        is_working = row.state is ModelState.WORKING
        fraction = row.fraction
        self.progress.setVisible(is_working or fraction is not None)
        if fraction is None:
            self.progress.setRange(0, 0)  # the progress is unknown
        else:
            self.progress.setRange(0, STEPS)
            self.progress.setValue(round(STEPS * fraction))

    def _show_error(self, row: ModelRow) -> None:
        self.errors.setVisible(row.error is not None)
        if row.error is not None:
            remedy = remedy_for(row.error, can_move=self._can_move)
            problem = replace(Problem.from_error(row.error), action=remedy)
            self.errors.show_problem(problem, remedy_title(row, remedy))

    def _show_licence(self, row: ModelRow) -> None:
        is_needed = needs_consent(row, self._accepted)
        address = row.spec.facts.licence_url if row.spec.facts else ""
        text = f"{model_strings.READ_LICENCE} ({row.spec.licence})"
        self.licence.setText(link(text, address))
        self.licence.setVisible(is_needed)
        self.consent.setVisible(is_needed)

    def _show_buttons(self) -> None:
        row = self._row
        if row is None:
            return
        shown = buttons_for(row)
        may_download = self.consent.isChecked() or not needs_consent(row, self._accepted)
        # The error's own button does the same.
        is_resumed_above = isinstance(row.error, DownloadError)
        for kind, one in self.buttons.items():
            is_primary = kind in PRIMARY
            one.setVisible(kind in shown and not (is_primary and is_resumed_above))
            one.setEnabled(may_download or not is_primary)
