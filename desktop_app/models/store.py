"""The models that this machine has, and the folder each is unpacked into."""

import hashlib
import logging
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelNotInstalled, ModelUnknown
from desktop_app.core.model import ModelSpec
from desktop_app.models.archive import is_unpacked, unpack
from desktop_app.models.catalog import CATALOG, STARTER_ID
from desktop_app.models.inspection import inspect

logger = logging.getLogger(__name__)


class ModelStore:
    """Finds models by id or path and unpacks each once below one folder.

    Args:
        folder: where unpacked models lie, one folder each (`Folders.models`).
        bundled: the folder of the models that come with the program.
    """

    def __init__(self, folder: Path, bundled: Path) -> None:
        self._folder = folder
        self._bundled = bundled

    @property
    def folder(self) -> Path:
        """Where unpacked models lie."""
        return self._folder

    def available(self) -> list[ModelSpec]:
        """Every model of the catalogue, installed or not, in the catalogue's order."""
        return list(CATALOG)

    def preferred(self) -> ModelSpec:
        """The model to take where none is named: the first that is installed.

        Raises:
            ModelNotInstalled: not even the bundled one is there.
        """
        for spec in CATALOG:
            if self.is_installed(spec):
                return spec
        raise ModelNotInstalled("No speech model is installed.")

    def find(self, id_or_path: str) -> ModelSpec:
        """The model with that id, or the one in that .nemo file.

        Raises:
            ModelUnknown: neither an id nor a file.
            ModelInvalid: the file is no usable model.
        """
        for spec in CATALOG:
            if spec.id == id_or_path:
                return spec
        if id_or_path.casefold().endswith(".nemo") or Path(id_or_path).is_file():
            return inspect(Path(id_or_path))
        raise ModelUnknown(f"There is no model named “{id_or_path}”.")

    def open_nemo(self, path: Path) -> ModelSpec:
        """Describe a .nemo file that the user chose.

        Raises:
            ModelInvalid: the file is no usable model, with the reason.
        """
        return inspect(path)

    def is_installed(self, spec: ModelSpec) -> bool:
        """Whether the model can be used without getting anything first."""
        archive = self._archive(spec)
        return archive is not None or is_unpacked(self._folder / spec.id)

    def unpacked_folder(self, spec: ModelSpec, cancel: CancelToken) -> Path:
        """The folder with the model's files, unpacked now if it was not before.

        Raises:
            ModelNotInstalled: its file is not on this machine.
            ModelInvalid, DiskFull, Cancelled: as `archive.unpack`.
        """
        archive = self._archive(spec)
        if archive is None:
            folder = self._folder / spec.id
            if is_unpacked(folder):
                return folder
            raise ModelNotInstalled(f"{spec.title} is not on this computer yet.")
        folder = self._folder / _folder_name(archive)
        if not is_unpacked(folder):
            unpack(archive, folder, cancel)
        return folder

    def _archive(self, spec: ModelSpec) -> Path | None:
        """The .nemo file behind a model: the user's, the bundled one, or one put in the store."""
        if spec.path is not None:
            return spec.path
        if spec.id == STARTER_ID:
            return self._bundled / f"{STARTER_ID}.nemo"
        in_store = self._folder / f"{spec.id}.nemo"
        return in_store if in_store.is_file() else None


def _folder_name(archive: Path) -> str:
    """A short name that changes when the file does: a replaced .nemo is unpacked anew.

    Hashing gigabytes at each start would cost seconds, so path, size and time stand for the
    content.
    """
    try:
        state = archive.stat()
        identity = f"{archive}|{state.st_size}|{state.st_mtime_ns}"
    except OSError:
        identity = str(archive)
    return f"{archive.stem[:40]}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
