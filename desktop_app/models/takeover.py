"""Migrate a models folder from the layout of earlier versions.

There, Aviary's own files lay among the models, under names that a user's files may have, too. What
is certainly Aviary's moves into its own folder; everything else stays, as the user's.
"""

import json
import logging
import re
from contextlib import suppress
from pathlib import Path

from desktop_app.models.manifest import MANIFEST_NAME, read_manifest
from desktop_app.models.ownership import foreign_in, own_model
from desktop_app.system.store_mark import entries, is_real_file, is_real_folder

logger = logging.getLogger(__name__)

DOWNLOADS = "downloads"
LOCKS = ".locks"
TEMPORARY = "temporary"
MOVED_FROM = ".moved-from.json"
PARTIAL = ".nemo.part"
SCRATCH = re.compile(r"\.(?P<id>.+)\.(unpacking|damaged|deleting|replaced)-[0-9a-f]{6}")
SIDECAR_KEYS = ("url", "sha256", "bytes", "revision")


def holds_models(folder: Path) -> bool:
    """Whether it holds models of an earlier version, or archives that the user put there."""
    return any(map(_is_model, entries(folder)))


def foreign_paths_beside_models(folder: Path) -> list[Path]:
    """Return what is neither a model nor named as earlier versions named things."""
    former = (DOWNLOADS, LOCKS, TEMPORARY, MOVED_FROM)
    has_models = holds_models(folder)
    return [
        path
        for path in folder.iterdir()
        if not _is_model(path) and not (has_models and path.name in former)
    ]


def _is_model(path: Path) -> bool:
    return own_model(path) is not None or (path.suffix == ".nemo" and is_real_file(path))


def take_over(root: Path, downloads: Path, scratches: Path, moved_from: Path) -> None:
    """Move an earlier version's files into Aviary's own folder; failures are logged.

    Models and archives stay where they are.

    Args:
        root: the models folder.
        downloads: the new folder of partial downloads; their names stay.
        scratches: the new folder of temporary names.
        moved_from: the new path of the note of an unfinished move.
    """
    downloads.mkdir(exist_ok=True)
    scratches.mkdir(exist_ok=True)
    moves = [
        *((path, downloads / path.name) for path in _downloads(root / DOWNLOADS)),
        *((path, scratches / path.name[1:]) for path in entries(root) if _is_scratch(path)),
    ]
    if is_real_file(root / MOVED_FROM) and _has_keys(root / MOVED_FROM, {"from", "names"}):
        moves.append((root / MOVED_FROM, moved_from))
    for path, target in moves:
        try:
            path.rename(target)
        except OSError as error:
            logger.warning("%s stays where it was: %s", path, error)
    for lock in entries(root / LOCKS):
        # Empty lock files, named after a model that is here.
        if lock.suffix == ".lock" and is_real_file(lock) and own_model(root / lock.stem):
            with suppress(OSError):
                if not lock.stat().st_size:
                    lock.unlink()
    for name in (DOWNLOADS, TEMPORARY, LOCKS):
        if is_real_folder(root / name):
            with suppress(OSError):  # not empty, so it may be the user's
                (root / name).rmdir()


def _downloads(former: Path) -> list[Path]:
    """List partial downloads that have a note, and the notes."""
    found: list[Path] = []
    for path in entries(former):
        model_id = path.name.removesuffix(PARTIAL)
        note = former / f"{model_id}.json"
        if path.name.endswith(PARTIAL) and is_real_file(path) and is_note(note):
            found += [path, note]
    return found


def is_note(path: Path) -> bool:
    """Whether a file is the note beside a partial download."""
    return is_real_file(path) and _has_keys(path, set(SIDECAR_KEYS))


def _is_scratch(path: Path) -> bool:
    """Whether the name is temporary, and the content is only a model of that name."""
    named = SCRATCH.fullmatch(path.name)
    if named is None or not is_real_folder(path) or not is_real_file(path / MANIFEST_NAME):
        return False
    manifest = read_manifest(path)
    return (
        manifest is not None and manifest.spec.id == named["id"] and not foreign_in(path, manifest)
    )


def _has_keys(path: Path, keys: set[str]) -> bool:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and set(found) == keys
