"""Names carried over to the next recording: voices of named speakers are kept, and known again.

Nothing of this happens while the setting is off, which it is at first.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.settings import Preferences, Settings
from desktop_app.app.speakers.finding import Found
from desktop_app.app.speakers.hearing import (
    Ear,
    Wanted,
    known_names,
    renamed_by_voice,
    speaker_names,
)
from desktop_app.app.speakers.kept import Voice, by_name
from desktop_app.app.speakers.speakers import UNVOICED, VOICED
from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.clearest import clearest_spans
from desktop_app.core.editing.found_speakers import is_numbered
from desktop_app.core.errors import AppError, Cancelled, ModelNotInstalled
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import NotInLibrary
from desktop_app.core.transcript import Segment
from desktop_app.library.records import KeptVoice, TranscriptSummary

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

# Whoever names one speaker often names the next one at once.
SETTLED_MS = 3_000


@dataclass(frozen=True, slots=True)
class NamedByVoice:
    """Speakers of a transcript that got the names of voices that are known.

    Attributes:
        key: the transcript's.
        names: the new names, by those that a model had given.
    """

    key: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Learned:
    """What became of voices that were to be kept: whose were, and who spoke too little."""

    kept: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A transcript as it was when the work on it began."""

    key: str
    stored: str
    path: "Path"
    track: int | None
    segments: tuple[Segment, ...] | None


class KnownVoices(QObject):
    """Keep the voices of speakers that the user names, and name those that are known.

    Args:
        controller: its transcripts.
        editor: changes their texts.
        preferences: whether voices are kept and recognised at all.
        library: returns the open library, which keeps them; None while there is none.
        ear: hears voices.
        lane: one side thread, in which voices are heard.
        desk: side threads in which the library is asked.

    Signals:
        named: a NamedByVoice: somebody got a name, in a change that can be undone.
        missed: names of speakers who speak too little alone for their voice to be kept.
        failed: the AppError why a voice could not be heard, kept or deleted.
        listed: the kept voices may be others; `voices` has them.
        forgotten: how many names were deleted, and the paths of copies that may still have them.
    """

    named = Signal(object)
    missed = Signal(object)
    failed = Signal(object)
    listed = Signal()
    forgotten = Signal(int, object)

    def __init__(
        self,
        controller: TranscriptionController,
        editor: Editor,
        preferences: Preferences,
        library: "Callable[[], Library | None]",
        ear: Ear,
        lane: SideTasks,
        desk: SideTasks,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._editor = editor
        self._preferences = preferences
        self._library = library
        self._ear = ear
        self._lane = lane
        self._desk = desk
        self._voices: tuple[Voice, ...] = ()
        # Names that the user has just given, by transcript; and those that were given by voice.
        self._given: dict[str, set[str]] = {}
        self._by_voice: dict[str, set[str]] = {}
        self._is_naming = False
        self._has_told_of_model = False
        self._stop = CancelToken()
        # Held while voices are written or deleted: what was stopped is not written afterwards.
        self._writing = threading.Lock()
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self._learn)
        editor.changed.connect(self._on_edited)
        controller.job_ended.connect(self._on_job_ended)
        preferences.changed.connect(self._on_settings)

    @property
    def is_on(self) -> bool:
        """Whether voices are kept and recognised."""
        return self._preferences.current.knows_voices

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The kept voices by name, as they were read last."""
        return self._voices

    def read(self) -> None:
        """Read the kept voices from the library; `listed` follows."""
        library = self._library()
        if library is not None:
            self._desk.run(library.voices, self._on_read, self._on_failed)

    def forget(self, names: Iterable[str] | None = None) -> None:
        """Delete voices without a trace, all for None; `forgotten` and `listed` follow."""
        library = self._library()
        if library is None:
            return
        chosen = None if names is None else frozenset(names)
        self._drop_work()
        self._desk.run(partial(self._forget, library, chosen), self._on_forgotten, self._on_failed)

    def recognise(self, record: JobRecord) -> None:
        """Name the speakers of a transcript whose voices are known; no-op while it is off."""
        text = _text_of(record)
        library = self._library()
        if not self.is_on or library is None or text is None or not text.segments:
            return
        if any(map(is_numbered, speaker_names(text.segments))):
            work = partial(self._recognised, library, text, self._stop)
            self._lane.run(work, partial(self._on_recognised, text), self._on_failed)

    def on_found(self, found: Found) -> None:
        """Name the speakers that were found in a transcript."""
        self.recognise(found.record)

    def undo(self, named: NamedByVoice) -> None:
        """Give the speakers back the names that they had before."""
        record = self._controller.find(named.key)
        if record is None:
            return
        if record is self._controller.selected and self._editor.undo_name == VOICED:
            self._editor.undo()
            return
        back = {now: before for before, now in named.names.items()}
        self._rename(record, back, UNVOICED)

    def shutdown(self, timeout_s: float) -> bool:
        """Stop, and return whether the side thread has ended its work."""
        self._drop_work()
        return self._lane.shutdown(timeout_s)

    def _drop_work(self) -> None:
        """Have nothing that was begun be kept any more."""
        self._soon.stop()
        self._given.clear()
        self._stop.cancel()
        self._stop = CancelToken()

    # Voices of speakers that the user names.

    def _on_edited(self, job_id: int, change: Change, _place: object) -> None:
        if not self.is_on or self._is_naming:
            return
        record = next(iter(self._controller.records((job_id,))), None)
        before, after = set(speaker_names(change.removed)), set(speaker_names(change.added))
        if record is None or not record.key or before == after:
            return
        known = self._by_voice.get(record.key, set())
        known -= before - after  # the user has taken it away again
        new = {name for name in after - before if not is_numbered(name) and name not in known}
        self._given.setdefault(record.key, set()).update(new)
        self._soon.start()

    def _learn(self) -> None:
        given, self._given = self._given, {}
        library = self._library()
        for key, names in given.items():
            record = self._controller.find(key)
            text = _text_of(record) if record is not None else None
            if library is not None and text is not None:
                work = partial(self._learned, library, text, names, self._stop)
                self._lane.run(work, self._on_learned, self._on_failed)

    def _learned(
        self, library: "Library", text: _Text, names: set[str], stop: CancelToken
    ) -> _Learned | None:
        """Hear and keep voices; in the side thread."""
        try:
            segments = text.segments or library.transcript(text.stored).segments
            there = speaker_names(segments)
            wanted = _wanted(text, segments, [name for name in there if name in names])
            heard = self._ear.hear(wanted, stop) if wanted.spans else []
            with self._writing:
                stop.raise_if_cancelled()
                library.keep_voices(text.stored, heard, there).result()
        except (Cancelled, NotInLibrary):
            return None
        kept = tuple(voice.name for voice in heard)
        return _Learned(kept, tuple(name for name in wanted.spans if name not in kept))

    def _on_learned(self, learned: _Learned | None) -> None:
        if learned is None:
            return
        if learned.missed:
            self.missed.emit(learned.missed)
        self.read()

    # Voices that are known.

    def _on_job_ended(self, record: JobRecord) -> None:
        if record.state is JobState.DONE and not record.part_of:
            self.recognise(record)

    def _recognised(self, library: "Library", text: _Text, stop: CancelToken) -> dict[str, str]:
        """Hear the speakers, and find out who is known; in the side thread."""
        try:
            return known_names(
                self._ear, text.path, text.track, text.segments or (), library.voices(), stop
            )
        except Cancelled:
            return {}

    def _on_recognised(self, text: _Text, names: dict[str, str]) -> None:
        self._editor.when_read(text.key, partial(self._name, text, names))

    def _name(self, text: _Text, names: dict[str, str]) -> None:
        record = self._controller.find(text.key)
        if names and record is not None and self.is_on:
            self._by_voice.setdefault(text.key, set()).update(names.values())
            self._rename(record, names, VOICED, NamedByVoice(text.key, names))

    def _rename(
        self,
        record: JobRecord,
        names: Mapping[str, str],
        change_name: str,
        told: NamedByVoice | None = None,
    ) -> None:
        """Rename speakers, in memory or in the library; then tell of it."""
        text, library = _text_of(record), self._library()
        if text is None:
            return
        if text.segments is not None:
            change = renamed_by_voice(text.segments, names)
            self._is_naming = True
            try:
                is_done = self._editor.apply_to(record.key, change, change_name)
            finally:
                self._is_naming = False
            if is_done and told is not None:
                self.named.emit(told)
        elif library is not None:
            work = partial(_renamed_in, library, text.stored, names, change_name)
            self._desk.run(work, partial(self._on_renamed, record, told), self._on_failed)

    def _on_renamed(
        self, record: JobRecord, told: NamedByVoice | None, summary: TranscriptSummary | None
    ) -> None:
        if summary is None:
            return
        self._controller.show_summary(record.id, summary)
        if told is not None:
            self.named.emit(told)

    # The kept voices.

    def _forget(self, library: "Library", names: frozenset[str] | None) -> "tuple[int, list[Path]]":
        with self._writing:
            return library.forget_voices(names)

    def _on_forgotten(self, done: "tuple[int, list[Path]]") -> None:
        self.forgotten.emit(*done)
        self.read()

    def _on_read(self, kept: Sequence[KeptVoice]) -> None:
        self._voices = by_name(kept)
        self.listed.emit()

    def _on_settings(self, settings: Settings) -> None:
        if not settings.knows_voices:
            self._drop_work()

    def _on_failed(self, error: AppError) -> None:
        if isinstance(error, ModelNotInstalled):
            if self._has_told_of_model:
                return
            self._has_told_of_model = True
        logger.warning("voices: %s", error)
        self.failed.emit(error)
        self.read()


def _text_of(record: JobRecord) -> _Text | None:
    """Return a transcript that the library has."""
    if record.summary is None or not record.key:
        return None
    made = record.transcript
    return _Text(
        record.key,
        record.summary.key,
        record.summary.media_path,
        record.track_number,
        made.segments if made is not None else None,
    )


def _wanted(text: _Text, segments: Sequence[Segment], names: Sequence[str]) -> Wanted:
    return Wanted(text.path, text.track, {name: clearest_spans(segments, name) for name in names})


def _renamed_in(
    library: "Library", key: str, names: Mapping[str, str], change_name: str
) -> TranscriptSummary | None:
    """Rename in the library, where the text is not in memory; None if nothing was to rename."""
    change = renamed_by_voice(library.transcript(key).segments, names)
    return None if change.is_empty else library.edit(key, change, change_name).result()
