"""The queue as a Qt list: values by role, without sentences or colours."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum, StrEnum
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.list_model import ListModel
from desktop_app.core.job import JobState

# A row's sort key: done jobs last, then by number.
Place = tuple[bool, int]


class Section(StrEnum):
    """The two parts of the list."""

    QUEUE = "queue"
    DONE = "done"


class JobRole(IntEnum):
    """The roles of a row beside its name."""

    RECORD = Qt.ItemDataRole.UserRole
    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    FRACTION = Qt.ItemDataRole.UserRole + 3
    LEFT_S = Qt.ItemDataRole.UserRole + 4
    ERROR = Qt.ItemDataRole.UserRole + 5
    SECTION = Qt.ItemDataRole.UserRole + 6
    PATH = Qt.ItemDataRole.UserRole + 7
    PLAN = Qt.ItemDataRole.UserRole + 8  # a tuple of lines; empty unless waiting


def no_plan(_record: JobRecord) -> tuple[str, ...]:
    """Return no plan lines."""
    return ()


class JobListModel(ListModel[JobRecord]):
    """The list of jobs: not yet done first, then done, each in order of arrival.

    The controller reports changes. The list keeps its own order: a sorting proxy calls Python for
    each comparison, and lays out all rows again when one changes.

    Args:
        plan_lines: returns a job's plan for `JobRole.PLAN`; called on each query.
    """

    def __init__(self, plan_lines: Callable[[JobRecord], tuple[str, ...]] = no_plan) -> None:
        super().__init__()
        # The sort keys in row order, and by job number.
        self._places: list[Place] = []
        self._place_of: dict[int, Place] = {}
        self._plan_lines = plan_lines

    def _answer(self, row: JobRecord, role: int) -> object:
        """Return the file's name, or the value of a `JobRole`."""
        answer = ANSWERS.get(role)
        if answer is not None:
            return answer(row)
        return self._plan_lines(row) if role == JobRole.PLAN else None

    @property
    def first_done_row(self) -> int:
        """The first row of done jobs; the number of rows if none is done."""
        return bisect_left(self._places, (True, 0))

    def insert(self, records: Iterable[JobRecord]) -> None:
        """Insert jobs in their places."""
        coming = deque(sorted(records, key=_place))
        while coming:
            row = bisect_left(self._places, _place(coming[0]))
            # Jobs between the same two rows are inserted at once.
            below = self._places[row] if row < len(self._places) else None
            run = [coming.popleft()]
            while coming and (below is None or _place(coming[0]) < below):
                run.append(coming.popleft())
            self.beginInsertRows(QModelIndex(), row, row + len(run) - 1)
            self._put(row, run)
            self.endInsertRows()

    def update(self, record: JobRecord) -> None:
        """Update a job; `record` may be a new one with the old number."""
        row = self.row_of(record.id)
        if row < 0:
            return
        if self._places[row] != _place(record):
            row = self._move(row, record)
        self._rows[row] = record
        self.dataChanged.emit(self.index(row), self.index(row))

    def remove(self, job_ids: Iterable[int]) -> None:
        """Remove these jobs."""
        rows = sorted(row for row in map(self.row_of, job_ids) if row >= 0)
        while rows:
            # From the end, so that earlier rows keep their numbers; neighbours at once.
            last = first = rows.pop()
            while rows and rows[-1] == first - 1:
                first = rows.pop()
            self.beginRemoveRows(QModelIndex(), first, last)
            self._take(first, last + 1)
            self.endRemoveRows()

    def row_of(self, job_id: int) -> int:
        """Return the row of a job, or -1."""
        place = self._place_of.get(job_id)
        return -1 if place is None else bisect_left(self._places, place)

    def _move(self, row: int, record: JobRecord) -> int:
        """Move a job to the row of its new state; return that row."""
        target = bisect_left(self._places, _place(record))
        is_moved = target not in (row, row + 1)
        if is_moved:
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target)
        self._take(row, row + 1)
        target -= target > row
        self._put(target, [record])
        if is_moved:
            self.endMoveRows()
        return target

    def _put(self, row: int, records: list[JobRecord]) -> None:
        self._rows[row:row] = records
        self._places[row:row] = map(_place, records)
        self._place_of |= {record.id: _place(record) for record in records}

    def _take(self, first: int, after: int) -> None:
        for _is_done, job_id in self._places[first:after]:
            del self._place_of[job_id]
        del self._rows[first:after], self._places[first:after]


def _place(record: JobRecord) -> Place:
    return record.state is JobState.DONE, record.id


def _section(record: JobRecord) -> Section:
    return Section.DONE if record.state is JobState.DONE else Section.QUEUE


def _path(record: JobRecord) -> Path:
    return record.job.request.media_path


ANSWERS: Mapping[int, Callable[[JobRecord], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda record: _path(record).name,
    JobRole.RECORD: lambda record: record,
    JobRole.ID: lambda record: record.id,
    JobRole.STATE: lambda record: record.state,
    JobRole.FRACTION: lambda record: record.fraction,
    JobRole.LEFT_S: lambda record: record.left_s,
    JobRole.ERROR: lambda record: record.error,
    JobRole.SECTION: _section,
    JobRole.PATH: _path,
}
