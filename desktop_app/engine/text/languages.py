"""Detect sentences in another language than the rest of a text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop_app.core.transcript import Segment

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Chosen on 5 499 sentences in 25 languages (the Universal Declaration of Human Rights, messages of
# free software): of those with this many letters and words, none is mistaken for another language
# at this probability, and 82 % are recognised with certainty.
LEAST_LETTERS = 20
LEAST_WORDS = 4
SURE = 0.95
# Next to a certain sentence, more likely than all other languages together is enough.
LIKELY = 0.5

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Guess:
    language: str
    probability: float
    letters: int


def with_languages(segments: Sequence[Segment], known: Sequence[str]) -> tuple[Segment, ...]:
    """Return the segments, marking those certainly in another language than most of the text.

    For a model that detects the language and does not report it.

    Args:
        segments: the whole text, in file order.
        known: codes of the languages that the model writes (`ModelFacts.hears`). With fewer than
            two there is nothing to detect, and nothing is loaded.
    """
    if len(set(known)) < 2:  # noqa: PLR2004 - one language and another
        return tuple(segments)
    guesses = [_guess(segment.text, tuple(known)) for segment in segments]
    letters: Counter[str] = Counter()
    for guess in guesses:
        if guess is not None and guess.probability >= SURE:
            letters[guess.language] += guess.letters
    if len(letters) < 2:  # noqa: PLR2004
        return tuple(segments)
    (main, _), *_ = letters.most_common(1)
    languages = [
        guess.language if guess and guess.probability >= SURE and guess.language != main else None
        for guess in guesses
    ]
    for order in (range(1, len(guesses)), range(len(guesses) - 2, -1, -1)):
        _spread(languages, guesses, order)
    return tuple(
        replace(segment, language=language) if language else segment
        for segment, language in zip(segments, languages, strict=True)
    )


def _spread(languages: list[str | None], guesses: Sequence[_Guess | None], order: range) -> None:
    """Assign a likely sentence next to a certain one the same language."""
    for row in order:
        guess, beside = guesses[row], languages[row - order.step]
        if guess is not None and guess.probability >= LIKELY and guess.language == beside:
            languages[row] = beside


def _guess(text: str, known: tuple[str, ...]) -> _Guess | None:
    """Return the likeliest language; None if there is too little text.

    Capitalised words are ignored: a name does not reveal the language around it ("My name is
    Katarzyna Wiśniewska"), and text all in capitals says little.
    """
    words = [word for word in _WORD.findall(text) if word[0].islower()]
    plain = " ".join(words)
    letters = sum(map(str.isalpha, plain))
    if letters < LEAST_LETTERS or len(words) < LEAST_WORDS:
        return None
    language, probability = _identifier(known).classify(plain)
    return _Guess(language, probability, letters)


@lru_cache(maxsize=1)
def _identifier(known: tuple[str, ...]) -> "LanguageIdentifier":
    """Load the detector; takes some 0.7 s and 75 MB, once per set of languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages([code for code in known if code in made.labels])
    return made
