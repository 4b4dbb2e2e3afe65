"""What the status bar tells, computed from the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.request import ModelReady

ENDED = frozenset(state for state in JobState if state.is_terminal)


@dataclass(frozen=True, slots=True)
class Status:
    """One look at the program.

    Attributes:
        is_preparing: the recogniser's libraries are being loaded.
        is_working: the engine has a job.
        is_running: what waits is begun without being asked again.
        is_loading: it is loading the model for that job.
        has_unfinished: something waits or is worked on, which closing would lose.
        has_startable: something waits or was stopped, so that Start makes sense.
        ended: how many jobs are done, failed or stopped.
        done: how many of them are done.
        preparation_error: why the libraries could not be loaded.
        model: device, precision and threads of the model in memory; None: there is none.
        speed: seconds of audio per second of work.
        number: which one of this run's jobs is being worked on, from 1.
        count: how many this run has.
        left_s: seconds of work left for the whole run, None where not known.
        fraction: how much of this run is done, 0 to 1, None where not known.
    """

    is_preparing: bool = False
    is_working: bool = False
    is_running: bool = False
    is_loading: bool = False
    has_unfinished: bool = False
    has_startable: bool = False
    ended: int = 0
    done: int = 0
    preparation_error: AppError | None = None
    model: ModelReady | None = None
    speed: float | None = None
    number: int = 0
    count: int = 0
    left_s: float | None = None
    fraction: float | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is being done or is about to be begun."""
        return self.is_working or (self.is_running and self.has_unfinished)


def queue_facts(queue: JobQueue, engine: Status) -> Status:
    """The engine's status with what the queue knows at once, however many jobs it has."""
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
    )


def queue_status(queue: JobQueue, first_id_of_run: int, engine: Status) -> Status:
    """The engine's status with all that the queue knows; goes through all jobs."""
    active = queue.active
    # Once over thousands of records, a dozen times a second.
    run = [r for r in queue if r.id >= first_id_of_run and r.state is not JobState.STOPPED]
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
    """Seconds of work left: the active job and those that wait, at the active one's speed."""
    active = queue.active
    if active is None or active.left_s is None or not active.speed:
        return None
    waiting_s = [r.total_s for r in queue if r.state is JobState.WAITING]
    known_s = [total_s for total_s in waiting_s if total_s is not None]
    if len(known_s) < len(waiting_s):
        return None
    return active.left_s + sum(known_s) / active.speed


def run_fraction(run: Sequence[JobRecord]) -> float | None:
    """How much of a run is done, by the length of its recordings; failed ones count as done.

    Args:
        run: the jobs added since the queue was last idle, without those that were stopped.
    """
    done_s = whole_s = 0.0
    for record in run:
        total_s = record.total_s
        if total_s is not None:
            whole_s += total_s
            done_s += total_s if record.state in ENDED else record.done_s
        elif record.state is not JobState.FAILED:  # nobody could tell that one's length
            return None
    return min(1.0, done_s / whole_s) if whole_s else None
