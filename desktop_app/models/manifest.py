"""The manifest in a model's folder: its files, and where they came from.

A folder with a manifest is a model; a folder without one is a left-over. The manifest is written
before the folder gets its name, so neither exists without the other.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self, get_type_hints

from msgspec import Struct, convert

from desktop_app.core.model import ModelSpec
from desktop_app.models.contents import missing, surplus
from desktop_app.models.member_names import danger_of

CLASS_NAME = re.compile(r"^EncDec\w+ from ")
MANIFEST_NAME = "aviary-manifest.json"
VERSION: Literal[1] = 1
# Fields of a ModelSpec that no manifest has: the catalogue and the source know them.
ELSEWHERE = frozenset({"facts", "path"})


class Origin(StrEnum):
    """How a model was obtained."""

    HUB = "hub"
    FILE = "file"
    BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """One extracted file; `path` is relative, with slashes."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A model's files where they are about to be installed.

    Attributes:
        archive_bytes, archive_sha256: the archive's size and hash; without an archive, those of all
            files together.
        files: of the model.
        folder: where they are now.
    """

    archive_bytes: int
    archive_sha256: str
    files: tuple[UnpackedFile, ...]
    folder: Path

    @classmethod
    def from_files(cls, folder: Path, files: Sequence[UnpackedFile]) -> Self:
        """Describe files that came without an archive."""
        lines = sorted(f"{file.path} {file.bytes} {file.sha256}\n" for file in files)
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        return cls(sum(file.bytes for file in files), digest, tuple(files), folder)


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """Where a model's archive, or its files, came from.

    Attributes:
        place: its address or path.
        revision: the hub's commit, or "".
        bytes, sha256: size and hash of the archive, or of all files together.
        mtime_ns: a local archive's modification time, or that of the newest file; 0 for the hub's.
        packed_from: for an offline pack, where its maker had the model from.
    """

    origin: Origin
    place: str
    bytes: int
    sha256: str
    revision: str = ""
    mtime_ns: int = 0
    packed_from: str = ""


class _Stored(Struct, frozen=True):
    """The schema of a manifest: packs from anywhere contain them, too."""

    version: Literal[1]
    spec: ModelSpec
    source: ArchiveSource
    files: tuple[UnpackedFile, ...]
    installed: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of one installed model."""

    spec: ModelSpec
    source: ArchiveSource
    files: tuple[UnpackedFile, ...]
    installed: str  # ISO 8601, UTC

    @property
    def total_bytes(self) -> int:
        """The size of the model's files in bytes."""
        return sum(file.bytes for file in self.files)

    def to_json(self) -> bytes:
        """Serialise it; `read_manifest` reads it back."""
        spec = {k: v for k, v in asdict(self.spec).items() if k not in ELSEWHERE}
        content = {
            "version": VERSION,
            "spec": spec,
            "source": asdict(self.source),
            "installed": self.installed,
            "files": [asdict(file) for file in self.files],
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode(errors="backslashreplace")


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest in a folder; None if it is missing or unreadable."""
    try:
        return parsed((folder / MANIFEST_NAME).read_bytes())
    except OSError:
        return None


def parsed(data: bytes) -> Manifest | None:
    """Return the manifest in this JSON, or None if it is none."""
    try:
        raw = json.loads(data)
        stored = convert(raw, _Stored)
        _require_known(raw["spec"], ModelSpec, ELSEWHERE)
        _require_known(raw["source"], ArchiveSource)
        for file in raw["files"]:
            _require_known(file, UnpackedFile)
        return _checked(stored)
    except (ValueError, RecursionError):
        return None


def is_complete(folder: Path, manifest: Manifest) -> bool:
    """Whether all files exist with their sizes; quick, as it reads none of them."""
    try:
        return all((folder / f.path).stat().st_size == f.bytes for f in manifest.files)
    except OSError:
        return False


def _require_known(
    raw: Mapping[str, object], kind: type, elsewhere: frozenset[str] = frozenset()
) -> None:
    """Raise ValueError if there are fields that a `kind` in a manifest does not have."""
    unknown = raw.keys() - (get_type_hints(kind).keys() - elsewhere)
    if unknown:
        raise ValueError(f"{unknown} is not known of {kind.__name__}")


def _checked(stored: _Stored) -> Manifest:
    """Build the manifest; raises ValueError if values of the right types are wrong."""
    for file in stored.files:
        if (danger := danger_of(file.path)) or file.bytes < 0:
            raise ValueError(danger or f"{file.path} is smaller than nothing")
    spec, names = stored.spec, {file.path for file in stored.files}
    if missing(spec.kind, names) or surplus(spec.kind, names):
        raise ValueError("configuration or weights are missing, or there is more")
    does_nothing = (spec.kind.recognizes and not spec.timestamps) or (
        spec.kind.is_diarizer and spec.most_speakers < 1
    )
    if not (spec.id and not does_nothing and 0 < spec.max_chunk_s < math.inf):
        raise ValueError("the model has no name, no modes or no length")
    # Earlier versions described models by NeMo's class.
    spec = replace(spec, summary=CLASS_NAME.sub(f"{spec.kind.family}; from ", spec.summary))
    return Manifest(spec, stored.source, stored.files, stored.installed)
