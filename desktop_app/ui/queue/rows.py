"""What the rows of the list say and offer: tooltip, spoken text, and their buttons."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt

from desktop_app.app.jobs.item_model import JobListModel, JobRole, Section
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.jobs.shown import Heading, ShownJobs, ShownRow
from desktop_app.app.library.search import RowHits
from desktop_app.app.list_model import AnyIndex
from desktop_app.core.errors import Action
from desktop_app.core.job import JobState
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import search as search_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.controls import tip

MAY_RETRY = (Action.RETRY, Action.DIAGNOSE)


class JobAction(StrEnum):
    """The action of a button in a row."""

    STOP = "stop"
    REMOVE = "remove"
    CONTINUE = "continue"
    RETRY = "retry"
    DETAILS = "details"
    RETRY_ALL = "retry all"
    REMOVE_ALL = "remove all"


def action_titles() -> dict[JobAction, str]:
    """Return the words on a row's buttons."""
    return {
        JobAction.STOP: strings.STOP,
        JobAction.REMOVE: strings.REMOVE,
        JobAction.CONTINUE: queue_strings.CONTINUE,
        JobAction.RETRY: strings.RETRY,
        JobAction.DETAILS: strings.DETAILS,
        JobAction.RETRY_ALL: queue_strings.RETRY_ALL,
        JobAction.REMOVE_ALL: queue_strings.REMOVE_ALL,
    }


def record_at(index: AnyIndex) -> JobRecord | None:
    """Return the job in a row; None for a heading."""
    record = index.data(JobRole.RECORD)
    return record if isinstance(record, JobRecord) else None


def heading_at(index: AnyIndex) -> Heading | None:
    """Return the heading in a row; None for a job."""
    heading = index.data(JobRole.HEADING)
    return heading if isinstance(heading, Heading) else None


def actions_of(row: ShownRow | None) -> tuple[JobAction, ...]:
    """Return the actions of a row's buttons, from left to right."""
    if isinstance(row, Heading):
        is_failed = row.section is Section.FAILED
        return (JobAction.RETRY_ALL, JobAction.REMOVE_ALL) if is_failed else ()
    action = action_for(row) if row is not None else None
    return (action,) if action is not None else ()


def action_for(record: JobRecord) -> JobAction | None:
    """Return the action of a job's button, or None."""
    match record.state:
        case JobState.LOADING | JobState.WORKING:
            return JobAction.STOP
        case JobState.WAITING:
            return JobAction.REMOVE
        case JobState.STOPPED:
            return JobAction.CONTINUE
        case JobState.FAILED:
            may_retry = record.error is not None and record.error.action in MAY_RETRY
            goes_on = JobAction.CONTINUE if record.heard_s else JobAction.RETRY
            return goes_on if may_retry else JobAction.DETAILS
        case _:
            return None


class QueueRows(ShownJobs):
    """The rows that are shown, with their texts for the mouse and for screen readers.

    Args:
        jobs: all jobs.
        hits_of: returns what a search found in a job, or None.
    """

    def __init__(self, jobs: JobListModel, hits_of: Callable[[JobRecord], RowHits | None]) -> None:
        super().__init__(jobs)
        self._hits_of = hits_of

    def _answer(self, row: ShownRow, role: int) -> object:
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return super()._answer(row, role)
        is_tip = role == Qt.ItemDataRole.ToolTipRole
        if isinstance(row, Heading):
            return None if is_tip else queue_strings.heading_spoken(row)
        hits = self._hits_of(row)
        if not is_tip:
            spoken = strings.job_spoken(row)
            return search_strings.hits_spoken(spoken, hits) if hits is not None else spoken
        # The row shows only what fits. Missing sound is part of its line.
        plan = super()._answer(row, JobRole.PLAN)
        more = tuple(map(str, plan)) if isinstance(plan, tuple) else ()
        if row.error is not None:
            more = (row.error.message,)
        found = hits.text if hits is not None else ""
        facts = strings.kept_facts(row)
        lines = (strings.job_place(row.job), found, strings.job_line(row), facts, *more)
        return tip("\n".join(filter(None, lines)))
