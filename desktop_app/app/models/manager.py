"""The user's commands on models: download, import, verify, export, delete; with progress."""

import math
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.background.serial import ModelTask, TaskKind, TaskQueue
from desktop_app.app.choices.installed import StoredModel
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.models.engine_release import EngineRelease
from desktop_app.app.models.folder import ModelFolderManager
from desktop_app.app.models.item_model import ModelRow
from desktop_app.app.models.store_view import ModelAccess, StoreView, delete_model, unpacked
from desktop_app.app.settings import Preferences
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import ModelDamaged
from desktop_app.core.model_progress import ModelProgress, Phase, Report
from desktop_app.core.sentences import marked, tr
from desktop_app.models.inspection import ModelFile, inspect
from desktop_app.net.hub import token_host
from desktop_app.system.environment import hub_endpoint

# The time constant: a younger rate is mostly chance; an older burst should be forgotten.
FIRST_S = 1.0
SMOOTHING_S = 5.0


class TransferRate:
    """An exponentially smoothed rate.

    Args:
        clock: a monotonic clock in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._bytes = 0
        self._at_s: float | None = None
        self._per_s: float | None = None

    @property
    def bytes_per_s(self) -> float | None:
        """The rate in bytes per second, or None in the first second."""
        return self._per_s

    def update(self, done_bytes: int) -> None:
        """Add the current number of bytes; fewer than before restarts the measurement."""
        now_s = self._clock()
        is_before_the_first = self._per_s is None and done_bytes == self._bytes  # connecting
        if self._at_s is None or done_bytes < self._bytes or is_before_the_first:
            self._bytes, self._at_s, self._per_s = done_bytes, now_s, None
            return
        passed_s = now_s - self._at_s
        if passed_s <= 0 or (self._per_s is None and passed_s < FIRST_S):
            return
        latest = (done_bytes - self._bytes) / passed_s
        if self._per_s is None:
            self._per_s = latest
        else:
            weight = 1 - math.exp(-passed_s / SMOOTHING_S)
            self._per_s += weight * (latest - self._per_s)
        self._bytes, self._at_s = done_bytes, now_s

    def left_s(self, total_bytes: int) -> float | None:
        """Return the seconds until `total_bytes` are reached, or None if unknown."""
        if not self._per_s or not total_bytes:
            return None
        return max(0, total_bytes - self._bytes) / self._per_s


# The phases of a download that is only waiting.
WAITS = (Phase.WAITING, Phase.CONNECTING, Phase.RETRYING)
IMPORTED = marked("{title} is now the model for new recordings.")
READY = marked("{title} is ready.")
WHOLE = marked("{title} is intact: its files have not changed since they were installed.")
EXPORTED = marked("{title} was written to {path}.")
TOKEN_KEPT = marked("The access token is saved on this computer.")
TOKEN_FORGOTTEN = marked("The access token was deleted.")


class ModelManager(QObject):
    """Handle user commands in the GUI thread, and emit change signals.

    Attributes:
        rows: the models, for the dialog.
        folder: tidies and moves the folder of models.

    Signals:
        imported: the id of an imported model; a recogniser is now chosen.
        changed: the store was read again.
        problem_found: a model's id, or "", and an AppError, which the model's row keeps.
        succeeded: a sentence about something that went well.
        import_offered: the ModelFile that `import_file` found, to be confirmed.
    """

    changed = Signal()
    imported = Signal(str)
    problem_found = Signal(str, object)
    succeeded = Signal(str)
    import_offered = Signal(object)

    def __init__(
        self,
        access: ModelAccess,
        view: StoreView,
        release: EngineRelease,
        preferences: Preferences,
        tasks: SideTasks,
    ) -> None:
        super().__init__()
        self._access = access
        self._store = access.store
        self._view = view
        self._release = release
        self._preferences = preferences
        self._tasks = tasks
        self._queue = TaskQueue(self)
        self._rate = TransferRate()
        self._phase: Phase | None = None
        self.rows = view.rows
        self.folder = ModelFolderManager(access, self._queue, view, release, preferences, tasks)
        self.folder.setParent(self)
        self.folder.succeeded.connect(self.succeeded)
        self.folder.failed.connect(self._on_problem)
        self._queue.reported.connect(self._on_reported)
        self._queue.ended.connect(self._on_ended)
        view.refreshed.connect(self.changed)
        view.failed.connect(self._on_problem)

    def refresh(self) -> None:
        """Read the store again."""
        self._view.refresh()

    def download(self, model_id: str, *, accepts_other: bool = False) -> None:
        """Download a model, resuming a partial download.

        Args:
            model_id: the model's id.
            accepts_other: whether it may be another file than the pinned one.
        """
        row = self._idle(model_id)
        if row is None:
            return
        settings = self._preferences.current

        def run(cancel: CancelToken, report: Report) -> None:
            self._access.downloader(settings).download(
                row.spec,
                cancel,
                report,
                licence_accepted=model_id in settings.accepted_licences,
                other_accepted=accepts_other,
            )

        self._begin(ModelTask(model_id, TaskKind.DOWNLOAD, run, self._says(READY, row.spec)))

    def accept_licence(self, model_id: str) -> None:
        """Save that the user accepted a model's licence."""
        accepted = self._preferences.current.accepted_licences
        if model_id not in accepted:
            self._preferences.change(accepted_licences=(*accepted, model_id))

    def pause(self, model_id: str) -> None:
        """Cancel the task on a model; a partial download is kept."""
        active = self._queue.active
        if active is not None and active.model_id == model_id:
            # A server that does not answer is given up only after seconds.
            self.rows.update(model_id, progress=ModelProgress(Phase.STOPPING))
        self._queue.cancel(model_id)

    def try_now(self, model_id: str) -> None:
        """End a download's pause before its next try."""
        self._queue.hurry(model_id)

    def rename(self, model_id: str, title: str) -> None:
        """Rename one of the user's own models."""
        failed = partial(self._on_problem_with, model_id)

        def done(_result: None) -> None:
            self._view.refresh()

        self._tasks.run(lambda: self._store.rename(model_id, title), done, failed)

    def import_file(self, path: Path) -> None:
        """Inspect a model's file or folder; emits `import_offered`."""
        self._tasks.run(lambda: inspect(path), self.import_offered.emit, self._on_problem)

    def confirm_import(self, file: ModelFile) -> None:
        """Import the file's model and choose it; the file itself stays."""
        spec = file.spec
        active = self._queue.active
        if active is not None and active.kind is TaskKind.DOWNLOAD and self._phase in WAITS:
            self._queue.cancel(active.model_id)  # it would delay tasks that need no connection
        self.rows.add(StoredModel(spec))
        if self._idle(spec.id) is None:
            return
        run = partial(self._store.add, file)
        self._begin(ModelTask(spec.id, TaskKind.IMPORT, run, self._on_imported))

    def verify(self, model_id: str) -> None:
        """Verify all files of a model."""
        row = self._idle(model_id)
        if row is None:
            return

        def run(cancel: CancelToken, report: Report) -> None:
            self._store.verify(unpacked(self._store, row.spec, cancel, report), cancel, report)

        before = partial(self._release.unload, model_id)
        self._begin(ModelTask(model_id, TaskKind.VERIFY, run, self._says(WHOLE, row.spec), before))

    def export(self, model_id: str, path: Path) -> None:
        """Export a model to one file for computers without a connection."""
        row = self._idle(model_id)
        if row is None:
            return

        def run(cancel: CancelToken, report: Report) -> None:
            installed = unpacked(self._store, row.spec, cancel, report)
            # The dialog has asked whether an existing file may be replaced.
            self._store.export(installed, path, cancel, report, replaces=True)

        done = self._says(EXPORTED, row.spec, path=path)
        self._begin(ModelTask(model_id, TaskKind.EXPORT, run, done))

    def remove(self, model_id: str) -> None:
        """Delete a model and its partial download."""
        row = self._idle(model_id)
        if row is None:
            return

        def delete() -> None:
            work = partial(delete_model, self._store, model_id)
            self._tasks.run(
                work, partial(self._on_removed, model_id), partial(self._on_not_removed, model_id)
            )

        try:
            self._release.unload(model_id, delete)
        except AppError as error:
            self._on_problem_with(model_id, error)
        else:
            progress = ModelProgress(Phase.REMOVING)
            self.rows.update(model_id, progress=progress, error=None)

    def save_token(self, text: str, model_id: str = "") -> None:
        """Store an access token for the current server, then continue the download."""

        def done(_result: None) -> None:
            self.succeeded.emit(tr(TOKEN_KEPT) if text.strip() else tr(TOKEN_FORGOTTEN))
            self.download(model_id)

        host = token_host(hub_endpoint() or self._preferences.current.hub_endpoint)
        self._tasks.run(lambda: self._access.token.write(text, host), done, self._on_problem)

    def on_job_failed(self, record: JobRecord) -> None:
        """Refresh after a damaged model was set aside."""
        if isinstance(record.error, ModelDamaged):
            self._view.refresh()

    @property
    def is_busy(self) -> bool:
        """Whether a task is running."""
        return self._queue.active is not None

    def cancel_all(self) -> None:
        """Cancel all tasks for good, without waiting."""
        self._queue.cancel_all()

    def shutdown(self, timeout_s: float) -> bool:
        """Cancel all tasks and wait; return whether the thread has ended its work."""
        return self._queue.shutdown(timeout_s)

    def _idle(self, model_id: str) -> ModelRow | None:
        """Return the row of a model without a task, or None."""
        row = self.rows.get(model_id)
        return row if row and row.work is None and row.progress is None else None

    def _begin(self, work: ModelTask) -> None:
        self.rows.update(work.model_id, work=work.kind, error=None)
        self._queue.add(work)

    def _says(self, text: str, spec: ModelSpec, **values: object) -> Callable[[object], None]:
        def done(_result: object) -> None:
            self.succeeded.emit(tr(text).format(title=spec.title, **values))

        return done

    def _on_reported(self, work: ModelTask, progress: ModelProgress) -> None:
        if work.kind is TaskKind.MOVE:
            return
        if progress.phase is not self._phase:
            self._phase, self._rate = progress.phase, TransferRate()
        self._rate.update(progress.done_bytes)
        self.rows.update(
            work.model_id,
            progress=progress,
            bytes_per_s=self._rate.bytes_per_s,
            left_s=self._rate.left_s(progress.total_bytes),
        )

    def _on_ended(self, work: ModelTask, error: AppError | None) -> None:
        self._phase = None
        if work.kind is TaskKind.VERIFY:
            self._release.go_on(work.model_id)
        # After the refresh: otherwise the row would briefly show the model as missing.
        self._view.refresh(partial(self._settle, work, error))

    def _settle(self, work: ModelTask, error: AppError | None) -> None:
        if work.kind is TaskKind.IMPORT:
            self.rows.drop(work.model_id)
        self._rest(work.model_id)
        if error is not None:
            self._on_problem_with(work.model_id, error)

    def _rest(self, model_id: str) -> None:
        self.rows.update(model_id, work=None, progress=None, bytes_per_s=None, left_s=None)

    def _on_imported(self, spec: ModelSpec) -> None:
        def choose() -> None:
            if not spec.kind.recognizes:
                self.imported.emit(spec.id)
                self._says(READY, spec)(None)
                return
            self._preferences.change(model_id=spec.id)
            self.imported.emit(spec.id)
            self.succeeded.emit(f"{tr(IMPORTED).format(title=spec.title)} {tr(spec.note)}".strip())

        self._view.refresh(choose)

    def _on_removed(self, model_id: str, freed: int) -> None:
        self._release.go_on(model_id)
        self._view.refresh(partial(self._rest, model_id))
        self.folder.tell_freed(freed)

    def _on_not_removed(self, model_id: str, error: AppError) -> None:
        self._release.go_on(model_id)
        self._rest(model_id)
        self._on_problem_with(model_id, error)

    def _on_problem(self, error: AppError) -> None:
        self.problem_found.emit("", error)

    def _on_problem_with(self, model_id: str, error: AppError) -> None:
        if self.rows.get(model_id) is None:
            self._on_problem(error)
            return
        self.rows.update(model_id, error=error)
        self.problem_found.emit(model_id, error)
