"""The export formats."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.core.errors import FormatUnknown, NoTimes
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import Transcript
from desktop_app.export import csv_table, json_document, plain_text, subtitles, word_document


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One export format.

    Attributes:
        id: the value of `--format`.
        title: its name in the menu.
        extension: the file extension without its first dot; unique.
        needs_times: whether it needs a transcript with times.
        writer: converts a transcript to bytes.
    """

    id: str
    title: str
    extension: str
    needs_times: bool
    writer: Callable[[Transcript], bytes]

    def render(self, transcript: Transcript) -> bytes:
        """Convert a transcript to the bytes of a file.

        Raises:
            NoTimes: the format needs times and the transcript has none.
        """
        if self.needs_times and not transcript.has_times:
            raise NoTimes(
                "“{name}” was transcribed without times.", name=transcript.media_path.name
            )
        return self.writer(transcript)


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("txt", tr("Text"), "txt", needs_times=False, writer=plain_text.text),
    ExportFormat(
        "timed-txt",
        tr("Text with times"),
        "times.txt",
        needs_times=True,
        writer=plain_text.timed_text,
    ),
    ExportFormat(
        "docx", tr("Word document"), "docx", needs_times=False, writer=word_document.document
    ),
    ExportFormat("srt", tr("SubRip subtitles"), "srt", needs_times=True, writer=subtitles.srt),
    ExportFormat("vtt", tr("WebVTT subtitles"), "vtt", needs_times=True, writer=subtitles.vtt),
    ExportFormat("json", tr("JSON"), "json", needs_times=False, writer=json_document.document),
    ExportFormat(
        "json-v1",
        tr("JSON (version 1)"),
        "v1.json",
        needs_times=False,
        writer=json_document.document_v1,
    ),
    ExportFormat("csv", tr("CSV table"), "csv", needs_times=False, writer=csv_table.table),
)


def format_by_id(format_id: str) -> ExportFormat:
    """Return the format with that id.

    Raises:
        FormatUnknown: there is none.
    """
    for known in FORMATS:
        if known.id == format_id:
            return known
    raise FormatUnknown("There is no format “{format_id}”.", format_id=format_id)


def render(transcript: Transcript, format_id: str) -> bytes:
    """Convert a transcript to the bytes of a file.

    Raises:
        FormatUnknown: there is no such format.
        NoTimes: the format needs times and the transcript has none.
    """
    return format_by_id(format_id).render(transcript)
