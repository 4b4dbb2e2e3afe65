"""Queue the files found, a few at a time, so that thousands do not block the window."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.choices.requests import request_for
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.jobs.slices import Slices
from desktop_app.app.settings import Preferences
from desktop_app.core.model import ModelSpec


class Adding(QObject):
    """Make jobs of files, in order.

    Args:
        queue: gets the jobs.
        chosen_model: returns the model for new jobs, or None.
        preferences: the settings for new jobs.
        slices: does it a few at a time.

    Signals:
        added: a list of new JobRecords, at least one; several lists for many files.
        model_missed: no model is left for the files that have not been added yet.
    """

    added = Signal(object)
    model_missed = Signal()

    def __init__(
        self,
        queue: JobQueue,
        chosen_model: Callable[[], ModelSpec | None],
        preferences: Preferences,
        slices: Slices,
    ) -> None:
        super().__init__()
        self._queue = queue
        self._chosen_model = chosen_model
        self._preferences = preferences
        self._slices = slices
        self._coming: deque[Path] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether more files are about to be added."""
        return bool(self._coming)

    def add(self, paths: Sequence[Path]) -> None:
        """Add files: the first ones now, if nothing else is being done, others soon."""
        self._coming.extend(paths)
        self._slices.run(paths, self._add, self.added.emit)

    def doubles(self, paths: Sequence[Path]) -> list[Path]:
        """Return those of these files that the list has, or that are about to be added."""
        records = (record for record in self._queue if not record.part_of)
        present = {record.job.request.media_path for record in records}
        present.update(self._coming)
        return [path for path in paths if path in present]

    def _add(self, path: Path) -> JobRecord | None:
        if not self._coming:
            return None  # given up
        model = self._chosen_model()
        if model is None:
            self._coming.clear()
            self.model_missed.emit()
            return None
        self._coming.popleft()
        return self._queue.add(request_for(path, model, self._preferences.current))
