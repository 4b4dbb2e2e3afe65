"""Simple HTML with formatting, as word processors, mail programs and Qt's text engine take it."""

import html
import unicodedata
from collections.abc import Iterator

from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import LostSound, Transcript
from desktop_app.export.document import parts_of
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout, TimesShown

GREY = "#606060"
_FROM_RIGHT = ("R", "AL")


def fragment(transcript: Transcript, options: ExportOptions = DEFAULTS) -> str:
    """Return the paragraphs alone, to be put into another document.

    Styles are attributes of the elements: what pastes a text keeps no style sheet.
    """
    rows = _table if options.layout is Layout.INTERVIEW else _paragraphs
    return "\n".join(rows(transcript, options))


def page(transcript: Transcript, options: ExportOptions = DEFAULTS) -> str:
    """Return a whole document, with the recording's name and length over the text."""
    name = html.escape(transcript.media_path.stem)
    facts = [transcript.media_path.name, clock(transcript.duration_s)]
    facts.append(transcript.model_title or transcript.model)
    line = html.escape(" · ".join(fact for fact in facts if fact))
    return (
        f"<html><head><meta charset='utf-8'><title>{name}</title></head><body>\n"
        f"<h2>{name}</h2>\n<p style='color:{GREY}'>{line}</p>\n"
        f"{fragment(transcript, options)}\n</body></html>\n"
    )


def _paragraphs(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    speaker: str | None = None
    for part in parts_of(transcript):
        if isinstance(part, LostSound):
            yield _note(part)
            speaker = None
            continue
        name = part.speaker if options.has_speakers and part.speaker != speaker else None
        speaker = part.speaker
        said = f"<b>{html.escape(name)}:</b> " if name else ""
        yield f"<p{_direction(part.text)}>{_time(part, options)}{said}{_escaped(part.text)}</p>"


def _table(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    """Yield the rows of a table: who speaks and when, and what is said."""
    yield "<table width='100%' cellspacing='0' cellpadding='4'>"
    for part in parts_of(transcript):
        if isinstance(part, LostSound):
            yield f"<tr><td></td><td>{_note(part)}</td></tr>"
            continue
        name = html.escape(part.speaker or "") if options.has_speakers else ""
        who = f"<p><b>{name}</b> {_time(part, options)}</p>"
        said = f"<p{_direction(part.text)}>{_escaped(part.text)}</p>"
        yield f"<tr><td width='22%' valign='top'>{who}</td><td valign='top'>{said}</td></tr>"
    yield "</table>"


def _note(lost: LostSound) -> str:
    return f"<p style='color:{GREY}'><i>[{html.escape(lost.text)}]</i></p>"


def _time(part: Paragraph, options: ExportOptions) -> str:
    if options.times is TimesShown.NONE or part.start_s is None:
        return ""
    return f"<span style='color:{GREY}; font-size:small'>{clock(part.start_s)}</span>&nbsp; "


def _escaped(text: str) -> str:
    lines = (html.escape(line, quote=False) for line in text.splitlines())
    # HTML holds no control characters.
    return "<br>".join(
        "".join(
            "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c != "\t" else c for c in line
        )
        for line in lines
    )


def _direction(text: str) -> str:
    """Return the attribute of a paragraph that runs from right to left, "" for all others."""
    directions = map(unicodedata.bidirectional, text)
    strong = next((one for one in directions if one in ("L", *_FROM_RIGHT)), "L")
    return " dir='rtl'" if strong in _FROM_RIGHT else ""
