"""Listen to the recording of the page's text: connect player, page, menu and video."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.player.player import RATE_STEP, Player
from desktop_app.app.settings import Settings
from desktop_app.app.window import WindowServices
from desktop_app.core.timecode import Span
from desktop_app.ui.player.menu import ListenMenus
from desktop_app.ui.player.video import VideoPane
from desktop_app.ui.preferences.actions import PreferencesCommands
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.strings.listening import menu as strings
from desktop_app.ui.transcript.page import JobPage
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind
from desktop_app.ui.window.menus import WindowMenus
from desktop_app.ui.window.page_commands import PageCommands

if TYPE_CHECKING:
    from desktop_app.ui.preferences.panel import Panel

SKIP_S = 5.0
# Recordings pass by while the arrow keys move through the list, and while files are added.
SETTLE_MS = 250
SAVE_MS = 1_000


class Listening(QObject):
    """Carry out the commands of listening.

    Args:
        window: owns this object.
        services: the player, and the selected job.
        menus: the Listen menu.
        page: the text.
        on_text: what is selected on the page.
        settings: the settings dialog, which gets a panel.
        notice: the window's notices.

    Signals:
        keys_wanted: the title of a menu, whose commands' keys are to be chosen.
    """

    keys_wanted = Signal(str)

    def __init__(
        self,
        window: QWidget,
        services: WindowServices,
        menus: WindowMenus,
        page: JobPage,
        on_text: PageCommands,
        settings: PreferencesCommands,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._player: Player = services.player
        self._controller = services.controller
        self._preferences = services.preferences
        self._menus: ListenMenus = menus.listening
        self._text = page.text
        self._on_page = on_text.on_page
        self._notice = notice
        self._settings = settings
        self.video = VideoPane(self._player)
        self._settles = QTimer(self)
        self._settles.setSingleShot(True)
        self._settles.setInterval(SETTLE_MS)
        self._settles.timeout.connect(self._player.prepare)
        self._splitter: QSplitter | None = None
        self._found: tuple[Path, int] | None = None
        # A recording that is opened leaves the reader where a search, say, has just gone to.
        self._is_opening = False
        self._was_playing = False
        self._saves = QTimer(self)
        self._saves.setSingleShot(True)
        self._saves.setInterval(SAVE_MS)
        self._saves.timeout.connect(self._save_volume)
        settings.add_panel(PageName.LISTENING, self._panel)
        self._connect(services, on_text)
        self._on_preferences_changed(self._preferences.current)
        self._player.set_volume(self._preferences.current.volume)
        self._open_selected()
        self._show_state()

    def place_video(self, splitter: QSplitter) -> None:
        """Put the video beside the page, in a part of the window that can be dragged wider."""
        self._splitter = splitter
        splitter.addWidget(self.video)
        splitter.splitterMoved.connect(self._on_splitter_moved)
        self._show_video()

    def _connect(self, services: WindowServices, on_text: PageCommands) -> None:
        player, menus = self._player, self._menus
        self._controller.selection_changed.connect(self._on_selection_changed)
        self._controller.selected_job_changed.connect(self._open_selected)
        self._preferences.changed.connect(self._on_preferences_changed)
        player.position_changed.connect(self._on_moved)
        player.state_changed.connect(self._show_state)
        player.opened.connect(self._on_opened)
        services.waveform.found.connect(self._on_track_found)
        self._waveform = services.waveform
        player.ended_early.connect(self._on_ended_early)
        self._text.time_clicked.connect(player.seek)
        self._text.play_wanted.connect(player.toggle)
        self._text.back_wanted.connect(self._on_back)
        on_text.play_wanted.connect(self._on_span_wanted)
        menus.play.triggered.connect(player.toggle)
        menus.back.triggered.connect(self._on_back)
        menus.forward.triggered.connect(self._on_forward)
        menus.slower.triggered.connect(self._on_slower)
        menus.faster.triggered.connect(self._on_faster)
        menus.normal.triggered.connect(self._on_normal)
        menus.loop.triggered.connect(self._on_loop)
        menus.from_cursor.triggered.connect(self._on_from_cursor)
        menus.video.triggered.connect(self._on_video)
        menus.keys.triggered.connect(self._on_keys)

    @Slot(int)
    def _on_selection_changed(self, _job_id: int) -> None:
        self._open_selected()

    @Slot()
    def _open_selected(self) -> None:
        """Choose the selected job's recording; the file is opened a moment later."""
        record, player = self._controller.selected, self._player
        if record is None or not record.has_page:
            player.close()
            self._settles.stop()
            return
        request = record.job.request
        before = player.path, player.track
        now = request.media_path, self._track_of(record)
        if now == before and player.problem is not None:
            return  # it is the same file, and stays said
        ends = [one.end_s for one in record.segments[-1:] if one.end_s is not None]
        self._is_opening = True
        player.open(*now, record.key or str(record.id), max(ends, default=None))
        self._is_opening = False
        if now != before:
            self._text.follow(None)
            self._settles.start()

    def _track_of(self, record: JobRecord) -> int:
        """Return which track was transcribed, as far as it is known; else the first."""
        if record.track_number is not None:
            return record.track_number
        path, track = self._found or (None, 0)
        return track if path == record.job.request.media_path else 0

    @Slot(object, int)
    def _on_track_found(self, path: Path, track: int) -> None:
        """Take the track of a text of the library, which its row does not know."""
        self._found = path, track
        if not self._player.is_playing:
            self._open_selected()

    @Slot(float)
    def _on_moved(self, position_s: float) -> None:
        if self._player.path is not None:
            self._text.follow(position_s, keeps_in_view=not self._is_opening)

    @Slot()
    def _show_state(self) -> None:
        self._menus.show_player(self._player)
        self._text.following.set_playing(is_playing=self._player.is_playing)
        self._show_video()
        if self._player.is_playing and not self._was_playing:
            self._waveform.look_again()
        self._was_playing = self._player.is_playing
        if self._player.volume != self._preferences.current.volume:
            self._saves.start()

    @Slot()
    def _save_volume(self) -> None:
        self._preferences.change(volume=self._player.volume)

    def _show_video(self) -> None:
        is_wanted = self._player.has_video and self._preferences.current.shows_video
        splitter = self._splitter
        if splitter is None or is_wanted == self.video.isVisibleTo(splitter):
            return
        self.video.setVisible(is_wanted)
        if is_wanted:  # from the page, which is beside it
            *others, page, _video = splitter.sizes()
            width = min(self._preferences.current.video_width_px, page)
            splitter.setSizes([*others, page - width, width])

    @Slot(object)
    def _on_opened(self, _opened: object) -> None:
        self._show_state()

    @Slot(float)
    def _on_ended_early(self, end_s: float) -> None:
        self._notice.tell(strings.ends_early(end_s), kind=NoticeKind.WARNING)

    @Slot(float, float)
    def _on_span_wanted(self, from_s: float, until_s: float) -> None:
        self._player.play_along(from_s, until_s)

    def _on_back(self) -> None:
        self._player.skip(-SKIP_S)

    def _on_forward(self) -> None:
        self._player.skip(SKIP_S)

    def _on_slower(self) -> None:
        self._player.set_rate(self._player.rate - RATE_STEP)

    def _on_faster(self) -> None:
        self._player.set_rate(self._player.rate + RATE_STEP)

    def _on_normal(self) -> None:
        self._player.set_rate(1.0)

    def _on_loop(self) -> None:
        """Play the selection, or the sentence at the cursor, again and again; or no more."""
        if self._player.loop is not None:
            self._player.set_loop(None)
            return
        span: Span | None = self._on_page.selected_span()
        if span is None:
            self._menus.show_player(self._player)
            return
        self._player.play(span[0], span[1], loops=True)

    def _on_from_cursor(self) -> None:
        at_s = self._text.time_at_cursor()
        if at_s is not None:
            self._player.play(max(0.0, at_s - self._preferences.current.play_lead_s))

    def _on_video(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._preferences.change(shows_video=checked)

    def _panel(self) -> "Panel":
        """Make the rows of the settings."""
        from desktop_app.ui.preferences.panel import Panel

        panel = Panel(self._preferences)
        panel.choose("play_lead_s", strings.LEAD, strings.LEADS)
        panel.link(strings.KEYS_LINK, (strings.KEYS_BUTTON, self._on_keys))
        return panel

    def _on_keys(self) -> None:
        self.keys_wanted.emit(self._menus.menu.title())

    @Slot(object)
    def _on_preferences_changed(self, settings: Settings) -> None:
        self._menus.show_settings(settings)
        self._show_video()

    def _on_splitter_moved(self, _place: int, _number: int) -> None:
        if self.video.isVisible():
            self._preferences.change(video_width_px=self.video.width())
