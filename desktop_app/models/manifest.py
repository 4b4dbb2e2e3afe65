"""The manifest in a model's folder: its files, and where they came from.

A folder with a manifest is a model; a folder without one is a left-over. The manifest is written
before the folder gets its name, so neither exists without the other.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config.reader import CONFIG_NAME, WEIGHTS_NAME
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.archive import UnpackedFile, read_first
from desktop_app.models.member_names import danger_of

CLASS_NAME = re.compile(r"^EncDec\w+ from ")
MANIFEST_NAME = "aviary-manifest.json"
VERSION = 1
# The fields that a manifest may have: packs from anywhere contain them, too.
FILE_TYPES = {"path": str, "bytes": int, "sha256": str}
SOURCE_TYPES = dict.fromkeys(("origin", "place", "sha256", "revision", "packed_from"), str) | {
    "bytes": int, "mtime_ns": int,
}  # fmt: skip
SPEC_TYPES: Mapping[str, Any] = {
    **dict.fromkeys(("id", "title", "kind", "summary", "timestamps_why_not"), str),
    **dict.fromkeys(("licence", "note"), str),
    **dict.fromkeys(("languages", "target_languages", "timestamps"), list),
    "max_chunk_s": (int, float), "repo_id": (str, type(None)),
}  # fmt: skip


class Origin(StrEnum):
    """How a model was obtained."""

    HUB = "hub"
    FILE = "file"
    BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """Where a model's archive came from.

    Attributes:
        place: its address or path.
        revision: the hub's commit, or "".
        bytes, sha256: the archive's size and hash.
        mtime_ns: a local archive's modification time, to notice changes; 0 for the hub's.
        packed_from: for an offline pack, where its maker had the model from.
    """

    origin: Origin
    place: str
    bytes: int
    sha256: str
    revision: str = ""
    mtime_ns: int = 0
    packed_from: str = ""


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
        spec = asdict(self.spec)
        del spec["facts"], spec["path"]  # the catalogue's, and the source's
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
        return _parsed((folder / MANIFEST_NAME).read_bytes())
    except OSError:
        return None


def read_packed(archive: Path) -> Manifest | None:
    """Read the manifest in an offline pack; None if the file is another .nemo.

    Raises:
        ModelInvalid: the file is not an archive, or damaged.
    """
    return _parsed(read_first(archive, MANIFEST_NAME) or b"")


def _parsed(data: bytes) -> Manifest | None:
    try:
        return _manifest(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def is_complete(folder: Path, manifest: Manifest) -> bool:
    """Whether all files exist with their sizes; quick, as it reads none of them."""
    try:
        return all((folder / f.path).stat().st_size == f.bytes for f in manifest.files)
    except OSError:
        return False


def _manifest(stored: Mapping[str, Any]) -> Manifest:
    """Parse a manifest; raises ValueError, KeyError or TypeError if it is malformed."""
    if stored["version"] != VERSION:
        raise ValueError(f"version {stored['version']} of the manifest is not known")
    files = tuple(UnpackedFile(**_typed(file, FILE_TYPES)) for file in stored["files"])
    for file in files:
        if (danger := danger_of(file.path)) or file.bytes < 0:
            raise ValueError(danger or f"{file.path} is smaller than nothing")
    if not {CONFIG_NAME, WEIGHTS_NAME} <= {file.path for file in files}:
        raise ValueError("configuration or weights are missing")
    source = _typed(stored["source"], SOURCE_TYPES)
    source["origin"] = Origin(source["origin"])
    return Manifest(_spec(stored["spec"]), ArchiveSource(**source), files, str(stored["installed"]))


def _spec(stored: Mapping[str, Any]) -> ModelSpec:
    values = _typed(stored, SPEC_TYPES)
    kind = values["kind"] = ModelKind(values["kind"])
    # Earlier versions described models by NeMo's class.
    values["summary"] = CLASS_NAME.sub(f"{kind.family}; from ", values["summary"])
    values["timestamps"] = tuple(TimestampMode(mode) for mode in values["timestamps"])
    for name in ("languages", "target_languages"):
        values[name] = tuple(map(str, values[name]))
    spec = ModelSpec(**values)
    if not (spec.id and spec.timestamps and 0 < spec.max_chunk_s < math.inf):
        raise ValueError("the model has no name, no modes or no length")
    return spec


def _typed(stored: Mapping[str, Any], types: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy with only these keys and value types."""
    for name, value in stored.items():
        if not isinstance(value, types[name]):
            raise TypeError(f"{name} is {value!r}")
    return dict(stored)
