"""Fetch a model from the hub into its partial download.

An archive is fetched as it is. Several files become a pack on the way, a tar archive: so a download
is one file whatever it brings, resumed at its end, unpacked and checked in one way.
"""

import hashlib
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import HubBusy, HubFileMissing
from desktop_app.models.contents import needed
from desktop_app.models.manifest import Unpacked, UnpackedFile
from desktop_app.net.hub import BLOCK_BYTES, Hub, RemoteFile, TransientError
from desktop_app.net.transfer import Transfer

END = bytes(2 * tarfile.BLOCKSIZE)


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model on the hub.

    Attributes:
        files: by name, in the order in which they are fetched; one for an archive.
        is_pack: whether they are several.
    """

    files: Mapping[str, RemoteFile]
    is_pack: bool

    @property
    def whole(self) -> RemoteFile:
        """The partial download once it is whole, as if it were one file on the hub."""
        first = next(iter(self.files.values()))
        if not self.is_pack:
            return first
        lines = [
            f"{name} {file.bytes} {file.sha256 or file.git_sha1 or file.revision}\n"
            for name, file in self.files.items()
        ]
        return RemoteFile(
            url=first.url.rpartition("/")[0],
            sha256=hashlib.sha256("".join(lines).encode()).hexdigest(),
            bytes=sum(
                tarfile.BLOCKSIZE + file.bytes + _padding(file.bytes)
                for file in self.files.values()
            )
            + len(END),
            revision=first.revision,
        )

    def is_same(self, unpacked: Unpacked) -> bool:
        """Whether what was unpacked is what the hub has announced."""
        if not self.is_pack:
            (file,) = self.files.values()
            return unpacked.archive_bytes == file.bytes and file.sha256 in (
                "",
                unpacked.archive_sha256,
            )
        return {file.path for file in unpacked.files} == set(self.files) and all(
            _is_same_file(self.files[file.path], file, unpacked.folder) for file in unpacked.files
        )


def describe(hub: Hub, spec: ModelSpec, revision: str | None) -> RemoteModel:
    """Return what the hub has of a model, all of one revision.

    Args:
        hub: the server's client.
        spec: the model.
        revision: the repository's commit; None for the newest.

    Raises:
        TransientError, DownloadError: as `Hub.describe`.
    """
    if spec.repo_id is None:
        raise HubFileMissing("{model} is not available for download.", model=spec.title)
    if not spec.kind.is_folder:
        file = hub.describe(spec.repo_id, spec.file_name, revision)
        return RemoteModel({spec.file_name: file}, is_pack=False)
    groups = needed(spec.kind)
    if revision is not None:
        return RemoteModel(_all_of(hub, spec.repo_id, groups, revision), is_pack=True)
    newest = hub.describe(spec.repo_id, groups[0][0]).revision or None
    try:  # by its commit: the files may change between two requests
        files = _all_of(hub, spec.repo_id, groups, newest)
    except HubFileMissing:  # mirrors may have only the newest revision
        files = _all_of(hub, spec.repo_id, groups, None)
    if len({file.revision for file in files.values()}) > 1:
        changing = HubBusy("The files of {model} are being changed there.", model=spec.title)
        raise TransientError(changing)
    return RemoteModel(files, is_pack=True)


def fetch(transfer: Transfer, partial: Path, remote: RemoteModel) -> None:
    """Fetch all files of a model, from where the partial download ends.

    Raises:
        DownloadError, Cancelled, OSError: as `Transfer.fetch`.
    """
    if not remote.is_pack:
        (file,) = remote.files.values()
        transfer.fetch(file)
        return
    at, total_bytes = 0, remote.whole.bytes
    for name, file in remote.files.items():
        at = _filled(partial, at, _header(name, file.bytes))
        transfer.fetch(file, at, total_bytes)
        at = _filled(partial, at + file.bytes, bytes(_padding(file.bytes)))
    _filled(partial, at, END)


def _all_of(
    hub: Hub, repo_id: str, groups: tuple[tuple[str, ...], ...], revision: str | None
) -> dict[str, RemoteFile]:
    return dict(_first(hub, repo_id, group, revision) for group in groups)


def _first(
    hub: Hub, repo_id: str, group: tuple[str, ...], revision: str | None
) -> tuple[str, RemoteFile]:
    """Return the first file of a group that the hub has."""
    for name in group[:-1]:
        try:
            return name, hub.describe(repo_id, name, revision)
        except HubFileMissing:
            continue
    return group[-1], hub.describe(repo_id, group[-1], revision)


def _header(name: str, size: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> int:
    return -size % tarfile.BLOCKSIZE


def _filled(partial: Path, at: int, content: bytes) -> int:
    """Write what is missing of a piece that begins at `at`; return where it ends."""
    arrived = partial.stat().st_size if partial.exists() else 0
    if arrived < at + len(content):
        with partial.open("ab") as file:
            file.write(content[arrived - at :])
    return at + len(content)


def _is_same_file(remote: RemoteFile, file: UnpackedFile, folder: Path) -> bool:
    if file.bytes != remote.bytes or remote.sha256 not in ("", file.sha256):
        return False
    if remote.sha256 or not remote.git_sha1:
        return True
    digest = hashlib.sha1(b"blob %d\0" % file.bytes, usedforsecurity=False)
    with (folder / file.path).open("rb") as content:
        while block := content.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest() == remote.git_sha1
