"""Find a recording again that was moved or renamed."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import FileStamp, MediaInfo
from desktop_app.system.file_samples import sample_hash

# Somebody waits for the answer, and a network drive may be among the folders.
LONGEST_S = 20.0
# How deep below a folder of the user's is looked, and below the recording's own neighbours.
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a recording.

    Attributes:
        path: where it was.
        bytes: its size.
        sample_hash: a hash of samples of it, "" if unknown; then its time of change decides.
        modified_ns: when it was last changed, in nanoseconds.
    """

    path: Path
    bytes: int
    sample_hash: str = ""
    modified_ns: int = 0

    @classmethod
    def of(cls, path: Path, info: MediaInfo | None) -> "Wanted | None":
        """Return what a probe knew of a recording; None if too little to find it again."""
        if info is None or info.stamp is None:
            return None
        return cls(path, info.stamp.bytes, info.sample_hash, info.stamp.modified_ns)

    @classmethod
    def stamped(cls, path: Path, stamp: FileStamp | None) -> "Wanted | None":
        """Return what a journal knows of a recording; None for nothing."""
        return cls(path, stamp.bytes, "", stamp.modified_ns) if stamp is not None else None

    def is_at(self, path: Path) -> bool:
        """Whether this file is the recording, wherever it lies and whatever its name.

        Raises:
            OSError: it cannot be read.
        """
        found = path.stat()
        if found.st_size != self.bytes:
            return False
        if self.sample_hash:
            return sample_hash(path) == self.sample_hash
        return found.st_mtime_ns == self.modified_ns


def find(wanted: Wanted, folders: Sequence[Path], cancel: CancelToken) -> Path | None:
    """Look for a moved recording for a while.

    First at the same place on other drives and below its own folder, then in the folders given and
    beside its own one, then below these, which may take long. A file with another name counts only
    in the recording's own folder.

    Args:
        wanted: the recording.
        folders: where recordings may be, most likely first.
        cancel: checked between places; then None is returned.
    """
    until_s = time.monotonic() + LONGEST_S
    for path in _places(wanted.path, folders):
        if cancel.is_cancelled or time.monotonic() > until_s:
            return None
        if path != wanted.path and _is_it(wanted, path):
            return path
    return None


def _places(path: Path, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield where a recording may be, most likely first."""
    own, name = path.parent, path.name
    others = (own.parent, *folders)
    yield from _on_other_drives(path)
    yield from (folder / name for folder in _walked((own,)))
    yield from _renamed(own)
    yield from (folder / name for folder in chain(others, _walked(others)))


def likely_folders(known: Iterable[Path] = ()) -> list[Path]:
    """Return where recordings may be: beside other recordings, then the user's own folders.

    Args:
        known: other recordings.
    """
    import platformdirs

    beside = dict.fromkeys(path.parent for path in known)
    user = (
        platformdirs.user_downloads_path,
        platformdirs.user_desktop_path,
        platformdirs.user_documents_path,
        platformdirs.user_music_path,
        platformdirs.user_videos_path,
    )
    return [*beside, *(folder() for folder in user)]


def _is_it(wanted: Wanted, path: Path) -> bool:
    try:
        return path.is_file() and wanted.is_at(path)
    except OSError:
        return False


def _on_other_drives(path: Path) -> Iterator[Path]:
    """Yield the same place on other drives: a stick may have another letter now."""
    import psutil

    mounts = [Path(one.mountpoint) for one in psutil.disk_partitions()]
    roots = [mount for mount in mounts if path.is_relative_to(mount)]
    parts = [path.relative_to(root) for root in (*roots, Path(path.anchor))]
    # A drive that is gone is no mount: /media/NAME/STICK/folder/file.
    tails = [Path(*path.parts[skip:]) for skip in range(2, min(6, len(path.parts)))]
    for mount in mounts:
        for tail in dict.fromkeys((*parts, *tails)):
            if (found := mount / tail) != path:
                yield found


def _renamed(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(Path(entry.path) for entry in os.scandir(folder) if entry.is_file())
    except OSError:
        return


def _walked(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield these folders and those below, the shallow ones of each first; each once."""
    seen: set[Path] = set()
    for top in folders:
        level = [top]
        for _depth in range(DEPTH + 1):
            level = [folder for folder in level if folder not in seen]
            seen.update(level)
            yield from level
            level = [below for folder in level for below in _below(folder)]


def _below(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            found = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(path for path in found if not path.name.startswith("."))
