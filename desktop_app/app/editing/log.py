"""What can be undone and redone of one text, and what the library has yet to do for it; no Qt."""

from collections import deque
from dataclasses import dataclass, field, replace

from desktop_app.core.editing.change import Change, merged
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.library.records import Edit, EditLog, EditStep, GapChange


@dataclass(slots=True)
class TextLog:
    """The changes of one transcript.

    Attributes:
        text: the text that they led to; None until it is known what can be undone.
        waiting: what the library has yet to do; a side thread takes from its beginning.
        whole: a text to keep as a version of its own, as its changes do not fit to what the library
            has; None if there is none.
        is_in_trouble: whether the library did not take what it should.
        is_reading: whether it is being read what can be undone.
    """

    text: Transcript | None = None
    waiting: deque[EditStep] = field(default_factory=deque)
    whole: Transcript | None = None
    is_in_trouble: bool = False
    is_reading: bool = False
    _done: list[Edit] = field(default_factory=list)
    _undone: list[Edit] = field(default_factory=list)
    _earlier: int = 0
    _later: int = 0
    _base: int | None = None
    # Whether the next change may go on with the last one.
    _is_open: bool = False
    # How many changes there were: what was read of the library meanwhile is out of date.
    _count: int = 0

    @property
    def undoable(self) -> Edit | None:
        """The change to undo next."""
        return self._done[-1] if self._done else None

    @property
    def done(self) -> tuple[Edit, ...]:
        """The changes that are known here, oldest first."""
        return tuple(self._done)

    @property
    def redoable(self) -> Edit | None:
        """The change to redo next."""
        return self._undone[-1] if self._undone else None

    @property
    def lacks_more(self) -> bool:
        """Whether more can be undone or redone than is known here."""
        is_short = not self._done and self._earlier > 0
        return is_short or (not self._undone and self._later > 0)

    @property
    def count(self) -> int:
        """A number that is another one after each change."""
        return self._count

    def begin(self, text: Transcript, known: EditLog | None) -> None:
        """Take what the library knows of a text; None if it has no such text."""
        self.text = text
        self._done = list(known.undoable) if known else []
        self._undone = list(known.redoable) if known else []
        self._earlier = known.earlier if known else 0
        self._later = known.later if known else 0
        self._base = known.revision if known else None
        self._is_open = False

    def forget(self) -> None:
        """Know nothing of the library any more, until it is read again."""
        self.text = None
        self._base = None
        self._done.clear()
        self._undone.clear()

    def give_up(self) -> None:
        """Have the text kept as a whole, and the next changes made to what the library has then."""
        if self.whole is None:
            self.whole = self.text
        self.waiting = deque()  # the side thread has the other one
        self._base = None
        self._is_open = False
        self._done.clear()
        self._undone.clear()
        self._earlier = self._later = 0

    def add(self, edit: Edit, after: Transcript, *, merges: bool) -> None:
        """Note a change that was made."""
        merges = merges and self._is_open
        last = self.undoable if merges else None
        both = None
        if last is not None and last.name == edit.name and last.gaps is None and edit.gaps is None:
            both = merged(last.change, edit.change)
        if last is not None and both is not None:
            self._done[-1] = replace(last, change=both)
        else:
            self._done.append(edit)
        self._undone.clear()
        self._later = 0
        self._is_open = True
        self._tell(EditStep(edit, merges=both is not None, base=self._base), after)

    def undo(self, after: Transcript) -> None:
        """Note that the last change was taken back."""
        self._undone.append(self._done.pop())
        self._is_open = False
        self._tell(EditStep(is_undo=True, base=self._base), after)

    def redo(self, after: Transcript) -> None:
        """Note that a change was made again."""
        self._done.append(self._undone.pop())
        self._is_open = False
        self._tell(EditStep(base=self._base), after)

    def _tell(self, step: EditStep, after: Transcript) -> None:
        if self.whole is self.text:
            self.whole = after
        self.text = after
        self._count += 1
        if self._base is not None:
            self._base += 1
        self.waiting.append(step)


def with_change(
    text: Transcript, change: Change, gaps: GapChange | None, *, is_exact: bool = True
) -> Transcript:
    """Return a text with a change made.

    Args:
        text: the text.
        change: of its segments.
        gaps: the gaps before and after it; None if they stay.
        is_exact: whether the segments that it removes must be the same; otherwise only their texts:
            the library rounds times.

    Raises:
        ValueError: it was made for another text.
    """
    if is_exact:
        segments = change.applied_to(text.segments)
    else:
        end = change.first + len(change.removed)
        there = text.segments[change.first : end]
        if _texts(there) != _texts(change.removed) or change.first > len(text.segments):
            raise ValueError("the change belongs to another text")
        segments = (*text.segments[: change.first], *change.added, *text.segments[end:])
    return replace(text, segments=segments, gaps=text.gaps if gaps is None else gaps[1])


def _texts(segments: tuple[Segment, ...]) -> list[str]:
    return [segment.text for segment in segments]
