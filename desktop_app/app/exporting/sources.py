"""Which transcripts there are to export, and where their texts come from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.app.exporting.batch import Load
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.job import JobState
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript

if TYPE_CHECKING:
    from desktop_app.app.exporting.plan import ExportItem

WITH_A_PART = (JobState.STOPPED, JobState.FAILED)


def text_of(record: JobRecord) -> Transcript | None:
    """Return a job's text: the whole, or what a stopped or failed one has so far."""
    if record.transcript is not None:
        return record.transcript
    if record.state not in WITH_A_PART or not record.segments:
        return None
    request = record.job.request
    return Transcript(
        request.media_path,
        record.done_s,
        request.model.id,
        request.language,
        tuple(record.segments),
    )


def name_of(record: JobRecord) -> str:
    """Return what a job's files are named after: "" for the recording's name.

    A part says how far it goes: it must not be taken for the whole, nor take its name.
    """
    if record.transcript is not None:
        return ""
    until = clock(record.done_s).replace(":", "-")
    name = record.job.request.media_path.stem
    return tr("{name} (until {time})").format(name=name, time=until)


def items_of(records: Iterable[JobRecord]) -> "list[ExportItem]":
    """Return what can be exported of these jobs, in their order."""
    from desktop_app.app.exporting.plan import ExportItem  # the window starts without it

    return [
        ExportItem(
            str(record.id),
            record.job.request.media_path.name,
            record.job.request.media_path,
            name=name_of(record),
        )
        for record in records
        if not record.part_of and text_of(record) is not None
    ]


def load_from(records: Iterable[JobRecord], stored: Load | None = None) -> Load:
    """Return a function that loads the texts of these jobs, from any thread.

    Args:
        records: the jobs as they are now.
        stored: loads what is not in memory.
    """
    texts = {str(record.id): text for record in records if (text := text_of(record)) is not None}

    def load(key: str) -> Transcript:
        return texts[key] if stored is None or key in texts else stored(key)

    return load
