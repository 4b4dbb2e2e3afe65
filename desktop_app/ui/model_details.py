"""The right side of the models dialog: one model, what goes wrong with it, and its buttons."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.models.item_model import ModelRow, ModelState
from desktop_app.app.problems import Problem
from desktop_app.core.model_errors import DownloadError
from desktop_app.models.pins import NOT_PINNED, pin_of
from desktop_app.ui import model_strings
from desktop_app.ui.controls import CheckBox, button, label
from desktop_app.ui.error_panel import ErrorPanel
from desktop_app.ui.model_facts import ModelFactsTable, link, link_label
from desktop_app.ui.model_offers import (
    OFFER_TITLES,
    PRIMARY,
    Offer,
    needs_consent,
    offers_for,
    remedy_for,
    remedy_title,
)
from desktop_app.ui.theme import GRID_PX

STEPS = 1000
OFFERS = tuple(Offer)


class ModelDetails(QScrollArea):
    """Shows one ModelRow.

    Args:
        can_move: whether the models can be moved to another folder.

    Signals:
        offer_wanted: the Offer whose button was pressed.
        action_wanted: the Action of the error's button.
    """

    offer_wanted = Signal(object)
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
        self.buttons = {offer: self._button(offer) for offer in OFFERS}
        self.facts = ModelFactsTable()
        self._row: ModelRow | None = None
        self._accepted: tuple[str, ...] = ()
        self.consent.toggled.connect(self._show_buttons)
        for text in (self.summary, self.note, self.state_line):
            text.setWordWrap(True)
        self._lay_out()

    def show_row(self, row: ModelRow, accepted: tuple[str, ...]) -> None:
        """Show a model; `accepted` are the models whose licence the user accepted."""
        if self._row is None or row.spec.id != self._row.spec.id:
            self.consent.setChecked(False)
            self.verticalScrollBar().setValue(0)
        self._row, self._accepted = row, accepted
        self.title.setText(row.spec.title)
        self.summary.setText(row.spec.summary)
        pinned = row.spec.repo_id is None or pin_of(row.spec) is not None
        notes = (row.spec.note, "" if pinned else NOT_PINNED)
        self.note.setText(" ".join(note for note in notes if note))
        self.note.setVisible(bool(self.note.text()))
        self.state_line.setText(model_strings.detail_line(row))
        self._show_progress(row)
        self._show_error(row)
        self._show_licence(row)
        self._show_buttons()
        self.facts.show_row(row)

    def _button(self, offer: Offer) -> QPushButton:
        made = button(OFFER_TITLES[offer], "primary" if offer in PRIMARY else "")
        self._group.addButton(made, OFFERS.index(offer))
        return made

    def _on_clicked(self, number: int) -> None:
        self.offer_wanted.emit(OFFERS[number])

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
            self.progress.setRange(0, 0)  # nobody knows how far it is
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
        offered = offers_for(row)
        may_download = self.consent.isChecked() or not needs_consent(row, self._accepted)
        # The error's own button does the same.
        is_resumed_above = isinstance(row.error, DownloadError)
        for offer, one in self.buttons.items():
            is_primary = offer in PRIMARY
            one.setVisible(offer in offered and not (is_primary and is_resumed_above))
            one.setEnabled(may_download or not is_primary)
