"""The versions of a transcript: keep what is redone, list, compare and take back."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.keeper import AGAIN_MS
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import NotInLibrary
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import TranscriptSummary, Version, VersionKind

if TYPE_CHECKING:
    from desktop_app.core.comparison import Comparison
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

Failed = Callable[[AppError], None]
# So many changes can be taken back, as `Redo` does.
REMEMBERED = 100


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """A text that replaced another one, or went back to it; `request` made the new one."""

    record: JobRecord
    key: str
    before: Transcript
    after: Transcript
    request: TranscriptionRequest | None
    is_undo: bool = False


class Versions(QObject):
    """Keep each text that a transcript ever had.

    Args:
        lane: one side thread: changes are kept in their order.

    Signals:
        failed: the AppError why a text could not be kept; only the first since all were kept.
        caught_up: all are kept again.
    """

    failed = Signal(object)
    caught_up = Signal()

    def __init__(
        self, controller: TranscriptionController, door: LibraryDoor, lane: SideTasks
    ) -> None:
        super().__init__()
        self._controller = controller
        self._door = door
        self._lane = lane
        self._unkept: list[_Change] = []
        self._is_in_trouble = False
        # The version of a text, by transcript; used in the side thread only.
        self._numbers: list[tuple[str, Transcript, int]] = []
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.keep_again)

    @property
    def unkept(self) -> int:
        """How many transcripts have a text that is in memory only."""
        return len({change.key for change in self._unkept})

    def on_replaced(
        self,
        record: JobRecord,
        before: Transcript,
        after: Transcript,
        request: TranscriptionRequest,
    ) -> None:
        """Keep a text whose span was transcribed again."""
        if record.summary is not None:
            self._keep(_Change(record, record.summary.key, before, after, request))

    def on_undone(self, record: JobRecord, before: Transcript, after: Transcript) -> None:
        """Keep that a change was taken back: `before` is the text again."""
        if record.summary is not None:
            key = record.summary.key
            self._keep(_Change(record, key, after, before, record.job.request, is_undo=True))

    def keep_again(self) -> None:
        """Try again to keep what could not be kept."""
        changes, self._unkept = self._unkept, []
        for change in changes:
            self._keep(change)

    def list(self, key: str, done: Callable[[list[Version]], None], failed: Failed) -> None:
        """Call `done` with a transcript's versions, oldest first."""
        self._run(lambda library: library.versions(key), done, failed)

    def compare(
        self, key: str, left: int, right: int, done: "Callable[[Comparison], None]", failed: Failed
    ) -> None:
        """Call `done` with the comparison of two versions."""
        self._run(partial(_compared, key, left, right), done, failed)

    def take_back(self, key: str, version: int, done: Callable[[], None], failed: Failed) -> None:
        """Make another version the current one, and show its text."""

        def show(taken: tuple[Transcript, TranscriptSummary]) -> None:
            transcript, summary = taken
            record = self._controller.find(key)
            if record is not None:
                self._controller.show_summary(record.id, summary)
                self._controller.show_transcript(record.id, transcript)
            done()

        self._run(partial(_taken_back, key, version), show, failed)

    def shutdown(self, timeout_s: float) -> bool:
        """Wait until changes are kept; the library closes after it.

        Returns:
            Whether the thread has ended its work.
        """
        return self._lane.shutdown(timeout_s, drops=False)

    def _run(
        self, work: "Callable[[Library], Any]", done: Callable[[Any], None], failed: Failed
    ) -> None:
        library = self._door.library
        if library is not None:
            self._lane.run(lambda: work(library), done, failed)

    def _keep(self, change: _Change) -> None:
        library = self._door.library
        if library is None:
            self._unkept.append(change)
            return

        def kept(summary: TranscriptSummary) -> None:
            if self._is_in_trouble and not self._unkept:
                self._is_in_trouble = False
                self.caught_up.emit()
            if self._controller.find(change.key) is not None:
                self._controller.show_summary(change.record.id, summary)

        def failed(error: AppError) -> None:
            logger.warning("a version was not kept: %s", error.message)
            self._unkept.append(change)
            self._again.start()
            if not self._is_in_trouble:
                self._is_in_trouble = True
                self.failed.emit(error)

        self._lane.run(partial(self._write, library, change), kept, failed)

    def _write(self, library: "Library", change: _Change) -> TranscriptSummary:
        """Keep a change; called in the side thread."""
        key = change.key
        try:
            if change.is_undo and (number := self._number(key, change.after)) is not None:
                library.make_current(key, number).result()
                return library.summary(key)
            if self._number(key, change.before) is None:
                current = next(v.id for v in library.versions(key) if v.is_current)
                self._numbers.append((key, change.before, current))
            kind = VersionKind.RESTORED if change.is_undo else VersionKind.PART
            number = library.add_version(key, change.after, kind, change.request)
        except NotInLibrary:  # deleted meanwhile, elsewhere: the text is more than the row
            return library.finish_job(key, change.after, change.request)
        self._numbers.append((key, change.after, number))
        del self._numbers[:-REMEMBERED]
        return library.summary(key)

    def _number(self, key: str, transcript: Transcript) -> int | None:
        known = (n for k, text, n in self._numbers if k == key and text is transcript)
        return next(known, None)


def _compared(key: str, left: int, right: int, library: "Library") -> "Comparison":
    from desktop_app.core.comparison import compare_lines

    texts = (library.transcript(key, left), library.transcript(key, right))
    lines = [[segment.text for segment in text.segments] for text in texts]
    return compare_lines(*lines)


def _taken_back(key: str, version: int, library: "Library") -> tuple[Transcript, TranscriptSummary]:
    library.make_current(key, version).result()
    return library.transcript(key), library.summary(key)
