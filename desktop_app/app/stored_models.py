"""What the store holds of each model, read in one go so that nobody reads it while painting."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import STARTER
from desktop_app.models.layout import Scratch
from desktop_app.models.manifest import MANIFEST_NAME
from desktop_app.models.store import ModelStore
from desktop_app.models.upkeep import size_of


@dataclass(frozen=True, slots=True)
class StoredModel:
    """One model and what this machine has of it.

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


def look(store: ModelStore) -> tuple[StoredModel, ...]:
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
