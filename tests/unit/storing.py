"""Adding small models to a store, and looking at what lies there."""

from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.models.inspection import inspect
from desktop_app.models.store import Installed, ModelStore


def add(store: ModelStore, path: Path) -> ModelSpec:
    return store.add(inspect(path), CancelToken())


def installed(store: ModelStore, spec: ModelSpec) -> Installed:
    found = store.installed(spec)
    assert found is not None
    return found


def visible(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir() if p.name not in (".locks", "downloads")}
