"""The user's commands on recordings; connects queue, engine and item models."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.choices.requests import request_again
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.adding import Adding
from desktop_app.app.jobs.intake import Answer, Intake
from desktop_app.app.jobs.item_model import JobListModel, Section, section_of
from desktop_app.app.jobs.order import moved_by_one, parted, placed_before
from desktop_app.app.jobs.queue import PROBE_PATIENCE_S, JobQueue, JobRecord
from desktop_app.app.jobs.removal import Removals
from desktop_app.app.jobs.slices import Slices
from desktop_app.app.jobs.status import Status, as_shown, queue_facts, queue_status
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import AppError, ModelNotInstalled
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelKind, ModelSpec, id_as_title
from desktop_app.core.request import (
    ModelReady,
    SpeakerSearch,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.library.records import StoredJob, TranscriptSummary

logger = logging.getLogger(__name__)

# How often the status is emitted if only its numbers change.
STATUS_MS = 100


class TranscriptionController(QObject):
    """Handle user commands in the GUI thread, and emit change signals.

    Signals with records are for what the library keeps: they are emitted at once, never for mere
    progress, and never for parts.

    Signals:
        problem_found: an AppError that belongs to no row.
        selection_changed: the selected job's number, 0 for none.
        selected_job_changed: the selected job has changed.
        job_ended: the JobRecord of a job that is done, failed or stopped. Emitted last: queue, rows
            and status are up to date, and the next job has started.
        job_failed: the same for failed jobs, after `job_ended`.
        removed: how many jobs were removed; `put_back` restores them.
        status_changed: the Status.
        doubles_found: a list of paths that the list has already; `add_doubles` adds them again.
        files_added: the first JobRecord of the files that the user added, which is selected.
        states_changed: a list of JobRecords, also of parts, in another state; before the status
            tells of it.
        jobs_added: a list of new JobRecords, before any of them starts.
        jobs_probed: a list of waiting JobRecords whose files were looked at; before any starts.
        jobs_changed: a list of JobRecords with another state, request or error; not those that are
            done.
        jobs_restarted: a list of JobRecords whose journal is no longer wanted; before they start.
        jobs_placed: the keys of all jobs that are not done, in their new order.
        jobs_removed: a list of JobRecords that left the list, also done ones.
        jobs_put_back: a list of JobRecords that came back.
        transcript_revised: a JobRecord whose text was changed in part.
        undo_forgotten: what was removed cannot be put back any more.
    """

    problem_found = Signal(object)
    selection_changed = Signal(int)
    selected_job_changed = Signal()
    job_ended = Signal(object)
    job_failed = Signal(object)
    removed = Signal(int)
    status_changed = Signal(object)
    doubles_found = Signal(object)
    files_added = Signal(object)
    states_changed = Signal(object)
    jobs_added = Signal(object)
    jobs_probed = Signal(object)
    jobs_changed = Signal(object)
    jobs_restarted = Signal(object)
    jobs_placed = Signal(object)
    jobs_removed = Signal(object)
    jobs_put_back = Signal(object)
    transcript_revised = Signal(object)
    undo_forgotten = Signal()

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
        # Restored ones, whose files are not touched before the queue runs.
        self._unprobed: list[JobRecord] = []
        self._engine_status = Status()
        self._removals = Removals(queue)
        self._slices = Slices(self)
        self._adding = Adding(intake, queue, models, preferences, self._slices)
        self._shown_status = Status()
        self._tell_status = QTimer(self, singleShot=True, interval=STATUS_MS)
        self._tell_status.timeout.connect(self._on_tell_status)
        # A probe that hangs delays the others only for a while.
        self._pump_again = QTimer(self, singleShot=True, interval=round(PROBE_PATIENCE_S * 1000))
        self._pump_again.timeout.connect(self._pump)
        self.jobs = jobs
        intake.probed.connect(self._on_probed)
        intake.failed.connect(self.problem_found)
        self._adding.coming.connect(self._on_coming)
        self._adding.added.connect(self._on_added)
        self._adding.began.connect(self._on_files_began)
        self._adding.doubles_found.connect(self.doubles_found)
        self._adding.model_missed.connect(self._tell_of_no_model)
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
        return queue_status(self._queue, engine)

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
        """The transcripts in memory of all done jobs, in order of arrival."""
        return tuple(r.transcript for r in self._queue.done() if r.transcript is not None)

    def records(self, job_ids: Iterable[int] | None = None) -> tuple[JobRecord, ...]:
        """Return the records of all jobs in order, or of some."""
        given = map(self._queue.get, job_ids) if job_ids is not None else self._queue
        return tuple(record for record in given if record is not None)

    def recordings(self) -> tuple[Path, ...]:
        """The files of all jobs, which must not be overwritten."""
        return tuple(record.job.request.media_path for record in self._queue)

    def find(self, key: str) -> JobRecord | None:
        """Return the job with this key, or None."""
        return self._queue.find(key)

    def warm_up(self) -> None:
        """Import the engine's libraries; called once the window is on screen."""
        self._engine_status = replace(self._engine_status, is_preparing=True)
        self._engine.warm_up()
        self._announce()

    def add_paths(self, paths: Sequence[Path], *, by_user: bool = True) -> None:
        """Queue files, and the media files in folders; the intake reports .nemo files.

        Args:
            paths: files and folders.
            by_user: select the first one, and ask about files that the list has; otherwise these
                are left out.
        """
        self._intake.look_at(paths, by_user=by_user)

    def add_doubles(self, paths: Sequence[Path]) -> None:
        """Queue files that the list has already."""
        self._adding.add(paths)

    def add(
        self, request: TranscriptionRequest, part_of: int = 0, *, again_of: str = ""
    ) -> JobRecord:
        """Queue a file, or a span of one, which starts by itself and before all files."""
        self._begin_run()
        record = self._queue.add(request, part_of, again_of=again_of)
        self._show_new([record])
        self._probe([record])
        return record

    def restore(
        self, jobs: Sequence[StoredJob], transcripts: Sequence[TranscriptSummary] = ()
    ) -> None:
        """Show what the library has, behind all that is there, little by little; starts nothing."""
        known = self._specs()

        def restored(one: StoredJob | TranscriptSummary) -> JobRecord | None:
            if self._queue.find(one.key) is not None:
                return None
            if isinstance(one, StoredJob):
                return self._queue.restore(one)
            return self._queue.restore_transcript(one, _model_of(one, known))

        def show(records: list[JobRecord]) -> None:
            waiting = (r for r in records if r.state is JobState.WAITING and r.info is None)
            self._unprobed += waiting
            self.jobs.insert(records)
            if self.selected is None and records:  # the first that is unfinished, or the newest
                self.select(records[0].id)
            self._announce()

        stored: list[StoredJob | TranscriptSummary] = [*jobs, *transcripts]
        self._slices.run(stored, restored, show)

    def _specs(self) -> dict[str, ModelSpec]:
        return {spec.id: spec for spec in self._models.specs()}

    def supersede(self, transcripts: Iterable[TranscriptSummary]) -> None:
        """Drop the rows of jobs that another program has finished, to be shown as transcripts."""
        found = (self._queue.find(one.key) for one in transcripts)
        ended = [
            r for r in found if r is not None and r.state in (JobState.STOPPED, JobState.FAILED)
        ]
        for record in ended:
            self._queue.remove(record.id)
        if ended:
            self.jobs.remove([record.id for record in ended])
        if self.selected is None and self._selected_id:
            self.select(0)

    def revise(self, job_id: int, transcript: Transcript) -> None:
        """Replace a done job's text."""
        self._tell_of_id(job_id, in_list=self._queue.revise(job_id, transcript))
        record = self._queue.get(job_id)
        if record is not None and record.key:
            self.transcript_revised.emit(record)

    def show_transcript(self, job_id: int, transcript: Transcript | None) -> None:
        """Show a done job's text as the library has it, or drop it from memory."""
        record = self._queue.get(job_id)
        if record is not None and record.state is JobState.DONE:
            self._queue.revise(job_id, transcript)
            self._tell([record])

    def show_partial(self, job_id: int, segments: Sequence[Segment]) -> None:
        """Show what a job of an earlier time has heard so far."""
        record = self._queue.get(job_id)
        if record is not None and record.state.is_terminal and record.state is not JobState.DONE:
            self._queue.recall(job_id, segments)
            self._tell([record])

    def show_summary(self, job_id: int, summary: TranscriptSummary) -> None:
        """Show a done job as the library has it."""
        record = self._queue.get(job_id)
        if record is not None:
            if record.is_notice_until_kept:
                record.notice, record.is_notice_until_kept = "", False
            self._tell([self._queue.summarise(job_id, summary, _model_of(summary, self._specs()))])

    def drop(self, job_id: int) -> bool:
        """Take a row away that the library does not have; return whether it was there."""
        if self._queue.get(job_id) is None:
            return False
        self._queue.remove(job_id)
        self.jobs.remove([job_id])
        if self._selected_id == job_id:
            self.select(0)
        self._announce()
        return True

    def withdraw_notices(self) -> None:
        """Drop the notices about what the library did not have: it has everything."""
        self._tell(self._queue.withdraw_notices())

    def keys_in_order(self) -> list[str]:
        """Return the keys of all jobs that are not done, in their order."""
        return [record.key for record in self._queue.unfinished() if record.key]

    def move_media(self, job_id: int, path: Path) -> None:
        """Note that the recording of a job that has ended lies elsewhere now."""
        record = self._queue.get(job_id)
        if record is None or not record.state.is_terminal:
            return
        self._queue.move_media(job_id, path)
        if record.state is JobState.DONE:
            self._tell([record])
        else:
            self._tell_and_keep([record])

    def forget_undo(self) -> None:
        """Bring nothing back any more that was removed: it is deleted for good."""
        self._removals = Removals(self._queue)
        self.undo_forgotten.emit()

    def clear(self) -> bool:
        """Empty the list without a trace, as the library was deleted or replaced.

        Returns:
            Whether it is empty; not while a job is active.
        """
        if self._queue.active is not None:
            return False
        self._is_running = False
        job_ids = [record.id for record in self._queue]
        for job_id in job_ids:
            self._queue.remove(job_id)
        self.jobs.remove(job_ids)
        self.forget_undo()
        self.select(0)
        self._announce()
        return True

    def select(self, job_id: int) -> None:
        """Select a job; 0 for none."""
        if job_id == self._selected_id:
            return
        self._selected_id = job_id
        self.selection_changed.emit(job_id)

    def start(self) -> None:
        """Start all jobs that wait, and let those go on that were stopped."""
        self.continue_jobs([r.id for r in self._queue.unfinished() if r.state is JobState.STOPPED])
        self._begin_run()
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
        record = self._queue.get(job_id)
        if record is None:
            return
        if self._queue.ask_to_stop(job_id):
            self._engine.cancel(job_id)
            self._tell([record])
        elif record.state is JobState.STOPPED:
            self._tell_and_keep([record])

    def stop_all(self) -> None:
        """Stop the active job, and hold the others until `start`."""
        self.pause()
        active = self._queue.active
        if active is not None:
            self.stop(active.id)

    def pause(self) -> None:
        """Start no other job until `start`; the active one goes on to its end."""
        self._is_running = False
        self._announce()

    def retry(self, job_id: int) -> None:
        """Let an ended job go on, or begin again with the present settings if it heard nothing.

        A done one keeps its text, and gets a job of its own.
        """
        self.continue_jobs([job_id])

    def continue_jobs(self, job_ids: Collection[int]) -> None:
        """Do as `retry` with several jobs."""
        ended = [r for r in map(self._queue.get, job_ids) if r is not None and r.state.is_terminal]
        done = [record.id for record in ended if record.state is JobState.DONE]
        if done:
            self.transcribe_again(done)
        self._restart(ended, self._continued)

    def start_over(self, job_ids: Collection[int]) -> None:
        """Begin ended jobs again with the present settings; what they heard is given up."""
        ended = [r for r in map(self._queue.get, job_ids) if r is not None and r.state.is_terminal]
        open_ones = [record for record in ended if record.state is not JobState.DONE]
        kept = [record for record in open_ones if record.key]
        if kept:
            self.jobs_restarted.emit(kept)
        self._restart(open_ones, self._from_the_start)

    def transcribe_again(self, job_ids: Iterable[int], model: ModelSpec | None = None) -> None:
        """Queue done jobs once more; the new text becomes a version of the old one's transcript.

        Args:
            job_ids: the done jobs; others are ignored.
            model: the model to use; None for the chosen one.
        """
        spec, settings = model or self.chosen_model, self._preferences.current
        diarizers, added = self._models.diarizers(), []
        self._begin_run()
        for record in map(self._queue.get, job_ids):
            if record is not None and record.state is JobState.DONE:
                request = request_again(record.job.request, spec, settings, diarizers)
                request = self._with_phrases(replace(request, info=None))
                added.append(self._queue.add(request, again_of=record.key))
        if added:
            self._is_running = True
            self._show_new(added)
            self._probe(added)
            if len(added) == 1:
                self.select(added[0].id)

    def change_requests(
        self,
        job_ids: Iterable[int],
        change: Callable[[TranscriptionRequest], TranscriptionRequest],
    ) -> None:
        """Change how some jobs will be transcribed, of those that `may_change`."""
        changed = [record for record in self.records(job_ids) if may_change(record)]
        for record in changed:
            self._queue.change(record.id, change(record.job.request))
        if changed:
            self._tell_and_keep(changed)

    def listen_for(self, phrases: Sequence[str]) -> None:
        """Have new jobs listen for these names and terms, and those that `may_change`."""
        self._adding.phrases = tuple(phrases)
        waiting = [r.id for r in self._queue if r.job.request.phrases != self._adding.phrases]
        self.change_requests(waiting, self._with_phrases)

    def _with_phrases(self, request: TranscriptionRequest) -> TranscriptionRequest:
        return replace(request, phrases=self._adding.phrases)

    def move(self, job_ids: Collection[int], *, up: bool) -> None:
        """Move jobs of the queue by one row, together; those at the end stay."""
        self._place(moved_by_one(self._placeable(), job_ids, up=up))

    def place_before(self, job_ids: Collection[int], before: int = 0) -> None:
        """Move jobs of the queue before another one of it; 0 for the end."""
        self._place(placed_before(self._placeable(), job_ids, before))

    def start_next(self, job_ids: Collection[int]) -> None:
        """Start these jobs of the queue before all others; stopped ones go on."""
        active = self._queue.active
        ahead = [active.id] if active else []
        wanted, others = parted([i for i in self._placeable() if i not in ahead], job_ids)
        self._place([*ahead, *wanted, *others])
        stopped = [r.id for r in self.records(wanted) if r.state is JobState.STOPPED]
        self.continue_jobs(stopped)
        if wanted and not self._is_running:
            self._begin_run()
            self._is_running = True
            self._pump()

    def _placeable(self) -> list[int]:
        return [r.id for r in self._queue.unfinished() if section_of(r) is Section.QUEUE]

    def _place(self, order: Sequence[int]) -> None:
        changed = self._queue.place(order)
        if changed:
            self.jobs.update(changed)
            keys = [record.key for record in self._queue.unfinished() if record.key]
            self.jobs_placed.emit(keys)
            self._announce()

    def remove(self, job_ids: Collection[int]) -> None:
        """Remove these jobs, stopping an active one first. `put_back` restores them."""
        present = [r for job_id in job_ids if (r := self._queue.get(job_id)) is not None]
        active, idle = self._removals.begin(present)
        for record in active:
            self.stop(record.id)
        if idle:
            self._forget(idle)

    def put_back(self) -> None:
        """Undo the last `remove`: jobs get their old state and places."""
        records = self._removals.put_back()
        self.jobs.insert(records)
        waiting = [record for record in records if record.state is JobState.WAITING]
        # Its probe's answer was ignored meanwhile.
        self._intake.probe([record for record in waiting if record.info is None])
        if waiting and self._preferences.current.starts_automatically:
            self._begin_run()
            self._is_running = True
        if records:
            self.jobs_put_back.emit(records)
            if self.selected is None:
                self.select(records[0].id)
        self._pump()

    @property
    def can_put_back(self) -> bool:
        """Whether there is a removal to undo."""
        return self._removals.count > 0

    @property
    def to_put_back(self) -> Sequence[JobRecord]:
        """What `put_back` would bring back."""
        return self._removals.last

    def ended_ids(self, among: Collection[int] | None = None) -> list[int]:
        """Return the numbers of ended jobs, of all or of some."""
        records = map(self._queue.get, among) if among is not None else self._queue
        return [r.id for r in records if r is not None and r.state.is_terminal]

    def choose_track(self, job_id: int, number: int, speakers: SpeakerSearch | None = None) -> None:
        """Transcribe another audio track; a done recording keeps its text and gets a new row.

        Args:
            job_id: the recording's.
            number: counted from 0, or `ALL_TRACKS`.
            speakers: how to find who speaks; None for as before.
        """
        record = self._queue.get(job_id)
        if record is None or record.state.is_active:
            return
        request = replace(record.job.request, audio_track=number)
        request = replace(request, speakers=speakers or request.speakers)
        if record.state is JobState.DONE:
            if record.track_number != number:
                added = self.add(request)
                self._is_running = True
                self._pump()
                self.select(added.id)
            self._tell([record])
            return
        if record.state is JobState.WAITING:
            self._queue.change(job_id, request)
            self._tell_and_keep([record])
            return
        # What another track said is of no use.
        if record.key:
            self.jobs_restarted.emit([record])
        self._restart([record], lambda _record: self._queue.retry(job_id, request))

    def _continued(self, record: JobRecord) -> JobRecord:
        if not record.heard_s:
            return self._from_the_start(record)
        request, settings = record.job.request, self._preferences.current
        if record.state is JobState.FAILED:  # these are its remedies
            request = replace(
                request,
                device=settings.device,
                precision=settings.precision,
                batch_size=settings.batch_size,
            )
        return self._queue.go_on(record.id, request)

    def _from_the_start(self, record: JobRecord) -> JobRecord:
        request, settings = record.job.request, self._preferences.current
        if not record.has_own_settings:
            request = request_again(request, self.chosen_model, settings, self._models.diarizers())
            request = self._with_phrases(request)
        return self._queue.retry(record.id, request)

    def _restart(
        self, records: Iterable[JobRecord], restart: Callable[[JobRecord], JobRecord]
    ) -> None:
        ended = [record for record in records if record.state is not JobState.DONE]
        if not ended:
            return

        def begin(record: JobRecord) -> JobRecord | None:
            is_there = self._queue.get(record.id) is record  # it may have been removed meanwhile
            return restart(record) if is_there and record.state.is_terminal else None

        def show(waiting: list[JobRecord]) -> None:
            self._tell_and_keep(waiting)
            self._probe(waiting)

        self._begin_run()
        self._is_running = True
        self._slices.run(ended, begin, show)

    def _begin_run(self) -> None:
        if not self._is_running and self._queue.active is None:
            self._queue.begin_run()

    def _on_coming(self) -> None:
        if self._preferences.current.starts_automatically:
            self._begin_run()
            self._is_running = True

    def _on_added(self, records: list[JobRecord]) -> None:
        self._show_new(records)
        if self.selected is None:
            self.select(records[0].id)
        self._intake.probe(records)

    def _on_files_began(self, first: JobRecord) -> None:
        self.select(first.id)
        self.files_added.emit(first)

    def _tell_of_no_model(self) -> None:
        self.problem_found.emit(ModelNotInstalled("No speech model is installed."))

    def _show_new(self, records: list[JobRecord]) -> None:
        kept = [record for record in records if record.key]
        if kept:
            self.jobs_added.emit(kept)
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
        self._tell_of_id(job_id)

    def _on_done(
        self, job_id: int, transcript: Transcript, summary: TranscriptSummary | None
    ) -> None:
        record = self._queue.finish(job_id, transcript)
        if summary is not None:
            self._queue.summarise(job_id, summary)
        before = self._queue.find(record.again_of) if record.again_of else None
        # What is not in the library, or not yet, has no versions: both texts keep their rows.
        if summary is not None and before is not None and before.summary is not None:
            self._replace(before, record)
        self._after([record])

    def _replace(self, before: JobRecord, record: JobRecord) -> None:
        """Show a new version in the row of its transcript; the library keeps the old one."""
        if record.transcript is None:
            return
        is_selected = self._selected_id == record.id
        self._queue.remove(record.id)
        self._queue.revise(before.id, record.transcript)
        before.job = replace(before.job, request=record.job.request)
        if record.summary is not None and record.summary.key == before.key:
            self._queue.summarise(before.id, record.summary)
        self._tell([before])
        if is_selected:
            self.select(before.id)
        self.jobs.remove([record.id])

    def _on_failed(self, job_id: int, error: AppError) -> None:
        self._after([self._queue.fail(job_id, error)])

    def _on_stopped(self, job_id: int) -> None:
        self._after([self._queue.stopped(job_id)])

    def _on_unloaded(self) -> None:
        self._engine_status = replace(self._engine_status, model=None)
        self._announce()

    def _after(self, records: list[JobRecord]) -> None:
        """Handle the end of jobs: show it, start the next one, and emit `job_ended`."""
        self._tell_and_keep(records)
        unwanted = [record for record in records if self._removals.is_pending(record.id)]
        if unwanted:
            self._forget(unwanted)
        self._pump()
        for record in records:
            self.job_ended.emit(record)
            if record.error is not None:
                self.job_failed.emit(record)
            logger.info("%s: %s, and shown", record.job.request.media_path.name, record.state)

    def _probe(self, records: list[JobRecord]) -> None:
        self._intake.probe([record for record in records if record.info is None])
        self._pump()  # a span, or another track, was probed with the original

    def _on_probed(self, answers: list[tuple[JobRecord, Answer]]) -> None:
        failed: list[tuple[JobRecord, AppError]] = []
        found: list[JobRecord] = []
        # One that was removed and brought back may have been probed twice.
        for record, result in {id(pair[0]): pair for pair in answers}.values():
            # Not if the job was stopped, removed or restarted meanwhile.
            if self._queue.get(record.id) is not record or record.state is not JobState.WAITING:
                continue
            if isinstance(result, AppError):
                failed.append((record, result))
            else:
                self._queue.probed(record.id, result)
                found.append(record)
        if found:
            self._tell(found)
        if kept := [record for record in found if record.key]:
            self.jobs_probed.emit(kept)
        if failed:
            self._after([self._queue.fail(record.id, error) for record, error in failed])
        elif found:
            self._pump()

    def _pump(self) -> None:
        """Submit the next job if the engine is free."""
        if self._is_running and self._unprobed:
            waiting, self._unprobed = self._unprobed, []
            self._intake.probe([r for r in waiting if self._queue.get(r.id) is r])
        if self._queue.active is None and not self._engine_status.is_preparing:
            record = self._queue.next_waiting(only_parts=not self._is_running)
            if record is not None and {"", record.job.request.model.id} & set(self._held):
                pass  # its files change: `go_on` starts it
            elif record is not None:
                job = self._queue.start(record.id)
                self._tell_and_keep([record])
                self._engine.submit(job, self._queue.upcoming() if self._is_running else ())
            elif self._is_running and (self._queue.count(JobState.WAITING) or self._adding.is_busy):
                self._pump_again.start()
            else:
                self._is_running = False
        self._announce()

    def _tell_of_id(self, job_id: int, *, in_list: bool = True) -> None:
        record = self._queue.get(job_id)
        self._tell([record] if record is not None else [], in_list=in_list)

    def _tell_and_keep(self, records: list[JobRecord]) -> None:
        """Show another state, request or error, and let it be kept."""
        self.states_changed.emit(records)
        self._tell(records)
        kept = [record for record in records if record.key and record.state is not JobState.DONE]
        if kept:
            self.jobs_changed.emit(kept)

    def _tell(self, records: list[JobRecord], *, in_list: bool = True) -> None:
        if records:
            if in_list:
                self.jobs.update(records)
            if any(self._selected_id in (record.id, record.part_of) for record in records):
                self.selected_job_changed.emit()
        self._announce()

    def _forget(self, records: list[JobRecord]) -> None:
        count = self._removals.take(records)
        kept = [record for record in records if record.key]
        if kept:
            self.jobs_removed.emit(kept)
        self.jobs.remove([record.id for record in records])
        if self.selected is None:
            self.select(next((record.id for record in self._queue), 0))
        for record in records:
            if record.part_of:
                self._tell_of_id(record.part_of)
        self._announce()
        if count:
            self.removed.emit(count)

    def _announce(self) -> None:
        """Emit the status: at once if it differs, else soon, and once for many steps.

        With thousands of jobs, counting what is left would dominate each step.
        """
        facts = queue_facts(self._queue, replace(self._engine_status, is_running=self._is_running))
        if as_shown(facts) != as_shown(self._shown_status):
            self._on_tell_status()
        elif not self._tell_status.isActive():
            self._tell_status.start()

    def _on_tell_status(self) -> None:
        self._tell_status.stop()
        self._shown_status = self.status
        self.status_changed.emit(self._shown_status)


def may_change(record: JobRecord) -> bool:
    """Whether a job's model and language can be changed: nothing was heard with them yet."""
    return record.state is JobState.WAITING and not record.heard_s and not record.part_of


def _model_of(summary: TranscriptSummary, known: dict[str, ModelSpec]) -> ModelSpec:
    unknown = ModelSpec(summary.model, id_as_title(summary.model), ModelKind.TRANSDUCER, "")
    return known.get(summary.model, unknown)
