"""The models in the store, and the Qt list of those that recognise.

The store is read at once, so that painting does not read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from desktop_app.app.list_model import ListModel
from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import BUNDLED
from desktop_app.models.layout import Scratch
from desktop_app.models.manifest import MANIFEST_NAME
from desktop_app.models.store import ModelStore
from desktop_app.system.files import size_of


@dataclass(frozen=True, slots=True)
class StoredModel:
    """One model and its state on this computer.

    Attributes:
        is_usable: it can be used without a download.
        is_damaged: it was installed and is incomplete now.
        is_bundled: it comes with the program and cannot be deleted.
        folder: its folder if unpacked, or None.
        bytes: its size.
        arrived_bytes: size of an interrupted download.
    """

    spec: ModelSpec
    is_usable: bool = False
    is_damaged: bool = False
    is_bundled: bool = False
    folder: Path | None = None
    bytes: int = 0
    arrived_bytes: int = 0


def stored_models(store: ModelStore) -> tuple[StoredModel, ...]:
    """Read all models of the store; a few small reads each, from any thread."""
    return tuple(_look_at(store, spec) for spec in store.available())


def _look_at(store: ModelStore, spec: ModelSpec) -> StoredModel:
    installed = store.installed(spec)
    is_usable = installed is not None or store.is_installed(spec)
    archive = store.layout.archive(spec.id)
    return StoredModel(
        spec=spec,
        is_usable=is_usable,
        is_damaged=not is_usable and _was_there(store, spec.id),
        is_bundled=spec.id in BUNDLED,
        folder=installed.folder if installed else None,
        bytes=installed.bytes if installed else size_of(archive),
        arrived_bytes=store.layout.arrived_bytes(spec.id),
    )


def _was_there(store: ModelStore, model_id: str) -> bool:
    """Whether the model is incomplete, or was set aside as damaged."""
    if (store.layout.folder(model_id) / MANIFEST_NAME).is_file():
        return True
    return any(store.layout.scratches.glob(f"{model_id}.{Scratch.DAMAGED}-*"))


class ChoiceRole(IntEnum):
    """The roles of a row beside its title."""

    SPEC = Qt.ItemDataRole.UserRole
    INSTALLED = Qt.ItemDataRole.UserRole + 1


class ModelListModel(ListModel[tuple[ModelSpec, bool]]):
    """The list of recognisers: the catalogue's, then the user's own; unchanged during a download.

    Others are no rows of it, as no text comes of them: `diarizers` has those that tell speakers
    apart, and `knows_voices` says whether there is one that knows voices again.

    Args:
        stored: the models to show.
    """

    def __init__(self, stored: Sequence[StoredModel], parent: QObject | None = None) -> None:
        super().__init__(_rows(stored), parent)
        self._diarizers = _diarizers(stored)
        self._demonstrations = _demonstrations(stored)
        self._knows_voices = _knows_voices(stored)

    @property
    def knows_voices(self) -> bool:
        """Whether a model is installed that knows voices again."""
        return self._knows_voices

    def _answer(self, row: tuple[ModelSpec, bool], role: int) -> object:
        """Return the title, or the value of a `ChoiceRole`."""
        spec, installed = row
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
        """All models, in order."""
        return tuple(spec for spec, _ in self._rows)

    def installed(self) -> tuple[ModelSpec, ...]:
        """The installed models, in order."""
        return tuple(spec for spec, is_there in self._rows if is_there)

    def diarizers(self) -> tuple[ModelSpec, ...]:
        """The installed models that tell speakers apart, the best one first."""
        return self._diarizers

    def is_demonstration(self, diarizer: ModelSpec) -> bool:
        """Whether a diarizer came with the program, and only shows how it works."""
        return diarizer.id in self._demonstrations

    def is_installed(self, row: int) -> bool:
        """Whether the model in a row is installed."""
        return self._rows[row][1]

    def row_of(self, model_id: str) -> int:
        """Return the row of a model, or -1."""
        return next((i for i, (spec, _) in enumerate(self._rows) if spec.id == model_id), -1)

    def chosen(self, model_id: str) -> ModelSpec | None:
        """Return the model with that id if installed, else the first that is."""
        installed = self.installed()
        named = next((spec for spec in installed if spec.id == model_id), None)
        return named or next(iter(installed), None)

    def show(self, stored: Sequence[StoredModel]) -> None:
        """Show these models from now on."""
        rows, diarizers = _rows(stored), _diarizers(stored)
        self._knows_voices = _knows_voices(stored)
        if (rows, diarizers) != (self._rows, self._diarizers):
            self._diarizers = diarizers
            self._demonstrations = _demonstrations(stored)
            self._reset(rows)


def _rows(stored: Sequence[StoredModel]) -> list[tuple[ModelSpec, bool]]:
    return [(one.spec, one.is_usable) for one in stored if one.spec.kind.recognizes]


def _diarizers(stored: Sequence[StoredModel]) -> tuple[ModelSpec, ...]:
    """Return the diarizers that can be used; the one that comes with the program only shows how."""
    usable = [one for one in stored if one.spec.kind.is_diarizer and one.is_usable]
    return tuple(one.spec for one in sorted(usable, key=lambda one: one.is_bundled))


def _demonstrations(stored: Sequence[StoredModel]) -> frozenset[str]:
    return frozenset(one.spec.id for one in stored if one.is_bundled and one.spec.kind.is_diarizer)


def _knows_voices(stored: Sequence[StoredModel]) -> bool:
    return any(one.is_usable and one.spec.kind.knows_voices for one in stored)
