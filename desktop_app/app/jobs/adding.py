"""Queue the files found, a few at a time, so that thousands do not block the window."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.choices.requests import request_for
from desktop_app.app.jobs.intake import Drop, Intake
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.jobs.slices import Slices
from desktop_app.app.settings import Preferences
from desktop_app.core.model import ModelSpec


class Adding(QObject):
    """Make jobs of files, in order; of those that the list has already only if they are wanted.

    Args:
        intake: finds the files.
        queue: gets the jobs.
        models: the models that are there.
        preferences: the settings for new jobs.
        slices: does it a few at a time.

    Attributes:
        phrases: what new jobs listen for.

    Signals:
        coming: files are about to be added.
        added: a list of new JobRecords, at least one; several lists for many files.
        began: the first JobRecord of files that the user added; after `added`.
        doubles_found: a list of paths that the list has already.
        model_missed: no model is left for the files that have not been added yet.
    """

    coming = Signal()
    added = Signal(object)
    began = Signal(object)
    doubles_found = Signal(object)
    model_missed = Signal()

    def __init__(
        self,
        intake: Intake,
        queue: JobQueue,
        models: ModelListModel,
        preferences: Preferences,
        slices: Slices,
    ) -> None:
        super().__init__()
        self.phrases: tuple[str, ...] = ()
        self._queue = queue
        self._models = models
        self._preferences = preferences
        self._slices = slices
        self._coming: deque[Path] = deque()
        self._is_shown_next = False
        intake.media_found.connect(self._on_media_found)

    @property
    def is_busy(self) -> bool:
        """Whether more files are about to be added."""
        return bool(self._coming)

    def add(self, paths: Sequence[Path], *, by_user: bool = True) -> None:
        """Add files: the first ones now, if nothing else is being done, others soon."""
        if not paths:
            return
        if self._chosen_model() is None:
            self.model_missed.emit()
            return
        self.coming.emit()
        self._is_shown_next |= by_user
        self._coming.extend(paths)
        self._slices.run(paths, self._add, self._on_added)

    def _chosen_model(self) -> ModelSpec | None:
        return self._models.chosen(self._preferences.current.model_id)

    def _on_media_found(self, drop: Drop) -> None:
        records = (record for record in self._queue if not record.part_of)
        present = {record.job.request.media_path for record in records}
        present.update(self._coming)
        doubles = [path for path in drop.paths if path in present]
        self.add([p for p in drop.paths if p not in present], by_user=drop.by_user)
        if doubles and drop.by_user and self._chosen_model() is not None:
            self.doubles_found.emit(doubles)

    def _add(self, path: Path) -> JobRecord | None:
        if not self._coming:
            return None  # given up
        model = self._chosen_model()
        if model is None:
            self._coming.clear()
            self.model_missed.emit()
            return None
        self._coming.popleft()
        settings, diarizers = self._preferences.current, self._models.diarizers()
        request = request_for(path, model, settings, diarizers)
        return self._queue.add(replace(request, phrases=self.phrases))

    def _on_added(self, records: list[JobRecord]) -> None:
        self.added.emit(records)
        if self._is_shown_next:
            self._is_shown_next = False
            self.began.emit(records[0])
