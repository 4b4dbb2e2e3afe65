"""Plain text: paragraphs, or one line per segment with its time."""

from collections.abc import Iterator

from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import LostSound, Segment, Transcript
from desktop_app.export.document import in_order, parts_of
from desktop_app.export.options import DEFAULTS, ExportOptions


def text(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write paragraphs separated by empty lines, as on the page.

    Missing sound becomes a paragraph in brackets.
    """
    lines = "\n\n".join(_paragraphs(transcript, options))
    return (lines + "\n" if lines else "").encode()


def timed_text(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write a line per segment: `[00:12] text`; and per place of missing sound."""
    lines = []
    for row in in_order(transcript):
        if isinstance(row, Segment):
            lines.append(f"[{clock(row.start_s or 0.0)}] {_said(row, options)}")
        else:
            lines.append(f"[{clock(row.span[0])}] {_note(row)}" if row.span else _note(row))
    return "".join(f"{line}\n" for line in lines).encode()


def _paragraphs(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    for part in parts_of(transcript):
        if isinstance(part, LostSound):
            yield _note(part)
        else:
            yield _said(part, options)


def _note(lost: LostSound) -> str:
    return f"[{lost.text}]"


def _said(part: Segment | Paragraph, options: ExportOptions) -> str:
    return f"{part.speaker}: {part.text}" if part.speaker and options.has_speakers else part.text
