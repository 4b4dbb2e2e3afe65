"""Find texts in the library, newest first, in milliseconds also among thousands of hours.

What costs is never done: nothing is sorted by rank and nothing is counted to its end (19 s and 4 s
for a common word in 5,000 hours). Hits come by falling number of their segment, transcript by
transcript, and a transcript is left once enough of its hits are counted.

The beginning of a word is the one dear thing: FTS5 first joins the places of all words that begin
so, within one step that nothing can interrupt (1.5 s for a letter in 5,000 hours). Where that
would be many pages of the index, the texts themselves are looked at instead, newest first: what
is that frequent is soon found.
"""

import sqlite3
import time
from collections import deque
from collections.abc import Iterator

from desktop_app.core.cancel import CancelToken
from desktop_app.library import folding
from desktop_app.library.folding import Term, fold, has_all
from desktop_app.library.records import Extent, Found, Hit
from desktop_app.library.stored.values import text_of

__all__ = ["Extent", "search"]

# Pages of the index (4 kB) that FTS5 may read for the beginning of a word: 100 take 10 ms. A page's
# id is its number, and from bit 37 on the number of its part of the index (fts5_index.c).
MOST_PAGES = 500
_PART_BIT, _PART_PAGES = 37, 1 << 31
_MAIN = b"0"  # what terms begin with in the index

_STEPS = 2_000  # of SQLite's machine between two looks at the token, well below a millisecond
_NEWEST = (1 << 63) - 1

# A row for each place that may be one, newest first: the segment, and its text and folded text
# where the index was not asked for all.
_ASKED = "SELECT rowid, '', '' FROM texts WHERE texts MATCH ? AND rowid < ? ORDER BY rowid DESC"
_ASKED_IN_PART = (
    "SELECT segments.id, segments.text, segments.folded "
    "FROM texts CROSS JOIN segments ON segments.id = texts.rowid "
    "WHERE texts MATCH ? AND texts.rowid < ? ORDER BY texts.rowid DESC"
)
_UNASKED = "SELECT id, text, folded FROM segments WHERE ? = '' AND id < ? ORDER BY id DESC"


def search(
    connection: sqlite3.Connection,
    text: str,
    extent: Extent | None = None,
    cancel: CancelToken | None = None,
) -> Found:
    """Return where `text` is found: in which transcripts' names, and at which places.

    All words must be in one segment, or together in title, file name, tags and note.

    Args:
        connection: to a library; used by this thread alone.
        text: words, and phrases in quotation marks; the last word may be incomplete.
        extent: how far to go.
        cancel: checked all the time.

    Raises:
        Cancelled: `cancel` was set.
        sqlite3.Error: the library cannot be read.
    """
    wanted = folding.terms(text)
    if not wanted:
        return Found()
    token, extent = cancel or CancelToken(), extent or Extent()
    token.raise_if_cancelled()
    connection.set_progress_handler(lambda: token.is_cancelled, _STEPS)
    try:
        lookup = _Lookup(connection, wanted, token)
        named = lookup.named() if extent.before is None else ()
        return lookup.found(named, extent)
    except sqlite3.OperationalError:
        token.raise_if_cancelled()
        raise
    finally:
        connection.set_progress_handler(None, 0)


class _Lookup:
    """One search over a connection."""

    def __init__(
        self, connection: sqlite3.Connection, wanted: tuple[Term, ...], cancel: CancelToken
    ) -> None:
        self._begun_s = time.monotonic()
        self._connection = connection
        self._wanted = wanted
        self._cancel = cancel
        self._listed = _listed(connection)

    def named(self) -> tuple[str, ...]:
        """Return the keys of transcripts whose names, tags or note hold all terms."""
        found = []
        for key, names in self._listed.values():
            self._cancel.raise_if_cancelled()
            if folding.matches(names, self._wanted):
                found.append(key)
        return tuple(found)

    def found(self, named: tuple[str, ...], extent: Extent) -> Found:
        """Return the hits, transcript by transcript."""
        end_s = None if extent.within_s is None else self._begun_s + extent.within_s
        answer = _Answer(extent.each)
        first = _NEWEST if extent.before is None else extent.before
        is_begun = False
        for segment, is_hit in self._places(first):
            if segment < first:  # the last one of a transcript further back
                self._keep(answer)
                is_over = end_s is not None and time.monotonic() >= end_s
                if answer.hits_counted >= extent.hits or (is_over and is_begun):
                    return answer.found(named, more=first)
                answer.key, first = self._transcript_of(segment)
                is_begun = True
            if is_hit:
                answer.count(segment)
        self._keep(answer)
        return answer.found(named, more=None)

    def _places(self, below: int) -> Iterator[tuple[int, bool]]:
        """Yield the segments that may be hits, newest first, and whether they are."""
        asked, unasked = _divided(self._connection, self._wanted)
        statement = _UNASKED if not asked else _ASKED_IN_PART if unasked else _ASKED
        for segment, text, folded in self._connection.execute(
            statement, (folding.expression(asked), below)
        ):
            self._cancel.raise_if_cancelled()
            yield segment, not unasked or has_all(folded or fold(text_of(text)), unasked)

    def _transcript_of(self, segment: int) -> tuple[str, int]:
        """Return a segment's transcript, "" if it is not to be found, and its first segment."""
        row = self._connection.execute(
            "SELECT other.version, other.id FROM segments JOIN segments AS other "
            "ON other.version = segments.version WHERE segments.id = ? "
            "ORDER BY other.number LIMIT 1",
            (segment,),
        ).fetchone()
        if row is None:  # deleted at this moment
            return "", segment
        return self._listed.get(row[0], ("", ""))[0], min(row[1], segment)

    def _keep(self, answer: "_Answer") -> None:
        """Take the hits of the transcript that was just gone through into the answer."""
        for segment in answer.taken():
            row = self._connection.execute(
                "SELECT number, start_s, text FROM segments WHERE id = ?", (segment,)
            ).fetchone()
            if row is not None:
                number, start_s, text = row[0], row[1], text_of(row[2])
                spans = folding.spans(text, self._wanted)
                answer.hits.append(Hit(answer.key, number, start_s, text, spans))


class _Answer:
    """What was found so far, and the transcript that is being gone through."""

    def __init__(self, each: int) -> None:
        self.hits: list[Hit] = []
        self.hits_counted = 0
        self.key = ""  # "" where hits do not count
        self._counts: dict[str, int] = {}
        self._first: deque[int] = deque(maxlen=each)  # they come last

    def count(self, segment: int) -> None:
        """Note a hit."""
        if self.key:
            self.hits_counted += 1
            self._counts[self.key] = self._counts.get(self.key, 0) + 1
            self._first.appendleft(segment)

    def taken(self) -> list[int]:
        """Return the transcript's first hits in the order of its text, and forget them."""
        first = list(self._first)
        self._first.clear()
        return first

    def found(self, named: tuple[str, ...], more: int | None) -> Found:
        """Return it all."""
        return Found(named, tuple(self.hits), more is None, self._counts, more)


def _listed(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return key and names (with tags and note) by current version, without the trash."""
    tags: dict[int, list[str]] = {}
    for transcript, name in connection.execute("SELECT transcript, name FROM tags"):
        tags.setdefault(transcript, []).append(text_of(name))
    return {
        version: (
            key,
            "\n".join(
                [text_of(title), _file_name(text_of(path)), text_of(note), *tags.get(row, [])]
            ),
        )
        for row, key, version, title, path, note in connection.execute(
            "SELECT id, key, current, title, media_path, note FROM transcripts "
            "WHERE deleted_s IS NULL ORDER BY listed_s DESC, id DESC"
        )
    }


def _file_name(path: str) -> str:
    """Return the last part of a path, also of one from another system."""
    return path.replace("\\", "/").rpartition("/")[2]


def _divided(
    connection: sqlite3.Connection, wanted: tuple[Term, ...]
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return the terms to ask the index for, and those to look for in the texts themselves."""
    dear = tuple(term for term in wanted if term.is_open and _pages(connection, term) > MOST_PAGES)
    if not dear:
        return wanted, ()
    # The words before an incomplete one are cheap, and most of what has them is soon looked at.
    closed = tuple(Term(term.tokens[:-1]) for term in dear if len(term.tokens) > 1)
    return tuple(term for term in wanted if term not in dear) + closed, dear


def _pages(connection: sqlite3.Connection, term: Term) -> int:
    """Return about how many pages of the index hold the words that begin with an open term."""
    begin = _MAIN + term.tokens[-1].encode()
    pages, part = 0, 0
    while next_part := connection.execute(
        "SELECT segid FROM texts_idx WHERE segid > ? ORDER BY segid LIMIT 1", (part,)
    ).fetchone():
        (part,) = next_part
        pages += _pages_of_part(connection, part, begin)
    return pages


def _pages_of_part(connection: sqlite3.Connection, part: int, begin: bytes) -> int:
    """Return how many pages of a part of the index lie between the ends of what begins so."""
    first = connection.execute(
        "SELECT pgno >> 1 FROM texts_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1",
        (part, begin),
    ).fetchone()
    last = connection.execute(
        "SELECT pgno >> 1 FROM texts_idx WHERE segid = ? AND term >= ? ORDER BY term LIMIT 1",
        (part, begin + b"\xff"),
    ).fetchone()
    if last is None:
        start = part << _PART_BIT
        last = connection.execute(
            "SELECT max(id) - ? FROM texts_data WHERE id >= ? AND id < ?",
            (start, start, start + _PART_PAGES),
        ).fetchone()
    return int(last[0] or 0) - int(first[0] if first else 0)
