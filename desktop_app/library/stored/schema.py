"""The tables of the library, and the steps from each earlier form of them.

    jobs            the queue in its order, with each job's settings and its owner
    chunks          the journal: what a model heard, until its job is finished
    transcripts     one a recording, or more; `current` is the version that is shown
    versions        the texts of a transcript, oldest first
    segments        the sentences of a version, their words packed
    edits           the changes that the user made to a version, which can be undone and redone
    checked         what the user has looked at and found right
    terms           the user's own words, and how they are spoken
    peaks           the outline of recordings' sound; it can be made anew
    voices          prints of the voices of named speakers; changed by `voices.py` alone
    tags            the user's words for a transcript
    searched        what can be found: segments of current versions that are not in the trash
    texts           the full-text index over `searched`; its rowid is the segment's id

A step is never changed once it has been released; what changes is a further step, with a test that
opens a library of the step before (tests/data/library).

`texts` keeps no text of its own: SQLite reads `searched` to take an entry out again, so entries go
in and out only by `index` and `unindex`, for some segments by `index_segments` and
`unindex_segments` before and after its text is changed. The ids of a version's segments rise with
their numbers, and no other version has one between them: that is how hits come transcript by
transcript.

A segment of nothing but ASCII is indexed as it is, since the tokenizer folds that by itself; of all
others `folded` keeps what was indexed, which stays right when the folding itself is changed later.
"""

import json
import logging
import sqlite3
from collections.abc import Callable, Sequence

from desktop_app.core.library_errors import LibraryNewer, NotALibrary
from desktop_app.library.folding import fold
from desktop_app.system.kill_points import reach

logger = logging.getLogger(__name__)

# "AVRY": `file` and other programs tell by it whose database this is.
APPLICATION_ID = 0x41565259

_TABLES = """
CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    place REAL NOT NULL,
    state TEXT NOT NULL,
    is_interrupted INTEGER NOT NULL DEFAULT 0,
    request TEXT NOT NULL,
    error TEXT,
    transcript TEXT NOT NULL DEFAULT '',
    cutting TEXT,
    owner TEXT,
    added_s REAL NOT NULL,
    removed_s REAL
);
CREATE INDEX jobs_place ON jobs(place);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_s REAL NOT NULL,
    end_s REAL NOT NULL,
    heard TEXT NOT NULL,
    UNIQUE (job, number)
);
CREATE TABLE transcripts (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    media_path TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_s REAL NOT NULL,
    changed_s REAL NOT NULL,
    listed_s REAL NOT NULL,
    deleted_s REAL,
    current INTEGER
);
CREATE INDEX transcripts_listed ON transcripts(listed_s, id);
CREATE INDEX transcripts_current ON transcripts(current);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    created_s REAL NOT NULL,
    duration_s REAL NOT NULL,
    model TEXT NOT NULL,
    language TEXT,
    request TEXT,
    first_words TEXT NOT NULL,
    words INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    missing TEXT,
    exported_s REAL
);
CREATE INDEX versions_transcript ON versions(transcript);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start_s REAL,
    end_s REAL,
    text TEXT NOT NULL,
    words BLOB NOT NULL,
    speaker TEXT,
    language TEXT,
    UNIQUE (version, number)
);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (transcript, name)
);
"""

# `folding.TOKENIZER`.
_SEARCH = """
CREATE VIEW searched AS
    SELECT segments.id AS id, coalesce(segments.folded, segments.text) AS folded
    FROM transcripts
    JOIN segments ON segments.version = transcripts.current
    WHERE transcripts.deleted_s IS NULL;
CREATE VIRTUAL TABLE texts USING fts5(
    folded, content='searched', content_rowid='id', tokenize='ascii', columnsize=0
);
"""

# `revision` rises with every change of the current text. A segment's `paragraph` is
# `Segment.begins_paragraph`. The segments of an edit are packed (packing.py); `gaps` are those
# before and after it, where they differ.
_EDITING = """
ALTER TABLE segments ADD COLUMN paragraph INTEGER;
ALTER TABLE transcripts ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    first INTEGER NOT NULL,
    removed BLOB NOT NULL,
    added BLOB NOT NULL,
    name TEXT NOT NULL,
    created_s REAL NOT NULL,
    is_undone INTEGER NOT NULL DEFAULT 0,
    place INTEGER,
    gaps TEXT,
    UNIQUE (version, number)
);
CREATE TABLE checked (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    start_ms INTEGER NOT NULL DEFAULT -1,
    text TEXT NOT NULL,
    created_s REAL NOT NULL,
    UNIQUE (transcript, kind, start_ms, text)
);
CREATE TABLE terms (
    place INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE,
    readings TEXT NOT NULL,
    is_boosted INTEGER NOT NULL
);
CREATE TABLE peaks (
    transcript INTEGER PRIMARY KEY REFERENCES transcripts(id) ON DELETE CASCADE,
    recording TEXT NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX peaks_recording ON peaks(recording);
"""

# A print is packed by the engine. Names are those of the transcript's speakers.
_VOICES = """
CREATE TABLE voices (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcripts(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    model TEXT NOT NULL,
    print BLOB NOT NULL,
    seconds REAL NOT NULL,
    created_s REAL NOT NULL,
    UNIQUE (transcript, name, model)
);
"""


def _make_tables(connection: sqlite3.Connection) -> None:
    _run_all(connection, _TABLES)


def _make_search(connection: sqlite3.Connection) -> None:
    """Add the full-text index, and put into it what is there."""
    connection.execute("ALTER TABLE segments ADD COLUMN folded TEXT")
    texts = connection.execute("SELECT id, text FROM segments").fetchall()
    connection.executemany(
        "UPDATE segments SET folded = ? WHERE id = ?",
        ((folded, number) for number, text in texts if (folded := folded_or_none(text))),
    )
    _run_all(connection, _SEARCH)
    connection.execute("INSERT INTO texts(texts) VALUES ('rebuild')")


def _make_editing(connection: sqlite3.Connection) -> None:
    _run_all(connection, _EDITING)


def _make_voices(connection: sqlite3.Connection) -> None:
    _run_all(connection, _VOICES)


def _make_overlap(connection: sqlite3.Connection) -> None:
    """Add `Segment.is_overlapped`: 1 where it is so, else NULL."""
    connection.execute("ALTER TABLE segments ADD COLUMN overlapped INTEGER")


# What leads from schema n to n + 1, in order.
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _make_tables,
    _make_search,
    _make_editing,
    _make_voices,
    _make_overlap,
)
SCHEMA = len(STEPS)


def folded_or_none(text: str | bytes) -> str | None:
    """Return what is indexed of a segment's text; None for the text itself."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return None if text.isascii() else fold(text)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema of a database; 0 if it is empty.

    Raises:
        NotALibrary: another program made it.
        LibraryNewer: a newer Aviary made it.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    made_by = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if made_by != APPLICATION_ID:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if made_by or found or tables:
            raise NotALibrary("The file is a database, but not a library of Aviary.")
    if found > SCHEMA:
        raise LibraryNewer(
            "A newer version of Aviary wrote the library (form {found}; this version knows "
            "{known}). It was left as it is.",
            found=found,
            known=SCHEMA,
        )
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to this version's schema, each step whole or not at all.

    Another program may do so at the same time: each step looks anew which one is next.

    Args:
        connection: in autocommit mode, outside a transaction.

    Raises:
        NotALibrary, LibraryNewer: as `version_of`.
        sqlite3.Error: a step failed; those before it stay.
    """
    while (found := version_of(connection)) < SCHEMA:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) == found:
                STEPS[found](connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {found + 1}")
            reach(f"library.migrate.{found + 1}.written")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        reach(f"library.migrate.{found + 1}.committed")
        logger.info("the library has schema %d", found + 1)


def index(connection: sqlite3.Connection, transcript: int) -> None:
    """Make a transcript's current version findable; it must not be in the index."""
    connection.execute(
        "INSERT INTO texts(rowid, folded) SELECT segments.id, coalesce(folded, text) "
        "FROM transcripts JOIN segments ON segments.version = transcripts.current "
        "WHERE transcripts.id = ? AND transcripts.deleted_s IS NULL",
        (transcript,),
    )


def unindex(connection: sqlite3.Connection, transcript: int) -> None:
    """Take a transcript's current version out of the index, if it is not in the trash.

    Call it before `current` or `deleted_s` is changed or the transcript deleted.
    """
    connection.execute(
        "INSERT INTO texts(texts, rowid, folded) "
        "SELECT 'delete', segments.id, coalesce(folded, text) "
        "FROM transcripts JOIN segments ON segments.version = transcripts.current "
        "WHERE transcripts.id = ? AND transcripts.deleted_s IS NULL",
        (transcript,),
    )


def index_segments(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Make segments findable, which must not be in the index; their ids in rising order.

    All at once: a statement for each takes thirty times as long.
    """
    connection.execute(
        "INSERT INTO texts(rowid, folded) SELECT id, coalesce(folded, text) FROM segments "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(rows),),
    )


def unindex_segments(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Take segments out of the index, where they must be; before their texts are changed."""
    connection.execute(
        "INSERT INTO texts(texts, rowid, folded) "
        "SELECT 'delete', id, coalesce(folded, text) FROM segments "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(rows),),
    )


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Build the full-text index anew from the texts; takes a minute per gigabyte."""
    connection.execute("INSERT INTO texts(texts) VALUES ('rebuild')")


def _run_all(connection: sqlite3.Connection, script: str) -> None:
    """Run statements inside the open transaction, which `executescript` would commit."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)
