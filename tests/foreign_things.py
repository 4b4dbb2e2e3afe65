"""What a user may have among Aviary's files: names that could be taken for Aviary's own."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from desktop_app.models.manifest import MANIFEST_NAME
from tests.unit.downloading import SPEC

OLD_S = 10 * 24 * 3600
# In all of them a user's file could lie: those that earlier versions took for their own, those that
# look like passing names, those of a model, those of Aviary's own folder in another place.
FOLDERS = (
    *("", "downloads", "Downloads", "DOWNLOADS", "downloads/photos", "temporary", "Temporary"),
    *(".locks", "project", "project/src", "Fotos é 日本", "Fotos e\u0301", "with space ", "%TEMP%"),
    *(".photos.deleting-abc123", ".mine.unpacking-abcdef", ".mine.damaged-012345"),
    *(".mine.replaced", "mine.deleting-abc123", ".aviary-backup"),
    *("nested", "nested/.aviary", "nested/.aviary/scratch", "mine.nemo.d", "other.nemo"),
    *("mine", "mine/sub", SPEC.id, f"{SPEC.id}/notes"),
    *(".aviary/photos", ".aviary/downloads", ".aviary/downloads/photos"),
    *(".aviary/scratch", ".aviary/scratch/photos"),
)
NAMES = (
    *("thesis.docx", "model_config.yaml", "model_weights.ckpt", "main.py", "old.part", "notes"),
    *("a.nemo.txt", "video.nemo.part.mp4", "settings.json", "aviary-int8.pt.bak", ".hidden"),
    *("Ж 日本.txt", MANIFEST_NAME + ".old", ".moved-from.json.bak", "store.json.bak"),
    *(".0123abcd.part.txt",),
)
KINDS = ("file", "read-only", "empty", "folder", "link to file", "link to folder")


def outside(folder: Path) -> Path:
    """Things that links lead to."""
    (folder / "deep").mkdir(parents=True)
    for path in (folder / "letter.txt", folder / "deep" / "model_config.yaml"):
        path.write_bytes(os.urandom(100))
    return folder


def plant(path: Path, kind: str, target: Path) -> bool:
    """Make a foreign thing, if nothing of its name is there.

    Args:
        kind: one of `KINDS`.
        target: what `outside` made.
    """
    if os.path.lexists(path):
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return False
    match kind:
        case "folder":
            path.mkdir()
        case "link to file":
            path.symlink_to(target / "letter.txt")
        case "link to folder":
            path.symlink_to(target / "deep", target_is_directory=True)
        case _:
            path.write_bytes(b"" if kind == "empty" else os.urandom(50))
            os.utime(path, (path.stat().st_mtime - OLD_S,) * 2)
            if kind == "read-only":
                path.chmod(stat.S_IREAD)
    return True


def fingerprints(paths: Iterable[Path]) -> dict[Path, str]:
    """What each of them is, byte for byte."""
    return {path: _fingerprint(path) for path in paths}


def _fingerprint(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_dir():
        return "folder"
    if path.is_file():
        return (
            f"{stat.S_IMODE(path.stat().st_mode):o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        )
    return "gone"
