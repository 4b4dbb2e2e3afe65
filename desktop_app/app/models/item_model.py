"""The models as the dialog shows them: what is here, what is being done, what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.app.background.serial import TaskKind
from desktop_app.app.choices.installed import StoredModel
from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import ModelProgress

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class ModelState(StrEnum):
    """How it stands with a model."""

    NOT_INSTALLED = "not installed"
    PAUSED = "paused"  # a part of its download is here
    WAITING = "waiting"  # for other work to end
    WORKING = "working"  # `progress` says at what
    READY = "ready"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelRow:
    """All that is known of one model.

    Attributes:
        stored: what this computer has of it.
        work: what is being done with it, or is to be done.
        progress: how far that is; None while it waits.
        bytes_per_s, left_s: how fast it is, None where not known.
        error: why the last work failed.
    """

    stored: StoredModel
    work: TaskKind | None = None
    progress: ModelProgress | None = None
    bytes_per_s: float | None = None
    left_s: float | None = None
    error: AppError | None = None

    @property
    def spec(self) -> ModelSpec:
        """The model."""
        return self.stored.spec

    @property
    def state(self) -> ModelState:
        """How it stands."""
        if self.progress is not None:
            return ModelState.WORKING
        if self.work is not None:
            return ModelState.WAITING
        if self.stored.is_usable:
            return ModelState.READY
        if self.stored.arrived_bytes:
            return ModelState.PAUSED
        return ModelState.DAMAGED if self.stored.is_damaged else ModelState.NOT_INSTALLED

    @property
    def total_bytes(self) -> int:
        """The size of a download of which a part is here, about; 0 where nobody knows."""
        facts = self.spec.facts
        return max(facts.download_bytes, self.stored.arrived_bytes) if facts else 0

    @property
    def fraction(self) -> float | None:
        """From 0 to 1 where something is under way or paused, else None."""
        if self.progress is not None:
            return self.progress.fraction
        if self.state is ModelState.PAUSED and self.total_bytes:
            return self.stored.arrived_bytes / self.total_bytes
        return None


def _looked_at(row: ModelRow, stored: StoredModel) -> ModelRow:
    """A row with what is there now; why a model did not come is no matter once it is there."""
    has_come = stored.is_usable and not row.stored.is_usable
    return replace(row, stored=stored, error=None if has_come else row.error)


class ModelRole(IntEnum):
    """What a row answers beside its title."""

    ROW = Qt.ItemDataRole.UserRole
    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    FRACTION = Qt.ItemDataRole.UserRole + 3


class ModelRowsModel(QAbstractListModel):
    """One row a model: the catalogue, the user's own, then what is being imported."""

    def __init__(self, stored: Sequence[StoredModel] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [ModelRow(one) for one in stored]

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One row a model."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or what `ModelRole` names."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.spec.title,
            ModelRole.ROW: row,
            ModelRole.ID: row.spec.id,
            ModelRole.STATE: row.state,
            ModelRole.FRACTION: row.fraction,
        }
        return values.get(role)

    def get(self, model_id: str) -> ModelRow | None:
        """The row of a model."""
        return next((row for row in self._rows if row.spec.id == model_id), None)

    def bytes_of(self, spec: ModelSpec) -> int | None:
        """The room that a model takes on this computer, None where it is not there."""
        row = self.get(spec.id)
        return row.stored.bytes or None if row else None

    def number_of(self, model_id: str) -> int:
        """Which row a model is in, or -1."""
        return next((i for i, row in enumerate(self._rows) if row.spec.id == model_id), -1)

    def show(self, stored: Sequence[StoredModel]) -> None:
        """Show what the store holds now; what is being done, and errors, stay."""
        before = {row.spec.id: row for row in self._rows}
        rows = [_looked_at(before.get(one.spec.id, ModelRow(one)), one) for one in stored]
        there = {one.spec.id for one in stored}
        # In the store no more: a user's own model that was set aside as damaged; or not yet: a
        # file that is being imported.
        rows += [
            replace(row, stored=StoredModel(row.spec, is_damaged=row.spec.path is None))
            for row in self._rows
            if row.spec.id not in there and (row.error or row.work)
        ]
        if [row.spec.id for row in rows] != [row.spec.id for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for number, row in enumerate(rows):
            self._put(number, row)

    def add(self, stored: StoredModel) -> None:
        """Show a model that is about to come."""
        if self.number_of(stored.spec.id) < 0:
            end = len(self._rows)
            self.beginInsertRows(QModelIndex(), end, end)
            self._rows.append(ModelRow(stored))
            self.endInsertRows()

    def drop(self, model_id: str) -> None:
        """Show a model no more."""
        number = self.number_of(model_id)
        if number >= 0:
            self.beginRemoveRows(QModelIndex(), number, number)
            del self._rows[number]
            self.endRemoveRows()

    def update(self, model_id: str, **values: Any) -> None:  # noqa: ANN401 - the fields of ModelRow
        """Change some fields of a row; an id that is not there changes nothing."""
        number = self.number_of(model_id)
        if number >= 0:
            self._put(number, replace(self._rows[number], **values))

    def _put(self, number: int, row: ModelRow) -> None:
        if row != self._rows[number]:
            self._rows[number] = row
            self.dataChanged.emit(self.index(number), self.index(number))
