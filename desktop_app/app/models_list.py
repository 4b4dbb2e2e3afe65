"""The models to choose from as a Qt list, with whether each is on this machine."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.app.stored_models import StoredModel
from desktop_app.core.model import ModelSpec

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class ChoiceRole(IntEnum):
    """What a row answers beside its title."""

    SPEC = Qt.ItemDataRole.UserRole
    INSTALLED = Qt.ItemDataRole.UserRole + 1


class ModelListModel(QAbstractListModel):
    """Catalogue models first, then the user's own; quiet while a download goes on.

    Args:
        stored: the models on offer.
    """

    def __init__(self, stored: Sequence[StoredModel], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = _rows(stored)

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One row a model."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or what `ChoiceRole` names."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        spec, installed = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return spec.title
            case ChoiceRole.SPEC:
                return spec
            case ChoiceRole.INSTALLED:
                return installed
            case _:
                return None

    def specs(self) -> tuple[ModelSpec, ...]:
        """All models in order."""
        return tuple(spec for spec, _ in self._rows)

    def installed(self) -> tuple[ModelSpec, ...]:
        """The models on this machine, in order."""
        return tuple(spec for spec, is_there in self._rows if is_there)

    def is_installed(self, row: int) -> bool:
        """Whether the model in a row is on this machine."""
        return self._rows[row][1]

    def row_of(self, model_id: str) -> int:
        """The row of a model, or -1."""
        return next((i for i, (spec, _) in enumerate(self._rows) if spec.id == model_id), -1)

    def chosen(self, model_id: str) -> ModelSpec | None:
        """The model with that id if it is installed, else the first that is."""
        installed = self.installed()
        named = next((spec for spec in installed if spec.id == model_id), None)
        return named or next(iter(installed), None)

    def show(self, stored: Sequence[StoredModel]) -> None:
        """Offer these models from now on."""
        rows = _rows(stored)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()


def _rows(stored: Sequence[StoredModel]) -> list[tuple[ModelSpec, bool]]:
    return [(one.spec, one.is_usable) for one in stored]
