"""A file in the queue and its states."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.request import TranscriptionRequest


class JobState(StrEnum):
    """States of a job; the last three are terminal, and `retry` leads back to WAITING."""

    WAITING = "waiting"
    LOADING = "loading"  # the model is being loaded for this job
    WORKING = "working"
    STOPPING = "stopping"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def is_terminal(self) -> bool:
        """Whether the job has ended."""
        return self in (JobState.DONE, JobState.FAILED, JobState.STOPPED)

    @property
    def is_active(self) -> bool:
        """Whether the engine is working on the job."""
        return self in (JobState.LOADING, JobState.WORKING, JobState.STOPPING)


@dataclass(frozen=True, slots=True)
class Job:
    """A request with its job number.

    `id` counts within one run of the program; `key` names the job in the library, for ever.
    """

    id: int
    request: TranscriptionRequest
    key: str = ""
