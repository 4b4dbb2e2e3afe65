"""Compare two texts word by word, fast also for long ones that are much alike."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Longer stretches without a common landmark are compared as they are only up to this many pairs of
# words: difflib takes quadratic time, and such texts have nothing in common for a reader to see.
MOST_PAIRS = 250_000
# So few are compared sooner than landmarks are found.
FEW_PAIRS = 100
# How many words a landmark has, tried in turn: longer ones are found alike by chance less often.
LANDMARK_WORDS = (4, 1)


# Languages without spaces are compared by the character: Thai to Lao, Burmese, Khmer, Japanese and
# Chinese. What is not one of these or a space belongs to a word.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(f"[{_SINGLE}]|[^\\s{_SINGLE}]+")
_EDGES = "\"'.,;:!?()[]-\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u00ab\u00bb"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of both texts that belong together.

    Attributes:
        is_same: whether they are alike.
        left, right: the first and the one after the last word in each text.
    """

    is_same: bool
    left: tuple[int, int]
    right: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of two compared texts.

    Attributes:
        lines: its segments.
        marks: for each line where it differs: start and end, as indices of characters.
        partners: for each line the number of the line beside it in the other text.
    """

    lines: tuple[str, ...]
    marks: tuple[tuple[tuple[int, int], ...], ...]
    partners: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two texts side by side.

    Attributes:
        places: of each difference the line in the left and in the right text, in order.
    """

    left: Side
    right: Side
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A text in words: where each is, by line, start and end, and with which each line begins."""

    lines: tuple[str, ...]
    words: tuple[tuple[int, int, int], ...]
    firsts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "_Text":
        words: list[tuple[int, int, int]] = []
        firsts = []
        for number, line in enumerate(lines):
            firsts.append(len(words))
            words += [(number, found.start(), found.end()) for found in _WORD.finditer(line)]
        return cls(tuple(lines), tuple(words), tuple(firsts))

    def spelled(self) -> list[str]:
        return [self.lines[line][start:end] for line, start, end in self.words]

    def line_of(self, word: int) -> int:
        """The line of a word; of the one after the last, the last line."""
        return max(0, bisect_right(self.firsts, word) - 1)


def compare_lines(left: Sequence[str], right: Sequence[str]) -> Comparison:
    """Compare two texts given in lines, and mark the words that differ."""
    texts = _Text.of(left), _Text.of(right)
    stretches = compare(texts[0].spelled(), texts[1].spelled())
    differing = [stretch for stretch in stretches if not stretch.is_same]
    places = tuple(
        (texts[0].line_of(stretch.left[0]), texts[1].line_of(stretch.right[0]))
        for stretch in differing
    )
    ahead = [(stretch.left, stretch.right) for stretch in stretches]
    back = [(stretch.right, stretch.left) for stretch in stretches]
    return Comparison(
        Side(texts[0].lines, _marks(texts[0], ahead, stretches), _partners(*texts, ahead)),
        Side(texts[1].lines, _marks(texts[1], back, stretches), _partners(*texts[::-1], back)),
        places,
    )


def _marks(
    text: _Text,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    stretches: Sequence["Stretch"],
) -> tuple[tuple[tuple[int, int], ...], ...]:
    marks: list[list[tuple[int, int]]] = [[] for _ in text.lines]
    for (own, _other), stretch in zip(spans, stretches, strict=True):
        if stretch.is_same:
            continue
        begun: tuple[int, int, int] | None = None
        for line, start, end in text.words[own[0] : own[1]]:
            if begun is not None and begun[0] == line:
                begun = (line, begun[1], end)
                marks[line][-1] = begun[1:]
            else:
                begun = (line, start, end)
                marks[line].append((start, end))
    return tuple(map(tuple, marks))


def _partners(
    text: _Text, other: _Text, spans: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> tuple[int, ...]:
    starts = [own[0] for own, _other in spans]
    found = []
    for first in text.firsts:
        if not spans:
            found.append(0)
            continue
        own, beside = spans[max(0, bisect_right(starts, first) - 1)]
        found.append(other.line_of(min(beside[0] + first - own[0], beside[1])))
    return tuple(found)


def compare(left: Sequence[str], right: Sequence[str]) -> list[Stretch]:
    """Return the stretches of both texts in order; together they are the whole of both.

    Words are compared without regard to case and punctuation at their ends. Landmarks, runs of
    words that occur just once in either text, divide the texts; difflib compares what is between.
    """
    a, b = [_plain(word) for word in left], [_plain(word) for word in right]
    same: list[tuple[int, int, int]] = []  # start in a, start in b, number of words
    _match(a, b, 0, 0, same, 0)
    return _stretches(sorted(same), len(a), len(b))


def _plain(word: str) -> str:
    return word.strip(_EDGES).casefold() or word


def _match(
    a: Sequence[str],
    b: Sequence[str],
    at_a: int,
    at_b: int,
    same: list[tuple[int, int, int]],
    level: int,
) -> None:
    """Append where `a` and `b` agree; they begin at these words of the whole texts."""
    first = 0
    while first < min(len(a), len(b)) and a[first] == b[first]:
        first += 1
    if first:
        same.append((at_a, at_b, first))
        a, b, at_a, at_b = a[first:], b[first:], at_a + first, at_b + first
    last = 0
    while last < min(len(a), len(b)) and a[-1 - last] == b[-1 - last]:
        last += 1
    if last:
        same.append((at_a + len(a) - last, at_b + len(b) - last, last))
        a, b = a[: len(a) - last], b[: len(b) - last]
    if not a or not b:
        return
    while level < len(LANDMARK_WORDS) and len(a) * len(b) > FEW_PAIRS:
        landmarks = _landmarks(a, b, LANDMARK_WORDS[level])
        if landmarks:
            _between(a, b, at_a, at_b, same, landmarks, level)
            return
        level += 1
    if len(a) * len(b) <= MOST_PAIRS:
        matcher = SequenceMatcher(None, a, b, autojunk=False)
        same += [(at_a + i, at_b + j, n) for i, j, n in matcher.get_matching_blocks() if n]


def _between(
    a: Sequence[str],
    b: Sequence[str],
    at_a: int,
    at_b: int,
    same: list[tuple[int, int, int]],
    landmarks: Sequence[tuple[int, int]],
    level: int,
) -> None:
    size = LANDMARK_WORDS[level]
    done_a = done_b = 0
    for i, j in [*landmarks, (len(a), len(b))]:
        if i < done_a or j < done_b:
            continue  # it overlaps the one before
        _match(a[done_a:i], b[done_b:j], at_a + done_a, at_b + done_b, same, level + 1)
        if i < len(a):
            same.append((at_a + i, at_b + j, size))
        done_a, done_b = i + size, j + size


def _landmarks(a: Sequence[str], b: Sequence[str], size: int) -> list[tuple[int, int]]:
    """Return where runs of `size` words that occur once in either text begin, in rising order."""
    in_a, in_b = _once(a, size), _once(b, size)
    pairs = sorted((place, in_b[run]) for run, place in in_a.items() if run in in_b)
    # The longest rising subsequence of the places in b: patience sorting.
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        pile = bisect_left(tails, j)
        before.append(at[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [j]
        at[pile : pile + 1] = [number]
    found = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _once(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _stretches(same: Sequence[tuple[int, int, int]], words_a: int, words_b: int) -> list[Stretch]:
    found: list[Stretch] = []
    done_a = done_b = 0
    for i, j, size in [*same, (words_a, words_b, 0)]:
        if i > done_a or j > done_b:
            found.append(Stretch(is_same=False, left=(done_a, i), right=(done_b, j)))
        if size:
            last = found[-1] if found else None
            if last is not None and last.is_same:
                found[-1] = Stretch(
                    is_same=True,
                    left=(last.left[0], i + size),
                    right=(last.right[0], j + size),
                )
            else:
                found.append(Stretch(is_same=True, left=(i, i + size), right=(j, j + size)))
        done_a, done_b = i + size, j + size
    return found
