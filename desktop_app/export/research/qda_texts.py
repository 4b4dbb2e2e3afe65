"""Texts with times that programs for qualitative research import and play the recording to.

MAXQDA ("Transcript with Timestamps"), ATLAS.ti and NVivo ("Timestamp") take a time in brackets
before each paragraph, and the first two the speaker after it:
https://github.com/aTrainTranscription/aTrain/wiki/Tutorials,
https://gist.github.com/th0rgall/d627140fc072725d098363604d239923.
NVivo wants times in order, to the tenth of a second, and tables with as many tabs in each line:
https://help-nv8-en.qsrinternational.com/Importing_Transcripts.htm.
f4 takes RTF and DOCX, and ends a paragraph with its time: section 3.2 of
https://www.audiotranskription.de/online-handbuch/3-transkriptionsmodus-manuelle-transkription-und-korrektur/
"""

from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import Note, one_line, passages_of
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.word_times import MS_PER_S, milliseconds

MS_PER_TENTH = MS_PER_S // 10
NVIVO_COLUMNS = ("Timespan", "Speaker", "Content")
_RTF_BEGIN = r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fnil Calibri;}}"


class _Line(NamedTuple):
    """A paragraph, or a note where something is missing; in one line, times in milliseconds."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str

    @property
    def said(self) -> str:
        """The text with its speaker."""
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


def qda(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write `[00:00:12]Anna: text`, with an empty line between paragraphs."""
    lines = (f"[{_clock(one.start_ms)}]{one.said}\n" for one in _lines(transcript, options))
    return "\n".join(lines).encode()


def nvivo(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write a table with tabs: timespan, speaker, content; with a byte order mark for Windows."""
    rows = [NVIVO_COLUMNS]
    for one in _lines(transcript, options):
        span = f"{_tenths(one.start_ms, '.')} - {_tenths(one.end_ms, '.')}"
        rows.append((span, one.speaker, one.text))
    return "".join("\t".join(row) + "\n" for row in rows).encode("utf-8-sig")


def f4(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    r"""Write RTF: `Anna: text #00:00:12-3#`, which f4 makes a mark to click."""
    paragraphs = (
        rf"{{\pard {_rtf(one.said)} #{_tenths(one.end_ms, '-')}#\par}}" + "\n"
        for one in _lines(transcript, options)
    )
    return (_RTF_BEGIN + "\n" + "".join(paragraphs) + "}\n").encode("ascii")


def _lines(transcript: Transcript, options: ExportOptions) -> Iterator[_Line]:
    """Yield what there is to read; no time is before the one above it, as the programs want it."""
    at_ms = 0
    for part in passages_of(transcript, options):
        spans = [part.span] if isinstance(part, Note) else [one.span for one in part.sentences]
        known = [tuple(map(milliseconds, span)) for span in spans if span] or [(at_ms, at_ms)]
        start_ms, end_ms = known[0][0], max(end_ms for _start_ms, end_ms in known)
        if isinstance(part, Note):
            made = _Line(start_ms, end_ms, "", f"[{one_line(part.text)}]")
        else:
            made = _Line(start_ms, end_ms, part.speaker, one_line(part.text))
        if not made.text.strip():
            continue
        at_ms = max(at_ms, made.start_ms)
        yield made._replace(start_ms=at_ms, end_ms=max(at_ms, made.end_ms))


def _clock(time_ms: int) -> str:
    seconds = time_ms // MS_PER_S
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _tenths(time_ms: int, mark: str) -> str:
    return f"{_clock(time_ms)}{mark}{time_ms // MS_PER_TENTH % 10}"


def _rtf(text: str) -> str:
    return "".join(map(_rtf_character, text))


def _rtf_character(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character.isascii():
        return character
    units = character.encode("utf-16-le")
    numbers = (
        int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
    )
    return "".join(f"\\u{number}?" for number in numbers)
