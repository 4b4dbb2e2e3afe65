"""Sentences in paragraphs, as the page shows them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop_app.core.transcript import Segment

# A pause after which a speaker begins anew, in seconds.
PAUSE_S = 2.0
# A paragraph as long as that ends with its sentence: some ten lines of the page. By the clock where
# there is one: then no word that is typed moves a sentence into another paragraph.
LONG_S = 45.0
LONG_CHARACTERS = 700
# Of these scripts, whose words have no spaces between them, neither have sentences.
_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that are shown and typed into as one text.

    Attributes:
        first: the number of its first segment in the transcript, from 0. Paragraphs are equal that
            differ in it alone: they are shown alike.
        segments: at least one; all of one speaker and one language.
    """

    first: int = field(compare=False)
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The sentences' texts, as `text_of` puts them together."""
        return text_of(self.segments)

    @property
    def start_s(self) -> float | None:
        """When it begins, in seconds from the start of the file."""
        return self.segments[0].start_s

    @property
    def speaker(self) -> str | None:
        """Who speaks."""
        return self.segments[0].speaker

    @property
    def language(self) -> str | None:
        """The apparent language, if it is another than the rest of the file's."""
        return self.segments[0].language

    @property
    def end(self) -> int:
        """The number after its last segment."""
        return self.first + len(self.segments)

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield where each segment begins and ends in `text`, in characters."""
        at = 0
        for number, segment in enumerate(self.segments):
            if number:
                at += len(joint(self.segments[number - 1].text, segment.text))
            yield at, at + len(segment.text)
            at += len(segment.text)


def text_of(segments: Sequence[Segment]) -> str:
    """Return the text of sentences in a paragraph, with spaces between where their script has."""
    parts = [segments[0].text] if segments else []
    for before, after in pairwise(segments):
        parts += (joint(before.text, after.text), after.text)
    return "".join(parts)


def word_places(segment: Segment) -> list[tuple[int, int] | None]:
    """Return where each word stands in the segment's text, in characters; None if nowhere."""
    places: list[tuple[int, int] | None] = []
    done = 0
    for word in segment.words:
        at = segment.text.find(word.text, done) if word.text else -1
        places.append((at, at + len(word.text)) if at >= 0 else None)
        done = at + len(word.text) if at >= 0 else done
    return places


def joint(before: str, after: str) -> str:
    """Return what stands between two sentences of a paragraph: a space, or nothing."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return "" if has_no_spaces(after[0]) else " "


def has_no_spaces(character: str) -> bool:
    """Whether a character is of a script whose words have no spaces between them."""
    return not character.isascii() and unicodedata.name(character, "").startswith(_WITHOUT_SPACES)


def paragraphs_of(segments: Sequence[Segment], first: int = 0) -> list[Paragraph]:
    """Divide segments into paragraphs.

    One begins where the user says so, where the speaker or the language changes, after a pause, and
    where the one before has become long; never where the user joined two.

    Args:
        segments: in the order of the file.
        first: the number of the first of them.
    """
    made: list[Paragraph] = []
    begun = 0
    length = 0
    for number, segment in enumerate(segments):
        if number > begun and _begins(segments[begun], segments[number - 1], segment, length):
            made.append(Paragraph(first + begun, tuple(segments[begun:number])))
            begun, length = number, 0
        length += len(segment.text)
    if begun < len(segments):
        made.append(Paragraph(first + begun, tuple(segments[begun:])))
    return made


def _begins(opening: Segment, before: Segment, segment: Segment, length: int) -> bool:
    if before.speaker != segment.speaker or before.language != segment.language:
        return True
    if segment.begins_paragraph is not None:
        return segment.begins_paragraph
    if segment.start_s is None or before.end_s is None or opening.start_s is None:
        return length >= LONG_CHARACTERS
    is_late = segment.start_s - before.end_s >= PAUSE_S
    return is_late or segment.start_s - opening.start_s >= LONG_S
