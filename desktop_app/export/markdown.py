"""Markdown that every CommonMark reader gives back as it was said."""

import re
from collections.abc import Iterator

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import Note, Passage, facts_of, passages_of, title_of
from desktop_app.export.options import DEFAULTS, ExportOptions

# What means something anywhere in a line: in CommonMark, and `~`, `|`, `$` and `^` in GitHub's and
# Pandoc's Markdown. https://spec.commonmark.org/0.31.2/#backslash-escapes
_SIGNS = re.compile(r"[\\`*_{}\[\]<>&#~|$^]")
# What means something at the beginning of a line: lists, lines below headings, definitions, titles.
_BEGINNING = re.compile(r"(\d+(?=[.)])|(?=[+\-=:%]))")
# Space that readers take away: at the ends of a line, and of lines with nothing else in them.
_EDGES = re.compile(r"^\s+|\s+$")
_EMPTY_LINES = re.compile(r"^\n+|\n+$|\n{2,}")


def document(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write a title, a list of facts, and paragraphs with their speakers in bold.

    Times stand in brackets before what they belong to. What is missing becomes a paragraph in
    italics.
    """
    title = f"# {_line(title_of(transcript))}"
    facts = "\n".join(
        f"- **{_line(title)}:** {_line(value)}" for title, value in facts_of(transcript, options)
    )
    parts = passages_of(transcript, options)
    body = (_note(one) if isinstance(one, Note) else _paragraph(one) for one in parts)
    return ("\n\n".join([title, facts, *body]) + "\n").encode()


def _paragraph(passage: Passage) -> str:
    return " ".join(_pieces(passage))


def _pieces(passage: Passage) -> Iterator[str]:
    for number, (shown_s, text) in enumerate(passage.stretches()):
        if shown_s is not None:
            yield f"[{clock(shown_s)}]"
        if passage.speaker and not number:
            yield f"**{_line(passage.speaker)}:**"
        yield _text(text)


def _note(note: Note) -> str:
    return rf"*\[{_line(note.text)}\]*"


def _text(text: str) -> str:
    """Escape a text; its lines end with a hard break."""
    joined = _EMPTY_LINES.sub(lambda found: _numbers(found[0]), _SIGNS.sub(r"\\\g<0>", text))
    return "\\\n".join(_with_edges(line) for line in joined.split("\n"))


def _line(text: str) -> str:
    """Escape a text where one line is all there may be."""
    return _with_edges(_SIGNS.sub(r"\\\g<0>", text).replace("\n", _numbers("\n")))


def _with_edges(line: str) -> str:
    line = _EDGES.sub(lambda found: _numbers(found[0]), line)
    beginning = _BEGINNING.match(line)
    if beginning:
        line = rf"{beginning[1]}\{line[beginning.end(1) :]}"
    return line.replace("\r", _numbers("\r"))


def _numbers(characters: str) -> str:
    """Write characters as their numbers, which readers take for text whatever they are."""
    return "".join(f"&#{ord(one)};" for one in characters)
