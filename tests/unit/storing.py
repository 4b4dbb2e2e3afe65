"""Add small models to a store, and list its content."""

from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.models.inspection import inspect
from desktop_app.models.layout import SCRATCH
from desktop_app.models.store import Installed, ModelStore
from desktop_app.system.store_mark import OWN


def add(store: ModelStore, path: Path) -> ModelSpec:
    return store.add(inspect(path), CancelToken())


def installed(store: ModelStore, spec: ModelSpec) -> Installed:
    found = store.installed(spec)
    assert found is not None
    return found


def visible(folder: Path) -> set[str]:
    """List a store's content, and temporary names, except Aviary's own folder."""
    scratches = folder / SCRATCH
    passing = scratches.iterdir() if scratches.is_dir() else ()
    return {path.name for path in (*folder.iterdir(), *passing) if path.name != OWN}
