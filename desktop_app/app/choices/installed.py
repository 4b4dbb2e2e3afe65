"""The models on this machine: what the store holds, and the Qt list to choose from.

The store is read in one go, so that nothing reads it while painting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import STARTER
from desktop_app.models.layout import Scratch
from desktop_app.models.manifest import MANIFEST_NAME
from desktop_app.models.store import ModelStore
from desktop_app.system.files import size_of


@dataclass(frozen=True, slots=True)
class StoredModel:
    """One model and what this computer has of it.

    Attributes:
        is_usable: it can transcribe without getting anything first.
        is_damaged: it was there, and is not whole any more.
        is_bundled: it comes with the program, so that it cannot be deleted.
        folder: where it lies unpacked, or None.
        bytes: the room that it takes.
        arrived_bytes: of a download that was interrupted.
    """

    spec: ModelSpec
    is_usable: bool = False
    is_damaged: bool = False
    is_bundled: bool = False
    folder: Path | None = None
    bytes: int = 0
    arrived_bytes: int = 0


def stored_models(store: ModelStore) -> tuple[StoredModel, ...]:
    """Every model of the store; a few small reads for each, from any thread."""
    return tuple(_look_at(store, spec) for spec in store.available())


def _look_at(store: ModelStore, spec: ModelSpec) -> StoredModel:
    installed = store.installed(spec)
    is_usable = installed is not None or store.is_installed(spec)
    archive = store.layout.archive(spec.id)
    return StoredModel(
        spec=spec,
        is_usable=is_usable,
        is_damaged=not is_usable and _was_there(store, spec.id),
        is_bundled=spec.id == STARTER.id,
        folder=installed.folder if installed else None,
        bytes=installed.bytes if installed else size_of(archive),
        arrived_bytes=store.layout.arrived_bytes(spec.id),
    )


def _was_there(store: ModelStore, model_id: str) -> bool:
    """Whether the model lies there incomplete, or was set aside as damaged."""
    if (store.layout.folder(model_id) / MANIFEST_NAME).is_file():
        return True
    return any(store.layout.scratches.glob(f"{model_id}.{Scratch.DAMAGED}-*"))


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
        """The models on this computer, in order."""
        return tuple(spec for spec, is_there in self._rows if is_there)

    def is_installed(self, row: int) -> bool:
        """Whether the model in a row is on this computer."""
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
