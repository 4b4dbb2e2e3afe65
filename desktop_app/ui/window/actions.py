"""The commands of the window's menus and buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.app.exporting.formats import as_chosen, with_recent
from desktop_app.app.exporting.sources import name_of, text_of
from desktop_app.app.problems import Problem
from desktop_app.app.settings import TEXT_SIZES_PERCENT, LibraryOrder
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import Action, AppError
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import Transcript
from desktop_app.ui.antivirus.actions import AntivirusCommands, AntivirusLink
from desktop_app.ui.dialogs.error import ErrorDialog, ErrorLink
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.exporting.actions import ExportCommands, ListedJobs
from desktop_app.ui.exporting.handing_over import HandOverCommands, PageText
from desktop_app.ui.importing.actions import ImportCommands
from desktop_app.ui.library.actions import LibraryCommands
from desktop_app.ui.locks.actions import LockCommands
from desktop_app.ui.models.actions import ModelCommands, ModelLink
from desktop_app.ui.power.actions import PowerCommands
from desktop_app.ui.preferences.actions import PreferencesCommands
from desktop_app.ui.preferences.pages import Links
from desktop_app.ui.queue.actions import RowCommands
from desktop_app.ui.queue.view import QueueView
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.page import JobPage
from desktop_app.ui.watching.actions import WatchingCommands
from desktop_app.ui.widgets.controls import open_path
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind
from desktop_app.ui.window.help import HelpCommands
from desktop_app.ui.window.listening import Listening
from desktop_app.ui.window.menus import WindowMenus
from desktop_app.ui.window.outside_progress import OutsideProgress
from desktop_app.ui.window.page_commands import PageCommands
from desktop_app.ui.window.run_end import RunEndCommands
from desktop_app.ui.window.searching import SearchCommands
from desktop_app.ui.window.speakers import SpeakerChoiceCommands
from desktop_app.ui.window.toolbar import Toolbar
from desktop_app.ui.words.actions import WordsCommands
from desktop_app.ui.words.menu import Chosen

if TYPE_CHECKING:
    from desktop_app.ui.checkup.dialog import CheckupDialog


@dataclass(frozen=True, slots=True)
class PutBack:
    """A notice's action that undoes a removal."""


class Taker(Protocol):
    """Carries out some actions of notices."""

    def take(self, action: object) -> bool:
        """Carry out an action; return whether it was one of its own."""


@dataclass(frozen=True, slots=True)
class WindowParts:
    """The parts of the window that its commands use."""

    menus: WindowMenus
    toolbar: Toolbar
    queue: QueueView
    page: JobPage
    notice: NoticeBar


class WindowCommands(QObject):
    """Carry out the user's commands, through the controller and the dialogs."""

    def __init__(
        self,
        window: QWidget,
        parts: WindowParts,
        services: WindowServices,
        dialogs: Dialogs,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        menus, notice = parts.menus, parts.notice
        self.models = ModelCommands(window, services, dialogs, theme, notice)
        self.on_text = PageCommands(
            window, parts.page, menus, services, dialogs, theme, notice, self.models.manage
        )
        self.antivirus = AntivirusCommands(window, services.antivirus, notice)
        self.locks = LockCommands(
            window, services.controller, services.trouble, self.antivirus.open_dialog
        )
        self.power = PowerCommands(
            window,
            menus.power,
            services.power,
            services.controller,
            services.preferences,
            notice,
        )
        queue, controller = parts.queue, services.controller
        RowCommands(queue, menus.rows, controller, services.models, services.preferences, dialogs)
        listed = ListedJobs(
            lambda: controller.records(queue.selected_ids()),
            lambda: queue.shown.records() if queue.shown.is_filtered else (),
        )
        self.exporting = ExportCommands(window, services, dialogs, notice, listed)
        self.exporting.place_wanted.connect(self._on_place_wanted)
        handles = (parts.page.name, parts.page.export_button)
        offered = PageText(self.on_text.on_page.selected_ends, handles)
        self.handing_over = HandOverCommands(window, services, dialogs, notice, offered)
        self.searching = SearchCommands(
            queue, parts.page, menus, services, theme, self._on_problem_found
        )
        self.watching = WatchingCommands(
            window, services.watcher, services.preferences, dialogs, notice
        )
        self.importing = ImportCommands(
            window, menus.import_transcripts, services.importing, controller, dialogs, notice
        )
        self.words = WordsCommands(
            window,
            menus.words,
            services.words,
            services.rewriting,
            Chosen(
                queue.selected_ids,
                lambda: services.transcript.job_id,
                parts.page.text.selected_text,
            ),
            dialogs,
            theme,
            notice,
        )
        parts.page.text.menu_wanted.connect(self.words.add_to_menu)
        self.library = LibraryCommands(
            window,
            menus.library,
            services.library,
            services.controller,
            services.preferences,
            dialogs,
            theme,
            notice,
        )
        links = Links(
            watched_folders=self.watching.open_dialog,
            automatic_export=self.exporting.open_automatic,
            back_up=menus.library.back_up.trigger,
            merge=menus.library.merge.trigger,
            library_folder=self.library.place,
            models=self.models.open_dialog,
            connection=self.models.open_connection,
        )
        self.settings = PreferencesCommands(window, services.preferences, links)
        SpeakerChoiceCommands(window, menus, services, self.settings, self.models.manage, notice)
        self.help = HelpCommands(window, menus, services, self.settings, theme)
        self.listening = Listening(
            window, services, menus, parts.page, self.on_text, self.settings, notice
        )
        self.listening.keys_wanted.connect(self.help.change_keys)
        OutsideProgress(window, services.controller, services.power.runs)
        RunEndCommands(window, services.power.runs, services.news)
        self._checkup_work = services.checkup
        self._theme = theme
        self._window = window
        self._parts = parts
        self._controller = services.controller
        self._transcript = services.transcript
        self._exports = services.exports
        self._preferences = services.preferences
        self._places = services.places
        self._dialogs = dialogs
        self._last_export: Callable[[], None] | None = None
        self.error_dialog: ErrorDialog | None = None
        self._connect_menus()
        self._controller.problem_found.connect(self._on_problem_found)
        self._controller.removed.connect(self._on_removed)
        self._controller.undo_forgotten.connect(self._on_undo_forgotten)
        self._exports.exported.connect(self._on_exported)
        self._exports.export_failed.connect(self._on_export_failed)
        services.antivirus.failed.connect(self._on_problem_found)
        services.preferences.not_saved.connect(self._on_settings_not_saved)
        services.hooks.caught.connect(self._on_exception_caught)

    @cached_property
    def checkup(self) -> "CheckupDialog | None":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.checkup.dialog import CheckupDialog

        work = self._checkup_work
        return CheckupDialog(work, self._dialogs, self._theme, self._window) if work else None

    def add_files(self) -> None:
        """Ask for recordings and queue them."""
        self._controller.add_paths(self._dialogs.files_to_add())

    def try_sample(self) -> None:
        """Queue the bundled sample."""
        if self._places.sample is not None:
            self._controller.add_paths([self._places.sample])

    def transcribe_again(self, model: ModelSpec) -> None:
        """Use this model from now on, first for the selected recording."""
        self._preferences.change(model_id=model.id)
        self.take_action(Action.RETRY)

    def take_action(self, action: Action) -> None:
        """Carry out the action of an error's button, for the selected job."""
        record = self._controller.selected
        match action:
            case Action.CHOOSE_MODEL:
                self._parts.toolbar.open_model_list()
            case Action.USE_CPU:
                self._preferences.change(device=DeviceChoice.CPU)
                if record is not None:
                    self._controller.retry(record.id)
            case Action.RETRY if record is not None:
                self._controller.retry(record.id)
            case Action.REMOVE if record is not None:
                self._parts.queue.remove([record.id])
            case Action.MANAGE_MODELS:
                self.models.manage(record.job.request.model.id if record else "")
            case Action.DIAGNOSE if record is not None:
                self.locks.ask(record)
            case Action.LOCATE if record is not None:
                self.library.locate(record)
            case Action.COPY_DETAILS:
                self._parts.page.errors.copy_details()
            case _:
                pass

    def take_notice_action(self, action: object) -> None:
        """Carry out a notice's action."""
        if isinstance(action, Path):
            open_path(action)
        elif isinstance(action, ModelLink):
            self.models.manage(action.model_id)
        elif isinstance(action, AntivirusLink):
            self.antivirus.open_dialog()
        elif isinstance(action, PutBack):
            self._on_put_back()
        elif any(one.take(action) for one in self._takers()):
            pass
        elif isinstance(action, ErrorLink):
            self._show_error(action.error)
        elif action is Action.CHOOSE_FOLDER and self._last_export is not None:
            self._last_export()
        elif isinstance(action, Action):
            self.take_action(action)

    def _takers(self) -> tuple[Taker, ...]:
        """What else carries out actions of notices."""
        return (
            self.exporting,
            self.importing,
            self.watching,
            self.on_text.redo,
            self.on_text.undoing,
            self.on_text.speakers.finding,
        )

    def _connect_menus(self) -> None:
        menus = self._parts.menus
        menus.add_files.triggered.connect(self.add_files)
        menus.add_folder.triggered.connect(self._on_add_folder)
        menus.export_wanted.connect(self._on_export_wanted)
        menus.export_one.triggered.connect(self.exporting.open_for_shown)
        menus.export_all.triggered.connect(self.exporting.open_dialog)
        menus.export_selected.triggered.connect(self.exporting.open_for_selected)
        menus.watched_folders.triggered.connect(self.watching.open_dialog)
        menus.settings.triggered.connect(self.settings.open_dialog)
        menus.quit.triggered.connect(self._window.close)
        menus.copy_text.triggered.connect(self._on_copy)
        menus.copy_formatted.triggered.connect(self.handing_over.copy)
        menus.print.triggered.connect(self.handing_over.print)
        menus.copy_with_times.triggered.connect(self._on_copy_with_times)
        page = self._parts.page
        page.copy_wanted.connect(self._on_copy)
        page.versions_wanted.connect(menus.library.versions.trigger)
        page.export_button.clicked.connect(self.exporting.open_for_shown)
        page.formats_button.setMenu(menus.export_menu)
        menus.select_all.triggered.connect(self._on_select_all)
        menus.find_text.triggered.connect(self._parts.page.find_bar.open)
        menus.replace_text.triggered.connect(self._parts.page.find_bar.open_to_replace)
        menus.start.triggered.connect(self._controller.start)
        menus.stop_all.triggered.connect(self._controller.stop_all)
        menus.pause.triggered.connect(self._controller.pause)
        menus.retry_failed.triggered.connect(self._parts.queue.retry_failed)
        menus.remove_failed.triggered.connect(self._parts.queue.remove_failed)
        menus.put_back.triggered.connect(self._on_put_back)
        menus.edit_menu.aboutToShow.connect(self._show_removal)  # emptying the trash forgets all
        menus.shows_times.toggled.connect(self._on_shows_times_toggled)
        menus.track_chosen.connect(self._on_track_chosen)
        menus.model_chosen.connect(self._on_model_chosen)
        menus.manage_wanted.connect(self.models.manage)
        menus.manage_models.triggered.connect(self.models.open_dialog)
        menus.import_model.triggered.connect(self.models.choose_file)
        self._parts.toolbar.manage_wanted.connect(self.models.manage)
        menus.order_chosen.connect(self._on_order_chosen)
        menus.larger.triggered.connect(self._on_larger)
        menus.smaller.triggered.connect(self._on_smaller)
        self._parts.page.text.size_steps_wanted.connect(self._step_text_size)
        menus.antivirus.triggered.connect(self.antivirus.open_dialog)
        menus.checkup.triggered.connect(self._on_checkup)
        menus.checkup.setVisible(self._checkup_work is not None)

    def _on_add_folder(self) -> None:
        folder = self._dialogs.folder_to_add()
        if folder is not None:
            self._controller.add_paths([folder])

    def _on_place_wanted(self, key: str, segment: int) -> None:
        record = self._controller.find(key)
        if record is not None and record is not self._controller.selected:
            self._controller.select(record.id)
        self.on_text.on_page.select_paragraph(segment)

    def _on_export_wanted(self, format_id: str) -> None:
        record = self._controller.selected
        transcript = text_of(record) if record is not None else None
        if record is not None and transcript is not None:
            name = name_of(record) or transcript.media_path.stem
            self._export(transcript, name, record.key, format_id)

    def _export(self, transcript: Transcript, stem: str, key: str, format_id: str) -> None:
        self._last_export = partial(self._export, transcript, stem, key, format_id)
        offered = self._exports.format(format_id)
        from desktop_app.export.files import file_name  # the window starts without it

        name = file_name(stem, offered.extension)
        path = self._dialogs.place_to_export(name, tr(offered.title), offered.extension)
        if path is not None:
            settings, recordings = self._preferences.current, self._controller.recordings()
            options = as_chosen(settings.export_choices, offered).defaults
            self._preferences.change(
                export_folder=str(path.parent),
                recent_formats=with_recent(settings.recent_formats, (format_id,)),
            )
            self._exports.export(transcript, format_id, path, recordings, key, options)

    def _on_copy(self) -> None:
        text = self._transcript.text(without=self.on_text.speakers.hidden)
        QGuiApplication.clipboard().setText(text)

    def _on_copy_with_times(self) -> None:
        text = self._transcript.text(with_times=True, without=self.on_text.speakers.hidden)
        QGuiApplication.clipboard().setText(text)

    def _on_select_all(self) -> None:
        self._parts.page.text.setFocus()
        self._parts.page.text.selectAll()

    def _on_removed(self, count: int) -> None:
        self._show_removal()
        self._parts.menus.give_undo_key(to_removals=True)
        text = self.library.trashed_line() or strings.removed_line(count)
        self._parts.notice.tell(text, strings.UNDO, PutBack())

    def _on_put_back(self) -> None:
        self._parts.notice.withdraw(PutBack())
        self._controller.put_back()
        self._show_removal()
        self._parts.menus.give_undo_key(to_removals=self._controller.can_put_back)

    def _on_undo_forgotten(self) -> None:
        self._parts.notice.withdraw(PutBack())
        self._show_removal()

    def _show_removal(self) -> None:
        self._parts.menus.show_removal(self._controller.to_put_back)

    def _on_shows_times_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._preferences.change(shows_times=checked)

    def _on_track_chosen(self, number: int) -> None:
        if self._controller.selected is not None:
            self._controller.choose_track(self._controller.selected.id, number)

    def _on_model_chosen(self, model_id: str) -> None:
        self._preferences.change(model_id=model_id)

    def _on_order_chosen(self, order: LibraryOrder) -> None:
        self._preferences.change(library_order=order)

    def _on_larger(self) -> None:
        self._step_text_size(1)

    def _on_smaller(self) -> None:
        self._step_text_size(-1)

    def _step_text_size(self, step: int) -> None:
        now = TEXT_SIZES_PERCENT.index(self._preferences.current.text_size_percent)
        row = min(max(now + step, 0), len(TEXT_SIZES_PERCENT) - 1)
        self._preferences.change(text_size_percent=TEXT_SIZES_PERCENT[row])

    def _on_checkup(self) -> None:
        if self.checkup is not None:
            self.checkup.open_and_check()

    def _on_problem_found(self, error: AppError) -> None:
        """Only actions without a job: this error belongs to none."""
        if error.action is Action.CHOOSE_MODEL:
            offer: tuple[str, object] = (strings.CHOOSE_MODEL, Action.CHOOSE_MODEL)
        elif error.action is Action.MANAGE_MODELS:
            offer = (strings.MANAGE_MODELS, ModelLink())
        else:
            offer = (strings.DETAILS, ErrorLink(error)) if error.detail else ("", None)
        self._parts.notice.tell(error.sentence, *offer, kind=NoticeKind.ERROR)

    def _on_export_failed(self, error: AppError) -> None:
        if error.action is not Action.CHOOSE_FOLDER:
            self._on_problem_found(error)
            return
        self._parts.notice.tell(
            error.sentence, strings.CHOOSE_FOLDER, error.action, kind=NoticeKind.ERROR
        )

    def _on_settings_not_saved(self, error: AppError) -> None:
        text = strings.SETTINGS_NOT_SAVED.format(reason=error.message)
        self._parts.notice.tell(text, kind=NoticeKind.WARNING)

    def _on_exported(self, path: Path) -> None:
        text = strings.EXPORTED.format(path=path)
        self._parts.notice.tell(text, strings.OPEN_FOLDER, path.parent, kind=NoticeKind.SUCCESS)

    def _on_exception_caught(self, error: AppError) -> None:
        # One dialog at a time: an error in a timer would otherwise pile them up.
        if self.error_dialog is not None and self.error_dialog.isVisible():
            return
        self._show_error(error)

    def _show_error(self, error: AppError) -> None:
        self.error_dialog = ErrorDialog(Problem.from_error(error), self._window)
        self.error_dialog.show()
