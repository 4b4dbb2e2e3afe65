"""The outline of the selected recording: from the library, or from the recording itself."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.media import MediaInfo
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Transcript

if TYPE_CHECKING:  # numpy and FFmpeg
    from desktop_app.library.library import Library
    from desktop_app.media.peaks import Outline

    # The open library; None if there is none.
    FindLibrary = Callable[[], Library | None]

logger = logging.getLogger(__name__)

# Four hours take 4 MB.
MOST_KEPT = 4
# Whoever runs through the list with the arrow keys does not want all of them read.
RESTS_MS = 150
# How often the window looks how far the reading is.
LOOK_MS = 200


class MarkKind(StrEnum):
    """What a mark on the waveform is about."""

    GAP = "gap"  # speech without text
    LOST = "lost"  # sound that could not be read
    LANGUAGE = "language"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class WaveMark:
    """A place of the page that may be wrong, in seconds from the start of the file."""

    kind: MarkKind
    start_s: float
    end_s: float


def marks_of(transcript: Transcript) -> tuple[WaveMark, ...]:
    """Return the marks of a transcript: what has no text first, single words last."""
    lost = transcript.incomplete.places if transcript.incomplete is not None else ()
    spans = [(MarkKind.GAP, gap.start_s, gap.end_s) for gap in transcript.gaps]
    spans += [(MarkKind.LOST, *place.span) for place in lost if place.span is not None]
    for segment in transcript.segments:
        if segment.language and segment.start_s is not None and segment.end_s is not None:
            spans.append((MarkKind.LANGUAGE, segment.start_s, segment.end_s))
    for segment in transcript.segments:
        spans += [
            (MarkKind.UNSURE, word.start_s, word.end_s or word.start_s)
            for word in segment.words
            if word.is_unsure and word.start_s is not None
        ]
    return tuple(WaveMark(*span) for span in spans)


def spoken_spans(transcript: Transcript) -> tuple[Span, ...]:
    """Return where somebody speaks as the text tells it: its sentences, and speech without text."""
    spans = [(segment.start_s, segment.end_s) for segment in transcript.segments]
    spans += [(gap.start_s, gap.end_s) for gap in transcript.gaps]
    return tuple((start, end) for start, end in spans if start is not None and end is not None)


def voices_of(transcript: Transcript) -> tuple[tuple[Span, ...], ...]:
    """Return where each speaker speaks, in the order of their first words."""
    found: dict[str, list[Span]] = {}
    for segment in transcript.segments:
        if segment.speaker is not None:
            spans = found.setdefault(segment.speaker, [])
            if segment.start_s is not None and segment.end_s is not None:
                spans.append((segment.start_s, segment.end_s))
    return tuple(map(tuple, found.values()))


@dataclass(frozen=True, slots=True)
class Sought:
    """A recording whose outline is wanted.

    Attributes:
        job_id: the job.
        key: the transcript in the library; "" if it is not there.
        path: the recording.
        track: which of its tracks, counted from 0, or `ALL_TRACKS`; None if it is not known.
        info: what a probe found; None if nothing is known.
    """

    job_id: int
    key: str
    path: Path
    track: int | None = None
    info: MediaInfo | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """The outline of a recording, and the track that was heard.

    Attributes:
        outline: of the file that is there now.
        track: which of its tracks, counted from 0, or `ALL_TRACKS`; None if it is not known.
        differs: whether the text was made from another recording than the file is now.
        size: the file's size and its time of change when it was read; None if it was gone.
    """

    outline: "Outline"
    track: int | None
    differs: bool = False
    size: tuple[int, int] | None = None


@dataclass(slots=True, eq=False)
class Reading:
    """A recording that is being read, as a side thread and the window both know it.

    Attributes:
        cancel: set once it is not wanted any more.
        share: how much of it is read, 0 to 1.
    """

    cancel: CancelToken = field(default_factory=CancelToken)
    share: float = 0.0


class WaveformService(QObject):
    """Show the outline of the controller's selected job, once its text is done.

    While a job is transcribed its recording is read for that alone: its outline comes with the
    text. Lives in the GUI thread.

    Signals:
        ready: the Outline of the selected job; None while there is none.
        progress: which share of the recording is read, 0 to 1, while it has to be read for this.
        failed: the AppError why there will be none.
        found: the path of the selected recording, and the number of the track that was heard.
    """

    ready = Signal(object)
    progress = Signal(float)
    failed = Signal(object)
    found = Signal(object, int)

    def __init__(self, controller: TranscriptionController, library: "FindLibrary") -> None:
        super().__init__()
        self._controller = controller
        self._library = library
        self._lane = SideTasks(self)  # another file may be on a drive that does not answer
        self._kept: OrderedDict[Sought, Sound] = OrderedDict()
        self._wanted: Sought | None = None
        self._reading = Reading()
        self.sound: Sound | None = None
        self._rested = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rested.timeout.connect(self._begin)
        # The side thread holds nothing of this object, which must not be deleted there.
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)
        controller.selection_changed.connect(self._on_selected)
        controller.selected_job_changed.connect(self.refresh)
        controller.job_ended.connect(self._on_job_ended)

    @property
    def outline(self) -> "Outline | None":
        """The outline of the selected recording, None if it is not known (yet)."""
        return self.sound.outline if self.sound is not None else None

    def refresh(self) -> None:
        """Follow the selected job, if it is another one or was only now transcribed."""
        wanted = _sought(self._controller.selected)
        if wanted != self._wanted:
            self._seek(wanted)

    def look_again(self) -> None:
        """Read the recording again if its file has changed since it was read."""
        sound, wanted = self.sound, self._wanted
        if sound is not None and wanted is not None:
            self._lane.run(
                partial(_size_of, wanted.path), partial(self._on_size, sound), _not_looked
            )

    def _on_size(self, sound: Sound, size: tuple[int, int] | None) -> None:
        if sound is self.sound and size is not None and size != sound.size:
            if self._wanted is not None:
                self._kept.pop(self._wanted, None)
            self._seek(self._wanted)

    def try_again(self) -> None:
        """Read the recording again, where it could not be read."""
        if self.outline is None:
            self._seek(self._wanted)

    def shutdown(self, timeout_s: float) -> bool:
        """Stop reading.

        Returns:
            Whether the threads have ended their work.
        """
        self._stop()
        return self._lane.shutdown(timeout_s)

    def _on_selected(self, _job_id: int) -> None:
        self.refresh()

    def _on_job_ended(self, record: JobRecord) -> None:
        """Take what was heard now: the file may be another than before."""
        path = record.job.request.media_path
        if record.job.request.span is not None:
            return
        for sought in [one for one in self._kept if one.path == path]:
            del self._kept[sought]
        if self._wanted is not None and self._wanted.path == path:
            self._wanted = None
        self.refresh()

    def _seek(self, wanted: Sought | None) -> None:
        self._stop()
        self._wanted, self.sound = wanted, None
        self.ready.emit(None)
        if wanted is not None and (sound := self._kept.get(wanted)) is not None:
            self._show(wanted, sound)
            self.look_again()
        elif wanted is not None:
            self._rested.start()

    def _stop(self) -> None:
        self._rested.stop()
        self._look.stop()
        self._reading.cancel.cancel()
        self._reading = Reading()

    def _begin(self) -> None:
        wanted, reading = self._wanted, self._reading
        if wanted is not None:
            self._look.start()
            self._lane.run(
                partial(_found_or_read, self._library(), wanted, reading),
                partial(self._on_sound, wanted, reading),
                partial(self._on_failed, reading),
            )

    def _on_look(self) -> None:
        if self._reading.share:
            self.progress.emit(self._reading.share)

    def _on_sound(self, wanted: Sought, reading: Reading, sound: Sound | None) -> None:
        if reading is self._reading and sound is not None:
            self._look.stop()
            self._show(wanted, sound)

    def _on_failed(self, reading: Reading, error: AppError) -> None:
        if reading is self._reading:
            self._look.stop()
            self.failed.emit(error)

    def _show(self, wanted: Sought, sound: Sound) -> None:
        self._kept[wanted] = sound
        self._kept.move_to_end(wanted)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.sound = sound
        self.ready.emit(sound.outline)
        if sound.track is not None:
            self.found.emit(wanted.path, sound.track)


def _sought(record: JobRecord | None) -> Sought | None:
    """Return what is wanted of a job; None while it waits or is transcribed."""
    if record is None or not record.state.is_terminal:
        return None
    if record.state is not JobState.DONE and not record.segments:
        return None
    request = record.job.request
    key = record.summary.key if record.summary is not None else ""
    return Sought(record.id, key, request.media_path, record.track_number, record.info)


def _found_or_read(library: "Library | None", wanted: Sought, reading: Reading) -> Sound | None:
    """Return the outline of a recording, None if it is not wanted any more; in a side thread.

    Raises:
        MediaError: it is not in the library, and the recording cannot be read.
    """
    from desktop_app.system.file_samples import sample_hash

    size = _size_of(wanted.path)
    try:
        samples = sample_hash(wanted.path)
    except OSError:  # gone, perhaps: the drawing is still worth having
        samples = ""
    differs = _differs(library, wanted, samples)
    kept = _kept(library, wanted, samples)
    if kept is None:
        if not wanted.path.exists():  # before FFmpeg is imported in vain
            raise MediaMissing(
                "There is no file “{name}” in “{folder}”.",
                name=wanted.path.name,
                folder=wanted.path.parent,
            )
        try:
            # What is kept tells from which recording the text was made.
            kept = _made(None if differs else library, wanted, samples, reading)
        except Cancelled:
            return None
    return replace(kept, differs=differs, size=size)


def _size_of(path: Path) -> tuple[int, int] | None:
    """Return a file's size and its time of change, None if it is not there; in a side thread."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _not_looked(_error: AppError) -> None:
    """Leave what is shown."""


def _differs(library: "Library | None", wanted: Sought, samples: str) -> bool:
    """Return whether the text was made from another recording, as far as is known."""
    known = {wanted.info.sample_hash} if wanted.info is not None else set()
    try:
        own = library.peaks(wanted.key, "", None) if library is not None and wanted.key else None
    except AppError as error:
        logger.warning("the outline of %s cannot be read: %s", wanted.path.name, error)
        own = None
    if own is not None:
        known.add(own[0].rpartition(":")[0])
    known.discard("")
    return bool(samples) and bool(known) and samples not in known


def _kept(library: "Library | None", wanted: Sought, samples: str) -> Sound | None:
    try:
        kept = library.peaks(wanted.key, samples, wanted.track) if library is not None else None
        if kept is None:
            return None
        from desktop_app.media.peaks import track_of, unpacked

        return Sound(unpacked(kept[1]), track_of(kept[0]))
    except (AppError, ValueError) as error:  # it can be made again
        logger.warning("the outline of %s cannot be used: %s", wanted.path.name, error)
        return None


def _made(library: "Library | None", wanted: Sought, samples: str, reading: Reading) -> Sound:
    from desktop_app.media.peaks import outline_of, packed, recording_id
    from desktop_app.media.probe import probe_if_changed
    from desktop_app.media.tracks import choose_track

    info = probe_if_changed(wanted.path, wanted.info)
    reading.cancel.raise_if_cancelled()
    track = wanted.track
    if track is None or track >= len(info.tracks):
        track = choose_track(wanted.path, known=info).number

    def tell(read_s: float) -> None:
        if info.duration_s:
            reading.share = min(1.0, read_s / info.duration_s)

    outline = outline_of(wanted.path, track, reading.cancel, tell)
    if library is not None and wanted.key and samples:
        library.keep_peaks(wanted.key, recording_id(samples, track), packed(outline))
    return Sound(outline, track)
