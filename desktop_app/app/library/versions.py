"""The versions of a transcript: list, compare and take back."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.library.door import LibraryDoor
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.library.records import Edit, TranscriptSummary, Version, VersionKind

if TYPE_CHECKING:
    from desktop_app.core.comparison import Comparison
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

Failed = Callable[[AppError], None]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two versions side by side.

    Attributes:
        comparison: of their sentences, with the names of who speaks.
        has_same_words: whether the sentences are alike.
        is_same: whether all is alike, speakers and paragraphs, too.
    """

    comparison: "Comparison"
    has_same_words: bool
    is_same: bool


class Versions(QObject):
    """List, compare and take back the texts that a transcript ever had.

    Args:
        lane: one side thread: changes are kept in their order.

    Signals:
        taken_back: the key of a transcript that shows another version now.
    """

    taken_back = Signal(str)

    def __init__(
        self, controller: TranscriptionController, door: LibraryDoor, lane: SideTasks
    ) -> None:
        super().__init__()
        self._controller = controller
        self._door = door
        self._lane = lane

    def list(self, key: str, done: Callable[[list[Version]], None], failed: Failed) -> None:
        """Call `done` with a transcript's versions, oldest first."""
        self._run(lambda library: library.versions(key), done, failed)

    def compare(
        self, key: str, left: int, right: int, done: Callable[[Compared], None], failed: Failed
    ) -> None:
        """Call `done` with the comparison of two versions."""
        self._run(partial(_compared, key, left, right), done, failed)

    def heard(self, key: str, done: Callable[[Transcript], None], failed: Failed) -> None:
        """Call `done` with a transcript's text as it came last, before corrections."""
        self._run(partial(_heard, key), done, failed)

    def namings(
        self,
        key: str,
        names: Sequence[str],
        done: Callable[[Sequence[Segment], Sequence[Edit]], None],
        failed: Failed,
    ) -> None:
        """Call `done` with a text as it was heard, and its changes of these names since.

        The text is empty where another program made it: people may have named its speakers.
        """

        def show(found: tuple[Sequence[Segment], Sequence[Edit]]) -> None:
            done(*found)

        self._run(partial(_namings, key, names), show, failed)

    def take_back(self, key: str, version: int, done: Callable[[], None], failed: Failed) -> None:
        """Make another version the current one, and show its text."""

        def show(taken: tuple[Transcript, TranscriptSummary]) -> None:
            transcript, summary = taken
            record = self._controller.find(key)
            if record is not None:
                self._controller.show_summary(record.id, summary)
                self._controller.show_transcript(record.id, transcript)
            self.taken_back.emit(key)
            done()

        self._run(partial(_taken_back, key, version), show, failed)

    def shutdown(self, timeout_s: float) -> bool:
        """Wait until changes are kept; the library closes after it.

        Returns:
            Whether the thread has ended its work.
        """
        return self._lane.shutdown(timeout_s, drops=False)

    @property
    def has_library(self) -> bool:
        """Whether there are any: without a library nothing is ever called."""
        return self._door.library is not None

    def _run(
        self, work: "Callable[[Library], Any]", done: Callable[[Any], None], failed: Failed
    ) -> None:
        library = self._door.library
        if library is not None:
            self._lane.run(lambda: work(library), done, failed)


def _compared(key: str, left: int, right: int, library: "Library") -> Compared:
    from desktop_app.core.comparison import compare_lines

    texts = (library.transcript(key, left), library.transcript(key, right))
    comparison = compare_lines(*(_lines(text.segments) for text in texts))
    words = [[segment.text for segment in text.segments] for text in texts]
    wholes = [
        [(one.text, one.speaker, one.begins_paragraph) for one in text.segments] for text in texts
    ]
    return Compared(comparison, words[0] == words[1], wholes[0] == wholes[1])


def _lines(segments: Sequence[Segment]) -> list[str]:
    """Return sentences, with the speaker before the first of each speaker's turn."""
    lines, before = [], None
    for segment in segments:
        begins = segment.speaker is not None and segment.speaker != before
        lines.append(f"{segment.speaker}: {segment.text}" if begins else segment.text)
        before = segment.speaker
    return lines


def _heard(key: str, library: "Library") -> Transcript:
    return library.transcript(key, _heard_version(key, library).id)


def _heard_version(key: str, library: "Library") -> Version:
    by_machine = (VersionKind.MACHINE, VersionKind.PART, VersionKind.IMPORTED)
    versions = library.versions(key)
    made = [version for version in versions if version.kind in by_machine]
    return made[-1] if made else versions[0]


def _namings(
    key: str, names: Sequence[str], library: "Library"
) -> tuple[Sequence[Segment], Sequence[Edit]]:
    heard = _heard_version(key, library)
    is_made_here = heard.kind is not VersionKind.IMPORTED
    segments = library.transcript(key, heard.id).segments if is_made_here else ()
    return segments, library.edits_named(key, names)


def _taken_back(key: str, version: int, library: "Library") -> tuple[Transcript, TranscriptSummary]:
    library.make_current(key, version).result()
    return library.transcript(key), library.summary(key)
