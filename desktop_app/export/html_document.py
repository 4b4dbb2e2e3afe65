"""HTML: a page that plays the recording beside it, and a plainer one that Qt prints."""

import html
import os
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import (
    Note,
    Passage,
    Sentence,
    cleaned,
    facts_of,
    interview_heads,
    is_right_to_left,
    passages_of,
    title_of,
)
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout, TimesShown
from desktop_app.media.formats import VIDEO_EXTENSIONS
from desktop_app.system.folders import RESOURCES

# For `QTextDocument`, which knows neither margins of table rows nor style sheets with variables.
_PRINTED = {
    "facts": "color:#404040",
    "time": "color:#606060; font-size:small",
    "note": "color:#606060; font-style:italic",
    "text": "white-space:pre-wrap; margin-top:0; margin-bottom:8px",
}


def page(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write one file for browsers, which needs and fetches nothing but the recording.

    The recording is looked for in the page's folder; where it is not, or the browser cannot play
    it, there is no player.
    """
    title = title_of(transcript)
    style, script = _resource("page.css"), _resource("page.js")
    policy = {
        "default-src": "'none'",
        "style-src": _hashed(style),
        "script-src": _hashed(script),
        "media-src": "'self' file:",  # a page that is opened from a disk may have no self
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    allowed = "; ".join(f"{what} {source}" for what, source in policy.items())
    facts = "".join(
        f"<dt>{_escaped(name)}</dt><dd><bdi>{_escaped(value)}</bdi></dd>\n"
        for name, value in facts_of(transcript, options)
    )
    return (
        f"<!DOCTYPE html>\n<html{_language(transcript.language)}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n"
        f'<h1 dir="{_direction(title)}">{_escaped(title)}</h1>\n<dl>\n{facts}</dl>\n</header>\n'
        f"{_player(transcript.media_path)}\n<main {_margin(transcript, options)}>\n"
        f"{''.join(_main(transcript, options))}</main>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    ).encode()


@cache
def _resource(name: str) -> str:
    return Path(RESOURCES, "html", name).read_text(encoding="utf-8")


def _hashed(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"


def _player(recording: Path) -> str:
    is_video = recording.suffix.removeprefix(".").lower() in VIDEO_EXTENSIONS
    kind = "video" if is_video else "audio"
    # "./" lest a colon in the name make an address of it.
    address = "./" + quote(os.fsencode(recording.name), safe="")
    label = _escaped(cleaned(recording.name))
    return (
        f'<div class="player" hidden><{kind} controls preload="metadata" src="{address}" '
        f'aria-label="{label}"></{kind}></div>'
    )


def _margin(transcript: Transcript, options: ExportOptions) -> str:
    """Return the attributes that say on which side the margin is, and what it has to hold."""
    held = "plain" if options.times is TimesShown.NONE else "timed"
    if options.has_speakers and transcript.speakers:
        held = "named"
    return f'class="{held}" dir="{_direction(transcript.text)}"'


def _main(transcript: Transcript, options: ExportOptions) -> Iterator[str]:
    number = 0
    for part in passages_of(transcript, options):
        direction = f'dir="{_direction(part.text)}"'
        if isinstance(part, Note):
            note = f'<p class="note" {direction}>[{_escaped(part.text)}]</p>'
            yield f'<section class="paragraph"><div></div>{note}</section>\n'
            continue
        speaker = f'<b class="speaker"><bdi>{_escaped(part.speaker)}</bdi></b> '
        yield f'<section class="paragraph"><div>{speaker if part.speaker else ""}'
        yield f"{_time_link(part.shown_s, number)}</div>\n<p {direction}{_language(part.language)}>"
        for place, sentence in enumerate(part.sentences):
            yield _sentence(sentence, number + place, is_first=not place)
        number += len(part.sentences)
        yield "</p></section>\n"


def _sentence(sentence: Sentence, number: int, *, is_first: bool) -> str:
    before = sentence.joint
    if not is_first and sentence.shown_s is not None:
        before = f" {_time_link(sentence.shown_s, number)} "
    span = sentence.span
    times = f' data-start="{span[0]:.3f}" data-end="{span[1]:.3f}"' if span else ""
    said = _escaped(sentence.text)
    return f'{before}<span class="sentence" id="s{number}"{times}>{said}</span>'


def _time_link(shown_s: float | None, number: int) -> str:
    if shown_s is None:
        return ""
    return f'<a class="time" href="#s{number}">{clock(shown_s)}</a>'


def _language(code: str | None) -> str:
    return f' lang="{_escaped(cleaned(code))}"' if code else ""


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


def for_pasting(transcript: Transcript, options: ExportOptions = DEFAULTS) -> str:
    """Return the text alone, with its styles in it, for what takes text with formatting."""
    return "".join(map(_printed, passages_of(transcript, options)))


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
