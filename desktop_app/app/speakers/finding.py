"""Find the speakers of a finished transcript: a job over its sentences, and one change of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.editing.editor import Editor
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.speakers.speakers import (
    MERGED,
    NAMED,
    REMOVED,
    RENAMED,
    UNVOICED,
    VOICED,
)
from desktop_app.core.editing.found_speakers import Naming, named_by_model, with_found
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import TextChanged
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import ChannelsNoticed, SpeakerSearch, TranscriptionEvent
from desktop_app.core.sentences import marked
from desktop_app.core.transcript import Segment
from desktop_app.library.records import Edit

# What the menus call the change when they offer to undo it.
FOUND = marked("Speakers found")
# The changes by which speakers come to their names, as the log has them.
NAMINGS: Mapping[str, Naming] = MappingProxyType(
    {
        FOUND: Naming.FOUND,
        NAMED: Naming.BY_HAND,
        RENAMED: Naming.RENAMED,
        MERGED: Naming.MERGED,
        REMOVED: Naming.REMOVED,
        VOICED: Naming.RENAMED,
        UNVOICED: Naming.RENAMED,
    }
)


class Namings(Protocol):
    """Tells how the speakers of transcripts came to their names."""

    @property
    def has_library(self) -> bool:
        """Whether it can tell: otherwise nothing is ever called."""

    def namings(
        self,
        key: str,
        names: Sequence[str],
        done: Callable[[Sequence[Segment], Sequence[Edit]], None],
        failed: Callable[[AppError], None],
    ) -> None:
        """Call `done` with a text as it was heard, and its changes of these names since."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the speakers of a transcript.

    Attributes:
        record: the transcript's job.
        speakers: how many were found.
        kept: how many sentences kept the speaker that the user gave them.
        note: a sentence about what was found otherwise than asked for; "" for none.
    """

    record: JobRecord
    speakers: int
    kept: int
    note: str


class SpeakerFinding(QObject):
    """Find who speaks in the selected transcript; what the user named by hand stays.

    Args:
        controller: adds the jobs.
        queue: has them.
        editor: changes the text.
        models: those that are installed.
        namings: tells which names are of a model.
        engine: tells of channels.

    Signals:
        done: a Found.
        failed: the AppError of a job that failed; it keeps its row, with its remedy.
        channels_noticed: the JobRecord of a transcript each of whose channels is another speaker,
            or each of whose tracks, where all were transcribed.
        tracks_noticed: the JobRecord of a transcript of one track, where each is another speaker.
    """

    done = Signal(object)
    failed = Signal(object)
    channels_noticed = Signal(object)
    tracks_noticed = Signal(object)

    def __init__(
        self,
        controller: TranscriptionController,
        queue: JobQueue,
        editor: Editor,
        models: ModelListModel,
        namings: Namings,
        engine: EngineThread,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._queue = queue
        self._editor = editor
        self._models = models
        self._namings = namings
        # The numbers of jobs whose channels are different people.
        self._by_channel: set[int] = set()
        engine.reported.connect(self._on_reported)
        controller.job_ended.connect(self._on_job_ended)

    @property
    def diarizers(self) -> tuple[ModelSpec, ...]:
        """The installed models that tell speakers apart, the best one first."""
        return self._models.diarizers()

    @property
    def is_busy(self) -> bool:
        """Whether the selected transcript's speakers are being found."""
        record = self._controller.selected
        parts = self._queue.parts_of(record.id) if record is not None else ()
        return any(part.job.request.finds_speakers for part in parts)

    @property
    def is_any_at_work(self) -> bool:
        """Whether the speakers of any transcript are being found, or are to be."""
        parts = self._queue.kept_parts()
        return any(part.job.request.finds_speakers and not part.state.is_terminal for part in parts)

    @property
    def can_begin(self) -> bool:
        """Whether the selected transcript has sentences with times, and can be changed."""
        record = self._controller.selected
        made = record.transcript if record is not None else None
        return self._editor.can_edit and made is not None and made.has_times and not self.is_busy

    def begin(self, search: SpeakerSearch) -> bool:
        """Find the speakers of the selected transcript; return whether that was begun."""
        record = self._controller.selected
        return record is not None and self.can_begin and self.begin_for(record, search)

    def begin_for(self, record: JobRecord, search: SpeakerSearch) -> bool:
        """Find the speakers of a transcript in memory; return whether that was begun."""
        if record.transcript is None:
            return False
        request = replace(
            record.job.request,
            told=record.transcript.segments,
            speakers=search,
            span=None,
            asked=None,
            resume=None,
            audio_track=record.track_number,
        )
        self._drop_failed(record)
        self._controller.add(request, record.id)
        return True

    def _on_reported(self, job_id: int, event: TranscriptionEvent) -> None:
        if isinstance(event, ChannelsNoticed):
            self._by_channel.add(job_id)

    def begin_with_all_tracks(self, record: JobRecord) -> bool:
        """Transcribe all tracks of a recording, each one speaker; return whether it was begun."""
        if self._queue.get(record.id) is not record or record.state.is_active:
            return False
        self._controller.choose_track(record.id, ALL_TRACKS, SpeakerSearch())
        return True

    def _notice(self, part: JobRecord) -> None:
        """Tell of channels or tracks that are different people."""
        is_by_channel = part.id in self._by_channel
        self._by_channel.discard(part.id)
        was_chosen = part.job.request.audio_track is None
        is_by_track = was_chosen and part.choice is not None and part.choice.people > 1
        # Of one that was transcribed again, the row is that of the text before.
        made = self._queue.get(part.id) or self._queue.find(part.again_of)
        if made is None or made.transcript is None:
            return
        if is_by_track:  # what the others say is not even in the text
            self.tracks_noticed.emit(made)
        elif is_by_channel:
            self.channels_noticed.emit(made)

    def _on_job_ended(self, part: JobRecord) -> None:
        self._notice(part)
        if not part.job.request.finds_speakers:
            return
        whole = self._queue.get(part.part_of)
        if part.error is not None:
            self.failed.emit(part.error)
        if part.transcript is None:
            return
        self._controller.remove([part.id])
        if whole is None or whole.transcript is None:
            return
        take = partial(self._take, part, whole)
        if self._namings.has_library and whole.summary is not None:
            self._namings.namings(whole.summary.key, tuple(NAMINGS), take, self._on_failed)
        else:
            edits = self._editor.edits_of(whole.key)
            take(_heard(whole.transcript.segments, edits), edits)

    def _take(
        self,
        part: JobRecord,
        whole: JobRecord,
        heard: Sequence[Segment],
        edits: Sequence[Edit],
    ) -> None:
        self._editor.when_read(whole.key, partial(self._name, part, whole, heard, edits))

    def _name(
        self,
        part: JobRecord,
        whole: JobRecord,
        heard: Sequence[Segment],
        edits: Sequence[Edit],
    ) -> None:
        """Give the text the speakers that were found."""
        told, made = part.job.request.told, part.transcript
        if whole.transcript is None or made is None:
            self._on_failed(TextChanged("The text was closed before its speakers were found."))
            return
        changes = [(one.change, NAMINGS[one.name]) for one in edits if one.name in NAMINGS]
        machine = named_by_model(heard, changes)
        found = with_found(whole.transcript.segments, told, made.segments, machine)
        is_new = bool(found.speakers) and not found.change.is_empty
        if is_new and not self._editor.apply_to(whole.key, found.change, FOUND):
            return  # the editor has said why
        self.done.emit(Found(whole, found.speakers, found.kept, part.notice))

    def _on_failed(self, error: AppError) -> None:
        self.failed.emit(error)

    def _drop_failed(self, whole: JobRecord) -> None:
        """Remove the rows of jobs that failed before: what they were for is begun anew."""
        failed = self._queue.failed_parts(whole.id)
        self._controller.remove([part.id for part in failed if part.job.request.finds_speakers])


def _heard(now: Sequence[Segment], edits: Sequence[Edit]) -> Sequence[Segment]:
    """Return a text as it was before all its changes."""
    for edit in reversed(edits):
        now = edit.change.undone.applied_to(now)
    return now
