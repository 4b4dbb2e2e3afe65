"""What the store holds, read off the GUI thread and shown by both models of the models."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.choices.installed import ModelListModel, StoredModel, look
from desktop_app.app.model_rows import ModelRowsModel
from desktop_app.core.errors import AppError
from desktop_app.models.store import ModelStore


def nothing_more() -> None:
    """For a look that nobody waits for."""


class StoreView(QObject):
    """Keeps the item models in step with the store.

    Args:
        store: what is read; once here, as the first window needs it.
        tasks: where it is read from then on.

    Attributes:
        rows: for the dialog.
        choices: for the toolbar and the menu.

    Signals:
        refreshed: both show what the store holds.
        failed: an AppError; the store could not be read.
    """

    refreshed = Signal()
    failed = Signal(object)

    def __init__(self, store: ModelStore, tasks: SideTasks) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._is_looking = False
        self._is_stale = False
        self._then: list[Callable[[], None]] = []
        stored = look(store)
        self.rows = ModelRowsModel(stored, self)
        self.choices = ModelListModel(stored, self)

    def refresh(self, then: Callable[[], None] = nothing_more) -> None:
        """Look again, and call `then` when what is there now is shown, or cannot be read."""
        self._then.append(then)
        # One look at a time: two in a pool could end in the wrong order.
        if self._is_looking:
            self._is_stale = True
            return
        self._look()

    def _look(self) -> None:
        self._is_looking = True
        self._tasks.run(lambda: look(self._store), self._on_looked, self._on_failed)

    def _on_looked(self, stored: tuple[StoredModel, ...]) -> None:
        self._is_looking = False
        if self._is_stale:
            self._is_stale = False
            self._look()
            return
        self.rows.show(stored)
        self.choices.show(stored)
        self._tell_waiting()
        self.refreshed.emit()

    def _on_failed(self, error: AppError) -> None:
        self._is_looking = self._is_stale = False
        self._tell_waiting()
        self.failed.emit(error)

    def _tell_waiting(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()
