"""The speakers of the selected transcript, and the changes that name them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.clearest import CLEAR_S, clearest
from desktop_app.core.editing.speakers import (
    Speaker,
    TextPlace,
    clean_name,
    named,
    named_between,
    named_from,
    renamed,
    speak_alike,
    speakers_of,
    turn_end,
    unnamed,
)
from desktop_app.core.sentences import marked
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment

# While one types, the text changes with every key.
SETTLED_MS = 120
# What the menus call such changes when they offer to undo them.
NAMED = marked("Speaker")
RENAMED = marked("Renamed speaker")
MERGED = marked("Merged speakers")
REMOVED = marked("Removed speaker")
VOICED = marked("Named by voice")
UNVOICED = marked("Names by voice taken back")


class Speakers(QObject):
    """Name who speaks in the selected transcript; each step is one change that can be undone.

    What a model finds is a change of its own (`app.speakers.finding`).

    Signals:
        changed: the speakers, their order or their talk times.
        hidden_changed: whose sentences are shown.
    """

    changed = Signal()
    hidden_changed = Signal()

    def __init__(self, controller: TranscriptionController, editor: Editor) -> None:
        super().__init__()
        self._controller = controller
        self._editor = editor
        self._listed: tuple[Segment, ...] = ()
        self._all: tuple[Speaker, ...] = ()
        self._told: tuple[Speaker | None, ...] = ()
        self._told_of: tuple[Segment, ...] = ()
        self._unnamed: Speaker | None = None
        self._hidden: frozenset[str] = frozenset()
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self._tell)
        controller.selection_changed.connect(self._on_selected)
        controller.selected_job_changed.connect(self._on_job_changed)

    @property
    def all(self) -> tuple[Speaker, ...]:
        """The speakers in the order in which they first speak."""
        self._list()
        return self._all

    @property
    def unnamed(self) -> Speaker | None:
        """What nobody is named for beside the speakers, as one without a name; None for nothing."""
        self._list()
        return self._unnamed

    @property
    def hidden(self) -> frozenset[str]:
        """The names of those whose sentences are not shown; "" for what nobody is named for."""
        return self._hidden

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of those whose sentences are shown, as in `hidden`."""
        return tuple(name for name in self._names() if name not in self._hidden)

    @property
    def can_name(self) -> bool:
        """Whether the selected transcript can be changed."""
        return self._editor.can_edit and bool(self._segments())

    def speaker_of(self, segment: int) -> str | None:
        """Return who speaks in a segment; None if nobody is named, or it is not there."""
        segments = self._segments()
        return segments[segment].speaker if 0 <= segment < len(segments) else None

    def clearest(self, name: str) -> Span | None:
        """Return from when to when a speaker is heard best; None if that is not known."""
        segments = self._segments()
        number = clearest(segments, name)
        if number is None:
            return None
        start_s, end_s = segments[number].start_s or 0.0, segments[number].end_s or 0.0
        return start_s, min(end_s, start_s + CLEAR_S[1])

    def hide(self, names: Iterable[str]) -> None:
        """Show no more what these say; where nobody would be left, show all."""
        hidden = frozenset(names)
        if hidden.issuperset(self._names()):
            hidden = frozenset()
        if hidden != self._hidden:
            self._hidden = hidden
            self.hidden_changed.emit()

    def show_only(self, name: str) -> None:
        """Show only what one speaker says; "" for what nobody is named for."""
        self.hide(other for other in self._names() if other != name)

    def show_all(self) -> None:
        """Show what all say."""
        self.hide(())

    def name(self, first: int, end: int, name: str) -> bool:
        """Let somebody speak the segments from `first` up to `end`; "" for nobody known."""
        return self._apply(named(self._segments(), first, end, clean_name(name)), NAMED)

    def name_between(self, start: TextPlace, end: TextPlace, name: str) -> bool:
        """Let somebody speak what is selected; sentences are split where it begins and ends."""
        return self._apply(named_between(self._segments(), start, end, clean_name(name)), NAMED)

    def end_from(self, first: int, *, to_end: bool = False) -> int:
        """Return the number after that of the last segment that `name_from` names."""
        segments = self._segments()
        if to_end or not 0 <= first < len(segments):
            return len(segments)
        return turn_end(segments, first)

    def name_from(self, first: int, name: str, *, to_end: bool = False) -> bool:
        """Let somebody speak from here on: up to the next speaker, or to the end of the text."""
        segments = self._segments()
        if not 0 <= first < len(segments):
            return False
        return self._apply(named_from(segments, first, clean_name(name), to_end=to_end), NAMED)

    def rename(self, old: str, new: str) -> bool:
        """Change a speaker's name everywhere; one that another speaker has merges the two."""
        name = clean_name(new)
        if name is None:
            return False
        is_known = any(speaker.name == name for speaker in self.all)
        change = renamed(self._segments(), old, name)
        if old in self._hidden and not is_known:
            self.hide(self._hidden | {name})
        return self._apply(change, MERGED if is_known else RENAMED)

    def remove(self, name: str) -> bool:
        """Take a speaker's name away everywhere; the text stays."""
        return self._apply(renamed(self._segments(), name, None), REMOVED)

    def _names(self) -> list[str]:
        return [one.name for one in (*self.all, self.unnamed) if one is not None]

    def _list(self) -> None:
        segments = self._segments()
        if segments is not self._listed:
            if not speak_alike(self._listed, segments):
                self._all = speakers_of(segments)
                self._unnamed = unnamed(segments) if self._all else None
            self._listed = segments

    def _segments(self) -> tuple[Segment, ...]:
        record = self._controller.selected
        made = record.transcript if record is not None else None
        return made.segments if made is not None else ()

    def _apply(self, change: Change, name: str) -> bool:
        return not change.is_empty and self._editor.apply(change, name)

    def _on_selected(self, _job_id: int) -> None:
        self.show_all()
        self._tell()

    def _on_job_changed(self) -> None:
        # Others may have asked for the speakers of this text before it is told of here.
        if self._segments() is not self._told_of and not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        self._soon.stop()
        self._told_of = self._segments()
        self.hide(self._hidden.intersection(self._names()))
        now = (*self.all, self.unnamed)
        if now != self._told:
            self._told = now
            self.changed.emit()
