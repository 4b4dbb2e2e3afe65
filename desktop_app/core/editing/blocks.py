"""Several places of a text that change at once, and the one change that they make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.words import text_of
from desktop_app.core.transcript import Segment


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences in a row, from `first` up to `end`, and what takes their place."""

    first: int
    end: int
    added: tuple[Segment, ...]

    def before(self, segments: Sequence[Segment]) -> str:
        """Return its text as it is."""
        return text_of(segments[self.first : self.end])

    @property
    def after(self) -> str:
        """Its text as it becomes."""
        return text_of(self.added)


# What a text becomes: the blocks that change, in order, none over another.
Rewrite = Callable[[Sequence[Segment]], list[Block]]


def change_of(segments: Sequence[Segment], blocks: Sequence[Block]) -> Change | None:
    """Return the change that all of these blocks make; None if there is none."""
    after = list(segments)
    for block in reversed(blocks):
        after[block.first : block.end] = block.added
    change = change_between(segments, after)
    return None if change.is_empty else change
