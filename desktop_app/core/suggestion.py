"""What somebody may have meant who mistyped a word."""

from collections.abc import Iterable

# difflib's own: a letter left out, doubled, wrong or exchanged passes, another word does not.
LEAST_LIKENESS = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question with the nearest known word, to follow a sentence; nothing where none is near."""
    import difflib

    words = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(word.casefold(), words, n=1, cutoff=LEAST_LIKENESS)
    return f" Did you mean “{words[near[0]]}”?" if near else ""
