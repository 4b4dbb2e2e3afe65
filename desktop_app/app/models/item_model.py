"""The models for the dialog: their state, running work and errors."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop_app.app.background.serial import TaskKind
from desktop_app.app.choices.installed import StoredModel
from desktop_app.app.list_model import ListModel
from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import ModelProgress


class ModelState(StrEnum):
    """The state of a model."""

    NOT_INSTALLED = "not installed"
    PAUSED = "paused"  # partially downloaded
    WAITING = "waiting"  # waiting for other work
    WORKING = "working"  # see `progress`
    READY = "ready"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelRow:
    """The dialog's row of one model.

    Attributes:
        stored: its state on this computer.
        work: the running or waiting task.
        progress: the task's progress; None while it waits.
        bytes_per_s, left_s: its speed and time left, None if unknown.
        error: why the last task failed.
    """

    stored: StoredModel
    work: TaskKind | None = None
    progress: ModelProgress | None = None
    bytes_per_s: float | None = None
    left_s: float | None = None
    error: AppError | None = None

    @property
    def spec(self) -> ModelSpec:
        """The model's description."""
        return self.stored.spec

    @property
    def state(self) -> ModelState:
        """The model's state."""
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
        """Approximate size of a partial download; 0 if unknown."""
        facts = self.spec.facts
        return max(facts.download_bytes, self.stored.arrived_bytes) if facts else 0

    @property
    def fraction(self) -> float | None:
        """Fraction done, 0 to 1, of running or paused work, else None."""
        if self.progress is not None:
            return self.progress.fraction
        if self.state is ModelState.PAUSED and self.total_bytes:
            return self.stored.arrived_bytes / self.total_bytes
        return None


def _looked_at(row: ModelRow, stored: StoredModel) -> ModelRow:
    """Return the row with a new stored state; drop the error once the model is installed."""
    has_come = stored.is_usable and not row.stored.is_usable
    return replace(row, stored=stored, error=None if has_come else row.error)


def _group(row: ModelRow) -> int:
    """Return the place of its task among the others."""
    return row.spec.kind.task.place


class ModelRole(IntEnum):
    """The roles of a row beside its title."""

    ROW = Qt.ItemDataRole.UserRole
    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    FRACTION = Qt.ItemDataRole.UserRole + 3


class ModelRowsModel(ListModel[ModelRow]):
    """The list of models, by their tasks.

    Of each task, first the catalogue's, then the user's own, then those being imported.
    """

    def __init__(self, stored: Sequence[StoredModel] = (), parent: QObject | None = None) -> None:
        super().__init__(map(ModelRow, stored), parent)

    def _answer(self, row: ModelRow, role: int) -> object:
        """Return the title, or the value of a `ModelRole`."""
        values: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.spec.title,
            ModelRole.ROW: row,
            ModelRole.ID: row.spec.id,
            ModelRole.STATE: row.state,
            ModelRole.FRACTION: row.fraction,
        }
        return values.get(role)

    def get(self, model_id: str) -> ModelRow | None:
        """Return the row of a model."""
        return next((row for row in self._rows if row.spec.id == model_id), None)

    def bytes_of(self, spec: ModelSpec) -> int | None:
        """Return a model's size on disk, None if it is not installed."""
        row = self.get(spec.id)
        return row.stored.bytes or None if row else None

    def number_of(self, model_id: str) -> int:
        """Return a model's row number, or -1."""
        return next((i for i, row in enumerate(self._rows) if row.spec.id == model_id), -1)

    def show(self, stored: Sequence[StoredModel]) -> None:
        """Update the stored states; running work and errors stay."""
        before = {row.spec.id: row for row in self._rows}
        rows = [_looked_at(before.get(one.spec.id, ModelRow(one)), one) for one in stored]
        there = {one.spec.id for one in stored}
        # No longer in the store: a user's model that was set aside as damaged; or not yet: a file
        # being imported.
        rows += [
            replace(row, stored=StoredModel(row.spec, is_damaged=row.spec.path is None))
            for row in self._rows
            if row.spec.id not in there and (row.error or row.work)
        ]
        rows.sort(key=_group)
        if [row.spec.id for row in rows] != [row.spec.id for row in self._rows]:
            self._reset(rows)
            return
        for number, row in enumerate(rows):
            self._put(number, row)

    def add(self, stored: StoredModel) -> None:
        """Add a model that is being imported, after the others of its group."""
        if self.number_of(stored.spec.id) < 0:
            row = ModelRow(stored)
            end = bisect_right(self._rows, _group(row), key=_group)
            self.beginInsertRows(QModelIndex(), end, end)
            self._rows.insert(end, row)
            self.endInsertRows()

    def drop(self, model_id: str) -> None:
        """Remove a model."""
        number = self.number_of(model_id)
        if number >= 0:
            self.beginRemoveRows(QModelIndex(), number, number)
            del self._rows[number]
            self.endRemoveRows()

    def update(self, model_id: str, **values: Any) -> None:  # noqa: ANN401 - the fields of ModelRow
        """Change some fields of a row; no-op for an unknown id."""
        number = self.number_of(model_id)
        if number >= 0:
            self._put(number, replace(self._rows[number], **values))

    def _put(self, number: int, row: ModelRow) -> None:
        if row != self._rows[number]:
            self._rows[number] = row
            self.dataChanged.emit(self.index(number), self.index(number))
