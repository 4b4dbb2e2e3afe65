"""The menus' actions on the selected rows of the list."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.app.jobs.controller import may_change
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings import queue as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.window import language_name
from desktop_app.ui.widgets.controls import empty_menu, plain

ACTIVE = (JobState.LOADING, JobState.WORKING)
ENDED = (JobState.STOPPED, JobState.FAILED)
Actions = Sequence[QAction | None]


class RowMenus(QObject):
    """Actions and submenus for the rows that are selected; enabled as they apply.

    Args:
        parent: owns the submenus.
        commands: get the actions.

    Signals:
        again_wanted: the ModelSpec to transcribe done jobs with once more.
        model_chosen: a ModelSpec for waiting jobs.
        language_chosen: a language's code for waiting jobs.
    """

    again_wanted = Signal(object)
    model_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget, commands: Commands) -> None:
        super().__init__(parent)
        self.retry = QAction(texts.RETRY_MENU, self)
        self.start_over = QAction(texts.START_OVER_MENU, self)
        self.again_menu = QMenu(texts.AGAIN_MENU, parent)
        self.start_next = QAction(texts.START_NEXT_MENU, self)
        self.move_up = QAction(texts.MOVE_UP_MENU, self)
        self.move_down = QAction(texts.MOVE_DOWN_MENU, self)
        self.order_menu = QMenu(texts.ORDER_MENU, parent)
        self.order_menu.addActions([self.start_next, self.move_up, self.move_down])
        self.model_menu = QMenu(texts.MODEL_MENU, parent)
        self.language_menu = QMenu(texts.LANGUAGE_MENU, parent)
        self.track_menu = QMenu(strings.TRACK_MENU, parent)
        self.settings_menu = QMenu(texts.SETTINGS_MENU, parent)
        for menu in (self.track_menu, self.model_menu, self.language_menu):
            self.settings_menu.addMenu(menu)
        self.stop = QAction(texts.STOP_MENU, self)
        self.remove = QAction(texts.REMOVE_MENU, self)
        # The list acts on the key itself; elsewhere it must not reach the rows. So it is no command
        # of the whole window, and stays as it is.
        self.remove.setShortcut(QKeySequence.StandardKey.Delete)
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._add_to(commands)
        self._models: Sequence[ModelSpec] = ()
        self._records: Sequence[JobRecord] = ()
        for menu in (self.again_menu, self.model_menu, self.language_menu):
            menu.aboutToShow.connect(self._fill)
        self.again_menu.triggered.connect(lambda action: self.again_wanted.emit(action.data()))
        self.model_menu.triggered.connect(lambda action: self.model_chosen.emit(action.data()))
        self.language_menu.triggered.connect(
            lambda action: self.language_chosen.emit(action.data())
        )
        self.show_records((), ())

    @property
    def count(self) -> int:
        """How many rows are selected."""
        return len(self._records)

    def groups(self, on_text: Sequence[QAction]) -> list[list[QAction]]:
        """Return what applies to the selected rows, in groups, the likeliest first.

        Args:
            on_text: actions on a transcript that others have.
        """
        again = [self.again_menu.menuAction()]
        order = [self.start_next, self.move_up, self.move_down]
        how = [menu.menuAction() for menu in (self.model_menu, self.language_menu)]
        how.append(self.track_menu.menuAction())
        if {record.state for record in self._records} == {JobState.DONE}:
            groups = [list(on_text), [*again, self.retry], how, [self.remove]]
        else:
            first = [self.stop, self.retry, self.start_over]
            groups = [first, order, list(on_text), again, how, [self.remove]]
        offered = [
            [one for one in group if one.isEnabled() and one.isVisible()] for group in groups
        ]
        return [group for group in offered if group]

    @property
    def in_submenus(self) -> list[QAction]:
        """The actions in the menu bar, whose menu shows all of them."""
        submenus = (self.again_menu, self.order_menu, self.settings_menu)
        return [self.retry, self.start_over, *(menu.menuAction() for menu in submenus)]

    def show_records(self, records: Sequence[JobRecord], models: Sequence[ModelSpec]) -> None:
        """Enable what applies to one of these jobs.

        Args:
            records: the selected jobs.
            models: those that are installed.
        """
        self._records, self._models = records, models
        states = {record.state for record in records}
        goes_on = any(record.heard_s for record in records if record.state in ENDED)
        has_ended = not states.isdisjoint(ENDED)
        is_done = JobState.DONE in states
        if has_ended:
            self.retry.setText(texts.CONTINUE_MENU if goes_on else texts.RETRY_MENU)
        else:
            self.retry.setText(texts.AGAIN_NOW_MENU if is_done else texts.RETRY_MENU)
        self.retry.setEnabled(has_ended or is_done)
        self.start_over.setEnabled(goes_on)
        self.again_menu.setEnabled(is_done and bool(models))
        in_queue = not states.isdisjoint((JobState.WAITING, JobState.STOPPED))
        self.order_menu.setEnabled(in_queue)
        for action in self.order_menu.actions():
            action.setEnabled(in_queue)
        changeable = [record for record in records if may_change(record)]
        self.model_menu.setEnabled(bool(changeable) and bool(models))
        self.language_menu.setEnabled(bool(_languages_of(changeable)))
        self.offer_settings()
        self.stop.setEnabled(not states.isdisjoint(ACTIVE))
        is_kept = bool(records) and all(record.summary is not None for record in records)
        self.remove.setText(texts.TO_TRASH_MENU if is_kept else texts.REMOVE_MENU)
        self.remove.setEnabled(bool(records))
        self._fill()

    def offer_settings(self) -> None:
        """Enable the menu of settings if one of them can be chosen."""
        offered = self.settings_menu.actions()
        self.settings_menu.setEnabled(any(a.isEnabled() and a.isVisible() for a in offered))

    def _add_to(self, commands: Commands) -> None:
        needs = command_strings.NEEDS_CHOSEN
        retry = command_strings.RETRY
        commands.add("transcribe.retry", self.retry, "Ctrl+R", title=retry, needs=needs)
        commands.add("transcribe.start_over", self.start_over, needs=needs)
        commands.add("transcribe.start_next", self.start_next, "Alt+Home", needs=needs)
        commands.add("transcribe.move_up", self.move_up, "Alt+Up", needs=needs)
        commands.add("transcribe.move_down", self.move_down, "Alt+Down", needs=needs)
        commands.add("transcribe.stop", self.stop, "Shift+F5", needs=needs)

    def _fill(self) -> None:
        changeable = [record for record in self._records if may_change(record)]
        requests = [record.job.request for record in changeable]
        models = {request.model.id for request in requests}
        codes = {request.language for request in requests}
        done = {r.job.request.model.id for r in self._records if r.state is JobState.DONE}
        titles = [(plain(spec.title), spec, spec.id) for spec in self._models]
        _show(self.again_menu, [(title, spec, {id_} == done) for title, spec, id_ in titles])
        _show(self.model_menu, [(title, spec, {id_} == models) for title, spec, id_ in titles])
        languages = _languages_of(changeable)
        _show(
            self.language_menu,
            [(plain(language_name(code)), code, {code} == codes) for code in languages],
        )


def _languages_of(records: Sequence[JobRecord]) -> tuple[str, ...]:
    """Return the languages that the models of all these jobs have, in the first one's order."""
    offered = [record.job.request.model.languages for record in records]
    shared = set(offered[0]).intersection(*offered[1:]) if offered else set()
    return tuple(code for code in offered[0] if code in shared) if offered else ()


def _show(menu: QMenu, entries: Sequence[tuple[str, object, bool]]) -> None:
    if [(action.text(), action.data()) for action in menu.actions()] != [e[:2] for e in entries]:
        empty_menu(menu)
        for title, data, _is_checked in entries:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setData(data)
    for action, (_title, _data, is_checked) in zip(menu.actions(), entries, strict=True):
        action.setChecked(is_checked)
