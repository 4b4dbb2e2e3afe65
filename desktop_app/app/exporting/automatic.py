"""Export each transcript when it is finished, if the user wants that."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.exporting.sources import name_of
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.settings import Preferences, Settings
from desktop_app.core.errors import AppError, DiskFull, NotWritable
from desktop_app.core.transcript import Transcript
from desktop_app.export.registry import ExportFormat

if TYPE_CHECKING:
    from desktop_app.app.exporting.plan import ExportPlan
    from desktop_app.export.files import Written, WrittenFiles

logger = logging.getLogger(__name__)

# Errors that another folder helps against.
OF_THE_FOLDER = (NotWritable, DiskFull)
# So long nothing was typed.
SETTLED_MS = 2_000


@dataclass(frozen=True, slots=True)
class RefusedFolder:
    """A folder into which transcripts could not be exported."""

    folder: Path
    error: AppError


@dataclass(frozen=True, slots=True)
class _Finished:
    """A finished transcript, and whose it is."""

    transcript: Transcript
    owner: str
    name: str
    made_s: float


class AutomaticExport(QObject):
    """Export finished transcripts in a side thread.

    A transcript that was exported and changes later brings its files up to date, a moment after the
    last change, as long as nobody has changed them. What a folder refuses waits: it is written when
    the folder takes files again, or when the user names another one.

    Args:
        formats: the available formats.
        controller: its ended jobs are exported.
        preferences: the choices.
        sample: the bundled sample, beside which nothing is written.

    Signals:
        refused: a RefusedFolder; once until it takes files again.
        failed: an AppError that no other folder helps against; once of each kind.
        written: a tuple of the job keys of transcripts that were exported.
    """

    refused = Signal(object)
    failed = Signal(object)
    written = Signal(object)

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        controller: TranscriptionController,
        preferences: Preferences,
        sample: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._formats = tuple(formats)
        self._controller = controller
        self._preferences = preferences
        self._sample = sample
        self._tasks = SideTasks(self, max_threads=1)
        self._files: WrittenFiles | None = None  # of the side thread
        self._is_dropped = threading.Event()
        self._unwritten = 0
        self._waiting: dict[Path, list[_Finished]] = {}
        self._told: set[Path] = set()
        self._kinds: set[type[AppError]] = set()
        self._instead: dict[Path, Path] = {}
        self._choices = preferences.current.automatic_export
        preferences.changed.connect(self._on_preferences_changed)
        controller.job_ended.connect(self._on_job_ended)
        controller.transcript_revised.connect(self._on_revised)
        self._exported: set[str] = set()  # the keys of transcripts
        self._revised: dict[str, JobRecord] = {}
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._export_revised)

    @property
    def unwritten(self) -> int:
        """How many transcripts are being written."""
        return self._unwritten

    def waiting(self, folder: Path) -> int:
        """Return how many transcripts wait for a folder that refused them."""
        return len(self._waiting.get(folder, ()))

    def use_instead(self, refused: Path, folder: Path) -> None:
        """Write into another folder what one has refused, and all that follows.

        Where the folder was chosen in the settings, it is changed there; otherwise it is that of
        recordings, and another one is used for these until the program ends.
        """
        choices = self._preferences.current.automatic_export
        if choices.folder and Path(choices.folder) == refused:
            changed = replace(choices, folder=str(folder))
            self._preferences.change(automatic_export=changed)
        else:
            self._instead[refused] = folder
            self._told -= {refused, folder}
            self._export_waiting(refused)

    def drop(self) -> None:
        """Cancel after the file that is being written."""
        self._is_dropped.set()

    def shutdown(self, timeout_s: float) -> bool:
        """Wait for pending exports, unless they were dropped.

        Returns:
            Whether the thread has ended its work.
        """
        if not self._is_dropped.is_set():
            self._export_revised()
        return self._tasks.shutdown(timeout_s, drops=self._is_dropped.is_set())

    def _on_job_ended(self, record: JobRecord) -> None:
        if not record.part_of:  # a part's text comes with its transcript
            self._on_changed(record)

    def _on_revised(self, record: JobRecord) -> None:
        # One of an earlier run would get further files instead.
        if record.key in self._exported:
            self._revised[record.key] = record
            self._settled.start()

    def _export_revised(self) -> None:
        self._settled.stop()
        revised, self._revised = self._revised, {}
        for record in revised.values():
            self._on_changed(record)

    def _on_changed(self, record: JobRecord) -> None:
        if record.transcript is not None and self._preferences.current.exports_automatically:
            name, owner = name_of(record), record.again_of or record.key
            self._export(_Finished(record.transcript, owner, name, time.time()))

    def _on_preferences_changed(self, settings: Settings) -> None:
        """Give what was refused another chance with other choices."""
        if settings.automatic_export == self._choices:
            return
        self._choices = settings.automatic_export
        self._told.clear()
        self._kinds.clear()
        for folder in tuple(self._waiting):
            self._export_waiting(folder)

    def _export(self, finished: _Finished) -> None:
        # The window starts without these.
        from desktop_app.app.exporting.plan import plan_of
        from desktop_app.export.files import Written

        try:
            plan = plan_of(self._preferences.current.automatic_export, self._formats)
            recording = finished.transcript.media_path
            if plan.folder is None and recording == self._sample:
                return
            folder = plan.folder_of(recording)
        except AppError as error:
            self._tell(error)
            return
        folder = self._instead.get(folder, folder)
        kept = (recording, *self._controller.recordings())
        self._unwritten += 1
        self._exported.add(finished.owner)

        def work() -> Written:
            return self._written(finished, plan, folder, kept)

        def done(written: Written) -> None:
            self._unwritten -= 1
            self._on_written(finished, folder, written)

        def failed(error: AppError) -> None:
            done(Written(errors=(error,)))

        self._tasks.run(work, done, failed)

    def _written(
        self, finished: _Finished, plan: "ExportPlan", folder: Path, kept: tuple[Path, ...]
    ) -> "Written":
        from desktop_app.app.exporting.plan import local_time
        from desktop_app.export.files import ExportFiles, Written, WrittenFiles

        if self._is_dropped.is_set():
            return Written()
        self._files = self._files or WrittenFiles()
        files = ExportFiles(kept, names=plan.names, written=self._files)
        made = local_time(finished.made_s)
        return files.write(
            finished.transcript,
            plan.formats,
            folder,
            made=made,
            name=finished.name,
            owner=finished.owner,
        )

    def _on_written(self, finished: _Finished, folder: Path, written: "Written") -> None:
        name = finished.transcript.media_path.name
        for path in written.paths:
            logger.info("%s: exported to %s", name, path)
        by_folder = [error for error in written.errors if isinstance(error, OF_THE_FOLDER)]
        for error in written.errors:
            logger.warning("%s: not exported: %s", name, error.message)
            if error not in by_folder:
                self._tell(error)
        if by_folder:
            self._refuse(folder, finished, by_folder[0])
        elif written.paths:
            self._on_taken(folder)
        if written.paths and not written.errors:
            self.written.emit((finished.owner,))

    def _refuse(self, folder: Path, finished: _Finished, error: AppError) -> None:
        waiting = self._waiting.setdefault(folder, [])
        waiting[:] = [each for each in waiting if each.owner != finished.owner]
        waiting.append(finished)
        if folder not in self._told:
            self._told.add(folder)
            self.refused.emit(RefusedFolder(folder, error))

    def _on_taken(self, folder: Path) -> None:
        """Write what the folder has refused before; tell again if it refuses again."""
        if folder in self._waiting:
            self._export_waiting(folder)
        else:
            self._told.discard(folder)

    def _export_waiting(self, folder: Path) -> None:
        for finished in self._waiting.pop(folder, ()):
            self._export(finished)

    def _tell(self, error: AppError) -> None:
        if type(error) not in self._kinds:
            self._kinds.add(type(error))
            self.failed.emit(error)
