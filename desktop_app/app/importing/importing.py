"""Import texts one after the other, outside the GUI thread."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import LibraryError
from desktop_app.core.transcript import Transcript

if TYPE_CHECKING:
    from desktop_app.app.importing.entering import EnteredText, FoundText, Probe
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class ImportReport:
    """What became of the files that were imported together.

    Attributes:
        entered: the texts that are in the library.
        failed: the files that are not, each with the reason.
        skipped: the files that the user did not want after all.
    """

    entered: "list[EnteredText]" = field(default_factory=list)
    failed: list[tuple[Path, AppError]] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)


class TranscriptImport(QObject):
    """Take files that hold texts into the library, and show them in the list.

    Args:
        controller: shows what came.
        library: returns the open library; called in the side thread, and may wait for it.
        probe: reads a recording's facts; called in the side thread.

    Signals:
        began: the number of the file that is read, from 1, how many there are, and its name.
        recording_wanted: a FoundText of which nothing tells whose text it is; goes on with `take`
            or `skip`.
        ended: the ImportReport.
    """

    began = Signal(int, int, str)
    recording_wanted = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        controller: TranscriptionController,
        library: "Callable[[], Library | None]",
        probe: "Probe",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._library = library
        self._probe = probe
        self._lane = SideTasks(self, max_threads=1)
        self._waiting: deque[Path] = deque()
        self._now: Path | None = None
        self._asked: FoundText | None = None
        self._count = 0
        self._report = ImportReport()
        # What came together with the texts, or was chosen for one of them.
        self._recordings: dict[Path, None] = {}
        self._dropped: dict[Path, Path] = {}

    @property
    def is_busy(self) -> bool:
        """Whether texts are being imported."""
        return self._now is not None or bool(self._waiting)

    def begin(self, paths: Iterable[Path], recordings: Sequence[Path] = ()) -> None:
        """Import these files after those that are being imported.

        Args:
            paths: the files.
            recordings: what came with them and is theirs; those whose text cannot be imported are
                queued.
        """
        from desktop_app.importing.pairing import recording_among  # the window starts without it

        added = [path for path in dict.fromkeys(paths) if path not in self._waiting]
        for path in added:
            recording = recording_among(path, recordings)
            if recording is not None:
                self._dropped[path] = recording
        self._waiting.extend(added)
        self._count += len(added)
        if self._now is None:
            self._next()

    def take(self, recording: Path | None) -> None:
        """Say whose text it is that was asked about; None for a text without sound."""
        found, self._asked = self._asked, None
        if found is not None:
            if recording is not None:
                self._recordings[recording] = None
            self._enter(found, recording)

    def skip(self) -> None:
        """Leave out the text that was asked about."""
        found, self._asked = self._asked, None
        if found is not None:
            self._report.skipped.append(found.path)
            self._next()

    def shutdown(self, timeout_s: float) -> bool:
        """Finish the text that is being written, and begin no other.

        Returns:
            Whether the thread has ended its work.
        """
        self._waiting.clear()
        return self._lane.shutdown(timeout_s)

    def _next(self) -> None:
        self._now = None
        if not self._waiting:
            self._end()
            return
        path = self._now = self._waiting.popleft()
        self.began.emit(self._count - len(self._waiting), self._count, path.name)
        known, recording = tuple(self._recordings), self._dropped.get(path)
        self._lane.run(partial(_found, path, recording, known), self._on_found, self._on_failed)

    def _on_found(self, found: "FoundText") -> None:
        if found.recording is None:
            self._asked = found
            self.recording_wanted.emit(found)
        else:
            self._enter(found, found.recording)

    def _enter(self, found: "FoundText", recording: Path | None) -> None:
        work = partial(_entered, self._library, found, recording, self._probe)
        self._lane.run(work, self._on_entered, self._on_failed)

    def _on_entered(self, result: "tuple[EnteredText, Transcript | None]") -> None:
        entered, text = result
        self._report.entered.append(entered)
        record = self._controller.find(entered.summary.key)
        if record is None:
            self._controller.restore((), [entered.summary])
        else:
            self._controller.show_summary(record.id, entered.summary)
            if text is not None:
                self._controller.show_transcript(record.id, text)
        self._next()

    def _on_failed(self, error: AppError) -> None:
        if self._now is not None:
            logger.warning("%s was not imported: %s", self._now.name, error.message)
            self._report.failed.append((self._now, error))
        self._next()

    def _end(self) -> None:
        report, self._report = self._report, ImportReport()
        came = {entered.path for entered in report.entered}
        left = [recording for path, recording in self._dropped.items() if path not in came]
        self._count = 0
        self._dropped.clear()
        self._recordings.clear()
        if left:
            self._controller.add_paths(left)
        self.ended.emit(report)


def _found(path: Path, recording: Path | None, known: Sequence[Path]) -> "FoundText":
    from desktop_app.app.importing.entering import look_at
    from desktop_app.importing.pairing import recording_among, recording_beside

    found = look_at(path, recording)
    if found.recording is None and known:
        # The others of this folder are probably beside the one that was chosen.
        beside = (recording_beside(one.parent / path.name) for one in known)
        chosen = recording_among(path, [one for one in beside if one is not None])
        return replace(found, recording=chosen)
    return found


def _entered(
    library: "Callable[[], Library | None]",
    found: "FoundText",
    recording: Path | None,
    probe: "Probe",
) -> "tuple[EnteredText, Transcript | None]":
    """Keep a text; with the whole of it where it is a version of one that may be shown."""
    from desktop_app.app.importing.entering import enter

    opened = library()
    if opened is None:
        raise LibraryError("The library is not open, so nothing can be imported.")
    entered = enter(opened, found, recording, probe)
    is_new = entered.is_version and not entered.is_known
    return entered, opened.transcript(entered.summary.key) if is_new else None
