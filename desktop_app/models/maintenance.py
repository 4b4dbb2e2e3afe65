"""Check, remove, set aside and tidy what is in a models folder."""

import hashlib
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.core.model_errors import ModelBusy, ModelDamaged, NotAviarys
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.core.sentences import plural
from desktop_app.models.layout import Scratch, StoreLayout, not_writable
from desktop_app.models.manifest import Manifest
from desktop_app.models.ownership import IN_THE_MAKING, own_model, take_out
from desktop_app.models.takeover import is_note
from desktop_app.system.files import delete, is_sharing_violation, retry_while_in_use, size_of
from desktop_app.system.folders import TEMPORARY
from desktop_app.system.store_mark import OWN, entries, is_marked, is_real_file

logger = logging.getLogger(__name__)

PASSING = re.compile(rf"(?P<id>.+)\.(?P<kind>{'|'.join(Scratch)})-[0-9a-f]{{6,8}}")
READ_BYTES = 1 << 22
# Temporary files of a running program are younger.
OLD_S = 24 * 3600


class LeftOverKind(StrEnum):
    """Kinds of left-overs in the store; `UNKNOWN` is listed but never deleted."""

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
    """Something in the store that takes space and is not a model.

    Attributes:
        model_id: the model it belongs to, or "".
    """

    path: Path
    kind: LeftOverKind
    bytes: int
    model_id: str = ""


def set_aside(layout: StoreLayout, model_id: str) -> None:
    """Set a damaged model aside; it becomes a left-over.

    Raises:
        NotAviarys: what has the model's name was not made by Aviary, and stays.
        ModelBusy, StoreNotWritable: it cannot be moved.
    """
    folder = layout.folder(model_id)
    manifest = own_model(folder)
    if manifest is None:
        raise_if_foreign(layout, model_id)
        return
    try:
        take_out(folder, manifest, layout.scratch(model_id, Scratch.DAMAGED))
    except OSError as error:
        raise _explained(layout, model_id, error) from error
    logger.warning("%s is damaged and was set aside", model_id)


def raise_if_foreign(layout: StoreLayout, model_id: str) -> None:
    """Raise if a model's name in the store is taken by something else.

    Raises:
        NotAviarys: something is there that Aviary did not make; it stays.
    """
    folder = layout.folder(model_id)
    if os.path.lexists(folder) and own_model(folder) is None:
        raise NotAviarys(
            "A model needs the name “{folder}”, which is taken by something that Aviary did not "
            "create.",
            folder=folder,
        )


def verify(
    layout: StoreLayout, manifest: Manifest, cancel: CancelToken, report: Report = unreported
) -> None:
    """Read all files of a model and compare them with the manifest.

    Raises:
        ModelDamaged: names the changed files; the model was set aside.
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
                plural(
                    len(wrong),
                    "{model} is damaged: {names} has changed since it was installed.",
                    "{model} is damaged: {names} have changed since they were installed.",
                    model=manifest.spec.title,
                    names=", ".join(wrong),
                )
            )
        # Derived files cannot be compared; they are recreated when next needed.
        with suppress(OSError):
            (folder / QUANTIZED_FILE).unlink(missing_ok=True)


def changed_files(folder: Path, manifest: Manifest, on_block: Callable[[int], object]) -> list[str]:
    """Return the files of a model that changed since its installation; reads all of them.

    Args:
        folder: the unpacked model.
        manifest: its expected files.
        on_block: called after each block with the number of bytes read.
    """
    return [f.path for f in manifest.files if sha256_of(folder / f.path, on_block) != f.sha256]


def sha256_of(path: Path, on_block: Callable[[int], object]) -> str:
    """Return the file's SHA-256 in hexadecimal, or "" if there is no file."""
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
    """Delete a model, its kept archive and its partial download.

    Other files in the model's folder stay. The model must not be in memory: Windows does not delete
    the files of a mapped model.

    Returns:
        The bytes freed.

    Raises:
        ModelBusy: the model is in use, or another program is changing it.
        StoreNotWritable: the files may not be deleted.
    """
    folder, files = layout.folder(model_id), _files_of(layout, model_id)
    with layout.locked(model_id):
        manifest = own_model(folder)
        freed = sum(size_of(path) for path in files)
        try:
            if manifest is not None:
                # Move it aside first: a partially deleted model must not look complete.
                doomed = layout.scratch(model_id, Scratch.DELETING)
                take_out(folder, manifest, doomed)
                freed += size_of(doomed)
                delete(doomed)
            for path in files:
                delete(path)
        except OSError as error:
            raise _explained(layout, model_id, error) from error
    logger.info("removed %s, %d bytes", model_id, freed)
    return freed


def _files_of(layout: StoreLayout, model_id: str) -> list[Path]:
    """Return the existing paths of a model's kept archive and partial download."""
    paths = (layout.archive(model_id), layout.partial(model_id), layout.sidecar(model_id))
    return [path for path in paths if is_real_file(path)]


def left_overs(layout: StoreLayout) -> list[LeftOver]:
    """List everything in the store that is neither a model nor in use, largest first."""
    found = [LeftOver(path, LeftOverKind.UNKNOWN, size_of(path)) for path in foreign_paths(layout)]
    if is_marked(layout.root):
        found += [*_in_scratches(layout), *_in_downloads(layout), *_in_temporary(layout)]
    idle = [one for one in found if not (one.model_id and layout.is_locked(one.model_id))]
    return sorted(idle, key=lambda left_over: -left_over.bytes)


def clean(layout: StoreLayout, doomed: Iterable[LeftOver]) -> int:
    """Delete left-overs that have not changed since they were found.

    Returns:
        The bytes freed; what is now in use stays and is listed again, and foreign files stay for
        good.
    """
    freed = 0
    wanted = {(one.path, one.kind) for one in doomed if one.kind is not LeftOverKind.UNKNOWN}
    for left_over in left_overs(layout):
        if (left_over.path, left_over.kind) not in wanted:
            continue
        with ExitStack() as stack:
            try:
                if left_over.model_id:
                    stack.enter_context(layout.locked(left_over.model_id))
                delete(left_over.path)
                if left_over.kind is LeftOverKind.PARTIAL_DOWNLOAD:
                    delete(layout.sidecar(left_over.model_id))
            except (OSError, AppError) as error:
                logger.warning("%s stays: %s", left_over.path, error)
                continue
            freed += left_over.bytes
    return freed


def foreign_paths(layout: StoreLayout) -> list[Path]:
    """List what is among the models and not Aviary's."""
    return [
        path
        for path in entries(layout.root.resolve())
        if path.name != OWN
        and own_model(path) is None
        and not (path.suffix == ".nemo" and path.is_file())
    ]


def _in_scratches(layout: StoreLayout) -> Iterator[LeftOver]:
    for path in entries(layout.scratches):
        named = PASSING.fullmatch(path.name)
        if named is None:
            yield LeftOver(path, LeftOverKind.UNKNOWN, size_of(path))
        else:
            kind = _KINDS[Scratch(named["kind"])]
            yield LeftOver(path, kind, size_of(path), named["id"])


def _in_downloads(layout: StoreLayout) -> Iterator[LeftOver]:
    for path in entries(layout.root / OWN):
        if IN_THE_MAKING.fullmatch(path.name) and is_real_file(path):
            yield LeftOver(path, LeftOverKind.TEMPORARY, size_of(path))
    for path in entries(layout.downloads):
        model_id = path.name.removesuffix(".nemo.part")
        if path == layout.partial(model_id) and is_real_file(path):
            yield LeftOver(path, LeftOverKind.PARTIAL_DOWNLOAD, size_of(path), model_id)
        elif IN_THE_MAKING.fullmatch(path.name) and is_real_file(path):
            yield LeftOver(path, LeftOverKind.TEMPORARY, size_of(path))
        elif path != layout.sidecar(path.stem) or not is_note(path):
            yield LeftOver(path, LeftOverKind.UNKNOWN, size_of(path))
        elif not layout.partial(path.stem).exists():
            yield LeftOver(path, LeftOverKind.TEMPORARY, size_of(path))


def _in_temporary(layout: StoreLayout) -> Iterator[LeftOver]:
    for path in entries(layout.root / TEMPORARY):
        try:
            is_old = time.time() - path.lstat().st_mtime > OLD_S
        except OSError:
            continue
        if is_old:
            yield LeftOver(path, LeftOverKind.TEMPORARY, size_of(path))


def _explained(layout: StoreLayout, model_id: str, error: OSError) -> Exception:
    if is_sharing_violation(error):
        return ModelBusy(
            "A file of “{model_id}” is in use by another program.", repr(error), model_id=model_id
        )
    return not_writable(layout.root, error)
