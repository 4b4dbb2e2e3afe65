"""The outlines of recordings in the database: one beside each transcript, and gone with it.

They can be made again from the recording, so neither a merge nor a recovery brings them.
"""

import sqlite3


def keep(connection: sqlite3.Connection, key: str, recording: str, data: bytes) -> None:
    """Keep the outline of a transcript's recording in place of an earlier one.

    Where the transcript is gone, nothing is kept.
    """
    connection.execute(
        "INSERT OR REPLACE INTO peaks (transcript, recording, data) "
        "SELECT id, ?, ? FROM transcripts WHERE key = ?",
        (recording, data, key),
    )


def find(
    connection: sqlite3.Connection, key: str, sample_hash: str, track: int | None
) -> tuple[str, bytes] | None:
    """Return the outline of a recording with its name there, None if there is none.

    Args:
        connection: to the library.
        key: the transcript, whose own outline is looked at first.
        sample_hash: as in `MediaInfo`; "" where the file cannot be read, for the transcript's own.
        track: counted from 0, or `ALL_TRACKS`; None for whichever is there.
    """
    own = connection.execute(
        "SELECT recording, data FROM peaks "
        "WHERE transcript = (SELECT id FROM transcripts WHERE key = ?)",
        (key,),
    ).fetchone()
    if own is not None and not sample_hash:
        return own[0], own[1]
    # All tracks of the file: ";" is what follows ":".
    low, high = f"{sample_hash}:", f"{sample_hash};"
    if track is not None:
        low = high = f"{sample_hash}:{track}"
    if own is not None and low <= own[0] <= high:
        return own[0], own[1]
    found = connection.execute(
        "SELECT recording, data FROM peaks WHERE recording BETWEEN ? AND ? LIMIT 1", (low, high)
    ).fetchone()
    return None if found is None else (found[0], found[1])
