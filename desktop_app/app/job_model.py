"""The queue as a Qt list: values by role, no sentences and no colours."""

from collections.abc import Callable
from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.app.jobs import JobRecord
from desktop_app.core.job import JobState

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Section(StrEnum):
    """The two parts of the list."""

    QUEUE = "queue"
    DONE = "done"


class JobRole(IntEnum):
    """What a row answers beside its name."""

    RECORD = Qt.ItemDataRole.UserRole
    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    FRACTION = Qt.ItemDataRole.UserRole + 3
    LEFT_S = Qt.ItemDataRole.UserRole + 4
    ERROR = Qt.ItemDataRole.UserRole + 5
    SECTION = Qt.ItemDataRole.UserRole + 6
    PATH = Qt.ItemDataRole.UserRole + 7
    PLAN = Qt.ItemDataRole.UserRole + 8  # a tuple of lines; empty for what does not wait


class JobListModel(QAbstractListModel):
    """One row a job, in the order they came; told by the controller what changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[JobRecord] = []
        self._plan_lines: Callable[[JobRecord], tuple[str, ...]] = _no_plan

    def plan_with(self, plan_lines: Callable[[JobRecord], tuple[str, ...]]) -> None:
        """Answer `JobRole.PLAN` with what this says of a job, each time it is asked."""
        self._plan_lines = plan_lines

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One row a job."""
        return 0 if parent.isValid() else len(self._records)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The file's name, or what `JobRole` names."""
        if not index.isValid() or index.row() >= len(self._records):
            return None
        record = self._records[index.row()]
        if role == JobRole.PLAN:  # made anew each time, so not among the others
            return self._plan_lines(record)
        path = record.job.request.media_path
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: path.name,
            JobRole.RECORD: record,
            JobRole.ID: record.id,
            JobRole.STATE: record.state,
            JobRole.FRACTION: record.fraction,
            JobRole.LEFT_S: record.left_s,
            JobRole.ERROR: record.error,
            JobRole.SECTION: Section.DONE if record.state is JobState.DONE else Section.QUEUE,
            JobRole.PATH: path,
        }
        return values.get(role)

    def append(self, record: JobRecord) -> None:
        """Show a new job."""
        row = len(self._records)
        self.beginInsertRows(QModelIndex(), row, row)
        self._records.append(record)
        self.endInsertRows()

    def update(self, record: JobRecord) -> None:
        """Show a job's new values; `record` may be a new one with the old number."""
        row = self.row_of(record.id)
        if row >= 0:
            self._records[row] = record
            self.dataChanged.emit(self.index(row), self.index(row))

    def remove(self, job_id: int) -> None:
        """Show a job no more."""
        row = self.row_of(job_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._records[row]
            self.endRemoveRows()

    def row_of(self, job_id: int) -> int:
        """The row of a job, or -1."""
        return next((i for i, r in enumerate(self._records) if r.id == job_id), -1)


def _no_plan(_record: JobRecord) -> tuple[str, ...]:
    return ()
