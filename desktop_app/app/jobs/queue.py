"""The queue of jobs: one state machine in plain Python, without Qt, threads or files."""

import itertools
import math
import time
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from desktop_app.core.errors import AppError
from desktop_app.core.job import Job, JobState
from desktop_app.core.media import MediaInfo, TrackChoice
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    ChunkHeard,
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
from desktop_app.library.records import StoredJob, TranscriptSummary

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
    JobState.DONE: frozenset(),  # its text stays; to transcribe it again is a job of its own
    JobState.FAILED: frozenset({JobState.WAITING}),
    JobState.STOPPED: frozenset({JobState.WAITING}),
}

ENDED = frozenset(state for state in JobState if state.is_terminal)

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
        is_notice_until_kept: whether it goes once the library has everything.
        working_since_s: time of the model's first words, which take longer than the rest; reset
            when it is loaded again.
        working_from_s: seconds of audio done by then.
        waiting_since_s: time when the job was added or restarted.
        known: what was known of the file before it is probed again; None if nothing.
        has_own_settings: whether the request was changed for this job, and is not to follow the
            settings when the job begins again.
        is_recalled: whether `segments` are of an earlier run. One that goes on tells them again;
            they stay until it has told as many, or something new.
        told_again: what it has told of them.
        heard_s: where its journal ends, in seconds from the start of the file; 0 if it is empty.
        is_interrupted: whether the program ended while the job was active; until it goes on.
        again_of: the key of the transcript that gets the text as a new version; "" for none.
        summary: a DONE job's line in the library; None if the library does not have it (yet).
        place: the order among jobs that are not done.
        finished_s: when it was done, in seconds since 1970.
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
    is_notice_until_kept: bool = False
    has_words: bool = False
    working_since_s: float | None = None
    working_from_s: float = 0.0
    waiting_since_s: float = 0.0
    known: MediaInfo | None = None
    has_own_settings: bool = False
    is_recalled: bool = False
    told_again: list[Segment] = field(default_factory=list)
    heard_s: float = 0.0
    is_interrupted: bool = False
    again_of: str = ""
    summary: TranscriptSummary | None = None
    place: float = 0.0
    finished_s: float = 0.0

    @property
    def key(self) -> str:
        """The job's name in the library, for ever; "" for a part, which is not kept."""
        return self.job.key

    @property
    def id(self) -> int:
        """The job's number."""
        return self.job.id

    @property
    def has_page(self) -> bool:
        """Whether there is a text to read or to type; that of a finished one may be empty."""
        is_done = self.state is JobState.DONE and self.transcript is not None
        return is_done or bool(self.segments)

    @property
    def info(self) -> MediaInfo | None:
        """The probe's result, or None; a job does not start without it."""
        return self.job.request.info

    @property
    def track(self) -> TrackChoice | None:
        """What is transcribed, one audio track or all, and how many there are; None if unknown."""
        number = self.job.request.audio_track
        if number is not None and self.info is not None:
            return self.info.choice(number) or self.choice
        return self.choice

    @property
    def track_number(self) -> int | None:
        """The audio track that is transcribed, or `ALL_TRACKS`; None if it is not known."""
        return self.track.number if self.track is not None else self.job.request.audio_track

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
    """All jobs: those that are not done in the user's order, and those that are.

    Args:
        clock: a monotonic clock in seconds.
        now: the time of day, in seconds since 1970.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._clock = clock
        self._now = now
        self._records: dict[int, JobRecord] = {}
        self._ids: dict[str, int] = {}
        self._last_id = 0
        # Place and number of each job that is not done, in order. Maintained incrementally, as
        # each step of thousands of jobs queries it, beside thousands of transcripts.
        self._open: list[tuple[float, int]] = []
        self._counts: Counter[JobState] = Counter()
        self._active_id = 0
        self._part_ids: set[int] = set()
        self._ended_of_run: set[int] = set()

    def __iter__(self) -> Iterator[JobRecord]:
        """The records, those that are not done first; the queue may change during iteration."""
        done = (r for r in tuple(self._records.values()) if r.state is JobState.DONE)
        return itertools.chain(self.unfinished(), done)

    def __len__(self) -> int:
        return len(self._records)

    def get(self, job_id: int) -> JobRecord | None:
        """Return the record, or None if it was removed."""
        return self._records.get(job_id)

    def find(self, key: str) -> JobRecord | None:
        """Return the record with this key, or None."""
        return self._records.get(self._ids.get(key, 0))

    def unfinished(self) -> list[JobRecord]:
        """Return the jobs that are not done, in the user's order."""
        return [self._records[job_id] for _place, job_id in self._open]

    def done(self) -> list[JobRecord]:
        """Return the jobs that are done, in order of arrival."""
        return [r for r in self._records.values() if r.state is JobState.DONE]

    def run(self) -> list[JobRecord]:
        """Return the jobs that ended since `begin_run`, and those that wait or are active."""
        ended = filter(None, map(self._records.get, sorted(self._ended_of_run)))
        return [*ended, *(r for r in self.unfinished() if r.state not in ENDED)]

    def begin_run(self) -> None:
        """Count the run's jobs from now on."""
        self._ended_of_run.clear()

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
        files = () if only_parts or not self.count(JobState.WAITING) else self.unfinished()
        for record in itertools.chain(parts, files):
            if record.state is not JobState.WAITING:
                continue
            if record.info is not None:
                return record
            if self._clock() - record.waiting_since_s < PROBE_PATIENCE_S:
                return None
        return None

    def upcoming(self) -> list[TranscriptionRequest]:
        """Return the next waiting jobs whose files are readable, up to one that goes on."""
        if not self.count(JobState.WAITING):
            return []
        every = (self._records[job_id] for _place, job_id in self._open)
        waiting = (r for r in every if r.state is JobState.WAITING and r.info is not None)
        # What goes on would be read and heard from its start: only its turn tells where it is.
        ahead = itertools.takewhile(lambda r: not r.heard_s, waiting)
        return [record.job.request for record in itertools.islice(ahead, MOST_UPCOMING)]

    def parts_of(self, job_id: int) -> list[JobRecord]:
        """Return the waiting and active spans of a job."""
        parts = (self._records[part_id] for part_id in sorted(self._part_ids))
        return [r for r in parts if r.part_of == job_id and not r.state.is_terminal]

    def failed_parts(self, job_id: int) -> list[JobRecord]:
        """Return the spans of a job that failed; their rows stay until they are begun anew."""
        parts = (self._records[part_id] for part_id in sorted(self._part_ids))
        return [r for r in parts if r.part_of == job_id and r.error is not None]

    def parts_to_hear(self, job_id: int) -> list[JobRecord]:
        """Return those of them that are to be recognised, not only timed."""
        return [part for part in self.parts_of(job_id) if not part.job.request.told]

    def heard_again(self, job_id: int) -> list[JobRecord]:
        """Return the spans of a job whose texts wait to be taken or dropped."""
        parts = (self._records[part_id] for part_id in sorted(self._part_ids))
        return [r for r in parts if r.part_of == job_id and r.state is JobState.DONE]

    def kept_parts(self) -> list[JobRecord]:
        """Return the spans of all jobs: those to be heard, and those whose texts wait."""
        parts = (self._records[part_id] for part_id in sorted(self._part_ids))
        return [r for r in parts if r.state is JobState.DONE or not r.state.is_terminal]

    def add(
        self, request: TranscriptionRequest, part_of: int = 0, *, again_of: str = ""
    ) -> JobRecord:
        """Append a request."""
        job = Job(self._next_id(), request, "" if part_of else uuid4().hex)
        record = JobRecord(job, part_of, again_of=again_of, waiting_since_s=self._clock())
        record.place = self._last_place() + 1.0
        self._take_in(record)
        if request.info is not None:
            self.probed(record.id, request.info)
        return record

    def restore(self, stored: StoredJob) -> JobRecord:
        """Append a job of an earlier time; it waits, or has failed or stopped."""
        record = JobRecord(
            Job(self._next_id(), stored.request, stored.key),
            state=stored.state,
            error=stored.error,
            heard_s=stored.heard_s,
            done_s=stored.heard_s,
            is_interrupted=stored.is_interrupted,
            again_of=stored.transcript,
            # As nothing is known of how they were chosen; what failed may need others.
            has_own_settings=stored.state is not JobState.FAILED,
            waiting_since_s=self._clock(),
        )
        record.place = self._last_place() + 1.0
        if stored.request.info is not None:
            record.total_s = stored.request.info.duration_s
        self._take_in(record)
        return record

    def restore_transcript(self, summary: TranscriptSummary, model: ModelSpec) -> JobRecord:
        """Take in a transcript of the library, without its text, as far as its list tells."""
        request = TranscriptionRequest(
            summary.media_path, model, summary.language, audio_track=summary.audio_track
        )
        job = Job(self._next_id(), request, summary.key)
        record = JobRecord(job, state=JobState.DONE, summary=summary)
        record.total_s = record.done_s = summary.duration_s
        record.finished_s = summary.created_s
        self._take_in(record)
        return record

    def probed(self, job_id: int, info: MediaInfo) -> None:
        """Store the probe's result; the job may start now."""
        record = self._records.get(job_id)
        if record is not None:
            request = record.job.request
            record.job = replace(record.job, request=replace(request, info=info))
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
                self._take_segments(record, segments)
            case TrackChosen(choice=choice):
                record.choice = choice
            case ChunkHeard(chunk=chunk):
                record.heard_s = chunk.end_s  # less than before if it starts over
                record.has_words = True
            case Notice(text=text, is_until_kept=is_until_kept):
                record.notice, record.is_notice_until_kept = text, is_until_kept

    def finish(self, job_id: int, transcript: Transcript) -> JobRecord:
        """Mark a job as done, with its transcript."""
        self._records[job_id].finished_s = self._now()
        record = self._move(job_id, JobState.DONE)
        record.transcript = transcript
        record.total_s = transcript.duration_s
        record.done_s = transcript.duration_s
        record.segments = list(transcript.segments)
        return record

    def revise(self, job_id: int, transcript: Transcript | None) -> bool:
        """Replace a done job's text; None drops it from memory, as the library has it.

        Return whether its row shows something else now: it shows none of the words, and is not
        painted anew at each letter that is typed.
        """
        record = self._records[job_id]
        if record.state is not JobState.DONE:
            raise IllegalMove(f"job {job_id} is {record.state} and has no text to revise")
        before, record.transcript = record.transcript, transcript
        record.segments = list(transcript.segments) if transcript is not None else []
        return not before or not transcript or before.incomplete != transcript.incomplete

    def summarise(
        self, job_id: int, summary: TranscriptSummary, model: ModelSpec | None = None
    ) -> JobRecord:
        """Store a done job's line in the library.

        Args:
            job_id: the job.
            summary: the line.
            model: whose text it is now, where that may be another's: an older version, or one that
                was imported. None for the same.
        """
        record = self._records[job_id]
        request = record.job.request
        if model is not None and model.id != request.model.id:
            request = replace(request, model=model, language=summary.language)
            record.job = replace(record.job, request=request)
        record.summary = summary
        record.finished_s = summary.created_s
        return record

    def withdraw_notices(self) -> list[JobRecord]:
        """Drop the notices about what the library did not have; return whose they were."""
        found = [record for record in self._records.values() if record.is_notice_until_kept]
        for record in found:
            record.notice, record.is_notice_until_kept = "", False
        return found

    def recall(self, job_id: int, segments: Iterable[Segment]) -> None:
        """Store what a job of an earlier time has heard so far."""
        record = self._records[job_id]
        record.segments, record.is_recalled = list(segments), True

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
        before = self._move(job_id, JobState.WAITING)
        job = replace(before.job, request=replace(request, info=None))
        record = JobRecord(job, before.part_of, waiting_since_s=self._clock())
        record.again_of, record.place = before.again_of, before.place
        record.known = before.info or before.known
        record.has_own_settings = before.has_own_settings
        self._records[job_id] = record
        return record

    def go_on(self, job_id: int, request: TranscriptionRequest) -> JobRecord:
        """Let an ended job wait to go on where its journal ends; its file is probed again."""
        before = self._records[job_id]
        record = self.retry(job_id, request)
        record.heard_s = record.done_s = before.heard_s
        record.total_s, record.segments = before.total_s, before.segments
        record.is_recalled = True
        return record

    def change(self, job_id: int, request: TranscriptionRequest) -> None:
        """Replace the request of a job that is neither active nor done, for this job alone."""
        record = self._records[job_id]
        if record.state.is_active or record.state is JobState.DONE:
            raise IllegalMove(f"job {job_id} is {record.state} and cannot be changed")
        record.job = replace(record.job, request=request)
        record.has_own_settings = True

    def move_media(self, job_id: int, path: Path) -> None:
        """Note where the recording of a job that is not active is now; its text stays."""
        record = self._records[job_id]
        if record.state.is_active:
            raise IllegalMove(f"job {job_id} is {record.state} and reads its recording")
        before, info = record.job.request.media_path, record.info
        moved = replace(info, path=path) if info is not None else None
        request = replace(record.job.request, media_path=path, info=moved)
        record.job = replace(record.job, request=request)
        if record.transcript is not None:
            record.transcript = replace(record.transcript, media_path=path)
        if (summary := record.summary) is not None:
            title = path.name if summary.title == before.name else summary.title
            record.summary = replace(summary, media_path=path, title=title)

    def place(self, job_ids: Sequence[int], before: int = 0) -> list[JobRecord]:
        """Move unfinished jobs, in the order given, before another one; 0 for the end.

        Returns:
            The jobs that have another place now.
        """
        moved = set(job_ids)
        rest = [job_id for _place, job_id in self._open if job_id not in moved]
        at = rest.index(before) if before in rest else len(rest)
        rest[at:at] = [job_id for job_id in job_ids if job_id in self._records]
        places = sorted(place for place, _job_id in self._open)
        self._open, changed = [], []
        last = -math.inf
        for place, job_id in zip(places, rest, strict=True):
            # Those that came back may share a place with another one.
            last = max(place, math.nextafter(last, math.inf))
            record = self._records[job_id]
            if record.place != last:
                record.place = last
                changed.append(record)
            self._open.append((last, job_id))
        return changed

    def remove(self, job_id: int) -> None:
        """Remove a job that is not active."""
        if self._records[job_id].state.is_active:
            raise IllegalMove(f"job {job_id} is active and cannot be removed")
        record = self._records.pop(job_id)
        self._ids.pop(record.key, None)
        self._counts[record.state] -= 1
        self._part_ids.discard(job_id)
        if record.state is not JobState.DONE:
            self._close(record)

    def put_back(self, records: Iterable[JobRecord]) -> None:
        """Restore removed records in their old places."""
        for record in records:
            self._take_in(record)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _last_place(self) -> float:
        return self._open[-1][0] if self._open else 0.0

    def _take_in(self, record: JobRecord) -> None:
        self._records[record.id] = record
        self._counts[record.state] += 1
        if record.key:
            self._ids[record.key] = record.id
        if record.part_of:
            self._part_ids.add(record.id)
        if record.state is not JobState.DONE:
            insort(self._open, (record.place, record.id))

    def _close(self, record: JobRecord) -> None:
        del self._open[bisect_left(self._open, (record.place, record.id))]

    def _move(self, job_id: int, state: JobState) -> JobRecord:
        record = self._records[job_id]
        if state not in LEGAL_MOVES[record.state]:
            raise IllegalMove(f"job {job_id} cannot go from {record.state} to {state}")
        self._counts[record.state] -= 1
        self._counts[state] += 1
        if state is JobState.DONE:
            self._close(record)
        elif record.state is JobState.DONE:
            insort(self._open, (record.place, record.id))
        if state in (JobState.DONE, JobState.FAILED):
            self._ended_of_run.add(job_id)
        else:
            self._ended_of_run.discard(job_id)
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

    def _take_segments(self, record: JobRecord, segments: Sequence[Segment]) -> None:
        if not record.is_recalled:
            record.segments.extend(segments)
            record.has_words = True
            return
        record.told_again.extend(segments)
        # Words of an earlier run come as fast as the recording is read, and are no measure.
        if record.has_words or len(record.told_again) >= len(record.segments):
            record.segments, record.told_again = record.told_again, []
            record.is_recalled = False

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
