"""Write transcripts to files: their names, and rules against overwriting."""

import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path

from desktop_app.core.errors import AppError, IsARecording, UnexpectedError
from desktop_app.core.naming import WhenTaken
from desktop_app.core.transcript import Transcript
from desktop_app.export.names import NameFacts, NameRules, NameTemplate, cut
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
from desktop_app.system.kill_points import reach

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """The result of writing a transcript's files.

    Attributes:
        paths: the written files.
        errors: why files were not written, each reason once.
        skipped: the files that were there before and stay.
        number: the number that all names got, 1 for none.
        renamed: a name that was taken, and the written file that got a number instead.
    """

    paths: tuple[Path, ...] = ()
    errors: tuple[AppError, ...] = ()
    skipped: tuple[Path, ...] = ()
    number: int = 1
    renamed: tuple[tuple[Path, Path], ...] = ()


def file_name(stem: str, extension: str, number: int = 1, longest: int = NAME_LIMIT) -> str:
    """Return `talk.srt`, or `talk (2).srt` for the second of that name.

    Args:
        stem: the recording's name without extension; shortened if the whole would be too long.
        extension: without its first dot.
        number: from 1.
        longest: the longest name allowed, in the units of `length_of_name`.
    """
    ending = _ending(extension, number)
    return cut(stem, longest - length_of_name(ending)) + ending


def _ending(extension: str, number: int) -> str:
    return f".{extension}" if number == 1 else f" ({number}).{extension}"


def _each_once(errors: Iterable[AppError]) -> tuple[AppError, ...]:
    """Leave out what says the same: that there are no times, once for each of many formats."""
    return tuple({error.sentence: error for error in reversed([*errors])}.values())[::-1]


class _Place(Enum):
    """What is at the place of a file to be written."""

    FREE = auto()
    OURS = auto()  # written for the same transcript before, and not changed since
    THERE = auto()  # a file from before this run
    KEPT = auto()  # a recording, a folder, or another transcript of this run


class WrittenFiles:
    """Remember what was written for which transcript, over several `ExportFiles`."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, tuple[int, int] | None]] = {}
        self._numbers: dict[tuple[Path, str, str], int] = {}

    def note(self, path: Path, owner: str) -> None:
        """Remember a file that was just written."""
        self._files[_named(path)] = (owner, _state(path))

    def holds(self, path: Path) -> bool:
        """Whether a file of that name was written."""
        return _named(path) in self._files

    def is_up_to_date(self, path: Path, owner: str) -> bool:
        """Whether it was written for that transcript and nobody has changed it since."""
        known, state = self._files.get(_named(path), ("", None))
        return bool(owner) and known == owner and state is not None and state == _state(path)

    def number(self, folder: Path, stem: str, owner: str) -> int:
        """Return the number from which to look for a free name."""
        return self._numbers.get((folder, same_name(stem), owner), 1)

    def keep_number(self, folder: Path, stem: str, owner: str, number: int) -> None:
        """Remember the number that was found."""
        self._numbers[folder, same_name(stem), owner] = number


@dataclass(slots=True)
class _Group:
    """The files of one transcript under one number."""

    new: dict[Path, bytes] = field(default_factory=dict)
    replacing: dict[Path, bytes] = field(default_factory=dict)
    skipped: list[Path] = field(default_factory=list)


class ExportFiles:
    """Write the transcripts of one run.

    Recordings and other transcripts of the run are never replaced, other files only if allowed.

    Args:
        recordings: the transcripts' recordings, and other files that must not be touched.
        overwrite: whether files from before the run are replaced, whatever `names` say.
        is_private: whether only the user may read them, whatever the default permissions.
        names: how the files are named, and what happens when a name is taken.
        written: what earlier runs of the same purpose wrote; None for nothing.
    """

    def __init__(
        self,
        recordings: Iterable[Path],
        *,
        overwrite: bool = False,
        is_private: bool = False,
        names: NameRules | None = None,
        written: WrittenFiles | None = None,
    ) -> None:
        self._recordings = KnownFiles(recordings)
        rules = names or NameRules()
        self._template = rules.template
        self._when_taken = WhenTaken.REPLACE if overwrite else rules.when_taken
        self._is_private = is_private
        self._written = written or WrittenFiles()

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
        self,
        transcript: Transcript,
        formats: Sequence[ExportFormat],
        folder: Path,
        *,
        made: datetime | None = None,
        name: str = "",
        owner: str = "",
    ) -> Written:
        """Write one file for each format; all get the same number if one is taken.

        A failure of one format does not prevent the others.

        Args:
            transcript: the text.
            formats: the formats, each once.
            folder: where the files go.
            made: when the text was made, for the names; None for now.
            name: what the template's name stands for; "" for the recording's.
            owner: the transcript's key: a file that was written for it before, and that nobody
                changed since, is brought up to date instead of numbered. "" for none.
        """
        rendered: dict[ExportFormat, bytes] = {}
        errors: list[AppError] = []
        for each in formats:
            try:
                rendered[each] = each.render(transcript)
            except AppError as error:
                errors.append(error)
            except Exception as error:  # the boundary of one format: the others are written
                logger.exception("%s could not be made", each.id)
                errors.append(UnexpectedError.wrap(error))
        if not rendered:
            return Written(errors=_each_once(errors))
        facts = NameFacts.of(transcript, made or datetime.now(UTC).astimezone(), name)
        is_beside = not name and _is_folder_of(folder, transcript.media_path)
        names = _Names(self._template, facts, longest_name(folder), is_beside)
        stem = names.of(next(iter(rendered)), 1)
        number = self._written.number(folder, stem, owner)
        written = None
        while written is None:
            files = {folder / names.of(each, number): data for each, data in rendered.items()}
            group = self._group(files, owner)
            written = self._write_group(group, owner) if group is not None else None
            number += written is None
        self._written.keep_number(folder, stem, owner, number + (not owner))
        wanted = (
            (folder / names.of(each, 1), folder / names.of(each, number)) for each in rendered
        )
        renamed = tuple(
            (taken, path)
            for taken, path in wanted
            if taken != path and path in written.paths and os.path.lexists(taken)
        )
        why_not = _each_once([*errors, *written.errors])
        return Written(written.paths, why_not, written.skipped, number, renamed)

    def _group(self, files: dict[Path, bytes], owner: str) -> _Group | None:
        """Sort the files by what happens to them; None if they need another number."""
        group = _Group()
        for path, data in files.items():
            match self._place(path, owner):
                case _Place.KEPT:
                    return None
                case _Place.THERE if self._when_taken is WhenTaken.NUMBER:
                    return None
                case _Place.THERE if self._when_taken is WhenTaken.SKIP:
                    group.skipped.append(path)
                case _Place.THERE | _Place.OURS:
                    group.replacing[path] = data
                case _Place.FREE:
                    group.new[path] = data
        return group

    def _place(self, path: Path, owner: str) -> _Place:
        if self._written.is_up_to_date(path, owner):
            return _Place.OURS
        if self._written.holds(path):
            return _Place.KEPT
        is_there = os.path.lexists(path)
        if is_there and self._when_taken is WhenTaken.NUMBER:
            return _Place.THERE  # without a look at all recordings, which may be thousands
        if path in self._recordings or _is_folder(path):
            return _Place.KEPT
        return _Place.THERE if is_there else _Place.FREE

    def _write_group(self, group: _Group, owner: str) -> Written | None:
        """Write one transcript's files; write nothing, return None if a name is taken meanwhile."""
        options = {"is_private": True} if self._is_private else {}
        paths: list[Path] = []
        errors: list[AppError] = []
        replaces = [write_new] * len(group.new) + [write_atomically] * len(group.replacing)
        for write, (path, data) in zip(
            replaces, (*group.new.items(), *group.replacing.items()), strict=True
        ):
            reach("export.write.before")
            try:
                write(path, data, **options)
            except AppError as error:
                errors.append(error)
            except FileExistsError:
                for mine in paths:
                    mine.unlink()
                return None
            else:
                reach("export.write.after")
                paths.append(path)
        for path in paths:
            self._written.note(path, owner)
        return Written(tuple(paths), tuple(errors), tuple(group.skipped))


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one transcript's files."""

    template: NameTemplate
    facts: NameFacts
    longest: int
    keeps_name: bool

    def of(self, chosen: ExportFormat, number: int) -> str:
        """Return the name for a format."""
        ending = _ending(chosen.extension, number)
        room = self.longest - length_of_name(ending)
        return self.template.stem(self.facts, chosen, room, keeps_name=self.keeps_name) + ending


def _is_folder_of(folder: Path, recording: Path) -> bool:
    beside = os.path.normcase(recording.absolute().parent)
    return os.path.normcase(folder.absolute()) == beside


def _named(path: Path) -> str:
    """Return a key of a file's name, the same through a link to its folder."""
    return same_name(str(Path(os.path.realpath(path.parent), path.name)))


def _state(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is changed; None if it is gone."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # writing there will report it
        return False
