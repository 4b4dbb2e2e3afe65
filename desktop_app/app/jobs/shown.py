"""The list as it is shown: a heading over each part, and only the rows that the user wants."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from desktop_app.app.jobs.item_model import JobListModel, JobRole, Section, place_of, section_of
from desktop_app.app.jobs.placed_list import Place, PlacedList
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.list_model import AnyIndex
from desktop_app.app.settings import LibraryOrder
from desktop_app.core.job import JobState

# A heading stands right above its part.
ABOVE = 0.5


@dataclass(frozen=True, slots=True)
class Heading:
    """The row above a part of the list, with the number of rows shown in it."""

    section: Section
    count: int = 0


ShownRow = JobRecord | Heading


@cache
def _natural_keys() -> Callable[[str], Any]:
    from natsort import natsort_keygen, ns  # most starts do without it

    return natsort_keygen(alg=ns.IGNORECASE)


def _name_key(record: JobRecord) -> object:
    kept = record.summary
    return _natural_keys()(kept.title if kept else record.job.request.media_path.name)


def _is_exported(record: JobRecord) -> bool:
    return record.summary is not None and record.summary.exported_s is not None


# What sorts a transcript; the newest first where it is equal.
LIBRARY_KEYS: Mapping[LibraryOrder, Callable[[JobRecord], object]] = {
    LibraryOrder.NAME: _name_key,
    LibraryOrder.LONGEST: lambda record: -(record.total_s or 0.0),
    LibraryOrder.MODEL: lambda record: record.job.request.model.title.casefold(),
    LibraryOrder.MARKS: lambda record: -record.summary.marks if record.summary else 0,
    LibraryOrder.UNEXPORTED: _is_exported,
}


def _key(row: ShownRow) -> Hashable:
    return row.section if isinstance(row, Heading) else row.id


class ShownJobs(PlacedList[ShownRow]):
    """The rows of the list of jobs that are wanted, under headings.

    Args:
        jobs: all jobs; this list follows it.
    """

    def __init__(self, jobs: JobListModel) -> None:
        super().__init__(self._place_in, _key)
        self._jobs = jobs
        self._order = LibraryOrder.NEWEST
        self._accepts: Callable[[JobRecord], bool] | None = None
        self._sections: dict[int, Section] = {}
        self._counts: Counter[Section] = Counter()
        jobs.rowsInserted.connect(self._on_inserted)
        jobs.rowsAboutToBeRemoved.connect(self._on_removing)
        jobs.dataChanged.connect(self._on_changed)
        jobs.modelReset.connect(self._fill)
        self._fill()

    @property
    def is_filtered(self) -> bool:
        """Whether some rows may be left out."""
        return self._accepts is not None

    def show_only(self, accepts: Callable[[JobRecord], bool] | None) -> None:
        """Show only these jobs, now and until the next call; None for all."""
        self._accepts = accepts
        self._fill()

    def sort_library(self, order: LibraryOrder) -> None:
        """Sort the transcripts, now and until the next call."""
        if order is not self._order:
            self._order = order
            self._fill()

    def records(self) -> list[JobRecord]:
        """Return the jobs that are shown, in order."""
        return [row for row in self._rows if isinstance(row, JobRecord)]

    def accepts(self, record: JobRecord) -> bool:
        """Whether a job is shown."""
        return self._accepts is None or self._accepts(record)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let headings be reached by the keyboard, but neither selected nor moved."""
        if isinstance(index.data(JobRole.HEADING), Heading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def _answer(self, row: ShownRow, role: int) -> object:
        if isinstance(row, JobRecord):
            return self._jobs.answer(row, role)
        if role == JobRole.HEADING:
            return row
        return row.section if role == JobRole.SECTION else None

    def _fill(self) -> None:
        wanted = [row for row in self._jobs.rows(0, self._jobs.rowCount()) if self.accepts(row)]
        self._sections = {record.id: section_of(record) for record in wanted}
        self._counts = Counter(self._sections.values())
        headings = [Heading(section, count) for section, count in self._counts.items()]
        self.beginResetModel()
        self._rows, self._places, self._place_of = [], [], {}
        self._put(0, sorted([*headings, *wanted], key=self._place_in))
        self.endResetModel()

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._take_in([row for row in self._jobs.rows(first, last) if self.accepts(row)])

    def _take_in(self, records: list[JobRecord]) -> None:
        for record in records:
            self._sections[record.id] = section_of(record)
            self._counts[section_of(record)] += 1
        # With the headings, so that a part comes at once.
        self.insert([*self._missing_headings(), *records])
        self._show_counts()

    def _on_removing(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._leave_out([row.id for row in self._jobs.rows(first, last)])

    def _leave_out(self, job_ids: Iterable[int]) -> None:
        gone = [job_id for job_id in job_ids if job_id in self._sections]
        for job_id in gone:
            self._counts[self._sections.pop(job_id)] -= 1
        self.remove([*gone, *self._empty_headings()])
        self._show_counts()

    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        records = self._jobs.rows(first.row(), last.row())
        # A record may be another one than before, whose answer to the filter differs.
        shown = [record for record in records if record.id in self._sections]
        if self._accepts is not None:
            self._leave_out([record.id for record in shown if not self._accepts(record)])
            self._take_in([r for r in records if r.id not in self._sections and self._accepts(r)])
            shown = [record for record in shown if record.id in self._sections]
        for record in shown:
            self._counts[self._sections[record.id]] -= 1
            self._sections[record.id] = section_of(record)
            self._counts[self._sections[record.id]] += 1
        self.insert(self._missing_headings())
        self.update(shown)
        self.remove(self._empty_headings())
        self._show_counts()

    def _place_in(self, row: ShownRow) -> Place:
        if isinstance(row, Heading):
            return row.section.value - ABOVE, 0.0, 0
        key_of = LIBRARY_KEYS.get(self._order)
        if key_of is not None and row.state is JobState.DONE:
            return Section.LIBRARY.value, (key_of(row), -row.finished_s), -row.id
        return place_of(row)

    def _missing_headings(self) -> list[ShownRow]:
        present = [section for section in Section if self._counts[section]]
        return [Heading(s, self._counts[s]) for s in present if self.row_of(s) < 0]

    def _empty_headings(self) -> list[Section]:
        return [s for s in Section if not self._counts[s] and self.row_of(s) >= 0]

    def _show_counts(self) -> None:
        for section in Section:
            row = self.row_of(section)
            if row >= 0 and self._rows[row] != (heading := Heading(section, self._counts[section])):
                self._rows[row] = heading
                self.dataChanged.emit(self.index(row), self.index(row))
