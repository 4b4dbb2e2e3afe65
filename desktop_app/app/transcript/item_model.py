"""The selected job's transcript as a Qt list that grows and changes in places."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs.queue import JobQueue
from desktop_app.app.list_model import ListModel
from desktop_app.app.settings import Preferences
from desktop_app.app.transcript.rows import TranscriptRow, TranscriptRows
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment


class SegmentRole(IntEnum):
    """The roles of a row beside its text."""

    ROW = Qt.ItemDataRole.UserRole


class TranscriptModel(ListModel[TranscriptRow]):
    """One row per segment or mark; reset only when another job is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)

    def _answer(self, row: TranscriptRow, role: int) -> object:
        """Return a segment's text, or the segment or mark itself."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text if isinstance(row, Segment) else None
        if role == SegmentRole.ROW:
            return row
        return None

    @property
    def has_marks(self) -> bool:
        """Whether any row is a mark."""
        return any(not isinstance(row, Segment) for row in self._rows)

    def row(self, number: int) -> TranscriptRow:
        """Return the segment or mark in a row."""
        return self._rows[number]

    def show(self, rows: Sequence[TranscriptRow]) -> None:
        """Show another job's rows."""
        self._reset(rows)

    def grow_to(self, rows: Sequence[TranscriptRow]) -> None:
        """Update the rows of the same job; unchanged rows stay."""
        rows = list(rows)
        shown = len(self._rows)
        if rows[:shown] == self._rows:
            self._insert(shown, rows[shown:])
            return
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, self._rows, rows, autojunk=False)
        # From the end, so that earlier row numbers stay valid.
        for tag, first, end, new_first, new_end in reversed(matcher.get_opcodes()):
            if tag != "equal":
                self._remove(first, end)
                self._insert(first, rows[new_first:new_end])

    def text(self, *, with_times: bool = False) -> str:
        """Return the whole text, one segment per line, optionally with its start time."""
        return "\n".join(
            f"{clock(s.start_s)}  {s.text}" if with_times and s.start_s is not None else s.text
            for s in self._rows
            if isinstance(s, Segment)
        )

    def _insert(self, first: int, added: Sequence[TranscriptRow]) -> None:
        if added:
            self.beginInsertRows(QModelIndex(), first, first + len(added) - 1)
            self._rows[first:first] = added
            self.endInsertRows()

    def _remove(self, first: int, end: int) -> None:
        if first < end:
            self.beginRemoveRows(QModelIndex(), first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()


class ShownTranscript(TranscriptModel):
    """Show one job of the queue, with the actions on its marks.

    Signals:
        job_shown: another job is shown.
        refreshed: the same job's rows were updated.
    """

    job_shown = Signal()
    refreshed = Signal()

    def __init__(self, queue: JobQueue, models: ModelListModel, preferences: Preferences) -> None:
        super().__init__()
        self._queue = queue
        self._job_id = 0
        self._rows_of = TranscriptRows(queue, models, preferences).of
        models.modelReset.connect(self._grow)
        preferences.changed.connect(self._grow)

    def show_job(self, job_id: int) -> None:
        """Show another job; 0 for none."""
        self._job_id = job_id
        self.show(self._rows_of(self._queue.get(job_id)))
        self.job_shown.emit()

    def refresh(self) -> None:
        """Update the rows of the same job."""
        self._grow()
        self.refreshed.emit()

    def _grow(self) -> None:
        self.grow_to(self._rows_of(self._queue.get(self._job_id)))
