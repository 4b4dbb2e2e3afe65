"""Tidy and move the folder of models."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.background.serial import ModelTask, TaskKind, TaskQueue
from desktop_app.app.models.description import moved
from desktop_app.app.models.engine_release import EngineRelease
from desktop_app.app.models.store_view import ModelAccess, StoreView, clutter
from desktop_app.app.settings import Preferences
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.core.model_progress import ModelProgress, Report
from desktop_app.core.sentences import marked, tr
from desktop_app.core.timecode import size
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import LeftOver, clean
from desktop_app.models.moving import move
from desktop_app.models.places import place_for

FREED = marked("Freed {size}.")


class ModelFolderManager(QObject):
    """Handle the user's commands about the folder, and emit what changed; in the GUI thread.

    Args:
        queue: the tasks on models, in which a move waits its turn.

    Signals:
        changed: a move began, progressed or ended.
        succeeded: a sentence about something that went well.
        failed: an AppError; a move's comes from the queue.
        left_overs_found: a tuple of LeftOver.
    """

    changed = Signal()
    succeeded = Signal(str)
    failed = Signal(object)
    left_overs_found = Signal(object)
    # Emitted in the work thread; the connection to a slot of this object crosses back.
    _settled = Signal(str)

    def __init__(
        self,
        access: ModelAccess,
        queue: TaskQueue,
        view: StoreView,
        release: EngineRelease,
        preferences: Preferences,
        tasks: SideTasks,
    ) -> None:
        super().__init__()
        self._store = access.store
        self._why_fixed = access.why_fixed
        self._queue = queue
        self._view = view
        self._release = release
        self._preferences = preferences
        self._tasks = tasks
        self._moving: ModelProgress | None = None
        self._settled.connect(self._on_settled)
        queue.reported.connect(self._on_reported)
        queue.ended.connect(self._on_ended)

    @property
    def path(self) -> Path:
        """The folder of models."""
        return self._store.folder

    @property
    def why_fixed(self) -> str:
        """Why the models cannot be moved, a sentence, or "" if they can."""
        return self._why_fixed

    @property
    def is_moving(self) -> bool:
        """Whether a move is running or waiting."""
        return self._queue.find("") is not None

    @property
    def moving(self) -> ModelProgress | None:
        """Progress of the move; None if there is none, or it is waiting."""
        return self._moving

    def find_left_overs(self) -> None:
        """Find left-overs that can be deleted without loss."""
        self._tasks.run(lambda: clutter(self._store), self.left_overs_found.emit, self.failed.emit)

    def clean(self, left_overs: Sequence[LeftOver]) -> None:
        """Delete left-overs."""
        doomed = list(left_overs)
        work = partial(clean, self._store.layout, doomed)
        self._tasks.run(work, self.tell_freed, self.failed.emit)

    def move_to(self, folder: Path) -> None:
        """Move all models to another folder, or to a subfolder if it is not empty."""
        if self._why_fixed or self.is_moving:
            return

        def run(cancel: CancelToken, report: Report) -> str:
            old, new = self._store.layout, StoreLayout(place_for(folder))

            def settle() -> None:
                self._preferences.keep(models_folder=str(new.root))
                self._store.use_folder(new.root)
                self._settled.emit(str(new.root))

            return moved(old, new, move(old, new, settle, cancel, report))

        before = partial(self._release.unload, "")
        self._queue.add(ModelTask("", TaskKind.MOVE, run, self._on_moved, before))
        self.changed.emit()

    def stop_moving(self) -> None:
        """Cancel the move; all models stay where they were."""
        self._queue.cancel("")

    def tell_freed(self, freed: int) -> None:
        """Report the freed space, and look for left-overs again."""
        self.succeeded.emit(tr(FREED).format(size=size(freed)))
        self._view.refresh()
        self.find_left_overs()

    def _on_reported(self, work: ModelTask, progress: ModelProgress) -> None:
        if work.kind is TaskKind.MOVE:
            self._moving = progress
            self.changed.emit()

    def _on_ended(self, work: ModelTask, _error: AppError | None) -> None:
        if work.kind is TaskKind.MOVE:
            self._moving = None
            self._release.go_on("")
            self.changed.emit()

    @Slot(str)
    def _on_settled(self, folder: str) -> None:
        self._preferences.change(models_folder=folder)

    def _on_moved(self, sentence: str) -> None:
        self.succeeded.emit(sentence)
