"""Remove jobs from the list, stopping those that are active first, and bring them back."""

from collections.abc import Iterable, Sequence

from desktop_app.app.jobs.queue import JobQueue, JobRecord

# A step holds its records with their text; more steps than this nobody takes back.
MOST_STEPS = 100


class Removals:
    """What was removed, in steps that are taken back one by one, the last one first.

    Args:
        queue: loses the jobs and gets them back.
    """

    def __init__(self, queue: JobQueue) -> None:
        self._queue = queue
        self._steps: list[list[JobRecord]] = []
        # The steps of jobs that are being stopped first, by their numbers.
        self._pending: dict[int, list[JobRecord]] = {}

    @property
    def count(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    @property
    def last(self) -> Sequence[JobRecord]:
        """What `put_back` would bring back."""
        return tuple(self._steps[-1]) if self._steps else ()

    def begin(self, records: Iterable[JobRecord]) -> tuple[list[JobRecord], list[JobRecord]]:
        """Begin a step.

        Returns:
            The jobs to stop first, and those to `take` now.
        """
        step: list[JobRecord] = []
        active: list[JobRecord] = []
        idle: list[JobRecord] = []
        for record in records:
            self._pending[record.id] = step
            (active if record.state.is_active else idle).append(record)
        return active, idle

    def is_pending(self, job_id: int) -> bool:
        """Whether a job is to be removed once it has stopped."""
        return job_id in self._pending

    def take(self, records: Iterable[JobRecord]) -> int:
        """Remove jobs that are not active; parts cannot be brought back.

        Returns:
            How many recordings their step has now.
        """
        step: list[JobRecord] = []
        for record in records:
            step = self._pending.pop(record.id, step)
            self._queue.remove(record.id)
            if not record.part_of:
                step.append(record)
        if step:
            self._steps = [other for other in self._steps if other is not step]
            self._steps.append(step)
            del self._steps[:-MOST_STEPS]
        return len(step)

    def put_back(self) -> list[JobRecord]:
        """Take back the last step; the jobs get their old state and places."""
        if not self._steps:
            return []
        step = self._steps.pop()
        # Restored meanwhile by other means, such as out of the trash.
        records = [r for r in step if not r.key or self._queue.find(r.key) is None]
        self._queue.put_back(records)
        return records
