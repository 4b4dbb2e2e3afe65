"""Read rows out of the pages of a damaged database where SQLite no longer finds them.

A table is a tree of pages: with one of its inner pages all below it is lost to SQLite, and with the
first page everything. The rows themselves are in the leaves, which can be read one by one; to which
table a row belongs is told by its columns. Free pages hold rows that were deleted: they are left
out where the list of them can be read.

The format: https://www.sqlite.org/fileformat2.html
"""

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

PAGE = 4096
_HEADER = b"SQLite format 3\0"
_LEAF, _INNER = 13, 5
# How much of a long row is in its leaf, with pages of this size and nothing reserved.
_MOST_IN_LEAF = PAGE - 35
_LEAST_IN_LEAF = (PAGE - 12) * 32 // 255 - 23
_LONGEST = 64 * 2**20
_LOG_HEAD, _FRAME_HEAD = struct.Struct(">8I"), struct.Struct(">6I")
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_KEY = 32

Value = int | float | str | bytes | None
Row = tuple[Value, ...]


def _is_key(value: Value) -> bool:
    return isinstance(value, str) and len(value) == _KEY


# What tells the rows of a table; the first column is the row's number.
_SIGNS: dict[str, Callable[[Row], bool]] = {
    "transcripts": lambda row: len(row) in (10, 11) and _is_key(row[1]),
    "versions": lambda row: len(row) == 14 and _is_key(row[1]) and isinstance(row[2], int),  # noqa: PLR2004
    "segments": lambda row: (
        9 <= len(row) <= 12  # noqa: PLR2004 - of every form of the library
        and isinstance(row[1], int)
        and isinstance(row[6], bytes)
    ),
    "edits": lambda row: (
        len(row) == 11  # noqa: PLR2004
        and isinstance(row[4], bytes)
        and isinstance(row[5], bytes)
        and isinstance(row[6], str)
    ),
    "tags": lambda row: len(row) == 3 and isinstance(row[1], int) and isinstance(row[2], str),  # noqa: PLR2004
    "jobs": lambda row: len(row) == 12 and _is_key(row[1]),  # noqa: PLR2004
    "checked": lambda row: len(row) == 6 and isinstance(row[2], str),  # noqa: PLR2004
    "terms": lambda row: (
        len(row) == 4 and isinstance(row[1], str | bytes) and isinstance(row[2], str)  # noqa: PLR2004
    ),
    "voices": lambda row: (
        len(row) == 7  # noqa: PLR2004
        and isinstance(row[1], int)
        and isinstance(row[2], str | bytes)
        and isinstance(row[4], bytes)
    ),
    "chunks": lambda row: len(row) == 6 and isinstance(row[1], int) and isinstance(row[5], str),  # noqa: PLR2004
}


class Pages:
    """The pages of a database with those of its log, by their numbers from 1.

    Args:
        path: the database's file.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.count = path.stat().st_size // PAGE
        self._logged: dict[int, int] = {}
        log = path.with_name(f"{path.name}-wal")
        self._log = log.open("rb") if log.exists() else None
        if self._log is not None:
            with suppress(struct.error):
                self._read_log(self._log)
        self.count = max([self.count, *self._logged])

    def close(self) -> None:
        """Close the files."""
        self._file.close()
        if self._log is not None:
            self._log.close()

    def read(self, number: int) -> bytes:
        """Return a page; b"" if it is not there."""
        if self._log is not None and number in self._logged:
            self._log.seek(self._logged[number])
            return self._log.read(PAGE)
        self._file.seek((number - 1) * PAGE)
        page = self._file.read(PAGE)
        return page if len(page) == PAGE else b""

    def _read_log(self, log: BinaryIO) -> None:
        """Find the pages of transactions that were committed."""
        head = _LOG_HEAD.unpack(log.read(_LOG_HEAD.size))
        found: dict[int, int] = {}
        while True:
            frame = _FRAME_HEAD.unpack(log.read(_FRAME_HEAD.size))
            if frame[2:4] != head[4:6] or head[2] != PAGE:
                return  # from before the log was begun anew
            found[frame[0]] = log.tell()
            log.seek(PAGE, 1)
            if frame[1]:
                self._logged.update(found)
                found.clear()

    def free(self) -> set[int]:
        """Return the numbers of free pages; empty if the first page does not tell them."""
        first = self.read(1)
        found: set[int] = set()
        if not first.startswith(_HEADER):
            return found
        trunk = int.from_bytes(first[32:36], "big")
        while trunk and trunk not in found and trunk <= self.count:
            page = self.read(trunk)
            found.add(trunk)
            count = min(int.from_bytes(page[4:8], "big"), PAGE // 4 - 2)
            found.update(struct.unpack_from(f">{count}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return found


def rows_in_pages(path: Path, tables: set[str]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of these tables in any page that is in use, each with its table's name.

    A row may come twice, in an older state the second time.

    Args:
        path: the database's file.
        tables: their names.
    """
    pages = Pages(path)
    try:
        free = pages.free()
        leaves, below = [], set()
        for number in range(2, pages.count + 1):
            page = pages.read(number)
            if page[:1] == bytes([_INNER]):
                below |= _below(page)
            elif page[:1] == bytes([_LEAF]) and number not in free:
                leaves.append(number)
        # Those that an inner page names first: others may be from before.
        for number in sorted(leaves, key=lambda leaf: leaf not in below):
            for row in _rows(pages, pages.read(number)):
                name = next((name for name, is_of in _SIGNS.items() if is_of(row)), None)
                if name in tables:
                    yield str(name), row
    finally:
        pages.close()


def _below(page: bytes) -> set[int]:
    found = {int.from_bytes(page[8:12], "big")}
    for cell in range(int.from_bytes(page[3:5], "big")):
        at = int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big")
        found.add(int.from_bytes(page[at : at + 4], "big"))
    return found


def _rows(pages: Pages, page: bytes) -> Iterator[Row]:
    for cell in range(int.from_bytes(page[3:5], "big")):
        at = int.from_bytes(page[8 + 2 * cell : 10 + 2 * cell], "big")
        with suppress(ValueError, IndexError, struct.error):
            length, at = _varint(page, at)
            number, at = _varint(page, at)
            row = _values(_payload(pages, page, at, length))
            yield (number, *row[1:])


def _payload(pages: Pages, page: bytes, at: int, length: int) -> bytes:
    """Return a row's bytes, of which some may be in other pages.

    Raises:
        ValueError: they are not all there.
    """
    if length > _LONGEST:
        raise ValueError("too long")
    if length <= _MOST_IN_LEAF:
        here = length
    else:
        here = _LEAST_IN_LEAF + (length - _LEAST_IN_LEAF) % (PAGE - 4)
        here = here if here <= _MOST_IN_LEAF else _LEAST_IN_LEAF
    parts = [page[at : at + here]]
    left = length - here
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    while left > 0:
        more = pages.read(following) if following else b""
        if not more:
            raise ValueError("a page is missing")
        parts.append(more[4 : 4 + left])
        left -= PAGE - 4
        following = int.from_bytes(more[:4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> Row:
    """Return the columns of a row.

    Raises:
        ValueError, IndexError: it is damaged.
    """
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload) or not values:
        raise ValueError("not a row")
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind == 7:  # noqa: PLR2004 - as the format numbers them
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind < 12:  # noqa: PLR2004
        raise ValueError("no such kind of value")
    end = at + (kind - 12) // 2
    if kind % 2:
        return payload[at:end].decode(), end
    return payload[at:end], end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number and where it ends."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
