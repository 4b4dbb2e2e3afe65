"""Refresh the two Qt item models from the store, reading outside the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.choices.installed import ModelListModel, StoredModel, stored_models
from desktop_app.app.models.item_model import ModelRowsModel
from desktop_app.app.settings import Settings
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, ModelNotInstalled
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import Report
from desktop_app.models.maintenance import LeftOver, LeftOverKind, clean, left_overs, remove
from desktop_app.models.store import Installed, ModelStore
from desktop_app.models.token import TokenFile


def nothing_more() -> None:
    """A no-op callback."""


class StoreView(QObject):
    """Keep the item models in sync with the store.

    Args:
        store: read once here, as the first window needs it.
        tasks: reads it from then on.

    Attributes:
        rows: the item model of the dialog.
        choices: the item model of the toolbar and the menu.

    Signals:
        refreshed: both are up to date.
        failed: an AppError; the store could not be read.
    """

    refreshed = Signal()
    failed = Signal(object)

    def __init__(self, store: ModelStore, tasks: SideTasks) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._is_reading = False
        self._is_stale = False
        self._then: list[Callable[[], None]] = []
        stored = stored_models(store)
        self.rows = ModelRowsModel(stored, self)
        self.choices = ModelListModel(stored, self)

    def refresh(self, then: Callable[[], None] = nothing_more) -> None:
        """Read the store again, and call `then` when it is shown, or cannot be read."""
        self._then.append(then)
        # One reading at a time: two in a pool could end in the wrong order.
        if self._is_reading:
            self._is_stale = True
            return
        self._read_store()

    def _read_store(self) -> None:
        self._is_reading = True
        self._tasks.run(lambda: stored_models(self._store), self._on_read, self._on_failed)

    def _on_read(self, stored: tuple[StoredModel, ...]) -> None:
        self._is_reading = False
        if self._is_stale:
            self._is_stale = False
            self._read_store()
            return
        self.rows.show(stored)
        self.choices.show(stored)
        self._tell_waiting()
        self.refreshed.emit()

    def _on_failed(self, error: AppError) -> None:
        self._is_reading = self._is_stale = False
        self._tell_waiting()
        self.failed.emit(error)

    def _tell_waiting(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()


def unpacked(store: ModelStore, spec: ModelSpec, cancel: CancelToken, report: Report) -> Installed:
    """Return a model's folder, unpacking its archive first if needed.

    Raises:
        ModelNotInstalled, ModelDamaged, DiskFull, Cancelled: as `ModelStore.unpacked_folder`.
    """
    store.unpacked_folder(spec, cancel, report)
    found = store.installed(spec)
    if found is None:
        raise ModelNotInstalled("{model} is not on this computer yet.", model=spec.title)
    return found


def delete_model(store: ModelStore, model_id: str) -> int:
    """Delete a model with its downloads and set-aside files; return the bytes freed.

    Raises:
        ModelBusy, StoreNotWritable: as `upkeep.remove`.
    """
    freed = remove(store.layout, model_id)
    return freed + clean(
        store.layout, [one for one in left_overs(store.layout) if one.model_id == model_id]
    )


def clutter(store: ModelStore) -> tuple[LeftOver, ...]:
    """List left-overs that can be deleted without loss, largest first.

    Excludes resumable downloads, which their model shows, and foreign files: a user may keep the
    models among other files.
    """
    known = {spec.id for spec in store.available()}
    return tuple(
        one
        for one in left_overs(store.layout)
        if one.kind is not LeftOverKind.UNKNOWN
        and not (one.kind is LeftOverKind.PARTIAL_DOWNLOAD and one.model_id in known)
    )


class ModelDownloader(Protocol):
    """Downloads models."""

    def download(
        self,
        spec: ModelSpec,
        cancel: CancelToken,
        report: Report,
        *,
        licence_accepted: bool,
        other_accepted: bool = False,
    ) -> None:
        """Download and install a model, resuming a partial download.

        Raises:
            AppError: with the reason; the partial download is kept.
            Cancelled: `cancel` was set.
        """


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """Access to model files and the hub.

    Attributes:
        store: the models on this computer.
        downloader: makes a downloader from the current settings; called in a side thread.
        token: stores the access token.
        why_fixed: why the models cannot be moved, a sentence, or "" if they can.
    """

    store: ModelStore
    downloader: Callable[[Settings], ModelDownloader]
    token: TokenFile
    why_fixed: str = ""
