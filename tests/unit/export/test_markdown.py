"""Markdown as a CommonMark reader reads it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop_app.core.transcript import Incomplete, Segment, Transcript
from desktop_app.export import markdown
from desktop_app.export.document import cleaned, one_line
from desktop_app.export.options import DEFAULTS, WITHOUT_TIMES, ExportOptions, TimesShown
from tests import hard_texts

# With GitHub's additions: what is plain text for one reader must be so for all.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TALK = Transcript(
    Path("/rec/1. *Müller* & <Söhne>.wav"),
    3725.0,
    "parakeet",
    "de",
    (
        Segment("Good morning.", 0.5, 1.5, speaker="Ann_*"),
        Segment("Please sit down.", 1.9, 3.0, speaker="Ann_*"),
        Segment("1. Thank you.", 3700.1, 3701.0),
    ),
)


def read(transcript: Transcript, options: ExportOptions = DEFAULTS) -> list[tuple[str, str, str]]:
    """The blocks: what each is, its text, and what of it is bold."""
    tokens = READER.parse(markdown.document(transcript, options).decode())
    return [
        (before.type, "".join(text_of(token)), "".join(text_of(token, bold=True)))
        for before, token in pairwise(tokens)
        if token.type == "inline"
    ]


def text_of(inline: Token, *, bold: bool = False) -> Iterator[str]:
    depth = 0
    for token in inline.children or []:
        depth += (token.type == "strong_open") - (token.type == "strong_close")
        if token.type in ("text", "text_special"):
            yield token.content if depth or not bold else ""
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        else:
            assert token.type.startswith(("strong", "em_")), token.type


def test_title_facts_speakers_and_times() -> None:
    made = replace(TALK, incomplete=Incomplete(9.0, 7.0, 9.0, ((5.0, 7.0),)))
    assert read(made) == [
        ("heading_open", "1. *Müller* & <Söhne>", ""),
        ("paragraph_open", "Recording: 1. *Müller* & <Söhne>.wav", "Recording:"),
        ("paragraph_open", "Length: 1:02:05", "Length:"),
        ("paragraph_open", "Model: parakeet", "Model:"),
        ("paragraph_open", "Language: de", "Language:"),
        ("paragraph_open", "Speakers: Ann_*", "Speakers:"),
        ("paragraph_open", "[00:00] Ann_*: Good morning. Please sit down.", "Ann_*:"),
        (
            "paragraph_open",
            "[2 s of audio at 00:05 cannot be decoded; the file is damaged.]",
            "",
        ),
        ("paragraph_open", "[1:01:40] 1. Thank you.", ""),
    ]
    by_sentence = read(TALK, ExportOptions(times=TimesShown.SENTENCE))
    assert by_sentence[6][1] == "[00:00] Ann_*: Good morning. [00:01] Please sit down."
    assert read(TALK, ExportOptions(TimesShown.NONE, has_speakers=False))[-2:] == [
        ("paragraph_open", "Good morning. Please sit down.", ""),
        ("paragraph_open", "1. Thank you.", ""),
    ]


def test_what_means_nothing_where_it_stands_is_left_as_it_is() -> None:
    said = replace(TALK, segments=(Segment("Yes - at 9:30 + 1. (It's $5!)", 0.0, 1.0),))
    lines = markdown.document(said).decode().splitlines()
    assert "- **Length:** 1:02:05" in lines
    assert lines[-1] == r"[00:00] Yes - at 9:30 + 1. (It's \$5!)"


SIGNS = st.text(
    st.sampled_from("\\`*_{}[]()<>&#+-.!~|$^=:;%\"'/ \t\n\r\u00a0\u30001a2é日") | st.characters(),
    min_size=1,
)


@settings(max_examples=400, deadline=None)
@given(SIGNS, SIGNS)
def test_any_text_comes_back(text: str, name: str) -> None:
    made = replace(
        TALK,
        media_path=Path(f"/{name.replace('/', '') or 'x'}.wav"),
        segments=(Segment(text, 0.0, 1.0, speaker=name),),
    )
    blocks = read(made, WITHOUT_TIMES)
    assert blocks[0][:2] == ("heading_open", cleaned(made.media_path.stem))
    speaker = one_line(name)
    head = f"{speaker}: " if speaker else ""
    assert blocks[-1][0] == "paragraph_open"
    assert blocks[-1][1] == head + cleaned(text)
    bare = read(made, ExportOptions(TimesShown.NONE, has_speakers=False))
    assert [kind for kind, *_ in bare].count("paragraph_open") == 5  # four facts, one text
    assert bare[-1][1] == cleaned(text)


@pytest.mark.parametrize("text", [*hard_texts.TEXTS, "x" * 400, "a\n\n\nb\n", "    code", "---"])
def test_hard_texts_come_back(text: str) -> None:
    made = replace(TALK, segments=(Segment(text, 0.0, 1.0),))
    assert read(made, WITHOUT_TIMES)[-1][1] == text
