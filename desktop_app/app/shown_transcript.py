"""The selected job's transcript, which follows the queue, the models and the settings."""

from typing import TYPE_CHECKING

from desktop_app.app.jobs import JobQueue
from desktop_app.app.models_list import ModelListModel
from desktop_app.app.preferences import Preferences
from desktop_app.app.transcript_model import TranscriptModel
from desktop_app.app.transcript_rows import TranscriptRows

if TYPE_CHECKING:
    from desktop_app.app.controller import TranscriptionController


class ShownTranscript(TranscriptModel):
    """Shows what the controller has selected, and what can be done about its marks."""

    def __init__(
        self,
        controller: "TranscriptionController",
        queue: JobQueue,
        models: ModelListModel,
        preferences: Preferences,
    ) -> None:
        super().__init__(controller)
        # Not the controller itself: it holds this model, and such a ring of QObjects would be
        # taken apart by the garbage collector in whatever thread that runs.
        self._queue = queue
        self._job_id = 0
        self._rows_of = TranscriptRows(queue, models, preferences).of
        controller.selection_changed.connect(self._on_selection_changed)
        controller.selected_job_changed.connect(self._on_news)
        models.modelReset.connect(self._on_news)
        preferences.changed.connect(self._on_news)

    def _on_selection_changed(self, job_id: int) -> None:
        self._job_id = job_id
        self.show(self._rows_of(self._queue.get(job_id)))

    def _on_news(self) -> None:
        self.grow_to(self._rows_of(self._queue.get(self._job_id)))
