"""Carry out the menus' actions on the selected rows, and ask about files that come twice."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.choices.requests import with_language, with_model
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.settings import Preferences
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.queue.menu import RowMenus
from desktop_app.ui.queue.view import QueueView


class RowCommands(QObject):
    """Connect the list, the menus' actions on rows, and the controller.

    Args:
        view: the list, which owns this object.
        menus: the actions.
        controller: the jobs.
        models: the models to choose from.
        preferences: the settings that a job with another model takes.
        dialogs: ask about files that the list has.
    """

    def __init__(
        self,
        view: QueueView,
        menus: RowMenus,
        controller: TranscriptionController,
        models: ModelListModel,
        preferences: Preferences,
        dialogs: Dialogs,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._menus = menus
        self._controller = controller
        self._models = models
        self._preferences = preferences
        self._dialogs = dialogs
        menus.retry.triggered.connect(self._on_retry)
        menus.start_over.triggered.connect(self._on_start_over)
        menus.again_wanted.connect(self._on_again_wanted)
        menus.start_next.triggered.connect(self._on_start_next)
        menus.move_up.triggered.connect(self._on_move_up)
        menus.move_down.triggered.connect(self._on_move_down)
        menus.model_chosen.connect(self._on_model_chosen)
        menus.language_chosen.connect(self._on_language_chosen)
        menus.stop.triggered.connect(self._on_stop)
        menus.remove.triggered.connect(self._on_remove)
        view.selection_changed.connect(self._show)
        view.list.dropped.connect(self._on_dropped)
        controller.states_changed.connect(self._on_states_changed)
        controller.selection_changed.connect(self._show)
        controller.doubles_found.connect(self._on_doubles_found)
        models.modelReset.connect(self._show)
        self._show()

    def _show(self) -> None:
        records = self._controller.records(self._view.selected_ids())
        self._menus.show_records(records, self._models.installed())

    def _on_states_changed(self, _records: Sequence[JobRecord]) -> None:
        self._show()

    def _on_retry(self) -> None:
        self._controller.continue_jobs(self._view.selected_ids())

    def _on_start_over(self) -> None:
        self._controller.start_over(self._view.selected_ids())

    def _on_again_wanted(self, model: ModelSpec) -> None:
        self._controller.transcribe_again(self._view.selected_ids(), model)

    def _on_start_next(self) -> None:
        self._controller.start_next(self._view.selected_ids())

    def _on_move_up(self) -> None:
        self._controller.move(self._view.selected_ids(), up=True)

    def _on_move_down(self) -> None:
        self._controller.move(self._view.selected_ids(), up=False)

    def _on_dropped(self, before: int) -> None:
        self._controller.place_before(self._view.selected_ids(), before)

    def _on_model_chosen(self, model: ModelSpec) -> None:
        settings = self._preferences.current
        self._controller.change_requests(
            self._view.selected_ids(), lambda request: with_model(request, model, settings)
        )
        self._show()

    def _on_language_chosen(self, code: str) -> None:
        self._controller.change_requests(
            self._view.selected_ids(), lambda request: with_language(request, code)
        )
        self._show()

    def _on_stop(self) -> None:
        for record in self._controller.records(self._view.selected_ids()):
            if record.state is not JobState.WAITING:
                self._controller.stop(record.id)

    def _on_remove(self) -> None:
        self._view.remove(self._view.selected_ids())

    def _on_doubles_found(self, paths: list[Path]) -> None:
        def take(is_wanted: bool) -> None:  # noqa: FBT001 - the answer
            if is_wanted:
                self._controller.add_doubles(paths)

        self._dialogs.may_add_again([path.name for path in paths], take)
