"""A second look at the shown transcript: what is worth checking, and what was checked."""

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.checking.items import BETWEEN, Item, Mark, Place, items_of
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import NotInLibrary
from desktop_app.core.transcript import Transcript
from desktop_app.library.checked import CheckedMark

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

# While one types, the text changes with every key.
SETTLED_MS = 120
AGAIN_MS = 10_000


class Checking(QObject):
    """List what is worth a second look in the selected transcript, and keep what was checked.

    What was checked is known by its kind, time and words, so that it stays so whatever is edited
    around it. It is shown as checked at once, and kept in the library, if that has the transcript.

    Args:
        controller: knows the selected job.
        library: returns the library; None while there is none.
        lane: one side thread: what is kept is kept in its order.

    Signals:
        changed: the items, or which of them are done.
        completed: the last Item to check of the shown transcript is no longer one, and whether it
            was noted as right; otherwise its words are others.
        failed: the AppError why something checked could not be kept; it is tried again.
    """

    changed = Signal()
    completed = Signal(object, bool)
    failed = Signal(object)

    def __init__(
        self,
        controller: TranscriptionController,
        library: "Callable[[], Library | None]",
        lane: SideTasks,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._library = library
        self._lane = lane
        self._listed: Transcript | None = None
        self._items: Sequence[Item] = ()
        self._left = 0
        self._told_left: tuple[str, int] | None = None
        # The only item that was left, and of how many sentences, when `changed` was emitted last.
        self._last: tuple[Item, int] | None = None
        # What is checked of each transcript that was shown, and of which the library told so.
        self._done: dict[str, set[CheckedMark]] = {}
        self._told: set[str] = set()
        self._unkept: list[tuple[str, CheckedMark, bool]] = []
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self._on_settled)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.keep_again)
        controller.selection_changed.connect(self._on_selected)
        controller.selected_job_changed.connect(self._on_job_changed)

    @property
    def items(self) -> Sequence[Item]:
        """What is worth a second look, in the order of the page; nothing before a job is done."""
        self._list()
        return self._items

    @property
    def left(self) -> int:
        """How many items are not done."""
        self._list()
        return self._left

    @property
    def has_text(self) -> bool:
        """Whether there is a text that can be checked, whatever is found in it."""
        self._list()
        return self._listed is not None

    @property
    def is_behind(self) -> bool:
        """Whether the library did not take something that was checked."""
        return bool(self._unkept)

    def is_done(self, item: Item) -> bool:
        """Whether an item was checked."""
        return _as_kept(item.mark) in self._done.get(self._key, ())

    def set_done(self, item: Item, *, is_done: bool = True) -> None:
        """Note that an item was checked, or is to be looked at again."""
        key, mark = self._key, _as_kept(item.mark)
        done = self._done.setdefault(key, set())
        if not key or is_done == (mark in done):
            return
        (done.add if is_done else done.discard)(mark)
        self._count()
        self._keep(key, mark, is_checked=is_done)
        self._tell(item if is_done else None)

    def items_in(self, segments: range) -> Sequence[Item]:
        """Return the items of some segments, without those that stand between them.

        Of a text that is being typed into they are as they were listed last: this is asked for at
        each letter.
        """
        items = self._items
        first = bisect_left(items, Place(segments.start, 0), key=_place_of)
        end = bisect_left(items, Place(segments.stop, BETWEEN), key=_place_of)
        return items[first:end]

    def item_at(self, place: Place) -> Item | None:
        """Return the item of which a word is at a place of the text, or that stands there."""
        items = self.items
        number = bisect_right(items, place, key=_place_of) - 1
        if number < 0:
            return None
        item = items[number]
        segment, word, _order = item.place
        is_in = segment == place.segment and word <= place.word < word + item.words
        return item if is_in or item.place == place else None

    def next(self, after: Place | None = None) -> Item | None:
        """Return the first item that is not done behind a place; from the start after the last."""
        items = self.items
        first = 0 if after is None else bisect_right(items, after, key=_place_of)
        return self._first([*items[first:], *items[:first]])

    def previous(self, before: Place | None = None) -> Item | None:
        """Return the last item that is not done before a place; from the end before the first."""
        items = self.items
        end = len(items) if before is None else bisect_left(items, before, key=_place_of)
        return self._first([*items[:end][::-1], *items[end:][::-1]])

    def keep_again(self) -> None:
        """Try again to keep what could not be kept."""
        unkept, self._unkept = self._unkept, []
        for key, mark, is_checked in unkept:
            self._keep(key, mark, is_checked=is_checked)

    def shutdown(self, timeout_s: float) -> bool:
        """Wait until everything is kept; the library closes after it.

        Returns:
            Whether the thread has ended its work.
        """
        return self._lane.shutdown(timeout_s, drops=False)

    @property
    def _key(self) -> str:
        record = self._controller.selected
        return record.key if record is not None else ""

    def _first(self, items: Sequence[Item]) -> Item | None:
        return next((item for item in items if not self.is_done(item)), None)

    def _list(self) -> None:
        """List the items of the text as it is now, which a timer may not have come to."""
        record = self._controller.selected
        transcript = record.transcript if record is not None else None
        if transcript is not self._listed:
            self._listed = transcript
            self._items = items_of(transcript) if transcript is not None else ()
            self._count()

    def _count(self) -> None:
        done = self._done.get(self._key, ())
        self._left = len(self._items)
        if done:
            self._left -= sum(_as_kept(item.mark) in done for item in self._items)

    def _on_selected(self, _job_id: int) -> None:
        self._on_settled()

    def _on_job_changed(self) -> None:
        record = self._controller.selected
        transcript = record.transcript if record is not None else None
        if transcript is not self._listed:
            self._soon.start()  # anew at each letter: when typing pauses
        if record is not None:
            self._ask(record)

    def _on_settled(self) -> None:
        self._soon.stop()
        self._list()
        self._count()  # also of the same items, which another transcript may have
        record = self._controller.selected
        if record is not None:
            self._ask(record)
        self._tell()

    def _tell(self, noted: Item | None = None) -> None:
        self.changed.emit()
        last, count = self._last, len(self._listed.segments) if self._listed is not None else 0
        only = self._first(self._items) if self._left == 1 else None
        self._last = (only, count) if only is not None else None
        before, self._told_left = self._told_left, (self._key, self._left)
        if before is None or before[0] != self._key or not before[1] or self._left:
            return
        if noted is not None:
            self.completed.emit(noted, True)  # noqa: FBT003 - a signal's
        elif last is not None and count >= last[1]:  # with sentences more went than was corrected
            self.completed.emit(last[0], False)  # noqa: FBT003

    def _ask(self, record: JobRecord) -> None:
        """Read what is checked of a transcript, once."""
        library, key = self._library(), record.key
        if library is None or record.summary is None or key in self._told:
            return
        self._told.add(key)
        self._lane.run(
            partial(library.checked, key),
            partial(self._on_told, key),
            partial(self._on_not_told, key),
        )

    def _on_told(self, key: str, checked: set[CheckedMark]) -> None:
        self._done.setdefault(key, set()).update(checked)
        self._count()
        self._told_left = None  # nobody has checked anything now
        self._tell()

    def _on_not_told(self, key: str, error: AppError) -> None:
        logger.warning("what is checked of a transcript was not read: %s", error.message)
        self._told.discard(key)  # it is asked anew when the transcript is shown again

    def _keep(self, key: str, mark: CheckedMark, *, is_checked: bool) -> None:
        library = self._library()
        if library is None:
            return

        def failed(error: AppError) -> None:
            if isinstance(error, NotInLibrary):
                return  # the text is not there either
            logger.warning("what was checked could not be kept: %s", error.message)
            self._unkept.append((key, mark, is_checked))
            if not self._again.isActive():
                self._again.start()
                self.failed.emit(error)

        def write() -> None:
            library.set_checked(key, mark, is_checked=is_checked).result()

        self._lane.run(write, _ignore, failed)


def _ignore(_result: object) -> None:
    """What is checked is shown already."""


def _place_of(item: Item) -> Place:
    return item.place


def _as_kept(mark: Mark) -> CheckedMark:
    return (mark.kind.value, mark.start_ms, mark.text)
