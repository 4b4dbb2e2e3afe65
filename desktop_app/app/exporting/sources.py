"""Which transcripts there are to export, and where their texts come from."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.app.exporting.batch import Load
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.job import JobState
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript

if TYPE_CHECKING:
    from desktop_app.app.exporting.plan import ExportItem
    from desktop_app.library.library import Library

WITH_A_PART = (JobState.STOPPED, JobState.FAILED)


def text_of(record: JobRecord) -> Transcript | None:
    """Return a job's text that is in memory: the whole, or what an unfinished one has so far."""
    if record.state is JobState.DONE:
        text = record.transcript
        return replace(text, title=name_of(record)) if text is not None else None
    if record.state not in WITH_A_PART or not record.segments:
        return None
    request = record.job.request
    return Transcript(
        request.media_path,
        _until_s(record),
        request.model.id,
        request.language,
        tuple(record.segments),
        model_title=request.model.title,
        recorded_on=request.recorded_on,
        title=name_of(record),
    )


def name_of(record: JobRecord) -> str:
    """Return what a job's files are named after: "" for the recording's name.

    A part says how far it goes: it must not be taken for the whole, nor take its name.
    """
    path, summary = record.job.request.media_path, record.summary
    if record.state is JobState.DONE:
        is_renamed = summary is not None and summary.title != summary.media_path.name
        return summary.title if summary is not None and is_renamed else ""
    until = clock(_until_s(record)).replace(":", "-")
    return tr("{name} (until {time})").format(name=path.stem, time=until)


def items_of(records: Iterable[JobRecord]) -> "list[ExportItem]":
    """Return what can be exported of these jobs, in their order, in memory or in the library."""
    from desktop_app.app.exporting.plan import ExportItem  # the window starts without it

    return [
        ExportItem(
            _key_of(record),
            record.job.request.media_path.name if record.summary is None else record.summary.title,
            record.job.request.media_path,
            record.summary.created_s if record.summary is not None else record.finished_s or None,
            name_of(record),
        )
        for record in records
        if not record.part_of and _has_text(record)
    ]


def load_from(records: Iterable[JobRecord], library: "Library | None" = None) -> Load:
    """Return a function that loads the texts of these jobs, from any thread.

    Args:
        records: the jobs as they are now.
        library: has the texts that are not in memory; None if there is no library.
    """
    given = tuple(records)
    texts = {_key_of(one): text for one in given if (text := text_of(one)) is not None}
    unfinished = {one.key: one.job.request for one in given if one.state is not JobState.DONE}

    def load(key: str) -> Transcript:
        if key in texts or library is None:
            return texts[key]
        request = unfinished.get(key)
        if request is None:
            return library.transcript(key)
        from desktop_app.engine.resume import text_so_far

        point = library.resume_point(key)
        if point is None:
            raise LookupError(key)  # it was finished or removed meanwhile
        return text_so_far(request, point)

    return load


def _has_text(record: JobRecord) -> bool:
    if record.state is JobState.DONE:
        return record.transcript is not None or record.summary is not None
    return record.state in WITH_A_PART and (bool(record.segments) or record.heard_s > 0)


def _until_s(record: JobRecord) -> float:
    """Return how far an unfinished job's text goes."""
    return record.heard_s or record.done_s


def _key_of(record: JobRecord) -> str:
    return record.key or str(record.id)
