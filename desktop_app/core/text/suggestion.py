"""Suggest the word a user may have meant."""

from collections.abc import Iterable

from desktop_app.core.sentences import marked, tr

QUESTION = marked("Did you mean “{word}”?")
# difflib's default: one letter missing, doubled, wrong or swapped passes, another word does not.
LEAST_LIKENESS = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question with the closest known word, to follow a sentence; "" if none is close."""
    import difflib

    words = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(word.casefold(), words, n=1, cutoff=LEAST_LIKENESS)
    return f" {tr(QUESTION).format(word=words[near[0]])}" if near else ""
