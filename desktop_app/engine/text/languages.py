"""Which language a text is written in, and the sentences that are in another one than the rest."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop_app.core.transcript import Segment

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Chosen on 5 499 sentences in 25 languages (the Universal Declaration of Human Rights, messages
# of free programs): of those that have so many letters and words, none is taken for another
# language with such a probability, and 82 % are recognised for sure.
LEAST_LETTERS = 20
LEAST_WORDS = 4
SURE = 0.95
# Beside a sentence that is sure, more likely than all other languages together is enough.
LIKELY = 0.5

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Guess:
    language: str
    probability: float
    letters: int


def with_languages(segments: Sequence[Segment], known: Sequence[str]) -> tuple[Segment, ...]:
    """The segments, those marked that are surely in another language than most of the text.

    For a model that finds the language by itself and does not tell it.

    Args:
        segments: all that was written, in the order of the file.
        known: codes of the languages that the model writes (`ModelFacts.hears`). With fewer than
            two there is nothing to find, and nothing is loaded.
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
    """Take a likely sentence beside a sure one for the same language."""
    for row in order:
        guess, beside = guesses[row], languages[row - order.step]
        if guess is not None and guess.probability >= LIKELY and guess.language == beside:
            languages[row] = beside


def _guess(text: str, known: tuple[str, ...]) -> _Guess | None:
    """The likeliest language; None where there is too little to tell.

    Words with a capital are left out: a name does not say which language is spoken about it
    ("My name is Katarzyna Wiśniewska"), and what is in capitals altogether says little.
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
    """Takes some 0.7 s and 75 MB, once for each set of languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages([code for code in known if code in made.labels])
    return made
