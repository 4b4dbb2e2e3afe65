"""Offer a real model: on the first screen, and above the starter's transcripts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.models.first_model import FirstModel
from desktop_app.app.settings import Preferences
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import STARTER_ID
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import label, plain, tip
from desktop_app.ui.widgets.notice_bar import NoticeKind, NoticeSign


class FirstModelButton(QPushButton):
    """Download the recommended model, and show the progress.

    Args:
        first: the state of the first model.

    Signals:
        model_wanted: the id of the model to download.
    """

    model_wanted = Signal(str)

    def __init__(self, first: FirstModel) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setProperty("kind", "primary")
        self._first = first
        self.clicked.connect(self._on_clicked)
        first.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        row = self._first.recommended
        if row is not None:
            self.setText(model_strings.get_model(row))
            self.setAccessibleName(self.text())
            self.setToolTip(tip(row.spec.title))

    def _on_clicked(self) -> None:
        row = self._first.recommended
        if row is not None:
            self.model_wanted.emit(row.spec.id)


class StarterBanner(QWidget):
    """State above a transcript that the starter wrote it, and offer a real model.

    Signals:
        again_wanted: the model to transcribe the recording with.
    """

    again_wanted = Signal(object)

    def __init__(self, first: FirstModel, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pageHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._first = first
        self._preferences = preferences
        self._real: ModelSpec | None = None
        sign = NoticeSign(theme)
        sign.show_kind(NoticeKind.WARNING)
        self.text = label(model_strings.BY_STARTER)
        self.text.setWordWrap(True)
        self.get_button = FirstModelButton(first)
        self.again_button = QPushButton()
        self.again_button.setAutoDefault(False)
        said = QHBoxLayout()
        said.setSpacing(GRID_PX + 4)
        said.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.text, 1)
        # Below the text: beside it, a narrow page would wrap the text into many lines.
        offered = QHBoxLayout()
        offered.setContentsMargins(sign.width() + GRID_PX + 4, 0, 0, 0)
        offered.addWidget(self.get_button)
        offered.addWidget(self.again_button)
        offered.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID_PX, GRID_PX, 3 * GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addLayout(said)
        column.addLayout(offered)
        self.again_button.clicked.connect(self._on_again)
        first.changed.connect(self._offer)
        preferences.changed.connect(self._offer)
        self.hide()
        self._offer()

    def show_for(self, record: JobRecord | None) -> None:
        """Show it over a text that the starter writes, or wrote."""
        state = record.state if record else JobState.FAILED
        is_starters = record is not None and record.job.request.model.id == STARTER_ID
        # What still waits may get another model, and has no text to warn of.
        has_text = state is not JobState.WAITING or bool(record and record.segments)
        self.setVisible(is_starters and has_text and state is not JobState.FAILED)
        self.again_button.setEnabled(state.is_terminal)

    def _offer(self) -> None:
        self._real = self._first.real(self._preferences.current.model_id)
        self.get_button.setVisible(self._first.is_needed)
        self.again_button.setVisible(self._real is not None)
        if self._real is not None:
            text = model_strings.AGAIN_WITH.format(title=self._real.title)
            self.again_button.setText(plain(text))
            self.again_button.setAccessibleName(text)

    def _on_again(self) -> None:
        if self._real is not None:
            self.again_wanted.emit(self._real)
