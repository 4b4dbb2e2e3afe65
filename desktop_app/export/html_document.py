"""HTML that Qt prints."""

import html
from collections.abc import Iterator

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import (
    Note,
    Passage,
    facts_of,
    interview_heads,
    is_right_to_left,
    passages_of,
    title_of,
)
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout

# For `QTextDocument`, which knows neither margins of table rows nor style sheets with variables.
_PRINTED = {
    "facts": "color:#404040",
    "time": "color:#606060; font-size:small",
    "note": "color:#606060; font-style:italic",
    "text": "white-space:pre-wrap; margin-top:0; margin-bottom:8px",
}


def for_print(transcript: Transcript, options: ExportOptions = DEFAULTS) -> str:
    """Return the document in the HTML that `QTextDocument` knows: tables and inline styles.

    It has the layout of the options; neither script nor player.
    """
    title = title_of(transcript)
    parts = passages_of(transcript, options)
    if options.layout is Layout.INTERVIEW:
        body = _interview(parts, interview_heads(transcript, options))
    else:
        body = map(_printed, parts)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f"<title>{_escaped(title)}</title></head><body>"
        f'<h1 dir="{_direction(title)}">{_escaped(title)}</h1>'
        f"{_printed_facts(transcript, options)}{''.join(body)}</body></html>"
    )


def _printed_facts(transcript: Transcript, options: ExportOptions) -> str:
    cell = f'<td style="{_PRINTED["facts"]}">'
    rows = "".join(
        f"<tr>{cell}{_escaped(title)}</td>{cell}{_escaped(value)}</td></tr>"
        for title, value in facts_of(transcript, options)
    )
    return f'<table cellspacing="0" cellpadding="3" style="margin-bottom:16px">{rows}</table>'


def _printed(part: Passage | Note) -> str:
    if isinstance(part, Note):
        return _printed_note(part)
    speaker = f"<b>{_escaped(part.speaker)}:</b> " if part.speaker else ""
    head = _printed_time(part.shown_s) + speaker
    return _printed_text(part, head)


def _printed_text(part: Passage, head: str) -> str:
    said = "".join(
        (_printed_time(shown_s, " ") if number else head) + _escaped(text)
        for number, (shown_s, text) in enumerate(part.stretches())
    )
    direction = _direction(part.text)
    return f'<p dir="{direction}" style="{_PRINTED["text"]}">{said}</p>'


def _printed_time(shown_s: float | None, before: str = "") -> str:
    if shown_s is None:
        return ""
    return f'{before}<span style="{_PRINTED["time"]}">{clock(shown_s)}</span> '


def _printed_note(note: Note) -> str:
    direction = _direction(note.text)
    return f'<p dir="{direction}" style="{_PRINTED["note"]}">[{_escaped(note.text)}]</p>'


def _interview(parts: Iterator[Passage | Note], heads: tuple[str, str]) -> Iterator[str]:
    """Yield a table: who speaks and when in the first column, what they say in the second."""
    yield '<table width="99%" border="1" cellspacing="0" cellpadding="5" '
    yield 'style="border-collapse:collapse; border-style:solid; border-color:#a0a0a0"><thead><tr>'
    yield f'<th align="left" width="22%">{_escaped(heads[0])}</th>'
    yield f'<th align="left">{_escaped(heads[1])}</th></tr></thead><tbody>'
    for part in parts:
        if isinstance(part, Note):
            yield f"<tr><td></td><td>{_printed_note(part)}</td></tr>"
            continue
        speaker = f"<b>{_escaped(part.speaker)}</b><br>" if part.speaker else ""
        yield f"<tr><td>{speaker}{_printed_time(part.shown_s)}</td>"
        yield f"<td>{_printed_text(part, '')}</td></tr>"
    yield "</tbody></table>"


def _direction(text: str) -> str:
    return "rtl" if is_right_to_left(text) else "ltr"


def _escaped(text: str) -> str:
    # A parser takes a carriage return for a line feed unless it is written as a number.
    return html.escape(text).replace("\r", "&#13;")
