"""Checking, removing, moving and tidying what lies in a folder of models."""

import hashlib
import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.core.model_errors import ModelBusy, ModelDamaged
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.models.archive import CONFIG_NAME
from desktop_app.models.layout import (
    DOWNLOADS,
    LOCKS,
    MOVED_FROM,
    Scratch,
    StoreLayout,
    not_writable,
)
from desktop_app.models.manifest import MANIFEST_NAME, Manifest, read_manifest
from desktop_app.system.files import is_sharing_violation, retry_while_in_use
from desktop_app.system.folders import TEMPORARY

logger = logging.getLogger(__name__)

SCRATCH = re.compile(rf"\.(?P<id>.+)\.(?P<kind>{'|'.join(Scratch)})-[0-9a-f]+")
READ_BYTES = 1 << 22
# Libraries' temporary files of a program that is still at work are younger.
OLD_S = 24 * 3600


class LeftOverKind(StrEnum):
    """Why something lies in the store that is no model; `UNKNOWN` is listed, never deleted."""

    PARTIAL_DOWNLOAD = "partial download"
    HALF_UNPACKED = "half unpacked"
    DAMAGED = "damaged model, set aside"
    HALF_DELETED = "half deleted"
    REPLACED = "replaced by a model that was moved here"
    TEMPORARY = "temporary file"
    UNKNOWN = "not Aviary's"


_KINDS = {
    Scratch.UNPACKING: LeftOverKind.HALF_UNPACKED,
    Scratch.DAMAGED: LeftOverKind.DAMAGED,
    Scratch.DELETING: LeftOverKind.HALF_DELETED,
    Scratch.REPLACED: LeftOverKind.REPLACED,
}


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that takes room and is no model.

    Attributes:
        model_id: the model it belongs to, or nothing.
    """

    path: Path
    kind: LeftOverKind
    bytes: int
    model_id: str = ""


def set_aside(layout: StoreLayout, model_id: str) -> None:
    """Take a damaged model out of the way, in one step; it becomes a left-over."""
    try:
        aside = layout.scratch(model_id, Scratch.DAMAGED)
        retry_while_in_use(lambda: layout.folder(model_id).rename(aside))
    except OSError as error:
        raise _explained(layout, model_id, error) from error
    logger.warning("%s is damaged and was set aside", model_id)


def verify(
    layout: StoreLayout, manifest: Manifest, cancel: CancelToken, report: Report = unreported
) -> None:
    """Read every file of a model and compare it with what was installed.

    Raises:
        ModelDamaged: with the files that changed; the model was set aside.
        Cancelled: `cancel` was set.
    """
    model_id, done = manifest.spec.id, 0

    def on_block(size: int) -> None:
        nonlocal done
        cancel.raise_if_cancelled()
        done += size
        report(ModelProgress(Phase.VERIFYING, done, manifest.total_bytes))

    with layout.locked(model_id, cancel, report):
        folder = layout.folder(model_id)
        wrong = changed_files(folder, manifest, on_block)
        if wrong:
            set_aside(layout, model_id)
            raise ModelDamaged(
                f"{manifest.spec.title} is damaged: {', '.join(wrong)} "
                f"{'is' if len(wrong) == 1 else 'are'} not as installed."
            )
        # What was made of the files cannot be compared; it is made anew when it is next needed.
        with suppress(OSError):
            (folder / QUANTIZED_FILE).unlink(missing_ok=True)


def changed_files(folder: Path, manifest: Manifest, on_block: Callable[[int], object]) -> list[str]:
    """The files of a model that are not as they were when it was installed; reads all of them.

    Args:
        folder: the unpacked model.
        manifest: what it should hold.
        on_block: told how many bytes were read, after each block.
    """
    return [f.path for f in manifest.files if sha256_of(folder / f.path, on_block) != f.sha256]


def sha256_of(path: Path, on_block: Callable[[int], object]) -> str:
    """The file's hash as hexadecimal digits, or nothing where there is no file."""
    digest = hashlib.sha256()
    try:
        with retry_while_in_use(lambda: path.open("rb")) as file:
            while block := file.read(READ_BYTES):
                digest.update(block)
                on_block(len(block))
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def remove(layout: StoreLayout, model_id: str) -> int:
    """Delete a model, its kept archive and what has arrived of a download.

    The model must not be in memory: Windows keeps the files of a mapped model.

    Returns:
        The bytes that were freed.

    Raises:
        ModelBusy: somebody uses the model, or another program is changing it.
        StoreNotWritable: the files may not be deleted.
    """
    paths = [
        layout.folder(model_id),
        layout.archive(model_id),
        layout.partial(model_id),
        layout.sidecar(model_id),
    ]
    with layout.locked(model_id):
        freed = sum(size_of(path) for path in paths)
        try:
            for path in paths:
                if path.exists():
                    # First out of the way in one step: what is half deleted must not look whole.
                    doomed = layout.scratch(model_id, Scratch.DELETING)
                    retry_while_in_use(partial(path.rename, doomed))
                    delete(doomed)
        except OSError as error:
            raise _explained(layout, model_id, error) from error
    logger.info("removed %s, %d bytes", model_id, freed)
    return freed


def left_overs(layout: StoreLayout) -> list[LeftOver]:
    """Everything in the store that is no model and that nobody is working on, largest first."""
    found = [
        left_over
        for left_over in (*_in_root(layout), *_in_downloads(layout), *_in_temporary(layout))
        if not (left_over.model_id and layout.is_locked(left_over.model_id))
    ]
    return sorted(found, key=lambda left_over: -left_over.bytes)


def clean(layout: StoreLayout, doomed: list[LeftOver]) -> int:
    """Delete left-overs.

    Returns:
        The bytes that were freed; what is in use by now stays, and is listed again, and what is
        not Aviary's stays for good.
    """
    freed = 0
    for left_over in doomed:
        if left_over.kind is LeftOverKind.UNKNOWN:
            continue  # a user may keep models among other files
        with ExitStack() as stack:
            try:
                if left_over.model_id:
                    stack.enter_context(layout.locked(left_over.model_id))
                delete(left_over.path)
            except (OSError, ModelBusy) as error:
                logger.warning("%s stays: %s", left_over.path, error)
                continue
            freed += left_over.bytes
            if left_over.kind is LeftOverKind.PARTIAL_DOWNLOAD:
                layout.sidecar(left_over.model_id).unlink(missing_ok=True)
    return freed


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files in a folder; 0 where there is nothing."""
    try:
        if not path.is_dir():
            return path.stat().st_size
        return sum(size_of(inner) for inner in path.iterdir() if not inner.is_symlink())
    except OSError:
        return 0


def _in_root(layout: StoreLayout) -> Iterator[LeftOver]:
    for path in _entries(layout.root):
        name = path.name
        if name in (DOWNLOADS, TEMPORARY, LOCKS, MOVED_FROM):
            continue
        scratch = SCRATCH.fullmatch(name)
        if scratch is not None:
            kind = _KINDS[Scratch(scratch["kind"])]
            yield LeftOver(path, kind, size_of(path), scratch["id"])
        elif path.is_dir() and (path / MANIFEST_NAME).is_file() and read_manifest(path):
            continue
        elif (path / MANIFEST_NAME).exists() or (path / CONFIG_NAME).exists():
            yield LeftOver(path, LeftOverKind.DAMAGED, size_of(path), name)
        elif path.suffix != ".nemo":
            yield LeftOver(path, LeftOverKind.UNKNOWN, size_of(path))


def _in_downloads(layout: StoreLayout) -> Iterator[LeftOver]:
    for path in _entries(layout.downloads):
        if path.suffix == ".part":
            model_id = path.name.removesuffix(".nemo.part")
            yield LeftOver(path, LeftOverKind.PARTIAL_DOWNLOAD, size_of(path), model_id)
        elif not (path.suffix == ".json" and layout.partial(path.stem).exists()):
            yield LeftOver(path, LeftOverKind.TEMPORARY, size_of(path))


def _in_temporary(layout: StoreLayout) -> Iterator[LeftOver]:
    for path in _entries(layout.root / TEMPORARY):
        try:
            is_old = time.time() - path.stat().st_mtime > OLD_S
        except OSError:
            continue
        if is_old:
            yield LeftOver(path, LeftOverKind.TEMPORARY, size_of(path))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def delete(path: Path) -> None:
    """Delete a file or a folder, waiting while another program holds it; gone already is well."""
    if path.is_dir() and not path.is_symlink():
        retry_while_in_use(lambda: shutil.rmtree(path))
    else:
        retry_while_in_use(lambda: path.unlink(missing_ok=True))


def _explained(layout: StoreLayout, model_id: str, error: OSError) -> Exception:
    if is_sharing_violation(error):
        return ModelBusy(f"A file of “{model_id}” is in use by a program.", repr(error))
    return not_writable(layout.root, error)
