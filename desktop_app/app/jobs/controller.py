"""The user's commands on recordings; connects queue, engine and item models."""

import time
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.choices.requests import request_again, request_for
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.intake import Intake
from desktop_app.app.jobs.item_model import JobListModel
from desktop_app.app.jobs.queue import PROBE_PATIENCE_S, JobQueue, JobRecord
from desktop_app.app.jobs.status import Status, queue_facts, queue_status
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import AppError, ModelNotInstalled
from desktop_app.core.job import JobState
from desktop_app.core.media import MediaInfo
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import ModelReady, TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Transcript

# How long to add files before returning to the event loop, in seconds: one frame.
ADDING_S = 0.016
# How often the status is emitted if only its numbers change.
STATUS_MS = 100


class TranscriptionController(QObject):
    """Handle user commands in the GUI thread, and emit change signals.

    Signals:
        problem_found: an AppError that belongs to no row.
        selection_changed: the selected job's number, 0 for none.
        selected_job_changed: the selected job has changed.
        job_ended: the JobRecord of a job that is done, failed or stopped. Emitted last: queue, rows
            and status are up to date, and the next job has started.
        job_failed: the same for failed jobs, after `job_ended`.
        removed: how many jobs were removed; `put_back` restores them.
        status_changed: the Status.
    """

    problem_found = Signal(object)
    selection_changed = Signal(int)
    selected_job_changed = Signal()
    job_ended = Signal(object)
    job_failed = Signal(object)
    removed = Signal(int)
    status_changed = Signal(object)

    def __init__(
        self,
        engine: EngineThread,
        intake: Intake,
        models: ModelListModel,
        preferences: Preferences,
        queue: JobQueue,
        jobs: JobListModel,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._intake = intake
        self._models = models
        self._preferences = preferences
        self._queue = queue
        self._selected_id = 0
        self._is_running = False
        self._held: list[str] = []
        self._engine_status = Status()
        self._first_id_of_run = 0
        self._to_remove: set[int] = set()
        self._removed: list[JobRecord] = []
        self._coming: deque[Path] = deque()
        self._added: list[JobRecord] = []
        self._add_more = QTimer(self, singleShot=True, interval=0)
        self._add_more.timeout.connect(self._on_add_more)
        self._shown_status = Status()
        self._tell_status = QTimer(self, singleShot=True, interval=STATUS_MS)
        self._tell_status.timeout.connect(self._on_tell_status)
        # A probe that hangs delays the others only for a while.
        self._pump_again = QTimer(self, singleShot=True, interval=round(PROBE_PATIENCE_S * 1000))
        self._pump_again.timeout.connect(self._pump)
        self.jobs = jobs
        intake.media_found.connect(self._on_media_found)
        intake.probed.connect(self._on_probed)
        intake.failed.connect(self.problem_found)
        engine.prepared.connect(self._on_prepared)
        engine.preparation_failed.connect(self._on_preparation_failed)
        engine.reported.connect(self._on_reported)
        engine.done.connect(self._on_done)
        engine.failed.connect(self._on_failed)
        engine.stopped.connect(self._on_stopped)
        engine.unloaded.connect(self._on_unloaded)

    @property
    def status(self) -> Status:
        """The current status."""
        engine = replace(self._engine_status, is_running=self._is_running)
        return queue_status(self._queue, self._first_id_of_run, engine)

    @property
    def selected(self) -> JobRecord | None:
        """The number of the selected job."""
        return self._queue.get(self._selected_id)

    @property
    def chosen_model(self) -> ModelSpec | None:
        """The model for new jobs; None if none is installed."""
        return self._models.chosen(self._preferences.current.model_id)

    @property
    def active_model(self) -> ModelSpec | None:
        """The active job's model; None without an active job."""
        active = self._queue.active
        return active.job.request.model if active else None

    @property
    def active_job(self) -> int:
        """The number of the active job; 0 if none."""
        active = self._queue.active
        return active.id if active else 0

    def finished(self) -> tuple[Transcript, ...]:
        """The transcripts of all done jobs, in order."""
        return tuple(r.transcript for r in self._queue if r.transcript is not None)

    def records(self, job_ids: Iterable[int] | None = None) -> tuple[JobRecord, ...]:
        """Return the records of all jobs in order, or of some."""
        given = map(self._queue.get, job_ids) if job_ids is not None else self._queue
        return tuple(record for record in given if record is not None)

    def recordings(self) -> tuple[Path, ...]:
        """The files of all jobs, which must not be overwritten."""
        return tuple(record.job.request.media_path for record in self._queue)

    def warm_up(self) -> None:
        """Import the engine's libraries; called once the window is on screen."""
        self._engine_status = replace(self._engine_status, is_preparing=True)
        self._engine.warm_up()
        self._announce()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Queue files, and the media files in folders; the intake reports .nemo files."""
        self._intake.look_at(paths)

    def add(self, request: TranscriptionRequest, part_of: int = 0) -> JobRecord:
        """Queue a file, or a span of one, which starts by itself and before all files."""
        record = self._queue.add(request, part_of)
        self._show_new([record])
        self._probe(record)
        return record

    def revise(self, job_id: int, transcript: Transcript) -> None:
        """Replace a done job's text."""
        self._queue.revise(job_id, transcript)
        self._tell(job_id)

    def select(self, job_id: int) -> None:
        """Select a job; 0 for none."""
        if job_id == self._selected_id:
            return
        self._selected_id = job_id
        self.selection_changed.emit(job_id)

    def start(self) -> None:
        """Start all jobs that wait or were stopped."""
        for record in self._queue:
            if record.state is JobState.STOPPED:
                self._begin_again(record)
        self._is_running = True
        self._pump()

    def hold(self, model_id: str = "") -> None:
        """Start no job with this model until `go_on`, as its files change; "" means all models."""
        self._held.append(model_id)

    def go_on(self, model_id: str = "") -> None:
        """Start jobs with it again; no-op if it was not held."""
        if model_id in self._held:
            self._held.remove(model_id)
            self._pump()

    def stop(self, job_id: int) -> None:
        """Stop one job; the next one starts."""
        if self._queue.ask_to_stop(job_id):
            self._engine.cancel(job_id)
        self._tell(job_id)

    def stop_all(self) -> None:
        """Stop the active job, and hold the others until `start`."""
        self._is_running = False
        active = self._queue.active
        if active is not None:
            self.stop(active.id)
        self._announce()

    def retry(self, job_id: int) -> None:
        """Restart an ended job with the current settings."""
        if (record := self._queue.get(job_id)) and record.state.is_terminal:
            self._begin_again(record)
            self._is_running = True
            self._pump()

    def remove(self, job_ids: Collection[int]) -> None:
        """Remove these jobs, stopping an active one first. `put_back` restores them."""
        present = [r for job_id in job_ids if (r := self._queue.get(job_id)) is not None]
        active = [record for record in present if record.state.is_active]
        if any(not record.part_of for record in present):
            self._removed = []  # the jobs restored together; those being stopped join it later
        for record in active:
            self._to_remove.add(record.id)
            self.stop(record.id)
        gone = [record for record in present if record not in active]
        if gone:
            self._forget(gone)

    def put_back(self) -> None:
        """Undo the last `remove`: jobs get their old state and places."""
        records, self._removed = self._removed, []
        self._queue.put_back(records)
        self.jobs.insert(records)
        waiting = [record for record in records if record.state is JobState.WAITING]
        for record in waiting:
            if record.info is None:  # its probe's answer was ignored meanwhile
                self._intake.probe(record)
        self._is_running |= bool(waiting) and self._preferences.current.starts_automatically
        if records and self.selected is None:
            self.select(records[0].id)
        self._pump()

    def ended_ids(self, among: Collection[int] | None = None) -> list[int]:
        """Return the numbers of ended jobs, of all or of some."""
        records = map(self._queue.get, among) if among is not None else self._queue
        return [r.id for r in records if r is not None and r.state.is_terminal]

    def choose_track(self, job_id: int, number: int) -> None:
        """Transcribe another audio track; a done recording keeps its text and gets a new row."""
        record = self._queue.get(job_id)
        if record is None or record.state.is_active:
            return
        request = replace(record.job.request, audio_track=number)
        if record.state is JobState.WAITING:
            self._queue.change(job_id, request)
            self._tell(job_id)
            return
        if record.state is JobState.DONE:
            if record.track is None or record.track.track.number != number:
                self._is_running = True
                self.select(self.add(request).id)
            self._tell(job_id)
            return
        self._probe(self._queue.retry(job_id, request))
        self._is_running = True

    def _on_media_found(self, paths: list[Path]) -> None:
        if self.chosen_model is None:
            self._tell_of_no_model()
            return
        if not self._is_running and self._queue.active is None and not self._coming:
            self._first_id_of_run = 0
        self._is_running |= self._preferences.current.starts_automatically
        self._coming.extend(paths)
        if not self._add_more.isActive():
            self._add_some()
            self._show_added()  # the first ones at once, all others together
        if self.selected is None:
            self.select(next((r.id for r in self._queue), 0))

    def _on_add_more(self) -> None:
        self._add_some()
        if not self._coming:
            self._show_added()

    def _add_some(self) -> None:
        """Queue some of the files found, so that thousands do not block the window."""
        model, settings = self.chosen_model, self._preferences.current
        if model is None:  # the last one was deleted meanwhile
            self._coming.clear()
            self._tell_of_no_model()
            return
        until_s = time.monotonic() + ADDING_S
        while self._coming and time.monotonic() < until_s:
            record = self._queue.add(request_for(self._coming.popleft(), model, settings))
            self._added.append(record)
            self._intake.probe(record)
        if self._coming:
            self._add_more.start()

    def _tell_of_no_model(self) -> None:
        self.problem_found.emit(ModelNotInstalled("No speech model is installed."))

    def _show_added(self) -> None:
        """Show queued jobs in batches, as the list lays out all rows on each insertion."""
        added, self._added = self._added, []
        # Some were removed or restarted meanwhile, or removed and restored, which shows them.
        present = [r for each in added if (r := self._queue.get(each.id)) is not None]
        self._show_new([record for record in present if self.jobs.row_of(record.id) < 0])

    def _show_new(self, records: list[JobRecord]) -> None:
        if not records:
            return
        self._first_id_of_run = self._first_id_of_run or records[0].id
        self.jobs.insert(records)
        self._announce()

    def _on_prepared(self) -> None:
        self._engine_status = replace(self._engine_status, is_preparing=False)
        self._pump()

    def _on_preparation_failed(self, error: AppError) -> None:
        self._engine_status = replace(self._engine_status, preparation_error=error)
        self.problem_found.emit(error)
        self._on_prepared()

    def _on_reported(self, job_id: int, event: TranscriptionEvent) -> None:
        if isinstance(event, ModelReady):
            self._engine_status = replace(self._engine_status, model=event)
        self._queue.report(job_id, event)
        self._tell(job_id)

    def _on_done(self, job_id: int, transcript: Transcript) -> None:
        self._after(self._queue.finish(job_id, transcript))

    def _on_failed(self, job_id: int, error: AppError) -> None:
        self._after(self._queue.fail(job_id, error))

    def _on_stopped(self, job_id: int) -> None:
        self._after(self._queue.stopped(job_id))

    def _on_unloaded(self) -> None:
        self._engine_status = replace(self._engine_status, model=None)
        self._announce()

    def _after(self, record: JobRecord) -> None:
        """Handle the end of a job: show it, start the next one, and emit `job_ended`."""
        self._tell(record.id)
        if record.id in self._to_remove:
            self._to_remove.discard(record.id)
            if self._queue.get(record.id) is record:
                self._forget([record])
        self._pump()
        self.job_ended.emit(record)
        if record.error is not None:
            self.job_failed.emit(record)

    def _begin_again(self, record: JobRecord) -> None:
        request = request_again(record.job.request, self.chosen_model, self._preferences.current)
        self._probe(self._queue.retry(record.id, request))

    def _probe(self, record: JobRecord) -> None:
        self._tell(record.id)
        if record.info is None:
            self._intake.probe(record)
        else:  # a span, or another track: probed with the original
            self._pump()

    def _on_probed(self, record: JobRecord, result: MediaInfo | AppError) -> None:
        # Not if the job was stopped, removed or restarted meanwhile.
        if self._queue.get(record.id) is not record or record.state is not JobState.WAITING:
            return
        if isinstance(result, AppError):
            self._after(self._queue.fail(record.id, result))
            return
        self._queue.probed(record.id, result)
        self._tell(record.id)
        self._pump()

    def _pump(self) -> None:
        """Submit the next job if the engine is free."""
        if self._queue.active is None and not self._engine_status.is_preparing:
            record = self._queue.next_waiting(only_parts=not self._is_running)
            if record is not None and {"", record.job.request.model.id} & set(self._held):
                pass  # its files change: `go_on` starts it
            elif record is not None:
                job = self._queue.start(record.id)
                self._tell(record.id)
                self._engine.submit(job, self._queue.upcoming() if self._is_running else ())
            elif self._is_running and (self._queue.count(JobState.WAITING) or self._coming):
                self._pump_again.start()
            else:
                self._is_running = False
        self._announce()

    def _tell(self, job_id: int) -> None:
        record = self._queue.get(job_id)
        if record is not None:
            self.jobs.update(record)
            if self._selected_id in (job_id, record.part_of):
                self.selected_job_changed.emit()
        self._announce()

    def _forget(self, records: list[JobRecord]) -> None:
        for record in records:
            self._queue.remove(record.id)
        self.jobs.remove([record.id for record in records])
        files = [record for record in records if not record.part_of]
        self._removed += files
        if self.selected is None:
            self.select(next((r.id for r in self._queue), 0))
        for record in records:
            if record.part_of:
                self._tell(record.part_of)
        self._announce()
        if files:
            self.removed.emit(len(self._removed))

    def _announce(self) -> None:
        """Emit the status: at once if it differs, else soon, and once for many steps.

        With thousands of jobs, counting what is left would dominate each step.
        """
        facts = queue_facts(self._queue, replace(self._engine_status, is_running=self._is_running))
        if _as_shown(facts) != _as_shown(self._shown_status):
            self._on_tell_status()
        elif not self._tell_status.isActive():
            self._tell_status.start()

    def _on_tell_status(self) -> None:
        self._tell_status.stop()
        self._shown_status = self.status
        self.status_changed.emit(self._shown_status)


def _as_shown(status: Status) -> Status:
    """Return the urgent part of a status: all but numbers that change with every step."""
    return replace(
        status,
        ended=min(status.ended, 1),
        done=min(status.done, 1),
        speed=None,
        number=0,
        count=0,
        left_s=None,
        fraction=None,
    )
