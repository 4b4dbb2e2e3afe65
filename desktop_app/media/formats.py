"""Which files are offered as recordings, and finding them in folders."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_app.core.errors import NoMediaFound
from desktop_app.system.files import is_regular

# What FFmpeg reads and people have; a file of any other ending is still tried when it is named.
AUDIO_EXTENSIONS = (
    "wav", "mp3", "m4a", "m4b", "aac", "flac", "ogg", "oga", "opus", "wma", "aiff", "aif", "aifc",
    "amr", "awb", "mka", "caf", "ac3", "au", "mp2", "wv", "ape", "spx",
)  # fmt: skip
VIDEO_EXTENSIONS = (
    "mp4", "m4v", "mkv", "mov", "webm", "avi", "ts", "mts", "m2ts", "3gp", "3g2", "mpg", "mpeg",
    "wmv", "asf", "flv", "ogv", "vob", "mxf",
)  # fmt: skip
EXTENSIONS = frozenset(AUDIO_EXTENSIONS + VIDEO_EXTENSIONS)


def find_media(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, folders as the recordings in them, each once.

    Args:
        paths: what the user dropped or named; a missing file stays in the list, so that its own
            row can say so.

    Returns:
        Absolute paths, those of one folder in natural order ("2.wav" before "10.wav").

    Raises:
        NoMediaFound: the paths hold folders only, and there is no recording in them.
    """
    found: list[Path] = []
    empty: list[Path] = []
    for path in (p.absolute() for p in paths):
        inside = _recordings(path) if _is_folder(path) else [path]
        found += inside
        if not inside:
            empty.append(path)
    if empty and not found:
        names = ", ".join(f"“{path.name or path}”" for path in empty)
        raise NoMediaFound(f"There are no audio or video files in {names}.")
    return list(dict.fromkeys(found))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a parent that may not be looked into; opening the file will say so
        return False


def _recordings(folder: Path) -> list[Path]:
    return sorted(_walk(folder), key=_natural)


def _walk(folder: Path) -> Iterator[Path]:
    # Links to folders are not followed: they may lead back up.
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent) / name
            if name.startswith(".") or path.suffix.lower().removeprefix(".") not in EXTENSIONS:
                continue
            if is_regular(path):  # a pipe in a folder is nobody's recording
                yield path


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """Digits compare as numbers, letters without case."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts]
