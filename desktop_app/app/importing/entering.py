"""One text from elsewhere: read it, find its recording, and keep it in the library."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import MediaError
from desktop_app.core.media import MediaInfo
from desktop_app.core.model import id_of_file
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.importing.imported import Imported
from desktop_app.importing.pairing import recording_beside, recording_named, title_of
from desktop_app.importing.reading import read_transcript

if TYPE_CHECKING:
    from desktop_app.library.library import Library
    from desktop_app.library.records import TranscriptSummary

logger = logging.getLogger(__name__)

# A last cue often stays on the screen a little longer than the sound lasts.
MAY_LAST_LONGER_S = 5.0

Probe = Callable[[Path], MediaInfo]


@dataclass(frozen=True, slots=True, eq=False)
class FoundText:
    """A text that was read.

    Attributes:
        path: its file.
        imported: what is in it.
        recording: whose text it is; None if nothing tells.
    """

    path: Path
    imported: Imported = field(repr=False)
    recording: Path | None = None


@dataclass(frozen=True, slots=True)
class EnteredText:
    """A text that is in the library.

    Attributes:
        path: the file that it came from.
        summary: the transcript that it is in.
        is_version: whether that was there before, and has it as its newest version.
        is_known: whether it had this text already, so that nothing was changed.
        notes: whole sentences about what was not as it should be.
    """

    path: Path
    summary: "TranscriptSummary"
    is_version: bool = False
    is_known: bool = False
    notes: tuple[str, ...] = ()


def look_at(path: Path, recording: Path | None = None, language: str | None = None) -> FoundText:
    """Read a text, and look whose it is: as it says itself, or beside it, by the name.

    Args:
        path: its file.
        recording: whose text it is, where that is known.
        language: its language; None for what the file tells.

    Raises:
        ImportFailed: with the reason.
    """
    path = path.absolute()
    imported = read_transcript(path, language)
    recording = recording or recording_named(imported, path) or recording_beside(path)
    if recording is None and (named := Path(imported.media)).is_absolute():
        recording = named  # moved: it can be located as that of any other transcript
    return FoundText(path, imported, recording.absolute() if recording is not None else None)


def enter(
    library: "Library", found: FoundText, recording: Path | None, probe: Probe
) -> EnteredText:
    """Keep a text as the newest version of its recording's transcript, or as a new one; waits.

    Args:
        library: an open one.
        found: the text.
        recording: whose it is; None for a text without sound.
        probe: reads a recording's facts.

    Raises:
        LibraryError: nothing was kept.
    """
    imported, notes = found.imported, list(found.imported.notes)
    # Of what there is none, the name is all that is known: it may come later, and is located then.
    path = recording or found.path.with_name(title_of(found.path.name))
    duration_s = _duration_s(recording, probe, notes) if recording is not None else None
    if duration_s is not None and imported.end_s > duration_s + MAY_LAST_LONGER_S:
        notes.append(
            tr("The text goes on until {end}, but “{name}” ends at {duration}.").format(
                end=clock(imported.end_s), name=path.name, duration=clock(duration_s)
            )
        )
    transcript = Transcript(
        path,
        duration_s or imported.duration_s or imported.end_s,
        imported.model or id_of_file(found.path.name),
        imported.language,
        imported.segments,
        imported.gaps,
        imported.incomplete,
    )
    brought = library.bring_in(transcript)
    logger.info("%s is in the library as %s", found.path.name, brought.summary.key)
    return EnteredText(
        found.path, brought.summary, brought.is_version, brought.is_known, tuple(notes)
    )


def _duration_s(recording: Path, probe: Probe, notes: list[str]) -> float | None:
    """Return a recording's length; a text whose recording cannot be played is kept all the same."""
    try:
        return probe(recording).duration_s
    except MediaError as error:
        notes.append(error.message)
        return None
