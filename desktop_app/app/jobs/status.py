"""The status shown in the status bar, computed from the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.app.jobs.queue import ENDED, JobQueue, JobRecord
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.request import ModelReady


@dataclass(frozen=True, slots=True)
class Status:
    """A snapshot of the program's status.

    Attributes:
        is_preparing: the engine's libraries are being imported.
        is_working: a job is active.
        is_running: waiting jobs start by themselves.
        is_loading: the active job's model is being loaded.
        has_unfinished: jobs are waiting or active, which closing would lose.
        has_startable: jobs are waiting or stopped, so that Start makes sense.
        ended: number of jobs done, failed or stopped.
        done: number of jobs done.
        failed: number of jobs failed.
        preparation_error: why the libraries could not be imported.
        model: device, precision and threads of the model in memory, or None.
        speed: seconds of audio per second of work.
        number: the active job's number in this run, from 1.
        count: number of jobs in this run.
        left_s: seconds of work left in this run, None if unknown.
        fraction: fraction of this run done, 0 to 1, None if unknown.
    """

    is_preparing: bool = False
    is_working: bool = False
    is_running: bool = False
    is_loading: bool = False
    has_unfinished: bool = False
    has_startable: bool = False
    ended: int = 0
    done: int = 0
    failed: int = 0
    preparation_error: AppError | None = None
    model: ModelReady | None = None
    speed: float | None = None
    number: int = 0
    count: int = 0
    left_s: float | None = None
    fraction: float | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is active or about to start."""
        return self.is_working or (self.is_running and self.has_unfinished)


def as_shown(status: Status) -> Status:
    """Return the urgent part of a status: all but numbers that change with every step."""
    return replace(
        status,
        ended=min(status.ended, 1),
        done=min(status.done, 1),
        failed=min(status.failed, 1),
        speed=None,
        number=0,
        count=0,
        left_s=None,
        fraction=None,
    )


def queue_facts(queue: JobQueue, engine: Status) -> Status:
    """Return the engine's status with what the queue knows in constant time."""
    active = queue.active
    ended = queue.count(*ENDED)
    return replace(
        engine,
        is_working=active is not None,
        is_loading=active is not None and active.state is JobState.LOADING,
        has_unfinished=len(queue) > ended,
        has_startable=queue.count(JobState.WAITING, JobState.STOPPED) > 0,
        ended=ended,
        done=queue.count(JobState.DONE),
        failed=queue.count(JobState.FAILED),
    )


def queue_status(queue: JobQueue, engine: Status) -> Status:
    """Return the engine's status with everything from the queue; iterates over the run's jobs."""
    active = queue.active
    # One pass over thousands of records, a dozen times a second.
    run = queue.run()
    ended = sum(1 for record in run if record.state in ENDED)
    return replace(
        queue_facts(queue, engine),
        speed=active.speed if active else None,
        number=min(ended + 1, len(run)),
        count=len(run),
        left_s=run_left_s(queue),
        fraction=run_fraction(run),
    )


def run_left_s(queue: JobQueue) -> float | None:
    """Estimate the seconds of work left: active and waiting jobs, at the active one's speed."""
    active = queue.active
    if active is None or active.left_s is None or not active.speed:
        return None
    waiting_s = [r.total_s for r in queue.unfinished() if r.state is JobState.WAITING]
    known_s = [total_s for total_s in waiting_s if total_s is not None]
    if len(known_s) < len(waiting_s):
        return None
    return active.left_s + sum(known_s) / active.speed


def run_fraction(run: Sequence[JobRecord]) -> float | None:
    """Return the fraction of a run done, by length of recordings; failed ones count as done.

    Args:
        run: the jobs added since the queue was last idle, except stopped ones.
    """
    done_s = whole_s = 0.0
    for record in run:
        total_s = record.total_s
        if total_s is not None:
            whole_s += total_s
            done_s += total_s if record.state in ENDED else record.done_s
        elif record.state is not JobState.FAILED:  # its length is unknown
            return None
    return min(1.0, done_s / whole_s) if whole_s else None
