"""The sentences that would change, to be looked through and chosen from."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from desktop_app.app.list_model import NO_PARENT, AnyIndex
from desktop_app.app.words.rewriting import SentenceChange
from desktop_app.core.sentences import marked, tr

# A delegate's: the spans that differ, (start, end) each in characters.
SPANS_ROLE = Qt.ItemDataRole.UserRole
GONE = marked("(removed)")
NAMES = (marked("Transcript"), marked("Now"), marked("Then"))
# Of each sentence to a screen reader: what is shown by colours.
SPOKEN = marked("{before} becomes {after}")

Spans = tuple[tuple[int, int], ...]


class Column(IntEnum):
    """The columns."""

    TITLE = 0
    BEFORE = 1
    AFTER = 2


class PreviewModel(QAbstractTableModel):
    """A row for each sentence, with a check mark in its first column.

    Signals:
        choice_changed: other sentences are checked.
    """

    choice_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SentenceChange] = []
        self._is_off: set[int] = set()

    @property
    def checked(self) -> list[SentenceChange]:
        """The sentences that are checked, in order."""
        return [row for number, row in enumerate(self._rows) if number not in self._is_off]

    @property
    def checked_count(self) -> int:
        """How many sentences are checked; several may become one."""
        return sum(row.count for row in self.checked)

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's
        """One for each sentence."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's
        """Where it is, and the sentence before and after."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(NAMES[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        after = row.after or tr(GONE)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TITLE:
            is_on = index.row() not in self._is_off
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.title, row.before, after)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.TITLE:
            return f"{row.title}: {tr(SPOKEN).format(before=row.before, after=after)}"
        if role == SPANS_ROLE and column is not Column.TITLE:
            return differences(row.before, row.after)[column - Column.BEFORE]
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let the first column be checked."""
        flags = super().flags(index)
        is_first = index.isValid() and index.column() == Column.TITLE
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_first else flags

    def setData(  # noqa: N802 - Qt's
        self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Check a row, or take its mark away."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.check([index.row()], is_on=is_on)
        return True

    def check(self, rows: Sequence[int], *, is_on: bool) -> None:
        """Check some rows, or take their marks away."""
        if not rows:
            return
        if is_on:
            self._is_off.difference_update(rows)
        else:
            self._is_off.update(rows)
        role = Qt.ItemDataRole.CheckStateRole
        self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0), [role])
        self.choice_changed.emit()

    def is_checked(self, row: int) -> bool:
        """Whether a row is checked."""
        return row not in self._is_off

    def add(self, rows: Iterable[SentenceChange]) -> None:
        """Append sentences, checked."""
        added = list(rows)
        if not added:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(added) - 1)
        self._rows += added
        self.endInsertRows()
        self.choice_changed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._is_off = [], set()
        self.endResetModel()
        self.choice_changed.emit()


_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


def differences(before: str, after: str) -> tuple[Spans, Spans]:
    """Return where two sentences differ, by words."""
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    starts = _starts(left), _starts(right)
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for kind, *ends in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for side, (first, last) in enumerate((ends[:2], ends[2:])):
            if last > first:
                spans[side].append((starts[side][first], starts[side][last]))
    return tuple(spans[0]), tuple(spans[1])


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts
