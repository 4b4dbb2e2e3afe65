"""The order of what waits in the queue, when the user moves some of it."""

from collections.abc import Collection, Sequence


def moved_by_one(order: Sequence[int], moved: Collection[int], *, up: bool) -> list[int]:
    """Return the order after some jobs moved by one place, together; those at the end stay."""
    after = list(order)
    places = range(1, len(after)) if up else range(len(after) - 2, -1, -1)
    for place in places:
        other = place - 1 if up else place + 1
        if after[place] in moved and after[other] not in moved:
            after[place], after[other] = after[other], after[place]
    return after


def placed_before(order: Sequence[int], moved: Collection[int], before: int) -> list[int]:
    """Return the order after some jobs moved, together, before another one.

    Args:
        order: the numbers of the jobs.
        moved: those to move; others are ignored.
        before: the one before which they go; the end if it is not there.
    """
    at = order.index(before) if before in order else len(order)
    chosen, _ = parted(order, moved)
    _, above = parted(order[:at], moved)
    _, below = parted(order[at:], moved)
    return [*above, *chosen, *below]


def parted(order: Sequence[int], chosen: Collection[int]) -> tuple[list[int], list[int]]:
    """Return the chosen jobs and the others, each in their order."""
    among = set(chosen)
    return [one for one in order if one in among], [one for one in order if one not in among]
