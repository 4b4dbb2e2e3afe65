"""The segments of the selected job as a Qt list that only grows while the job runs."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class SegmentRole(IntEnum):
    """What a row answers beside its text."""

    SEGMENT = Qt.ItemDataRole.UserRole


class TranscriptModel(QAbstractListModel):
    """One row a segment; reset only when another job is shown or the final text differs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._segments: list[Segment] = []

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One row a segment."""
        return 0 if parent.isValid() else len(self._segments)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, or the segment."""
        if not index.isValid() or index.row() >= len(self._segments):
            return None
        segment = self._segments[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return segment.text
        if role == SegmentRole.SEGMENT:
            return segment
        return None

    def segment(self, row: int) -> Segment:
        """The segment in a row."""
        return self._segments[row]

    def show(self, segments: Sequence[Segment]) -> None:
        """Show another job's segments."""
        self.beginResetModel()
        self._segments = list(segments)
        self.endResetModel()

    def grow_to(self, segments: Sequence[Segment]) -> None:
        """Show what `segments` has beyond the rows that are there."""
        shown = len(self._segments)
        if list(segments[:shown]) != self._segments:
            self.show(segments)
            return
        added = segments[shown:]
        if not added:
            return
        self.beginInsertRows(QModelIndex(), shown, shown + len(added) - 1)
        self._segments.extend(added)
        self.endInsertRows()

    def text(self, *, with_times: bool = False) -> str:
        """The whole text, one segment a line, each after its start where asked for."""
        return "\n".join(
            f"{clock(s.start_s)}  {s.text}" if with_times and s.start_s is not None else s.text
            for s in self._segments
        )
