"""Joins what was heard in two chunks that overlap: every word once, none lost; pure functions.

Where nobody pauses a chunk ends in the middle of speech, and the next one begins some seconds
before that end. Both hear the words in between, well in the middle and badly at their own edge. So
they are joined at a word that both heard, as near to the middle as there is one.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from desktop_app.core.transcript import Word

# How far apart the two may place the same word, in seconds: a few frames of 80 ms.
SAME_PLACE_S = 0.5
# Words just outside the overlap count too, as times are not exact.
MARGIN_S = 0.3


def cut_by_time(
    left: Sequence[Word], right: Sequence[Word], start_s: float, end_s: float
) -> tuple[int, int]:
    """Where to join two lists of words with times.

    Args:
        left: what the chunk before heard.
        right: what the chunk after it heard.
        start_s: where the overlap begins, in seconds from the start of the file.
        end_s: where it ends.

    Returns:
        How many words of `left` to keep, and the first of `right`.
    """
    middle_s = (start_s + end_s) / 2
    lefts = [i for i, word in enumerate(left) if _middle_s(word) >= start_s - MARGIN_S]
    rights = [i for i, word in enumerate(right) if _middle_s(word) <= end_s + MARGIN_S]
    pairs = _same_words(left, right, lefts, rights)
    if pairs:
        kept, first = min(pairs, key=lambda pair: abs(_middle_s(left[pair[0]]) - middle_s))
        return kept + 1, first + 1
    if not lefts or not rights:  # one of them heard nothing there
        return len(left), 0
    kept = sum(1 for word in left if _middle_s(word) < middle_s)
    first = sum(1 for word in right if _middle_s(word) < middle_s)
    return kept, first


def _same_words(
    left: Sequence[Word], right: Sequence[Word], lefts: Sequence[int], rights: Sequence[int]
) -> list[tuple[int, int]]:
    """The pairs of the longest common subsequence: same letters, same place, same order."""
    longest = [[0] * (len(rights) + 1) for _ in range(len(lefts) + 1)]
    for a in reversed(range(len(lefts))):
        for b in reversed(range(len(rights))):
            same = _is_same(left[lefts[a]], right[rights[b]])
            longest[a][b] = max(
                longest[a + 1][b], longest[a][b + 1], longest[a + 1][b + 1] + 1 if same else 0
            )
    pairs = []
    a = b = 0
    while a < len(lefts) and b < len(rights):
        same = _is_same(left[lefts[a]], right[rights[b]])
        if same and longest[a][b] == longest[a + 1][b + 1] + 1:
            pairs.append((lefts[a], rights[b]))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs


def _is_same(one: Word, other: Word) -> bool:
    is_near = abs(_middle_s(one) - _middle_s(other)) <= SAME_PLACE_S
    return is_near and letters(one.text) == letters(other.text)


def _middle_s(word: Word) -> float:
    return ((word.start_s or 0.0) + (word.end_s or 0.0)) / 2


def cut_by_text(left: Sequence[str], right: Sequence[str], share: float) -> tuple[int, int]:
    """Where to join two lists of words without times.

    Args:
        left: the words of the chunk before.
        right: the words of the chunk after it.
        share: how much of a chunk the overlap is, 0 to 1.

    Returns:
        How many words of `left` to keep, and the first of `right`.
    """
    # People do not speak evenly: look at twice as many as would be there on average.
    first_left = max(0, len(left) - 1 - round(2 * share * len(left)))
    last_right = min(len(right), 1 + round(2 * share * len(right)))
    lefts = [letters(word) for word in left[first_left:]]
    rights = [letters(word) for word in right[:last_right]]
    match = SequenceMatcher(None, lefts, rights, autojunk=False).find_longest_match()
    if match.size:
        at = match.size // 2
        return first_left + match.a + at, match.b + at
    return len(left) - round(share * len(left) / 2), round(share * len(right) / 2)


def letters(text: str) -> str:
    """A word without case and punctuation; punctuation alone stays."""
    return "".join(c for c in text.casefold() if c.isalnum()) or text
