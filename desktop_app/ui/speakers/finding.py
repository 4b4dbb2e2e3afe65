"""Speakers > Find speakers: how many there are, and which model finds them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.settings import Preferences
from desktop_app.app.speakers.finding import Found, SpeakerFinding
from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import SpeakerSearch
from desktop_app.core.speaker_choice import (
    SpeakerChoice,
    SpeakerWay,
    choices_of_speakers,
    diarizer_for,
)
from desktop_app.ui.speakers.menu import SpeakerMenus
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import ChoiceBox, button, label, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

WIDTH_PX = 460
CHARACTERS = 22


class FindSpeakersDialog(FittingDialog):
    """Ask how speakers are to be found.

    Args:
        models: those that are installed.
        preferences: what was chosen for new recordings, which is proposed here too.
        parent: the window.

    Signals:
        wanted: a SpeakerSearch.
        model_wanted: no model is there, and one is to be got.
    """

    wanted = Signal(object)
    model_wanted = Signal()

    def __init__(
        self, models: ModelListModel, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(texts.FIND_TITLE)
        self.setAccessibleDescription(texts.FIND_TEXT)
        self._models = models
        self._preferences = preferences
        self._choices: list[SpeakerChoice] = []
        self._diarizers: tuple[ModelSpec, ...] = ()
        self.count_box = ChoiceBox(texts.HOW_MANY, CHARACTERS)
        self.model_box = ChoiceBox(texts.DIARIZER, CHARACTERS)
        self.note = wrapped(kind="muted")
        self.get_button = button(texts.GET)
        self.find_button = button(texts.FIND, "primary")
        self.cancel_button = button(texts.CANCEL)
        self._model_label = label(texts.DIARIZER, "muted")
        self._lay_out()
        self.find_button.setDefault(True)
        self.find_button.clicked.connect(self._on_find)
        self.cancel_button.clicked.connect(self.reject)
        self.get_button.clicked.connect(self._on_get)
        self.count_box.activated.connect(self._on_activated)
        self.model_box.activated.connect(self._on_model)
        models.modelReset.connect(self._fill_models)
        self._fill_models()

    def show_question(self) -> None:
        """Show the dialog with what is likely wanted."""
        self._fill_models()
        chosen = self._preferences.current.speakers
        self._choose(chosen if chosen in self._choices else SpeakerChoice(SpeakerWay.AUTO))
        self.open()
        self.count_box.setFocus()

    @property
    def choice(self) -> SpeakerChoice:
        """How many speakers there are."""
        return self._choices[max(0, self.count_box.currentIndex())]

    @property
    def search(self) -> SpeakerSearch | None:
        """What is asked for; None while no model can find it."""
        row = self.model_box.currentIndex()
        return self.choice.search(self._diarizers[row] if row >= 0 else None)

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setSpacing(GRID_PX)
        fields.setColumnStretch(1, 1)
        rows: list[tuple[QLabel, QComboBox]] = [
            (label(texts.HOW_MANY, "muted"), self.count_box),
            (self._model_label, self.model_box),
        ]
        for row, (caption, box) in enumerate(rows):
            caption.setBuddy(box)
            fields.addWidget(caption, row, 0)
            fields.addWidget(box, row, 1)
        body = QVBoxLayout()
        body.setSpacing(2 * GRID_PX)
        body.addWidget(wrapped(texts.FIND_TEXT))
        body.addLayout(fields)
        body.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.get_button)
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.find_button)
        self.lay_out(body, foot)

    def _fill_models(self) -> None:
        self._diarizers = self._models.diarizers()
        self.model_box.clear()
        for spec in self._diarizers:
            self.model_box.addItem(spec.title)
        wanted = diarizer_for(self._preferences.current.diarizer_id, self._diarizers)
        if wanted is not None:
            self.model_box.setCurrentIndex(self._diarizers.index(wanted))
        self._fill_counts()

    def _fill_counts(self) -> None:
        """Offer as many speakers as the model tells apart."""
        before = self.choice if self._choices else SpeakerChoice(SpeakerWay.AUTO)
        row = self.model_box.currentIndex()
        most = self._diarizers[row].most_speakers if row >= 0 else 0
        every = choices_of_speakers(most) if most else choices_of_speakers()
        self._choices = [one for one in every if one.way is not SpeakerWay.OFF]
        self.count_box.clear()
        self.count_box.addItems([texts.choice_title(one) for one in self._choices])
        self._choose(before if before in self._choices else self._choices[0])

    def _choose(self, choice: SpeakerChoice) -> None:
        self.count_box.setCurrentIndex(self._choices.index(choice))
        self._refresh()

    def _refresh(self) -> None:
        needs_model = self.choice.way.needs_model
        has_model = bool(self._diarizers)
        for part in (self._model_label, self.model_box):
            part.setVisible(has_model)
            part.setEnabled(needs_model)
        row = self.model_box.currentIndex()
        is_toy = row >= 0 and self._models.is_demonstration(self._diarizers[row])
        note = texts.DEMONSTRATION_NOTE if is_toy else ""
        self.note.setText(note if has_model else texts.NO_DIARIZER)
        self.note.setVisible(needs_model and bool(self.note.text()))
        self.get_button.setVisible(needs_model and (is_toy or not has_model))
        self.find_button.setEnabled(self.search is not None)

    def _on_activated(self, _row: int) -> None:
        self._refresh()

    def _on_model(self, _row: int) -> None:
        self._fill_counts()

    def _on_get(self) -> None:
        self.reject()
        self.model_wanted.emit()

    def _on_find(self) -> None:
        if self.search is not None:
            self.accept()
            self.wanted.emit(self.search)


@dataclass(frozen=True, slots=True)
class ByChannel:
    """A notice's action that names the speakers of a job's transcript by their channels."""

    job_id: int


@dataclass(frozen=True, slots=True)
class AllTracks:
    """A notice's action that transcribes all tracks of a job's recording, each one speaker."""

    job_id: int


class FindSpeakersCommands(QObject):
    """Find the speakers of the shown transcript, and tell what became of it.

    Args:
        window: the dialog's parent.
        menus: the Speakers menu.
        finding: does it.
        controller: has the transcripts.
        models: those that are installed.
        preferences: the settings.
        get_diarizer: shows the models among which one can be chosen to get.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        menus: SpeakerMenus,
        finding: SpeakerFinding,
        controller: TranscriptionController,
        models: ModelListModel,
        preferences: Preferences,
        get_diarizer: Callable[[], object],
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._action = menus.find
        self._finding = finding
        self._models = models
        self._preferences = preferences
        self._get_diarizer = get_diarizer
        self._notice = notice
        self._controller = controller
        self._dialog: FindSpeakersDialog | None = None
        self._action.triggered.connect(self.ask)
        finding.done.connect(self._on_done)
        finding.failed.connect(self._on_failed)
        finding.channels_noticed.connect(self._on_channels_noticed)
        finding.tracks_noticed.connect(self._on_tracks_noticed)

    @property
    def dialog(self) -> FindSpeakersDialog:
        """The dialog, made when it is first needed."""
        if self._dialog is None:
            self._dialog = FindSpeakersDialog(self._models, self._preferences, self._window)
            self._dialog.wanted.connect(self._on_wanted)
            self._dialog.model_wanted.connect(self._get_diarizer)
        return self._dialog

    def refresh(self) -> None:
        """Offer it where it can be done."""
        self._action.setEnabled(self._finding.can_begin)

    def ask(self) -> None:
        """Ask how the shown transcript's speakers are to be found."""
        if self._finding.can_begin:
            self.dialog.show_question()

    def take(self, action: object) -> bool:
        """Name speakers by channel, or transcribe all tracks, at a notice's button."""
        if not isinstance(action, ByChannel | AllTracks):
            return False
        record = next(iter(self._controller.records((action.job_id,))), None)
        if isinstance(action, AllTracks):
            if record is None or not self._finding.begin_with_all_tracks(record):
                self._notice.tell(texts.NEEDS_RECORDING)
        elif record is None or not self._finding.begin_for(record, SpeakerSearch()):
            # Removed, or put out of memory for others that were opened since.
            self._notice.tell(texts.NEEDS_TEXT_WITH_TIMES)
        self.refresh()
        return True

    def _on_channels_noticed(self, record: JobRecord) -> None:
        request = record.job.request
        said, does = texts.CHANNELS_NOTICED, texts.BY_CHANNEL
        if request.takes_all_tracks:
            said, does = texts.EACH_TRACK_NOTICED, texts.BY_TRACK
        self._notice.tell(said.format(name=request.media_path.name), does, ByChannel(record.id))

    def _on_tracks_noticed(self, record: JobRecord) -> None:
        text = texts.TRACKS_NOTICED.format(name=record.job.request.media_path.name)
        self._notice.tell(text, texts.ALL_TRACKS, AllTracks(record.id))

    def _on_wanted(self, search: SpeakerSearch) -> None:
        self._finding.begin(search)
        self.refresh()

    def _on_done(self, found: Found) -> None:
        text = texts.found_line(found.speakers, found.kept, found.note)
        kind = NoticeKind.SUCCESS if found.speakers else NoticeKind.INFO
        self._notice.tell(text, kind=kind)
        self.refresh()

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)
        self.refresh()
