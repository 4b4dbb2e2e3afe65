"""One change of a transcript's text, which can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.core.transcript import Segment


@dataclass(frozen=True, slots=True)
class Change:
    """Some segments in a row, and what takes their place.

    Every edit is one: typing, splitting, joining, replacing, naming a speaker, recognising again.

    Attributes:
        first: the number of the first segment that changes, from 0.
        removed: the segments from there on, as they were.
        added: the segments in their place.
    """

    first: int
    removed: tuple[Segment, ...]
    added: tuple[Segment, ...]

    @property
    def undone(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.first, self.added, self.removed)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self.removed == self.added

    def applied_to(self, segments: Sequence[Segment]) -> tuple[Segment, ...]:
        """Return the segments with the change made.

        Raises:
            ValueError: the segments that it removes are not there; it was made for another text.
        """
        end = self.first + len(self.removed)
        if self.first < 0 or tuple(segments[self.first : end]) != self.removed:
            raise ValueError("the change belongs to another text")
        return (*segments[: self.first], *self.added, *segments[end:])


def change_between(before: Sequence[Segment], after: Sequence[Segment]) -> Change:
    """Return the change from one text to another: all between what they share at both ends."""
    most = min(len(before), len(after))
    first = next((n for n in range(most) if _differ(before[n], after[n])), most)
    rest = most - first
    shared = next((n for n in range(rest) if _differ(before[-1 - n], after[-1 - n])), rest)
    return Change(
        first,
        tuple(before[first : len(before) - shared]),
        tuple(after[first : len(after) - shared]),
    )


def _differ(one: Segment, two: Segment) -> bool:
    return one is not two and one != two


def merged(before: Change, after: Change) -> Change | None:
    """Return the one change that two in a row make; None if the second goes beyond the first."""
    at = after.first - before.first
    if at < 0 or at + len(after.removed) > len(before.added):
        return None
    rest = before.added[at + len(after.removed) :]
    return Change(before.first, before.removed, (*before.added[:at], *after.added, *rest))
