"""The machine's sentences, put back in the place of what became of them."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.editing.change import Change
from desktop_app.core.transcript import Segment

# Times that differ by less are the same: they are kept in milliseconds.
SAME_S = 0.002


def restored_sentence(
    current: Sequence[Segment], machine: Sequence[Segment], segment: int
) -> Change | None:
    """Return the change that puts the machine's words back in the place of a sentence.

    They are found by the clock, which corrections keep: as many sentences as were split or joined
    there are put back together. Who speaks stays as it is.

    Args:
        current: the text as it is.
        machine: the text as it was heard.
        segment: the number of the sentence in the present text.

    Returns:
        None if the sentence is as it was heard, or nothing was heard there, or there are no times.
    """
    first, end = segment, segment + 1
    while True:
        heard = _within(machine, current[first].start_s, current[end - 1].end_s)
        if heard is None:
            return None
        inner = _within(current, machine[heard[0]].start_s, machine[heard[1] - 1].end_s)
        wider = (min(first, inner[0]), max(end, inner[1])) if inner is not None else (first, end)
        if wider == (first, end):
            break
        first, end = wider
    removed = tuple(current[first:end])
    added = tuple(_as_now(one, removed) for one in machine[heard[0] : heard[1]])
    added = (replace(added[0], begins_paragraph=removed[0].begins_paragraph), *added[1:])
    if [one.text for one in removed] == [one.text for one in added]:
        return None
    return Change(first, removed, added)


def _within(
    segments: Sequence[Segment], start_s: float | None, end_s: float | None
) -> tuple[int, int] | None:
    """Return from which number up to which segments are spoken in a span; None if none are."""
    if start_s is None or end_s is None:
        return None
    numbers = [
        number
        for number, one in enumerate(segments)
        if one.start_s is not None
        and one.end_s is not None
        and one.start_s < end_s - SAME_S
        and one.end_s > start_s + SAME_S
    ]
    return (numbers[0], numbers[-1] + 1) if numbers else None


def _as_now(heard: Segment, current: Sequence[Segment]) -> Segment:
    """Return a sentence as it was heard, of the speaker that it has now."""
    begun = [one for one in current if (one.start_s or 0.0) <= (heard.start_s or 0.0) + SAME_S]
    return replace(heard, speaker=(begun or current)[-1 if begun else 0].speaker)
