"""File types offered as recordings, and finding them in folders."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from desktop_app.core.errors import NoMediaFound
from desktop_app.core.sentences import tr
from desktop_app.system.files import is_regular, open_regular

# Common types that FFmpeg opens, for folders, the Add dialog and Explorer's menus; a file with any
# other extension is still tried when it is named. A test compares them with FFmpeg's own lists and
# gives a reason for each omission.
AUDIO_EXTENSIONS = (
    "wav", "wave", "mp3", "m4a", "m4b", "m4r", "aac", "adts", "flac", "ogg", "oga", "opus", "weba",
    "wma", "aiff", "aif", "aifc", "amr", "awb", "3ga", "mka", "caf", "ac3", "eac3", "ec3", "dts",
    "dtshd", "thd", "mlp", "au", "snd", "mp2", "mpa", "mpga", "m2a", "wv", "ape", "tta", "tak",
    "shn", "mpc", "spx", "gsm", "w64", "rf64", "bwf", "voc", "dss", "ra", "oma", "aa3", "sph",
    "nist", "isma", "mmf", "qoa", "sox",
)  # fmt: skip
VIDEO_EXTENSIONS = (
    "mp4", "m4v", "f4v", "mkv", "mk3d", "mov", "qt", "webm", "avi", "divx", "ts", "mts", "m2ts",
    "m2t", "tp", "trp", "3gp", "3gpp", "3g2", "3gp2", "mpg", "mpeg", "mpe", "tod", "wmv", "asf",
    "dvr-ms", "wtv", "flv", "ogv", "ogm", "vob", "mxf", "gxf", "dv", "dif", "rm", "rmvb", "nut",
    "amv", "ismv", "mj2", "dav",
)  # fmt: skip
# Extensions that text files share (TypeScript), and how many bytes tell them apart: sound always
# contains a zero byte.
ALSO_TEXTS = frozenset({"ts", "mts", "tod", "sph"})
SNIFF_BYTES = 1024
EXTENSIONS = frozenset(AUDIO_EXTENSIONS + VIDEO_EXTENSIONS)


@dataclass(frozen=True, slots=True)
class MediaFound:
    """What was found among files and folders.

    Attributes:
        paths: absolute paths, those of one folder in natural order ("2.wav" before "10.wav").
        empty_folders: the folders without a recording.
    """

    paths: list[Path]
    empty_folders: tuple[Path, ...] = ()


def look_for_media(paths: Iterable[Path]) -> MediaFound:
    """Expand folders into the recordings in them; each path once.

    Args:
        paths: what the user dropped or named; missing files stay, so that their row can say so.
    """
    found: list[Path] = []
    empty: list[Path] = []
    for path in (p.absolute() for p in paths):
        inside = _recordings(path) if _is_folder(path) else [path]
        found += inside
        if not inside:
            empty.append(path)
    return MediaFound(list(dict.fromkeys(found)), tuple(empty))


def no_media_in(folders: Iterable[Path]) -> NoMediaFound:
    """Return the error of folders without a recording."""
    names = ", ".join(tr("“{name}”").format(name=folder.name or folder) for folder in folders)
    return NoMediaFound("There are no audio or video files in {names}.", names=names)


def find_media(paths: Iterable[Path]) -> list[Path]:
    """Return the paths of `look_for_media`.

    Raises:
        NoMediaFound: the paths are folders without a recording.
    """
    found = look_for_media(paths)
    if found.empty_folders and not found.paths:
        raise no_media_in(found.empty_folders)
    return found.paths


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # an unreadable parent; opening the file will say so
        return False


def _recordings(folder: Path) -> list[Path]:
    from natsort import natsorted, ns  # an import of its own that most starts do without

    return natsorted(_walk(folder), key=str, alg=ns.IGNORECASE)


def _walk(folder: Path) -> Iterator[Path]:
    # Links to folders are not followed: they may form a cycle.
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if has_recording_name(name) and is_recording(Path(parent) / name):
                yield Path(parent) / name


def has_recording_name(name: str) -> bool:
    """Whether a file in a folder is likely a recording by its name; hidden ones are not."""
    return not name.startswith(".") and _extension(name) in EXTENSIONS


def is_recording(path: Path) -> bool:
    """Whether a file with such a name is one: pipes are not, nor is source code."""
    return is_regular(path) and not _is_text(path)


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def _is_text(path: Path) -> bool:
    if _extension(path.name) not in ALSO_TEXTS:
        return False
    try:
        with open_regular(path) as file:
            beginning = file.read(SNIFF_BYTES)
    except OSError:  # its row will say why
        return False
    return bool(beginning) and b"\0" not in beginning
