"""Queue the files found, a few at a time, so that thousands do not block the window."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.choices.requests import request_for
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.settings import Preferences
from desktop_app.core.model import ModelSpec

# How long to add files before returning to the event loop, in seconds: one frame.
ADDING_S = 0.016


class Adding(QObject):
    """Make jobs of files; those of one call stay together, and in order.

    Args:
        queue: gets the jobs.
        chosen_model: returns the model for new jobs, or None.
        preferences: the settings for new jobs.

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
    ) -> None:
        super().__init__()
        self._queue = queue
        self._chosen_model = chosen_model
        self._preferences = preferences
        self._coming: deque[Path] = deque()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._add_some)

    @property
    def is_busy(self) -> bool:
        """Whether more files are about to be added."""
        return bool(self._coming)

    def add(self, paths: Sequence[Path]) -> JobRecord | None:
        """Add files: the first ones now, others from the event loop.

        Returns:
            The first one's record; None while files of an earlier call are being added.
        """
        is_first = not self._coming
        self._coming.extend(paths)
        return self._add_some() if is_first else None

    def doubles(self, paths: Sequence[Path]) -> list[Path]:
        """Return those of these files that the list has, or that are about to be added."""
        records = (record for record in self._queue if not record.part_of)
        present = {record.job.request.media_path for record in records}
        present.update(self._coming)
        return [path for path in paths if path in present]

    def _add_some(self) -> JobRecord | None:
        model, settings = self._chosen_model(), self._preferences.current
        if model is None:
            self._coming.clear()
            self.model_missed.emit()
            return None
        until_s = time.monotonic() + ADDING_S
        added = []
        while self._coming and time.monotonic() < until_s:
            request = request_for(self._coming.popleft(), model, settings)
            added.append(self._queue.add(request))
        if self._coming:
            self._more.start()
        if not added:
            return None
        self.added.emit(added)
        return added[0]
