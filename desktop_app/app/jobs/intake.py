"""Take files into the queue: expand folders, find models, probe; outside the GUI thread."""

import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.errors import AppError, NoMediaFound
from desktop_app.core.media import MediaInfo
from desktop_app.core.model import PACK_SUFFIX
from desktop_app.core.model_config.nemotron import WEIGHTS_FILE
from desktop_app.media.formats import MediaFound, has_recording_name, no_media_in
from desktop_app.models.contents import FOLDER_NAMES
from desktop_app.models.folders import is_model_folder

if TYPE_CHECKING:
    from desktop_app.system.locks.diagnose import Diagnose
    from desktop_app.system.locks.diagnosis import Diagnosis

MODEL_SUFFIXES = (".nemo", PACK_SUFFIX)
# How long to collect the answers of probes, which come by the thousand: a dozen times a second.
TOGETHER_MS = 80
# How many probes to have under way. Threads that open thousands of files, one short call after the
# other, pass Python's lock among themselves; when they wait for this thread, it is not starved.
MOST_PROBES = 8


def _diagnose(error: BaseException, path: Path) -> "Diagnosis":
    """Call `diagnose`, imported where an error asks for it."""
    from desktop_app.system.locks.diagnose import diagnose

    return diagnose(error, path)


@dataclass(frozen=True, slots=True)
class FileAccess:
    """The calls that access files; each runs in a side thread and may raise AppError.

    Attributes:
        expand: expands files and folders to media files.
        probe: reads a media file's facts.
        diagnose: finds who holds the file of an error.
    """

    expand: Callable[[list[Path]], MediaFound]
    probe: Callable[[Path], MediaInfo]
    diagnose: "Diagnose" = _diagnose


Answer = MediaInfo | AppError


@dataclass(frozen=True, slots=True)
class Drop:
    """Files that came together.

    Attributes:
        paths: the media files, at least one.
        by_user: whether the user added them, and wants to see them and to be asked about them.
    """

    paths: list[Path]
    by_user: bool = True


class Intake(QObject):
    """Examine files in side threads and emit what they are.

    Signals:
        media_found: a Drop.
        model_found: the path of a model's file or folder.
        texts_found: a list of transcripts that other programs wrote, and a list of the recordings
            that came with them and are theirs by name; these are not in `media_found`.
        probed: a list of (JobRecord, its MediaInfo or the AppError): several that were found at
            about the same time.
        failed: an AppError that belongs to no job.
    """

    media_found = Signal(object)
    model_found = Signal(object)
    texts_found = Signal(object, object)
    probed = Signal(object)
    failed = Signal(object)

    def __init__(self, files: FileAccess, tasks: SideTasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._tasks = tasks
        self._unprobed: deque[JobRecord] = deque()
        self._probing = 0
        self._answers: list[tuple[JobRecord, Answer]] = []
        self._told_s = -math.inf
        self._tell = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._tell.timeout.connect(self._on_tell)

    def look_at(self, paths: Sequence[Path], *, by_user: bool = True) -> None:
        """Find media, transcripts and models among files and folders."""
        media = self._without_models(paths)
        if by_user:
            media = self._without_texts(media)

        def look() -> tuple[list[Path], MediaFound]:
            models = [path for path in media if is_model_folder(path)]
            return models, self._files.expand([path for path in media if path not in models])

        def take(both: tuple[list[Path], MediaFound]) -> None:
            models, found = both
            for path in models:
                self.model_found.emit(path)
            if found.empty_folders:
                self.failed.emit(no_media_in(found.empty_folders))
            elif not found.paths and not models:
                self.failed.emit(NoMediaFound("There are no audio or video files there."))
            if found.paths:
                self.media_found.emit(Drop(found.paths, by_user))

        if media:
            self._tasks.run(look, take, self.failed.emit)

    def _without_models(self, paths: Sequence[Path]) -> list[Path]:
        """Tell of models that their names show, and return the rest."""
        folders = {path.parent: None for path in paths if path.name == WEIGHTS_FILE}
        parts = {path for path in paths if path.parent in folders and path.name in FOLDER_NAMES}
        models = [path for path in paths if path.suffix.lower() in MODEL_SUFFIXES]
        for path in (*models, *folders):
            self.model_found.emit(path)
        return [path for path in paths if path not in parts and path not in models]

    def _without_texts(self, paths: list[Path]) -> list[Path]:
        """Tell of transcripts, and return the rest but for the recordings that they are of."""
        from desktop_app.importing.pairing import is_transcript_name, recording_among

        texts = [path for path in paths if is_transcript_name(path)]
        if not texts:
            return paths
        others = [path for path in paths if path not in texts]
        recordings = [path for path in others if has_recording_name(path.name)]
        found = {recording_among(text, recordings) for text in texts} - {None}
        self.texts_found.emit(texts, [path for path in others if path in found])
        return [path for path in others if path not in found]

    def probe(self, records: Iterable[JobRecord]) -> None:
        """Probe jobs' files, in order."""
        self._unprobed.extend(records)
        self._probe_some()

    def _probe_some(self) -> None:
        while self._unprobed and self._probing < MOST_PROBES:
            self._probe(self._unprobed.popleft())

    def _probe(self, record: JobRecord) -> None:
        path = record.job.request.media_path
        self._probing += 1

        def answer(result: Answer) -> None:
            self._probing -= 1
            self._probe_some()
            self._answers.append((record, result))
            if not self._tell.isActive():
                # One file is told of at once, thousands in some dozens.
                is_soon = time.monotonic() - self._told_s < TOGETHER_MS / 1000
                self._tell.start(TOGETHER_MS if is_soon else 0)

        self._tasks.run(lambda: self._files.probe(path), answer, answer)

    def _on_tell(self) -> None:
        answers, self._answers = self._answers, []
        self._told_s = time.monotonic()
        if answers:
            self.probed.emit(answers)
