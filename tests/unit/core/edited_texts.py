"""Texts that are changed, and what is true of every text, for tests of editing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol, TypeVar

from hypothesis import strategies as st

from desktop_app.core.editing.change import Change
from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.editing.structure import (
    inserted,
    joined_paragraphs,
    joined_sentences,
    replaced_range,
    split,
)
from desktop_app.core.editing.typing import typed
from desktop_app.core.transcript import Segment, Word

# Spaces, scripts without spaces, marks that combine, emoji of several parts, right to left.
PIECES = (
    *("a", "B", " ", " ", ". ", ", ", "the", "cat ", "sat.", "Straße", "12", "-"),
    *(
        "日本",
        "語。",
        "ก็",
        "é",
        "e\u0301",
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "שלום ",
        "مرحبا",
        "\u200f",
    ),
)
PIECE = st.sampled_from(PIECES)
T = TypeVar("T")


class Draw(Protocol):
    """Draws from a strategy, as `st.data()` does."""

    def __call__(self, strategy: st.SearchStrategy[T], /) -> T: ...


TYPED = st.lists(PIECE, max_size=4).map("".join)
PASTED = st.lists(st.one_of(PIECE, st.just("\n")), max_size=8).map("".join)
SPEAKERS = (None, "Anna", "Peter")


def timed(text: str, start_s: float, pieces: Sequence[str] | None = None) -> Segment:
    """A segment whose words take a quarter of a second each, with pauses between."""
    words = tuple(
        Word(word, start_s + n * 0.5, start_s + n * 0.5 + 0.25, 0.5)
        for n, word in enumerate(pieces if pieces is not None else text.split())
    )
    if not words:
        return Segment(text, start_s, start_s + 1.0)
    return Segment(text, start_s, words[-1].end_s, words)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Segment, ...]:
    """A machine's text: sentences with words, with times alone, or without any."""
    made: list[Segment] = []
    has_times = draw(st.booleans())
    has_words = has_times and draw(st.integers(0, 3)) > 0
    now_s = 0.0
    for _ in range(draw(st.integers(1, 6))):
        text = draw(TYPED.filter(lambda text: bool(text.strip()))).strip()
        segment = timed(text, now_s) if has_times else Segment(text)
        if not has_words:
            segment = replace(segment, words=())
        if segment.end_s is not None:
            now_s = segment.end_s + draw(st.sampled_from((0.0, 0.2, 3.0)))
        made.append(replace(segment, speaker=draw(st.sampled_from(SPEAKERS))))
    return tuple(made)


def drawn_change(draw: Draw, segments: Sequence[Segment]) -> Change | None:
    """Some edit of a text: typing, splitting, joining, a selection replaced, a speaker."""
    if not segments:
        return replaced_range(segments, (0, 0), (0, 0), draw(PASTED))
    return (inserted_somewhere if draw(st.integers(0, 6)) == 0 else _edited)(draw, segments)


def inserted_somewhere(draw: Draw, segments: Sequence[Segment]) -> Change | None:
    """Sentences of their own, above or below one."""
    number, is_above = draw(st.integers(0, len(segments) - 1)), draw(st.booleans())
    return inserted(
        segments,
        number if is_above else number + 1,
        draw(PASTED),
        paragraph=draw(st.booleans()),
        is_above=is_above,
    )


def _edited(draw: Draw, segments: Sequence[Segment]) -> Change | None:
    number = draw(st.integers(0, len(segments) - 1))
    offset = draw(st.integers(0, len(segments[number].text)))
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return typed_somewhere(draw, segments)
    if kind == 1:
        return split(segments, number, offset, paragraph=draw(st.booleans()))
    if kind in (2, 3):
        return (joined_paragraphs if kind == 2 else joined_sentences)(segments, number)
    if kind == 4:
        other = draw(st.integers(0, len(segments) - 1))
        place = (other, draw(st.integers(0, len(segments[other].text))))
        return replaced_range(segments, (number, offset), place, draw(PASTED))
    named = replace(segments[number], speaker=draw(st.sampled_from(SPEAKERS)))
    return Change(number, (segments[number],), (named,))


def typed_somewhere(draw: Draw, segments: Sequence[Segment]) -> Change:
    """Something typed over a part of a paragraph."""
    paragraphs = paragraphs_of(segments)
    at = draw(st.integers(0, len(paragraphs) - 1))
    paragraph = paragraphs[at]
    begin = draw(st.integers(0, len(paragraph.text)))
    end = draw(st.integers(begin, min(len(paragraph.text), begin + 12)))
    new_text = paragraph.text[:begin] + draw(TYPED) + paragraph.text[end:]
    following = segments[paragraph.end] if paragraph.end < len(segments) else None
    change = typed(paragraph, new_text, following)
    require_typed(segments, paragraphs, at, new_text, change)
    return change


def require_typed(
    segments: Sequence[Segment],
    paragraphs: Sequence[Paragraph],
    at: int,
    new_text: str,
    change: Change,
) -> None:
    """The paragraph has exactly the text that was typed, and the others are as they were."""
    after = [paragraph.text for paragraph in paragraphs_of(change.applied_to(segments))]
    before = [paragraph.text for paragraph in paragraphs]
    expected = [*before[:at], *([new_text] if new_text.strip() else []), *before[at + 1 :]]
    if new_text.strip():
        assert after == expected
    else:  # those beside it may belong together now
        assert "".join(after).replace(" ", "") == "".join(expected).replace(" ", "")


def require_sound(segments: Sequence[Segment]) -> None:
    """What is true of every text."""
    last_s = 0.0
    for segment in segments:
        assert segment.text.strip()
        if segment.start_s is not None and segment.end_s is not None:
            assert last_s <= segment.start_s <= segment.end_s
            last_s = segment.start_s
        starts = [word.start_s for word in segment.words if word.start_s is not None]
        if starts and segment.words[0].start_s is not None:
            assert segment.start_s == segment.words[0].start_s
        for word in segment.words:
            if word.start_s is not None and word.end_s is not None:
                assert last_s <= word.start_s <= word.end_s
                last_s = word.end_s
        at = 0
        for word in segment.words:
            assert word.text and not any(map(str.isspace, word.text))
            at = segment.text.find(word.text, at)
            assert at >= 0
            at += len(word.text)
    for one, two in pairwise(segments):
        if one.end_s is not None and two.start_s is not None:
            assert one.end_s <= two.start_s
