"""The journal of a job, as the engine's owner sees it: kept before it is told.

The window's engine and the command line report through `journaled`, so nothing is shown that a
power cut could take away.
"""

from collections.abc import Callable
from typing import Protocol

from desktop_app.core.request import (
    ChunkHeard,
    Notice,
    ResumePoint,
    SoundOutlined,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import TranscriptSummary

OnEvent = Callable[[TranscriptionEvent], None]


class Journal(Protocol):
    """Keeps what is heard; called in the thread that transcribes, and may wait for the disk."""

    def begin(self, key: str) -> ResumePoint | None:
        """Take a job, and return where it goes on, None at the start of the recording.

        Raises:
            AppError: another program works on it.
        """

    def note(self, key: str, heard: ChunkHeard) -> str:
        """Keep a chunk; it is on the disk when this returns.

        Returns:
            "", or once a sentence for the user why it cannot be kept. Then the work goes on, and
            the chunk is kept with a later one.

        Raises:
            AppError: another program works on the job.
        """

    def outline(self, key: str, outlined: SoundOutlined) -> None:
        """Take the outline of a job's recording, to be kept with its transcript."""

    def finish(
        self, key: str, transcript: Transcript, request: TranscriptionRequest
    ) -> TranscriptSummary:
        """Keep the transcript in place of the job, and return it as a row of the library.

        Raises:
            AppError: it cannot be kept yet; it waits in memory.
        """

    def corrected(self, transcript: Transcript) -> Transcript:
        """Return the text of a part, which is not kept by itself, with the user's own words."""

    def with_words(
        self, transcript: Transcript, summary: TranscriptSummary
    ) -> tuple[Transcript, TranscriptSummary]:
        """Write the user's own words where they were misheard, as a change that can be undone.

        Args:
            transcript: as it was kept.
            summary: as `finish` returned it.

        Returns:
            Both as they are now; as they were where that is not possible.
        """


def journaled(journal: Journal, key: str, on_event: OnEvent) -> OnEvent:
    """Return an `on_event` that keeps each chunk before anything is told of it.

    Args:
        journal: keeps the chunks.
        key: the job's key.
        on_event: called with every event but the outline of the sound, which is for the journal
            alone, and with notices about the journal.
    """

    def report(event: TranscriptionEvent) -> None:
        if isinstance(event, SoundOutlined):
            journal.outline(key, event)
            return
        note = journal.note(key, event) if isinstance(event, ChunkHeard) else ""
        if note:
            on_event(Notice(note, is_until_kept=True))
        on_event(event)

    return report
