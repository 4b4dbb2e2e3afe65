"""Plain text: paragraphs, or one line per segment with its time."""

from collections.abc import Iterator

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import Note, Passage, cleaned, in_order, lost_in, passages_of
from desktop_app.export.options import DEFAULTS, WITHOUT_TIMES, ExportOptions


def text(transcript: Transcript, options: ExportOptions = WITHOUT_TIMES) -> bytes:
    """Write paragraphs separated by empty lines, as on the page.

    Speakers stand before their paragraphs, times in brackets before what they belong to. What is
    missing becomes a paragraph in brackets.
    """
    parts = passages_of(transcript, options)
    lines = "\n\n".join(_note(one) if isinstance(one, Note) else _paragraph(one) for one in parts)
    return (lines + "\n" if lines else "").encode()


def timed_text(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write a line per segment: `[00:12] text`; and per place of missing sound."""
    return "".join(f"{line}\n" for line in _timed_lines(transcript, options)).encode()


def _paragraph(passage: Passage) -> str:
    parts = []
    for number, (shown_s, said) in enumerate(passage.stretches()):
        parts += [] if shown_s is None else [_time(shown_s)]
        parts += [] if number or not passage.speaker else [f"{passage.speaker}:"]
        parts.append(said)
    return " ".join(parts)


def _timed_lines(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    for row in in_order(transcript, lost_in(transcript)):
        if isinstance(row, Note):
            yield f"{_time(row.span[0])} {_note(row)}" if row.span else _note(row)
            continue
        speaker = f"{row.speaker}: " if row.speaker and options.has_speakers else ""
        yield cleaned(f"{_time(row.start_s or 0.0)} {speaker}{row.text}")


def _time(seconds: float) -> str:
    return f"[{clock(seconds)}]"


def _note(note: Note) -> str:
    return f"[{note.text}]"
