"""Write transcripts to files: their names, and rules against overwriting."""

import logging
import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.errors import AppError, IsARecording, UnexpectedError
from desktop_app.core.transcript import Transcript
from desktop_app.export.registry import ExportFormat
from desktop_app.system.files import (
    NAME_LIMIT,
    KnownFiles,
    length_of_name,
    longest_name,
    same_name,
    write_atomically,
    write_new,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """The result of writing a transcript's files.

    Attributes:
        paths: the written files.
        errors: one error for each file that was not written.
    """

    paths: tuple[Path, ...] = ()
    errors: tuple[AppError, ...] = ()


def file_name(stem: str, extension: str, number: int = 1, longest: int = NAME_LIMIT) -> str:
    """Return `talk.srt`, or `talk (2).srt` for the second of that name.

    Args:
        stem: the recording's name without extension; shortened if the whole would be too long.
        extension: without its first dot.
        number: from 1.
        longest: the longest name allowed, in the units of `length_of_name`.
    """
    ending = f".{extension}" if number == 1 else f" ({number}).{extension}"
    return _cut(stem, longest - length_of_name(ending)) + ending


def _cut(stem: str, longest: int) -> str:
    """Shorten a name to the limit, at the end of a whole character."""
    end = len(stem)
    while end > 1 and (length_of_name(stem[:end]) > longest or _continues(stem, end)):
        end -= 1
    return stem[:end]


def _continues(text: str, at: int) -> bool:
    """Whether the code point at a position continues the character before: an accent, a joiner."""
    return at < len(text) and unicodedata.category(text[at]) in ("Mn", "Mc", "Me", "Cf")


class ExportFiles:
    """Write the transcripts of one run.

    Recordings and other transcripts of the run are never replaced, other files only if allowed.

    Args:
        recordings: the transcripts' recordings, and other files that must not be touched.
        overwrite: whether files from before the run are replaced.
        is_private: whether only the user may read them, whatever the default permissions.
    """

    def __init__(
        self, recordings: Iterable[Path], *, overwrite: bool = False, is_private: bool = False
    ) -> None:
        self._recordings = KnownFiles(recordings)
        self._overwrite = overwrite
        self._is_private = is_private
        self._written: set[str] = set()
        self._numbers: dict[tuple[Path, str], int] = {}

    def write_as(self, transcript: Transcript, chosen: ExportFormat, path: Path) -> None:
        """Write to the user's path, replacing an existing file unless it is a recording.

        Raises:
            IsARecording: the path is a recording.
            NoTimes: the format needs times and the transcript has none.
            NotWritable, DiskFull: as `write_atomically`.
        """
        if path in self._recordings:
            raise IsARecording(
                "“{name}” is a recording; a transcript never replaces one.", name=path.name
            )
        write_atomically(path, chosen.render(transcript))

    def write(
        self, transcript: Transcript, formats: Sequence[ExportFormat], folder: Path
    ) -> Written:
        """Write `<stem>.<extension>` for each format; all get the same number if one is taken.

        A failure of one format does not prevent the others.
        """
        rendered: dict[str, bytes] = {}
        errors: list[AppError] = []
        for each in formats:
            try:
                rendered[each.extension] = each.render(transcript)
            except AppError as error:
                errors.append(error)
            except Exception as error:  # the boundary of one format: the others are written
                logger.exception("%s could not be made", each.id)
                errors.append(UnexpectedError.wrap(error))
        stem = transcript.media_path.stem
        key = (folder, same_name(stem))
        number, longest = self._numbers.get(key, 0), longest_name(folder)
        written = None
        while written is None:
            number += 1
            names = {file_name(stem, each, number, longest): each for each in rendered}
            files = {folder / name: rendered[extension] for name, extension in names.items()}
            if not any(map(self._is_taken, files)):
                written = self._write_group(files)
        self._numbers[key] = number
        return Written(written.paths, (*errors, *written.errors))

    def _is_taken(self, path: Path) -> bool:
        if same_name(str(path)) in self._written:
            return True
        if not self._overwrite and os.path.lexists(path):
            return True
        return path in self._recordings or _is_folder(path)

    def _write_group(self, files: Mapping[Path, bytes]) -> Written | None:
        """Write one recording's files; write nothing, return None if a name is taken meanwhile."""
        write = write_atomically if self._overwrite else write_new
        options = {"is_private": True} if self._is_private else {}
        paths: list[Path] = []
        errors: list[AppError] = []
        for path, data in files.items():
            try:
                write(path, data, **options)
            except AppError as error:
                errors.append(error)
            except FileExistsError:
                for mine in paths:
                    mine.unlink()
                return None
            else:
                paths.append(path)
        self._written.update(same_name(str(path)) for path in paths)
        return Written(tuple(paths), tuple(errors))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # writing there will report it
        return False
