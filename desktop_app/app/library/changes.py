"""What the user changes about transcripts beside their text: name, tags, note, and the trash."""

import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.door import LibraryDoor
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import NotInLibrary
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import TranscriptSummary

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

Failed = Callable[[AppError], None]


class LibraryChanges(QObject):
    """Change transcripts in a side thread, and show what came of it.

    Args:
        lane: one side thread: changes are made in their order.

    Signals:
        failed: the AppError of a change.
        gone: the title of a transcript that cannot be put back, as it was deleted for good.
    """

    failed = Signal(object)
    gone = Signal(str)

    def __init__(
        self, controller: TranscriptionController, door: LibraryDoor, lane: SideTasks
    ) -> None:
        super().__init__()
        self._controller = controller
        self._door = door
        self._lane = lane
        # Removed rows whose texts the library did not have: it may get them later.
        self._dropped: set[str] = set()
        controller.jobs_removed.connect(self._on_jobs_removed)
        controller.jobs_put_back.connect(self._on_jobs_put_back)

    def describe(self, key: str, *, title: str, tags: Sequence[str], note: str) -> None:
        """Change a transcript's title, tags and note; title "" takes the recording's name again."""

        def work(library: "Library") -> TranscriptSummary:
            before = library.summary(key)
            if title != before.title:
                library.rename(key, title).result()
            if sorted(tags) != sorted(before.tags):
                library.set_tags(key, tags).result()
            if note != before.note:
                library.set_note(key, note).result()
            return library.summary(key)

        self._run(work, self.show)

    def mark_exported(self, keys: Sequence[str]) -> None:
        """Note that transcripts were exported; the keys of unfinished jobs are left out."""
        records = map(self._controller.find, keys)
        kept = tuple(one.key for one in records if one is not None and one.summary is not None)

        def work(library: "Library") -> list[TranscriptSummary]:
            library.mark_exported(kept).result()
            return [library.summary(key) for key in kept]

        def show(summaries: list[TranscriptSummary]) -> None:
            for summary in summaries:
                self.show(summary)

        if kept:
            self._run(work, show)

    def tags(self, done: Callable[[list[str]], None]) -> None:
        """Call `done` with all tags in use."""
        self._run(lambda library: library.tags(), done)

    def trashed(self, done: Callable[[list[TranscriptSummary]], None]) -> None:
        """Call `done` with what is in the trash, newest first."""

        def work(library: "Library") -> list[TranscriptSummary]:
            library.trash(()).result()  # what was deleted just now is written before it
            return library.transcripts(trashed=True)

        self._run(work, done)

    def put_back(self, keys: Collection[str], done: Callable[[], None]) -> None:
        """Take transcripts out of the trash, back into the list."""
        wanted = tuple(keys)

        def work(library: "Library") -> list[TranscriptSummary]:
            library.restore(wanted).result()
            return [library.summary(key) for key in wanted]

        def show(summaries: list[TranscriptSummary]) -> None:
            self._controller.restore((), summaries)
            done()

        self._run(work, show)

    def delete(self, keys: Collection[str], done: Callable[[], None]) -> None:
        """Delete transcripts of the trash for good."""
        wanted = tuple(keys)
        self._run(lambda library: library.delete(wanted).result(), partial(self._on_deleted, done))

    def empty_trash(self, done: Callable[[], None]) -> None:
        """Delete all that is in the trash for good."""
        self._run(lambda library: library.empty_trash().result(), partial(self._on_deleted, done))

    def _on_deleted(self, done: Callable[[], None], _result: None) -> None:
        self._controller.forget_undo()
        done()

    @Slot(object)
    def show(self, summary: TranscriptSummary) -> None:
        """Show a transcript as the library has it now."""
        record = self._controller.find(summary.key)
        if record is not None:
            self._controller.show_summary(record.id, summary)
        elif summary.key in self._dropped:
            self._dropped.discard(summary.key)
            self._run(lambda library: library.trash([summary.key]).result(), _nothing)
        else:  # what the journal kept of a recording that has changed
            self._controller.restore((), [summary])

    def _on_jobs_removed(self, records: Sequence[JobRecord]) -> None:
        unkept = (r for r in records if r.state is JobState.DONE and r.summary is None)
        self._dropped.update(record.key for record in unkept)

    def _on_jobs_put_back(self, records: Sequence[JobRecord]) -> None:
        self._dropped.difference_update(record.key for record in records)
        for record in records:
            if record.summary is not None:
                self._look_after(record.id, record.summary, record.transcript, record.job.request)

    def _look_after(
        self,
        job_id: int,
        summary: TranscriptSummary,
        text: Transcript | None,
        request: TranscriptionRequest,
    ) -> None:
        """Look whether the library still has what was put back; if not, give it the text."""

        def work(library: "Library") -> TranscriptSummary | None:
            library.restore(()).result()  # the keeper's own is written before it
            try:
                return library.summary(summary.key)
            except NotInLibrary:
                return _added(library, summary, text, request) if text is not None else None

        def done(found: TranscriptSummary | None) -> None:
            if found is not None:
                self._controller.show_summary(job_id, found)
            elif self._controller.drop(job_id):
                self.gone.emit(summary.title)

        self._run(work, done)

    def _run(self, work: "Callable[[Library], Any]", done: Callable[[Any], None]) -> None:
        library = self._door.library
        if library is not None:
            self._lane.run(lambda: work(library), done, self.failed.emit)


def _added(
    library: "Library",
    summary: TranscriptSummary,
    text: Transcript,
    request: TranscriptionRequest,
) -> TranscriptSummary:
    """Keep a text that was deleted for good elsewhere, as it was described."""
    logger.warning("%s was deleted elsewhere and is added again", summary.key)
    key = library.finish_job(summary.key, text, request).key
    if summary.title != library.summary(key).title:
        library.rename(key, summary.title)
    library.set_tags(key, summary.tags)
    library.set_note(key, summary.note).result()
    return library.summary(key)


def _nothing(_result: None) -> None:
    """Take a result that nobody needs."""
