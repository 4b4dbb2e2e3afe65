"""Which recording a text belongs to, by their names."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from desktop_app.importing.imported import Imported
from desktop_app.importing.languages import code_of
from desktop_app.media.formats import VIDEO_EXTENSIONS, has_recording_name
from desktop_app.system.files import same_name

# What is imported where it is dropped, or named.
EXTENSIONS = ("srt", "vtt", "json")
# What players and programs put between a recording's name and the extension, beside a language;
# the last ones are Aviary's own.
_KINDS = frozenset({"forced", "sdh", "cc", "hi", "default", "auto", "orig", "v1", "whisper"})


def is_transcript_name(path: PurePath) -> bool:
    """Whether a file is one to import, by its name."""
    return path.suffix.lower().removeprefix(".") in EXTENSIONS


def language_in(name: str) -> str | None:
    """Return "de" of `talk.de.srt`, also of `talk.de.forced.srt`; None if it names none."""
    for part in reversed(PurePath(name).stem.split(".")[1:]):
        if (code := code_of(part)) is not None and part.casefold() not in _KINDS:
            return code
        if part.casefold() not in _KINDS:
            return None
    return None


def title_of(name: str) -> str:
    """Return `talk` of `talk.de.srt`."""
    return list(_stems(name))[-1]


def _stems(name: str) -> Iterator[str]:
    """Yield what a recording may be called: `talk.de`, then `talk`."""
    stem = PurePath(name).stem
    yield stem
    while "." in stem:
        stem, _dot, part = stem.rpartition(".")
        if not stem or (code_of(part) is None and part.casefold() not in _KINDS):
            return
        yield stem


def recording_among(text: Path, recordings: Iterable[Path]) -> Path | None:
    """Return the recording whose name a text has; of several the closest, videos first."""
    named: dict[str, list[Path]] = {}
    for recording in recordings:
        for each in {recording.name, recording.stem}:  # also `talk.mp4.srt`
            named.setdefault(same_name(each), []).append(recording)
    for stem in _stems(text.name):
        if found := named.get(same_name(stem)):
            return min(found, key=lambda one: (not _is_video(one), one.name))
    return None


def recording_beside(text: Path) -> Path | None:
    """Return the recording of that name in the text's folder."""
    return recording_among(text, _recordings_in(text.parent))


def recording_named(imported: Imported, text: Path) -> Path | None:
    """Return the recording that the text itself names: there, or beside it."""
    if not imported.media:
        return None
    if (there := Path(imported.media)).is_absolute() and there.is_file():
        return there
    beside = text.parent / media_name(imported.media)
    return beside if beside.is_file() else None


def media_name(media: str) -> str:
    """Return the file's name of a path of whichever system."""
    kind: type[PurePath] = PureWindowsPath if "\\" in media else PurePosixPath
    return kind(media).name


def _recordings_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if has_recording_name(path.name)]
    except OSError:  # then there is none that could be read
        return []


def _is_video(path: Path) -> bool:
    return path.suffix.lower().removeprefix(".") in VIDEO_EXTENSIONS
