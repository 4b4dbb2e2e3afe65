"""Times that were written wrongly, made right by those beside them."""

import math
from collections.abc import Sequence

from desktop_app.core.timecode import Span

# A year; nobody has a longer recording.
LATEST_S = 366 * 24 * 3600.0
# How long a letter takes of which no time is known: a reading speed of 15 characters a second.
S_PER_LETTER = 1 / 15

Given = tuple[float | None, float | None]


def readable(seconds: float | None) -> float | None:
    """Return a time that can be: not before the beginning; None for what is no time."""
    if seconds is None or not math.isfinite(seconds) or seconds > LATEST_S:
        return None
    return max(0.0, seconds)


def is_right(given: Given) -> bool:
    """Whether both ends are known and in their order."""
    start_s, end_s = given
    return start_s is not None and end_s is not None and start_s <= end_s


def filled(
    given: Sequence[Given], letters: Sequence[int], limits: Given = (0.0, None)
) -> list[Span]:
    """Return spans in which each has both ends, none before its start; right ones stay as they are.

    Args:
        given: starts and ends that `readable` returned, in the order of the text.
        letters: how long each of their texts is.
        limits: between what the first and the last lie, as far as that is known.
    """
    following = _following(given)
    made: list[Span] = []
    at_s = limits[0] or 0.0
    number = 0
    while number < len(given):
        start_s, end_s = given[number]
        if start_s is None and end_s is None:
            last = number
            while last < len(given) and given[last] == (None, None):
                last += 1
            until_s = following[last - 1] if last < len(given) else limits[1]
            made += _shared(letters[number:last], at_s, until_s)
            number = last
        else:
            made.append(_mended(start_s, end_s, at_s, letters[number], following[number]))
            number += 1
        at_s = made[-1][1]
    return made


def _following(given: Sequence[Given]) -> list[float | None]:
    """Return for each when what comes after it begins, or ends where the beginning is unknown."""
    found: list[float | None] = [None] * len(given)
    after: float | None = None
    for number in range(len(given) - 1, -1, -1):
        found[number] = after
        start_s, end_s = given[number]
        after = start_s if start_s is not None else end_s if end_s is not None else after
    return found


def _shared(letters: Sequence[int], from_s: float, until_s: float | None) -> list[Span]:
    """Share out a stretch of time by letters; as much as reading takes where its end is unknown."""
    whole = sum(letters) or 1
    if until_s is None or until_s < from_s:
        until_s = from_s + whole * S_PER_LETTER
    made: list[Span] = []
    done = 0
    for count in letters:
        begin_s = from_s + (until_s - from_s) * done / whole
        done += count
        made.append((begin_s, max(begin_s, from_s + (until_s - from_s) * done / whole)))
    return made


def _mended(
    start_s: float | None, end_s: float | None, at_s: float, letters: int, following: float | None
) -> Span:
    if start_s is None:
        end_s = end_s or 0.0
        return min(at_s, end_s), end_s
    if end_s is not None and end_s >= start_s:
        return start_s, end_s
    end_s = start_s + letters * S_PER_LETTER
    if following is not None and following > start_s:
        end_s = min(end_s, following)
    return start_s, end_s
