"""The selected job's transcript as a Qt list that grows and changes in places."""

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from enum import IntEnum
from itertools import islice
from operator import is_

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs.queue import JobQueue
from desktop_app.app.list_model import ListModel
from desktop_app.app.settings import Preferences
from desktop_app.app.transcript.rows import Mark, TranscriptRow, TranscriptRows
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment, Transcript

# So many changed rows are compared one by one; of more, those between the first and the last that
# differ change as a whole, as finding what they share would take longer than writing them anew.
MOST_COMPARED = 300


class SegmentRole(IntEnum):
    """The roles of a row beside its text."""

    ROW = Qt.ItemDataRole.UserRole


class TranscriptModel(ListModel[TranscriptRow]):
    """One row per paragraph or mark; reset only when another job is shown.

    Signals:
        rows_changing, rows_changed: before and after some rows of the same job change, all steps
            of it.
    """

    rows_changing = Signal()
    rows_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        # Of each row the number of its first segment, of a mark that of the next one; made anew
        # when it is asked for.
        self._firsts: list[int] | None = None
        self._speakers: dict[str, int] | None = None

    def _answer(self, row: TranscriptRow, role: int) -> object:
        """Return a paragraph's text, or the paragraph or mark itself."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text if isinstance(row, Paragraph) else None
        if role == SegmentRole.ROW:
            return row
        return None

    @property
    def has_marks(self) -> bool:
        """Whether any row is a mark."""
        return any(not isinstance(row, Paragraph) for row in self._rows)

    @property
    def speakers(self) -> Mapping[str, int]:
        """The speakers' names, numbered in the order of their first appearance."""
        if self._speakers is None:
            names = (row.speaker for row in self._rows if isinstance(row, Paragraph))
            self._speakers = {
                name: number for number, name in enumerate(dict.fromkeys(filter(None, names)))
            }
        return self._speakers

    @property
    def segment_count(self) -> int:
        """How many segments all rows have."""
        ends = (row.end for row in reversed(self._rows) if isinstance(row, Paragraph))
        return next(ends, 0)

    @property
    def length_s(self) -> float | None:
        """How long the recording is, in seconds; None if unknown."""
        return None

    def row(self, number: int) -> TranscriptRow:
        """Return the paragraph or mark in a row."""
        return self._rows[number]

    def row_of(self, segment: int) -> int:
        """Return the row of a segment by its number."""
        if self._firsts is None:
            self._firsts = firsts = []
            following = 0
            for row in self._rows:
                firsts.append(following)
                following = row.end if isinstance(row, Paragraph) else following
        return bisect_right(self._firsts, segment) - 1

    def paragraph_of(self, segment: int) -> Paragraph | None:
        """Return the paragraph that has a segment; None where there is no such segment."""
        if not 0 <= segment < self.segment_count:
            return None
        row = self._rows[self.row_of(segment)]
        return row if isinstance(row, Paragraph) else None

    def segment(self, number: int) -> Segment:
        """Return a segment by its number.

        Raises:
            IndexError: there is no such segment.
        """
        paragraph = self.paragraph_of(number)
        if paragraph is None:
            raise IndexError(number)
        return paragraph.segments[number - paragraph.first]

    def segments(self) -> tuple[Segment, ...]:
        """Return all segments in order."""
        rows = (row.segments for row in self._rows if isinstance(row, Paragraph))
        return tuple(segment for segments in rows for segment in segments)

    def segment_at(self, time_s: float) -> int | None:
        """Return the number of the last segment that begins by a time; None before the first."""
        low, high = 0, self.segment_count
        while low < high:
            middle = (low + high) // 2
            start_s = self.segment(middle).start_s
            if start_s is None:
                return None
            if start_s <= time_s:
                low = middle + 1
            else:
                high = middle
        return low - 1 if low else None

    def show(self, rows: Sequence[TranscriptRow]) -> None:
        """Show another job's rows."""
        self._forget()
        self._reset(rows)

    def grow_to(self, rows: Sequence[TranscriptRow]) -> None:
        """Update the rows of the same job; unchanged rows stay."""
        rows = list(rows)
        self.rows_changing.emit()
        old = self._rows
        most = min(len(old), len(rows))
        first = next((n for n in range(most) if old[n] != rows[n]), most)
        after = most - first
        shared = next((n for n in range(after) if old[-1 - n] != rows[-1 - n]), after)
        end, new_end = len(old) - shared, len(rows) - shared
        if max(end, new_end) - first <= MOST_COMPARED and min(end, new_end) - first > 1:
            self._change_in_places(first, old[first:end], rows[first:new_end])
        else:
            self._replace(first, end, rows[first:new_end])
        # Equal ones too: the numbers of their segments may differ.
        if len(rows) == len(self._rows):
            self._rows[:] = rows
        self._forget()
        self.rows_changed.emit()

    def put(self, number: int, row: TranscriptRow) -> None:
        """Replace one row by another one with as many segments."""
        before, self._rows[number] = self._rows[number], row
        if isinstance(before, Mark) or isinstance(row, Mark) or before.speaker != row.speaker:
            self._speakers = None
        index = self.index(number)
        self.dataChanged.emit(index, index)

    def text(self, *, with_times: bool = False, without: Container[str] = ()) -> str:
        """Return the text, a paragraph a line with who speaks.

        Args:
            with_times: whether each has its time.
            without: whose paragraphs are left out; "" for what nobody is named for.
        """
        return "\n".join(
            _line(row, with_time=with_times)
            for row in self._rows
            if isinstance(row, Paragraph) and (row.speaker or "") not in without
        )

    def _forget(self) -> None:
        self._firsts = self._speakers = None

    def _change_in_places(
        self, first: int, old: Sequence[TranscriptRow], new: Sequence[TranscriptRow]
    ) -> None:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, old, new, autojunk=False)
        # From the end, so that earlier row numbers stay valid.
        for tag, begin, end, new_begin, new_end in reversed(matcher.get_opcodes()):
            if tag != "equal":
                self._replace(first + begin, first + end, new[new_begin:new_end])

    def _replace(self, first: int, end: int, rows: Sequence[TranscriptRow]) -> None:
        """Put rows in the place of others: paragraphs change, the rest comes or goes."""
        same = 0
        old = self._rows[first:end]
        while (
            same < min(len(old), len(rows))
            and isinstance(old[same], Paragraph)
            and isinstance(rows[same], Paragraph)
        ):
            same += 1
        self._remove(first + same, end)
        if same:
            self._rows[first : first + same] = rows[:same]
            self._forget()
            self.dataChanged.emit(self.index(first), self.index(first + same - 1))
        self._insert(first + same, rows[same:])

    def _insert(self, first: int, added: Sequence[TranscriptRow]) -> None:
        if added:
            self.beginInsertRows(QModelIndex(), first, first + len(added) - 1)
            self._rows[first:first] = added
            self._forget()
            self.endInsertRows()

    def _remove(self, first: int, end: int) -> None:
        if first < end:
            self.beginRemoveRows(QModelIndex(), first, end - 1)
            del self._rows[first:end]
            self._forget()
            self.endRemoveRows()


def _line(paragraph: Paragraph, *, with_time: bool) -> str:
    said = f"{paragraph.speaker}: {paragraph.text}" if paragraph.speaker else paragraph.text
    if not with_time or paragraph.start_s is None:
        return said
    return f"{clock(paragraph.start_s)}  {said}"


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
        # What the rows were made of last; None while the text grows.
        self._made_of: Transcript | None = None
        self._made = TranscriptRows(queue, models, preferences)
        models.modelReset.connect(self._grow)
        preferences.changed.connect(self._grow)

    @property
    def job_id(self) -> int:
        """The number of the shown job; 0 for none."""
        return self._job_id

    @property
    def length_s(self) -> float | None:
        """How long the shown job's recording is."""
        return self._made_of.duration_s if self._made_of is not None else None

    def show_job(self, job_id: int) -> None:
        """Show another job; 0 for none."""
        self._job_id = job_id
        record = self._queue.get(job_id)
        self._made_of = record.transcript if record is not None else None
        self.show(self._made.of(record))
        self.job_shown.emit()

    def refresh(self) -> None:
        """Update the rows of the same job."""
        self._grow()
        self.refreshed.emit()

    def _grow(self) -> None:
        record = self._queue.get(self._job_id)
        before, after = self._made_of, record.transcript if record is not None else None
        self._made_of = after
        if record is not None and after is not None and before is after:
            if self.has_marks:  # only their state can be another
                self.grow_to(self._made.renewed(self._rows, record))
            return
        number = _only_typed(before, after) if before is not None and after is not None else None
        if number is None or after is None:
            self.grow_to(self._made.of(record))
            return
        row = self.row_of(number)
        shown = self.row(row)
        if isinstance(shown, Paragraph):
            self.put(row, Paragraph(shown.first, after.segments[shown.first : shown.end]))


def _only_typed(before: Transcript, after: Transcript) -> int | None:
    """Return the number of the one segment that has other words, if nothing else differs.

    What is typed into a sentence with times divides no paragraph in another way and moves no mark,
    so the other rows need not be looked at.
    """
    if len(before.segments) != len(after.segments) or before.gaps is not after.gaps:
        return None
    # By identity: of 40,000 words, all but a few are the same objects.
    is_same = enumerate(map(is_, before.segments, after.segments))
    differing = list(islice((number for number, same in is_same if not same), 2))
    if len(differing) != 1:
        return None
    old, new = before.segments[differing[0]], after.segments[differing[0]]
    fixed = [
        (one.start_s, one.end_s, one.speaker, one.language, one.begins_paragraph, one.is_overlapped)
        for one in (old, new)
    ]
    is_timed = old.start_s is not None and old.end_s is not None
    return differing[0] if is_timed and fixed[0] == fixed[1] else None
