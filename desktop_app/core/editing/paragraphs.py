"""Sentences in paragraphs, as the page shows them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.transcript import Segment

# A pause after which a speaker begins anew, in seconds.
PAUSE_S = 2.0
# A paragraph as long as that ends with its sentence: some ten lines of the page.
LONG_CHARACTERS = 700
# Of these scripts, whose words have no spaces between them, neither have sentences.
_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that are shown and typed into as one text.

    Attributes:
        first: the number of its first segment in the transcript, from 0.
        segments: at least one; all of one speaker and one language.
    """

    first: int
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The sentences' texts, with a space between them where their script has spaces."""
        parts = [self.segments[0].text]
        for before, after in zip(self.segments, self.segments[1:], strict=False):
            parts += (joint(before.text, after.text), after.text)
        return "".join(parts)

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


def joint(before: str, after: str) -> str:
    """Return what stands between two sentences of a paragraph: a space, or nothing."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    name = unicodedata.name(after[0], "")
    return "" if name.startswith(_WITHOUT_SPACES) else " "


def paragraphs_of(segments: Sequence[Segment], first: int = 0) -> list[Paragraph]:
    """Divide segments into paragraphs.

    One begins where the user says so, where the speaker or the language changes, after a pause, and
    where the one before has become long; never where the user joined two.

    Args:
        segments: in the order of the file.
        first: the number of the first of them.
    """
    made: list[Paragraph] = []
    run: list[Segment] = []
    length = 0
    for segment in segments:
        if run and _begins(run[-1], segment, length):
            made.append(Paragraph(first, tuple(run)))
            first += len(run)
            run, length = [], 0
        run.append(segment)
        length += len(segment.text)
    if run:
        made.append(Paragraph(first, tuple(run)))
    return made


def _begins(before: Segment, segment: Segment, length: int) -> bool:
    if (before.speaker, before.language) != (segment.speaker, segment.language):
        return True
    if segment.begins_paragraph is not None:
        return segment.begins_paragraph
    is_late = (
        before.end_s is not None
        and segment.start_s is not None
        and segment.start_s - before.end_s >= PAUSE_S
    )
    return is_late or length >= LONG_CHARACTERS
