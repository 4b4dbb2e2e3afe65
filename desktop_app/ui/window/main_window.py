"""The main window: arrange the panes, accept drops and pass on the user's commands."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app import APP_NAME
from desktop_app.app.jobs.status import Status
from desktop_app.app.models.first_model import FirstModel
from desktop_app.app.settings import Settings
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import Action
from desktop_app.ui.checkup.diagnostics import DiagnosticsCommands
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.gpu.actions import GpuCommands
from desktop_app.ui.player.bar import PlayerBar
from desktop_app.ui.queue.view import QueueView
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.page import JobPage
from desktop_app.ui.widgets.first_model_button import StarterBanner
from desktop_app.ui.widgets.fitting import bring_inside, room_for
from desktop_app.ui.widgets.notice_bar import NoticeBar
from desktop_app.ui.window.actions import WindowCommands, WindowParts
from desktop_app.ui.window.drop_area import DropArea, DropOverlay, dropped_paths
from desktop_app.ui.window.menus import WindowMenus
from desktop_app.ui.window.status_bar import StatusBar
from desktop_app.ui.window.toolbar import Toolbar

FIRST_SIZE_PX = (1180, 760)
LEAST_SIZE_PX = (840, 480)


def _ignore(_is_closing: bool) -> None:  # noqa: FBT001 - an answer
    """A no-op callback."""


class MainWindow(QMainWindow):
    """The window.

    Args:
        services: what it shows and controls; they outlive it.
        theme: the application's colours.
        dialogs: asks the user; None for the real ones.
    """

    def __init__(
        self, services: WindowServices, theme: Theme, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self.setWindowTitle(APP_NAME)
        self.setAcceptDrops(True)
        self._may_lose_work = False
        self._services = services
        self._theme = theme
        self._controller = services.controller
        self._preferences = services.preferences
        self._dialogs = dialogs or Dialogs(self, lambda: self._preferences.current.export_folder)
        self.toolbar = Toolbar(services.models, services.preferences)
        first = FirstModel(services.models, services.manager.rows, self)
        self.drop_area = DropArea(theme, first, has_sample=services.places.sample is not None)
        self.queue = QueueView(self._controller, services.search, theme)
        banner = StarterBanner(first, services.preferences, theme)
        self.page = JobPage(self._controller, services.transcript, theme, banner)
        self.player_bar = PlayerBar(
            services.player, services.waveform, services.spectrogram, self._controller, theme
        )
        self.page.slot_below.addWidget(self.player_bar)
        self.page.room_changed.connect(self._on_room_changed)
        self.status_line = StatusBar()
        self.menus = WindowMenus(services.exports.formats, services.models)
        self.setMenuBar(self.menus)
        self._lay_out()
        self.overlay = DropOverlay(theme, self)
        parts = WindowParts(self.menus, self.toolbar, self.queue, self.page, self.notice)
        self.commands = WindowCommands(self, parts, services, self._dialogs, theme)
        self.commands.listening.place_video(self.splitter)
        ask = self._dialogs.place_for_diagnostics
        work = services.diagnostics
        DiagnosticsCommands(self.menus.diagnostics, work, ask, self.notice, self)
        self.gpu = GpuCommands(self.menus.gpu, services.gpu, services.preferences, self)
        self._connect()
        self._restore_geometry()
        self._on_preferences_changed(self._preferences.current)
        self._on_status_changed(self._controller.status)
        self._show_right_pane()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders anywhere over the window."""
        if event.source() is None and dropped_paths(event.mimeData()):  # not what it gives out
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.overlay.cover(self._central.geometry())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Keep accepting them."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.overlay.cover(self._central.geometry())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Hide the overlay."""
        self.overlay.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Queue what was dropped."""
        self.overlay.hide()
        # Copy, never move: a file manager would delete the original after a move.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._controller.add_paths(dropped_paths(event.mimeData()))
        self.activateWindow()

    def take_over(self, before: "MainWindow") -> None:
        """Be shown in the place of another window on the same services, with all as it was there.

        What was said in a notice stays in the words in which it was said.
        """
        self.restoreGeometry(before.saveGeometry())
        self.queue.take_over(before.queue)
        self.show()
        if not self.isMaximized():
            self.setGeometry(before.geometry())  # Qt restores it a title bar lower here and there
        self.splitter.setSizes(before.splitter.sizes())
        self.page.text.stand_like(before.page.text)
        self.notice.take_over(before.notice)
        self.commands.settings.take_over(before.commands.settings)

    def come_to_front(self) -> None:
        """Come to the front after another start of Aviary."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Fit the screen, which may be smaller than the last one."""
        if visible and not self.isVisible():
            room = room_for(self)
            self.setMinimumSize(QSize(*LEAST_SIZE_PX).boundedTo(room))
            self.resize(self.size().boundedTo(room))
        super().setVisible(visible)
        if visible and not self.isMaximized():
            bring_inside(self)

    def ask_to_close(self, answered: Callable[[bool], None]) -> None:
        """Close, asking first if work would be lost.

        Args:
            answered: called with whether it closes; at once if there is no question.
        """

        def take(is_wanted: bool) -> None:  # noqa: FBT001 - the answer
            if is_wanted:
                self._may_lose_work = True
                self.close()
            answered(is_wanted)

        if loss := self._loss():
            self._dialogs.may_close(loss, take)
        else:
            take(True)  # noqa: FBT003 - the answer

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask if work or a file would be lost; the services' owner ends the threads."""
        if self._loss() and not self._may_lose_work:
            event.ignore()
            # Ask later: the question would block the caller, such as the end of the session, and
            # outlast it.
            QTimer.singleShot(0, self, lambda: self.ask_to_close(_ignore))
            return
        self._services.drop_exports()
        geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        shown = self._controller.selected
        key = shown.key if shown is not None else ""
        self._preferences.change(window_geometry=geometry, shown_transcript=key)
        if self.queue.isVisible():
            self._preferences.change(queue_width_px=self.queue.width())
        event.accept()

    def _loss(self) -> str:
        """Return what closing would stop, one sentence per line; empty if nothing.

        What is in the library waits there: of that only the active job is worth a question.
        """
        work = []
        if self._services.manager.folder.is_moving:
            work = [strings.CLOSE_MOVING_TEXT]
        elif self._services.library.is_open:
            # What is not kept yet names itself.
            is_kept = not self._services.library.is_behind
            line = library_strings.CLOSE_GOES_ON if is_kept else library_strings.CLOSE_STOPS
            work = [line] if self._is_file_at_work() else []
        elif self._is_file_left():
            work = [strings.CLOSE_TEXT]
        # Parts are nowhere but in memory.
        if self._services.redo.is_any_at_work:
            work.append(library_strings.CLOSE_DROPS_PART)
        if self._services.finding.is_any_at_work:
            work.append(library_strings.CLOSE_DROPS_SPEAKERS)
        if self._services.redo.is_any_waiting:
            work.append(library_strings.CLOSE_DROPS_PAIR)
        return "\n".join([*work, *self._services.unwritten])

    def _is_file_at_work(self) -> bool:
        active = self._controller.records((self._controller.active_job,))
        return any(not record.part_of for record in active)

    def _is_file_left(self) -> bool:
        """Whether a recording waits or is at work, beside parts of others."""
        if not self._controller.status.has_unfinished:
            return False
        records = self._controller.records()
        return any(not one.state.is_terminal and not one.part_of for one in records)

    def _on_room_changed(self) -> None:
        self.player_bar.fit_into(self.page.spare_px)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.queue)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        queue_px = self._preferences.current.queue_width_px
        splitter.setSizes([queue_px, FIRST_SIZE_PX[0] - queue_px])
        self.queue.setMinimumWidth(220)
        self.body = QStackedWidget()
        self.body.addWidget(self.drop_area)
        self.body.addWidget(splitter)
        self.splitter = splitter
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.body, 1)
        column.addWidget(self.status_line)
        self._central = central
        self.notice = NoticeBar(central, self.body, self._theme, has_key=False)
        self.notice.keep_clear(self.player_bar)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        controller = self._controller
        commands = self.commands
        for source in (self.toolbar, self.drop_area):
            source.add_wanted.connect(commands.add_files)
        self.drop_area.sample_wanted.connect(commands.try_sample)
        for one in (self.drop_area.model_button, self.page.banner.get_button):
            one.model_wanted.connect(commands.models.get)
        self.page.banner.again_wanted.connect(commands.transcribe_again)
        self.toolbar.start_wanted.connect(controller.start)
        self.toolbar.stop_wanted.connect(controller.stop_all)
        # The button is disabled at once, or means something else.
        self.toolbar.start_wanted.connect(self.queue.take_focus)
        self.page.action_wanted.connect(commands.take_action)
        self.player_bar.locate_wanted.connect(self._on_locate_wanted)
        self.player_bar.cursor_wanted.connect(self._on_cursor_wanted)
        self.menus.listening.add_shown(self.player_bar.menu_actions)
        self.menus.commands.changed.connect(self._on_keys_changed)
        self._on_keys_changed()
        self.menus.notice.triggered.connect(self.notice.take_focus)
        self.notice.came_or_went.connect(self.menus.notice.setEnabled)
        self.notice.action_wanted.connect(commands.take_notice_action)
        self.queue.details_wanted.connect(self.page.errors.take_focus)
        self.queue.list.play_wanted.connect(self.page.text.play_wanted.emit)
        self.page.tell_of_player(self.queue.list)
        self.queue.menu_wanted.connect(self._on_menu_wanted)
        self._services.library.restore.restored.connect(self._on_library_restored)
        self._services.library.texts.failed.connect(self.page.say_not_opened)
        self._preferences.changed.connect(self._on_preferences_changed)
        controller.status_changed.connect(self._on_status_changed)
        controller.selection_changed.connect(self._on_selection_changed)
        controller.selected_job_changed.connect(self._on_selected_job_changed)
        controller.jobs.rowsInserted.connect(self._show_right_pane)
        controller.jobs.rowsRemoved.connect(self._show_right_pane)

    def _restore_geometry(self) -> None:
        stored = self._preferences.current.window_geometry
        if not stored or not self.restoreGeometry(QByteArray.fromHex(stored.encode("ascii"))):
            self.resize(*FIRST_SIZE_PX)

    def _show_right_pane(self) -> None:
        is_empty = self._controller.jobs.rowCount() == 0
        if not is_empty and self.body.currentWidget() is self.drop_area:
            self.queue.take_focus()  # else Qt gives it to the first field, where Space would type
        self.body.setCurrentWidget(self.drop_area if is_empty else self.splitter)

    def _on_library_restored(self, _notes: object) -> None:
        """Show what was shown last, unless the user has chosen something meanwhile."""
        shown, last = self._controller.selected, self._preferences.current.shown_transcript
        is_chosen = shown is not None and shown is not self._controller.records()[0]
        record = self._controller.find(last) if last and not is_chosen else None
        if record is not None:
            self._controller.select(record.id)

    def _on_locate_wanted(self) -> None:
        self.commands.take_action(Action.LOCATE)

    def _on_cursor_wanted(self, time_s: float) -> None:
        """Put the text's cursor onto the word that is spoken at a time."""
        if self.page.text.select_at(time_s):
            self.page.text.setFocus()

    def _on_menu_wanted(self, place: QPoint) -> None:
        self.menus.open_row_menu(place)

    def _on_status_changed(self, status: Status) -> None:
        self.toolbar.show_status(status)
        self.status_line.show_status(status)
        self.menus.show_status(status)

    def _on_selection_changed(self, _job_id: int) -> None:
        self._on_selected_job_changed()

    def _on_selected_job_changed(self) -> None:
        self.menus.show_job(self._controller.selected)

    def _on_keys_changed(self) -> None:
        self.player_bar.show_keys(self.menus.commands)

    def _on_preferences_changed(self, settings: Settings) -> None:
        self.menus.commands.show_settings(settings)
        self._theme.choose(settings.color_choice)
        self.page.text.set_text_size(settings.text_size_percent)
        self.page.text.set_shows_times(settings.shows_times)
        chosen = self._controller.chosen_model
        self.menus.show_model(chosen.id if chosen else "")
        self.menus.show_order(settings.library_order)
        self.menus.show_recent(settings.recent_formats)
        self.queue.shown.sort_library(settings.library_order)
        self.menus.shows_times.setChecked(settings.shows_times)
        self.menus.show_job(self._controller.selected)
