"""The bar below the page: play, see and choose where, how fast and how loud."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.player.player import FASTEST, RATE_STEP, SLOWEST, Player
from desktop_app.app.player.spectrogram import SpectrogramService
from desktop_app.app.player.waveform import WaveformService, marks_of, spoken_spans, voices_of
from desktop_app.core.errors import Action, AppError
from desktop_app.core.job import JobState
from desktop_app.core.sentences import Figure
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Transcript
from desktop_app.ui.commands.register import Commands, native
from desktop_app.ui.player.icons import SIZE_PX, Sign, icon
from desktop_app.ui.player.spectrogram import SpectrogramView
from desktop_app.ui.player.waveform import WaveformView
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.theme import GRID_PX, Colors, Theme
from desktop_app.ui.widgets.controls import ChoiceBox, ElidedLabel, as_sign, button, label, tip

if TYPE_CHECKING:  # numpy
    from desktop_app.media.peaks import Outline

# Narrower than that, the waveform has a row of its own.
ONE_ROW_PX = 860
MARGIN_PX = 2 * GRID_PX
SKIP_S = 5.0
RATES = tuple(
    steps * RATE_STEP for steps in range(round(SLOWEST / RATE_STEP), round(FASTEST / RATE_STEP) + 1)
)
VOLUME_PX = 64
# So much more than its least the text gets before the waveform gets a row: two lines.
TEXT_PX = 54
PERCENT = 100
# While one types, the marks follow when one rests.
MARKS_MS = 400


class PlayerBar(QWidget):
    """Show and control the player for the selected recording; hidden while there is none.

    Args:
        player: plays the selected recording; others open it.
        waveform: knows its sound.
        spectrogram: makes the tones in it visible.
        controller: knows the selected job.
        theme: the application's colours.

    Signals:
        locate_wanted: the recording is to be found by the user.
        cursor_wanted: the seconds whose word is to get the cursor.
    """

    locate_wanted = Signal()
    cursor_wanted = Signal(float)

    def __init__(
        self,
        player: Player,
        waveform: WaveformService,
        spectrogram: SpectrogramService,
        controller: TranscriptionController,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._player = player
        self._waveform = waveform
        self._spectrogram = spectrogram
        self._controller = controller
        self._theme = theme
        self._shown: tuple[int, Path] | None = None
        self._keys: dict[str, str] = {}
        self._is_kept_low = False
        self._times_text, self._is_short = "", False  # whole; whether only the position is shown
        self._transcript: Transcript | None = None
        self._error: AppError | None = None
        self._signs: tuple[tuple[Sign, ...], Colors] | None = None
        self.setObjectName("playerBar")
        # Time goes from left to right, also where texts do not, and its buttons with it.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(strings.BAR)
        self.play = _sign_button(strings.PLAY)
        self.times = label()
        self.wave = WaveformView(theme)
        self.tones = SpectrogramView(spectrogram, self.wave, theme)
        self.tones.hide()
        self.back = button(as_sign(strings.BACK_SIGN), "small")
        self.forward = button(as_sign(strings.FORWARD_SIGN), "small")
        self.speed = ChoiceBox(strings.SPEED, 3)
        self.loop = _sign_button(strings.LOOP)
        self.loop.setCheckable(True)
        self.mute = _sign_button(strings.MUTE)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.problem = ElidedLabel("warning", elide=Qt.TextElideMode.ElideRight)
        self.locate = button(strings.LOCATE)
        self.dismiss = button(strings.CLOSE_SIGN, "small")
        self._later = QTimer(self, singleShot=True, interval=MARKS_MS)
        self._name_controls()
        self._make_actions()
        self._lay_out()
        self._connect()
        self._show_signs()
        self._on_selected()

    @property
    def menu_actions(self) -> dict[str, QAction]:
        """What the waveform can do, for a menu, by the names of the commands."""
        return {
            "spectrogram": self.spectrogram_action,
            "zoom_in": self.zoom_in_action,
            "zoom_out": self.zoom_out_action,
            "zoom_all": self.zoom_all_action,
        }

    # What it shows.

    def minimumSizeHint(self) -> QSize:
        """Room for the buttons, whatever their present places: the window may become narrower."""
        least = super().minimumSizeHint()
        at = strings.times(self._player.position_s, 0.0)
        least.setWidth(self._row_px(at) - VOLUME_PX - GRID_PX)
        if not self._is_one_row and not self._sound.isHidden():
            least.setHeight(least.height() - self._sound_px())
        return least

    def sizeHint(self) -> QSize:
        """Room for the waveform, also where it is left out at present."""
        whole = super().sizeHint()
        left_out_px = self._sound_px() if self._sound.isHidden() and not self._is_kept_low else 0
        return whole.grownBy(QMargins(0, 0, 0, left_out_px))

    def fit_into(self, spare_px: int) -> None:
        """Leave out the waveform where the text above needs the room more.

        Args:
            spare_px: how much higher the page is than all in it needs to be, without the waveform.
        """
        is_kept_low = spare_px < self._sound_px() + TEXT_PX
        if is_kept_low != self._is_kept_low:
            self._is_kept_low = is_kept_low
            self._place()
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Look at the room anew when a line comes or goes."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the waveform a row of its own where there is no room beside it, or leave it out."""
        super().resizeEvent(event)
        self._place()

    def _on_selected(self) -> None:
        """Follow the selected job."""
        record = self._controller.selected
        self.setVisible(record is not None and _can_be_heard(record))
        shown = (record.id, record.job.request.media_path) if record is not None else None
        if shown != self._shown:
            self._shown, self._error = shown, None
            self.wave.clear()
            self._transcript = None
            self._take_outline(self._waveform.outline)
        transcript = record.transcript if record is not None else None
        if transcript is not self._transcript:
            is_first, self._transcript = self._transcript is None, transcript
            if is_first:
                self._show_text()
            else:
                self._later.start()
        self._show_state()

    def _show_text(self) -> None:
        """Show what the text says of the sound."""
        transcript = self._transcript
        if transcript is not None:
            self.wave.show_text(marks_of(transcript), voices_of(transcript))
        else:
            self.wave.show_text(())
        outline = self._waveform.outline
        if transcript is not None and outline is not None and outline.speech is None:
            self.wave.show_outline(outline, spoken_spans(transcript))

    def _take_outline(self, outline: "Outline | None") -> None:
        spans: Sequence[Span] = ()
        if self._transcript is not None and outline is not None and outline.speech is None:
            spans = spoken_spans(self._transcript)
        self.wave.show_outline(outline, spans)
        self.wave.show_note("")
        self._show_source()
        self._show_state()

    def _show_source(self) -> None:
        """Have the spectrogram be of this recording, once its track is known."""
        sound, record = self._waveform.sound, self._controller.selected
        if sound is None or record is None or sound.track is None:
            self._spectrogram.show(None)
        else:
            place = (record.job.request.media_path, sound.track)
            self._spectrogram.show(place, sound.outline.loudest)

    def _on_reading(self, share: float) -> None:
        self.wave.show_note(strings.reading(share))

    def _on_failed(self, error: AppError) -> None:
        self._error = error
        self.wave.show_note("")
        self._show_state()

    def _on_problem(self, _error: AppError) -> None:
        self._show_state()

    def _on_opened(self, _opened: object) -> None:
        self._error = None
        self._show_state()

    def _on_dismissed(self) -> None:
        self._error = None
        self._player.dismiss()

    def _on_position(self, position_s: float) -> None:
        self.wave.set_position(position_s)
        self.tones.update()
        self._show_times()

    def _show_state(self) -> None:
        """Show everything that is not the sound itself."""
        player = self._player
        record = self._controller.selected
        known_s = (player.duration_s or record.total_s) if record is not None else None
        self.wave.set_duration(known_s or 0.0)
        self.wave.set_position(player.position_s)
        self.wave.select(player.loop)
        error = player.problem or self._error
        self._show_problem(error)
        self.speed.setCurrentIndex(self.speed.findData(round(player.rate, 1)))
        self.loop.setChecked(player.loop is not None)
        self._name_by_keys()
        _name(self.mute, strings.UNMUTE if player.is_muted else strings.MUTE)
        self.volume.blockSignals(True)  # noqa: FBT003 - Qt's
        self.volume.setValue(round(player.volume * PERCENT))
        self.volume.blockSignals(False)  # noqa: FBT003 - Qt's
        self._show_signs()
        self._show_times()

    def show_keys(self, commands: Commands) -> None:
        """Name the user's keys beside what the buttons do."""
        self._keys = {
            name: native(commands.keys_of(f"listen.{name}")[:1])
            for name in ("play", "back", "forward", "loop")
        }
        self._name_by_keys()

    def _name_by_keys(self) -> None:
        player, is_looping = self._player, self._player.loop is not None
        how = strings.LOOP_ON if is_looping else strings.LOOP_HOW
        for command, control, name, text in (
            ("play", self.play, strings.PAUSE if player.is_playing else strings.PLAY, ""),
            ("back", self.back, strings.BACK, ""),
            ("forward", self.forward, strings.FORWARD, ""),
            ("loop", self.loop, strings.LOOP_ON if is_looping else strings.LOOP, how),
        ):
            told = strings.with_key(text or name, self._keys.get(command, ""))
            control.setAccessibleName(name)
            control.setAccessibleDescription(told)
            control.setToolTip(tip(told))

    def _show_problem(self, error: AppError | None) -> None:
        sound = self._waveform.sound
        differs = error is None and sound is not None and sound.differs
        can_locate = differs or (error is not None and error.action is Action.LOCATE)
        self.problem.setVisible(error is not None or differs)
        self.dismiss.setVisible(error is not None)
        self.locate.setVisible(can_locate)
        text = strings.DIFFERS if differs else ""
        if error is not None:  # the button says what next, in fewer words
            text = error.message if can_locate else error.sentence
        if text and text != self.problem.text():
            self.problem.setText(text)
            for control in (self.locate, self.dismiss):  # the line itself has no focus
                control.setAccessibleDescription(text)

    def _show_signs(self) -> None:
        player, colors = self._player, self._theme.colors
        signs = (
            Sign.PAUSE if player.is_playing else Sign.PLAY,
            Sign.MUTED if player.is_muted else Sign.SOUND,
            Sign.LOOP,
        )
        if (signs, colors) != self._signs:  # they are drawn, and a job at work tells much
            self._signs = (signs, colors)
            for control, sign in zip((self.play, self.mute, self.loop), signs, strict=True):
                control.setIcon(icon(sign, colors))

    def _show_times(self) -> None:
        at_s, duration_s = self._player.position_s, self.wave.window_.duration_s
        whole = strings.times(at_s, duration_s)
        if len(whole) != len(self._times_text):
            self._times_text = whole
            self._place()
        self.times.setText(strings.times(at_s, 0.0) if self._is_short else whole)
        self.times.setToolTip(whole)

    # What the user does.

    def _on_spectrogram(self, is_wanted: bool) -> None:  # noqa: FBT001 - a toggle
        self.tones.setVisible(is_wanted)

    def _on_speed(self, index: int) -> None:
        self._player.set_rate(self.speed.itemData(index))

    def _on_volume(self, percent: int) -> None:
        self._player.set_volume(percent / PERCENT)

    def _on_mute(self) -> None:
        self._player.set_muted(not self._player.is_muted)

    def _on_loop(self) -> None:
        """Loop what is selected, else the sentence at the position; or stop looping."""
        span = None
        if self._player.loop is None:
            span = self.wave.selection or self._sentence()
        self._player.set_loop(span)
        self._show_state()

    def _on_span_selected(self, span: Span | None) -> None:
        self._player.set_loop(span)
        if span is not None:
            self._player.seek(span[0])

    def _sentence(self) -> Span | None:
        """Return the sentence at the position, else the next one."""
        if self._transcript is None:
            return None
        at_s = self._player.position_s
        spans = sorted(span for span in spoken_spans(self._transcript) if span[1] > at_s)
        return spans[0] if spans else None

    # How it is built.

    def _name_controls(self) -> None:
        _name(self.dismiss, strings.CLOSE)
        self.speed.setToolTip(strings.SPEED)
        for rate in RATES:
            self.speed.addItem(strings.SPEED_SIGN.format(rate=Figure(rate)), round(rate, 1))
        self.speed.setMinimumWidth(self.speed.whole_px())
        self.times.setAccessibleName(strings.TIMES_NAME)
        self.volume.setRange(0, PERCENT)
        self.volume.setFixedWidth(VOLUME_PX)
        self.volume.setAccessibleName(strings.VOLUME)
        self.volume.setToolTip(strings.VOLUME)

    def _make_actions(self) -> None:
        """Make what a menu has, too."""
        self.zoom_in_action = QAction(strings.ZOOM_IN, self)
        self.zoom_out_action = QAction(strings.ZOOM_OUT, self)
        self.zoom_all_action = QAction(strings.ZOOM_ALL, self)
        self.spectrogram_action = QAction(strings.SPECTROGRAM, self)
        self.spectrogram_action.setCheckable(True)
        self.spectrogram_action.toggled.connect(self._on_spectrogram)
        self.zoom_in_action.triggered.connect(self.wave.zoom_in)
        self.zoom_out_action.triggered.connect(self.wave.zoom_out)
        self.zoom_all_action.triggered.connect(self.wave.show_all)

    def _lay_out(self) -> None:
        self._left, self._right = QWidget(), QWidget()
        self._rest = (self.back, self.forward, self.speed, self.loop, self.mute, self.volume)
        for part, controls in ((self._left, (self.play, self.times)), (self._right, self._rest)):
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID_PX)
            for control in controls:
                row.addWidget(control)
        self._sound = QWidget()
        sound = QVBoxLayout(self._sound)
        sound.setContentsMargins(0, 0, 0, 0)
        sound.setSpacing(0)
        sound.addWidget(self.tones)
        sound.addWidget(self.wave)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID_PX)
        self._grid.setVerticalSpacing(GRID_PX)
        self._is_one_row: bool | None = None
        trouble = QHBoxLayout()
        trouble.addWidget(self.problem, 1)
        trouble.addWidget(self.locate)
        trouble.addWidget(self.dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN_PX, GRID_PX, MARGIN_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addLayout(trouble)
        column.addLayout(self._grid)
        for part in (self.problem, self.locate, self.dismiss):
            part.hide()
        self._place()

    def _place(self) -> None:
        row_px = self._row_px(self._times_text)
        self.volume.setHidden(self.width() < row_px)  # the computer has one, too
        is_short = self.width() < row_px - VOLUME_PX - GRID_PX
        if is_short != self._is_short:
            self._is_short = is_short
            self._show_times()
        is_one_row = self.width() >= ONE_ROW_PX
        least_px = self.minimumSizeHint().height() + self.wave.minimumHeight() + GRID_PX
        is_low = self._is_kept_low or self.height() < least_px
        self._sound.setHidden(not is_one_row and is_low)
        if is_one_row == self._is_one_row:
            return
        self._is_one_row = is_one_row
        grid = self._grid
        for part in (self._left, self._sound, self._right):
            grid.removeWidget(part)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if is_one_row:
            grid.addWidget(self._left, 0, 0)
            grid.addWidget(self._sound, 0, 1)
            grid.addWidget(self._right, 0, 2)
        else:
            grid.addWidget(self._sound, 0, 0, 1, 3)
            grid.addWidget(self._left, 1, 0, left)
            grid.addWidget(self._right, 1, 2, right)
        grid.setColumnStretch(1, 1)

    def _sound_px(self) -> int:
        """Return how much higher the bar is with the waveform."""
        return self._sound.minimumSizeHint().height() + GRID_PX

    def _row_px(self, times: str) -> int:
        """Return how much room all controls take in a row, with the times written so."""
        controls = (self.play, *self._rest)
        widths = [max(one.minimumWidth(), one.minimumSizeHint().width()) for one in controls[:-1]]
        widths.append(self.times.fontMetrics().horizontalAdvance(times) + 1)
        spaces = len(widths) * GRID_PX + GRID_PX  # twice as much once, where others have none
        return sum(widths) + VOLUME_PX + spaces + 2 * MARGIN_PX

    def _connect(self) -> None:
        player, wave, service = self._player, self.wave, self._waveform
        self.play.clicked.connect(self._on_play)
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        self.speed.activated.connect(self._on_speed)
        self.loop.clicked.connect(self._on_loop)
        self.mute.clicked.connect(self._on_mute)
        self.volume.valueChanged.connect(self._on_volume)
        self.locate.clicked.connect(self.locate_wanted)
        self.dismiss.clicked.connect(self._on_dismissed)
        wave.seek_wanted.connect(self._on_seek)
        wave.toggle_wanted.connect(self._on_play)
        wave.selected.connect(self._on_span_selected)
        wave.cursor_wanted.connect(self.cursor_wanted)
        player.position_changed.connect(self._on_position)
        player.state_changed.connect(self._show_state)
        player.opened.connect(self._on_opened)
        player.problem_found.connect(self._on_problem)
        service.ready.connect(self._take_outline)
        service.progress.connect(self._on_reading)
        service.failed.connect(self._on_failed)
        self._controller.selection_changed.connect(self._on_selection_changed)
        self._controller.selected_job_changed.connect(self._on_selected)
        self._theme.changed.connect(self._show_signs)
        self._later.timeout.connect(self._show_text)

    def _on_selection_changed(self, _job_id: int) -> None:
        self._on_selected()

    def _on_play(self) -> None:
        self._player.toggle()

    def _on_back(self) -> None:
        self._player.skip(-SKIP_S)

    def _on_forward(self) -> None:
        self._player.skip(SKIP_S)

    def _on_seek(self, position_s: float) -> None:
        self._player.seek(position_s)
        self.wave.set_position(position_s)  # at once: the player may have to open the file first


def _can_be_heard(record: JobRecord) -> bool:
    """Whether something of a recording was heard, as far as is known."""
    is_unread = record.state is JobState.DONE and record.transcript is None
    return record.has_page or is_unread


def _sign_button(name: str) -> QPushButton:
    """Make a button with a sign in place of a text."""
    made = button("", "small")
    made.setIconSize(QSize(SIZE_PX, SIZE_PX))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    _name(made, name)
    return made


def _name(control: QPushButton, name: str) -> None:
    control.setAccessibleName(name)
    control.setToolTip(tip(name))
