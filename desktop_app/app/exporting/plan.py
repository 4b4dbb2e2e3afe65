"""What is exported, how, and what became of it."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.app.exporting.formats import as_chosen
from desktop_app.app.settings import ExportChoices
from desktop_app.core.errors import AppError, FormatUnknown, NotWritable
from desktop_app.export.files import Written
from desktop_app.export.names import NameFacts, NameRules, example, example_facts
from desktop_app.export.registry import ExportFormat
from desktop_app.system.folders import RESOURCES

PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """The checked choices.

    Attributes:
        formats: at least one, with the options that were chosen.
        folder: where the files go; None for beside each recording.
        names: their names.
    """

    formats: tuple[ExportFormat, ...]
    folder: Path | None
    names: NameRules

    def folder_of(self, recording: Path) -> Path:
        """Return the folder for a recording's text.

        Raises:
            NotWritable: it is the program's own.
        """
        folder = self.folder or recording.absolute().parent
        _require_users(folder)
        return folder


def _require_users(folder: Path) -> None:
    """Refuse the folders that come with the program, and go with it.

    Raises:
        NotWritable: it is one of them.
    """
    own, place = [RESOURCES, PACKAGE], folder.resolve()
    if getattr(sys, "frozen", False):
        own.append(RESOURCES.parent)
    beside_program = getattr(sys, "frozen", False) and place == Path(sys.executable).parent
    if beside_program or any(place.is_relative_to(one) for one in own):
        raise NotWritable(
            "“{folder}” belongs to Aviary itself, and goes when Aviary is updated.", folder=folder
        )


def plan_of(choices: ExportChoices, known: Sequence[ExportFormat]) -> ExportPlan:
    """Check the user's choices; formats of a newer version are left out.

    Raises:
        TemplateInvalid: the template cannot be used.
        FormatUnknown: no known format is chosen.
    """
    names = NameRules.parse(choices.template, choices.when_taken)
    formats = tuple(as_chosen(choices, each) for each in known if each.id in choices.formats)
    if not formats:
        raise FormatUnknown("No format is chosen.")
    return ExportPlan(formats, Path(choices.folder) if choices.folder else None, names)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the user sees of the choices.

    Attributes:
        names: the files that a transcript would get, or "".
        error: why nothing can be exported so, or None.
    """

    names: tuple[str, ...] = ()
    error: AppError | None = None


def preview(
    choices: ExportChoices, known: Sequence[ExportFormat], facts: NameFacts | None = None
) -> Preview:
    """Return the names of one transcript's files.

    Args:
        choices: the user's choices.
        known: the available formats.
        facts: the transcript's; those of an example if it has none yet.
    """
    try:
        plan = plan_of(choices, known)
    except AppError as error:
        return Preview(error=error)
    shown = facts or example_facts()
    return Preview(tuple(example(plan.names, each, shown) for each in plan.formats))


def local_time(seconds: float | None) -> datetime:
    """Return a time in seconds since 1970 as local time; None for now."""
    try:
        moment = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):  # a clock that was far off
        return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class ExportItem:
    """A transcript to export.

    Attributes:
        key: its name for `Load`.
        title: its name in the list.
        media_path: its recording.
        created_s: when it was made, in seconds since 1970; None for now.
        name: what its files are named after, "" for the recording's name.
    """

    key: str
    title: str
    media_path: Path
    created_s: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class ExportedItem:
    """What became of one transcript."""

    item: ExportItem
    written: Written

    @property
    def is_whole(self) -> bool:
        """Whether each format was written, or was there and had to stay."""
        return not self.written.errors


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of all of them.

    Attributes:
        plan: how they were to be exported.
        count: how many there were.
        items: those that were tried, in order; fewer if the user stopped.
    """

    plan: ExportPlan
    count: int
    items: tuple[ExportedItem, ...]

    @property
    def done(self) -> tuple[ExportedItem, ...]:
        """The transcripts of which each format is there now."""
        return tuple(each for each in self.items if each.is_whole)

    @property
    def failed(self) -> tuple[ExportedItem, ...]:
        """The transcripts of which something could not be written."""
        return tuple(each for each in self.items if not each.is_whole)

    @property
    def numbered(self) -> tuple[ExportedItem, ...]:
        """The transcripts whose names were taken."""
        return tuple(each for each in self.items if each.written.paths and each.written.number > 1)

    @property
    def skipped(self) -> tuple[ExportedItem, ...]:
        """The transcripts of which a file was there and stayed."""
        return tuple(each for each in self.items if each.written.skipped)

    @property
    def left(self) -> int:
        """How many were not tried, as the user stopped."""
        return self.count - len(self.items)

    @property
    def place(self) -> Path | None:
        """The folder to open: that of all files, or of the first one."""
        if self.plan.folder is not None:
            return self.plan.folder
        paths = (path for each in self.items for path in each.written.paths)
        first = next(paths, None)
        return first.parent if first is not None else None
