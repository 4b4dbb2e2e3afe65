"""Several places of a text that change at once, and the one change that they make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.find import Pattern, found, replaced_all
from desktop_app.core.editing.paragraphs import text_of
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


@dataclass(frozen=True, slots=True)
class Replacing:
    """Replaces what a pattern finds; called with a whole text.

    Attributes:
        pattern: what is looked for.
        replacement: what comes instead.
    """

    pattern: Pattern
    replacement: str

    def __call__(self, segments: Sequence[Segment]) -> list[Block]:
        """Return the sentences that become others.

        Raises:
            PatternProblem: nothing can be found by the pattern.
        """
        spans: list[list[int]] = []
        for hit in found(segments, self.pattern):
            if spans and hit.segment < spans[-1][1]:  # they share a sentence
                spans[-1][1] = max(spans[-1][1], hit.end_segment + 1)
            else:
                spans.append([hit.segment, hit.end_segment + 1])
        blocks = []
        for first, end in spans:
            part = segments[first:end]
            change, _count = replaced_all(part, self.pattern, self.replacement)
            if change is not None:
                blocks.append(Block(first, end, change.applied_to(part)))
        return blocks
