"""The pinned files of the catalogue's models.

`resources/model_pins.json` has their revisions, sizes and checksums; `python -m tools.pin_models`
writes it before a release. An unpinned model is accepted as its server announces it.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from msgspec import json

from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import OtherFile
from desktop_app.core.sentences import marked
from desktop_app.net.hub import RemoteFile
from desktop_app.system.folders import RESOURCES

PINS_FILE = RESOURCES / "model_pins.json"
NOT_PINNED = marked(
    "This version of Aviary has no checksum of its own for this model yet, so the file is "
    "compared with the checksum from the server."
)


@dataclass(frozen=True, slots=True)
class Pin:
    """The pin of one file on the hub.

    Attributes:
        repo: the repository.
        file: its name there.
        revision: the repository's commit, 40 hexadecimal digits.
        sha256: the file's hash.
        bytes: its size.
    """

    repo: str
    file: str
    revision: str
    sha256: str
    bytes: int


def pin_of(spec: ModelSpec, file: Path | None = None) -> Pin | None:
    """Return a model's pin; None if it is not pinned.

    Args:
        spec: a model of the catalogue.
        file: the list of pins; None for the bundled one.
    """
    found = _listed(file or PINS_FILE).get(spec.id)
    is_its_file = found is not None and (found.repo, found.file) == (spec.repo_id, spec.file_name)
    return found if is_its_file else None


@cache
def _listed(file: Path) -> dict[str, Pin]:
    return json.decode(file.read_bytes(), type=dict[str, dict[str, Pin]])["models"]


def checked(remote: RemoteFile, pin: Pin, host: str) -> RemoteFile:
    """Check a server's file against the pin, and add the pinned checksum if the server has none.

    Args:
        remote: the file as the server describes it.
        pin: the expected file.
        host: the server's name, for messages.

    Raises:
        OtherFile: it is not the pinned file.
    """
    if remote.bytes != pin.bytes or remote.sha256 not in ("", pin.sha256):
        raise OtherFile(
            "“{host}” has a different file from the one that this version of Aviary expects.",
            f"{remote.bytes} bytes, {remote.sha256} instead of {pin.bytes} bytes, {pin.sha256}",
            host=host,
        )
    return replace(remote, sha256=pin.sha256)
