"""The menu bar: all actions with text and shortcut; connected elsewhere."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionEvent, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.exporting.sources import text_of
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.jobs.status import Status
from desktop_app.app.settings import LibraryOrder
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.sentences import tr
from desktop_app.export.registry import ExportFormat
from desktop_app.ui.checking.menu import CheckingMenu
from desktop_app.ui.commands.register import SLOTS, AnyKey, Commands
from desktop_app.ui.library.menu import LibraryMenus
from desktop_app.ui.player.menu import ListenMenus
from desktop_app.ui.power.menu import PowerMenus
from desktop_app.ui.queue.menu import RowMenus
from desktop_app.ui.speakers.menu import SpeakerMenus
from desktop_app.ui.strings import antivirus as antivirus_strings
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings import exporting as export_strings
from desktop_app.ui.strings import gpu as gpu_strings
from desktop_app.ui.strings import importing as import_strings
from desktop_app.ui.strings import page as page_strings
from desktop_app.ui.strings import preferences as preference_strings
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import search as search_strings
from desktop_app.ui.strings import watching as watching_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import checkup as checkup_strings
from desktop_app.ui.strings.program import diagnostics as diagnostics_strings
from desktop_app.ui.strings.program import help as help_strings
from desktop_app.ui.strings.program import licences as licence_strings
from desktop_app.ui.transcript.menu import RedoMenus
from desktop_app.ui.widgets.controls import empty_menu, plain, tip
from desktop_app.ui.words.menu import WordsMenu

E = TypeVar("E", bound=StrEnum)
Key = QKeySequence.StandardKey


class FeatureMenu(QMenu):
    """A menu that the features fill, hidden from the menu bar while it is empty."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.menuAction().setVisible(False)

    def actionEvent(self, event: QActionEvent) -> None:
        """Show it with the first action, and hide it with the last."""
        super().actionEvent(event)
        self.menuAction().setVisible(bool(self.actions()))


class WindowMenus(QMenuBar):
    """The menus.

    Args:
        formats: what can be exported.
        models: what can be chosen.

    Attributes:
        commands: the register of all actions that have a name in the settings.

    Signals:
        export_wanted: a format's id, for the selected transcript.
        track_chosen: the number of an audio track, or `ALL_TRACKS`.
        model_chosen: a model's id.
        manage_wanted: the id of a model that is not installed.
        order_chosen: a LibraryOrder.
    """

    export_wanted = Signal(str)
    track_chosen = Signal(int)
    model_chosen = Signal(str)
    manage_wanted = Signal(str)
    order_chosen = Signal(object)

    def __init__(self, formats: Sequence[ExportFormat], models: ModelListModel) -> None:
        super().__init__()
        self._models = models
        self._export_actions: list[tuple[QAction, ExportFormat]] = []
        self._exports_told: tuple[bool, bool] | None = None
        self.commands = Commands(self)
        self.rows = RowMenus(self, self.commands)
        self.retry, self.stop, self.remove = self.rows.retry, self.rows.stop, self.rows.remove
        self._fill_file(formats)
        self._fill_edit()
        self._fill_transcribe()
        self.speakers_menu = self._add_feature(strings.SPEAKERS_MENU)
        self.speakers = SpeakerMenus(self.speakers_menu, self.commands)
        self.listen_menu = self._add_feature(strings.LISTEN_MENU)
        self.listening = ListenMenus(self.listen_menu, self.commands)
        self.models_menu = self.addMenu(strings.MODELS_MENU)
        self.models_menu.setToolTipsVisible(True)
        self._model_group = QActionGroup(self.models_menu)
        self._model_group.triggered.connect(self._on_model_triggered)
        self.manage_models = QAction(strings.MANAGE_MODELS_MENU, self)
        self.import_model = QAction(strings.IMPORT_MODEL_MENU, self)
        self.commands.add("models.manage", self.manage_models, "Ctrl+M")
        self.commands.add("models.import", self.import_model)
        self._chosen_model_id = ""
        self._fill_view()
        self._fill_help()
        models.modelReset.connect(self._on_models_changed)
        self._on_models_changed()

    def show_job(self, record: JobRecord | None) -> None:
        """Enable the actions for the selected job."""
        has_text = record is not None and bool(record.segments)
        transcript = text_of(record) if record else None
        finding = self.find_text, self.replace_text
        for action in (self.copy_text, self.copy_with_times, self.select_all, *finding):
            action.setEnabled(has_text)
        for one in (self.export_menu, self.export_one, self.print, self.copy_formatted):
            one.setEnabled(transcript is not None)
        self._offer_exports(
            has_text=transcript is not None,
            lacks_times=transcript is not None and not transcript.has_times,
        )
        self._fill_tracks(record)

    def _offer_exports(self, *, has_text: bool, lacks_times: bool) -> None:
        if self._exports_told == (has_text, lacks_times):
            return  # as at each letter that is typed
        self._exports_told = has_text, lacks_times
        for action, offered in self._export_actions:
            blocked = offered.needs_times and lacks_times
            action.setEnabled(has_text and not blocked)
            action.setToolTip(strings.NO_TIMES_TIP if blocked else "")

    def give_undo_key(self, *, to_removals: bool) -> None:
        """Let Ctrl+Z take back what was done last: a removal, or a change of the text."""
        self.commands.lend("edit.undo", "edit.put_back" * to_removals)

    def show_removal(self, records: Sequence[JobRecord]) -> None:
        """Name what would be brought back; nothing where no removal can be undone."""
        self.put_back.setText(strings.put_back_menu(records))
        self.put_back.setEnabled(bool(records))

    def show_recent(self, format_ids: Sequence[str]) -> None:
        """Put the formats that were used last at the top of their menu."""
        actions = {offered.id: action for action, offered in self._export_actions}
        recent = [actions[each] for each in format_ids if each in actions]
        rest = [one for one in actions.values() if one not in recent]
        wanted = [*recent, self._after_recent, *rest]
        if self.export_menu.actions() == wanted:
            return
        for action in wanted:
            self.export_menu.removeAction(action)
            self.export_menu.addAction(action)
        self._after_recent.setVisible(bool(recent))

    def show_status(self, status: Status) -> None:
        """Enable the actions for the queue."""
        self.start.setEnabled(status.has_startable and not status.is_running)
        self.stop_all.setEnabled(status.is_working or status.is_running)
        self.pause.setEnabled(status.is_working and status.is_running)
        self.failed_menu.setEnabled(status.failed > 0)
        for action in self.failed_menu.actions():
            action.setEnabled(status.failed > 0)
        for action in (self.export_all, self.export_selected):
            action.setEnabled(status.ended > 0)

    def show_model(self, model_id: str) -> None:
        """Check the current model."""
        self._chosen_model_id = model_id
        for action in self._model_group.actions():
            action.setChecked(action.data() == model_id)

    def show_order(self, order: LibraryOrder) -> None:
        """Check what the library is sorted by."""
        self._order_actions[order].setChecked(True)

    def _add_feature(self, title: str) -> FeatureMenu:
        menu = FeatureMenu(title, self)
        self.addMenu(menu)
        return menu

    def _add(self, menu: QMenu, text: str, id_: str, *keys: AnyKey, needs: str = "") -> QAction:
        return self.commands.add(id_, menu.addAction(text), *keys, needs=needs)

    def _fill_file(self, formats: Sequence[ExportFormat]) -> None:
        menu = self.addMenu(strings.FILE_MENU)
        self.add_files = self._add(menu, strings.ADD_FILES_MENU, "file.add", Key.Open)
        self.add_folder = self._add(menu, strings.ADD_FOLDER, "file.add_folder", "Ctrl+Shift+O")
        self.watched_folders = self._add(menu, watching_strings.MENU, "file.watched_folders")
        self.import_transcripts = self._add(menu, import_strings.MENU, "file.import")
        menu.addSeparator()
        needs = command_strings.NEEDS_DONE
        title = strings.EXPORT_ONE_MENU
        self.export_one = self._add(menu, title, "file.export", "Ctrl+E", needs=needs)
        self.export_menu = menu.addMenu(strings.EXPORT_MENU)
        self.export_menu.setToolTipsVisible(True)
        needs = command_strings.NEEDS_ANY_DONE
        title = export_strings.EXPORT_MENU
        self.export_all = self._add(menu, title, "file.export_all", "Ctrl+Shift+S", needs=needs)
        self.export_all.setEnabled(False)
        title = export_strings.SELECTED_MENU
        self.export_selected = self._add(menu, title, "file.export_selected", needs=needs)
        self.export_selected.setEnabled(False)
        for offered in formats:
            keys = (Key.Save,) if offered is formats[0] else ()
            id_, needs = f"file.export_{offered.id}", command_strings.NEEDS_DONE
            action = self._add(self.export_menu, tr(offered.title), id_, *keys, needs=needs)
            action.setData(offered.id)
            self._export_actions.append((action, offered))
        self._after_recent = self.export_menu.addSeparator()
        self.export_menu.triggered.connect(self._on_export_triggered)
        needs = command_strings.NEEDS_DONE
        self.print = self._add(menu, strings.PRINT_MENU, "file.print", Key.Print, needs=needs)
        menu.addSeparator()
        self.library = LibraryMenus(menu, self.commands)
        self.library.add_to(menu)
        menu.addSeparator()
        # Not the standard key: Windows has none for it.
        self.settings = self._add(menu, preference_strings.MENU, "file.settings", "Ctrl+,")
        self.quit = self._add(menu, strings.QUIT_MENU, "file.quit", "Ctrl+Q")

    def _fill_edit(self) -> None:
        self.edit_menu = menu = self.addMenu(strings.EDIT_MENU)
        undo = [key.toString() for key in QKeySequence.keyBindings(Key.Undo)][:SLOTS]
        needs = command_strings.NEEDS_CHANGE
        self.undo = self._add(menu, strings.UNDO_MENU, "edit.undo", *undo, needs=needs)
        needs = command_strings.NEEDS_UNDONE
        self.redo = self._add(menu, strings.REDO_MENU, "edit.redo", "Ctrl+Y", needs=needs)
        needs = command_strings.NEEDS_REMOVED
        key = "Ctrl+Shift+Z"
        self.put_back = self._add(menu, strings.PUT_BACK, "edit.put_back", key, needs=needs)
        self.put_back.setEnabled(False)
        menu.addSeparator()
        needs = command_strings.NEEDS_TEXT
        self.copy_text = self._add(
            menu, strings.COPY_MENU, "edit.copy", "Ctrl+Shift+C", needs=needs
        )
        self.copy_with_times = self._add(
            menu, strings.COPY_WITH_TIMES_MENU, "edit.copy_with_times", "Ctrl+Alt+C", needs=needs
        )
        # No Ctrl+A, Ctrl+C here: the focused text handles them.
        done = command_strings.NEEDS_DONE
        title = strings.COPY_FORMATTED_MENU
        self.copy_formatted = self._add(
            menu, title, "edit.copy_formatted", "Ctrl+Alt+F", needs=done
        )
        self.select_all = self._add(menu, strings.SELECT_ALL_MENU, "edit.select_all", needs=needs)
        menu.addSeparator()
        self.find_text = self._add(menu, strings.FIND_MENU, "edit.find", Key.Find, needs=needs)
        # Not the standard key, which is another one on some desktops.
        title = strings.FIND_AND_REPLACE_MENU
        self.replace_text = self._add(menu, title, "edit.replace", "Ctrl+H", needs=needs)
        self.find_next = self._add(menu, search_strings.NEXT_MENU, "edit.find_next", "F3")
        title = search_strings.PREVIOUS_MENU
        self.find_previous = self._add(menu, title, "edit.find_previous", "Shift+F3")
        self.search_all = self._add(menu, search_strings.MENU, "edit.search_all", "Ctrl+Shift+F")
        self.words = WordsMenu(menu, self.commands)
        self.checking = CheckingMenu(menu, self.commands)
        title, needs = page_strings.TIME_WORDS_MENU, command_strings.NEEDS_TEXT
        self.time_words = self._add(menu, title, "edit.time_words", needs=needs)

    def _fill_transcribe(self) -> None:
        self.job_menu = self.addMenu(strings.TRANSCRIBE_MENU)
        menu = self.job_menu
        needs = command_strings.NEEDS_WAITING
        self.start = self._add(menu, strings.START_MENU, "transcribe.start", "F5", needs=needs)
        needs, title = command_strings.NEEDS_WORK, strings.PAUSE_ALL_MENU
        self.stop_all = self._add(menu, title, "transcribe.pause", "Ctrl+Shift+F5", needs=needs)
        title = strings.PAUSE_AFTER_MENU
        self.pause = self._add(menu, title, "transcribe.pause_after", needs=needs)
        menu.addSeparator()
        menu.addActions(self.rows.in_submenus)
        menu.addActions([self.stop, self.remove])
        self.failed_menu = menu.addMenu(strings.FAILED_MENU)
        needs, title = command_strings.NEEDS_FAILED, strings.RETRY_FAILED_MENU
        id_ = "transcribe.retry_failed"
        self.retry_failed = self._add(self.failed_menu, title, id_, needs=needs)
        id_, title = "transcribe.remove_failed", strings.REMOVE_FAILED_MENU
        self.remove_failed = self._add(self.failed_menu, title, id_, needs=needs)
        self.again = RedoMenus(menu, self.commands)
        menu.addSeparator()
        self.track_menu = self.rows.track_menu
        self._track_group = QActionGroup(self.track_menu)
        self.track_menu.triggered.connect(self._on_track_triggered)
        self.row_menu = QMenu(strings.ROW_MENU, self)
        self.power = PowerMenus(menu, self.commands)

    def open_row_menu(self, place: QPoint) -> None:
        """Open the menu of the selected rows: what applies to them, the likeliest first."""
        is_one = self.rows.count == 1
        export = self.export_menu.menuAction() if is_one else self.export_selected
        on_text = [export, *([self.speakers.find] if is_one else [])]
        groups = self.rows.groups([*on_text, self.library.describe, self.library.versions])
        empty_menu(self.row_menu)  # of its own it has only the lines between
        for group in groups:
            if not self.row_menu.isEmpty():
                self.row_menu.addSeparator()
            self.row_menu.addActions(group)
        self.row_menu.popup(place)

    def _fill_view(self) -> None:
        self.view_menu = menu = self.addMenu(strings.VIEW_MENU)
        self.shows_times = self._add(menu, strings.SHOW_TIMES_MENU, "view.times")
        self.shows_times.setCheckable(True)
        menu.addSeparator()
        # Beside the standard key that which needs no Shift where + is above =.
        self.larger = self._add(menu, strings.LARGER_MENU, "view.larger", Key.ZoomIn, "Ctrl+=")
        self.smaller = self._add(menu, strings.SMALLER_MENU, "view.smaller", Key.ZoomOut)
        menu.addSeparator()
        orders = menu.addMenu(queue_strings.SORT_MENU)
        group, self._order_actions = self._choices(orders, "view.by", queue_strings.ORDERS)
        group.triggered.connect(self._on_order_triggered)
        menu.addSeparator()
        needs = command_strings.NEEDS_NOTICE
        self.notice = self._add(menu, strings.NOTICE_MENU, "view.note", "F6", needs=needs)
        self.notice.setEnabled(False)

    def _fill_help(self) -> None:
        self.help_menu = menu = self.addMenu(strings.HELP_MENU)
        self.guide = self._add(menu, help_strings.GUIDE_MENU, "help.guide", Key.HelpContents)
        title = command_strings.LIST_MENU
        self.all_commands = self._add(menu, title, "help.commands", "Ctrl+Shift+P")
        self.shortcuts = self._add(menu, help_strings.SHORTCUTS_MENU, "help.shortcuts", "Ctrl+?")
        menu.addSeparator()
        self.checkup = self._add(menu, checkup_strings.MENU, "help.checkup")
        self.antivirus = self._add(menu, antivirus_strings.MENU, "help.antivirus")
        self.gpu = self._add(menu, gpu_strings.MENU, "help.gpu")
        self.diagnostics = self._add(menu, diagnostics_strings.MENU, "help.diagnostics")
        self.open_logs = self._add(menu, strings.OPEN_LOGS_MENU, "help.logs")
        menu.addSeparator()
        self.licences = self._add(menu, licence_strings.MENU, "help.licences")
        self.about = self._add(menu, strings.ABOUT_MENU, "help.about")

    def _choices(
        self, menu: QMenu, id_: str, titles: Mapping[E, str]
    ) -> tuple[QActionGroup, dict[E, QAction]]:
        """Fill a menu with choices of which one is checked."""
        group = QActionGroup(self)
        actions: dict[E, QAction] = {}
        for choice, title in titles.items():
            action = actions[choice] = self._add(menu, title, f"{id_}_{choice}")
            action.setCheckable(True)
            action.setData(choice)
            group.addAction(action)
        return group, actions

    def _fill_tracks(self, record: JobRecord | None) -> None:
        tracks = record.info.tracks if record and record.info else ()
        self.track_menu.menuAction().setVisible(len(tracks) > 1)
        self.track_menu.setEnabled(record is not None and not record.state.is_active)
        wanted = [(plain(track.label), track.number) for track in tracks]
        if len(tracks) > 1:
            wanted.append((strings.ALL_TRACKS_MENU, ALL_TRACKS))
        if [action.text() for action in self.track_menu.actions()] != [one[0] for one in wanted]:
            empty_menu(self.track_menu)
            for title, number in wanted:
                action = self.track_menu.addAction(title)
                action.setCheckable(True)
                action.setData(number)
                self._track_group.addAction(action)
        for action in self.track_menu.actions():
            action.setChecked(record is not None and action.data() == record.track_number)
        self.rows.offer_settings()

    def _on_models_changed(self) -> None:
        empty_menu(self.models_menu)  # and the group with it
        for row, spec in enumerate(self._models.specs()):
            installed = self._models.is_installed(row)
            title = spec.title if installed else strings.NOT_INSTALLED.format(title=spec.title)
            action = self.models_menu.addAction(plain(title))
            note = tr(spec.note or spec.summary)
            action.setToolTip(tip(note) if installed else strings.NOT_INSTALLED_TIP)
            action.setCheckable(installed)
            action.setChecked(spec.id == self._chosen_model_id)
            action.setData(spec.id)
            self._model_group.addAction(action)
        self.models_menu.addSeparator()
        self.models_menu.addAction(self.manage_models)
        self.models_menu.addAction(self.import_model)
        self.models_menu.addSeparator()
        self.models_menu.addAction(self.power.free_memory)

    def _on_model_triggered(self, action: QAction) -> None:
        wanted = self.model_chosen if action.isCheckable() else self.manage_wanted
        wanted.emit(action.data())

    def _on_export_triggered(self, action: QAction) -> None:
        self.export_wanted.emit(action.data())

    def _on_track_triggered(self, action: QAction) -> None:
        self.track_chosen.emit(action.data())

    def _on_order_triggered(self, action: QAction) -> None:
        self.order_chosen.emit(LibraryOrder(action.data()))
