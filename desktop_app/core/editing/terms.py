"""The user's own words: names and terms, how they are misheard, and the correction of a text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.core.editing.blocks import Block, change_of
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.paragraphs import has_no_spaces
from desktop_app.core.editing.words import Draft, rewritten
from desktop_app.core.sentences import marked
from desktop_app.core.transcript import Segment

# What the change by the user's own words is called where it can be undone.
MY_WORDS = marked("My words")

# Texts have their words after one or two.
MOST_PASSES = 8
# Longer than any name; what models listen for and texts are searched for is kept short.
LONGEST_TERM = 200


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term as it is to be written.

    Attributes:
        text: with its capitals.
        readings: what is written instead where it was misheard, of one or several words.
        is_boosted: whether models listen for it.
    """

    text: str
    readings: tuple[str, ...] = ()
    is_boosted: bool = True

    @property
    def cleaned(self) -> "Term":
        """The term with single spaces, each reading once, and none that is empty."""
        readings = dict.fromkeys(map(one_line, self.readings))
        text = one_line(self.text)
        return Term(text, tuple(r for r in readings if r and r != text), self.is_boosted)


def overlong(terms: Iterable[Term]) -> Term | None:
    """Return the first term with a text or a reading that is no word, but a text; None without."""
    return next(
        (one for one in terms if max(map(len, (one.text, *one.readings))) > LONGEST_TERM), None
    )


def one_line(text: str) -> str:
    """Return a text with single spaces, in one line, letters and their accents composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def phrases_of(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return what models listen for."""
    return tuple(term.text for term in terms if term.is_boosted)


# Between the readings of a term, in a file.
_BETWEEN = " | "
_FIELDS = ("term", "heard as", "listen")
_NO = "no"


def as_table(terms: Iterable[Term]) -> str:
    """Return terms as a text that spreadsheets read: a line each, tabs between its parts."""
    rows = [
        (term.text, _BETWEEN.join(term.readings), "yes" if term.is_boosted else _NO)
        for term in terms
    ]
    return "".join("\t".join(row) + "\n" for row in [_FIELDS, *rows])


def terms_of(table: str) -> list[Term]:
    """Return the terms of such a text, or of one with nothing but a term in each line."""
    found: dict[str, Term] = {}
    for line in table.removeprefix("\ufeff").splitlines():
        text, readings, listen, *_ = [*line.split("\t"), "", "", ""]
        if (text, readings, listen) == _FIELDS:
            continue
        is_boosted = listen.strip().casefold() not in (_NO, "0", "false", "nein")
        term = Term(text, tuple(readings.split("|")), is_boosted).cleaned
        if term.text:
            found.setdefault(term.text, term)
    return list(found.values())


def merged_terms(terms: Iterable[Term], added: Iterable[Term]) -> list[Term]:
    """Return a list with other terms; one that it has gets their readings, too."""
    listed = {term.text: term for term in terms}
    for term in (one.cleaned for one in added):
        if term.text:
            readings = (*listed.get(term.text, term).readings, *term.readings)
            listed[term.text] = Term(term.text, readings, term.is_boosted).cleaned
    return list(listed.values())


def corrections(segments: Sequence[Segment], terms: Sequence[Term]) -> Change | None:
    """Return the change by which a text gets the user's words; None if it has them.

    Readings are replaced where they are whole words, the longest first; a second time changes
    nothing more.
    """
    return change_of(segments, corrected(segments, terms))


def with_terms(segments: tuple[Segment, ...], terms: Sequence[Term]) -> tuple[Segment, ...]:
    """Return a text with the user's words."""
    change = corrections(segments, terms)
    return change.applied_to(segments) if change is not None else segments


def corrected(segments: Sequence[Segment], terms: Sequence[Term]) -> list[Block]:
    """Return the sentences in which the user's words were misheard, corrected."""
    corrector = _corrector(tuple(terms))
    if corrector is None:
        return []
    texts = corrector.corrected([segment.text for segment in segments])
    changed = []
    for number, (segment, text) in enumerate(zip(segments, texts, strict=True)):
        if text != segment.text:
            draft = Draft(text, segment, segment.begins_paragraph)
            changed.append(Block(number, number + 1, rewritten((segment,), [draft])))
    return changed


@lru_cache(maxsize=4)
def _corrector(terms: tuple[Term, ...]) -> "_Corrector | None":
    cleaned = [term.cleaned for term in terms]
    found = _Corrector([term for term in cleaned if term.text])
    return found if found.has_any else None


@dataclass(frozen=True, slots=True)
class _Wording:
    """Characters of a text, from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    text: str


class _Corrector:
    """Finds where one of some terms was misheard."""

    def __init__(self, terms: Sequence[Term]) -> None:
        # What is a term itself is right as it is, even if it is another one's reading.
        self._own = {term.text.casefold(): term for term in reversed(terms)}
        self._readings: dict[str, Term] = {}
        for term in terms:
            for reading in term.readings:
                key = reading.casefold()
                if self._own.get(key, term) is term:
                    self._readings.setdefault(key, term)
        known = sorted({*self._own, *self._readings}, key=lambda key: (-len(key), key))
        self._pattern = re.compile("|".join(map(_alternative, known)), re.IGNORECASE)
        self.has_any = bool(known)

    def corrected(self, texts: list[str]) -> list[str]:
        """Return texts in which nothing is left to correct; as they are where there is no end."""
        before = texts
        for _ in range(MOST_PASSES):
            # Whether a text has capitals at all may change with what was corrected.
            is_uncased = not any(map(_has_capitals, before))
            after = [self._corrected(text, is_uncased=is_uncased) for text in before]
            if after == before:
                return after
            before = after
        return texts

    def _corrected(self, text: str, *, is_uncased: bool) -> str:
        wordings = self._found(text, is_uncased=is_uncased)
        if not wordings:
            return text
        after = _with(text, wordings)
        # Terms that lead to one another would grow at each time.
        grows = self._found(after, is_uncased=is_uncased and not _has_capitals(after))
        return text if grows else after

    def _found(self, text: str, *, is_uncased: bool) -> list[_Wording]:
        found = []
        for match in self._pattern.finditer(text):
            if _goes_on(text, match.end()):
                continue
            wanted = self._wanted(text, match, is_uncased=is_uncased)
            if wanted != match.group():
                found.append(_Wording(match.start(), match.end(), wanted))
        return found

    def _wanted(self, text: str, match: re.Match[str], *, is_uncased: bool) -> str:
        key = " ".join(match.group().split()).casefold()
        term = self._readings.get(key)
        if term is None:
            term = self._own.get(key)
            if term is None or not (_is_mixed(term.text) or (is_uncased and term.is_boosted)):
                return match.group()  # "Will" may be meant, or "will"
        begins = not text[: match.start()].strip()
        if begins and term.text.islower() and match.group()[0].isupper():
            return term.text[0].upper() + term.text[1:]
        return term.text


def _with(text: str, wordings: Sequence[_Wording]) -> str:
    for wording in reversed(wordings):
        text = text[: wording.start] + wording.text + text[wording.end :]
    return text


def _has_capitals(text: str) -> bool:
    return any(map(str.isupper, text))


def _alternative(key: str) -> str:
    spaced = r"\s+".join(map(re.escape, key.split()))
    # In a script without spaces a reading is found in the middle of a line, too.
    before = "" if has_no_spaces(key[0]) else r"(?<!\w)"
    after = "" if has_no_spaces(key[-1]) else r"(?!\w)"
    return f"{before}{spaced}{after}"


def _goes_on(text: str, end: int) -> bool:
    """Whether an accent or vowel sign follows, which belongs to the last letter."""
    return end < len(text) and unicodedata.category(text[end]).startswith("M")


def _is_mixed(text: str) -> bool:
    """Whether no other word is written like that: "NeMo", but not "Will" or "IT"."""
    return _has_capitals(text[1:]) and any(map(str.islower, text))
