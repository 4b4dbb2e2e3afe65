"""The formats on offer, and writing a transcript in one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.errors import FormatUnknown, NoTimes
from desktop_app.core.transcript import Transcript
from desktop_app.export import csv_table, json_document, plain_text, subtitles
from desktop_app.system.files import write_atomically


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format.

    Attributes:
        id: what `--format` takes.
        title: what the menu shows.
        extension: the file's ending, without its first dot; no two formats share one.
        needs_times: whether a transcript without times cannot be written so.
        writer: the transcript as the bytes of a file.
    """

    id: str
    title: str
    extension: str
    needs_times: bool
    writer: Callable[[Transcript], bytes]


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("txt", "Text", "txt", needs_times=False, writer=plain_text.text),
    ExportFormat(
        "timed-txt", "Text with times", "times.txt", needs_times=True, writer=plain_text.timed_text
    ),
    ExportFormat("srt", "SubRip subtitles", "srt", needs_times=True, writer=subtitles.srt),
    ExportFormat("vtt", "WebVTT subtitles", "vtt", needs_times=True, writer=subtitles.vtt),
    ExportFormat("json", "JSON", "json", needs_times=False, writer=json_document.document),
    ExportFormat("csv", "CSV table", "csv", needs_times=False, writer=csv_table.table),
)


def format_by_id(format_id: str) -> ExportFormat:
    """The format with that id.

    Raises:
        FormatUnknown: there is none.
    """
    for known in FORMATS:
        if known.id == format_id:
            return known
    raise FormatUnknown(f"There is no format “{format_id}”.")


def render(transcript: Transcript, format_id: str) -> bytes:
    """The transcript as the bytes of a file.

    Raises:
        FormatUnknown: no such format.
        NoTimes: the format needs times and the transcript has none.
    """
    chosen = format_by_id(format_id)
    if chosen.needs_times and not transcript.has_times:
        raise NoTimes(f"“{transcript.media_path.name}” was transcribed without times.")
    return chosen.writer(transcript)


def write(transcript: Transcript, format_id: str, path: Path) -> None:
    """Write the transcript to a file, whole or not at all.

    Raises:
        FormatUnknown, NoTimes: as `render`.
        NotWritable, DiskFull: as `write_atomically`.
    """
    write_atomically(path, render(transcript, format_id))


def target_path(media_path: Path, folder: Path, format_id: str) -> Path:
    """`<stem>.<extension>` in `folder`.

    Raises:
        FormatUnknown: no such format.
    """
    return folder / f"{media_path.stem}.{format_by_id(format_id).extension}"


def unique_path(path: Path, taken: set[Path]) -> Path:
    """The path, or `name (2).ext` and so on where `taken` has it already.

    So that talk.wav and talk.mp3 of one batch, written to one folder, do not replace one another.
    Case is ignored, as Windows does.
    """
    used = {str(other).casefold() for other in taken}
    number, candidate = 1, path
    while str(candidate).casefold() in used:
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return candidate
