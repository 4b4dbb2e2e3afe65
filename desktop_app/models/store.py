"""The models on this computer: find, add and use them."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import (
    ModelNotInstalled,
    ModelUnknown,
    NameTaken,
    NotWritable,
    StarterMissing,
    WrongTask,
)
from desktop_app.core.model import QUANTIZED_FILE, ModelSpec
from desktop_app.core.model_errors import ModelDamaged
from desktop_app.core.model_progress import Report, unreported
from desktop_app.core.text.suggestion import did_you_mean
from desktop_app.models.catalog import BUNDLED, CATALOG
from desktop_app.models.folders import state_of
from desktop_app.models.inspection import ModelFile, inspect
from desktop_app.models.layout import StoreLayout, id_from_name, not_writable
from desktop_app.models.maintenance import set_aside, verify
from desktop_app.models.manifest import (
    MANIFEST_NAME,
    ArchiveSource,
    Manifest,
    Origin,
    Unpacked,
    is_complete,
)
from desktop_app.models.ownership import own_model
from desktop_app.system.files import KnownFiles, size_of, write_atomically

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installed:
    """One model on this computer."""

    manifest: Manifest
    folder: Path
    kept_archive: Path | None

    @property
    def bytes(self) -> int:
        """Its size in bytes."""
        kept = self.kept_archive.stat().st_size if self.kept_archive else 0
        return self.manifest.total_bytes + size_of(self.folder / QUANTIZED_FILE) + kept


class ModelStore:
    """Find models by id or path, and add and unpack them in one folder.

    Safe from any thread and with other programs using the same folder.

    Args:
        folder: the models folder (`Folders.models`), laid out as in `layout.py`.
        bundled: the folder of the bundled models.
    """

    def __init__(self, folder: Path, bundled: Path) -> None:
        self.layout = StoreLayout(folder)
        self._bundled = bundled

    @property
    def folder(self) -> Path:
        """The models folder."""
        return self.layout.root

    def use_folder(self, folder: Path) -> None:
        """Switch to another folder, after the models were moved there."""
        self.layout = StoreLayout(folder)

    def available(self) -> list[ModelSpec]:
        """Return all models, by their tasks.

        Of each task, the catalogue's come first, in its order, then the user's own by title.
        """
        catalogued = {spec.id for spec in CATALOG}
        own = [m.spec for m in self._manifests() if m.spec.id not in catalogued]
        known = [*CATALOG, *sorted(own, key=lambda spec: spec.title.casefold())]
        return sorted(known, key=lambda spec: spec.kind.task.place)

    def preferred(self) -> ModelSpec:
        """Return the default recogniser: the first that is installed.

        Raises:
            ModelNotInstalled: there is none, not even the bundled one.
        """
        for spec in self.available():
            if spec.kind.recognizes and self.is_installed(spec):
                return spec
        raise ModelNotInstalled("No speech model is installed.")

    def default_diarizer(self) -> ModelSpec | None:
        """Return the first diarizer that is installed, the bundled one last; None without one."""
        diarizers = [spec for spec in self.available() if spec.kind.is_diarizer]
        real_first = sorted(diarizers, key=lambda spec: spec.id in BUNDLED)
        return next((spec for spec in real_first if self.is_installed(spec)), None)

    def recognizer(self, id_or_path: str) -> ModelSpec:
        """Return the model that writes text, by its id or path.

        Raises:
            WrongTask: it does not.
            ModelUnknown, ModelInvalid: as `find`.
        """
        spec = self.find(id_or_path)
        if spec.kind.is_diarizer:
            raise WrongTask(
                "{model} finds speakers and cannot write what they say.", model=spec.title
            )
        if not spec.kind.recognizes:
            raise WrongTask("{model} knows voices again and writes no text.", model=spec.title)
        return spec

    def diarizer(self, id_or_path: str) -> ModelSpec:
        """Return the model that finds speakers, by its id or path.

        Raises:
            WrongTask: it does not.
            ModelUnknown, ModelInvalid: as `find`.
        """
        spec = self.find(id_or_path)
        if not spec.kind.is_diarizer:
            raise WrongTask("{model} cannot find speakers.", model=spec.title)
        return spec

    def find(self, id_or_path: str) -> ModelSpec:
        """Return the model with that id, or the one in that .nemo file, pack or folder.

        Raises:
            ModelUnknown: it is neither an id nor a file, nor a folder.
            ModelInvalid: the file is not a usable model.
        """
        for spec in self.available():
            if spec.id == id_or_path:
                return spec
        path = Path(id_or_path)
        is_there = bool(id_or_path) and (path.is_file() or path.is_dir())
        if is_there or id_or_path.casefold().endswith(".nemo"):
            return inspect(path).spec
        asked = did_you_mean(id_or_path, [spec.id for spec in self.available()])
        raise ModelUnknown(
            "There is no model named “{wanted}”.{asked}", wanted=id_or_path, asked=asked
        )

    def installed(self, spec: ModelSpec) -> Installed | None:
        """Return an unpacked model; None if it is missing or incomplete."""
        folder = self.layout.folder(spec.id if spec.path is None else self._id_for(spec.path))
        manifest = own_model(folder)
        if manifest is None or not is_complete(folder, manifest):
            return None
        archive = self.layout.archive(spec.id)
        return Installed(manifest, folder, archive if archive.is_file() else None)

    def is_installed(self, spec: ModelSpec) -> bool:
        """Whether the model can be used without a download."""
        return self._archive(spec) is not None or self.installed(spec) is not None

    def unpacked_folder(
        self, spec: ModelSpec, cancel: CancelToken, report: Report = unreported
    ) -> Path:
        """Return the folder of a model's files, unpacking it first if needed.

        Raises:
            ModelNotInstalled: its file is not on this computer.
            StarterMissing: the bundled model is missing.
            ModelDamaged: its files are incomplete; they were set aside.
            ModelInvalid, DiskFull, StoreNotWritable, Cancelled: as `installation.install`.
        """
        archive = self._archive(spec)
        found = self.installed(spec)
        if found is not None and (archive is None or _is_from(found.manifest, archive)):
            return found.folder
        if archive is not None:
            return self.layout.folder(self._install(archive, spec, cancel, report).id)
        if os.path.lexists(self.layout.folder(spec.id)):
            set_aside(self.layout, spec.id)
            raise ModelDamaged(
                "{model} is damaged: files are missing or cut short.", model=spec.title
            )
        if spec.id in BUNDLED:
            raise StarterMissing("{model} is missing from the program folder.", model=spec.title)
        raise ModelNotInstalled("{model} is not on this computer yet.", model=spec.title)

    def add(self, file: ModelFile, cancel: CancelToken, report: Report = unreported) -> ModelSpec:
        """Import a .nemo file, an offline pack or a folder, which stays where it is.

        A file with the name and kind of a catalogue model becomes that model.

        Raises:
            ModelInvalid, DiskFull, StoreNotWritable, Cancelled: as `installation.install`.
        """
        return self._install(file.path, file.spec, cancel, report)

    def rename(self, model_id: str, title: str) -> None:
        """Rename one of the user's own models; its id, also in transcripts, stays.

        Raises:
            ModelNotInstalled: it is not installed.
            ModelBusy: another program is changing it.
            StoreNotWritable, DiskFull: the name cannot be saved.
        """
        with self.layout.locked(model_id):
            folder = self.layout.folder(model_id)
            manifest = own_model(folder)
            if manifest is None:
                raise ModelNotInstalled("“{title}” is not on this computer.", title=title)
            renamed = replace(manifest, spec=replace(manifest.spec, title=title))
            try:
                write_atomically(folder / MANIFEST_NAME, renamed.to_json())
            except NotWritable as error:
                raise not_writable(self.folder, OSError(0, error.detail)) from error

    def verify(self, model: Installed, cancel: CancelToken, report: Report = unreported) -> None:
        """Read all of a model's files and compare them with its manifest.

        Raises:
            ModelDamaged: names the changed files; the model was set aside.
            Cancelled: `cancel` was set.
        """
        verify(self.layout, model.manifest, cancel, report)

    def verify_installed(self, spec: ModelSpec, cancel: CancelToken) -> None:
        """Verify a model's files, if it is installed.

        Raises:
            ModelDamaged, Cancelled: as `verify`.
        """
        installed = self.installed(spec)
        if installed is not None:
            self.verify(installed, cancel)

    def export(
        self,
        model: Installed,
        target: Path,
        cancel: CancelToken,
        report: Report = unreported,
        *,
        replaces: bool = False,
    ) -> None:
        """Write a model to one file, for computers without a connection; `add` reads it.

        Raises:
            NameTaken: the file exists and `replaces` is False.
            NotWritable: it is in the models folder, or is the file that this model came from.
            NotWritable, DiskFull, Cancelled: as `installation.pack`.
        """
        came_from = KnownFiles([Path(model.manifest.source.place)])
        folders = [folder.resolve() for folder in (self.folder, self._bundled)]
        if target in came_from or any(map(target.resolve().is_relative_to, folders)):
            raise NotWritable("“{path}” is one of the models that Aviary uses.", path=target)
        taken = NameTaken("“{path}” already exists.", path=target)
        if not replaces and os.path.lexists(target):
            raise taken
        from desktop_app.models import installation

        try:
            installation.pack(model.folder, target, cancel, report, replaces=replaces)
        except FileExistsError as error:
            raise taken from error

    def _install(
        self, archive: Path, spec: ModelSpec, cancel: CancelToken, report: Report
    ) -> ModelSpec:
        from desktop_app.models import installation

        _size, mtime_ns = state_of(archive)
        named = self._named(spec)
        origin = Origin.BUNDLED if named.id in BUNDLED else Origin.FILE

        def source(unpacked: Unpacked) -> ArchiveSource:
            return ArchiveSource(
                origin,
                str(archive),
                unpacked.archive_bytes,
                unpacked.archive_sha256,
                mtime_ns=mtime_ns,
            )

        with self.layout.locked(named.id, cancel, report):
            if self._named(spec) == named:  # and no other file has taken the name meanwhile
                found = self.installed(named)
                if found is None or not _is_from(found.manifest, archive):
                    installation.install(archive, named, self.layout, source, cancel, report)
                return named
        return self._install(archive, spec, cancel, report)

    def _named(self, spec: ModelSpec) -> ModelSpec:
        """Return the model as it is named in the store."""
        if spec.path is None:
            return spec
        model_id = self._id_for(spec.path)
        for known in CATALOG:
            if known.id == model_id and known.kind is spec.kind:
                return known
        return replace(spec, id=model_id, path=None)

    def _id_for(self, path: Path) -> str:
        """Choose the id of a local file's model: the pack's or its name, numbered if taken."""
        from desktop_app.models.archive import read_packed

        packed = read_packed(path) if path.is_file() else None
        wanted = id_from_name(packed.spec.id if packed else _name_of(path))
        model_id, number = wanted, 1
        while True:
            folder = self.layout.folder(model_id)
            manifest = own_model(folder)
            # Foreign files keep their name, as another model does.
            if not os.path.lexists(folder) if manifest is None else _is_of(manifest, path, packed):
                return model_id
            number += 1
            model_id = f"{wanted}-{number}"

    def _archive(self, spec: ModelSpec) -> Path | None:
        """Return what a model is unpacked from: the user's, the bundled one, one in the store."""
        if spec.path is not None:
            return spec.path
        bundled = self._bundled / spec.file_name
        if spec.id in BUNDLED and bundled.is_file():
            return bundled
        if spec.kind.is_folder:
            return None
        in_store = self.layout.archive(spec.id)
        return in_store if in_store.is_file() else None

    def _manifests(self) -> Iterator[Manifest]:
        try:
            folders = sorted(self.folder.iterdir())
        except OSError:
            return
        for folder in folders:
            if (manifest := own_model(folder)) is not None:
                yield manifest


def _is_of(manifest: Manifest, path: Path, packed: Manifest | None) -> bool:
    """Whether a model came from the file at this path, or is the same model from the hub."""
    if packed is not None and set(packed.files) == set(manifest.files):
        return True
    if manifest.source.origin is Origin.HUB:
        return _is_from(manifest, path)
    return manifest.source.place == str(path)


def _is_from(manifest: Manifest, archive: Path) -> bool:
    """Whether a model came from this very file; a changed file is unpacked again.

    Size and time stand for the content: hashing gigabytes at each start would take seconds.
    """
    try:
        size, mtime_ns = state_of(archive)
    except OSError:
        return True  # the file is gone or unreachable; the unpacked model is still good
    source = manifest.source
    if source.origin is Origin.HUB:
        return source.bytes == size
    return (source.bytes, source.mtime_ns) == (size, mtime_ns)


def _name_of(path: Path) -> str:
    """Return the name of a local model: its catalogue id, or that of its file or folder."""
    known = next((spec.id for spec in CATALOG if spec.file_name == path.name), "")
    return known or (path.name if path.is_dir() else path.stem)
