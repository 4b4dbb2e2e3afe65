"""The queue filtered by name, with its tooltips and words for screen readers."""

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop_app.app.jobs.item_model import JobListModel, JobRole
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.ui import strings
from desktop_app.ui.controls import tip

AnyIndex = QModelIndex | QPersistentModelIndex


def record_at(index: AnyIndex) -> JobRecord | None:
    """The job in a row."""
    record = index.data(JobRole.RECORD)
    return record if isinstance(record, JobRecord) else None


class QueueProxy(QSortFilterProxyModel):
    """Those rows whose name holds the text in the search field, in the order of the list.

    Attributes:
        is_filtered: there is a text in the search field.
    """

    def __init__(self, source: JobListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = source
        self.is_filtered = False
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSourceModel(source)

    def filter_by(self, text: str) -> None:
        """Show only the rows whose name holds this text."""
        self.is_filtered = bool(text)
        self.setFilterFixedString(text)

    def shown_ids(self) -> list[int]:
        """The numbers of the jobs whose rows are not hidden, in order."""
        return [self.index(row, 0).data(JobRole.ID) for row in range(self.rowCount())]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Adds the tooltip and the spoken line."""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            record = super().data(index, JobRole.RECORD)
            if isinstance(record, JobRecord):
                if role == Qt.ItemDataRole.AccessibleTextRole:
                    return strings.job_spoken(record)
                # The row shows what there is room for. What is missing is in its line.
                if record.error is not None:
                    more = (record.error.message,)
                else:
                    more = tuple(super().data(index, JobRole.PLAN))
                lines = (strings.job_place(record.job), strings.job_line(record), *more)
                return tip("\n".join(filter(None, lines)))
        return super().data(index, role)

    def starts_section(self, index: AnyIndex) -> bool:
        """Whether the row is the first of its section; asked of every row at each layout."""
        row = index.row()
        if row == 0 or not self.is_filtered:
            return row in (0, self._jobs.first_done_row)
        above = self.index(row - 1, 0)
        return bool(above.data(JobRole.SECTION) != index.data(JobRole.SECTION))
