"""What "Replace in all transcripts" looks for, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.core.editing.blocks import Block
from desktop_app.core.editing.find import Pattern, found, replaced_all
from desktop_app.core.transcript import Segment


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
