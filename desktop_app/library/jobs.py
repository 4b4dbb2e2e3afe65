"""The queue and its journal in the database."""

import logging
import sqlite3
import time
from collections.abc import Iterable, Sequence

from desktop_app.core.job import JobState
from desktop_app.core.library_errors import JobTaken, NotInLibrary
from desktop_app.core.request import Cutting, HeardChunk, ResumePoint
from desktop_app.library.ownership import Owners
from desktop_app.library.records import StoredJob
from desktop_app.library.stored.values import (
    error_json,
    error_of,
    json_of,
    request_json,
    request_of,
    value_of,
)

logger = logging.getLogger(__name__)


def stored_jobs(connection: sqlite3.Connection, owners: Owners) -> list[StoredJob]:
    """Return the queue in its order; a job whose request is damaged is left out."""
    heard = _heard(connection)
    running: dict[str, bool] = {}
    found = []
    rows = connection.execute(
        "SELECT id, key, state, is_interrupted, request, error, transcript, owner FROM jobs "
        "WHERE removed_s IS NULL ORDER BY place, id"
    )
    for number, key, state, is_interrupted, request, error, transcript, owner in rows:
        parsed = request_of(request)
        if parsed is None:
            logger.warning("job %s cannot be read", key)
            continue
        if owner and owner not in running:
            running[owner] = owners.is_running(owner)
        is_at_work = bool(owner) and running[owner]
        was_left = state == JobState.WORKING and not is_at_work
        found.append(
            StoredJob(
                key=key,
                request=parsed,
                state=JobState.STOPPED if was_left else _state_of(state),
                is_interrupted=was_left or bool(is_interrupted),
                error=error_of(error),
                heard_s=heard.get(number, 0.0),
                transcript=transcript,
                is_owned=is_at_work and owner != owners.token,
            )
        )
    return found


def _state_of(text: str) -> JobState:
    try:
        return JobState(text)
    except ValueError:
        return JobState.STOPPED


def _heard(connection: sqlite3.Connection) -> dict[int, float]:
    """Return where each job's journal ends, by the job's row."""
    ends: dict[int, float] = {}
    expected: dict[int, int] = {}
    for job, number, end_s in connection.execute(
        "SELECT job, number, end_s FROM chunks ORDER BY job, number"
    ):
        if number == expected.get(job, 0):
            ends[job] = end_s
            expected[job] = number + 1
    return ends


def add(connection: sqlite3.Connection, jobs: Sequence[StoredJob], owners: Owners) -> None:
    """Append jobs, or bring removed ones back; a WORKING one is this program's at once."""
    last = connection.execute("SELECT coalesce(max(place), 0) FROM jobs").fetchone()[0]
    for place, job in enumerate(jobs, int(last) + 1):
        _require_free(connection, job.key, owners)
        is_active = job.state.is_active
        connection.execute(
            "INSERT INTO jobs (key, place, state, is_interrupted, request, error, transcript, "
            "added_s, owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
            "state = excluded.state, is_interrupted = excluded.is_interrupted, "
            "request = excluded.request, error = excluded.error, "
            "transcript = excluded.transcript, removed_s = NULL, "
            "owner = excluded.owner",
            (
                job.key,
                place,
                (JobState.WORKING if is_active else job.state).value,
                job.is_interrupted,
                request_json(job.request),
                error_json(job.error) if job.error else None,
                job.transcript,
                time.time(),
                owners.token if is_active else None,
            ),
        )


def change(connection: sqlite3.Connection, job: StoredJob, owners: Owners) -> None:
    """Keep what may change of a job; one that is not active is released."""
    number = _require(connection, job.key, owners)
    is_active = job.state.is_active
    connection.execute(
        "UPDATE jobs SET state = ?, is_interrupted = ?, request = ?, error = ?, transcript = ?, "
        "owner = CASE WHEN ? THEN owner END WHERE id = ?",
        (
            (JobState.WORKING if is_active else job.state).value,
            job.is_interrupted,
            request_json(job.request),
            error_json(job.error) if job.error else None,
            job.transcript,
            is_active,
            number,
        ),
    )


def place(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Bring jobs into an order, those not named behind them."""
    rows = connection.execute("SELECT key, place FROM jobs ORDER BY place, id").fetchall()
    known = dict(rows)
    order = dict.fromkeys([*(key for key in keys if key in known), *known])
    connection.executemany(
        "UPDATE jobs SET place = ? WHERE key = ?",
        ((place, key) for place, key in enumerate(order, 1) if known[key] != place),
    )


def remove(connection: sqlite3.Connection, keys: Iterable[str], owners: Owners) -> None:
    """Mark jobs as removed, by this program."""
    now = time.time()
    for key in keys:
        _require_free(connection, key, owners)
        connection.execute(
            "UPDATE jobs SET removed_s = ?, owner = ? WHERE key = ? AND removed_s IS NULL",
            (now, owners.token, key),
        )


def forget_removed(connection: sqlite3.Connection, older_than_s: float, owners: Owners) -> None:
    """Delete removed jobs, but not those that another running program may bring back."""
    until = time.time() - older_than_s if older_than_s else float("inf")
    rows = connection.execute(
        "SELECT id, owner FROM jobs WHERE removed_s <= ?", (until,)
    ).fetchall()
    connection.executemany(
        "DELETE FROM jobs WHERE id = ?",
        ((number,) for number, owner in rows if not _is_anothers(owner, owners)),
    )


def take(connection: sqlite3.Connection, key: str, owners: Owners) -> None:
    """Make this program the owner of a job."""
    number = _require(connection, key, owners)
    connection.execute(
        "UPDATE jobs SET state = ?, owner = ?, is_interrupted = 0, error = NULL WHERE id = ?",
        (JobState.WORKING.value, owners.token, number),
    )


def restart(connection: sqlite3.Connection, key: str, owners: Owners) -> None:
    """Drop a job's journal."""
    number = _require(connection, key, owners)
    connection.execute("DELETE FROM chunks WHERE job = ?", (number,))
    connection.execute("UPDATE jobs SET cutting = NULL, is_interrupted = 0 WHERE id = ?", (number,))


def release_all(connection: sqlite3.Connection, owners: Owners) -> None:
    """Interrupt the jobs of this program, which ends."""
    connection.execute(
        "UPDATE jobs SET state = ?, is_interrupted = 1, owner = NULL "
        "WHERE owner = ? AND removed_s IS NULL AND state = ?",
        (JobState.STOPPED.value, owners.token, JobState.WORKING.value),
    )


def note(
    connection: sqlite3.Connection, key: str, chunk: HeardChunk, cutting: Cutting, owners: Owners
) -> None:
    """Add a chunk to a job's journal, in place of it and what came after it."""
    number = _require(connection, key, owners)
    cut = json_of(cutting)
    known = connection.execute("SELECT cutting FROM jobs WHERE id = ?", (number,)).fetchone()[0]
    if known != cut:
        connection.execute("DELETE FROM chunks WHERE job = ?", (number,))
        connection.execute("UPDATE jobs SET cutting = ? WHERE id = ?", (cut, number))
    connection.execute("DELETE FROM chunks WHERE job = ? AND number >= ?", (number, chunk.number))
    connection.execute(
        "INSERT INTO chunks (job, number, start_s, end_s, heard) VALUES (?, ?, ?, ?, ?)",
        (number, chunk.number, chunk.start_s, chunk.end_s, json_of(chunk)),
    )


def resume_point(connection: sqlite3.Connection, key: str) -> ResumePoint | None:
    """Return a job's journal up to the first chunk that is missing or damaged."""
    job = connection.execute("SELECT id, cutting FROM jobs WHERE key = ?", (key,)).fetchone()
    if job is None or job[1] is None:
        return None
    heard: list[HeardChunk] = []
    cutting: Cutting | None = None
    try:
        cutting = value_of(job[1], Cutting)
        for number, text in connection.execute(
            "SELECT number, heard FROM chunks WHERE job = ? ORDER BY number", (job[0],)
        ):
            chunk = value_of(text, HeardChunk)
            if number != len(heard) or chunk.number != number:
                break
            heard.append(chunk)
    except ValueError as error:
        logger.warning("the journal of job %s is damaged: %s", key, error)
    return ResumePoint(cutting, tuple(heard)) if cutting is not None and heard else None


def _require(connection: sqlite3.Connection, key: str, owners: Owners) -> int:
    """Return a job's row, which no other running program has.

    Raises:
        NotInLibrary, JobTaken: it is gone, or another one's.
    """
    number = _require_free(connection, key, owners)
    if number is None:
        raise NotInLibrary("This recording is no longer in the library's queue.", key)
    return number


def _require_free(connection: sqlite3.Connection, key: str, owners: Owners) -> int | None:
    """Return a job's row, None if there is none.

    Raises:
        JobTaken: another running program works on it.
    """
    row = connection.execute("SELECT id, owner, state FROM jobs WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    number, owner, state = row
    if state == JobState.WORKING and _is_anothers(owner, owners):
        raise JobTaken("Another running Aviary transcribes this recording.", key)
    return int(number)


def _is_anothers(owner: str | None, owners: Owners) -> bool:
    return bool(owner and owner != owners.token and owners.is_running(owner))
