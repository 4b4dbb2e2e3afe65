"""A Qt list that keeps its rows in the order of their places, with few signals for many rows."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex

from desktop_app.app.list_model import ListModel

# A group's number, the order in it (of one type for each group), and a number that tells equal ones
# apart.
Place = tuple[float, Any, int]
Row = TypeVar("Row")

# Moving a row costs each view a look at all its rows: more are sorted at once.
MOST_MOVES = 16


class PlacedList(ListModel[Row], Generic[Row]):
    """Rows in order of place; no two have the same.

    The list keeps its own order: a sorting proxy calls Python for each comparison, and lays out all
    rows again when one changes.

    Args:
        place_of: returns a row's place.
        key_of: returns what names a row for ever, whatever its place.
    """

    def __init__(self, place_of: Callable[[Row], Place], key_of: Callable[[Row], Hashable]) -> None:
        super().__init__()
        self._place = place_of
        self._key = key_of
        # In row order, and by key.
        self._places: list[Place] = []
        self._place_of: dict[Hashable, Place] = {}

    def rows(self, first: int, last: int) -> list[Row]:
        """Return the values of some rows, the last one included."""
        return self._rows[first : last + 1]

    def row_of(self, key: Hashable) -> int:
        """Return the row of a key, or -1."""
        place = self._place_of.get(key)
        return -1 if place is None else bisect_left(self._places, place)

    def insert(self, rows: Iterable[Row]) -> None:
        """Insert rows in their places; one signal for neighbours."""
        coming = deque(sorted(rows, key=self._place))
        while coming:
            at = bisect_left(self._places, self._place(coming[0]))
            below = self._places[at] if at < len(self._places) else None
            run = [coming.popleft()]
            while coming and (below is None or self._place(coming[0]) < below):
                run.append(coming.popleft())
            self.beginInsertRows(QModelIndex(), at, at + len(run) - 1)
            self._put(at, run)
            self.endInsertRows()

    def remove(self, keys: Iterable[Hashable]) -> None:
        """Remove these rows, from the end; one signal for neighbours."""
        numbers = sorted(number for number in map(self.row_of, keys) if number >= 0)
        while numbers:
            last = first = numbers.pop()
            while numbers and numbers[-1] == first - 1:
                first = numbers.pop()
            self.beginRemoveRows(QModelIndex(), first, last)
            self._take(first, last + 1)
            self.endRemoveRows()

    def update(self, rows: Collection[Row]) -> None:
        """Update rows, which may be new values with old keys; unknown ones are ignored."""
        known = [row for row in rows if self._key(row) in self._place_of]
        moved = [row for row in known if self._place_of[self._key(row)] != self._place(row)]
        if len(moved) > MOST_MOVES:
            self._sort(known)
        else:
            for row in moved:
                self._move(self.row_of(self._key(row)), row)
        numbers = []
        for row in known:
            number = self.row_of(self._key(row))
            self._rows[number] = row
            numbers.append(number)
        numbers.sort()
        for first, last in runs_of(numbers):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _move(self, number: int, row: Row) -> None:
        target = bisect_left(self._places, self._place(row))
        is_moved = target not in (number, number + 1)
        if is_moved:
            self.beginMoveRows(QModelIndex(), number, number, QModelIndex(), target)
        self._take(number, number + 1)
        target -= target > number
        self._put(target, [row])
        if is_moved:
            self.endMoveRows()

    def _sort(self, changed: Collection[Row]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        keys = [self._key(self._rows[index.row()]) for index in held]
        new = {self._place_of[self._key(row)]: row for row in changed}
        placed = dict(zip(self._places, self._rows, strict=True))
        for place in new:
            del placed[place]
        placed |= {self._place(row): row for row in changed}
        self._places = sorted(placed)
        self._rows = [placed[place] for place in self._places]
        self._place_of |= {self._key(row): self._place(row) for row in changed}
        now = [self.index(self.row_of(key)) for key in keys]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()

    def _put(self, at: int, rows: list[Row]) -> None:
        places = list(map(self._place, rows))
        self._rows[at:at] = rows
        self._places[at:at] = places
        self._place_of.update(zip(map(self._key, rows), places, strict=True))

    def _take(self, first: int, after: int) -> None:
        for row in self._rows[first:after]:
            del self._place_of[self._key(row)]
        del self._rows[first:after], self._places[first:after]


def runs_of(numbers: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return the first and the last of each run of neighbours; sorted numbers."""
    first = last = None
    for number in numbers:
        if last is not None and number <= last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last
