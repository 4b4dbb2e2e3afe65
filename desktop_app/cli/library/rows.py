"""Rows of the library for a terminal and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.app.exporting.plan import local_time
from desktop_app.cli.delivery import short
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.model import id_as_title
from desktop_app.core.text.visible import visible_line
from desktop_app.core.timecode import clock
from desktop_app.library.records import Hit, StoredJob, TranscriptSummary

STATES = {JobState.WAITING: "waiting", JobState.FAILED: "failed", JobState.STOPPED: "stopped"}

WHICH_KEY = "Give the key from the first column, such as {key}."


class SeveralCalledSo(AppError):
    """What the user named may be any of several."""

    title = "Not the only one of that name"
    remedy = "Give the key from the first column."


def counted(count: int) -> str:
    """Return `3 transcripts`."""
    return "1 transcript" if count == 1 else f"{count} transcripts"


def name_of(one: TranscriptSummary) -> str:
    """Return a transcript's title, with its file's name where that is another."""
    file = one.media_path.name
    return one.title if one.title == file else f"{one.title} ({file})"


def line_of(one: TranscriptSummary) -> str:
    """Return a transcript's line in a list."""
    when = f"{local_time(one.created_s):%Y-%m-%d %H:%M}"
    parts = [
        short(one.key),
        when,
        f"{clock(one.duration_s):>8}",
        f"{id_as_title(one.model):<24}",
        name_of(one),
    ]
    if one.missing:
        parts.append(f"(incomplete: {one.missing})")
    return visible_line("  ".join(parts))


def job_line(job: StoredJob) -> str:
    """Return an unfinished job's line in a list."""
    state = "interrupted" if job.is_interrupted else STATES.get(job.state, "at work")
    place = clock(job.heard_s) if job.heard_s else ""
    parts = [short(job.key), f"{state:<11}", f"{place:>8}", str(job.request.media_path)]
    return visible_line("  ".join(parts))


def left_line(jobs: Sequence[StoredJob]) -> str:
    """Return `2 recordings are unfinished, 1 failed`, without what there is none of."""
    failed = sum(job.state is JobState.FAILED for job in jobs)
    others = len(jobs) - failed
    some = "1 recording" if (others or failed) == 1 else f"{others or failed} recordings"
    if not others:
        return f"{some} failed"
    unfinished = f"{some} {'is' if others == 1 else 'are'} unfinished"
    return f"{unfinished}, {failed} failed" if failed else unfinished


def hit_line(hit: Hit, one: TranscriptSummary) -> str:
    """Return the line of a place where a text was found."""
    time = clock(hit.start_s) if hit.start_s is not None else ""
    return visible_line(f"{short(hit.transcript)}  {time:>8}  {name_of(one)}: {hit.text}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a user named: a transcript, or an unfinished job."""

    summary: TranscriptSummary | None = None
    job: StoredJob | None = None

    @property
    def key(self) -> str:
        """Its key in the library."""
        one = self.summary or self.job
        return one.key if one is not None else ""

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called besides its key."""
        if self.summary is not None:
            return self.summary.title, self.summary.media_path.name, self.summary.media_path.stem
        return self.media_path.name, self.media_path.stem

    @property
    def media_path(self) -> Path:
        """Its recording."""
        if self.summary is not None:
            return self.summary.media_path
        return self.job.request.media_path if self.job is not None else Path()

    @property
    def name_of_part(self) -> str:
        """What its files are named after where it is not whole; "" for the recording's name."""
        if self.job is None:
            return ""
        return f"{self.media_path.stem} (until {clock(self.job.heard_s).replace(':', '-')})"

    @property
    def line(self) -> str:
        """Its line in a list."""
        if self.summary is not None:
            return line_of(self.summary)
        return job_line(self.job) if self.job is not None else ""


def as_json(one: TranscriptSummary) -> dict[str, Any]:
    """Describe a transcript."""
    return {
        "key": one.key,
        "title": one.title,
        "recording": str(one.media_path),
        "duration_s": one.duration_s,
        "model": one.model,
        "language": one.language,
        "first_words": one.first_words,
        "words": one.words,
        "marks": one.marks,
        "versions": one.versions,
        "tags": list(one.tags),
        "note": one.note,
        "missing": one.missing,
        "has_lost_text": one.has_lost_text,
        "created": _time(one.created_s),
        "changed": _time(one.changed_s),
        "exported": _time(one.exported_s),
        "deleted": _time(one.deleted_s),
    }


def _time(seconds: float | None) -> str | None:
    return local_time(seconds).isoformat(timespec="seconds") if seconds is not None else None


def job_as_json(job: StoredJob | None) -> dict[str, Any]:
    """Describe an unfinished job; nothing for none."""
    if job is None:
        return {}
    return {
        "key": job.key,
        "recording": str(job.request.media_path),
        "state": job.state.value,
        "is_interrupted": job.is_interrupted,
        "is_at_work": job.is_owned,
        "heard_s": job.heard_s,
        "model": job.request.model.id,
        "error": job.error.message if job.error is not None else None,
    }


def hit_as_json(hit: Hit, one: TranscriptSummary) -> dict[str, Any]:
    """Describe a place where a text was found."""
    return {
        "key": hit.transcript,
        "title": one.title,
        "recording": str(one.media_path),
        "segment": hit.segment,
        "start_s": hit.start_s,
        "text": hit.text,
        "spans": [list(span) for span in hit.spans],
    }
