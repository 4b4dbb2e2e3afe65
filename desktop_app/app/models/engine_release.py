"""Unload a model before its files change."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.model_errors import ModelBusy
from desktop_app.core.request import ModelReady, TranscriptionEvent


class EngineRelease(QObject):
    """Unload a model, unless it is at work, and keep it out of memory until `go_on`.

    Windows does not move or delete the files of a mapped model.
    """

    def __init__(self, engine: EngineThread, controller: TranscriptionController) -> None:
        super().__init__()
        self._engine = engine
        self._controller = controller
        self._waiting: list[Callable[[], None]] = []
        self._ready_job = 0  # the active job, once its own model is in memory
        self._is_unloading = False
        engine.reported.connect(self._on_reported)
        controller.job_ended.connect(self._on_job_ended)
        engine.unloaded.connect(self._on_unloaded)

    def unload(self, model_id: str, then: Callable[[], None]) -> None:
        """Call `then` once this model is not in memory; "" means all models.

        No job starts with it until `go_on`.

        Raises:
            ModelBusy: a recording is being transcribed with it.
        """
        active = self._controller.active_model
        if active is not None and model_id in ("", active.id):
            raise ModelBusy("{model} is transcribing a recording.", model=active.title)
        self._controller.hold(model_id)
        self._waiting.append(then)
        self._proceed_if_unloaded()

    def go_on(self, model_id: str) -> None:
        """Let jobs start with a model again; no-op if it was not unloaded here."""
        self._controller.go_on(model_id)

    def _proceed_if_unloaded(self) -> None:
        """Call the waiting callbacks, if their model is known not to be in memory."""
        if not self._waiting:
            return
        active = self._controller.active_job
        if active == 0:
            if not self._is_unloading:
                self._is_unloading = True
                self._engine.unload()
        elif active == self._ready_job:
            self._proceed()  # only one model is in memory, and it is another one
        # Else the job is preparing its model, perhaps unpacking it, and the previous job's is still
        # in memory.

    def _proceed(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _on_reported(self, job_id: int, event: TranscriptionEvent) -> None:
        if isinstance(event, ModelReady):
            self._ready_job = job_id
            self._proceed_if_unloaded()

    def _on_job_ended(self, record: JobRecord) -> None:
        if record.id == self._ready_job:
            self._ready_job = 0  # it may be restarted with another model
        self._proceed_if_unloaded()

    def _on_unloaded(self) -> None:
        self._is_unloading = False
        self._proceed()
