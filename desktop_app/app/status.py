"""What the status bar tells, computed from the queue."""

from dataclasses import dataclass, replace

from desktop_app.app.jobs import JobQueue
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.request import ModelReady


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


def queue_status(queue: JobQueue, first_id_of_run: int, engine: Status) -> Status:
    """The engine's status with what the queue knows."""
    active = queue.active
    number, count = run_position(queue, first_id_of_run)
    return replace(
        engine,
        is_working=active is not None,
        is_loading=active is not None and active.state is JobState.LOADING,
        has_unfinished=any(not record.state.is_terminal for record in queue),
        has_startable=any(r.state in (JobState.WAITING, JobState.STOPPED) for r in queue),
        speed=active.speed if active else None,
        number=number,
        count=count,
        left_s=run_left_s(queue),
        fraction=run_fraction(queue, first_id_of_run),
    )


def run_position(queue: JobQueue, first_id_of_run: int) -> tuple[int, int]:
    """Which job of how many is active; a run is what was added since the queue was last idle."""
    of_run = [r for r in queue if r.id >= first_id_of_run and r.state is not JobState.STOPPED]
    ended = sum(1 for r in of_run if r.state.is_terminal)
    return min(ended + 1, len(of_run)), len(of_run)


def run_left_s(queue: JobQueue) -> float | None:
    """Seconds of work left: the active job and those that wait, at the active one's speed."""
    active = queue.active
    if active is None or active.left_s is None or not active.speed:
        return None
    total_s = active.left_s
    for record in queue:
        if record.state is JobState.WAITING:
            if record.total_s is None:
                return None
            total_s += record.total_s / active.speed
    return total_s


def run_fraction(queue: JobQueue, first_id_of_run: int) -> float | None:
    """How much of the run is done, by the length of its recordings; failed ones count as done."""
    done_s = total_s = 0.0
    for record in queue:
        if record.id < first_id_of_run or record.state is JobState.STOPPED:
            continue
        if record.total_s is None:
            if record.state is JobState.FAILED:  # nobody could tell its length
                continue
            return None
        total_s += record.total_s
        done_s += record.total_s if record.state.is_terminal else record.done_s
    return min(1.0, done_s / total_s) if total_s else None
