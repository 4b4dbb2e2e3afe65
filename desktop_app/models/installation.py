"""Install a model from an archive or a folder, and pack an installed model into an archive."""

import io
import logging
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_config.reader import WEIGHTS_NAME
from desktop_app.core.model_errors import StoreFull
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.core.sentences import tr
from desktop_app.models.archive import COPY_BYTES, extract
from desktop_app.models.contents import missing, surplus
from desktop_app.models.folders import copy_folder, look_into_folder
from desktop_app.models.inspection import check_folder, check_records
from desktop_app.models.layout import Scratch, StoreLayout, not_writable
from desktop_app.models.maintenance import raise_if_foreign
from desktop_app.models.manifest import (
    MANIFEST_NAME,
    ArchiveSource,
    Manifest,
    Unpacked,
    read_manifest,
)
from desktop_app.models.member_names import shown
from desktop_app.models.ownership import own_model, put_in, take_out
from desktop_app.system.files import delete, is_disk_full, retry_while_in_use, whole_file

logger = logging.getLogger(__name__)

# Of torch's files, that of the model and that of its aligner.
WEIGHTS_ENDING = Path(WEIGHTS_NAME).suffix

Check = Callable[[Unpacked], ArchiveSource]


def install(
    source: Path,
    spec: ModelSpec,
    layout: StoreLayout,
    check: Check,
    cancel: CancelToken,
    report: Report = unreported,
) -> Manifest:
    """Unpack or copy a model into the store; it is there completely or not at all.

    The caller must hold the model's lock. An existing model is replaced.

    Args:
        source: the .nemo file, pack or folder, which stays.
        spec: the model's description; its id names the folder.
        layout: the store.
        check: called with the unpacked files before the folder gets its name; raises to refuse
            them, and returns the source for the manifest.
        cancel: checked between blocks.
        report: called with the progress.

    Raises:
        ModelUnsafe: the model names code, or other files.
        ModelInvalid: the archive is damaged or unsafe, or a pack's files do not match its manifest.
        NotAviarys: something else has the model's place, and stays there. StoreFull,
        StoreNotWritable, Cancelled, and what `check` raises: nothing is left behind.
    """
    layout.claim()
    raise_if_foreign(layout, spec.id)
    partial = layout.scratch(spec.id, Scratch.UNPACKING)
    try:
        try:
            unpacked = _taken(source, partial, spec, cancel, report)
            check_folder(partial, spec)
            manifest = _manifest(source, partial, spec, unpacked, check)
            (partial / MANIFEST_NAME).write_bytes(manifest.to_json())
            _put_in_place(partial, layout, spec.id, cancel)
        finally:
            _discard(partial)
    except OSError as error:
        if is_disk_full(error):
            raise StoreFull(
                "There is not enough space to unpack {model}.", repr(error), model=spec.title
            ) from error
        raise not_writable(layout.root, error) from error
    logger.info("installed %s from %s", spec.id, source)
    return manifest


def _taken(
    source: Path, partial: Path, spec: ModelSpec, cancel: CancelToken, report: Report
) -> Unpacked:
    """Bring the files into a folder of their own, and see that they are those of such a model."""
    if source.is_dir():
        return copy_folder(look_into_folder(source, spec.kind), partial, cancel, report)
    unpacked = extract(source, partial, cancel, report)
    for file in unpacked.files:
        if file.path.endswith(WEIGHTS_ENDING):
            check_records(partial / file.path, source.name, cancel, report)
    names = {file.path for file in unpacked.files} - {MANIFEST_NAME}
    if lacking := missing(spec.kind, names):
        raise ModelInvalid(
            "“{name}” is not a NeMo model: it contains no {missing}.",
            name=source.name,
            missing=lacking,
        )
    if more := surplus(spec.kind, names):
        raise ModelInvalid(
            "“{name}” is not safe to unpack: {reason}.",
            name=source.name,
            reason=tr("{name} is no file of such a model").format(name=shown(more)),
        )
    return unpacked


def _manifest(
    source_path: Path, partial: Path, spec: ModelSpec, unpacked: Unpacked, check: Check
) -> Manifest:
    files = tuple(file for file in unpacked.files if file.path != MANIFEST_NAME)
    source = check(unpacked)
    packed = read_manifest(partial)
    if packed is not None:
        if set(packed.files) != set(files):
            raise ModelInvalid(
                "“{name}” is damaged: its files are not those that were packed.",
                name=source_path.name,
            )
        first = packed.source
        source = replace(
            source, revision=first.revision, packed_from=first.packed_from or first.place
        )
    return Manifest(spec, source, files, datetime.now(UTC).isoformat(timespec="seconds"))


def _put_in_place(partial: Path, layout: StoreLayout, model_id: str, cancel: CancelToken) -> None:
    raise_if_foreign(layout, model_id)  # it may have appeared meanwhile
    folder = layout.folder(model_id)
    former = own_model(folder)
    if former is None:
        retry_while_in_use(lambda: partial.rename(folder), sleep=cancel.wait)
        return
    old = layout.scratch(model_id, Scratch.DELETING)
    take_out(folder, former, old, cancel.wait)
    put_in(partial, folder)
    _discard(old)


def _discard(path: Path) -> None:
    """Delete a folder; what cannot be deleted becomes a left-over, which is shown."""
    try:
        delete(path)
    except OSError as error:
        logger.warning("%s is left over: %s", path, error)


def pack(
    folder: Path,
    target: Path,
    cancel: CancelToken,
    report: Report = unreported,
    *,
    replaces: bool = False,
) -> None:
    """Write an installed model to one file: its archive, which also contains its manifest.

    NeMo reads a .nemo so made like any other; Aviary checks it against the manifest on import.

    Raises:
        ModelInvalid: the folder is not a model.
        FileExistsError: the file exists and `replaces` is False.
        NotWritable, DiskFull: the file cannot be written; no partial file is left.
        Cancelled: `cancel` was set.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ModelInvalid("There is no model in “{folder}”.", folder=folder)
    done = 0

    def on_block(block: bytes) -> None:
        nonlocal done
        cancel.raise_if_cancelled()
        done += len(block)
        report(ModelProgress(Phase.PACKING, done, manifest.total_bytes))

    with (
        whole_file(target, replaces=replaces) as out,
        tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        data = manifest.to_json()
        entry = tarfile.TarInfo(MANIFEST_NAME)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
        # Small files first, so that the configuration is found at once.
        for file in sorted(manifest.files, key=lambda file: file.bytes):
            _add(archive, folder / file.path, file.path, on_block)
    logger.info("packed %s into %s", manifest.spec.id, target)


class _ReportingReader(io.BufferedReader):
    """A file that reports each block read."""

    def __init__(self, path: Path, on_block: Callable[[bytes], object]) -> None:
        super().__init__(path.open("rb", buffering=0), COPY_BYTES)
        self._on_block = on_block

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does."""
        block = super().read(size)
        self._on_block(block)
        return block


def _add(
    archive: tarfile.TarFile, path: Path, name: str, on_block: Callable[[bytes], object]
) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = path.stat().st_size
    with _ReportingReader(path, on_block) as file:
        archive.addfile(entry, file)
