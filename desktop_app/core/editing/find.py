"""Find and replace in a text, also over the ends of sentences within a paragraph."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from re import Match
from typing import Protocol

from desktop_app.core.editing.change import Change
from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.editing.structure import Place, Reworked, clean
from desktop_app.core.editing.words import Draft, rewritten
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import Segment

# Longer than any search takes that is meant: a text of four hours takes some hundredths.
WITHIN_S = 1.0

INVALID = marked("This is not a regular expression: {reason}.")
INVALID_REPLACEMENT = marked("The replacement names a group that the expression does not have.")
TOO_SLOW = marked("This expression takes too long; make it simpler.")


class PatternProblem(ValueError):
    """A pattern that nothing can be found by; its text is a sentence for the user."""


class ReplacementProblem(PatternProblem):
    """What is to come instead cannot be made of what is found."""


class _Search(Protocol):
    """A compiled expression of the regex library, which has no types."""

    def finditer(self, string: str, *, timeout: float) -> Iterator[Match[str]]: ...


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is looked for.

    Attributes:
        text: words, or a regular expression.
        is_word: whether a hit must be whole words.
        is_case: whether capital letters differ from small ones.
        is_regex: whether it is a regular expression.
    """

    text: str
    is_word: bool = False
    is_case: bool = False
    is_regex: bool = False

    @property
    def problem(self) -> str:
        """Why nothing can be found by it, in a sentence; "" if it is fine."""
        try:
            _compiled(self)
        except PatternProblem as problem:
            return str(problem)
        return ""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Where a pattern was found, in characters of the segments' texts.

    Attributes:
        segment: the number of the segment where it begins.
        start: where it begins there.
        end_segment: the number of the segment where it ends.
        end: where it ends there.
    """

    segment: int
    start: int
    end_segment: int
    end: int


def found(segments: Sequence[Segment], pattern: Pattern) -> list[Hit]:
    """Return where a pattern is found, in the order of the text.

    Raises:
        PatternProblem: it is not a regular expression, or takes too long.
    """
    return [
        _hit(paragraph, places, match)
        for paragraph, places, matches in _matches(paragraphs_of(segments), pattern)
        for match in matches
    ]


def replaced_all(
    segments: Sequence[Segment], pattern: Pattern, replacement: str
) -> tuple[Change | None, int]:
    r"""Return the change that replaces all that is found, and how many that are.

    Args:
        segments: the whole text.
        pattern: what is looked for.
        replacement: what comes instead; \1 is the first group of a regular expression.

    Raises:
        PatternProblem: it is not a regular expression, or takes too long.
    """
    after = Reworked(segments)
    count = 0
    # From the end, so that the numbers before it stay.
    for paragraph, places, matches in reversed(list(_matches(after.paragraphs, pattern))):
        count += len(matches)
        _replace(after, paragraph, places, matches, pattern, replacement)
    return after.change(), count


def replaced(
    segments: Sequence[Segment], hit: Hit, pattern: Pattern, replacement: str
) -> Change | None:
    """Return the change that replaces one hit; None if it is no longer there, or stays the same.

    Raises:
        PatternProblem: as `replaced_all`.
    """
    after = Reworked(segments)
    if hit.segment >= len(segments):
        return None
    for paragraph, places, matches in _matches([after.paragraph_of(hit.segment)], pattern):
        this = [match for match in matches if _hit(paragraph, places, match) == hit]
        _replace(after, paragraph, places, this, pattern, replacement)
    return after.change()


@lru_cache(maxsize=8)
def _compiled(pattern: Pattern) -> _Search:
    import regex

    if pattern.is_regex:
        source = pattern.text
    else:
        # A space stands for any, also between two sentences.
        source = r"\s+".join(regex.escape(part) for part in pattern.text.split())
    if pattern.is_word:
        source = rf"(?<!\w)(?:{source})(?!\w)"
    flags = 0 if pattern.is_case else regex.IGNORECASE | regex.FULLCASE
    try:
        compiled: _Search = regex.compile(source, flags)
    except regex.error as error:
        raise PatternProblem(tr(INVALID).format(reason=error.msg)) from error
    return compiled


def _matches(
    paragraphs: Sequence[Paragraph], pattern: Pattern
) -> Iterator[tuple[Paragraph, list[Place], list[Match[str]]]]:
    """Yield the paragraphs with hits, where their sentences are, and the hits."""
    if not pattern.text.strip():
        return
    compiled = _compiled(pattern)
    until_s = time.monotonic() + WITHIN_S
    for paragraph in paragraphs:
        left_s = max(0.001, until_s - time.monotonic())
        try:
            hits = compiled.finditer(paragraph.text, timeout=left_s)
            matches = [match for match in hits if match.end() > match.start()]
        except TimeoutError as error:
            raise PatternProblem(tr(TOO_SLOW)) from error
        if matches:
            yield paragraph, list(paragraph.places()), matches


def _hit(paragraph: Paragraph, places: Sequence[Place], match: Match[str]) -> Hit:
    first, last = _block(places, match)
    return Hit(
        paragraph.first + first,
        match.start() - places[first][0],
        paragraph.first + last,
        max(0, match.end() - places[last][0]),
    )


def _block(places: Sequence[Place], match: Match[str]) -> tuple[int, int]:
    """Return the sentences of a paragraph in which a hit begins and ends."""
    first = bisect_right(places, match.start(), key=itemgetter(0)) - 1
    return first, bisect_left(places, match.end(), key=itemgetter(1))


def _replace(
    after: Reworked,
    paragraph: Paragraph,
    places: Sequence[Place],
    matches: Sequence[Match[str]],
    pattern: Pattern,
    replacement: str,
) -> None:
    """Replace hits in a paragraph; sentences that one goes through become one."""
    blocks: list[tuple[int, int, list[Match[str]]]] = []
    for match in matches:
        first, last = _block(places, match)
        inside = [match]
        while blocks and first <= blocks[-1][1]:  # they share a sentence
            first, end, others = blocks.pop()
            last, inside = max(last, end), [*others, *inside]
        blocks.append((first, last, inside))
    if blocks:
        after.keep_apart(paragraph.first)
    whole, left, is_begun = paragraph.text, len(paragraph.segments), True
    for first, last, inside in reversed(blocks):
        at, parts = places[first][0], list[str]()
        for match in inside:
            parts += (whole[at : match.start()], _new(match, pattern, replacement))
            at = match.end()
        text = "".join((*parts, whole[at : places[last][1]]))
        begin = paragraph.first + first
        old = paragraph.segments[first : last + 1]
        drafts = [Draft(text, old[0], after.flag_of(begin))] if text.strip() else []
        after.put(begin, paragraph.first + last + 1, rewritten(old, drafts))
        left += len(drafts) - len(old)
        is_begun = is_begun and bool(drafts or first)
    if left and not is_begun:
        after.flag(paragraph.first, begins=True)


def _new(match: Match[str], pattern: Pattern, replacement: str) -> str:
    import regex

    if pattern.is_regex:
        try:
            replacement = match.expand(replacement)
        except (regex.error, IndexError) as error:
            raise ReplacementProblem(tr(INVALID_REPLACEMENT)) from error
    return clean(replacement).replace("\n", " ")
