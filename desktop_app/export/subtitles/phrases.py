"""What was said, in pieces that subtitles never break, and how good a break after each is."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from desktop_app.core.editing.paragraphs import has_no_spaces, word_places
from desktop_app.core.transcript import Segment
from desktop_app.export.document import cleaned
from desktop_app.export.subtitles.phrase_words import LITTLE, NO_LITTLE, PARTICLES, TITLES, Little

# What a break costs, from none (a sentence has ended) to the worst. Only their order and rough
# distance matter: a plain break is worse than a comma's, and a name is parted last of all.
SENTENCE = 0.0
CLAUSE = 3.0
JOINING = 5.0
PLAIN = 9.0
INSIDE = 16.0  # in a script without spaces, where a word may go on
BOUND = 28.0
NAME = 60.0
GLUED = 90.0
# A word said slower than that has got a start that is too early: NeMo may give it the end of the
# word before a silence. Its end is right. In seconds, and seconds a character.
_SLOWEST_WORD_S = 2.0
_SLOWEST_CHARACTER_S = 0.2
_CLOSERS = "\"')]}»«”“„\u2019\u203a\u2039」』】\uff09"
_OPENERS = "\"'([{«»“„\u2018\u2039「『【\uff08¿¡-"
_ENDS = ".?!…。｡\uff01\uff1f؟\u06d4।॥\u0589"
_CLAUSE_ENDS = tuple(",;:、،؛—\u2013\uff0c\uff1b\uff1a")
# Never at the start of a line: small kana, the mark of a long vowel, signs of repetition, Thai
# vowels that follow their consonant (JIS X 4051, Unicode's line breaking classes NS and CJ).
_FOLLOWERS = frozenset("ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ々〻ゝゞヽヾะาำๅๆฯ・゛゜")
# Never at its end: Thai vowels that come before their consonant.
_PRECEDERS = frozenset("เแโใไ")
# A Japanese phrase: characters, then the hiragana that end them. Longer ones are parted as well.
_LONGEST_PHRASE = 8
_NO_BREAK = ("\u00a0", "\u202f")
_WORDS = re.compile(r"\S+")


@dataclass(slots=True)
class Piece:
    """A part of a text that is never broken: a word, or a character of a script without spaces.

    Attributes:
        text: without spaces around it.
        joint: what stands between it and the next piece of the same line.
        start_s: when it begins, in seconds from the start of the file.
        end_s: when it ends.
        segment: the number of its segment in the transcript.
        speaker: who says it.
        columns: its width; a full-width character takes two.
        cost: of a break after it.
    """

    text: str
    joint: str
    start_s: float
    end_s: float
    segment: int
    speaker: str | None
    columns: int
    cost: float = PLAIN


def pieces_of(segment: Segment, number: int, language: str | None) -> list[Piece]:
    """Divide a segment with times.

    Args:
        segment: with a start and an end.
        number: the segment's, in the transcript.
        language: the code of its language, None if unknown.
    """
    spans = list(_spans(segment.text))
    clock = _Clock(segment)
    made = []
    for (start, end), following in zip_longest(spans, spans[1:]):
        text = cleaned(segment.text[start:end])
        if not any(map(_is_seen, text)):
            continue
        between = segment.text[end : following[0]] if following else " "
        start_s, end_s = clock.span(start, end)
        made.append(
            Piece(text, _joint(between), start_s, end_s, number, segment.speaker, columns(text))
        )
    _judge(made, LITTLE.get((language or "").partition("-")[0].casefold(), NO_LITTLE))
    return made


def columns(text: str) -> int:
    """Return the width of a text: two for a full-width character or an emoji, one for any other.

    Marks on letters, joiners and what follows a joiner take none: a reader sees one character.
    """
    if text.isascii():
        return len(text)
    return sum(2 if _is_full_width(cluster[0]) else 1 for cluster in clusters(text))


def clusters(text: str) -> list[str]:
    """Divide a text into what a reader sees as characters."""
    import regex  # a hundredth of a second that most texts do not need

    found: list[str] = regex.findall(r"\X", text)
    return found


def is_wide(text: str) -> bool:
    """Whether most of a text's letters are full-width ones."""
    letters = [one for one in text if one.isalpha()]
    return 2 * sum(_is_full_width(one) for one in letters) > len(letters)


def _ends_sentence(text: str, after: str) -> bool:
    """Whether a sentence ends with that piece.

    None does with a title or an initial, nor where the next word has a small letter: `U.S. in`,
    `"Really?" she said`. `after` is "" at the end of a segment.
    """
    bare = text.rstrip(_CLOSERS)
    if not bare or bare[-1] not in _ENDS or after.lstrip(_OPENERS)[:1].islower():
        return False
    is_short = _is_short_for_something(bare) if after else bare.casefold() in TITLES
    return bare[-1] != "." or not is_short


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Zl", "Zp"}


def _is_full_width(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for word in _WORDS.finditer(text):
        start, found = word.start(), word.group()
        if found.isascii() or not any(map(has_no_spaces, found)):
            yield word.span()
            continue
        for part in _without_spaces(found):
            yield start, start + len(part)
            start += len(part)


def _without_spaces(text: str) -> Iterator[str]:
    """Divide a stretch without spaces where a line may break."""
    seen = clusters(text)
    is_japanese = any("\u3041" <= one <= "\u30ff" for one in text)
    part = seen[0]
    for before, after in pairwise(seen):
        if _holds_together(part, before, after, is_japanese=is_japanese):
            part += after
        else:
            yield part
            part = after
    yield part


def _holds_together(part: str, before: str, after: str, *, is_japanese: bool) -> bool:
    if after[0] in _FOLLOWERS or before[0] in _PRECEDERS or _opens(before) or _closes(after):
        return True
    if not has_no_spaces(before[0]) and not has_no_spaces(after[0]):
        return not _closes(before)
    if not is_japanese or _closes(before) or len(part) >= _LONGEST_PHRASE:
        return False
    return not (_is_hiragana(before) and not _is_hiragana(after))


def _is_hiragana(cluster: str) -> bool:
    return "\u3041" <= cluster[0] <= "\u309f"


def _opens(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in {"Ps", "Pi"}


def _closes(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in {"Pe", "Pf", "Po"}


def _joint(between: str) -> str:
    if not between:
        return ""
    return next((one for one in _NO_BREAK if one in between), " ")


class _Clock:
    """Tells when each character of a segment is said, by the words that have times."""

    def __init__(self, segment: Segment) -> None:
        start_s, end_s = segment.start_s or 0.0, segment.end_s or 0.0
        self._anchors: list[tuple[int, float]] = [(0, start_s)]
        self._has_words = False
        for word, place in zip(segment.words, word_places(segment), strict=True):
            if place is not None and word.start_s is not None and word.end_s is not None:
                self._add(place[0], word.start_s)
                self._add(place[1], word.end_s)
                self._has_words = True
        self._add(len(segment.text), end_s)
        self._places = [at for at, _time_s in self._anchors]

    def span(self, start: int, end: int) -> tuple[float, float]:
        """Return when the characters from `start` to `end` are said."""
        start_s, end_s = self._after(start), self._before(end)
        end_s = max(start_s, end_s)
        if self._has_words:
            longest_s = _SLOWEST_WORD_S + _SLOWEST_CHARACTER_S * (end - start)
            start_s = max(start_s, end_s - longest_s)
        return start_s, end_s

    def _add(self, at: int, time_s: float) -> None:
        self._anchors.append((at, max(time_s, self._anchors[-1][1])))

    def _after(self, at: int) -> float:
        """Return the time of a character that begins there: the later of two at one place."""
        return self._between(bisect_right(self._places, at) - 1, at)

    def _before(self, at: int) -> float:
        """Return the time of a character that ends there: the earlier of two at one place."""
        number = bisect_right(self._places, at) - 1
        while number > 0 and self._places[number - 1] == at:
            number -= 1
        return self._between(number, at)

    def _between(self, number: int, at: int) -> float:
        place, time_s = self._anchors[number]
        if place == at or number + 1 == len(self._anchors):
            return time_s
        next_place, next_s = self._anchors[number + 1]
        return time_s + (next_s - time_s) * (at - place) / (next_place - place)


def _judge(pieces: Sequence[Piece], little: Little) -> None:
    for number, (before, after) in enumerate(pairwise(pieces)):
        earlier = pieces[number - 1].text if number else ""
        later = pieces[number + 2].text if number + 2 < len(pieces) else ""
        before.cost = _cost(before, after.text, little)
        if _is_name(earlier, before.text, after.text, later):
            before.cost = max(before.cost, NAME)
    if pieces:
        pieces[-1].cost = SENTENCE if _ends_sentence(pieces[-1].text, "") else CLAUSE


def _cost(piece: Piece, after: str, little: Little) -> float:
    if piece.joint in _NO_BREAK:
        return GLUED
    if _ends_sentence(piece.text, after):
        return SENTENCE
    low = piece.text.casefold().strip(_OPENERS)
    is_bound = low in little.leading or low in little.joining or _is_number_of(piece.text, after)
    for cost, is_so in (
        (NAME, low in TITLES and after[:1].isupper()),
        (CLAUSE, piece.text.rstrip(_CLOSERS)[-1:] in _CLAUSE_ENDS),
        (BOUND, is_bound),
        (JOINING, after.casefold().strip(_OPENERS) in little.joining),
        (INSIDE, not piece.joint and not _is_hiragana(piece.text[-1])),
    ):
        if is_so:
            return cost
    return PLAIN


def _is_number_of(text: str, after: str) -> bool:
    """Whether a number and what it counts stand together: `12 %`, `3 000`, `12. März`."""
    return text[:1].isdigit() and text.rstrip(".").isalnum() and bool(after)


def _is_name(earlier: str, text: str, after: str, later: str) -> bool:
    if not text[-1:].isalpha() and not _is_short_for_something(text):
        return False
    if text[:1].isupper():
        is_led = after.casefold() in PARTICLES and after.islower() and later[:1].isupper()
        return after[:1].isupper() or is_led
    return text in PARTICLES and earlier[:1].isupper() and after[:1].isupper()


def _is_short_for_something(text: str) -> bool:
    """Whether a full stop belongs to a title, an initial or a day of a month."""
    bare = text.rstrip(".")
    is_day = bare.isdigit() and len(bare) <= len("31")
    return text.casefold() in TITLES or (len(bare) == 1 and bare.isalpha()) or is_day
