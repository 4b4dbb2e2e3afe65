"""The base of Aviary's Qt list models."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()

Row = TypeVar("Row")


class ListModel(QAbstractListModel, Generic[Row]):
    """A list with one row per value; subclasses answer for a row.

    Args:
        rows: the initial values.
    """

    def __init__(self, rows: Iterable[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One row per value."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row's answer; None if the index is no longer valid."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._answer(self._rows[index.row()], role)

    def _answer(self, row: Row, role: int) -> object:
        """Return the value of a row for a role, or None."""
        raise NotImplementedError

    def _reset(self, rows: Iterable[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
