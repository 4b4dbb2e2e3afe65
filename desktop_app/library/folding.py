"""Texts folded for searching: what a reader takes for the same is the same.

A folded text has no capitals, no accents and no punctuation. Its tokens have one space between
them, so that SQLite's `ascii` tokenizer (TOKENIZER), which parts at spaces and takes every other
sign as it is, finds just these. Scripts without spaces between words have a token for each
character, and a word is found in them as a phrase. SQLite's own `unicode61` finds no word within
a Japanese sentence, tears Indian words apart at their vowels, and knows neither ß nor Greek
accents. A change of what `fold` returns needs the index to be built anew.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

TOKENIZER = "ascii"  # FTS5: splits at ASCII punctuation and spaces alone; `fold` leaves only spaces

MOST_TERMS = 64  # of a query; what somebody pastes is found by its first words

_QUOTES = '"“”„‟«»「」『』'

# Letters that Unicode does not take apart, as a reader without them on the keyboard types them.
_LETTERS = str.maketrans(
    {"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ŧ": "t"}
)
_NOT_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}

# Combining classes of marks that make another letter or syllable: spacing vowels (0), the marks of
# kana (8), viramas (9), vowels and tones of Telugu, Thai, Lao and Tibetan. Others are accents.
_LETTER_MARKS = frozenset({0, 8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132})
_SELECTORS = frozenset(
    {0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
)  # no marks to see
_JAMO = range(0x1160, 0x1200)  # the vowels and ends of Korean syllables

# Scripts written without spaces, first and last character: whose letters bear marks, and do not.
_MARKED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0xA9E0, 0xA9FF),  # Burmese
    (0xAA60, 0xAA7F),
)
_UNMARKED = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # 々 and its like
    (0x3021, 0x3029),
    (0x3031, 0x303C),
    (0x3040, 0x30FF),  # kana
    (0x3100, 0x312F),  # Bopomofo
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x1AFF0, 0x1B16F),  # kana
    (0x20000, 0x3FFFD),  # Han
)


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that follow one another; the last is the beginning of a word if `is_open`."""

    tokens: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A token and, for each of its characters, where it came from: start and end in the text."""

    text: str
    origins: tuple[tuple[int, int], ...]


def fold(text: str) -> str:
    """Return `text` as it is indexed: tokens with one space between them."""
    if text.isascii():
        return " ".join(text.lower().translate(_NOT_WORDS).split())
    return " ".join(filter(None, map(_folded_word, text.split())))


def terms(text: str) -> tuple[Term, ...]:
    """Return what is searched for by `text`: words, and phrases in quotation marks.

    The last word is taken for the beginning of one, unless a space or a quotation mark ends it.
    """
    found: dict[Term, None] = {}
    for part, is_last in _parts(text):
        tokens = tuple(fold(part).split())
        if tokens:
            is_open = is_last and len(tokens) <= MOST_TERMS and not _is_whole(tokens[-1])
            found[Term(tokens[:MOST_TERMS], is_open)] = None
        if len(found) == MOST_TERMS:
            break
    return tuple(found)


def query(text: str) -> str:
    """Return the FTS5 expression that finds `text`; "" if there is nothing to search for."""
    return expression(terms(text))


def expression(wanted: Sequence[Term]) -> str:
    """Return the FTS5 expression for all of these terms; "" for none."""
    return " AND ".join(
        f'"{" ".join(term.tokens)}"{" *" if term.is_open else ""}' for term in wanted
    )


def spans(text: str, wanted: Sequence[Term] | str) -> tuple[tuple[int, int], ...]:
    """Return where `wanted` (a query or its terms) is in `text`: start and end, in order, apart."""
    looked_for = terms(wanted) if isinstance(wanted, str) else wanted
    tokens = list(_tokens(text))
    found = sorted(span for term in looked_for for span in _places(tokens, term))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def matches(text: str, wanted: Sequence[Term]) -> bool:
    """Whether every term is in `text`; False if there is none."""
    return has_all(fold(text), wanted)


def has_all(folded: str, wanted: Sequence[Term]) -> bool:
    """Whether every term is in a folded text; False if there is none."""
    padded = f" {folded} "
    return bool(wanted) and all(
        f" {' '.join(term.tokens)}{'' if term.is_open else ' '}" in padded for term in wanted
    )


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield words and phrases, and of each whether it is the last and still being written."""
    quoted = False
    begin = 0
    for index, char in enumerate(text + '"'):
        if char not in _QUOTES:
            continue
        part, at_end = text[begin:index], index == len(text)
        if quoted:
            yield part, at_end
        else:
            yield from _words(part, is_open=at_end)
        begin = index + 1
        quoted = not quoted


def _is_whole(token: str) -> bool:
    """Whether no other token begins with this one: a Chinese or Japanese character."""
    return len(token) == 1 and _is_in(_UNMARKED, ord(token))


def _is_in(ranges: Sequence[tuple[int, int]], code: int) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _words(part: str, *, is_open: bool) -> Iterator[tuple[str, bool]]:
    words = part.split()
    for number, word in enumerate(words, 1):
        yield word, is_open and number == len(words) and not part[-1].isspace()


def _places(tokens: Sequence[_Token], term: Term) -> Iterator[tuple[int, int]]:
    last = len(term.tokens) - 1
    for at in _found([token.text for token in tokens], term):
        end_token = tokens[at + last]
        start = tokens[at].origins[0][0]
        end = end_token.origins[len(term.tokens[last]) - 1][1]
        yield start, end


def _found(tokens: Sequence[str], term: Term) -> Iterator[int]:
    """Yield the indices of tokens at which `term` begins."""
    *firsts, last = term.tokens
    count = len(firsts)
    for at in range(len(tokens) - count):
        here = tokens[at + count]
        if (here.startswith(last) if term.is_open else here == last) and all(
            tokens[at + number] == first for number, first in enumerate(firsts)
        ):
            yield at


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of `fold(text)` with the places they came from."""
    letters: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for char in _folded_cluster(text[start:end]):
            if char != " ":
                letters.append(char)
                origins.append((start, end))
            elif letters:
                yield _Token("".join(letters), tuple(origins))
                letters, origins = [], []
    if letters:
        yield _Token("".join(letters), tuple(origins))


@lru_cache(maxsize=1 << 16)
def _folded_word(word: str) -> str:
    folded = "".join(_folded_cluster(word[start:end]) for start, end in _clusters(word))
    return " ".join(folded.split())


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of characters with the marks that follow them."""
    start = 0
    for index, char in enumerate(text):
        if index > start and not (_is_attached(char) and not text[index - 1].isspace()):
            yield start, index
            start = index
    if text:
        yield start, len(text)


@lru_cache(maxsize=1 << 14)
def _is_attached(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    if char.isascii():
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first) in {"Mn", "Mc", "Me", "Cf"} or ord(first) in _JAMO


@lru_cache(maxsize=1 << 16)
def _folded_cluster(cluster: str) -> str:
    """Return what a character and its marks become, with a space where a token ends or begins."""
    if cluster.isascii():
        return cluster.lower().translate(_NOT_WORDS)
    folded = cluster
    for _ in range(2):  # casefold gives marks and letters that can be taken apart once more
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(_kept(char) for char in folded).casefold().translate(_LETTERS)
    return "".join(_apart(unicodedata.normalize("NFC", folded)))


def _kept(char: str) -> str:
    """Return a letter, digit or mark as it is, "" for what is not seen, and else a space."""
    category = unicodedata.category(char)
    if category[0] in "LN":
        return "" if char == "ـ" else char  # the stroke that stretches Arabic words
    if category[0] == "M":
        return char if _is_letter_mark(char, category) else ""
    return "" if category == "Cf" and char != "\u200b" else " "


def _is_letter_mark(char: str, category: str) -> bool:
    is_seen = category != "Me" and ord(char) not in _SELECTORS
    return is_seen and unicodedata.combining(char) in _LETTER_MARKS


def _apart(folded: str) -> Iterator[str]:
    """Yield the characters with a space round each, marks included, of scripts without spaces."""
    was_alone = False
    for char in folded:
        if unicodedata.category(char)[0] == "M":
            yield char
            continue
        is_alone = _is_in(_UNMARKED, ord(char)) or _is_in(_MARKED, ord(char))
        yield f" {char}" if is_alone or was_alone else char
        was_alone = is_alone
    if was_alone:
        yield " "
