"""The queue sorted into its two sections, filtered by name, with words for screen readers."""

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop_app.app.job_model import JobListModel, JobRole, Section
from desktop_app.app.jobs import JobRecord
from desktop_app.ui import strings

AnyIndex = QModelIndex | QPersistentModelIndex


def record_at(index: AnyIndex) -> JobRecord | None:
    """The job in a row."""
    record = index.data(JobRole.RECORD)
    return record if isinstance(record, JobRecord) else None


class QueueProxy(QSortFilterProxyModel):
    """What waits and works above what is done; each in the order it came."""

    def __init__(self, source: JobListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        """Section first, then the number."""
        return self._key(left) < self._key(right)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Adds the tooltip and the spoken line."""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            record = super().data(index, JobRole.RECORD)
            if isinstance(record, JobRecord):
                if role == Qt.ItemDataRole.AccessibleTextRole:
                    return strings.job_spoken(record)
                path = str(record.job.request.media_path)
                if record.error:
                    return f"{path}\n{record.error.message}"
                return "\n".join((path, *super().data(index, JobRole.PLAN)))
        return super().data(index, role)

    def starts_section(self, index: AnyIndex) -> bool:
        """Whether the row is the first of its section."""
        if index.row() == 0:
            return True
        above = self.index(index.row() - 1, 0)
        return bool(above.data(JobRole.SECTION) != index.data(JobRole.SECTION))

    def _key(self, index: AnyIndex) -> tuple[bool, int]:
        job_id = index.data(JobRole.ID)
        return index.data(JobRole.SECTION) == Section.DONE, job_id or 0
