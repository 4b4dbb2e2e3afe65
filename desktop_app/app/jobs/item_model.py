"""The queue as a Qt list: values by role, without sentences or colours."""

from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from pathlib import Path

from PySide6.QtCore import Qt

from desktop_app.app.jobs.placed_list import Place, PlacedList
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.job import JobState


class Section(Enum):
    """The parts of the list, in order."""

    QUEUE = 0
    FAILED = 1
    LIBRARY = 2


# `Enum.value` calls Python, and thousands of rows are compared.
QUEUE, FAILED, LIBRARY = (section.value for section in Section)


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
    HEADING = Qt.ItemDataRole.UserRole + 9  # a Heading in the list that is shown


def no_plan(_record: JobRecord) -> tuple[str, ...]:
    """Return no plan lines."""
    return ()


class JobListModel(PlacedList[JobRecord]):
    """The list of jobs: the queue, then what failed, then the library, newest first.

    The controller reports changes.

    Args:
        plan_lines: returns a job's plan for `JobRole.PLAN`; called on each query.
    """

    def __init__(self, plan_lines: Callable[[JobRecord], tuple[str, ...]] = no_plan) -> None:
        super().__init__(place_of, lambda record: record.id)
        self._plan_lines = plan_lines

    def answer(self, record: JobRecord, role: int) -> object:
        """Return the file's name, or the value of a `JobRole`."""
        answer = ANSWERS.get(role)
        if answer is not None:
            return answer(record)
        return self._plan_lines(record) if role == JobRole.PLAN else None

    def _answer(self, row: JobRecord, role: int) -> object:
        return self.answer(row, role)


def section_of(record: JobRecord) -> Section:
    """Return the part of the list in which a job stands."""
    if record.state is JobState.DONE:
        return Section.LIBRARY
    return Section.FAILED if record.state is JobState.FAILED else Section.QUEUE


def place_of(record: JobRecord) -> Place:
    """Return where a job stands: in the user's order, or the newest transcript first."""
    if record.state is JobState.DONE:
        return LIBRARY, -record.finished_s, -record.id
    return FAILED if record.state is JobState.FAILED else QUEUE, record.place, record.id


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
    JobRole.SECTION: section_of,
    JobRole.PATH: _path,
}
