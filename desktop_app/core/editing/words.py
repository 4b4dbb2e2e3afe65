"""The words of a text that was changed: those that stayed keep their times, others get them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from desktop_app.core.editing.paragraphs import has_no_spaces, joint, text_of
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, Word

_RUN = re.compile(r"\S+")
# Of a text that is longer, pasted in many lines, only the ends have words: the rest was not heard.
LONGEST_WITH_WORDS = 20_000
# They hold together what stands around them, as in an emoji of several.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Draft:
    """What becomes a segment.

    Attributes:
        text: with something to read in it.
        like: the segment whose speaker and language it has, and whether it is overlapped.
        begins_paragraph: as of a Segment.
    """

    text: str
    like: Segment
    begins_paragraph: bool | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word, and where it begins and ends in a text."""

    word: Word
    start: int
    end: int


def shared_ends(before: str, after: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning and, of the rest, at the end.

    By halves: slices are compared much sooner than characters.
    """
    first = _most(min(len(before), len(after)), lambda n: before[:n] == after[:n])
    rest = min(len(before), len(after)) - first
    last = _most(rest, lambda n: before[len(before) - n :] == after[len(after) - n :])
    return first, last


def _most(most: int, is_so: Callable[[int], bool]) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_so(middle) else (low, middle - 1)
    return low


def rewritten(old: Sequence[Segment], drafts: Sequence[Draft]) -> tuple[Segment, ...]:
    """Return segments with the words of others in a row, whose place they take.

    Equal words keep times and confidence; those that only differ in case or punctuation keep their
    times; others get theirs by their letters from what is beside them.

    Args:
        old: at least one.
        drafts: what takes their place, in order.
    """
    if not drafts:
        return ()
    after = "\n".join(draft.text for draft in drafts)
    if len(after) > LONGEST_WITH_WORDS and len(drafts) > 2:  # noqa: PLR2004
        return _pasted(old, drafts)
    if len(old) == len(drafts) == 1 and (same := _word_for_word(old[0], drafts[0].text)):
        return (_finished(old, _segment(drafts[0], same, _span(old))),)
    span = _span(old)
    words: list[_Placed] = []
    if any(segment.words for segment in old):
        words = _aligned(list(_placed(old)), text_of(old), after, span)
    ends = list(accumulate(len(draft.text) + 1 for draft in drafts))
    made, at = [], 0
    for draft, begin, end in zip(drafts, [0, *ends], ends, strict=False):
        own = []
        while at < len(words) and words[at].start < end:
            own.append(words[at].word)
            at += 1
        made.append(_segment(draft, tuple(own), _share(span, begin / ends[-1], end / ends[-1])))
    made[-1] = _finished(old, made[-1])
    return tuple(made)


def _finished(old: Sequence[Segment], last: Segment) -> Segment:
    """Return the last segment with the end that it had, which may be later than its word's."""
    words = old[-1].words
    if words and last.words and last.words[-1] is words[-1]:
        return replace(last, end_s=old[-1].end_s)
    return last


def _word_for_word(old: Segment, text: str) -> tuple[Word, ...]:
    """Return the words where some were replaced by one each; empty if that is not for sure.

    It is so with most of thousands of replacements, and takes a tenth of the time.
    """
    words, texts = old.words, text.split(" ")
    if len(words) != len(texts) or old.text.split(" ") != [word.text for word in words]:
        return ()
    made = list(words)
    last = -2
    for number, (word, new) in enumerate(zip(words, texts, strict=True)):
        if word.text == new:
            continue
        beside = {each.text for each in words[max(0, number - 1) : number + 2]}
        if last == number - 1 or new in beside or len(list(tokens(new))) != 1:
            return ()
        last = number
        if word.start_s is None or word.end_s is None:
            return ()
        made[number] = Word(new, word.start_s, word.end_s)
    return tuple(made)


def _pasted(old: Sequence[Segment], drafts: Sequence[Draft]) -> tuple[Segment, ...]:
    """Return segments of which only the first and the last one have words."""
    first, *inner, last = drafts
    one, two = rewritten(old, (first, last))
    span = _span((one, two))
    if one.end_s is not None and two.start_s is not None:
        span = (one.end_s, two.start_s)
    ends = list(accumulate(len(draft.text) for draft in inner))
    shares = [_share(span, begin / ends[-1], end / ends[-1]) for begin, end in pairwise((0, *ends))]
    made = (_segment(draft, (), share) for draft, share in zip(inner, shares, strict=True))
    return (one, *made, two)


def _segment(draft: Draft, words: tuple[Word, ...], share: Span | None) -> Segment:
    start_s, end_s = share if share is not None else (None, None)
    if words and words[0].start_s is not None:
        start_s = words[0].start_s
    ends = [word.end_s for word in words if word.end_s is not None]
    if ends:
        end_s = ends[-1]
    if start_s is not None and end_s is not None:
        end_s = max(start_s, end_s)
    return Segment(
        draft.text, start_s, end_s, words, draft.like.speaker, draft.like.language,
        draft.begins_paragraph, draft.like.is_overlapped,
    )  # fmt: skip


def _span(segments: Sequence[Segment]) -> Span | None:
    starts = [each.start_s for each in segments if each.start_s is not None]
    ends = [each.end_s for each in segments if each.end_s is not None]
    return (starts[0], max(starts[0], ends[-1])) if starts and ends else None


def _share(span: Span | None, begin: float, end: float) -> Span | None:
    """Return a part of a span, by fractions."""
    if span is None:
        return None
    length_s = span[1] - span[0]
    return span[0] + length_s * begin, span[0] + length_s * end


def _placed(segments: Sequence[Segment]) -> Iterator[_Placed]:
    """Yield the words of sentences with their places in `text_of`."""
    at = 0
    before = ""
    for segment in segments:
        at += len(joint(before, segment.text)) if before else 0
        end = at
        for word in segment.words or spread(segment.text, segment.start_s, segment.end_s):
            start = max(end, at + segment.text.find(word.text, end - at))
            end = start + len(word.text)
            if end > at + len(segment.text):  # not in the text as it is
                start = end = at + len(segment.text)
            yield _Placed(word, start, end)
        at += len(segment.text)
        before = segment.text


def spread(text: str, start_s: float | None, end_s: float | None) -> tuple[Word, ...]:
    """Return the words of a text of which only start and end are known, timed by their letters."""
    texts = [text[start:end] for start, end in tokens(text)]
    return tuple(_interpolated(texts, start_s, end_s))


def tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a text begin and end; of a script without spaces, its characters."""
    for run in _RUN.finditer(text):
        start = run.start()
        if not run[0].isascii():
            for at in range(start + 1, run.end()):
                if _is_cut(text, at):
                    yield start, at
                    start = at
        yield start, run.end()


def _is_cut(text: str, at: int) -> bool:
    """Whether a word may end and another one begin at a place of a text."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        return True
    if before in _JOINERS or after in _JOINERS or unicodedata.category(after).startswith("M"):
        return False
    base = at - 1
    while base > 0 and unicodedata.category(text[base]).startswith("M"):
        base -= 1
    return has_no_spaces(text[base]) or has_no_spaces(after)


def _aligned(old: list[_Placed], before: str, after: str, span: Span | None) -> list[_Placed]:
    """Return the words of a text, with what is known of those of the text before."""
    first, last = shared_ends(before, after)
    head = 0
    while head < len(old) and old[head].end <= first and _is_cut(after, old[head].end):
        head += 1
    shift = len(after) - len(before)
    tail = len(old)
    while (
        tail > head
        and old[tail - 1].start >= len(before) - last
        and _is_cut(after, old[tail - 1].start + shift)
    ):
        tail -= 1
    begin = old[head - 1].end if head else 0
    kept = [_Placed(each.word, each.start + shift, each.end + shift) for each in old[tail:]]
    end = kept[0].start if kept else len(after)
    between = list(_between(old, head, tail, after, (begin, max(begin, end)), span))
    return [*old[:head], *between, *kept]


def _between(
    old: list[_Placed], head: int, tail: int, after: str, place: tuple[int, int], span: Span | None
) -> Iterator[_Placed]:
    """Yield the words of a part of the text, whose words were `old[head:tail]`."""
    from desktop_app.core.comparison import compare  # the window's start does not wait for it

    begin, end = place
    found = [(begin + start, begin + stop) for start, stop in tokens(after[begin:end])]
    texts = [after[start:stop] for start, stop in found]
    words: list[Word] = []
    for stretch in compare([each.word.text for each in old[head:tail]], texts):
        (left, left_end), (right, right_end) = stretch.left, stretch.right
        if stretch.is_same:
            pairs = zip(old[head + left : head + left_end], texts[right:right_end], strict=True)
            words += (
                each.word
                if each.word.text == text
                else replace(each.word, text=text, confidence=None)
                for each, text in pairs
            )
        else:
            limits = _limits(old, head + left, head + left_end, span)
            words += _interpolated(texts[right:right_end], *limits)
    for word, (start, stop) in zip(words, found, strict=True):
        yield _Placed(word, start, stop)


def _limits(
    old: list[_Placed], first: int, end: int, span: Span | None
) -> tuple[float | None, float | None]:
    """Return between what times the words stand that take the place of `old[first:end]`."""
    start_s = end_s = None
    if first < end:
        start_s, end_s = old[first].word.start_s, old[end - 1].word.end_s
    if start_s is None:
        start_s = old[first - 1].word.end_s if first else (span[0] if span else None)
    if end_s is None:
        end_s = old[end].word.start_s if end < len(old) else (span[1] if span else None)
    if start_s is not None and end_s is not None:
        end_s = max(start_s, end_s)
    return start_s, end_s


def _interpolated(
    texts: Sequence[str], start_s: float | None, end_s: float | None
) -> Iterator[Word]:
    """Yield words with times by their letters."""
    letters = sum(map(len, texts))
    done = 0
    for text in texts:
        if start_s is None or end_s is None:
            yield Word(text)
            continue
        length_s = (end_s - start_s) / letters
        begin_s = min(end_s, start_s + length_s * done)
        done += len(text)
        until_s = end_s if done == letters else start_s + length_s * done
        yield Word(text, begin_s, min(end_s, max(begin_s, until_s)))
