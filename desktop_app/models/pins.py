"""The pinned files of the catalogue's models.

`resources/model_pins.json` has their revisions, sizes and checksums; `python -m tools.pin_models`
writes it before a release. An unpinned model is accepted as its server announces it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from msgspec import json

from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import OtherFile
from desktop_app.core.sentences import marked
from desktop_app.models.contents import missing, surplus
from desktop_app.net.hub import RemoteFile
from desktop_app.system.folders import RESOURCES

PINS_FILE = RESOURCES / "model_pins.json"
NOT_PINNED = marked(
    "This version of Aviary has no checksum of its own for this model yet, so the file is "
    "compared with the checksum from the server."
)


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """The pin of one file on the hub.

    Attributes:
        file: its name there.
        sha256: its hash.
        bytes: its size.
    """

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Pin:
    """The pin of one model on the hub.

    Attributes:
        repo: the repository.
        revision: its commit, 40 hexadecimal digits.
        files: the model's files; one for an archive.
    """

    repo: str
    revision: str
    files: tuple[PinnedFile, ...]


def pin_of(spec: ModelSpec, file: Path | None = None) -> Pin | None:
    """Return a model's pin; None if it is not pinned.

    Args:
        spec: a model of the catalogue.
        file: the list of pins; None for the bundled one.
    """
    found = _listed(file or PINS_FILE).get(spec.id)
    if found is None or found.repo != spec.repo_id:
        return None
    names = {one.file for one in found.files}
    if spec.kind.is_folder:
        return None if missing(spec.kind, names) or surplus(spec.kind, names) else found
    return found if names == {spec.file_name} else None


@cache
def _listed(file: Path) -> dict[str, Pin]:
    return json.decode(file.read_bytes(), type=dict[str, dict[str, Pin]])["models"]


def checked(files: Mapping[str, RemoteFile], pin: Pin, host: str) -> dict[str, RemoteFile]:
    """Check a server's files against the pin, and add pinned checksums where the server has none.

    Args:
        files: as the server describes them, by name.
        pin: the expected files.
        host: the server's name, for messages.

    Raises:
        OtherFile: one is not the pinned file, or they are other files.
    """
    expected = {one.file: one for one in pin.files}
    for name, remote in files.items():
        one = expected.get(name)
        if one is None or remote.bytes != one.bytes or remote.sha256 not in ("", one.sha256):
            raise OtherFile(
                "“{host}” has a different file from the one that this version of Aviary expects.",
                f"{name}: {remote.bytes} bytes, {remote.sha256} instead of {one}",
                host=host,
            )
    return {name: replace(file, sha256=expected[name].sha256) for name, file in files.items()}
