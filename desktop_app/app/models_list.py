"""The models on offer as a Qt list, with whether each is on this machine."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.core.model import ModelSpec

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class ModelRole(IntEnum):
    """What a row answers beside its title."""

    SPEC = Qt.ItemDataRole.UserRole
    INSTALLED = Qt.ItemDataRole.UserRole + 1


class ModelListModel(QAbstractListModel):
    """Catalogue models first, then the user's own .nemo files.

    Args:
        specs: the models on offer.
        is_installed: asks the store; cheap, as it is asked in the GUI thread.
    """

    def __init__(
        self,
        specs: Iterable[ModelSpec],
        is_installed: Callable[[ModelSpec], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_installed = is_installed
        self._rows = [(spec, is_installed(spec)) for spec in specs]

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One row a model."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or what `ModelRole` names."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        spec, installed = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return spec.title
            case ModelRole.SPEC:
                return spec
            case ModelRole.INSTALLED:
                return installed
            case _:
                return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A model that is not on this machine cannot be chosen."""
        if index.isValid() and self._rows[index.row()][1]:
            return super().flags(index)
        return Qt.ItemFlag.NoItemFlags

    def specs(self) -> tuple[ModelSpec, ...]:
        """All models in order."""
        return tuple(spec for spec, _ in self._rows)

    def row_of(self, model_id: str) -> int:
        """The row of a model, or -1."""
        return next((i for i, (spec, _) in enumerate(self._rows) if spec.id == model_id), -1)

    def chosen(self, model_id: str) -> ModelSpec | None:
        """The model with that id if it is installed, else the first that is."""
        installed = [spec for spec, is_there in self._rows if is_there]
        named = next((spec for spec in installed if spec.id == model_id), None)
        return named or next(iter(installed), None)

    def add(self, spec: ModelSpec) -> None:
        """Offer one more model; one with the same id is replaced."""
        row = self.row_of(spec.id)
        installed = self._is_installed(spec)
        if row >= 0:
            self._rows[row] = (spec, installed)
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        row = len(self._rows)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.append((spec, installed))
        self.endInsertRows()

    def refresh(self) -> None:
        """Ask the store again, after something was installed or deleted."""
        for row, (spec, was_installed) in enumerate(self._rows):
            installed = self._is_installed(spec)
            if installed != was_installed:
                self._rows[row] = (spec, installed)
                self.dataChanged.emit(self.index(row), self.index(row))
