"""The queue of jobs: one state machine in plain Python, without Qt, threads or files."""

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from desktop_app.core.errors import AppError
from desktop_app.core.job import Job, JobState
from desktop_app.core.media import MediaInfo, TrackChoice
from desktop_app.core.request import (
    ModelLoading,
    ModelReady,
    Notice,
    Progress,
    SegmentsReady,
    TrackChosen,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript

LEGAL_MOVES: Mapping[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.LOADING, JobState.FAILED, JobState.STOPPED}),
    JobState.LOADING: frozenset(
        {JobState.WORKING, JobState.STOPPING, JobState.DONE, JobState.FAILED, JobState.STOPPED}
    ),
    # Back to LOADING when the engine falls back to another device midway.
    JobState.WORKING: frozenset(
        {JobState.LOADING, JobState.STOPPING, JobState.DONE, JobState.FAILED, JobState.STOPPED}
    ),
    # DONE and FAILED: the engine finished before the cancellation.
    JobState.STOPPING: frozenset({JobState.STOPPED, JobState.DONE, JobState.FAILED}),
    JobState.DONE: frozenset({JobState.WAITING}),
    JobState.FAILED: frozenset({JobState.WAITING}),
    JobState.STOPPED: frozenset({JobState.WAITING}),
}

# Files start in order of arrival, but a sleeping network drive may take half a minute.
PROBE_PATIENCE_S = 2.0
# An estimate from one batch was wrong by a factor of ten; after some seconds of work it is close.
STEADY_S = 2.0
# The chunks of one batch are reported in quick succession.
TOGETHER_S = 0.2
# How many jobs the engine may read ahead: enough short files for a good batch or two.
MOST_UPCOMING = 32


class IllegalMove(Exception):
    """An illegal state transition: a bug."""


@dataclass(slots=True)
class JobRecord:
    """The record of one job; changed by `JobQueue` only.

    Attributes:
        job: the request and its number.
        part_of: the number of the job whose transcript gets the text; 0 for a file.
        state: its state.
        done_s: seconds of audio transcribed.
        total_s: seconds of audio in total, None if unknown.
        speed: seconds of audio per second of work, since the first words after loading; None while
            unknown.
        segments: the segments so far.
        has_words: whether the model now in memory produced some of them.
        transcript: the result of a DONE job.
        error: the error of a FAILED job.
        choice: the audio track chosen by the engine; None if the request names one, and until it is
            known.
        notice: the engine's last notice.
        working_since_s: time of the model's first words, which take longer than the rest; reset
            when it is loaded again.
        working_from_s: seconds of audio done by then.
        waiting_since_s: time when the job was added or restarted.
    """

    job: Job
    part_of: int = 0
    state: JobState = JobState.WAITING
    done_s: float = 0.0
    total_s: float | None = None
    speed: float | None = None
    segments: list[Segment] = field(default_factory=list)
    transcript: Transcript | None = None
    error: AppError | None = None
    choice: TrackChoice | None = None
    notice: str = ""
    has_words: bool = False
    working_since_s: float | None = None
    working_from_s: float = 0.0
    waiting_since_s: float = 0.0

    @property
    def id(self) -> int:
        """The job's number."""
        return self.job.id

    @property
    def info(self) -> MediaInfo | None:
        """The probe's result, or None; a job does not start without it."""
        return self.job.request.info

    @property
    def track(self) -> TrackChoice | None:
        """The audio track that is transcribed, and how many there are; None if unknown."""
        number = self.job.request.audio_track
        tracks = self.info.tracks if self.info else ()
        if number is not None and number < len(tracks):
            return TrackChoice(tracks[number], len(tracks))
        return self.choice

    @property
    def fraction(self) -> float | None:
        """Fraction done, 0 to 1; None if the length is unknown."""
        if self.state is JobState.DONE:
            return 1.0
        if not self.total_s:
            return None
        return min(1.0, self.done_s / self.total_s)

    @property
    def left_s(self) -> float | None:
        """Seconds of work left at the current speed, or None."""
        if self.state is not JobState.WORKING or self.total_s is None or not self.speed:
            return None
        return max(0.0, self.total_s - self.done_s) / self.speed


class JobQueue:
    """All jobs in order of arrival.

    Args:
        clock: a monotonic clock in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: dict[int, JobRecord] = {}
        self._last_id = 0
        # Maintained incrementally, as each step of thousands of jobs queries them.
        self._counts: Counter[JobState] = Counter()
        self._active_id = 0
        self._part_ids: set[int] = set()

    def __iter__(self) -> Iterator[JobRecord]:
        """The records in order; the queue may change during iteration."""
        return iter(tuple(self._records.values()))

    def __len__(self) -> int:
        return len(self._records)

    def get(self, job_id: int) -> JobRecord | None:
        """Return the record, or None if it was removed."""
        return self._records.get(job_id)

    @property
    def active(self) -> JobRecord | None:
        """The active job."""
        return self._records.get(self._active_id)

    def count(self, *states: JobState) -> int:
        """Count the jobs in these states; constant time."""
        return sum(self._counts[state] for state in states)

    def next_waiting(self, *, only_parts: bool = False) -> JobRecord | None:
        """Return the job to start now, or None; one whose probe hangs is skipped after a while.

        Spans come first: they take seconds, and the user is waiting for them.
        """
        parts = [self._records[part_id] for part_id in sorted(self._part_ids)]
        files = () if only_parts or not self.count(JobState.WAITING) else self._records.values()
        for record in itertools.chain(parts, files):
            if record.state is not JobState.WAITING:
                continue
            if record.info is not None:
                return record
            if self._clock() - record.waiting_since_s < PROBE_PATIENCE_S:
                return None
        return None

    def upcoming(self) -> list[TranscriptionRequest]:
        """Return the next waiting jobs whose files are readable, in order."""
        waiting = (r for r in self if r.state is JobState.WAITING and r.info is not None)
        return [record.job.request for record in itertools.islice(waiting, MOST_UPCOMING)]

    def parts_of(self, job_id: int) -> list[JobRecord]:
        """Return the waiting and active spans of a job."""
        parts = (self._records[part_id] for part_id in sorted(self._part_ids))
        return [r for r in parts if r.part_of == job_id and not r.state.is_terminal]

    def add(self, request: TranscriptionRequest, part_of: int = 0) -> JobRecord:
        """Append a request."""
        self._last_id += 1
        job = Job(self._last_id, request)
        record = JobRecord(job, part_of, waiting_since_s=self._clock())
        self._records[record.id] = record
        self._counts[record.state] += 1
        if part_of:
            self._part_ids.add(record.id)
        if request.info is not None:
            self.probed(record.id, request.info)
        return record

    def probed(self, job_id: int, info: MediaInfo) -> None:
        """Store the probe's result; the job may start now."""
        record = self._records.get(job_id)
        if record is not None:
            request = record.job.request
            record.job = Job(job_id, replace(request, info=info))
            span = request.span
            record.total_s = span[1] - span[0] if span else info.duration_s

    def start(self, job_id: int) -> Job:
        """Mark a job as submitted to the engine."""
        record = self._move(job_id, JobState.LOADING)
        return record.job

    def report(self, job_id: int, event: TranscriptionEvent) -> None:
        """Apply an event of the engine to its job."""
        record = self._records.get(job_id)
        if record is None or not record.state.is_active:
            return
        match event:
            case ModelLoading():
                self._advance(record, JobState.LOADING)
            case ModelReady():
                self._advance(record, JobState.WORKING)
                self._count_from_here(record)
            case Progress(done_s=done_s, total_s=total_s):
                self._advance(record, JobState.WORKING)
                self._take_progress(record, done_s, total_s)
            case SegmentsReady(segments=segments):
                self._advance(record, JobState.WORKING)
                record.segments.extend(segments)
                record.has_words = True
            case TrackChosen(choice=choice):
                record.choice = choice
            case Notice(text=text):
                record.notice = text

    def finish(self, job_id: int, transcript: Transcript) -> JobRecord:
        """Mark a job as done, with its transcript."""
        record = self._move(job_id, JobState.DONE)
        record.transcript = transcript
        record.total_s = transcript.duration_s
        record.done_s = transcript.duration_s
        record.segments = list(transcript.segments)
        return record

    def revise(self, job_id: int, transcript: Transcript) -> None:
        """Replace a done job's text."""
        record = self._records[job_id]
        if record.state is not JobState.DONE:
            raise IllegalMove(f"job {job_id} is {record.state} and has no text to revise")
        record.transcript = transcript
        record.segments = list(transcript.segments)

    def fail(self, job_id: int, error: AppError) -> JobRecord:
        """Mark a job as failed."""
        record = self._move(job_id, JobState.FAILED)
        record.error = error
        return record

    def ask_to_stop(self, job_id: int) -> bool:
        """Stop a waiting job at once, or mark an active one as stopping.

        Returns:
            Whether the engine has the job and must cancel it.
        """
        record = self._records.get(job_id)
        if record is None or record.state.is_terminal or record.state is JobState.STOPPING:
            return False
        if record.state is JobState.WAITING:
            self._move(job_id, JobState.STOPPED)
            return False
        self._move(job_id, JobState.STOPPING)
        return True

    def stopped(self, job_id: int) -> JobRecord:
        """Mark a job as stopped."""
        return self._move(job_id, JobState.STOPPED)

    def retry(self, job_id: int, request: TranscriptionRequest) -> JobRecord:
        """Restart an ended job from scratch, in its old place; its file is probed again."""
        part_of = self._move(job_id, JobState.WAITING).part_of
        job = Job(job_id, replace(request, info=None))
        record = JobRecord(job, part_of, waiting_since_s=self._clock())
        self._records[job_id] = record
        return record

    def change(self, job_id: int, request: TranscriptionRequest) -> None:
        """Replace the request of a waiting job."""
        record = self._records[job_id]
        if record.state is not JobState.WAITING:
            raise IllegalMove(f"job {job_id} is {record.state} and cannot be changed")
        record.job = Job(job_id, request)

    def remove(self, job_id: int) -> None:
        """Remove a job that is not active."""
        if self._records[job_id].state.is_active:
            raise IllegalMove(f"job {job_id} is active and cannot be removed")
        self._counts[self._records.pop(job_id).state] -= 1
        self._part_ids.discard(job_id)

    def put_back(self, records: Iterable[JobRecord]) -> None:
        """Restore removed records in their old places."""
        for record in records:
            self._records[record.id] = record
            self._counts[record.state] += 1
        self._records = dict(sorted(self._records.items()))

    def _move(self, job_id: int, state: JobState) -> JobRecord:
        record = self._records[job_id]
        if state not in LEGAL_MOVES[record.state]:
            raise IllegalMove(f"job {job_id} cannot go from {record.state} to {state}")
        self._counts[record.state] -= 1
        self._counts[state] += 1
        record.state = state
        if state.is_active:
            self._active_id = job_id
        elif self._active_id == job_id:
            self._active_id = 0
        return record

    def _advance(self, record: JobRecord, state: JobState) -> None:
        """Follow the engine between LOADING and WORKING; STOPPING is kept."""
        if record.state in (state, JobState.STOPPING):
            return
        self._move(record.id, state)
        self._count_from_here(record)

    def _count_from_here(self, record: JobRecord) -> None:
        """Restart the speed measurement: earlier work may have been on a GPU that failed."""
        record.has_words, record.working_since_s, record.speed = False, None, None

    def _take_progress(self, record: JobRecord, done_s: float, total_s: float | None) -> None:
        record.done_s = max(record.done_s, done_s)
        if total_s is not None:
            record.total_s = total_s
        now_s = self._clock()
        if record.working_since_s is None or now_s - record.working_since_s < TOGETHER_S:
            if record.has_words:
                record.working_since_s = record.working_since_s or now_s
                record.working_from_s = record.done_s
            return
        elapsed_s = now_s - record.working_since_s
        since_s = record.done_s - record.working_from_s
        if elapsed_s >= STEADY_S and since_s > 0:
            record.speed = since_s / elapsed_s
