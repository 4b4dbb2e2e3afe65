"""The selected job's transcript, which follows the queue, the models and the settings."""

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs.queue import JobQueue
from desktop_app.app.settings import Preferences
from desktop_app.app.transcript_model import TranscriptModel
from desktop_app.app.transcript_rows import TranscriptRows


class ShownTranscript(TranscriptModel):
    """Shows one job of the queue, and what can be done about its marks."""

    def __init__(self, queue: JobQueue, models: ModelListModel, preferences: Preferences) -> None:
        super().__init__()
        self._queue = queue
        self._job_id = 0
        self._rows_of = TranscriptRows(queue, models, preferences).of
        models.modelReset.connect(self.refresh)
        preferences.changed.connect(self.refresh)

    def show_job(self, job_id: int) -> None:
        """Show another job; 0 for none."""
        self._job_id = job_id
        self.show(self._rows_of(self._queue.get(job_id)))

    def refresh(self) -> None:
        """Show what the same job has by now."""
        self.grow_to(self._rows_of(self._queue.get(self._job_id)))
